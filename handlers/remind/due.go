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
	act  act
	to   string    // deliver: "@id" or "#id"
	wait time.Time // delay: until then
	line store.Line
	tell string // delay: who else is to know, a person
	away bool   // it had to wait because its person was away
	rev  uint64 // of the task as it was decided on
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

// sort decides for each due reminder.
func (s *Scheduler) sort(ctx context.Context) ([]doing, error) {
	seen := s.newOffice(ctx)
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
	if ok, err := asDecided(tx, d); err != nil || !ok {
		return err
	}
	switch d.act {
	case makeNext:
		_, err := tx.ComeAgain(d.Reminder)
		return err
	case overview:
		return s.enqueueOverview(tx, d.Reminder)
	case delay:
		ok, err := tx.Delay(d.Reminder, d.wait)
		if err != nil || !ok || d.tell == "" {
			return err
		}
		return tx.Tell(d.tell, d.line.Reminder)
	}
	_, _, err := fire(tx, d.Reminder)
	return err
}

// asDecided tells whether the task still is as it was decided on: who gets the
// reminder may be another one now. What isn't stays due, for the next round.
func asDecided(tx *store.Tx, d doing) (bool, error) {
	if !d.Planned() {
		return true, nil
	}
	t, _, err := tx.TaskAsIs(d.Task)
	return t.Rev == d.rev, err
}

// fire marks a reminder as come; false when it isn't to come any more.
func fire(tx *store.Tx, r store.Reminder) (store.Task, bool, error) {
	t, there, err := tx.TaskAsIs(r.Task)
	if err != nil {
		return t, false, err
	}
	if r.Planned() && there {
		return tx.Fire(r)
	}
	ok, err := tx.Drop(r)
	return t, ok && !r.Planned(), err
}

// claim makes one message for each address and puts it in the outbox. What
// goes to one address is always claimed in one transaction.
func (s *Scheduler) claim(ctx context.Context, ready []doing) error {
	slices.SortStableFunc(ready, func(a, b doing) int { return cmp.Compare(a.to, b.to) })
	for len(ready) > 0 {
		n := 0
		for n < len(ready) && (n < changeAtOnce || ready[n].to == ready[n-1].to) {
			n++
		}
		part := ready[:n]
		ready = ready[n:]
		err := s.update(ctx, func(tx *store.Tx) error {
			for rest := part; len(rest) > 0; {
				k := 0
				for k < len(rest) && rest[k].to == rest[0].to {
					k++
				}
				if err := s.claimOne(tx, rest[:k]); err != nil {
					return err
				}
				rest = rest[k:]
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("claim reminders: %w", err)
		}
	}
	return nil
}

func (s *Scheduler) claimOne(tx *store.Tx, group []doing) error {
	item := store.Item{To: group[0].to, Kind: store.Digest}
	for _, d := range group {
		if ok, err := asDecided(tx, d); err != nil {
			return err
		} else if !ok {
			continue
		}
		t, ok, err := fire(tx, d.Reminder)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		line := d.line
		line.Reminder = d.Reminder
		line.Missed = tx.Now.Sub(d.Slot) > missedAfter && d.Planned() && !d.away
		if t.ID > 0 {
			line.Title, line.Due, line.Clock, line.Owner, line.Points = t.Title, t.Due, t.Clock, t.Owner, t.Points
		}
		item.Lines = append(item.Lines, line)
	}
	if item.Lines = tidy(item.Lines, tx.Now); len(item.Lines) == 0 {
		return nil
	}
	return tx.Enqueue(&item)
}

// missedAfter is how late a reminder comes before it says when it should have.
const missedAfter = time.Hour

// tidy says each thing once: of several reminders of one task the first, of
// several deeds with one task the last, and nothing of a task that was given
// and taken back in between. The most urgent come first.
func tidy(lines []store.Line, now time.Time) []store.Line {
	var kept []store.Line
	for _, line := range lines {
		i := slices.IndexFunc(kept, func(k store.Line) bool { return k.Task == line.Task && k.Planned() == line.Planned() })
		switch {
		case i < 0:
			kept = append(kept, line)
		case line.Planned():
		case kept[i].What == store.Given && (line.What == store.Gone || line.What == store.Taken):
			kept = slices.Delete(kept, i, i+1)
		case kept[i].What == store.Given && line.What == store.Put:
			kept[i].Due, kept[i].Title = line.Due, line.Title
		default:
			kept[i] = line
		}
	}
	today := store.DayOf(now)
	slices.SortStableFunc(kept, func(a, b store.Line) int {
		return cmp.Or(cmp.Compare(urgency(a, today), urgency(b, today)), cmp.Compare(dueOf(a), dueOf(b)))
	})
	return kept
}

// urgency orders a message: late, today, what is coming, what others did.
func urgency(l store.Line, today store.Day) int {
	switch {
	case !l.Planned():
		return 3
	case l.Due.IsZero() || l.Due > today:
		return 2
	case l.Due == today:
		return 1
	}
	return 0
}

func dueOf(l store.Line) store.Day {
	if !l.Planned() {
		return 0 // as they happened
	}
	if l.Due.IsZero() {
		return 1 << 30
	}
	return l.Due
}
