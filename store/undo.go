package store

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"utblick/store/engine"
)

// UndoFor is how long a change can be taken back.
const UndoFor = 10 * time.Minute

// maxUndo bounds what is kept for undo, in bytes; a larger change (the erasing
// of very long notes) can't be taken back.
const maxUndo = engine.MaxValue / 2

// Change is what a person did at one go.
type Change struct {
	Mark  uint64    `json:"mark,omitempty"`  // which of the person's changes it is, from 1
	Event string    `json:"event,omitempty"` // what it was done in answer to
	At    time.Time `json:"at"`
	Did   []Deed    `json:"did"`
}

// way is how to take one change back. It is stored as one line of JSON and the
// steps after it.
type way struct {
	Change
	steps []step
}

// bytes is nil when there is too much to keep.
func (back way) bytes() ([]byte, error) {
	raw, err := json.Marshal(back)
	if err != nil {
		return nil, fmt.Errorf("encode undo: %w", err)
	}
	raw = append(raw, '\n')
	for _, s := range back.steps {
		if strings.HasPrefix(s.key, preHistory) && s.before == nil {
			continue // what was done stays told
		}
		if raw = s.append(raw); len(raw) > maxUndo {
			return nil, nil
		}
	}
	return raw, nil
}

func readWay(raw []byte) (back way, err error) {
	head, raw, _ := bytes.Cut(raw, []byte("\n"))
	if err := json.Unmarshal(head, &back); err != nil {
		return back, err
	}
	for len(raw) > 0 {
		var s step
		if s, raw, err = cutStep(raw); err != nil {
			return back, err
		}
		back.steps = append(back.steps, s)
	}
	return back, nil
}

