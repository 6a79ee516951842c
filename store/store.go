// Package store keeps the records and their rules. In: typed records from
// handlers, each change in one transaction with who made it. Out: the records
// as their viewer may see them, their history and links. Never: words for
// people (errors are codes), platforms, or the wall clock.
package store

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"utblick/store/engine"
	"utblick/store/search"
)

// Schema is the version of the keys and records that this program writes.
const Schema = 1

// Needs are what a Store is opened with.
type Needs struct {
	Now func() time.Time // the bot's clock, in the workspace's time zone
	// Point tells whether the plan has a point; nil means that it has none.
	Point func(code string) bool
}

// Store is safe for concurrent use.
type Store struct {
	engine engine.Engine
	now    func() time.Time
	point  func(string) bool

	index   map[Kind]*search.Index
	follow  sync.Mutex // held while the index catches up
	indexed uint64     // the last change that the index knows
	loaded  chan struct{}
	loadErr error
}

// Open takes a store into use: a new one gets the present schema, an older
// one is migrated, a newer one is refused (error code "store.newer").
// The Store owns the engine from then on, also when Open fails.
func Open(ctx context.Context, e engine.Engine, n Needs) (*Store, error) {
	if n.Point == nil {
		n.Point = func(string) bool { return false }
	}
	s := &Store{engine: e, now: n.Now, point: n.Point, index: map[Kind]*search.Index{}, loaded: make(chan struct{})}
	for _, kind := range searched() {
		s.index[kind] = search.New()
	}
	if err := s.migrate(ctx); err != nil {
		return nil, errors.Join(err, e.Close())
	}
	go s.load()
	return s, nil
}

// Close waits for what is running and closes the engine.
func (s *Store) Close() error {
	<-s.loaded
	if err := s.engine.Close(); err != nil {
		return fmt.Errorf("close store: %w", err)
	}
	return nil
}

// By says who makes a change, and in answer to which event.
type By struct {
	Person string
	Event  string // empty outside the conversation
	// Aside marks what isn't a change of the person's own making (the log of
	// questions), so that it doesn't hide the last real one from undo.
	Aside bool
}

// Tx is one transaction at one time; it must not be used after its closure.
type Tx struct {
	engine.Reader
	Now   time.Time // stamped once: record, history and reminders agree
	store *Store
	w     *recorder // nil in a View
	by    By
	seq   uint64 // the change's number; 0 until something was written
	did   []Deed
}

// View runs fn on one consistent snapshot.
func (s *Store) View(ctx context.Context, fn func(*Tx) error) error {
	return s.engine.View(ctx, func(r engine.Reader) error {
		return fn(&Tx{Reader: r, Now: s.now(), store: s})
	})
}

// Update runs fn and commits all that it wrote, or nothing. fn may run more
// than once. An event whose change is committed already gives the error code
// "event.repeated", so that a platform's second try changes nothing.
func (s *Store) Update(ctx context.Context, by By, fn func(*Tx) error) error {
	return s.engine.Update(ctx, func(w engine.Writer) error {
		rec := &recorder{Writer: w}
		tx := &Tx{Reader: rec, Now: s.now(), store: s, w: rec, by: by}
		if err := tx.once(); err != nil {
			return err
		}
		if err := fn(tx); err != nil {
			return err
		}
		return tx.finish()
	})
}

// finish writes what belongs to every change: the log that search follows,
// the way back, and what has become too old to keep.
func (tx *Tx) finish() error {
	if tx.seq == 0 {
		return nil
	}
	if err := tx.logChange(); err != nil {
		return err
	}
	if err := tx.forgetUndo(); err != nil {
		return err
	}
	return tx.keepUndo()
}

// change is the number of this transaction's change, given at the first call.
func (tx *Tx) change() (uint64, error) {
	if tx.seq > 0 {
		return tx.seq, nil
	}
	seq, err := tx.w.Next("change")
	if err != nil {
		return 0, fmt.Errorf("number change: %w", err)
	}
	tx.seq = seq
	return seq, nil
}

func (tx *Tx) get(key string) ([]byte, error)     { return tx.Get([]byte(key)) }
func (tx *Tx) put(key string, value []byte) error { return tx.w.Put([]byte(key), value) }
func (tx *Tx) remove(key string) error            { return tx.w.Delete([]byte(key)) }
