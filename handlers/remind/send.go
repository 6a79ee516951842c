package remind

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"utblick/bot"
	"utblick/store"
)

const (
	// lease is how long a message is one scheduler's alone. It is well over
	// postFor, so that who takes it over doesn't meet a post still under way.
	lease   = 3 * time.Minute
	postFor = 30 * time.Second

	takeAtOnce = 64

	usualPosters = 4

	firstPause = 15 * time.Second
	lastPause  = 30 * time.Minute
	alarmAfter = 24 * time.Hour
)

// send hands what is in the outbox to the platform, in order for each address.
func (s *Scheduler) send(ctx context.Context) error {
	var failed error
	for ctx.Err() == nil {
		items, err := s.take(ctx)
		if err != nil || len(items) == 0 {
			return errors.Join(failed, err)
		}
		// People first: what got through to them the team needn't be told of.
		slices.SortStableFunc(items, func(a, b store.Item) int { return cmp.Compare(b.To[:1], a.To[:1]) })
		people := slices.IndexFunc(items, func(i store.Item) bool { return i.To[0] == '#' })
		if people < 0 {
			people = len(items)
		}
		failed = errors.Join(failed, s.sendAll(ctx, items[:people]), s.sendAll(ctx, items[people:]))
	}
	return ctx.Err()
}

// A note writes down what became of a message.
type note func(tx *store.Tx) error

// take gives what is to be posted now. When there is nothing, nothing is written.
func (s *Scheduler) take(ctx context.Context) (items []store.Item, err error) {
	var waiting bool
	err = s.Store.View(ctx, func(tx *store.Tx) (err error) {
		waiting, err = tx.Waiting()
		return err
	})
	if err != nil || !waiting {
		return nil, err
	}
	err = s.update(ctx, func(tx *store.Tx) (err error) {
		items, err = tx.Take(s.ID, lease, takeAtOnce)
		return err
	})
	return items, err
}

// sendAll posts what was taken, so many at a time.
func (s *Scheduler) sendAll(ctx context.Context, items []store.Item) error {
	next, ended := make(chan store.Item), make(chan note, len(items))
	till := s.Now().Add(lease - 2*postFor)
	var work sync.WaitGroup
	for range s.Posters {
		work.Go(func() {
			for item := range next {
				if s.Now().After(till) { // the lease may not last until it stands
					ended <- func(tx *store.Tx) error { return tx.Hold(item, tx.Now) }
				} else if n := s.sendOne(ctx, item); n != nil {
					ended <- n
				}
			}
		})
	}
	go func() {
		for _, item := range items {
			next <- item
		}
		close(next)
		work.Wait()
		close(ended)
	}()
	return s.noteAll(context.WithoutCancel(ctx), ended)
}

// noteAll writes down what became of messages: of all that ended during one
// commit in the next. Until then it isn't known whether they arrived, and
// whoever takes them then asks.
func (s *Scheduler) noteAll(ctx context.Context, ended <-chan note) error {
	var failed error
	for first := range ended {
		all := []note{first}
		for len(ended) > 0 {
			all = append(all, <-ended)
		}
		err := s.note(ctx, all...)
		if err != nil && len(all) > 1 { // one shall not stand in the way of the others
			err = nil
			for _, n := range all {
				err = errors.Join(err, s.note(ctx, n))
			}
		}
		failed = errors.Join(failed, err)
	}
	return failed
}

func (s *Scheduler) note(ctx context.Context, all ...note) error {
	return s.update(ctx, func(tx *store.Tx) error {
		for _, n := range all {
			if err := n(tx); err != nil {
				return err
			}
		}
		return nil
	})
}

// sendOne posts a message that was taken, unless it stands there already.
func (s *Scheduler) sendOne(ctx context.Context, item store.Item) note {
	post, wait, err := s.post(ctx, &item)
	switch {
	case ctx.Err() != nil && post.Post == "":
		return nil // the lease runs out, and somebody will ask whether it arrived
	case err != nil:
		return s.failed(item, err)
	case !wait.IsZero():
		return func(tx *store.Tx) error { return tx.Hold(item, wait) }
	}
	return func(tx *store.Tx) error {
		stands := store.Posted{}
		if post.Post != "" {
			stands = store.Posted{Channel: post.Channel, Post: post.Post, At: tx.Now}
		}
		_, err := tx.Sent(item, stands)
		return err
	}
}

