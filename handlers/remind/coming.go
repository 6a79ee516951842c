package remind

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"utblick/store"
)

// Coming is one time at which somebody will be reminded of a task.
type Coming struct {
	At  time.Time
	Who string // person
}

// maxComing bounds how many times ahead are told of a stream.
const maxComing = 4

// Coming lists when a task will be reminded of, as it stands now: what has
// fallen due and waits, what leads up to the due day, and of a rule that goes
// on for ever the next few times. What comes after the due day is only known
// when it has passed.
func (p Planner) Coming(t store.Task, m store.Memory, next []store.Reminder, settings func(string) (store.Settings, error), now time.Time) ([]Coming, error) {
	var all []Coming
	if t.Done {
		return nil, nil
	}
	for _, r := range next {
		who := t.Owner
		for _, stream := range []string{store.StreamOwn, store.StreamOnce} {
			if id, ok := strings.CutPrefix(r.Stream, stream); ok {
				who = id
			}
		}
		s, err := settings(who)
		if err != nil {
			return nil, err
		}
		if r.What == store.Repeat || r.What == store.Raise || r.Stream == store.StreamTask && s.Quiet {
			continue
		}
		for i, c := range append([]Coming{{r.At, who}}, p.after(t, m, s, r, who)...) {
			if i > 0 && !c.At.After(now) {
				continue // missed: it will be one with what fell due before
			}
			c.Who, c.At, err = p.reach(s, c.At, func(deputy string) (store.Settings, bool, error) {
				ds, err := settings(deputy)
				return ds, true, err
			})
			if err != nil {
				return nil, err
			}
			all = append(all, c)
		}
	}
	slices.SortFunc(all, func(a, b Coming) int { return cmp.Or(strings.Compare(a.Who, b.Who), a.At.Compare(b.At)) })
	return slices.CompactFunc(all, func(a, b Coming) bool { return a.Who == b.Who && a.At.Equal(b.At) }), nil
}

// after are the times that follow on r in its stream.
func (p Planner) after(t store.Task, m store.Memory, s store.Settings, r store.Reminder, who string) []Coming {
	var all []Coming
	for len(all) < maxComing-1 {
		var ok bool
		switch {
		case r.Stream == store.StreamTask && r.What == store.Late:
			return all
		case r.Stream == store.StreamTask:
			r, ok = p.usual(t, m, s, r.Slot)
			ok = ok && r.What != store.Late && r.What != store.Raise
		case strings.HasPrefix(r.Stream, store.StreamOwn):
			r, ok = p.own(t, m, s, r.Rule, r.Stream, r.Slot)
		case strings.HasPrefix(r.Stream, store.StreamOnce):
			r, ok = p.once(t, m, s, t.RuleFor(who), r.Slot)
		}
		if !ok {
			return all
		}
		all = append(all, Coming{r.Slot, who})
	}
	return all
}
