package capture

import (
	"strings"

	"utblick/store/search"
)

// Person is a colleague who can be meant.
type Person struct {
	ID   string // the platform's
	User string // "anna"
	Name string // "Anna Ek"
}

// IsZero tells whether p is nobody.
func (p Person) IsZero() bool { return p == Person{} }

// People is who can be meant by @anna, anna, Anna or Anna Ek.
type People []Person

// Find gives the one person a word means: the user name with or without @,
// the full name, or a first name that only one has. Case and marks don't
// matter. Two who could be meant are nobody; Candidates tells them.
func (p People) Find(word string) (Person, bool) {
	found := p.Candidates(word)
	if len(found) != 1 {
		return Person{}, false
	}
	return found[0], true
}

// Candidates gives everyone a word could mean. A user name or a full name
// wins over first names: "anna" is @anna though Anna Berg is also called so.
func (p People) Candidates(word string) []Person {
	key := search.Fold(squeeze(strings.TrimPrefix(strings.TrimSpace(word), "@")))
	if key == "" {
		return nil
	}
	var first []Person
	for _, one := range p {
		name := search.Fold(squeeze(one.Name))
		if key == search.Fold(one.User) || key == name {
			return []Person{one}
		}
		if given, _, ok := strings.Cut(name, " "); ok && key == given {
			first = append(first, one)
		}
	}
	return first
}

// problem tells why word names nobody.
func (p People) problem(word string) Problem {
	what := UnknownPerson
	if len(p.Candidates(word)) > 1 {
		what = AmbiguousPerson
	}
	return Problem{what, strings.TrimSpace(word)}
}

// longestName is how many words a name may have before we stop trying.
const longestName = 4

// Lead gives the person whose name the text begins with, and the bytes it
// takes: the longest name wins, so "Anna Ek mejlar" is Anna Ek, not Anna.
func (p People) lead(text string) (who Person, n int) {
	for _, end := range wordEnds(text, longestName) {
		name := strings.TrimPrefix(text[:end], "@")
		if found, ok := p.Find(name); ok {
			who, n = found, end
		}
	}
	return who, n
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