// keepUndo stores the way back from this change as its maker's last one.
func (tx *Tx) keepUndo() error {
	if tx.by.Aside || tx.by.Person == "" || len(tx.did) == 0 {
		return nil
	}
	mark, err := tx.nextMark()
	if err != nil {
		return err
	}
	raw, err := way{Change{mark, tx.by.Event, tx.Now, tx.did}, tx.w.steps}.bytes()
	if err != nil {
		return err
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

// nextMark counts the person's changes.
func (tx *Tx) nextMark() (uint64, error) {
	key := preMade + tx.by.Person
	raw, err := tx.get(key)
	if err != nil {
		return 0, fmt.Errorf("number change of %s: %w", tx.by.Person, err)
	}
	mark := uint64(1)
	if raw != nil {
		mark += seqOf(raw)
	}
	return mark, tx.w.aside().Put([]byte(key), []byte(seqKey(mark)))
}

// forgetUndo removes the ways back whose time is over: with them goes the
// last copy of what was erased.
func (tx *Tx) forgetUndo() error {
	var due []string
	// Keys count whole seconds; one that has just begun isn't over.
	until := []byte(preUndoAt + timeKey(tx.Now))
	err := tx.Scan(engine.Range{From: []byte(preUndoAt), To: until}, func(k, _ []byte) error {
		due = append(due, string(k))
		return nil
	})
	for _, k := range due {
		if err == nil {
			err = tx.forgetOne(k)
		}
	}
	return err
}

func (tx *Tx) forgetOne(at string) error {
	person := at[len(preUndoAt)+9:]
	back, ok, err := tx.wayBack(person)
	if err != nil {
		return err
	}
	w := tx.w.aside()
	if ok && tx.Now.Sub(back.At) > UndoFor {
		if err := w.Delete([]byte(preUndo + person)); err != nil {
			return err
		}
	}
	return w.Delete([]byte(at))
}

// JustMade is the record of this kind and title that was the person's last
// change, within the last minute: a button that was pressed twice.
func (tx *Tx) JustMade(person string, kind Kind, title string) (Ref, bool, error) {
	back, ok, err := tx.wayBack(person)
	if err != nil || !ok || tx.Now.Sub(back.At).Abs() > time.Minute {
		return Ref{}, false, err
	}
	for _, d := range back.Did {
		if d.Ref.Kind == kind && d.Did == Created && d.Title == title {
			return d.Ref, true, nil
		}
	}
	return Ref{}, false, nil
}

// LastChange is a person's last one, while it can be taken back.
func (tx *Tx) LastChange(person string) (Change, bool, error) {
	back, ok, err := tx.wayBack(person)
	return back.Change, ok, err
}

func (tx *Tx) wayBack(person string) (back way, ok bool, err error) {
	raw, err := tx.get(preUndo + person)
	if err != nil || raw == nil {
		return back, false, err
	}
	if back, err = readWay(raw); err != nil {
		return back, false, fmt.Errorf("decode undo of %s: %w", person, err)
	}
	return back, true, nil
}

// ForgetErased drops the ways back whose time is over without waiting for the
// next change; Open does so, too.
func (s *Store) ForgetErased(ctx context.Context) error {
	return s.Update(ctx, By{}, func(*Tx) error { return nil }) // every Update forgets
}

// Undo takes back the last change of tx's person and tells what it was. Error
// codes: "undo.nothing", "undo.too_late", "undo.changed" when somebody has
// changed the same since.
func (tx *Tx) Undo() ([]Deed, error) {
	back, ok, err := tx.wayBack(tx.by.Person)
	if err != nil {
		return nil, err
	}
	if !ok {
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

func (tx *Tx) stepsBack(back way) error {
	for _, s := range back.steps {
		now, err := tx.get(s.key)
		if err != nil {
			return err
		}
		if digest(now) != s.after {
			d := back.deedAt(s.key)
			return Fail("undo.changed", "code", d.Ref.String(), "title", d.Title)
		}
	}
	before, err := tx.tasksOf(back)
	if err != nil {
		return err
	}
	w := tx.w.aside()
	for _, s := range back.steps {
		var err error
		if s.before == nil {
			err = w.Delete([]byte(s.key))
		} else {
			err = w.Put([]byte(s.key), s.before)
		}
		if err != nil {
			return err
		}
	}
	return tx.planBack(back, before)
}

// planBack has what hangs on the things taken back brought up to them.
func (tx *Tx) planBack(back way, before map[Ref]*Task) error {
	after, err := tx.tasksOf(back)
	if err != nil {
		return err
	}
	for r, t := range after {
		if before[r] != nil || t != nil {
			tx.tasks = append(tx.tasks, touch{before: before[r], after: t})
		}
		tx.hushFollower(before[r], after)
	}
	for _, s := range back.steps {
		if whom, ok := strings.CutPrefix(s.key, prePerson); ok {
			err = errors.Join(err, tx.PlanAgain(whom))
		} else if s.key == keyHouse {
			err = errors.Join(err, tx.PlanAgain(AgainHouse))
		}
	}
	return err
}

// tasksOf are the tasks that a change was about, as they are now; nil for one
// that isn't there.
func (tx *Tx) tasksOf(back way) (map[Ref]*Task, error) {
	tasks := map[Ref]*Task{}
	for _, d := range back.Did {
		if d.Ref.Kind != KindTask {
			continue
		}
		t, ok, err := load[Task](tx, d.Ref)
		if err != nil {
			return nil, err
		}
		if tasks[d.Ref] = nil; ok {
			tasks[d.Ref] = &t
		}
	}
	return tasks, nil
}

// deedAt is the deed that a record's or its search text's key belongs to.
func (back way) deedAt(key string) Deed {
	for _, d := range back.Did {
		if key == recordKey(d.Ref) || key == searchKey(d.Ref) {
			return d
		}
	}
	return back.Did[0]
}

func (tx *Tx) tellUndone(back way) error {
	var told []Ref
	for _, d := range back.Did {
		if !slices.Contains(told, d.Ref) && !d.Ref.IsZero() {
			told = append(told, d.Ref)
			if err := tx.tellAt(d.Ref, Entry{By: tx.by.Person, At: tx.Now, Did: Undone, Channel: d.Channel}); err != nil {
				return err
			}
		}
	}
	if _, err := tx.change(); err != nil { // of settings nothing is told
		return err
	}
	tx.did = append(tx.did, back.Did...)
	tx.by.Aside = true // an undo can't be undone; the change can be made again
	return nil
}
