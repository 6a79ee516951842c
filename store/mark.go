package store

import (
	"context"
	"fmt"
)

// Mark is how far what was said in a channel has been answered, as the
// platform counts; 0 at first.
func (s *Store) Mark(ctx context.Context, channel string) (at int64, err error) {
	err = s.View(ctx, func(tx *Tx) error {
		raw, err := tx.get(preMark + bounded(channel))
		if err == nil && raw != nil {
			at = int64(seqOf(raw))
		}
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("read mark: %w", err)
	}
	return at, nil
}

// SetMark moves the mark on; it never goes back.
func (s *Store) SetMark(ctx context.Context, channel string, at int64) error {
	return s.Update(ctx, By{}, func(tx *Tx) error {
		key := preMark + bounded(channel)
		raw, err := tx.get(key)
		if err != nil || raw != nil && int64(seqOf(raw)) >= at {
			return err
		}
		return tx.w.aside().Put([]byte(key), []byte(seqKey(uint64(at))))
	})
}
