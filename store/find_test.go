package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"utblick/store/engine"
	"utblick/store/engine/enginetest"
)

func TestFind(t *testing.T) {
	both(t, func(h *house) {
		c := h.contact("anna", mikko)
		h.meeting("anna", Meeting{Title: "Om elnätet", Date: 20000, Text: "Mikko berättade om kraftledningarna", Decisions: []string{"Vi söker pengar"}})
		h.task("anna", Task{Title: "Ring Mikko"})
		for _, q := range []struct{ query, found string }{
			{"mikko", "K1 U1 M1"}, {"lahtin", "K1"}, {"lathinen", "K1"}, {"oulu", "K1"}, {"k1", "K1"},
			{"elnatet", "M1"}, {"kraftledning", "M1"}, {"pengar", "M1"}, {"finns inte", ""}, {"", ""},
		} {
			equal(t, q.query, h.find(q.query), q.found)
		}
		equal(t, "one kind", h.find("mikko", KindMeeting), "M1")
		h.note("anna", c.Ref(), "pratade om lingon")
		equal(t, "a note", h.find("lingon"), "K1")
		h.do("bo", func(tx *Tx) error { c := c; c.Name = "Matti"; return tx.PutContact(&c) })
		equal(t, "the new name", h.find("matti"), "K1")
		equal(t, "the old one is gone, the note isn't", h.find("mikko", KindContact)+h.find("lingon"), "K1K1") // the address has it still
		h.want("", h.undo("bo"))
		equal(t, "after undo", h.find("matti"), "")
		h.do("bo", func(tx *Tx) error { _, err := tx.EraseContact(c.Ref()); return err })
		equal(t, "erased", h.find("lingon"), "")
	})
}

func TestFindWithinAChange(t *testing.T) {
	both(t, func(h *house) {
		h.contact("anna", mikko)
		stop := errors.New("stop")
		err := h.try("bo", func(tx *Tx) error {
			c, err := tx.Contact(Ref{KindContact, 1})
			if err != nil {
				return err
			}
			c.Name = "Matti"
			if err := tx.PutContact(&c); err != nil {
				return err
			}
			for query, want := range map[string]string{"matti": "K1", "mikko lahtinen projektledare": ""} {
				refs, err := tx.FindAll(query, everyone, 5)
				if err != nil {
					return err
				}
				if query == "matti" {
					equal(t, query, codes(refs), want)
				}
			}
			return stop
		})
		if !errors.Is(err, stop) {
			t.Fatal(err)
		}
		equal(t, "what was not kept is not found", h.find("matti"), "")
		equal(t, "and what is, is", h.find("mikko"), "K1")
	})
}

// A round of writers that fails as a whole must leave no trace in the index:
// the next change gets the same number, and must not be taken for known.
func TestFailedWritesLeaveNoTrace(t *testing.T) {
	t.Parallel()
	flaky := enginetest.Flaky(quick(t), 3)
	h := setup(t, flaky)
	h.contact("anna", mikko)
	equal(t, "known", h.find("mikko"), "K1")
	for range 3 {
		flaky.FailUpdates(enginetest.Once(1, engine.ErrFull))
		err := h.try("bo", func(tx *Tx) error {
			if _, err := tx.Alike(kari); err != nil {
				return err
			}
			c := kari
			err := tx.AddContact(&c)
			_, err2 := tx.Alike(mikko)
			return errors.Join(err, err2)
		})
		if !errors.Is(err, engine.ErrFull) {
			t.Fatal(err)
		}
		equal(t, "not there", h.find("nordmann"), "")
	}
	h.contact("bo", Contact{Name: "Åsa Berg"})
	equal(t, "the one that came instead", h.find("asa berg"), "K2")
}

// Two programs over one engine see each other's changes.
func TestTwoStores(t *testing.T) {
	t.Parallel()
	e := quick(t)
	one, two := setup(t, e), &house{TB: t}
	two.clock, two.Store = one.clock, reopen(t, e, one.clock)
	t.Cleanup(func() { two.verify(); two.stop(); <-two.loaded })
	one.contact("anna", mikko)
	equal(t, "the other's", two.find("mikko"), "K1")
	two.contact("bo", kari)
	equal(t, "the other's", one.find("kari"), "K2")
	two.do("bo", func(tx *Tx) error { _, err := tx.EraseContact(Ref{KindContact, 1}); return err })
	equal(t, "erased by the other", one.find("mikko"), "")
	two.want("", two.undo("bo"))
	equal(t, "undone by the other", one.find("mikko"), "K1")
}

// The log is short; one who is further behind than it reaches begins anew.
func TestFarBehind(t *testing.T) {
	for _, missed := range []int{1, 9, 10, 11, 12, 40, 200} {
		t.Run(fmt.Sprint(missed), func(t *testing.T) {
			t.Parallel()
			e, c := quick(t), newClock(t)
			open := func() *house {
				s, err := open(context.Background(), e, Needs{Now: c.Now}, nil, 10)
				if err != nil {
					t.Fatal(err)
				}
				h := &house{TB: t, clock: c, Store: s}
				t.Cleanup(func() { h.verify(); s.stop(); <-s.loaded })
				return h
			}
			writer, reader := open(), open()
			writer.contact("anna", Contact{Name: "Namn"})
			equal(t, "found at first", reader.find("namn"), "K1")
			for i := range missed {
				writer.do("anna", func(tx *Tx) error {
					c, err := tx.Contact(Ref{KindContact, 1})
					c.Name = fmt.Sprint("Namn", i)
					if err != nil {
						return err
					}
					return tx.PutContact(&c)
				})
			}
			equal(t, "the log", len(writer.holding(preLog)) <= 10+16, true)
			name := fmt.Sprint("namn", missed-1)
			reader.do("bo", func(tx *Tx) error {
				list, err := tx.Alike(Contact{Name: name})
				if err == nil {
					equal(t, "alike", len(list), 1)
				}
				return err
			})
			equal(t, "found at last", reader.find(name), "K1")
		})
	}
}

// Many write and search at once, and none misses what it wrote.
func TestFindAmongWriters(t *testing.T) {
	both(t, func(h *house) {
		var all sync.WaitGroup
		for w := range 8 {
			all.Go(func() {
				for i := range 12 {
					name := strings.Repeat(string(rune('a'+w)), 6) + strings.Repeat(string(rune('a'+i)), 5)
					err := h.try("anna", func(tx *Tx) error {
						if list, err := tx.Alike(Contact{Name: name}); err != nil || len(list) > 0 {
							return fmt.Errorf("alike %v, %w", list, err)
						}
						return tx.AddContact(&Contact{Name: name})
					})
					if err != nil {
						t.Error(err)
					}
					if h.find(name) == "" {
						t.Errorf("%s is not found", name)
					}
				}
			})
		}
		all.Wait()
	})
}

// A loading that fails is tried again by the next who searches.
func TestLoadingFails(t *testing.T) {
	t.Parallel()
	flaky := enginetest.Flaky(quick(t), 5)
	fail := errors.New("disk trouble")
	flaky.FailViews(enginetest.Once(1, fail))
	h := setup(t, flaky)
	<-h.loaded
	h.contact("anna", mikko)
	equal(t, "found", h.find("mikko"), "K1")
}
