package store

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"utblick/store/engine"
)

// snapshot is what the house knows: all keys but for history, marks and logs.
func (h *house) snapshot() string {
	h.Helper()
	var b strings.Builder
	err := h.engine.View(context.Background(), func(r engine.Reader) error {
		b.Reset()
		return r.Scan(engine.Range{}, func(k, v []byte) error {
			for _, p := range []string{"m/", preHistory, preLog, preUndo, preUndoAt, preSeen, preAgain} {
				if strings.HasPrefix(string(k), p) {
					return nil
				}
			}
			fmt.Fprintf(&b, "%q = %q\n", k, v)
			return nil
		})
	})
	if err != nil {
		h.Fatalf("%v", err)
	}
	return b.String()
}

func TestUndo(t *testing.T) {
	t.Parallel()
	k1, k2, m1, u1 := Ref{KindContact, 1}, Ref{KindContact, 2}, Ref{KindMeeting, 1}, Ref{KindTask, 1}
	for name, change := range map[string]func(tx *Tx) error{
		"a new contact": func(tx *Tx) error { return tx.AddContact(&Contact{Name: "Ny", Topics: []string{"skog"}}) },
		"a changed contact": func(tx *Tx) error {
			c, err := tx.Contact(k1)
			c.Name, c.Email, c.Topics, c.Points, c.Extra = "Nytt Namn", "ny@example.fi", nil, []string{"L1"}, []string{"se M1, N2"}
			if err != nil {
				return err
			}
			return tx.PutContact(&c)
		},
		"merged contacts":   func(tx *Tx) error { _, err := tx.MergeContacts(k2, k1); return err },
		"an erased contact": func(tx *Tx) error { _, err := tx.EraseContact(k1); return err },
		"an erased meeting": func(tx *Tx) error { _, err := tx.EraseMeeting(m1, everyone); return err },
		"an erased task":    func(tx *Tx) error { _, err := tx.EraseTask(u1, everyone); return err },
		"a note":            func(tx *Tx) error { return tx.AddNote(k1, "ringde om U1 och N4", everyone) },
		"two notes":         func(tx *Tx) error { _ = tx.AddNote(k1, "ett", everyone); return tx.AddNote(k1, "två", everyone) },
		"a closed task":     func(tx *Tx) error { _, _, err := tx.CloseTask(u1, everyone); return err },
		"a meeting with tasks": func(tx *Tx) error {
			m := Meeting{Title: "Möte om K2", Date: 20000, Participants: []Participant{{Name: "Kari", Contact: 2}}}
			return tx.AddMeeting(&m, []*Task{{Title: "ett", Points: []string{"N1"}}, {Title: "två", Due: 20000}})
		},
		"settings":           func(tx *Tx) error { return tx.PutSettings(Settings{Person: "anna", Lang: "en"}) },
		"a point's owner":    func(tx *Tx) error { _, err := tx.SetPointOwner("N1", "bo"); return err },
		"an erased question": func(tx *Tx) error { _, err := tx.EraseQuestion(Ref{KindQuestion, 1}, everyone); return err },
		"a house's answer":   func(tx *Tx) error { _, err := tx.AnswerQuestion(Ref{KindQuestion, 1}, "Ja.", everyone); return err },
	} {
		t.Run(name, func(t *testing.T) {
			both(t, func(h *house) {
				h.contact("anna", mikko)
				h.contact("bo", kari)
				h.note("bo", k1, "Träffades i Oulu, se K2")
				h.meeting("anna", Meeting{Title: "Möte", Date: 20000, Participants: []Participant{{Name: "Mikko", Contact: 1}}}, Task{Title: "Ring K1", Owner: "bo"})
				h.do("bo", func(tx *Tx) error { _, err := tx.Ask(Question{Text: "Får vi?"}); return err })
				before := h.snapshot()
				h.do("anna", change)
				after := h.snapshot()
				if before == after {
					t.Fatal("nothing was changed")
				}
				h.verify()
				h.want("", h.undo("anna"))
				if got := h.snapshot(); got != before {
					t.Errorf("after undo:\n%s\nwant:\n%s", got, before)
				}
				h.want("undo.nothing", h.undo("anna"))
			})
		})
	}
}

