package store

import (
	"slices"
	"strings"

	"utblick/store/engine"
	"utblick/store/search"
)

// ContactFilter says which contacts a list is of; empty fields don't count.
type ContactFilter struct {
	Country, Topic, Organisation, Point, Owner string
}

func (f ContactFilter) fits(c Contact) bool {
	return (f.Country == "" || c.Country == f.Country) &&
		(f.Owner == "" || c.Owner == f.Owner) &&
		(f.Point == "" || slices.Contains(c.Points, f.Point)) &&
		(f.Topic == "" || slices.ContainsFunc(c.Topics, func(t string) bool { return search.Fold(t) == search.Fold(f.Topic) })) &&
		(f.Organisation == "" || strings.Contains(search.Fold(c.Organisation), search.Fold(f.Organisation)))
}

// narrowest is the index that leaves the fewest contacts to look at, or nothing.
func (f ContactFilter) narrowest() string {
	for _, by := range []struct{ index, value string }{
		{"point", f.Point}, {"topic", search.Fold(f.Topic)}, {"owner", f.Owner}, {"country", f.Country},
	} {
		if by.value != "" {
			return indexValue(by.index, by.value)
		}
	}
	return ""
}

// Contacts lists by name; skip and limit page through, and total counts all
// that fit.
func (tx *Tx) Contacts(f ContactFilter, skip, limit int) (page []Contact, total int, err error) {
	var refs []Ref
	if by := f.narrowest(); by != "" {
		refs, err = tx.byIndex(KindContact, by)
	} else {
		err = tx.inOrder(prefix(indexPrefix(KindContact, "name")), func(r Ref) error {
			refs = append(refs, r)
			return nil
		})
	}
	if err != nil {
		return nil, 0, err
	}
	if f == (ContactFilter{}) {
		total = len(refs)
		refs = refs[min(skip, total):min(skip+limit, total)]
		page, err = tx.contacts(refs, f)
		return page, total, err
	}
	all, err := tx.contacts(refs, f)
	if err != nil {
		return nil, 0, err
	}
	slices.SortStableFunc(all, func(a, b Contact) int {
		return strings.Compare(search.Fold(a.Name), search.Fold(b.Name))
	})
	return all[min(skip, len(all)):min(skip+limit, len(all))], len(all), nil
}

func (tx *Tx) contacts(refs []Ref, f ContactFilter) ([]Contact, error) {
	var list []Contact
	for _, r := range refs {
		c, ok, err := load[Contact](tx, r)
		if err != nil {
			return nil, err
		}
		if ok && f.fits(c) {
			list = append(list, c)
		}
	}
	return list, nil
}

// CountContacts tells how many there are, up to limit.
func (tx *Tx) CountContacts(limit int) (int, error) {
	n := 0
	err := tx.inOrder(prefix(indexPrefix(KindContact, "name")), func(Ref) error {
		if n++; n >= limit {
			return engine.ErrStop
		}
		return nil
	})
	return n, err
}
