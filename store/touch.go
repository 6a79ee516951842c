package store

import (
	"slices"
)

// touch is a task before and after a transaction; nil where it isn't there.
type touch struct{ before, after *Task }

// touched notes that a record was written; old or next is nil where there is none.
func (tx *Tx) touched(r Ref, old, next entity) {
	if r.Kind != KindTask {
		return
	}
	i := slices.IndexFunc(tx.tasks, func(t touch) bool { return t.ref() == r })
	if i < 0 {
		i = len(tx.tasks)
		tx.tasks = append(tx.tasks, touch{before: asTask(old)})
	}
	tx.tasks[i].after = asTask(next)
	if tx.tasks[i].ref().IsZero() { // made and gone within the transaction
		tx.tasks = slices.Delete(tx.tasks, i, i+1)
	}
}

func asTask(e entity) *Task {
	if t, ok := e.(Task); ok {
		return &t
	}
	return nil
}

func (c touch) ref() Ref {
	switch {
	case c.after != nil:
		return c.after.ref()
	case c.before != nil:
		return c.before.ref()
	}
	return Ref{}
}

// settle brings all that hangs on the transaction's tasks up to them: what
// they are to be reminded of, the messages that show them, and word to those
// whose tasks somebody else changed.
func (tx *Tx) settle() error {
	for _, c := range tx.tasks {
		if err := tx.settleOne(c); err != nil {
			return err
		}
	}
	return nil
}

func (tx *Tx) settleOne(c touch) error {
	var err error
	switch {
	case c.after == nil:
		var p plan
		p, err = tx.plan(c.ref())
		err = firstError(err, func() error { return tx.unplan(c.ref(), p) })
	case c.before != nil && c.before.Owner != c.after.Owner:
		err = tx.rethink(*c.after) // what waits for one who is away needn't for another
	default:
		err = tx.replan(*c.after)
	}
	if err != nil {
		return err
	}
	if err := tx.redraw(c); err != nil {
		return err
	}
	if tx.silent || tx.by.Person == "" || tx.store.planner == nil || slices.Contains(tx.series, c.ref()) {
		return nil
	}
	return tx.notify(c)
}

// notify queues word for those whom the change concerns, and who didn't make it.
func (tx *Tx) notify(c touch) error {
	was, is := c.before.people(), c.after.people()
	for _, person := range append(slices.Clone(is), missing(was, is)...) {
		if person == tx.by.Person {
			continue
		}
		if what := c.told(person, slices.Contains(was, person), slices.Contains(is, person)); what != "" {
			if err := tx.notice(c, person, what); err != nil {
				return err
			}
		}
	}
	return nil
}

// people are those who have an open task to do, or had when it was closed.
func (t *Task) people() []string {
	if t == nil {
		return nil
	}
	return t.People()
}

func missing(all, from []string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(s string) bool { return slices.Contains(from, s) })
}

// told is what somebody learns who had the task before, has it now, or both.
func (c touch) told(person string, had, has bool) string {
	switch {
	case !had && c.after.Done, c.after == nil && c.before.Done:
		return ""
	case !had && c.after.Owner != person:
		return Joined
	case !had, has && c.after.Owner == person && c.before.Owner != person && !c.after.Done:
		return Given
	case c.after == nil:
		return Gone
	case !has:
		return Taken
	case !c.before.Done && c.after.Done:
		return Closed
	case c.before.Done && !c.after.Done:
		return Opened
	case c.before.Due != c.after.Due, c.before.Clock != c.after.Clock:
		return Put
	}
	return ""
}

func (tx *Tx) notice(c touch, person, what string) error {
	t := c.after
	if t == nil {
		t = c.before
	}
	r := Reminder{What: what, Task: t.ref(), By: tx.by.Person, Due: t.Due}
	switch what {
	case Put:
		r.From, r.FromClock = c.before.Due, c.before.Clock
	case Taken, Gone: // they may not be let read it any more
		r.Title = c.before.Title
	}
	return tx.Tell(person, r)
}
