package remind

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"utblick/store"
)

// doing is what becomes of a due reminder.
type doing struct {
	store.Reminder
	act   act
	to    string    // deliver: "@id" or "#id"
	wait  time.Time // delay: until then
	line  store.Line
	tell  string // delay: who else is to know, a person
	away  bool   // it had to wait because its person was away
	rev   uint64 // of the task as it was decided on; 0: it wasn't there
	blind bool   // who gets it may not read of the task (any more)
}

type act int

const (
	deliver act = iota
	skip        // it has come, and nobody needs to hear of it
	delay
	makeNext
	overview
)

// How many reminders are read at a time, and how many changed in one
// transaction.
const (
	readAtOnce   = 2000
	changeAtOnce = 400
)

// takeUp brings what is due into the outbox: what has to wait is put off
// first, and what a person gets at one time becomes one message.
func (s *Scheduler) takeUp(ctx context.Context) error {
	for range maxRounds {
		all, err := s.sort(ctx)
		if err != nil {
			return err
		}
		var ready, other []doing
		for _, d := range all {
			if d.act == deliver {
				ready = append(ready, d)
			} else {
				other = append(other, d)
			}
		}
		if len(other) == 0 {
			return s.claim(ctx, ready)
		}
		for part := range slices.Chunk(other, changeAtOnce) {
			if err := s.settle(ctx, part); err != nil {
				return err
			}
		}
	}
	return errRounds
}

// maxRounds is how often putting off what is due may make something else due
// at once; a few are enough.
const maxRounds = 100

var errRounds = errors.New("what is due can't be sorted out")

// sortFor is how long the directory may be asked who is there.
const sortFor = 2 * time.Minute

// askAgain is how long a reminder waits when the platform can't be asked who
// may read it.
const askAgain = 2 * time.Minute

// sort decides for each due reminder.
func (s *Scheduler) sort(ctx context.Context) ([]doing, error) {
	asking, stop := context.WithTimeout(ctx, sortFor)
	defer stop()
	seen := s.newOffice(asking)
	var all []doing
	for from := ""; ; {
		var due []store.Reminder
		start := from
		tasks := map[store.Ref]store.Task{}
		err := s.Store.View(ctx, func(tx *store.Tx) (err error) {
			clear(tasks)
			if due, from, err = tx.DueReminders(s.Now(), start, readAtOnce); err != nil {
				return err
			}
			for _, r := range due {
				if t, ok, err := tx.TaskAsIs(r.Task); err != nil {
					return err
				} else if ok {
					tasks[r.Task] = t
				}
			}
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("read what is due: %w", err)
		}
		for _, r := range due {
			d, err := seen.decide(r, tasks[r.Task])
			if errors.Is(err, errUnasked) {
				s.Log.Warn("a reminder waits", "task", r.Task.String(), "error", err)
				d, err = doing{Reminder: r, act: delay, wait: s.Now().Add(askAgain)}, nil
			}
			if err != nil {
				return nil, err
			}
			d.rev = tasks[r.Task].Rev
			all = append(all, d)
		}
		if from == "" {
			return all, nil
		}
	}
}

// settle does with some reminders what isn't to deliver them.
func (s *Scheduler) settle(ctx context.Context, part []doing) error {
	return s.update(ctx, func(tx *store.Tx) error {
		for _, d := range part {
			if err := s.settleOne(tx, d); err != nil {
				return fmt.Errorf("settle reminder of %s: %w", d.Task, err)
			}
		}
		return nil
	})
}

func (s *Scheduler) settleOne(tx *store.Tx, d doing) error {
	switch d.act {
	case makeNext:
		_, err := tx.ComeAgain(d.Reminder, d.rev)
		return err
	case overview:
		return s.enqueueOverview(tx, d.Reminder)
	case delay:
		if t, _, err := tx.TaskAsIs(d.Task); err != nil || t.Rev != d.rev {
			return err
		}
		ok, err := tx.Delay(d.Reminder, d.wait)
		if err != nil || !ok || d.tell == "" {
			return err
		}
		return tx.Tell(d.tell, d.line.Reminder)
	}
	_, _, _, err := fire(tx, d)
	return err
}

// fire marks a reminder as come; false when it isn't to come any more, or not
// as it was decided: who gets it may be another one now. What isn't so stays
// due, for the next round.
func fire(tx *store.Tx, d doing) (t store.Task, m store.Memory, ok bool, err error) {
	if d.Planned() && d.rev > 0 {
		return tx.Fire(d.Reminder, d.rev)
	}
	if t, _, err = tx.TaskAsIs(d.Task); err != nil || t.Rev != d.rev {
		return t, m, false, err
	}
	ok, err = tx.Drop(d.Reminder)
	return t, m, ok && !d.Planned(), err
}

// linesAtOnce is how many lines one message has at most; who has more due than
// that gets several.
const linesAtOnce = 200

// claim makes one message for each address and puts it in the outbox. One that
// can't be made doesn't stand in the way of the others.
func (s *Scheduler) claim(ctx context.Context, ready []doing) error {
	slices.SortStableFunc(ready, func(a, b doing) int { return cmp.Compare(a.to, b.to) })
	var failed error
	var part [][]doing
	size := 0
	flush := func() {
		err := s.update(ctx, func(tx *store.Tx) error {
			for _, group := range part {
				if err := s.claimOne(tx, group); err != nil {
					return err
				}
			}
			return nil
		})
		failed = errors.Join(failed, wrap("claim reminders", err))
		part, size = nil, 0
	}
	for len(ready) > 0 {
		n := 0
		for n < len(ready) && n < linesAtOnce && ready[n].to == ready[0].to {
			n++
		}
		part, size = append(part, ready[:n]), size+n
		if ready = ready[n:]; size >= changeAtOnce || len(ready) == 0 {
			flush()
		}
	}
	return failed
}

// saidToday tells whether a task's owner has read of it this day by a reminder
// that they asked for themselves: then the usual one isn't said besides.
func (s *Scheduler) saidToday(d doing, t store.Task, m store.Memory, now time.Time) bool {
	if d.Stream != store.StreamTask || d.What == store.Raise || d.line.Orphan {
		return false
	}
	today := store.DayOf(now.In(s.Planner.Zone))
	for _, stream := range []string{store.StreamOwn, store.StreamOnce} {
		if last := m.Last[stream+t.Owner]; !last.IsZero() && store.DayOf(last.In(s.Planner.Zone)) == today {
			return true
		}
	}
	return false
}

func (s *Scheduler) claimOne(tx *store.Tx, group []doing) error {
	item := store.Item{To: group[0].to, Kind: store.Digest}
	tasks := map[store.Ref]store.Task{}
	for _, d := range group {
		t, m, ok, err := fire(tx, d)
		if err != nil {
			return err
		}
		if !ok || s.saidToday(d, t, m, tx.Now) {
			continue
		}
		line := told(d, t)
		tasks[d.Task] = t
		line.Waited = d.away
		item.Lines = append(item.Lines, line)
	}
	item.Lines = slices.DeleteFunc(tidy(item.Lines, tx.Now), func(l store.Line) bool { return !isSo(l, tasks[l.Task]) })
	if len(item.Lines) == 0 {
		return nil
	}
	return tx.Enqueue(&item)
}
