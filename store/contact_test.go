package store

import (
	"fmt"
	"strings"
	"testing"
)

func TestContacts(t *testing.T) {
	both(t, func(h *house) {
		list := func(f ContactFilter, skip, limit int) string {
			var refs []Ref
			total := 0
			h.look(func(tx *Tx) error {
				page, n, err := tx.Contacts(f, skip, limit)
				refs, total = nil, n
				for _, c := range page {
					refs = append(refs, c.Ref())
				}
				return err
			})
			return fmt.Sprintf("%s of %d", codes(refs), total)
		}
		h.contact("anna", mikko)                                                                      // K1
		h.contact("anna", kari)                                                                       // K2, bo's
		h.contact("bo", Contact{Name: "Åsa Berg", Country: "FI", Topics: []string{"Energi", "skog"}}) // K3
		h.contact("cilla", Contact{Name: "anna Zetterberg", Organisation: "Oulu  Energi", Country: "FI", Owner: "anna"})
		for _, c := range []struct {
			name   string
			f      ContactFilter
			skip   int
			limit  int
			expect string
		}{
			{"all, by name", ContactFilter{}, 0, 10, "K4 K3 K2 K1 of 4"},
			{"a page", ContactFilter{}, 1, 2, "K3 K2 of 4"},
			{"past the end", ContactFilter{}, 9, 2, " of 4"},
			{"a country", ContactFilter{Country: "FI"}, 0, 10, "K4 K3 K1 of 3"},
			{"a country's page", ContactFilter{Country: "FI"}, 2, 2, "K1 of 3"},
			{"a topic, however it's written", ContactFilter{Topic: "ENERGI"}, 0, 10, "K3 K1 of 2"},
			{"part of an organisation", ContactFilter{Organisation: "oul"}, 0, 10, "K4 K1 of 2"},
			{"its words, however they're parted", ContactFilter{Organisation: "oulu energi"}, 0, 10, "K4 of 1"},
			{"a point", ContactFilter{Point: "N5"}, 0, 10, "K1 of 1"},
			{"an owner: given, or else who recorded", ContactFilter{Owner: "anna"}, 0, 10, "K4 K1 of 2"},
			{"who recorded for somebody else", ContactFilter{Owner: "bo"}, 0, 10, "K3 K2 of 2"},
			{"all together", ContactFilter{Country: "FI", Topic: "energi", Owner: "bo"}, 0, 10, "K3 of 1"},
			{"nobody", ContactFilter{Country: "SE"}, 0, 10, " of 0"},
		} {
			equal(t, c.name, list(c.f, c.skip, c.limit), c.expect)
		}
		for i := range fewContacts {
			h.contact("anna", Contact{Name: fmt.Sprintf("Finne %03d", i), Country: "FI"})
		}
		equal(t, "one page of many", list(ContactFilter{Country: "FI"}, 2, 2), "K5 K6 of 503")
	})
}

func TestPutContact(t *testing.T) {
	both(t, func(h *house) {
		c := h.contact("anna", mikko)
		put := func(change func(*Contact)) error {
			return h.try("bo", func(tx *Tx) error { n := c; change(&n); return tx.PutContact(&n) })
		}
		h.want("", put(func(*Contact) {}))
		equal(t, "nothing was changed", h.deeds(c.Ref()), "created")
		h.want("contact.nameless", put(func(c *Contact) { c.Name = " \n" }))
		h.want("field.long", put(func(c *Contact) { c.Role = strings.Repeat("å", MaxField+1) }))
		h.want("field.long", put(func(c *Contact) { c.Topics = strings.Fields(strings.Repeat("energi ", MaxField*2)) }))
		h.want("", put(func(c *Contact) { c.Role = strings.Repeat("å", MaxField) }))
		h.want("record.changed", put(func(c *Contact) { c.Role = "chef" }))
		equal(t, "history", h.deeds(c.Ref()), "created changed")
		for _, r := range []Ref{{KindContact, 7}, {KindMeeting, 1}} {
			h.want("record.unknown", h.try("bo", func(tx *Tx) error { _, err := tx.Contact(r); return err }))
		}
	})
}

