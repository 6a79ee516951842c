package store

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

// A Planner decides when a task is to be reminded of. It knows the calendar
// and the rules; the store keeps what it decides, in the transaction that
// changes the task. Its methods run inside transactions and depend on nothing
// but their arguments.
type Planner interface {
	// Plan gives the next reminder of each stream of an open task, all later
	// than now.
	Plan(t Task, m Memory, settings func(person string) (Settings, error), now time.Time) ([]Reminder, error)
	// Following is the due day of the task that comes after t in its series,
	// made on today; false when none does.
	Following(t Task, today Day) (Day, bool)
}

// Memory is what the plan has to know of what has been.
type Memory struct {
	Due      Day                  `json:"due,omitzero"`    // the due day it counts from; with another one it begins anew
	Owner    string               `json:"owner,omitempty"` // whose reminders it counts; as with the day
	Since    Day                  `json:"since,omitzero"`  // the day it began
	Late     int                  `json:"late,omitempty"`  // how many reminders have come after the due day
	LateOn   Day                  `json:"late_on,omitzero"`
	Raised   int                  `json:"raised,omitempty"` // the last step of escalation taken
	RaisedOn Day                  `json:"raised_on,omitzero"`
	Last     map[string]time.Time `json:"last,omitempty"` // stream → the last time that was planned for and has come
}

// plan is what is kept of a task's reminders beside it.
type plan struct {
	Memory
	Next []Reminder `json:"next,omitempty"`
}

func (tx *Tx) plan(r Ref) (p plan, err error) {
	raw, err := tx.get(prePlan + r.key())
	if err != nil || raw == nil {
		return p, err
	}
	if err := json.Unmarshal(raw, &p); err != nil {
		return p, fmt.Errorf("decode plan of %s: %w", r, err)
	}
	return p, nil
}

// Planned is what will come of a task, a reminder a stream, and what has been.
func (tx *Tx) Planned(r Ref) ([]Reminder, Memory, error) {
	p, err := tx.plan(r)
	return p.Next, p.Memory, err
}

// replan plans a task's reminders anew. What has already fallen due by a rule
// that still holds stays to be taken up.
func (tx *Tx) replan(t Task) error {
	if tx.store.planner == nil {
		return nil
	}
	p, err := tx.plan(t.ref())
	if err != nil {
		return err
	}
	if t.Done {
		return tx.restPlan(t.ref(), p)
	}
	p.Memory = p.kept(t, tx.Now)
	return tx.planOn(t, p, 0)
}

// rethink is replan for other reasons than a change of the task: what waits is
// looked at anew, for its person may be back, and what was to come today comes,
// also when the person has just chosen an hour that has passed.
func (tx *Tx) rethink(t Task) error {
	p, err := tx.plan(t.ref())
	if err != nil {
		return err
	}
	if t.Done || tx.store.planner == nil {
		return tx.replan(t)
	}
	for _, old := range p.Next {
		if !old.At.After(old.Slot) {
			continue
		}
		if err := tx.unqueue(old); err != nil {
			return err
		}
		old.At = tx.Now
		if err := tx.setNext(t.ref(), &p, old); err != nil {
			return err
		}
	}
	today := DayOf(tx.Now)
	if p.Owner != t.Owner {
		today = 0 // another one's day
	}
	p.Memory = p.kept(t, tx.Now)
	return tx.planOn(t, p, today)
}

// kept is the memory that still holds for a task: another due day begins anew,
// and what the clock now says is still to come hasn't been.
func (p plan) kept(t Task, now time.Time) Memory {
	m, today := p.Memory, DayOf(now)
	if m.Since.IsZero() || m.Due != t.Due || m.Owner != t.Owner || max(m.Since, m.LateOn, m.RaisedOn) > today+1 {
		m = Memory{Due: t.Due, Owner: t.Owner, Since: today, Last: m.Last}
	}
	last := map[string]time.Time{}
	for stream, at := range m.Last {
		// An hour back is a clock put right; a day, one that had been wrong.
		if at.Before(now.Add(25 * time.Hour)) {
			last[stream] = at
		}
	}
	m.Last = last
	return m
}

// planOn asks for the next reminders after p's and keeps them. What was planned
// for a day on which its stream would now have none stays.
func (tx *Tx) planOn(t Task, p plan, day Day) error {
	next, err := tx.store.planner.Plan(t, p.Memory, tx.Settings, tx.Now)
	if err != nil {
		return fmt.Errorf("plan %s: %w", t.ref(), err)
	}
	for _, old := range p.Next {
		if err := tx.unqueue(old); err != nil {
			return err
		}
		fallen := !old.Slot.After(tx.Now) || DayOf(old.Slot) == day && !comesOn(day, old.Stream, next)
		if fallen && (old.Due.IsZero() || old.Due == t.Due) {
			next = fallenDue(next, old, t)
		}
	}
	for _, r := range next {
		if err := tx.queue(r); err != nil {
			return err
		}
	}
	p.Next = next
	return tx.putPlan(t.ref(), p)
}

