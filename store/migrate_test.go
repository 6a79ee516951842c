package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"testing"

	"utblick/store/engine"
	"utblick/store/engine/bolt"
	"utblick/store/engine/enginetest"
)

// withKeys is an engine with keys in it.
func withKeys(t *testing.T, keys map[string]string) engine.Engine {
	t.Helper()
	e := quick(t)
	err := e.Update(context.Background(), func(w engine.Writer) error {
		for k, v := range keys {
			if err := w.Put([]byte(k), []byte(v)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func (h *house) schema() string {
	h.Helper()
	return string(get(h, func(tx *Tx) ([]byte, error) { return tx.get(keySchema) }))
}

func TestSchema(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		keys map[string]string
		code string
	}{
		{"new", nil, ""},
		{"ours", map[string]string{keySchema: "2"}, ""},
		{"before reminders", map[string]string{keySchema: "1"}, ""},
		{"newer", map[string]string{keySchema: "3"}, "store.newer"},
		{"somebody else's", map[string]string{"users/1": "x"}, "store.foreign"},
		{"with a schema that is none", map[string]string{keySchema: "first"}, "store.foreign"},
		{"with an impossible one", map[string]string{keySchema: "0"}, "store.foreign"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			e := withKeys(t, c.keys)
			s, err := Open(context.Background(), e, Needs{Now: newClock(t).Now})
			if got := codeOf(err); got != c.code {
				t.Fatalf("%v, want code %q", err, c.code)
			}
			if c.code == "" {
				_ = s.Close()
				return
			}
			if err := e.View(context.Background(), func(engine.Reader) error { return nil }); !errors.Is(err, engine.ErrClosed) {
				t.Errorf("the engine was left open: %v", err)
			}
		})
	}
}

// rename moves every key under old/ to new/, three at a time.
func rename(w engine.Writer, after []byte) (next []byte, err error) {
	var keys [][]byte
	from := engine.Prefix([]byte("old/"))
	if after != nil {
		from.From = append(after, 0)
	}
	err = w.Scan(from, func(k, _ []byte) error {
		if keys = append(keys, k); len(keys) == 3 {
			next = k
			return engine.ErrStop
		}
		return nil
	})
	for _, k := range keys {
		err = errors.Join(err, w.Put(bytes.Replace(k, []byte("old"), []byte("new"), 1), k), w.Delete(k))
	}
	return next, err
}

func TestMigrate(t *testing.T) {
	t.Parallel()
	keys := map[string]string{keySchema: "1", "r/Kxxxxxxxx": "{}"}
	for i := range 10 {
		keys[fmt.Sprint("old/", i)] = ""
	}
	ran := 0
	count := func(engine.Writer, []byte) ([]byte, error) { ran++; return nil, nil }
	for _, flaky := range []bool{false, true} {
		e := withKeys(t, keys)
		if flaky {
			e = enginetest.Flaky(e, 2)
		}
		ran = 0
		s, err := open(context.Background(), e, Needs{Now: newClock(t).Now}, []migration{rename, count}, keptChanges)
		if err != nil {
			t.Fatal(err)
		}
		h := &house{TB: t, Store: s}
		equal(t, "schema", h.schema(), "3")
		equal(t, "left", len(h.holding("old/")), 10) // as values only
		equal(t, "moved", len(h.holding("new/")), 10)
		equal(t, "the way is forgotten", len(h.holding(keyMoved)), 0)
		equal(t, "the next migration ran", ran > 0, true)
		_ = s.Close()
	}
}

// A migration that is cut off goes on where it was.
func TestMigrateGoesOn(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	keys := map[string]string{keySchema: "1"}
	for i := range 10 {
		keys[fmt.Sprint("old/", i)] = ""
	}
	power := errors.New("power cut")
	parts := 0
	cut := func(w engine.Writer, after []byte) ([]byte, error) {
		if parts++; parts == 3 {
			return nil, power
		}
		return rename(w, after)
	}
	for i, steps := range []migration{cut, rename} {
		e, err := bolt.Open(dir, bolt.Options{NoSync: true})
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			err := e.Update(context.Background(), func(w engine.Writer) (err error) {
				for k, v := range keys {
					err = errors.Join(err, w.Put([]byte(k), []byte(v)))
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		s, err := open(context.Background(), e, Needs{Now: newClock(t).Now}, []migration{steps}, keptChanges)
		if i == 0 {
			if !errors.Is(err, power) {
				t.Fatal(err)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		h := &house{TB: t, Store: s}
		equal(t, "schema", h.schema(), "2")
		equal(t, "moved", len(h.holding("new/")), 10)
		_ = s.Close()
	}
}
