package store

import "slices"

// comeAfter makes the task that comes after t in its series, unless it is there
// already or none does.
func (tx *Tx) comeAfter(t *Task) error {
	if t.Repeat == "" || t.Next > 0 || tx.store.planner == nil {
		return nil
	}
	day, ok := tx.store.planner.Following(*t, DayOf(tx.Now))
	if !ok {
		return nil
	}
	next := Task{
		Title: t.Title, Owner: t.Owner, With: t.With, Due: day, Turn: day, Clock: t.Clock, Points: t.Points,
		Channel: t.Channel, Repeat: t.Repeat, Rules: lasting(t.Rules),
	}
	if err := tx.AddTask(&next); err != nil {
		return err
	}
	t.Next = next.ID
	tx.series = append(tx.series, next.ref())
	return nil
}

// lasting are the rules that hold for each task of a series.
func lasting(rules []Rule) []Rule {
	var kept []Rule
	for _, r := range rules {
		if r.Once = nil; r.When != "" {
			kept = append(kept, r)
		}
	}
	return slices.Clip(kept)
}

// ComeAgain makes the next task of a series because its time has come, though
// the last one isn't done. It is made in the name of whoever made the series.
func (tx *Tx) ComeAgain(r Reminder, rev uint64) (bool, error) {
	t, _, ok, err := tx.Fire(r, rev)
	if err != nil || !ok {
		return false, err
	}
	if t.Done || t.Next > 0 {
		return false, nil
	}
	tx.silent, tx.by.Person, tx.by.Aside = true, t.Made.By, true
	old := t
	if err := tx.comeAfter(&t); err != nil || t.Next == 0 {
		return false, err
	}
	t.Overtaken = true
	if t.Rev, err = tx.change(); err != nil {
		return false, err
	}
	return true, tx.write(old, t)
}

// hushFollower has nobody told that the next task of a series is gone with what
// it came from, as nobody was told that it came. after are the tasks as they
// are now, nil for one that is gone.
func (tx *Tx) hushFollower(before *Task, after map[Ref]*Task) {
	if before == nil {
		return
	}
	next := Ref{KindTask, before.Next}
	if gone, about := after[next]; about && gone == nil {
		tx.series = append(tx.series, next)
	}
}
