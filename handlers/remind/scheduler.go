// Package remind sees to it that reminders come: always, once, at the right
// hour. In: what the store has planned for each task (Planner decides when)
// and the bot's clock. Out: one message a person and slot, handed to the
// platform until it stands there, and drawn anew when its tasks change.
// Never: scans tasks that aren't due, answers commands, or posts anything that
// the store doesn't know of before.
package remind

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"

	"utblick/bot"
	"utblick/store"
)

// Platform is what the scheduler needs of a bot.Platform.
type Platform interface {
	bot.Directory
	Post(ctx context.Context, key string, to bot.Address, m bot.Message) (bot.Ref, error)
	Find(ctx context.Context, key string, to bot.Address) (ref bot.Ref, ok bool, err error)
	Update(ctx context.Context, ref bot.Ref, m bot.Message) error
}

// Point is one of the plan's: its code and a few of its words.
type Point struct{ Code, Text string }

// Needs are what a Scheduler is built from; all but Channel are required.
type Needs struct {
	Store    *store.Store
	Platform Platform
	Planner  Planner
	Mark     string                      // Planner.Mark: by what reminders are planned
	Words    func(lang string) bot.Words // any language; one without a catalogue gives the workspace's own
	Points   []Point                     // the plan's, for the overview
	Channel  string                      // the team's channel, by the platform's id; empty: there is none
	Now      func() time.Time
	Posters  int        // posts under way at a time, to different addresses; 0: a few
	Random   *rand.Rand // spreads tries; the Scheduler's own
	ID       string     // differs between the schedulers on one store, and from run to run
	Log      *slog.Logger
}

// A Scheduler takes up what is due. Several on one store share the work.
type Scheduler struct {
	Needs
	mu     sync.Mutex // one Tick at a time
	random sync.Mutex
}

// New makes a Scheduler.
func New(n Needs) *Scheduler {
	if n.Posters == 0 {
		n.Posters = usualPosters
	}
	return &Scheduler{Needs: n}
}

// Start brings the plans up to this program's calendar and channel, in so far
// as that has to be noted; Tick does the work.
func (s *Scheduler) Start(ctx context.Context) error {
	return s.update(ctx, func(tx *store.Tx) error {
		by, err := tx.PlannedBy()
		if err != nil {
			return err
		}
		if by != s.Mark {
			if err := tx.PlanAgain(store.AgainAll); err != nil {
				return err
			}
			if err := tx.SetPlannedBy(s.Mark); err != nil {
				return err
			}
		}
		return tx.PlanAgain(store.AgainHouse)
	})
}

// longestSleep bounds how late a change of the machine's clock is noticed.
const longestSleep = time.Minute

// Run ticks when something is due or changed, until ctx ends.
func (s *Scheduler) Run(ctx context.Context) error {
	if err := s.Start(ctx); err != nil {
		return fmt.Errorf("start reminders: %w", err)
	}
	for ctx.Err() == nil {
		pause := longestSleep
		if err := s.Tick(ctx); err != nil && ctx.Err() == nil {
			s.Log.Error("reminders", "error", err)
		} else if at, ok, err := s.Next(ctx); ok && err == nil {
			pause = min(max(at.Sub(s.Now()), 0), longestSleep)
		}
		sleep(ctx, pause, s.Store.Wake())
	}
	return nil
}

func sleep(ctx context.Context, pause time.Duration, wake <-chan struct{}) {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-wake:
	case <-timer.C:
	}
}

// Next is when there will be something to do; false when nothing is planned.
func (s *Scheduler) Next(ctx context.Context) (at time.Time, ok bool, err error) {
	err = s.Store.View(ctx, func(tx *store.Tx) (err error) {
		at, ok, err = tx.NextWork()
		return err
	})
	return at, ok, err
}

// Tick does all that is due now. An error leaves what it couldn't do for the
// next one.
func (s *Scheduler) Tick(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.checkClock(ctx); err != nil {
		return err
	}
	if err := s.planAgain(ctx); err != nil {
		return err
	}
	err := s.takeUp(ctx)
	return errors.Join(err, s.send(ctx), s.redraw(ctx))
}

func (s *Scheduler) update(ctx context.Context, fn func(*store.Tx) error) error {
	return s.Store.Update(ctx, store.By{}, fn)
}

// clockSlack is how far back a clock may be put before all is planned anew.
const clockSlack = 25 * time.Hour

// checkClock plans all anew when the clock shows a time long before what it
// showed when something was last sent: it had been wrong.
func (s *Scheduler) checkClock(ctx context.Context) error {
	var last time.Time
	err := s.Store.View(ctx, func(tx *store.Tx) (err error) {
		last, err = tx.LatestTime()
		return err
	})
	now := s.Now()
	if err != nil || !last.After(now.Add(clockSlack)) {
		return err
	}
	s.Log.Warn("the clock was put back, reminders are planned anew", "from", last, "to", now)
	return s.update(ctx, func(tx *store.Tx) error {
		if _, err := tx.RetryNow(1000); err != nil {
			return err
		}
		if err := tx.NoticesNow("", 1000); err != nil {
			return err
		}
		if err := tx.PlanAgain(store.AgainAll); err != nil {
			return err
		}
		if err := tx.PlanAgain(store.AgainHouse); err != nil {
			return err
		}
		return tx.ForgetLatestTime()
	})
}

// partSize is how many tasks are planned anew in one transaction.
const partSize = 200

func (s *Scheduler) planAgain(ctx context.Context) error {
	for {
		var whom string
		err := s.Store.View(ctx, func(tx *store.Tx) (err error) {
			whom, err = tx.Again()
			return err
		})
		if err != nil || whom == "" {
			return err
		}
		err = s.update(ctx, func(tx *store.Tx) error {
			if whom == store.AgainHouse {
				next, err := s.nextOverview(tx)
				if err != nil {
					return err
				}
				return errors.Join(tx.PlanOverview(next), tx.OverviewPlanned())
			}
			return tx.PlanPart(whom, partSize)
		})
		if err != nil {
			return fmt.Errorf("plan reminders anew: %w", err)
		}
	}
}

// Waiting tells whether a reminder is due that nobody has taken up for a while:
// the program stands still.
func Waiting(ctx context.Context, st *store.Store, now time.Time) (waiting bool, err error) {
	err = st.View(ctx, func(tx *store.Tx) error {
		due, _, err := tx.DueReminders(now.Add(-15*time.Minute), "", 1)
		waiting = len(due) > 0
		return err
	})
	return waiting, err
}

// Overdue counts the messages that should long have been posted, and tells
// since when the oldest is on its way. What is on its way for less than a few
// minutes is no news, nor what waits for the morning.
func Overdue(ctx context.Context, st *store.Store, now time.Time) (n int, oldest time.Time, err error) {
	const few = 15 * time.Minute
	err = st.View(ctx, func(tx *store.Tx) (err error) {
		n, oldest, err = tx.Overdue(now.Add(-few))
		return err
	})
	return n, oldest, err
}
