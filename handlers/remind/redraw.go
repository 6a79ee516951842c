package remind

import (
	"context"
	"errors"
	"time"

	"utblick/bot"
	"utblick/store"
)

// redraw brings messages that stand up to their tasks; what it doesn't get to
// in a while is the next Tick's.
func (s *Scheduler) redraw(ctx context.Context) error {
	for end := s.Now().Add(sendFor); ; {
		var stale []store.Stale
		err := s.Store.View(ctx, func(tx *store.Tx) (err error) {
			stale, err = tx.StaleMessages(takeAtOnce)
			return err
		})
		if err != nil || len(stale) == 0 {
			return err
		}
		for _, one := range stale {
			if s.Now().After(end) {
				return nil
			}
			if err := s.redrawOne(ctx, one); err != nil {
				return err
			}
		}
	}
}

// maxRedraws is how often a message is tried to be drawn anew; it is a
// courtesy, what it says can be asked.
const maxRedraws = 8

func (s *Scheduler) redrawOne(ctx context.Context, one store.Stale) error {
	var again time.Time
	if !one.Post.IsZero() && one.Kind == store.Digest {
		ctx, stop := context.WithTimeout(ctx, postFor)
		defer stop()
		m, err := s.drawNow(ctx, one.Item)
		if err == nil {
			err = s.Platform.Update(ctx, bot.Ref{Channel: one.Post.Channel, Post: one.Post.Post}, m)
		}
		if err != nil && !errors.Is(err, bot.ErrGone) && one.Fails < maxRedraws {
			again = s.Now().Add(s.pause(one.Fails))
		}
	}
	return s.update(ctx, func(tx *store.Tx) error { return tx.Redrawn(one, again) })
}
