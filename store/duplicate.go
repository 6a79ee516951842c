package store

import (
	"slices"
	"strings"

	"utblick/store/search"
)

// Alike are contacts that a new one probably already is: the same e-mail
// address, or nearly the same name at nearly the same organisation (or where
// either has none). The likeliest first.
func (tx *Tx) Alike(c Contact) ([]Contact, error) {
	refs, err := tx.same(c)
	if err != nil {
		return nil, err
	}
	near, err := tx.Find(c.Name, Viewer{}, 10, KindContact)
	if err != nil {
		return nil, err
	}
	var list []Contact
	for _, r := range append(refs, near...) {
		other, ok, err := load[Contact](tx, r)
		if err != nil {
			return nil, err
		}
		if !ok || other.ID == c.ID || slices.ContainsFunc(list, func(l Contact) bool { return l.ID == other.ID }) {
			continue
		}
		if sameMail(c, other) || SameName(c.Name, other.Name) && samePlace(c, other) {
			list = append(list, other)
		}
	}
	return list, nil
}

// same are the contacts with c's e-mail address, then those with its name.
func (tx *Tx) same(c Contact) ([]Ref, error) {
	var mail []Ref
	if c.Email != "" {
		var err error
		if mail, err = tx.byIndex(KindContact, mailKey(c.Email)); err != nil {
			return nil, err
		}
	}
	name, err := tx.byIndex(KindContact, nameKey(c.Name))
	return append(mail, name...), err
}

func sameMail(a, b Contact) bool { return a.Email != "" && strings.EqualFold(a.Email, b.Email) }

func samePlace(a, b Contact) bool {
	if a.Organisation == "" || b.Organisation == "" {
		return true
	}
	x, y := search.Fold(a.Organisation), search.Fold(b.Organisation)
	return strings.Contains(x, y) || strings.Contains(y, x) || SameName(x, y)
}

// maxSlips bounds what slip tries: each slip multiplies its ways by four, and
// while it tries, other writers wait.
const maxSlips = 3

// SameName tells whether two names are the same but for a slip or two, or for
// the order of their words ("Lahtinen Mikko").
func SameName(a, b string) bool {
	x, y := search.Words(search.Fold(a)), search.Words(search.Fold(b))
	slices.Sort(x)
	slices.Sort(y)
	s, t := strings.Join(x, " "), strings.Join(y, " ")
	allowed := 0
	if n := min(len(s), len(t)); n >= 5 {
		allowed = min(1+n/12, maxSlips)
	}
	return slip(s, t, allowed)
}

// slip tells whether a becomes b by at most n letters added, dropped, changed
// or swapped with their neighbour.
func slip(a, b string, n int) bool {
	switch {
	case a == b:
		return true
	case n == 0 || len(a)-len(b) > n || len(b)-len(a) > n:
		return false
	}
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	a, b = a[i:], b[i:]
	if a == "" || b == "" {
		return len(a)+len(b) <= n
	}
	if len(a) > 1 && len(b) > 1 && a[0] == b[1] && a[1] == b[0] && slip(a[2:], b[2:], n-1) {
		return true
	}
	return slip(a[1:], b, n-1) || slip(a, b[1:], n-1) || slip(a[1:], b[1:], n-1)
}
