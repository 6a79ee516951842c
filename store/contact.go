package store

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"utblick/store/search"
)

// MaxField is the longest single field, in letters.
const MaxField = 300

// maxList is the longest list of topics, points or extras, in letters.
const maxList = 10 * MaxField

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
	Rev          uint64   `json:"rev"` // the change that made it so; see Stamp
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
	keys := []string{nameKey(c.Name)}
	if c.Email != "" {
		keys = append(keys, mailKey(c.Email))
	}
	if c.Organisation != "" {
		keys = append(keys, orgKey(c.Organisation))
	}
	if c.Country != "" {
		keys = append(keys, indexValue("country", c.Country))
	}
	if owner := c.keeper(); owner != "" {
		keys = append(keys, indexValue("owner", owner))
	}
	for _, t := range c.Topics {
		keys = append(keys, topicKey(t))
	}
	for _, p := range c.Points {
		keys = append(keys, indexValue("point", p))
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// The values under which contacts are found are folded: case, marks and the
// space between words don't count.
func nameKey(name string) string { return indexValue("name", plain(name)) }
func orgKey(name string) string  { return indexValue("org", plain(name)) }
func topicKey(t string) string   { return indexValue("topic", plain(t)) }
func mailKey(mail string) string { return indexValue("mail", strings.ToLower(mail)) }

func plain(s string) string { return search.Fold(strings.Join(strings.Fields(s), " ")) }

// keeper is who is asked about the contact: its owner, or who recorded it.
func (c Contact) keeper() string { return cmp.Or(c.Owner, c.Made.By) }

// refs are the contact's code and those of the contacts that it took over.
func (c Contact) refs() []Ref {
	refs := []Ref{c.ref()}
	for _, id := range c.Also {
		refs = append(refs, Ref{KindContact, id})
	}
	return refs
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
		most := MaxField
		if f.Name == "topics" || f.Name == "points" || f.Name == "extra" {
			most = maxList
		}
		if utf8.RuneCountInString(f.Value) > most {
			return Fail("field.long", "field", f.Name, "max", most)
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
	if c.Rev, err = tx.change(); err != nil {
		return err
	}
	c.ID, c.Made = id, Stamp{tx.by.Person, tx.Now}
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
	if same(old, *c) {
		return nil
	}
	if c.Rev, err = tx.change(); err != nil {
		return err
	}
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

// EraseContact removes a contact for good, with what is left of those that it
// took over (undo reaches ten minutes back).
func (tx *Tx) EraseContact(r Ref) (Contact, error) {
	c, err := tx.Contact(r)
	if err != nil {
		return c, err
	}
	for _, r := range c.refs() {
		one, ok, err := load[Contact](tx, r)
		if err == nil && ok {
			err = tx.erase(one)
		}
		if err != nil {
			return c, err
		}
	}
	return c, nil
}
