package store

import (
	"slices"
	"strings"
	"unicode/utf8"

	"utblick/store/search"
)

// MaxField is the longest single field, in letters.
const MaxField = 300

// Contact is a person outside (or inside) the house.
type Contact struct {
	ID           uint64   `json:"id"`
	Name         string   `json:"name"`
	Organisation string   `json:"organisation,omitempty"`
	Role         string   `json:"role,omitempty"`
	Email        string   `json:"email,omitempty"`
	Phone        string   `json:"phone,omitempty"`
	Country      string   `json:"country,omitempty"` // ISO 3166-1 alpha-2
	Topics       []string `json:"topics,omitempty"`  // without #
	Points       []string `json:"points,omitempty"`
	Owner        string   `json:"owner,omitempty"`  // person id
	Extra        []string `json:"extra,omitempty"`  // what was typed and fitted no field
	Merged       uint64   `json:"merged,omitempty"` // the contact that took this one over
	Also         []uint64 `json:"also,omitempty"`   // the contacts that this one took over
	Made         Stamp    `json:"made"`
	Rev          uint64   `json:"rev"`
}

func (c Contact) ref() Ref { return Ref{KindContact, c.ID} }

// Ref is the contact's code.
func (c Contact) Ref() Ref { return c.ref() }

func (c Contact) title() string { return c.Name }

func (c Contact) mentions() []string {
	return append([]string{c.Name, c.Organisation, c.Role}, c.Extra...)
}

func (c Contact) fields() []Value {
	return []Value{
		{"name", c.Name}, {"organisation", c.Organisation}, {"role", c.Role}, {"email", c.Email},
		{"phone", c.Phone}, {"country", c.Country}, {"topics", strings.Join(c.Topics, ", ")},
		{"points", strings.Join(c.Points, ", ")}, {"owner", c.Owner}, {"extra", strings.Join(c.Extra, ", ")},
	}
}

func (c Contact) indexed() []string {
	if c.Merged > 0 {
		return nil
	}
	keys := []string{indexValue("name", search.Fold(c.Name))}
	for index, value := range map[string]string{
		"mail": strings.ToLower(c.Email), "country": c.Country, "owner": c.Owner,
		"org": search.Fold(c.Organisation),
	} {
		if value != "" {
			keys = append(keys, indexValue(index, value))
		}
	}
	for _, t := range c.Topics {
		keys = append(keys, indexValue("topic", search.Fold(t)))
	}
	for _, p := range c.Points {
		keys = append(keys, indexValue("point", p))
	}
	return keys
}

func (c Contact) found() ([]string, string) {
	if c.Merged > 0 {
		return nil, ""
	}
	names := []string{c.Name, c.Organisation, c.Role, c.Email, c.Phone, c.ref().String()}
	return append(names, c.Topics...), strings.Join(c.Extra, " ")
}

func (c Contact) check() error {
	if strings.TrimSpace(c.Name) == "" {
		return Fail("contact.nameless")
	}
	for _, f := range c.fields() {
		if utf8.RuneCountInString(f.Value) > MaxField {
			return Fail("field.long", "field", f.Name, "max", MaxField)
		}
	}
	return nil
}

// AddContact records a new contact and gives it its number.
func (tx *Tx) AddContact(c *Contact) error {
	if err := c.check(); err != nil {
		return err
	}
	id, err := tx.w.Next("contact")
	if err != nil {
		return err
	}
	c.ID, c.Made, c.Rev = id, Stamp{tx.by.Person, tx.Now}, 1
	return tx.save(nil, *c, Created)
}

// PutContact saves a changed contact; one that nothing was changed in is left
// alone. Error code "record.changed" when somebody else was faster.
func (tx *Tx) PutContact(c *Contact) error {
	if err := c.check(); err != nil {
		return err
	}
	old, err := must[Contact](tx, c.ref())
	if err != nil {
		return err
	}
	if old.Rev != c.Rev {
		return Fail("record.changed", "code", c.ref().String())
	}
	if len(changed(old, *c)) == 0 && old.Merged == c.Merged && slices.Equal(old.Also, c.Also) {
		return nil
	}
	c.Rev++
	return tx.save(old, *c, Changed)
}

// Contact by its code; one that was merged is followed to what took it over.
func (tx *Tx) Contact(r Ref) (Contact, error) {
	for range 20 { // a chain of merges, never a ring
		c, err := must[Contact](tx, r)
		if err != nil || c.Merged == 0 {
			return c, err
		}
		r.ID = c.Merged
	}
	return Contact{}, Fail("record.unknown", "code", r.String())
}

// EraseContact removes a contact for good (undo reaches ten minutes back).
func (tx *Tx) EraseContact(r Ref) (Contact, error) {
	c, err := tx.Contact(r)
	if err != nil {
		return c, err
	}
	return c, tx.erase(c, Erased)
}

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
	k.Rev++
	if err := tx.moveNotes(g.ref(), k.ref()); err != nil {
		return k, err
	}
	if err := tx.save(before, k, Merged); err != nil {
		return k, err
	}
	stub := Contact{ID: g.ID, Name: g.Name, Merged: k.ID, Made: g.Made, Rev: g.Rev + 1}
	return k, tx.save(g, stub, Merged)
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
		notes[string(k[len(k)-8:])] = raw
		return nil
	})
	for seq, raw := range notes {
		if err == nil {
			err = tx.put(notePrefix(to)+seq, raw)
		}
		if err == nil {
			err = tx.remove(notePrefix(from) + seq)
		}
	}
	return err
}
