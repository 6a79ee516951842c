package remind

import (
	"fmt"
	"hash/fnv"
	"time"

	"utblick/handlers/when"
	"utblick/store"
)

var _ store.Planner = Planner{}

// Planner decides when tasks are to be reminded of: it is what the store asks
// whenever a task changes. Safe for concurrent use.
type Planner struct {
	Calendar *when.Calendar
	Zone     *time.Location
}

// The usual plan: a week before, the working day before and on the due day;
// then every second working day, five times; then the point's owner after two
// working days more, and the team after another five.
const (
	daysAhead  = 7
	lateEvery  = 2
	maxLate    = 5
	raiseAfter = 2
	teamAfter  = 5
	maxRaise   = 2
)

// planVersion is part of Mark: another way to plan has all tasks planned anew.
const planVersion = 2

// Mark tells by what reminders were planned; with another one they have to be
// planned anew.
func (p Planner) Mark(closed []store.Day) string {
	h := fnv.New64a()
	fmt.Fprint(h, planVersion, p.Zone, closed)
	return fmt.Sprintf("%x", h.Sum64())
}

// Plan implements store.Planner.
func (p Planner) Plan(t store.Task, m store.Memory, settings func(string) (store.Settings, error), now time.Time) ([]store.Reminder, error) {
	now = now.In(p.Zone)
	var next []store.Reminder
	add := func(r store.Reminder, ok bool) {
		if ok {
			r.At, r.Task = r.Slot, t.Ref()
			next = append(next, r)
		}
	}
	s, err := settings(t.Owner)
	if err != nil {
		return nil, err
	}
	add(p.usual(t, m, s, now))
	for _, rule := range t.Rules {
		s, err := settings(rule.For)
		if err != nil {
			return nil, err
		}
		add(p.own(t, m, s, rule.When, store.StreamOwn+rule.For, now))
		add(p.once(t, m, s, rule, now))
	}
	add(p.repeat(t, s, now))
	return next, nil
}

// usual is the next reminder that every task with a day has.
func (p Planner) usual(t store.Task, m store.Memory, s store.Settings, now time.Time) (store.Reminder, bool) {
	rule := t.RuleFor(t.Owner).When
	if t.Due.IsZero() || t.Owner == "" || rule == store.RuleOff {
		return store.Reminder{}, false
	}
	r := store.Reminder{Stream: store.StreamTask, Rule: rule, Due: t.Due}
	last := m.Last[store.StreamTask]
	after := latest(now, last)
	for _, one := range p.before(t, s, rule) {
		// One a day: who chooses a later hour has had today's.
		if one.Slot.After(after) && !p.had(last, one.Slot) && (r.Slot.IsZero() || one.Slot.Before(r.Slot)) {
			r.Slot, r.What = one.Slot, one.What
		}
	}
	if !r.Slot.IsZero() {
		return r, true
	}
	return p.overdue(r, t, m, s, after)
}

// had tells whether the day of a slot has had its reminder.
func (p Planner) had(last, slot time.Time) bool {
	return !last.IsZero() && store.DayOf(slot) <= store.DayOf(last.In(p.Zone))
}

// before are the reminders up to the due day. A rule of the owner's own stands
// in for those before it.
func (p Planner) before(t store.Task, s store.Settings, rule string) []store.Reminder {
	list := []store.Reminder{{Slot: p.todaySlot(t, s), What: store.Today}}
	if rule == "" {
		eve := p.workdayFrom(s, t.Due-1, -1)
		ahead := p.workdayFrom(s, t.Due-daysAhead, -1)
		list = append(list, store.Reminder{Slot: p.slot(s, eve), What: store.Eve}, store.Reminder{Slot: p.slot(s, ahead), What: store.Ahead})
	}
	return list
}

// todaySlot is when a task is reminded of for the last time before it is due:
// on its day, or the working day before, and in time for its hour.
func (p Planner) todaySlot(t store.Task, s store.Settings) time.Time {
	on := p.workdayFrom(s, t.Due, -1)
	slot := p.slot(s, on)
	due, err := time.Parse("15:04", t.Clock)
	clock := when.Clock(due.Hour()*60 + due.Minute())
	switch {
	case err != nil || on != t.Due || clock > HourOf(s):
		return slot
	case clock > morning:
		return p.at(on, max(morning, clock-60))
	}
	return p.slot(s, p.workdayFrom(s, on-1, -1))
}

