package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

func (h *house) event(id string, fn func(*Tx) error) error {
	return h.Update(context.Background(), By{Person: "anna", Event: id}, fn)
}

func nothing(*Tx) error { return nil }

func TestEventsCountOnce(t *testing.T) {
	both(t, func(h *house) {
		add := func(tx *Tx) error { return tx.AddContact(&Contact{Name: "Namn"}) }
		seen := func(id string) bool {
			ok, err := h.Seen(context.Background(), id)
			if err != nil {
				t.Fatal(err)
			}
			return ok
		}
		fail := errors.New("fail")
		if err := h.event("e0", func(tx *Tx) error { return errors.Join(add(tx), fail) }); !errors.Is(err, fail) {
			t.Fatal(err)
		}
		equal(t, "what failed may come again", seen("e0"), false)
		h.want("", h.event("e1", add))
		h.want("event.repeated", h.event("e1", add))
		equal(t, "seen", seen("e1"), true)
		h.want("", h.event("e2", nothing))
		h.want("event.repeated", h.event("e2", nothing))
		h.want("", h.event("", add))
		h.want("", h.event("", add))
		equal(t, "an empty id is none", seen(""), false)
		equal(t, "contacts", get(h, func(tx *Tx) (int, error) { return tx.CountContacts(99) }), 3)

		long := strings.Repeat("x", 600)
		h.want("", h.event(long+"1", nothing))
		h.want("", h.event(long+"2", nothing)) // only its end differs
		h.want("event.repeated", h.event(long+"1", nothing))

		h.want("", h.undo("anna")) // the last contact
		equal(t, "an undone event stays seen", seen("e1"), true)
		h.clock.pass(24 * time.Hour)
		equal(t, "the day after", seen("e1"), true)
		h.clock.pass(24 * time.Hour)
		equal(t, "later", seen("e1"), false)
	})
}

func TestSeenEventsAreForgotten(t *testing.T) {
	both(t, func(h *house) {
		for i := range 50 {
			h.want("", h.event(fmt.Sprint("old", i), nothing))
		}
		h.clock.pass(3 * 24 * time.Hour)
		for i := range 3 {
			h.want("", h.event(fmt.Sprint("new", i), nothing))
		}
		equal(t, "marks", len(h.holding(preSeen)), 3)
	})
}
