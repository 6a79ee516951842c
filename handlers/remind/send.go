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
	sendFor    = time.Minute

	usualPosters = 4

	firstPause = 15 * time.Second
	lastPause  = 30 * time.Minute
	// Of what doesn't get through for a day somebody is told, once it has failed
	// for a quarter of an hour in the person's working time as well.
	alarmAfter = 24 * time.Hour
	alarmFails = 6
)

// send hands what is in the outbox to the platform, in order for each address.
// What it doesn't get to in a while is the next Tick's, which first looks what
// has become due meanwhile.
func (s *Scheduler) send(ctx context.Context) error {
	var failed error
	for end := s.Now().Add(sendFor); ctx.Err() == nil && !s.Now().After(end); {
		till := s.Now().Add(lease - 2*postFor)
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
		failed = errors.Join(failed, s.sendAll(ctx, items[:people], till), s.sendAll(ctx, items[people:], till))
	}
	return errors.Join(failed, ctx.Err())
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

// sendAll posts what was taken, so many at a time. What hasn't begun by a time
// is put back, for the lease may not last until it stands; so is all when the
// program stops.
func (s *Scheduler) sendAll(ctx context.Context, items []store.Item, till time.Time) error {
	next, ended := make(chan store.Item), make(chan note, len(items))
	var work sync.WaitGroup
	for range s.Posters {
		work.Go(func() {
			for item := range next {
				if ctx.Err() != nil || s.Now().After(till) {
					ended <- func(tx *store.Tx) error { return tx.Hold(item, tx.Now) }
				} else {
					ended <- s.sendOne(ctx, item)
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
	case err != nil:
		return s.failed(context.WithoutCancel(ctx), item, err)
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
	// What is under way when the program stops is seen through.
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), postFor)
	defer stop()
	to := address(item.To)
	var unclear error
	if item.Tried {
		at, ok, err := s.Platform.Find(ctx, item.Key, to)
		if ok && err == nil {
			return at, wait, nil
		}
		unclear = wrap("look for the message", err)
	}
	if unclear == nil && s.hasLeft(ctx, to.Person) {
		s.Log.Warn("nobody is there to read a message; the next reminder asks who takes over", "to", item.To, "tasks", codes(item.Lines))
		return at, wait, nil
	}
	settings, err := s.settingsOf(ctx, to)
	if err != nil {
		return at, wait, err
	}
	now := s.Now()
	_, away := settings.Away(store.DayOf(now))
	switch {
	case !away && !s.Planner.Open(settings, now):
		return at, s.Planner.slotAfter(settings, store.DayOf(now), now), nil
	case unclear != nil: // not to be left so for as long as somebody is away
		return at, wait, unclear
	case away:
		back, _ := s.Planner.back(settings, now)
		return at, back, nil
	}
	if err = s.ready(ctx, item); err != nil || len(item.Lines) == 0 {
		return at, wait, wrap("see what is left to say", err)
	}
	m, err := s.draw(ctx, *item)
	if err != nil {
		return at, wait, err
	}
	at, err = s.Platform.Post(ctx, item.Key, to, m)
	return at, wait, wrap("post", err)
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

// failed has a message wait for its next try. Of what doesn't get through for a
// day the team is told, and daily of what has come to that since.
func (s *Scheduler) failed(ctx context.Context, item store.Item, cause error) note {
	now := s.Now()
	s.Log.Warn("a message didn't get through; trying again", "to", item.To, "tries", item.Fails()+1, "error", cause)
	pause := s.pause(item.Fails())
	if errors.Is(cause, context.DeadlineExceeded) {
		pause = max(pause, 2*postFor) // it may yet come to stand, and must be found then
	}
	lines, err := s.untold(ctx, item)
	if err != nil {
		s.Log.Error("what hasn't got through can't be read", "to", item.To, "error", err)
	}
	if len(lines) > 0 {
		s.Log.Error("messages haven't got through for a day; trying on", "to", item.To, "tasks", codes(lines), "error", cause)
	}
	return func(tx *store.Tx) error {
		ok, err := tx.Failed(item, now.Add(pause), len(lines) > 0)
		if err != nil || !ok || len(lines) == 0 || s.Channel == "" || item.To == toChannel(s.Channel) {
			return err
		}
		return tx.Enqueue(&store.Item{To: toChannel(s.Channel), Kind: store.Alarm, Lines: []store.Line{{
			StandIn: strings.TrimPrefix(item.To, "@"), Points: codes(lines), Reminder: store.Reminder{Slot: lines[0].Slot},
		}}})
	}
}

// untold is what hasn't got through to an address for a day, of tasks that the
// alarm before didn't name; nothing until it is time for an alarm.
func (s *Scheduler) untold(ctx context.Context, item store.Item) (lines []store.Line, err error) {
	now := s.Now()
	if item.FailsSince().IsZero() || now.Sub(item.FailsSince()) < alarmAfter || item.Fails() < alarmFails || now.Sub(item.Told()) < alarmAfter {
		return nil, nil
	}
	var waiting []store.Item
	err = s.Store.View(ctx, func(tx *store.Tx) (err error) {
		waiting, err = tx.WaitingFor(item.To)
		return err
	})
	told := map[store.Ref]bool{}
	for _, one := range waiting {
		for _, l := range one.Lines {
			if !item.Told().IsZero() && item.Told().Sub(l.Slot) >= alarmAfter {
				told[l.Task] = true
			}
			if now.Sub(l.Slot) >= alarmAfter && !told[l.Task] {
				lines = append(lines, l)
			}
		}
	}
	return lines, err
}

// codes are the tasks that lines are about.
func codes(lines []store.Line) []string {
	var list []string
	for _, l := range lines {
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