// overdue is the next reminder after the due day, or the next step when those
// didn't help.
func (p Planner) overdue(r store.Reminder, t store.Task, m store.Memory, s store.Settings, after time.Time) (store.Reminder, bool) {
	switch {
	case t.Overtaken:
		return r, false // the next of its series is reminded of
	case m.Late < maxLate:
		r.What, r.N = store.Late, m.Late+1
		r.Slot = p.slotAfter(s, p.workdays(s, max(t.Due, m.Since, m.LateOn), lateEvery), after)
	case m.Raised == 0:
		r.What, r.N = store.Raise, 1
		r.Slot = p.slotAfter(store.Settings{}, p.workdays(store.Settings{}, m.LateOn, raiseAfter), after)
	case m.Raised < maxRaise:
		r.What, r.N = store.Raise, m.Raised+1
		r.Slot = p.slotAfter(store.Settings{}, p.workdays(store.Settings{}, m.RaisedOn, teamAfter), after)
	default:
		return r, false
	}
	return r, true
}

// own is the next reminder by a person's own rule. What recurs moves to later
// days when it must move, what leads up to a due day to earlier ones.
func (p Planner) own(t store.Task, m store.Memory, s store.Settings, text, stream string, now time.Time) (store.Reminder, bool) {
	r := store.Reminder{Stream: stream, Rule: text, What: store.Own}
	if text == "" || text == store.RuleOff || t.Overtaken && stream != store.StreamOnce+s.Person {
		return r, false
	}
	rule, err := when.ReadRule(text)
	if err != nil {
		return r, false // written by a later version: it rests until that one is back
	}
	if rule.Relative() {
		r.Due = t.Due
	}
	last := m.Last[stream]
	after := latest(now, last)
	// What has its day after the last working day before may have moved to today.
	day := p.workdayFrom(s, store.DayOf(after.In(p.Zone))-1, -1) - 1
	for {
		next, ok := rule.Next(day, t.Due, p.Calendar)
		if !ok {
			return r, false
		}
		r.Slot = p.ownSlot(s, rule, next)
		// One a day, as with the usual ones, unless it is for an hour of its own.
		again := rule.Clock() == when.NoClock && p.had(last, r.Slot)
		if r.Slot.After(after) && !again {
			return r, true
		}
		day = next
	}
}

// once is the next of the single days that a person chose.
func (p Planner) once(t store.Task, m store.Memory, s store.Settings, rule store.Rule, now time.Time) (first store.Reminder, ok bool) {
	for _, text := range rule.Once {
		r, planned := p.own(t, m, s, text, store.StreamOnce+rule.For, now)
		if planned && (!ok || r.Slot.Before(first.Slot)) {
			first, ok = r, true
		}
	}
	return first, ok
}

// OnceAt is when a rule of a single day is reminded of.
func (p Planner) OnceAt(s store.Settings, rule when.Rule) time.Time {
	day, _ := rule.Next(0, 0, p.Calendar)
	return p.ownSlot(s, rule, day)
}

// ownSlot is when a rule's day is reminded of.
func (p Planner) ownSlot(s store.Settings, rule when.Rule, day store.Day) time.Time {
	clock := rule.Clock()
	if clock == when.NoClock {
		clock = HourOf(s)
	}
	switch step := store.Day(1); {
	case rule.Relative():
		day = p.workdayFrom(s, day, -1)
	case clock >= evening:
		day = p.workdayFrom(s, day+1, step)
	default:
		day = p.workdayFrom(s, day, step)
	}
	if clock < morning || clock >= evening {
		clock = HourOf(s)
	}
	return p.at(day, clock)
}

// repeat is when the next task of a series is to be made, unless it is made
// before because this one is done: early enough to be reminded of in time, should
// its day be none that its owner works.
func (p Planner) repeat(t store.Task, s store.Settings, now time.Time) (store.Reminder, bool) {
	r := store.Reminder{Stream: store.StreamRepeat, Rule: t.Repeat, What: store.Repeat}
	rule, err := when.ReadRule(t.Repeat)
	if t.Repeat == "" || t.Next > 0 || err != nil {
		return r, false
	}
	turn := turnOf(t)
	day, ok := rule.Next(max(turn, store.DayOf(now)), turn, p.Calendar)
	r.Slot = latest(p.at(p.workdayFrom(s, day, -1), 0), now.Truncate(time.Second).Add(time.Second))
	return r, ok
}

// turnOf is the day of its series that a task stands for.
func turnOf(t store.Task) store.Day {
	if t.Turn.IsZero() {
		return t.Due
	}
	return t.Turn
}

// Following implements store.Planner: the next day of the series, or where
// several have passed the last of them.
func (p Planner) Following(t store.Task, today store.Day) (store.Day, bool) {
	rule, err := when.ReadRule(t.Repeat)
	if err != nil {
		return 0, false
	}
	turn := turnOf(t)
	day, ok := rule.Next(turn, turn, p.Calendar)
	if !ok || day > today {
		return day, ok
	}
	// Not one by one from a day long past: from a while ago.
	for next := max(day, today-400); ; day = next {
		if next, ok = rule.Next(next, turn, p.Calendar); !ok || next > today {
			return day, true
		}
	}
}

func latest(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}
