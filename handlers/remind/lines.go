package remind

import (
	"cmp"
	"context"
	"slices"
	"time"

	"utblick/store"
)

// told is the line that a reminder makes of its task as it is now.
func told(d doing, t store.Task) store.Line {
	line := d.line
	line.Reminder = d.Reminder
	if t.ID == 0 {
		return line
	}
	if line.Owner = t.Owner; !d.blind {
		line.Title, line.Due, line.Clock, line.Points = t.Title, t.Due, t.Clock, t.Points
	}
	return line
}

// isSo tells word of what still is so from that of what was taken back.
func isSo(l store.Line, t store.Task) bool {
	has, there := slices.Contains(t.People(), l.For), t.ID > 0
	switch l.What {
	case store.Given:
		return has && !t.Done
	case store.Taken:
		return there && !has
	case store.Put:
		return has && !t.Done && t.Due != l.From
	case store.Closed:
		return there && t.Done
	case store.Opened:
		return there && !t.Done
	case store.Gone:
		return !there
	}
	return there
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
		case undoes(line, kept[i]):
			kept = slices.Delete(kept, i, i+1)
		case kept[i].What == store.Given && line.What == store.Put:
			kept[i].Due = line.Due
		case kept[i].What == store.Put && line.What == store.Put:
			kept[i].Due = line.Due // from where it was at first
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

// undoes tells that a deed took back what one before it did.
func undoes(l, before store.Line) bool {
	switch before.What {
	case store.Given:
		return l.What == store.Gone || l.What == store.Taken
	case store.Closed:
		return l.What == store.Opened
	case store.Opened:
		return l.What == store.Closed
	}
	return false
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

// fold makes one message of all that waits for an address, if anything does
// besides.
func (s *Scheduler) fold(ctx context.Context, item *store.Item) error {
	if item.Kind != store.Digest {
		return nil
	}
	more := false
	err := s.Store.View(ctx, func(tx *store.Tx) (err error) {
		more, err = tx.MoreThan(item.To)
		return err
	})
	if err != nil || !more {
		return err
	}
	return s.update(ctx, func(tx *store.Tx) error {
		return tx.Fold(item, func(head, next store.Item) (store.Item, bool) {
			if next.Kind != store.Digest || len(head.Lines)+len(next.Lines) > linesAtOnce {
				return head, false
			}
			head.Lines = tidy(append(slices.Clone(head.Lines), next.Lines...), tx.Now)
			return head, true
		})
	})
}
