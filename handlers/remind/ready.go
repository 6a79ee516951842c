package remind

import (
	"context"
	"errors"
	"slices"
	"strings"

	"utblick/store"
)

// ready makes a taken message what is to be said by now: without reminders of
// tasks that were done, moved or handed over since it was frozen, and with all
// else that waits for the same address, for after an outage people get one
// message. That is frozen, so that what was said is known also when nobody
// lives to note that it was. It has no lines when there is nothing left to say.
func (s *Scheduler) ready(ctx context.Context, item *store.Item) error {
	switch item.Kind {
	case store.Alarm:
		return s.stillAlarming(ctx, item)
	case store.Overview:
		return s.stillLatest(ctx, item)
	}
	var lines []store.Line
	var folded []string
	tasks := map[store.Ref]store.Task{}
	err := s.Store.View(ctx, func(tx *store.Tx) error {
		waiting, err := tx.WaitingFor(item.To)
		if err != nil {
			return err
		}
		if len(waiting) == 0 || waiting[0].Key != item.Key {
			return errTaken // and said: what is first now is another's to say
		}
		lines, folded = fold(waiting)
		clear(tasks)
		for _, l := range lines {
			if tasks[l.Task], _, err = tx.TaskAsIs(l.Task); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if lines, err = s.still(ctx, item.To, lines, tasks); err != nil {
		return err
	}
	same := len(folded) == 0 && len(lines) == len(item.Lines)
	if item.Lines = lines; same {
		return nil
	}
	return s.update(ctx, func(tx *store.Tx) error {
		ok, err := tx.Freeze(*item, folded)
		if err == nil && !ok {
			return errTaken
		}
		return err
	})
}

var errTaken = errors.New("another scheduler has taken the message over")

// fold is what the first of the messages that wait would say with those after
// it, and which those are.
func fold(waiting []store.Item) (lines []store.Line, folded []string) {
	for i, item := range waiting {
		if i > 0 && (item.Kind != store.Digest || len(lines)+len(item.Lines) > linesAtOnce) {
			break // in order
		}
		if lines = append(lines, item.Lines...); i > 0 {
			folded = append(folded, item.Key)
		}
	}
	return lines, folded
}

// still leaves out what isn't so any more, or is no longer for that address.
func (s *Scheduler) still(ctx context.Context, to string, lines []store.Line, tasks map[store.Ref]store.Task) ([]store.Line, error) {
	var kept []store.Line
	for _, l := range lines {
		t := tasks[l.Task]
		is := isSo(l, t)
		if l.Planned() {
			l, is = asIs(l, t)
		}
		if is && t.ID > 0 && l.What != store.Taken {
			var err error
			if is, err = s.sees(ctx, t, to); err != nil {
				return nil, err
			}
		}
		if is {
			kept = append(kept, l)
		}
	}
	return tidy(kept, s.Now()), nil
}

// stillAlarming empties an alarm of what has got through since.
func (s *Scheduler) stillAlarming(ctx context.Context, item *store.Item) error {
	to := item.Lines[0].StandIn
	if !strings.HasPrefix(to, "#") {
		to = toPerson(to)
	}
	return s.Store.View(ctx, func(tx *store.Tx) error {
		unreached, err := tx.Unreached(to)
		if err == nil && !unreached {
			item.Lines = nil
		}
		return err
	})
}

// stillLatest empties an overview that a later one waits behind.
func (s *Scheduler) stillLatest(ctx context.Context, item *store.Item) error {
	return s.Store.View(ctx, func(tx *store.Tx) error {
		waiting, err := tx.WaitingFor(item.To)
		if slices.ContainsFunc(waiting, func(i store.Item) bool { return i.Kind == store.Overview && i.Key > item.Key }) {
			item.Lines = nil
		}
		return err
	})
}
