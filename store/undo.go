package store

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"strings"
	"time"

	"utblick/store/engine"
)

// UndoFor is how long a change can be taken back.
const UndoFor = 10 * time.Minute

// maxUndo bounds what is kept for undo, in bytes; a larger change (the erasing
// of a very long note) can't be taken back.
const maxUndo = engine.MaxValue / 2

// recorder remembers what each key held before the transaction, so that the
// whole of a change can be taken back: record, indexes, links and notes alike.
type recorder struct {
	engine.Writer
	keys   []string
	before map[string][]byte
	after  map[string][]byte
}

// aside writes past the recorder: marks and logs that undo must leave alone.
func (w *recorder) aside() engine.Writer { return w.Writer }

func (w *recorder) Put(key, value []byte) error {
	if err := w.note(key, value); err != nil {
		return err
	}
	return w.Writer.Put(key, value)
}

func (w *recorder) Delete(key []byte) error {
	if err := w.note(key, nil); err != nil {
		return err
	}
	return w.Writer.Delete(key)
}

func (w *recorder) note(key, after []byte) error {
	k := string(key)
	if _, known := w.after[k]; !known {
		before, err := w.Get(key)
		if err != nil {
			return err
		}
		if w.after == nil {
			w.before, w.after = map[string][]byte{}, map[string][]byte{}
		}
		w.keys = append(w.keys, k)
		w.before[k] = before
	}
	w.after[k] = after
	return nil
}

// way is how to take one change back.
type way struct {
	At    time.Time `json:"at"`
	Did   []Deed    `json:"did"`
	Steps []step    `json:"steps"`
}

type step struct {
	Key    []byte `json:"k"`
	Before []byte `json:"b,omitempty"` // nil: the key was not there
	After  uint64 `json:"a"`           // hash of what the change left; 0: nothing
}

func hashed(value []byte) uint64 {
	if value == nil {
		return 0
	}
	h := fnv.New64a()
	h.Write(value)
	return h.Sum64() | 1
}

func (w *recorder) way(at time.Time, did []Deed) ([]byte, error) {
	back := way{At: at, Did: did}
	size := 0
	for _, k := range w.keys {
		before := w.before[k]
		if strings.HasPrefix(k, preHistory) && before == nil {
			continue // what was done stays told
		}
		size += len(k) + len(before)
		back.Steps = append(back.Steps, step{Key: []byte(k), Before: before, After: hashed(w.after[k])})
	}
	if size > maxUndo {
		return nil, nil
	}
	return json.Marshal(back)
}

// keepUndo stores the way back from this change as its maker's last one.
func (tx *Tx) keepUndo() error {
	if tx.by.Aside || tx.by.Person == "" || len(tx.did) == 0 {
		return nil
	}
	raw, err := tx.w.way(tx.Now, tx.did)
	if err != nil {
		return fmt.Errorf("encode undo: %w", err)
	}
	w := tx.w.aside()
	if raw == nil {
		return w.Delete([]byte(preUndo + tx.by.Person))
	}
	if err := w.Put([]byte(preUndo+tx.by.Person), raw); err != nil {
		return err
	}
	return w.Put([]byte(preUndoAt+timeKey(tx.Now.Add(UndoFor))+"/"+tx.by.Person), []byte{})
}

// forgetUndo removes the ways back whose time is over: with them goes the
// last copy of what was erased.
func (tx *Tx) forgetUndo() error {
	var due [][]byte
	// A minute's grace, since keys count whole seconds.
	until := []byte(preUndoAt + timeKey(tx.Now.Add(-time.Minute)))
	err := tx.Scan(engine.Range{From: []byte(preUndoAt), To: until}, func(k, _ []byte) error {
		due = append(due, k)
		return nil
	})
	for _, k := range due {
		if err == nil {
			err = tx.forgetOne(k)
		}
	}
	return err
}

func (tx *Tx) forgetOne(at []byte) error {
	person := string(at[len(preUndoAt)+9:])
	back, err := tx.wayBack(person)
	if err != nil {
		return err
	}
	w := tx.w.aside()
	if back != nil && tx.Now.Sub(back.At) > UndoFor {
		if err := w.Delete([]byte(preUndo + person)); err != nil {
			return err
		}
	}
	return w.Delete(at)
}

func (tx *Tx) wayBack(person string) (*way, error) {
	raw, err := tx.get(preUndo + person)
	if err != nil || raw == nil {
		return nil, err
	}
	var back way
	if err := json.Unmarshal(raw, &back); err != nil {
		return nil, fmt.Errorf("decode undo of %s: %w", person, err)
	}
	return &back, nil
}

// ForgetErased drops the ways back whose time is over without waiting for the
// next change.
func (s *Store) ForgetErased(ctx context.Context) error {
	return s.Update(ctx, By{}, func(tx *Tx) error { return tx.forgetUndo() })
}

// Undo takes back the last change of tx's person and tells what it was. Error
// codes: "undo.nothing", "undo.too_late", "undo.changed" when somebody has
// changed the same since.
func (tx *Tx) Undo() ([]Deed, error) {
	back, err := tx.wayBack(tx.by.Person)
	if err != nil {
		return nil, err
	}
	if back == nil {
		return nil, Fail("undo.nothing")
	}
	if age := tx.Now.Sub(back.At); age > UndoFor || age < -time.Minute {
		return nil, Fail("undo.too_late", "minutes", int(UndoFor.Minutes()))
	}
	if err := tx.stepsBack(back); err != nil {
		return nil, err
	}
	if err := tx.w.aside().Delete([]byte(preUndo + tx.by.Person)); err != nil {
		return nil, err
	}
	return back.Did, tx.tellUndone(back)
}

func (tx *Tx) stepsBack(back *way) error {
	for _, s := range back.Steps {
		now, err := tx.Get(s.Key)
		if err != nil {
			return err
		}
		if hashed(now) != s.After {
			return Fail("undo.changed", "code", back.Did[0].Ref.String(), "title", back.Did[0].Title)
		}
	}
	w := tx.w.aside()
	for _, s := range back.Steps {
		var err error
		if s.Before == nil {
			err = w.Delete(s.Key)
		} else {
			err = w.Put(s.Key, s.Before)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (tx *Tx) tellUndone(back *way) error {
	seq, err := tx.change()
	if err != nil {
		return err
	}
	for _, d := range back.Did {
		if err := tx.tellAt(d.Ref, seq, Entry{By: tx.by.Person, At: tx.Now, Did: Undone}); err != nil {
			return err
		}
	}
	tx.did = append(tx.did, back.Did...)
	tx.by.Aside = true // an undo can't be undone; the change can be made again
	return nil
}