func TestUndoHasItsTime(t *testing.T) {
	both(t, func(h *house) {
		h.want("undo.nothing", h.undo("anna"))
		h.contact("anna", mikko)
		h.want("undo.nothing", h.undo("bo"))
		h.clock.pass(UndoFor)
		h.want("", h.undo("anna"))
		h.contact("anna", mikko)
		h.clock.pass(UndoFor + time.Nanosecond)
		h.want("undo.too_late", h.undo("anna"))
		h.clock.pass(-time.Hour) // a clock set back is no new chance
		h.want("undo.too_late", h.undo("anna"))
	})
}

// A change's number tells it from all that its maker does before and after,
// also when it was taken back.
func TestLastChangeIsNumbered(t *testing.T) {
	both(t, func(h *house) {
		last := func(person string) string {
			return get(h, func(tx *Tx) (string, error) {
				c, ok, err := tx.LastChange(person)
				if !ok {
					return "", err
				}
				return fmt.Sprint(c.Mark, " ", c.Did[0].Ref), err
			})
		}
		equal(t, "nothing yet", last("anna"), "")
		h.contact("anna", mikko)
		h.contact("bo", kari)
		equal(t, "anna's first", last("anna"), "1 K1")
		equal(t, "bo's first", last("bo"), "1 K2")
		h.want("", h.undo("anna"))
		equal(t, "taken back", last("anna"), "")
		h.contact("anna", mikko)
		equal(t, "anna's second", last("anna"), "2 K3")
	})
}

func TestUndoAfterSomebodyElse(t *testing.T) {
	for name, by := range map[string]func(h *house, c Contact){
		"changed it": func(h *house, c Contact) {
			c.Country = "SE"
			h.do("bo", func(tx *Tx) error { c := c; return tx.PutContact(&c) })
		},
		"noted on it": func(h *house, c Contact) { h.note("bo", c.Ref(), "ringde") },
		"erased it": func(h *house, c Contact) {
			h.do("bo", func(tx *Tx) error { _, err := tx.EraseContact(c.Ref()); return err })
		},
		"merged it": func(h *house, c Contact) {
			k := h.contact("bo", kari)
			h.do("bo", func(tx *Tx) error { _, err := tx.MergeContacts(k.Ref(), c.Ref()); return err })
		},
	} {
		t.Run(name, func(t *testing.T) {
			both(t, func(h *house) {
				c := h.contact("anna", mikko)
				by(h, c)
				before := h.snapshot()
				err := h.undo("anna")
				h.want("undo.changed", err)
				equal(t, "the error names", fmt.Sprint(err.(*Error).Args()), "[code K1 title Mikko Lahtinen]")
				equal(t, "keys", h.snapshot(), before)
				h.want("", h.undo("bo")) // and then nobody stands in the way
				h.want("", h.undo("anna"))
			})
		})
	}
	t.Run("changed something else", func(t *testing.T) {
		both(t, func(h *house) {
			h.contact("anna", mikko)
			h.meeting("bo", Meeting{Title: "Med K1", Date: 20000})
			h.want("", h.undo("anna"))
		})
	})
}

func TestUndoKeepsHistory(t *testing.T) {
	both(t, func(h *house) {
		c := h.contact("anna", mikko)
		h.do("bo", func(tx *Tx) error { _, err := tx.EraseContact(c.Ref()); return err })
		equal(t, "erased", h.deeds(c.Ref()), "erased")
		h.want("", h.undo("bo"))
		equal(t, "back", h.deeds(c.Ref()), "created erased undone")
	})
}

