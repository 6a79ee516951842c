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
