package capture

import (
	"strings"
	"unicode"

	"utblick/store/search"
)

// plainOwner takes a colleague without an @ for the owner of a task's line
// where it can hardly mean anything else: "bo: ring …", "(bo)", "… – Bo",
// "åt bo", or a full name at the end, the day aside. Anywhere else a name is
// part of what to do: "Ring Anna".
func (d *draft) plainOwner() {
	if len(d.mentions) > 0 {
		return
	}
	d.leadName()
	if len(d.mentions) == 0 {
		d.segmentOwner()
	}
	if len(d.mentions) == 0 {
		d.lastName()
	}
}

// leadName reads "bo: ring Mikko" and "åt bo: ring Mikko".
func (d *draft) leadName() {
	masked := d.masked()
	start := strings.IndexFunc(masked, isWord)
	if start < 0 {
		return
	}
	from := start
	if word := masked[start : start+len(wordAt(masked, start))]; isOnBehalf(word) {
		from = start + len(word) + 1
	}
	who, n := d.exact(masked[min(from, len(masked)):])
	after := masked[min(from+n, len(masked)):]
	if n == 0 || !strings.HasPrefix(after, ":") && from == start || !hasWord(after) {
		return
	}
	d.cut(start, from+n+len(after)-len(strings.TrimPrefix(after, ":")), personCut)
	d.mention(mention{start: from, end: from + n, who: who})
}

// lastName reads "… åt bo" and "… Bo Lund" at the end. A full name that a verb
// or a preposition leads to is whom it is about: "Kontakta Bo Lund".
func (d *draft) lastName() {
	masked := strings.TrimRightFunc(d.masked(), func(r rune) bool { return !isWord(r) })
	words := strings.Fields(masked)
	for n := min(longestName, len(words)-1); n > 0; n-- {
		name := strings.Join(words[len(words)-n:], " ")
		start := len(masked) - len(name)
		if who, size := d.exact(masked[max(start, 0):]); start > 0 && size == len(name) && d.leadsToOwner(words[:len(words)-n], n) {
			d.mention(mention{start: start, end: start + size, who: who})
			if before := words[len(words)-n-1]; isOnBehalf(before) {
				at := strings.LastIndex(masked[:start], before)
				d.cut(at, start, labelCut)
			}
			return
		}
	}
}

// leadsToOwner tells whether a name of so many words may be the owner's after
// these words.
func (d *draft) leadsToOwner(before []string, name int) bool {
	last := before[len(before)-1]
	if isOnBehalf(last) {
		return len(before) > 1
	}
	word := search.Fold(strings.TrimFunc(last, func(r rune) bool { return !isWord(r) }))
	return name > 1 && len(before) > 1 && !isPreposition(word) && !isConnector(word, personCut) && !willDo(" "+word+" x")
}

// exact gives the colleague whose user name or full name text begins with.
func (d *draft) exact(text string) (who Person, size int) {
	d.people.build()
	for _, end := range wordEnds(text, longestName) {
		if found, ok := d.people.exact[search.Fold(text[:end])]; ok {
			who, size = found, end
		}
	}
	return who, size
}

// isOnBehalf: "för" is another word ("presentera för Bo"), so its ö counts.
func isOnBehalf(word string) bool {
	switch strings.ToLower(word) {
	case "åt", "at", "for":
		return true
	}
	return false
}

func wordAt(s string, start int) string {
	end := strings.IndexFunc(s[start:], func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
	if end < 0 {
		return s[start:]
	}
	return s[start : start+end]
}
