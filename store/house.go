package store

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"utblick/store/engine"
)

// House is what administrators chose for all.
type House struct {
	OverviewOff bool         `json:"overview_off,omitempty"`
	OverviewDay time.Weekday `json:"overview_day"`
	OverviewAt  string       `json:"overview_at"` // 08:30
}

// House is what was chosen, or the usual: Monday 08:30.
func (tx *Tx) House() (House, error) {
	h := House{OverviewDay: time.Monday, OverviewAt: "08:30"}
	raw, err := tx.get(keyHouse)
	if err != nil || raw == nil {
		return h, err
	}
	if err := json.Unmarshal(raw, &h); err != nil {
		return h, fmt.Errorf("decode house: %w", err)
	}
	return h, nil
}

// PutHouse saves what was chosen for all.
func (tx *Tx) PutHouse(h House) error {
	raw, err := encode(h)
	if err != nil {
		return fmt.Errorf("encode house: %w", err)
	}
	if _, err := tx.change(); err != nil {
		return err
	}
	tx.did = append(tx.did, Deed{Did: "settings"})
	if err := tx.PlanAgain(AgainHouse); err != nil {
		return err
	}
	return tx.put(keyHouse, raw)
}

// plannedOverview is the next overview as it was planned, if one is.
func (tx *Tx) plannedOverview() (r Reminder, err error) {
	raw, err := tx.get(keyOverview)
	if err != nil || raw == nil {
		return r, err
	}
	if err := json.Unmarshal(raw, &r); err != nil {
		return r, fmt.Errorf("decode overview: %w", err)
	}
	return r, nil
}

// PlanOverview sets when the next overview is due, in place of the one that
// was planned; the zero time takes it away. One that has fallen due and is yet
// to be taken up stays.
func (tx *Tx) PlanOverview(at time.Time) error {
	old, err := tx.plannedOverview()
	if err != nil {
		return err
	}
	waits, err := tx.pending(old)
	if err != nil || waits && !old.Slot.After(tx.Now) && old.At.Before(at) {
		return err
	}
	return tx.planOverview(old, at, old.Since)
}

// OverviewCame is PlanOverview for when one has come.
func (tx *Tx) OverviewCame(at time.Time) error {
	old, err := tx.plannedOverview()
	if err != nil {
		return err
	}
	return tx.planOverview(old, at, tx.Now)
}

func (tx *Tx) planOverview(old Reminder, at, since time.Time) error {
	if err := tx.unqueue(old); err != nil {
		return err
	}
	if at.IsZero() {
		return tx.w.aside().Delete([]byte(keyOverview))
	}
	next := Reminder{At: at, Slot: at, Stream: streamHouse, What: Overview, Since: since}
	if err := tx.keepOverview(next); err != nil {
		return err
	}
	return tx.queue(next)
}

func (tx *Tx) keepOverview(next Reminder) error {
	raw, err := encode(next)
	if err != nil {
		return fmt.Errorf("encode overview: %w", err)
	}
	return tx.w.aside().Put([]byte(keyOverview), raw)
}

// Whom is to be planned anew: a person's tasks, every task, the overview.
const (
	AgainAll   = "*"
	AgainHouse = "#"
)

// PlanAgain has someone's reminders planned anew by the scheduler, in parts:
// there may be more than a transaction takes.
func (tx *Tx) PlanAgain(whom string) error {
	tx.queued = true
	return tx.w.aside().Put([]byte(preAgain+whom), []byte{})
}

// Again is who is to be planned anew, "" for nobody.
func (tx *Tx) Again() (string, error) {
	key, err := tx.firstKey(preAgain)
	return strings.TrimPrefix(key, preAgain), err
}

// OverviewPlanned ends the planning of the overview anew.
func (tx *Tx) OverviewPlanned() error { return tx.w.aside().Delete([]byte(preAgain + AgainHouse)) }

