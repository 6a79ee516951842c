package store

import (
	"slices"
	"strings"
)

// MergeContacts lets keep take over gone: what keep lacks comes from gone,
// notes move, and gone's code leads to keep from then on.
func (tx *Tx) MergeContacts(keep, gone Ref) (Contact, error) {
	k, err := tx.Contact(keep)
	if err != nil {
		return k, err
	}
	g, err := tx.Contact(gone)
	if err != nil {
		return k, err
	}
	if k.ID == g.ID {
		return k, Fail("contact.same", "code", k.ref().String())
	}
	before := k
	k.fill(g)
	k.Also = append(slices.Clone(k.Also), append([]uint64{g.ID}, g.Also...)...)
	if err := k.check(); err != nil {
		return k, err
	}
	if k.Rev, err = tx.change(); err != nil {
		return k, err
	}
	if err := tx.moveNotes(g.ref(), k.ref()); err != nil {
		return k, err
	}
	if err := tx.save(before, k, Merged); err != nil {
		return k, err
	}
	return k, tx.leadOn(g, k)
}

// leadOn leaves of gone a stub that leads to keep.
func (tx *Tx) leadOn(gone, keep Contact) error {
	linked, err := tx.mentioned(gone.ref())
	if err != nil {
		return err
	}
	if err := tx.dropLinks(gone.ref()); err != nil {
		return err
	}
	written, err := tx.noteCodes(keep.ref())
	if err != nil {
		return err
	}
	stay := setOf(written, textCodes(keep.mentions()))
	for _, code := range linked { // its texts went to keep, and so do their links
		if !stay[code] || code == keep.ref().String() {
			continue
		}
		if err := tx.linkOne(keep.ref(), code); err != nil {
			return err
		}
	}
	for _, id := range gone.Also { // no chains: each leads to keep itself
		r := Ref{KindContact, id}
		stub, ok, err := load[Contact](tx, r)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		next := stub
		next.Merged, next.Rev = keep.ID, keep.Rev
		if err := tx.write(stub, next); err != nil {
			return err
		}
	}
	stub := Contact{ID: gone.ID, Name: gone.Name, Merged: keep.ID, Made: gone.Made, Rev: keep.Rev}
	return tx.save(gone, stub, Merged)
}

// fill takes from g what c lacks.
func (c *Contact) fill(g Contact) {
	for _, f := range []struct{ to, from *string }{
		{&c.Organisation, &g.Organisation}, {&c.Role, &g.Role}, {&c.Email, &g.Email},
		{&c.Phone, &g.Phone}, {&c.Country, &g.Country}, {&c.Owner, &g.Owner},
	} {
		switch {
		case *f.to == "":
			*f.to = *f.from
		case *f.from != "" && *f.from != *f.to && f.to != &c.Owner && f.to != &c.Country:
			c.Extra = union(c.Extra, []string{*f.from}) // two addresses are two ways to reach them
		}
	}
	c.Topics = union(c.Topics, g.Topics)
	c.Points = union(c.Points, g.Points)
	c.Extra = union(c.Extra, g.Extra)
}

func union(a, b []string) []string {
	all := slices.Clone(a)
	for _, s := range b {
		if !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	return all
}

func (tx *Tx) moveNotes(from, to Ref) error {
	notes := map[string][]byte{}
	err := tx.Scan(prefix(notePrefix(from)), func(k, raw []byte) error {
		notes[strings.TrimPrefix(string(k), notePrefix(from))] = raw
		return nil
	})
	for moment, raw := range notes {
		if err == nil {
			err = tx.put(notePrefix(to)+moment, raw)
		}
		if err == nil {
			err = tx.remove(notePrefix(from) + moment)
		}
	}
	return err
}