// post gives where the message stands; nowhere, when it has nothing left to
// say, or when it may not be said before wait. The item is then as it was said.
func (s *Scheduler) post(ctx context.Context, item *store.Item) (at bot.Ref, wait time.Time, err error) {
	ctx, stop := context.WithTimeout(ctx, postFor)
	defer stop()
	to := address(item.To)
	if item.Tried {
		at, ok, err := s.Platform.Find(ctx, item.Key, to)
		if err != nil || ok {
			return at, wait, wrap("look for the message", err)
		}
	}
	if p, ok, err := s.Platform.Person(ctx, to.Person); to.Person != "" && err == nil && (!ok || p.Guest || p.Bot) {
		return at, wait, nil // nobody is there to read it; the next reminder asks who takes over
	}
	settings, err := s.settingsOf(ctx, to)
	if err != nil {
		return at, wait, err
	}
	now := s.Now()
	if _, away := settings.Away(store.DayOf(now)); away {
		back, _ := s.Planner.back(settings, now)
		return at, back, nil
	}
	if !s.Planner.Open(settings, now) {
		return at, s.Planner.slotAfter(settings, store.DayOf(now), now), nil
	}
	if err := s.fold(ctx, item); err != nil {
		return at, wait, err
	}
	if err = s.stillTrue(ctx, item); err != nil || item.Kind != store.Overview && len(item.Lines) == 0 {
		return at, wait, err
	}
	m, err := s.draw(ctx, *item)
	if err != nil {
		return at, wait, err
	}
	at, err = s.Platform.Post(ctx, item.Key, to, m)
	return at, wait, wrap("post", err)
}

// stillAlarming empties an alarm of what has got through since.
func (s *Scheduler) stillAlarming(ctx context.Context, item *store.Item) error {
	to := item.Lines[0].StandIn
	if !strings.HasPrefix(to, "#") {
		to = toPerson(to)
	}
	unreached := true
	err := s.Store.View(ctx, func(tx *store.Tx) (err error) {
		unreached, err = tx.Unreached(to)
		return err
	})
	if err == nil && !unreached {
		item.Lines = nil
	}
	return err
}

func wrap(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", what, err)
}

func (s *Scheduler) settingsOf(ctx context.Context, to bot.Address) (settings store.Settings, err error) {
	if to.Person == "" {
		return settings, nil
	}
	err = s.Store.View(ctx, func(tx *store.Tx) (err error) {
		settings, err = tx.Settings(to.Person)
		return err
	})
	return settings, err
}

// failed has a message wait for its next try, and after a day tells the team.
func (s *Scheduler) failed(item store.Item, cause error) note {
	now := s.Now()
	alarm := !item.First.IsZero() && !item.Told && now.Sub(item.First) >= alarmAfter
	if alarm {
		s.Log.Error("a message hasn't got through for a day; trying on", "to", item.To, "tasks", codes(item), "error", cause)
	} else {
		s.Log.Warn("a message didn't get through; trying again", "to", item.To, "tries", item.Fails+1, "error", cause)
	}
	next := now.Add(s.pause(item.Fails))
	if errors.Is(cause, context.DeadlineExceeded) {
		next = now.Add(2 * postFor) // it may yet come to stand, and must be found then
	}
	return func(tx *store.Tx) error {
		ok, err := tx.Failed(item, next, alarm)
		if err != nil || !ok || !alarm || s.Channel == "" || item.To == toChannel(s.Channel) {
			return err
		}
		return tx.Enqueue(&store.Item{To: toChannel(s.Channel), Kind: store.Alarm, Lines: []store.Line{{
			StandIn: strings.TrimPrefix(item.To, "@"), Points: codes(item), Reminder: store.Reminder{Slot: item.At},
		}}})
	}
}

// codes are the tasks that a message is about.
func codes(item store.Item) []string {
	var list []string
	for _, l := range item.Lines {
		if code := l.Task.String(); code != "" && !slices.Contains(list, code) {
			list = append(list, code)
		}
	}
	return list
}

// pause grows with each failed try, and is never quite the same.
func (s *Scheduler) pause(fails int) time.Duration {
	pause := min(firstPause<<min(fails, 10), lastPause)
	s.random.Lock()
	defer s.random.Unlock()
	return pause*3/4 + time.Duration(s.Random.Int64N(int64(pause)/2))
}
