package store

import (
	"cmp"
	"slices"
	"time"

	"utblick/store/engine"
)

// TaskFilter says which tasks a list is of; empty fields don't count.
type TaskFilter struct {
	Owner   string // owner, or with them
	Point   string
	Meeting uint64
	Done    bool // the done ones, latest first; otherwise the open ones
	Late    Day  // only those due before this day
	From    Day  // only those due (done) on this day or later,
	To      Day  // and on this one or earlier
}

func (f TaskFilter) fits(t Task) bool {
	return t.Done == f.Done &&
		(f.Owner == "" || slices.Contains(t.People(), f.Owner)) &&
		(f.Point == "" || slices.Contains(t.Points, f.Point)) &&
		(f.Meeting == 0 || t.Meeting == f.Meeting) &&
		(f.Late == 0 || t.Late(f.Late)) &&
		(f.From == 0 || f.From <= t.day()) && (f.To == 0 || t.day() <= f.To)
}

// Tasks lists what fits and the viewer may see, in the order of their days
// (those without one last), from skip on, and tells whether there are more
// than limit.
func (tx *Tx) Tasks(f TaskFilter, v Viewer, skip, limit int) (page []Task, more bool, err error) {
	visit := func(r Ref) error {
		t, ok, err := load[Task](tx, r)
		if err != nil || !ok || !f.fits(t) || !t.VisibleTo(v) {
			return err
		}
		if skip > 0 {
			skip--
			return nil
		}
		if len(page) == limit {
			more = true
			return engine.ErrStop
		}
		page = append(page, t)
		return nil
	}
	switch {
	case f.Done:
		err = tx.inOrder(backwards(indexPrefix(KindTask, "done")), visit)
	case f.Owner != "" || f.Point != "" || f.Meeting > 0:
		err = tx.visitByDay(f, visit)
	default:
		all := prefix(indexPrefix(KindTask, "due"))
		if f.Late > 0 {
			all.To = []byte(indexPrefix(KindTask, "due") + f.Late.String())
		}
		if f.To > 0 {
			all.To = []byte(indexPrefix(KindTask, "due") + (f.To + 1).String())
		}
		if f.From > 0 {
			all.From = []byte(indexPrefix(KindTask, "due") + f.From.String())
		}
		err = tx.inOrder(all, visit)
	}
	return page, more, err
}

// visitByDay goes through a narrow index and visits in the order of due days.
func (tx *Tx) visitByDay(f TaskFilter, visit func(Ref) error) error {
	by := indexValue("owner", f.Owner)
	switch {
	case f.Meeting > 0:
		by = indexValue("meeting", Ref{KindMeeting, f.Meeting}.String())
	case f.Point != "":
		by = indexValue("point", f.Point)
	}
	refs, err := tx.byIndex(KindTask, by)
	if err != nil {
		return err
	}
	due := map[Ref]Day{}
	for _, r := range refs {
		t, _, err := load[Task](tx, r)
		if err != nil {
			return err
		}
		due[r] = t.sortDay()
	}
	slices.SortStableFunc(refs, func(a, b Ref) int { return cmp.Compare(due[a], due[b]) })
	for _, r := range refs {
		if err := visit(r); err != nil {
			if err == engine.ErrStop {
				return nil
			}
			return err
		}
	}
	return nil
}

// Counts are the tasks under a plan point that the viewer may see.
type Counts struct{ Open, Late, Done int }

// CountTasks counts the tasks under a plan point.
func (tx *Tx) CountTasks(point string, v Viewer) (Counts, error) {
	var n Counts
	refs, err := tx.byIndex(KindTask, indexValue("point", point))
	if err != nil {
		return n, err
	}
	for _, r := range refs {
		t, ok, err := load[Task](tx, r)
		if err != nil {
			return n, err
		}
		switch {
		case !ok || !t.VisibleTo(v):
		case t.Done:
			n.Done++
		case t.Late(DayOf(tx.Now)):
			n.Late++
			n.Open++
		default:
			n.Open++
		}
	}
	return n, nil
}

// DoneSince are the tasks that were done after that time, the latest day's
// first, at most as many as asked for.
func (tx *Tx) DoneSince(since time.Time, v Viewer, most int) ([]Task, error) {
	var list []Task
	days := backwards(indexPrefix(KindTask, "done"))
	days.From = []byte(indexPrefix(KindTask, "done") + DayOf(since.In(tx.Now.Location())).String())
	err := tx.inOrder(days, func(r Ref) error {
		t, ok, err := load[Task](tx, r)
		if err != nil || !ok || !t.DoneAt.After(since) || !t.VisibleTo(v) {
			return err
		}
		if list = append(list, t); len(list) == most {
			return engine.ErrStop
		}
		return nil
	})
	return list, err
}

// Quiet tells whether a plan point has no open task, and none done since a day.
func (tx *Tx) Quiet(point string, since Day) (bool, error) {
	refs, err := tx.byIndex(KindTask, indexValue("point", point))
	for _, r := range refs {
		t, ok, e := load[Task](tx, r)
		if e != nil {
			return false, e
		}
		if ok && (!t.Done || DayOf(t.DoneAt) >= since) {
			return false, nil
		}
	}
	return err == nil, err
}

// RemindedOf are the open tasks that a person owns, or has a rule of their own for.
func (tx *Tx) RemindedOf(person string, v Viewer) ([]Task, error) {
	var list []Task
	for _, index := range []string{"owner", "rule"} {
		refs, err := tx.byIndex(KindTask, indexValue(index, person))
		if err != nil {
			return nil, err
		}
		for _, r := range refs {
			t, ok, err := load[Task](tx, r)
			if err != nil {
				return nil, err
			}
			twice := slices.ContainsFunc(list, func(had Task) bool { return had.ID == t.ID })
			if ok && !twice && t.VisibleTo(v) {
				list = append(list, t)
			}
		}
	}
	return list, nil
}
