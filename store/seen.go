package store

import (
	"context"
	"fmt"

	"utblick/store/engine"
)

// seenDays is how long events are remembered; platforms retry for minutes.
const seenDays = 2

func seenKey(d Day, event string) string {
	return preSeen + d.String() + "/" + bounded(event)
}

// Seen tells whether the event's change is committed.
func (s *Store) Seen(ctx context.Context, event string) (bool, error) {
	found := false
	err := s.View(ctx, func(tx *Tx) error {
		var err error
		found, err = tx.seen(event)
		return err
	})
	return found, err
}

func (tx *Tx) seen(event string) (bool, error) {
	if event == "" {
		return false, nil
	}
	today := DayOf(tx.Now)
	for d := today; d > today-seenDays; d-- {
		raw, err := tx.get(seenKey(d, event))
		if err != nil {
			return false, fmt.Errorf("look for event: %w", err)
		}
		if raw != nil {
			return true, nil
		}
	}
	return false, nil
}

// once refuses an event that was handled and marks it as handled with this
// transaction.
func (tx *Tx) once() error {
	if tx.by.Event == "" {
		return nil
	}
	seen, err := tx.seen(tx.by.Event)
	if err != nil {
		return err
	}
	if seen {
		return Fail("event.repeated")
	}
	if err := tx.forgetSeen(); err != nil {
		return err
	}
	return tx.w.aside().Put([]byte(seenKey(DayOf(tx.Now), tx.by.Event)), []byte{1})
}

// forgetSeen drops the oldest marks, a few at a time so that no transaction
// grows without bound.
func (tx *Tx) forgetSeen() error {
	const atOnce = 20
	oldest := seenKey(DayOf(tx.Now)-seenDays, "")
	var stale [][]byte
	err := tx.Scan(engine.Range{From: []byte(preSeen), To: []byte(oldest)}, func(k, _ []byte) error {
		stale = append(stale, k)
		if len(stale) == atOnce {
			return engine.ErrStop
		}
		return nil
	})
	for _, k := range stale {
		if err == nil {
			err = tx.w.aside().Delete(k)
		}
	}
	return err
}
