package capture

import (
	"strings"

	"utblick/store/search"
)

// names finds people in running text; it folds everybody's name once, at the
// first question, since a workspace may have thousands.
type names struct {
	people People
	exact  map[string]Person   // by user name and by full name
	given  map[string][]Person // by first name
	begins map[string]bool     // the first word of each of those
}

func (n *names) build() {
	if n.exact != nil {
		return
	}
	n.exact, n.given, n.begins = map[string]Person{}, map[string][]Person{}, map[string]bool{}
	put := func(key string, one Person) {
		if _, taken := n.exact[key]; key != "" && !taken {
			n.exact[key] = one
		}
		n.begins[firstWord(key)] = true
	}
	for _, one := range n.people {
		name := search.Fold(squeeze(one.Name))
		put(search.Fold(one.User), one)
		put(name, one)
		if given, _, ok := strings.Cut(name, " "); ok {
			n.given[given] = append(n.given[given], one)
		}
	}
}

// candidates is People.Candidates, by the index.
func (n *names) candidates(word string) []Person {
	n.build()
	key := search.Fold(squeeze(strings.TrimPrefix(strings.TrimSpace(word), "@")))
	if one, ok := n.exact[key]; ok {
		return []Person{one}
	}
	return n.given[key]
}

func (n *names) find(word string) (Person, bool) {
	found := n.candidates(word)
	if len(found) != 1 {
		return Person{}, false
	}
	return found[0], true
}

// problem tells why word names nobody.
func (n *names) problem(word string) Problem {
	what := UnknownPerson
	if len(n.candidates(word)) > 1 {
		what = AmbiguousPerson
	}
	return Problem{what, strings.TrimSpace(word)}
}

// named tells whether text may name somebody: a mention, a word that begins a
// name, or one in capitals. It spares most sentences a closer look.
func (n *names) named(text string) bool {
	n.build()
	if strings.Contains(text, "@") {
		return true
	}
	for _, word := range search.Words(text) {
		if n.begins[search.Fold(word)] || len(word) <= longestInitials && word == strings.ToUpper(word) && hasLetter(word) {
			return true
		}
	}
	return false
}

// longestInitials is the bytes of three letters, marks and all.
const longestInitials = 6

// longestName is how many words a name may have before we stop trying.
const longestName = 4

// lead gives the person whose name the text begins with, and the bytes it
// takes: the longest name wins, so "Anna Ek mejlar" is Anna Ek, not Anna.
func (n *names) lead(text string) (who Person, size int) {
	n.build()
	if !n.begins[firstWord(strings.TrimPrefix(text, "@"))] {
		return Person{}, 0
	}
	for _, end := range wordEnds(text, longestName) {
		if found, ok := n.find(strings.TrimPrefix(text[:end], "@")); ok {
			who, size = found, end
		}
	}
	return who, size
}

// wordEnds gives where the first few words of text end, hyphens, dots and
// apostrophes inside a word included. Text that begins with anything but a
// word (or @word) has none.
func wordEnds(text string, most int) []int {
	var ends []int
	in := false
	for i, r := range text {
		switch {
		case isWord(r) || i == 0 && r == '@':
			in = true
		case in && (r == '-' || r == '.' || r == '_' || r == '\'' || r == '’') && isWord(runeAt(text, i+len(string(r)))):
		case in:
			ends = append(ends, i)
			in = false
			if len(ends) == most || r != ' ' {
				return ends
			}
		default:
			return ends
		}
	}
	if in {
		ends = append(ends, len(text))
	}
	return ends
}

// leadList gives the people that text begins with ("Anna", "Anna och Bo",
// "Anna/Bo") and the bytes of each.
func (n *names) leadList(text string) (found []mention, size int) {
	who, size := n.lead(text)
	if size == 0 {
		return nil, 0
	}
	found = append(found, mention{end: size, who: who})
	for {
		joint := listJoint.FindString(text[size:])
		if joint == "" {
			return found, size
		}
		who, m := n.lead(text[size+len(joint):])
		if m == 0 {
			return found, size
		}
		start := size + len(joint)
		size = start + m
		found = append(found, mention{start: start, end: size, who: who})
	}
}

// initials gives the one colleague with those initials (AE), as minutes
// write them. Common abbreviations are nobody.
func (n *names) initials(s string) (who Person, ok bool) {
	switch s {
	case "EU", "KS", "KF", "IT", "HR", "OK", "PM", "AB", "AP", "EC", "UN", "FN", "BD", "UF", "TV":
		return Person{}, false
	}
	if len(s) < 2 || len(s) > longestInitials || s != strings.ToUpper(s) || !hasLetter(s) {
		return Person{}, false
	}
	count := 0
	for _, one := range n.people {
		letters := ""
		for _, name := range search.Words(one.Name) {
			letters += string(runeAt(name, 0))
		}
		if search.Fold(letters) == search.Fold(s) {
			who, count = one, count+1
		}
	}
	return who, count == 1
}