func comesOn(day Day, stream string, next []Reminder) bool {
	return slices.ContainsFunc(next, func(r Reminder) bool { return r.Stream == stream && DayOf(r.Slot) == day })
}

// fallenDue puts a reminder that is yet to be taken up in its stream's place,
// if the rule that it came from still stands.
func fallenDue(next []Reminder, old Reminder, t Task) []Reminder {
	if !t.Asks(old) {
		return next
	}
	i := slices.IndexFunc(next, func(r Reminder) bool { return r.Stream == old.Stream })
	if i < 0 {
		return append(next, old)
	}
	next[i] = old
	return next
}

// Asks tells whether the rule that a planned reminder came from still stands.
func (t Task) Asks(r Reminder) bool { return slices.Contains(t.rulesOf(r.Stream), r.Rule) }

// rulesOf are the rules by which a stream of the task comes now.
func (t Task) rulesOf(stream string) []string {
	switch {
	case stream == StreamTask:
		return []string{t.RuleFor(t.Owner).When}
	case stream == StreamRepeat:
		return []string{t.Repeat}
	case strings.HasPrefix(stream, StreamOwn):
		return []string{t.RuleFor(strings.TrimPrefix(stream, StreamOwn)).When}
	}
	return t.RuleFor(strings.TrimPrefix(stream, StreamOnce)).Once
}

// restPlan ends the plan of a task that is done. How often it was reminded of
// when it was late stays, for whoever takes it up again.
func (tx *Tx) restPlan(r Ref, p plan) error {
	if p.Late == 0 && p.Raised == 0 {
		return tx.unplan(r, p)
	}
	for _, old := range p.Next {
		if err := tx.unqueue(old); err != nil {
			return err
		}
	}
	p.Next = nil
	return tx.putPlan(r, p)
}

func (tx *Tx) unplan(r Ref, p plan) error {
	for _, old := range p.Next {
		if err := tx.unqueue(old); err != nil {
			return err
		}
	}
	return tx.w.aside().Delete([]byte(prePlan + r.key()))
}

// Fire marks a planned reminder as come, as far as the plan goes, plans the
// next, and gives the task with what has been of it. It is false when the
// reminder is no longer to come as it was decided on: the task isn't at that
// revision any more, or somebody else was faster.
func (tx *Tx) Fire(r Reminder, rev uint64) (Task, Memory, bool, error) {
	t, ok, err := load[Task](tx, r.Task)
	if err != nil || !ok || t.Rev != rev {
		return t, Memory{}, false, err
	}
	if ok, err := tx.pending(r); err != nil || !ok {
		return t, Memory{}, false, err
	}
	p, err := tx.plan(r.Task)
	if err != nil {
		return t, Memory{}, false, err
	}
	if i := slices.IndexFunc(p.Next, func(n Reminder) bool { return n.Stream == r.Stream }); i >= 0 {
		p.Next = slices.Delete(p.Next, i, i+1)
	}
	if err := tx.unqueue(r); err != nil {
		return t, Memory{}, false, err
	}
	p.Memory = p.kept(t, tx.Now)
	if p.Last[r.Stream].Before(r.Slot) {
		p.Last[r.Stream] = r.Slot
	}
	today := DayOf(tx.Now)
	switch {
	case r.What == Raise:
		p.Raised, p.RaisedOn = r.N, today
	case r.Stream == StreamTask && t.Late(today):
		p.Late, p.LateOn = p.Late+1, today
	}
	return t, p.Memory, true, tx.planOn(t, p, 0)
}

// Delay has a reminder wait. It is false when the reminder is no longer to come.
func (tx *Tx) Delay(r Reminder, to time.Time) (bool, error) {
	ok, err := tx.pending(r)
	if err != nil || !ok {
		return false, err
	}
	if err := tx.unqueue(r); err != nil {
		return false, err
	}
	later := r
	if later.At = to; !r.Planned() {
		later.Title = "" // what may be erased meanwhile isn't kept for long
	}
	if err := tx.hold(later); err != nil {
		return false, err
	}
	if r.Stream == streamHouse {
		return true, tx.keepOverview(later)
	}
	if !r.Planned() {
		return true, nil
	}
	p, err := tx.plan(r.Task)
	if err != nil {
		return false, err
	}
	return true, tx.setNext(r.Task, &p, later)
}

// setNext puts a reminder in its stream's place in the plan.
func (tx *Tx) setNext(r Ref, p *plan, next Reminder) error {
	if i := slices.IndexFunc(p.Next, func(n Reminder) bool { return n.Stream == next.Stream }); i >= 0 {
		p.Next[i] = next
	}
	return tx.putPlan(r, *p)
}

func (tx *Tx) putPlan(r Ref, p plan) error {
	raw, err := encode(p)
	if err != nil {
		return fmt.Errorf("encode plan of %s: %w", r, err)
	}
	return tx.w.aside().Put([]byte(prePlan+r.key()), raw)
}

// Drop takes away a reminder that is nobody's plan: a notice, an overview.
func (tx *Tx) Drop(r Reminder) (bool, error) {
	ok, err := tx.pending(r)
	if err != nil || !ok {
		return false, err
	}
	return true, tx.unqueue(r)
}