// PlanPart plans the next part of whom's tasks anew.
func (tx *Tx) PlanPart(whom string, most int) error {
	key := preAgain + whom
	after, err := tx.get(key)
	if err != nil || after == nil {
		return err
	}
	family := prefix(preRecord + string(KindTask))
	if whom != AgainAll {
		return tx.planPerson(key, whom)
	}
	if len(after) > 0 {
		family.From = append(after, 0)
	}
	var last string
	var tasks []Task
	err = tx.Scan(family, func(k, raw []byte) error {
		if last = string(k); len(tasks) == most {
			return engine.ErrStop
		}
		var t Task
		if err := json.Unmarshal(raw, &t); err != nil {
			return fmt.Errorf("decode %s: %w", refOfKey(last[len(preRecord):]), err)
		}
		tasks = append(tasks, t)
		return nil
	})
	for _, t := range tasks {
		if err == nil {
			err = tx.rethink(t)
		}
	}
	if err != nil || len(tasks) < most {
		return firstError(err, func() error { return tx.w.aside().Delete([]byte(key)) })
	}
	return tx.w.aside().Put([]byte(key), []byte(recordKey(tasks[len(tasks)-1].ref())))
}

// maxPerson is how many tasks of one person are planned anew at once; nobody
// has as many.
const maxPerson = 2000

// planPerson plans anew what depends on a person's settings: their tasks, those
// of the people they stand in for, and what waits for them.
func (tx *Tx) planPerson(key, person string) error {
	people, err := tx.standsInFor(person)
	if err != nil {
		return err
	}
	for _, p := range append(people, person) {
		if err := tx.rethinkTasks(p); err != nil {
			return err
		}
	}
	if err := tx.NoticesNow(person, maxPerson); err != nil {
		return err
	}
	if err := tx.lookAnew(person); err != nil {
		return err
	}
	return tx.w.aside().Delete([]byte(key))
}

// standsInFor are those who named the person as their deputy.
func (tx *Tx) standsInFor(deputy string) (people []string, err error) {
	today := DayOf(tx.Now)
	err = tx.Scan(prefix(prePerson), func(k, raw []byte) error {
		var s Settings
		if err := json.Unmarshal(raw, &s); err != nil {
			return fmt.Errorf("decode settings: %w", err)
		}
		if slices.ContainsFunc(s.Absences, func(a Absence) bool { return a.Deputy == deputy && a.To >= today }) {
			people = append(people, string(k[len(prePerson):]))
		}
		return nil
	})
	return people, err
}

func (tx *Tx) rethinkTasks(person string) error {
	for _, index := range []string{"owner", "rule"} {
		refs, err := tx.byIndex(KindTask, indexValue(index, person))
		if err != nil {
			return err
		}
		for _, r := range refs[:min(len(refs), maxPerson)] {
			t, ok, err := load[Task](tx, r)
			if err != nil {
				return err
			}
			if ok {
				err = tx.rethink(t)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// PlannedBy is the mark that SetPlannedBy left: by which calendar and program
// the reminders were planned.
func (tx *Tx) PlannedBy() (string, error) {
	raw, err := tx.get(keyPlanned)
	return string(raw), err
}

// SetPlannedBy leaves that mark.
func (tx *Tx) SetPlannedBy(mark string) error {
	return tx.w.aside().Put([]byte(keyPlanned), []byte(mark))
}

// noteTime remembers the latest time that the clock has shown: one that shows
// an earlier one had been wrong, and it shall be known until that is mended.
func (tx *Tx) noteTime() error {
	latest, err := tx.LatestTime()
	if err != nil || !tx.Now.Truncate(time.Second).After(latest) {
		return err
	}
	return tx.w.aside().Put([]byte(keyLatest), []byte(timeKey(tx.Now)))
}

// LatestTime is the latest at which something was planned or sent, by the
// clock of then.
func (tx *Tx) LatestTime() (time.Time, error) {
	raw, err := tx.get(keyLatest)
	if err != nil || raw == nil {
		return time.Time{}, err
	}
	return time.Unix(int64(seqOf(raw)), 0), nil
}

// ForgetLatestTime is for a clock that had been wrong.
func (tx *Tx) ForgetLatestTime() error { return tx.w.aside().Delete([]byte(keyLatest)) }

// NextWork is when there is something to do for the scheduler, now or later;
// false when there is nothing at all.
func (tx *Tx) NextWork() (at time.Time, ok bool, err error) {
	if again, err := tx.firstKey(preAgain); err != nil || again != "" {
		return time.Unix(0, 0), true, err // long since
	}
	for _, family := range []string{preDue, preTry, preStale} {
		key, err := tx.firstKey(family)
		if err != nil {
			return at, false, err
		}
		if key == "" {
			continue
		}
		if t := timeOf(key, family); !ok || t.Before(at) {
			at, ok = t, true
		}
	}
	return at, ok, nil
}