func TestMergeContacts(t *testing.T) {
	both(t, func(h *house) {
		a := h.contact("anna", Contact{Name: "Mikko Lahtinen", Email: "m@example.fi", Points: []string{"N5"}})
		b := h.contact("bo", Contact{Name: "M. Lahtinen", Email: "work@example.org", Organisation: "Oulun kaupunki", Topics: []string{"skog"}, Owner: "bo"})
		h.meeting("anna", Meeting{Title: "Med båda", Date: 20500, Participants: []Participant{{Name: "M", Contact: a.ID}, {Name: "L", Contact: b.ID}}})
		h.meeting("anna", Meeting{Title: "Med den andra", Date: 20510, Participants: []Participant{{Name: "L", Contact: b.ID}}})
		h.note("anna", a.Ref(), "om N1 och M2")
		h.clock.pass(1)
		h.note("bo", b.Ref(), "om N2 och K1")
		merge := func(keep, gone Contact) error {
			return h.try("anna", func(tx *Tx) error { _, err := tx.MergeContacts(keep.Ref(), gone.Ref()); return err })
		}
		h.want("contact.same", merge(a, a))
		h.want("", merge(a, b))
		h.want("contact.same", merge(a, b))
		h.want("contact.same", merge(b, a))

		c := get(h, func(tx *Tx) (Contact, error) { return tx.Contact(b.Ref()) })
		c.Made, c.Rev = Stamp{}, 0
		equal(t, "merged", fmt.Sprintf("%+v", c), fmt.Sprintf("%+v", Contact{
			ID: a.ID, Name: "Mikko Lahtinen", Email: "m@example.fi", Organisation: "Oulun kaupunki", Topics: []string{"skog"},
			Points: []string{"N5"}, Owner: "bo", Extra: []string{"work@example.org"}, Also: []uint64{b.ID},
		}))
		equal(t, "found by what it took over", h.find("work@example.org"), "K1")
		links := get(h, func(tx *Tx) ([]string, error) { return tx.ContactLinks(c, everyone) })
		equal(t, "links of both, but not to itself", strings.Join(links, " "), "M2 N1 N2 M1")
		named := get(h, func(tx *Tx) ([]string, error) { return tx.NamedIn(c, everyone) })
		equal(t, "named in", strings.Join(named, " "), "M1 M2")
		met := get(h, func(tx *Tx) ([]Meeting, error) { return tx.MeetingsWith(c, everyone) })
		equal(t, "meetings, each once, latest first", len(met), 2)
		equal(t, "the latest", met[0].ID, 2)

		h.note("cilla", b.Ref(), "by the old code, om N3") // goes where the code leads
		notes := get(h, func(tx *Tx) ([]Note, error) { return tx.Notes(a.Ref()) })
		equal(t, "notes of both", len(notes), 3)
		h.verify()
		h.want("undo.changed", h.undo("anna"))
		h.want("", h.undo("cilla"))
		h.want("", h.undo("anna"))
		equal(t, "apart again", h.find("work@example.org"), "K2")
	})
}

func TestMergeOfMerged(t *testing.T) {
	both(t, func(h *house) {
		const n = 30
		for i := range n {
			h.contact("anna", Contact{Name: fmt.Sprint("Namn ", i), Extra: []string{strings.Repeat("x", i+1)}})
		}
		for i := uint64(1); i < n; i++ { // each into the next
			h.do("anna", func(tx *Tx) error {
				_, err := tx.MergeContacts(Ref{KindContact, i + 1}, Ref{KindContact, i})
				return err
			})
		}
		for i := uint64(1); i <= n; i++ {
			c := get(h, func(tx *Tx) (Contact, error) { return tx.Contact(Ref{KindContact, i}) })
			equal(t, "leads to", c.ID, n)
		}
		equal(t, "listed", get(h, func(tx *Tx) (int, error) { return tx.CountContacts(99) }), 1)
	})
}

func TestAlike(t *testing.T) {
	both(t, func(h *house) {
		h.contact("anna", mikko) // K1
		h.contact("anna", Contact{Name: strings.Repeat("långt namn ", 25), Organisation: "X"})
		for _, c := range []struct {
			name   string
			like   Contact
			expect string
		}{
			{"the same address", Contact{Name: "Någon", Email: "MIKKO.Lahtinen@example.fi"}, "K1"},
			{"the same name", Contact{Name: "mikko  lahtinen"}, "K1"},
			{"a slip", Contact{Name: "Miko Lahtinen", Organisation: "Oulun kaupunki"}, "K1"},
			{"two letters changed places", Contact{Name: "Mikko Lahtienn", Organisation: "oulun kaupunk"}, "K1"},
			{"another order", Contact{Name: "Lahtinen Mikko"}, "K1"},
			{"elsewhere", Contact{Name: "Mikko Lahtinen", Organisation: "Bodø kommune"}, ""},
			{"somebody else", Contact{Name: "Mikael Lahti"}, ""},
			{"itself", Contact{ID: 1, Name: "Mikko Lahtinen"}, ""},
		} {
			var refs []Ref
			h.look(func(tx *Tx) error {
				list, err := tx.Alike(c.like)
				refs = nil
				for _, c := range list {
					refs = append(refs, c.Ref())
				}
				return err
			})
			equal(t, c.name, codes(refs), c.expect)
		}
	})
}

// Two that were typed at the same time are still a duplicate: a change sees
// what others of its round wrote, and what it wrote itself.
func TestAlikeWithinAChange(t *testing.T) {
	both(t, func(h *house) {
		h.do("anna", func(tx *Tx) error {
			c := Contact{Name: "Mikko Lahtinen"}
			if err := tx.AddContact(&c); err != nil {
				return err
			}
			list, err := tx.Alike(Contact{Name: "Miko Lahtinen"})
			if err != nil {
				return err // the index isn't loaded yet: it will come again
			}
			if len(list) != 1 {
				t.Errorf("found %v", list)
			}
			return nil
		})
	})
}

// While one looks for slips the others wait.
func TestSameNameIsQuick(t *testing.T) {
	t.Parallel()
	a, b := strings.Repeat("abcdefghij ", 27), strings.Repeat("bacedfhgji ", 27)
	if SameName(a, b) {
		t.Error("they aren't the same")
	}
}
