// Package store keeps the records and their rules. In: typed records from
// handlers, each change in one transaction with who made it. Out: the records
// as their viewer may see them, their history and links. Never: words for
// people (errors are codes), platforms, or the wall clock.
package store

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"utblick/store/engine"
)

// Schema is the version of the keys and records that this program writes.
const Schema = 2

// Needs are what a Store is opened with.
type Needs struct {
	Now func() time.Time // the bot's clock, in the workspace's time zone
	// Point tells whether the plan has a point; nil means that it has none.
	Point func(code string) bool
	// Planner decides when tasks are to be reminded of; nil: never.
	Planner Planner
}

// Store is safe for concurrent use.
type Store struct {
	engine  engine.Engine
	now     func() time.Time
	point   func(string) bool
	planner Planner
	follow  *follower
	wake    chan struct{} // has a word in it when something was queued since it was last read
	loaded  chan struct{} // closed when the first loading of the index has ended
	stop    context.CancelFunc
}

// Open takes a store into use: a new one gets the present schema, an older
// one is migrated, a newer one is refused (error code "store.newer"), as is
// what is no store of ours ("store.foreign").
// The Store owns the engine from then on, also when Open fails.
func Open(ctx context.Context, e engine.Engine, n Needs) (*Store, error) {
	return open(ctx, e, n, migrations(), keptChanges)
}

// open is Open with what tests set: the migrations, one for each schema but
// the last, and how many changes the log keeps.
func open(ctx context.Context, e engine.Engine, n Needs, all []migration, kept uint64) (*Store, error) {
	if n.Point == nil {
		n.Point = func(string) bool { return false }
	}
	s := &Store{
		engine: e, now: n.Now, point: n.Point, planner: n.Planner, follow: &follower{kept: kept},
		wake: make(chan struct{}, 1), loaded: make(chan struct{}),
	}
	if err := migrate(ctx, e, all); err != nil {
		return nil, errors.Join(err, e.Close())
	}
	if err := s.ForgetErased(ctx); err != nil {
		return nil, errors.Join(err, e.Close())
	}
	loading, stop := context.WithCancel(context.WithoutCancel(ctx))
	s.stop = stop
	go s.load(loading)
	return s, nil
}

func (s *Store) load(ctx context.Context) {
	defer close(s.loaded)
	err := s.View(ctx, (*Tx).catchUp)
	// An error is no loss: the first search tries again, and tells.
	if err == nil && s.follow.size() > largeIndex {
		debug.FreeOSMemory() // loading leaves more than it keeps, and the bot then rests
	}
}

// Close waits for what is running and closes the engine.
func (s *Store) Close() error {
	s.stop()
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
	Now    time.Time // stamped once: record, history and reminders agree
	store  *Store
	w      *recorder // nil in a View
	by     By
	seq    uint64 // the change's number; 0 until something was written
	parts  uint16 // moments given within the change
	did    []Deed
	tasks  []touch // the tasks written, as they were and as they are
	silent bool    // nobody is told of what was done with them
	series []Ref   // those of them that came of themselves, after another
	queued bool    // something may be due sooner than was known
	behind bool    // the search index must catch up before this can be done
	lag    int     // how many records a search had to lay over the index
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
	for {
		behind, queued, lag := false, false, 0
		err := s.engine.Update(ctx, func(w engine.Writer) error {
			rec := &recorder{Writer: w}
			tx := &Tx{Reader: rec, Now: s.now(), store: s, w: rec, by: by}
			err := tx.run(fn)
			behind, queued, lag = tx.behind, tx.queued, tx.lag
			return err
		})
		if behind || lag > muchNewer {
			if err := s.View(ctx, (*Tx).catchUp); err != nil && behind {
				return err
			}
		}
		if !behind {
			if queued { // with an error, too: it may have been kept all the same
				s.wakeUp()
			}
			return err
		}
	}
}

// Wake has a word in it when something may have come to be done sooner than
// the last NextWork told.
func (s *Store) Wake() <-chan struct{} { return s.wake }

func (s *Store) wakeUp() {
	select {
	case s.wake <- struct{}{}:
	default: // it is there already
	}
}

func (tx *Tx) run(fn func(*Tx) error) error {
	if err := tx.once(); err != nil {
		return err
	}
	if err := fn(tx); err != nil {
		return err
	}
	if tx.behind {
		return errBehind // also when fn overlooked it
	}
	return tx.finish()
}

// finish writes what belongs to every change: the log that search follows,
// the way back, and takes away what has become too old to keep.
func (tx *Tx) finish() error {
	if err := tx.forgetUndo(); err != nil || tx.seq == 0 {
		return err
	}
	if err := tx.settle(); err != nil {
		return err
	}
	if err := tx.logChange(); err != nil {
		return err
	}
	return tx.keepUndo()
}

// change is the number of this transaction's change, given at the first call.
// Unlike the engine's own sequences it is a key like others, which makes the
// numbers rise in the order of the commits: what follows the log never misses
// a lower one that comes later.
func (tx *Tx) change() (uint64, error) {
	if tx.seq > 0 {
		return tx.seq, nil
	}
	last, err := tx.lastChange()
	if err != nil {
		return 0, fmt.Errorf("number change: %w", err)
	}
	tx.seq = last + 1
	return tx.seq, tx.w.aside().Put([]byte(keyChange), []byte(seqKey(tx.seq)))
}

// lastChange is the number of the last change that tx sees.
func (tx *Tx) lastChange() (uint64, error) {
	raw, err := tx.get(keyChange)
	if err != nil || raw == nil {
		return 0, err
	}
	return seqOf(raw), nil
}

// moment is a key's end that is unique in all the store and rises with time.
func (tx *Tx) moment() (string, error) {
	seq, err := tx.change()
	tx.parts++
	return string(binary.BigEndian.AppendUint16([]byte(seqKey(seq)), tx.parts)), err
}

func (tx *Tx) get(key string) ([]byte, error)     { return tx.Get([]byte(key)) }
func (tx *Tx) put(key string, value []byte) error { return tx.w.Put([]byte(key), value) }
func (tx *Tx) remove(key string) error            { return tx.w.Delete([]byte(key)) }

// add is put for a key that can't be there yet: it has a new record's number
// or this change's moment in it.
func (tx *Tx) add(key string, value []byte) error { return tx.w.add(key, value) }
