package capture

import (
	"regexp"
	"strings"
	"unicode"

	"utblick/store/search"
)

var (
	ownerLabel = regexp.MustCompile(`(?i)(?:^|[\s(\[,;|/.–-])(ansvariga?|ansv\.?|ägare|agare|owner|responsible|assignee|assigned to|tilldelad|vem|who|utförs av)\s*([:=]?)\s*`)
	listJoint  = regexp.MustCompile(`^\s*(?:,|&|\+|/|\boch\b|\band\b|\bsamt\b)\s*@?`)
	nameLike   = regexp.MustCompile(`^@?\p{L}[\p{L}\p{M}'’.-]*(?: \p{Lu}[\p{L}\p{M}'’.-]*)?`)
)

// labelOwners reads "ansvarig: Anna". After a label that is loose the colon
// may be missing before a name that we know.
func (d *draft) labelOwners(loose func(label string) bool) {
	for at := 0; at < len(d.text); {
		loc := ownerLabel.FindStringSubmatchIndex(d.text[at:])
		if loc == nil {
			return
		}
		start, value, colon := at+loc[2], at+loc[1], loc[5] > loc[4]
		label := d.text[start : at+loc[3]]
		at = value
		if colon || loose(label) {
			at = max(at, d.labelOwner(start, value, colon))
		}
	}
}

// isOwnersLabel tells "ansvarig Bo" from "vem Bo", which asks.
func isOwnersLabel(label string) bool {
	label = search.Fold(label)
	return label != "vem" && label != "who"
}

func anyLabel(string) bool { return true }

// labelOwner reads the value of an owner's label and gives where it ends.
func (d *draft) labelOwner(label, value int, colon bool) int {
	for i, m := range d.mentions { // ansvarig: @anna
		if m.start == value {
			d.mentions[i].labelled = true
			d.cut(label, value, labelCut)
			return m.end
		}
	}
	if found, n := d.people.leadList(d.text[value:]); n > 0 {
		d.cut(label, value, labelCut)
		d.addList(found, value, true)
		return value + n
	}
	if !colon {
		return value
	}
	name := nameLike.FindString(d.text[value:])
	d.cut(label, value+len(name), labelCut)
	if name != "" && !strings.HasPrefix(name, "@") {
		d.problem(d.people.problem(name))
	}
	return value + len(name)
}

func (d *draft) addList(found []mention, offset int, labelled bool) {
	for _, m := range found {
		m.start, m.end, m.labelled = m.start+offset, m.end+offset, labelled
		d.mention(m)
	}
}

// leadOwner reads a line that begins with who does it: "Bo: ring X", "Anna
// och Bo bokar …", "Anna - ta fram budget", "Anna to prepare …". Where the
// line stands under "Att göra" any lower-case word may follow, else only one
// that says what they will do.
func (d *draft) leadOwner(inSection bool) {
	masked := d.masked()
	start := strings.IndexFunc(masked, isWord)
	if start < 0 || d.at && d.mentions != nil && d.mentions[0].start < start {
		return
	}
	found, n := d.people.leadList(masked[start:])
	if n == 0 {
		found, n = d.leadInitials(start, inSection)
	}
	if i := strings.Index(masked[:min(len(masked), longestHead)], ": "); n == 0 && inSection && i > 0 { // "Budget: Anna tar fram …"
		start = i + len(": ")
		if found, n = d.people.leadList(masked[start:]); !willDo(masked[start+n:]) {
			return
		}
	}
	if n == 0 {
		return
	}
	rest := masked[start+n:]
	after := strings.TrimLeft(rest, " ")
	if strings.HasPrefix(after, "(") { // "Anna (N3): …"
		after = strings.TrimLeft(after, "() ")
	}
	sure := strings.HasPrefix(after, ":") || strings.HasPrefix(after, "→") || after != rest && startsDash(after)
	word := firstWord(after)
	if !sure && (word == "" || after == rest) {
		return
	}
	if sure || willDo(after) || isReporting(word) || inSection && unicode.IsLower(runeAt(after, 0)) && !isPreposition(word) {
		d.lead, d.verb = true, start+n
		d.addList(found, start, false)
	}
}

// leadInitials reads "AE uppdaterar …". A first name that two have is asked
// about where the line surely is somebody's.
func (d *draft) leadInitials(start int, inSection bool) ([]mention, int) {
	ends := wordEnds(d.text[start:], 1)
	if len(ends) == 0 {
		return nil, 0
	}
	word := d.text[start : start+ends[0]]
	if who, ok := d.people.initials(word); ok {
		return []mention{{end: ends[0], who: who}}, ends[0]
	}
	after := d.text[start+ends[0]:]
	if inSection && len(d.people.candidates(word)) > 1 && (strings.HasPrefix(after, ":") || willDo(after)) {
		d.problem(d.people.problem(word))
		d.cut(start, start+ends[0], personCut)
	}
	return nil, 0
}

func startsDash(s string) bool {
	for _, dash := range []string{"- ", "– ", "— ", "-> "} {
		if strings.HasPrefix(s, dash) {
			return true
		}
	}
	return false
}

// segmentOwner reads a name that stands alone between marks: "(Anna, 4/12)",
// "… – Bo", "| Anna |". After a comma it may be one of those to invite, so
// not if the words before it end with a colleague, too.
func (d *draft) segmentOwner() {
	masked := d.masked()
	begin, mark := 0, rune(0)
	last := "" // the words of the stretch before
	check := func(end int) {
		seg := masked[begin:end]
		whole := begin == 0 && end == len(masked)
		listed := mark == ',' && d.endsWithPerson(last)
		if found, at := d.exactly(seg); found != nil && !whole && !listed {
			d.segment, d.bracket = true, d.bracket || mark == '('
			d.addList(found, begin+at, false)
		}
		if hasWord(seg) {
			last = seg
		}
	}
	for i, r := range masked {
		if !isSegmentMark(masked, i, r) {
			continue
		}
		check(i)
		begin, mark = i+len(string(r)), r
	}
	check(len(masked))
}

func isSegmentMark(s string, i int, r rune) bool {
	switch r {
	case '(', ')', '[', ']', '|', '\t', ',', ';', '→', '–', '—', '>':
		return true
	case '-', '/':
		return runeBefore(s, i) == ' ' && (runeAt(s, i+1) == ' ' || runeAt(s, i+1) == '>')
	}
	return false
}

func (d *draft) endsWithPerson(words string) bool {
	fields := strings.Fields(strings.TrimRight(words, " .,"))
	if len(fields) == 0 {
		return false
	}
	_, ok := d.people.find(fields[len(fields)-1])
	if !ok && len(fields) > 1 {
		_, ok = d.people.find(strings.Join(fields[len(fields)-2:], " "))
	}
	return ok
}

// exactly gives the people a stretch consists of, and where they begin in it.
func (d *draft) exactly(seg string) (found []mention, at int) {
	at = strings.IndexFunc(seg, isWord)
	if at < 0 {
		return nil, 0
	}
	words := strings.TrimRight(seg[at:], " .:")
	if found, n := d.people.leadList(words); n > 0 && n == len(words) {
		return found, at
	}
	if who, ok := d.people.initials(words); ok {
		return []mention{{start: 0, end: len(words), who: who}}, at
	}
	return nil, 0
}

func firstWord(s string) string {
	end := strings.IndexFunc(s, func(r rune) bool { return !isWord(r) })
	if end < 0 {
		end = len(s)
	}
	return search.Fold(s[:end])
}
