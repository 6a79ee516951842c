package remind

import (
	"cmp"
	"slices"
	"time"

	"utblick/handlers/when"
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
	case store.Given, store.Joined:
		return has && !t.Done
	case store.Taken:
		return there && !has
	case store.Put:
		return has && !t.Done && (t.Due != l.From || t.Clock != l.FromClock)
	case store.Waits:
		return there && !t.Done && t.Owner == l.By && t.Due == l.Due
	case store.Closed:
		return there && t.Done
	case store.Opened:
		return there && !t.Done
	case store.Gone:
		return !there
	}
	return there
}

// asIs is what a reminder says of the task now; false when it is not to be said
// any more. What a person asked for themselves is theirs, whoever owns the task.
func asIs(l store.Line, t store.Task) (store.Line, bool) {
	if t.ID == 0 || t.Done || l.Stream == store.StreamTask && (t.Due != l.Due || t.Owner != l.Owner) || !t.Asks(l.Reminder) {
		return l, false
	}
	if rule, err := when.ReadRule(l.Rule); err == nil && rule.Relative() && t.Due != l.Due {
		return l, false
	}
	l.Title, l.Due, l.Clock, l.Owner = t.Title, t.Due, t.Clock, t.Owner
	return l, true
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
		case isNewTo(kept[i]) && (line.What == store.Closed || line.What == store.Opened):
			// To have been given it is the news; whether it is open isSo tells.
		case undoes(line, kept[i]):
			kept = slices.Delete(kept, i, i+1)
		case isNewTo(kept[i]) && line.What == store.Put:
			kept[i].Due = line.Due
		case kept[i].What == store.Put && line.What == store.Put:
			kept[i].Due, kept[i].Clock = line.Due, line.Clock // from where it was at first
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

// isNewTo tells a line of a task that its reader didn't have before.
func isNewTo(l store.Line) bool { return l.What == store.Given || l.What == store.Joined }

// undoes tells that a deed took back what one before it did.
func undoes(l, before store.Line) bool {
	switch before.What {
	case store.Given, store.Joined:
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