// Between anna's undo and bo's form somebody else may have made a change that
// looks like anna's first one; bo's form must not take it for that.
func TestRevisionsNeverComeBack(t *testing.T) {
	both(t, func(h *house) {
		c := h.contact("anna", mikko)
		seen := map[uint64]string{c.Rev: ""}
		for i, by := range []string{"anna", "bo", "cilla"} {
			var next Contact
			h.do(by, func(tx *Tx) error { next = c; next.Role = by; return tx.PutContact(&next) })
			if was, ok := seen[next.Rev]; ok {
				t.Errorf("change %d by %s has the revision of %s's", i, by, was)
			}
			seen[next.Rev] = by
			h.want("", h.undo(by))
		}
		h.do("bo", func(tx *Tx) error { c := c; c.Role = "chef"; return tx.PutContact(&c) }) // as it was before
		err := h.try("bo", func(tx *Tx) error { c := c; c.Role = "vd"; return tx.PutContact(&c) })
		h.want("record.changed", err)
	})
}

// What is asked of the guideline goes into a log, but is no change to undo.
func TestAsideIsNoChange(t *testing.T) {
	both(t, func(h *house) {
		h.contact("anna", mikko)
		err := h.Update(context.Background(), By{Person: "anna", Aside: true}, func(tx *Tx) error {
			_, err := tx.Ask(Question{Text: "Vem?"})
			return err
		})
		h.want("", err)
		h.want("", h.undo("anna"))
		equal(t, "contacts", get(h, func(tx *Tx) (int, error) { return tx.CountContacts(9) }), 0)
	})
}

func TestErasingErases(t *testing.T) {
	both(t, func(h *house) {
		c := h.contact("anna", mikko)
		old := h.contact("anna", Contact{Name: "M. Lahtinen", Email: "lahtinen@work.example", Phone: "+358 40 777", Extra: []string{"Mikkos gamla nummer"}})
		older := h.contact("bo", Contact{Name: "Lahtinen Micko", Phone: "777 123"})
		h.note("bo", old.Ref(), "Lahtinen fyller år i maj")
		h.do("bo", func(tx *Tx) error { _, err := tx.MergeContacts(old.Ref(), older.Ref()); return err })
		h.do("anna", func(tx *Tx) error { _, err := tx.MergeContacts(c.Ref(), old.Ref()); return err })
		h.do("bo", func(tx *Tx) error {
			c, err := tx.Contact(older.Ref())
			c.Role = "kommundirektör Lahtinen"
			if err != nil {
				return err
			}
			return tx.PutContact(&c)
		})
		h.do("cilla", func(tx *Tx) error { _, err := tx.EraseContact(old.Ref()); return err })
		for _, r := range []Ref{c.Ref(), old.Ref(), older.Ref()} {
			err := h.View(context.Background(), func(tx *Tx) error { _, err := tx.Contact(r); return err })
			h.want("record.erased", err)
		}
		if len(h.holding("lahtinen")) == 0 {
			t.Error("nothing is left to undo with")
		}
		h.clock.pass(UndoFor + time.Second)
		if err := h.ForgetErased(context.Background()); err != nil {
			t.Fatal(err)
		}
		for _, text := range []string{"lahtinen", "mikko", "777", "energi", "maj"} {
			for _, key := range h.holding(text) {
				t.Errorf("key %q has %q in it", key, text)
			}
		}
		equal(t, "found", h.find("lahtinen"), "")
	})
}

// What can't fit beside the change itself can't be undone, but is saved.
func TestUndoOfTooMuch(t *testing.T) {
	both(t, func(h *house) {
		c := h.contact("anna", mikko)
		for range 140 {
			h.note("anna", c.Ref(), strings.Repeat("x", MaxNote))
		}
		h.do("anna", func(tx *Tx) error { _, err := tx.EraseContact(c.Ref()); return err })
		h.want("undo.nothing", h.undo("anna"))
		err := h.View(context.Background(), func(tx *Tx) error { _, err := tx.Contact(c.Ref()); return err })
		h.want("record.erased", err)
	})
}
