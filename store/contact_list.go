package store

import (
	"slices"
	"strings"

	"utblick/store/engine"
)

// ContactFilter says which contacts a list is of; empty fields don't count.
// A contact without an owner counts as owned by the one who recorded it.
type ContactFilter struct {
	Country, Topic, Organisation, Point, Owner string
}

func (f ContactFilter) fits(c Contact) bool {
	return (f.Country == "" || c.Country == f.Country) &&
		(f.Owner == "" || c.keeper() == f.Owner) &&
		(f.Point == "" || slices.Contains(c.Points, f.Point)) &&
		(f.Topic == "" || slices.ContainsFunc(c.Topics, func(t string) bool { return plain(t) == plain(f.Topic) })) &&
		(f.Organisation == "" || strings.Contains(plain(c.Organisation), plain(f.Organisation)))
}

// indexed are the index values of all that f asks for but the organisation.
func (f ContactFilter) indexed() []string {
	var keys []string
	for _, by := range []struct{ index, value string }{
		{"point", f.Point}, {"topic", plain(f.Topic)}, {"owner", f.Owner}, {"country", f.Country},
	} {
		if by.value != "" {
			keys = append(keys, indexValue(by.index, by.value))
		}
	}
	return keys
}

// fewContacts are cheaper to read than the names of all.
const fewContacts = 500

// Contacts lists by name; skip and limit page through, and total counts all
// that fit.
func (tx *Tx) Contacts(f ContactFilter, skip, limit int) (page []Contact, total int, err error) {
	fitting, all, err := tx.narrow(f)
	if err != nil {
		return nil, 0, err
	}
	if !all && len(fitting) <= fewContacts {
		return tx.sortedPage(f, fitting, skip, limit)
	}
	var refs []Ref
	err = tx.inOrder(prefix(indexPrefix(KindContact, "name")), func(r Ref) error {
		if !all && !fitting[r] {
			return nil
		}
		if total++; total > skip && len(refs) < limit {
			refs = append(refs, r)
		}
		return nil
	})
	if err != nil {
		return nil, 0, err
	}
	page, err = tx.contacts(refs, f)
	return page, total, err
}

// narrow gives the contacts that fit, by the indexes alone; all when f asks
// for nothing.
func (tx *Tx) narrow(f ContactFilter) (fitting map[Ref]bool, all bool, err error) {
	all = true
	keep := func(refs map[Ref]bool) {
		for r := range refs {
			if !all && !fitting[r] {
				delete(refs, r)
			}
		}
		fitting, all = refs, false
	}
	for _, key := range f.indexed() {
		refs, err := tx.byIndex(KindContact, key)
		if err != nil {
			return nil, false, err
		}
		set := make(map[Ref]bool, len(refs))
		for _, r := range refs {
			set[r] = true
		}
		keep(set)
	}
	if f.Organisation != "" {
		refs, err := tx.ofOrganisation(f.Organisation)
		if err != nil {
			return nil, false, err
		}
		keep(refs)
	}
	return fitting, all, nil
}

// ofOrganisation are the contacts whose organisation has words in it.
func (tx *Tx) ofOrganisation(words string) (map[Ref]bool, error) {
	found := map[Ref]bool{}
	wanted, p := plain(words), indexPrefix(KindContact, "org")
	err := tx.Scan(prefix(p), func(k, _ []byte) error {
		value, r := string(k[len(p):len(k)-10]), refOfKey(string(k[len(k)-9:]))
		fits := strings.Contains(value, wanted)
		if !fits && len(value) >= maxIndexed { // its end isn't in the key
			c, _, err := load[Contact](tx, r)
			if err != nil {
				return err
			}
			fits = strings.Contains(plain(c.Organisation), wanted)
		}
		if fits {
			found[r] = true
		}
		return nil
	})
	return found, err
}

func (tx *Tx) sortedPage(f ContactFilter, fitting map[Ref]bool, skip, limit int) ([]Contact, int, error) {
	refs := make([]Ref, 0, len(fitting))
	for r := range fitting {
		refs = append(refs, r)
	}
	slices.SortFunc(refs, func(a, b Ref) int { return strings.Compare(a.key(), b.key()) })
	all, err := tx.contacts(refs, f)
	if err != nil {
		return nil, 0, err
	}
	slices.SortStableFunc(all, func(a, b Contact) int {
		return strings.Compare(nameKey(a.Name), nameKey(b.Name)) // the order of the index
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
