package store

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"utblick/store/engine"
	"utblick/store/engine/bolt"
	"utblick/store/engine/enginetest"
)

// A house is a store under test with the clock on its wall.
type house struct {
	rapid.TB
	*Store
	clock *clock
}

type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// both runs a test over the engine, and over one that runs each closure twice
// and more. The stored keys are checked at the end of each.
func both(t *testing.T, test func(h *house)) {
	t.Helper()
	t.Parallel()
	t.Run("bolt", func(t *testing.T) {
		t.Parallel()
		test(setup(t, quick(t)))
	})
	t.Run("flaky", func(t *testing.T) {
		t.Parallel()
		test(setup(t, enginetest.Flaky(quick(t), 1)))
	})
}

func quick(t testing.TB) engine.Engine {
	t.Helper()
	e, err := bolt.Open(t.TempDir(), bolt.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.Close() })
	return e
}

func setup(t testing.TB, e engine.Engine) *house {
	t.Helper()
	c := newClock(t)
	h := &house{TB: t, clock: c, Store: reopen(t, e, c)}
	t.Cleanup(func() {
		if !t.Failed() {
			h.verify()
		}
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	})
	return h
}

// newClock stands at nine on a Monday morning in Älvsbyn.
func newClock(t rapid.TB) *clock {
	zone, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	return &clock{now: time.Date(2026, 11, 23, 9, 0, 0, 0, zone)}
}

func reopen(t rapid.TB, e engine.Engine, c *clock) *Store {
	t.Helper()
	s, err := Open(context.Background(), e, Needs{Now: c.Now, Point: points.MatchString})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

var points = regexp.MustCompile(`^(L[1-4]|N[1-8])$`)

// try is one change by a person.
func (h *house) try(person string, fn func(*Tx) error) error {
	return h.Update(context.Background(), By{Person: person}, fn)
}

func (h *house) do(person string, fn func(*Tx) error) {
	h.Helper()
	if err := h.try(person, fn); err != nil {
		h.Fatalf("%v", err)
	}
}

func (h *house) look(fn func(*Tx) error) {
	h.Helper()
	if err := h.View(context.Background(), fn); err != nil {
		h.Fatalf("%v", err)
	}
}

// want checks an error's code; none for success.
func (h *house) want(code string, err error) {
	h.Helper()
	if got := codeOf(err); got != code {
		h.Fatalf("got %v, want code %q", err, code)
	}
}

func codeOf(err error) string {
	var coded *Error
	switch {
	case err == nil:
		return ""
	case errors.As(err, &coded):
		return coded.Code()
	}
	return "internal: " + err.Error()
}

func (h *house) contact(by string, c Contact) Contact {
	h.Helper()
	given := c
	h.do(by, func(tx *Tx) error {
		c = given
		return tx.AddContact(&c)
	})
	return c
}

func (h *house) task(by string, t Task) Task {
	h.Helper()
	given := t
	h.do(by, func(tx *Tx) error {
		t = given
		return tx.AddTask(&t)
	})
	return t
}

func (h *house) meeting(by string, m Meeting, tasks ...Task) (Meeting, []Task) {
	h.Helper()
	given := m
	var made []Task
	h.do(by, func(tx *Tx) error {
		m, made = given, append([]Task(nil), tasks...)
		all := make([]*Task, len(made))
		for i := range made {
			all[i] = &made[i]
		}
		return tx.AddMeeting(&m, all)
	})
	return m, made
}

func (h *house) note(by string, r Ref, text string) {
	h.Helper()
	h.do(by, func(tx *Tx) error { return tx.AddNote(r, text, everyone) })
}

func (h *house) undo(by string) error {
	return h.try(by, func(tx *Tx) error { _, err := tx.Undo(); return err })
}

func (h *house) find(query string, kinds ...Kind) string {
	h.Helper()
	return codes(get(h, func(tx *Tx) ([]Ref, error) { return tx.Find(query, everyone, 10, kinds...) }))
}

// get is what a View reads.
func get[T any](h *house, fn func(*Tx) (T, error)) (got T) {
	h.Helper()
	h.look(func(tx *Tx) (err error) {
		got, err = fn(tx)
		return err
	})
	return got
}

func codes(refs []Ref) string {
	list := make([]string, len(refs))
	for i, r := range refs {
		list[i] = r.String()
	}
	return strings.Join(list, " ")
}

// deeds are what history tells of a record, oldest first.
func (h *house) deeds(r Ref) string {
	h.Helper()
	past := get(h, func(tx *Tx) ([]Entry, error) { return tx.History(r) })
	var list []string
	for _, e := range past {
		list = append([]string{e.Did}, list...)
	}
	return strings.Join(list, " ")
}

func equal[T comparable](t rapid.TB, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// everyone sees all channels.
var everyone = Viewer{Person: "anna", Sees: func(string) bool { return true }}

var (
	mikko = Contact{
		Name: "Mikko Lahtinen", Organisation: "Oulun kaupunki", Role: "projektledare", Country: "FI",
		Email: "mikko.lahtinen@example.fi", Topics: []string{"energi"}, Points: []string{"N5"},
	}
	kari = Contact{Name: "Kari Nordmann", Organisation: "Bodø kommune", Country: "NO", Owner: "bo"}
)
