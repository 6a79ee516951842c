package remind

import (
	"context"
	"slices"

	"utblick/handlers/when"
	"utblick/store"
)

// now is a line as it is to be said of the task now; false when it isn't. What
// a person asked for themselves is theirs, whoever owns the task.
func now(l store.Line, t store.Task) (store.Line, bool) {
	if t.Done || l.Stream == store.StreamTask && (t.Due != l.Due || t.Owner != l.Owner) || !t.Asks(l.Reminder) {
		return l, false
	}
	if rule, err := when.ReadRule(l.Rule); err == nil && rule.Relative() && t.Due != l.Due {
		return l, false
	}
	l.Title, l.Due, l.Clock, l.Owner = t.Title, t.Due, t.Clock, t.Owner
	return l, true
}

// stillTrue leaves out what needn't be said any more: reminders of tasks that
// were done, moved or handed over since the message was frozen. It is frozen
// anew without them, so that what was said is known also when nobody lives to
// note that it was.
func (s *Scheduler) stillTrue(ctx context.Context, item *store.Item) error {
	switch item.Kind {
	case store.Alarm:
		return s.stillAlarming(ctx, item)
	case store.Overview:
		return nil
	}
	var lines []store.Line
	tasks := map[store.Ref]store.Task{}
	err := s.Store.View(ctx, func(tx *store.Tx) error {
		lines = nil
		for _, l := range item.Lines {
			t, ok, err := tx.TaskAsIs(l.Task)
			if err != nil {
				return err
			}
			tasks[l.Task] = t
			if !l.Planned() {
				lines = append(lines, l)
			} else if l, is := now(l, t); ok && is {
				lines = append(lines, l)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	lines = slices.DeleteFunc(lines, func(l store.Line) bool {
		t := tasks[l.Task]
		return t.ID > 0 && l.What != store.Taken && !s.sees(ctx, t, item.To)
	})
	shorter := len(lines) < len(item.Lines)
	if item.Lines = lines; !shorter {
		return nil
	}
	return s.update(ctx, func(tx *store.Tx) error { return tx.Shorten(*item) })
}
