package remind

import (
	"time"

	"utblick/handlers/when"
	"utblick/store"
)

// Nobody is reminded outside these hours, nor on a day that isn't a working
// day of theirs.
const (
	morning when.Clock = 7 * 60
	evening when.Clock = 18 * 60
)

// UsualHour is when reminders come to those who chose no hour.
const UsualHour when.Clock = 9 * 60

// Hours tells whether a person may choose that time of day for reminders.
func Hours(c when.Clock) bool { return c >= morning && c < evening }

// HourOf is when a person's reminders come.
func HourOf(s store.Settings) when.Clock {
	t, err := time.Parse("15:04", s.Hour)
	if c := when.Clock(t.Hour()*60 + t.Minute()); err == nil && Hours(c) {
		return c
	}
	return UsualHour
}

func (p Planner) at(day store.Day, c when.Clock) time.Time {
	return day.At(int(c)/60, int(c)%60, p.Zone)
}

// slot is when a person's reminders come on a day.
func (p Planner) slot(s store.Settings, day store.Day) time.Time { return p.at(day, HourOf(s)) }

// Working tells whether the day is a working day of the person's; of no one in
// particular with the zero Settings.
func (p Planner) Working(s store.Settings, day store.Day) bool {
	return p.Calendar.Working(day) && s.WorksOn(day.Weekday())
}

// workdayFrom is the day itself or the first working day from it on, in steps
// of 1 or -1. Should a house be closed for years, it gives up.
func (p Planner) workdayFrom(s store.Settings, day, step store.Day) store.Day {
	from := day
	for ; !p.Working(s, day); day += step {
		if day-from > 400 || from-day > 400 {
			return from
		}
	}
	return day
}

// workdays is the n-th working day after day.
func (p Planner) workdays(s store.Settings, day store.Day, n int) store.Day {
	for ; n > 0; n-- {
		day = p.workdayFrom(s, day+1, 1)
	}
	return day
}

// slotAfter is the person's slot on that day, or the first one after a time.
func (p Planner) slotAfter(s store.Settings, day store.Day, after time.Time) time.Time {
	day = max(day, store.DayOf(after.In(p.Zone)))
	slot := p.slot(s, p.workdayFrom(s, day, 1))
	for !slot.After(after) {
		day = p.workdayFrom(s, day+1, 1)
		slot = p.slot(s, day)
	}
	return slot
}

// Open tells whether somebody may be reminded at that time.
func (p Planner) Open(s store.Settings, at time.Time) bool {
	at = at.In(p.Zone)
	c := when.Clock(at.Hour()*60 + at.Minute())
	return Hours(c) && p.Working(s, store.DayOf(at))
}

// A substitute gives the settings of a deputy; false when they may not stand in.
type substitute func(deputy string) (store.Settings, bool, error)

// reach tells who gets what is due for a person from a time on, and when: they
// themselves, or while they are away a deputy, whoever is in first.
func (p Planner) reach(s store.Settings, from time.Time, deputy substitute) (who string, at time.Time, err error) {
	first := store.DayOf(from.In(p.Zone))
	for day := first; day-first < maxAway; day++ {
		if _, away := s.Away(day); !away {
			if at, ok := p.onDay(s, day, from); ok {
				return s.Person, at, nil
			}
			continue
		}
		for _, a := range s.Absences {
			if a.Deputy == "" || day < a.From || a.To < day {
				continue
			}
			ds, may, err := deputy(a.Deputy)
			if err != nil {
				return "", at, err
			}
			if _, away := ds.Away(day); !may || away {
				continue
			}
			if at, ok := p.onDay(ds, day, from); ok {
				return a.Deputy, at, nil
			}
		}
	}
	return s.Person, p.slotAfter(s, first+maxAway, from), nil
}

// maxAway is how many days ahead somebody is sought who is in.
const maxAway = 4000

// onDay is when somebody may be reminded on a day, from a time on.
func (p Planner) onDay(s store.Settings, day store.Day, from time.Time) (time.Time, bool) {
	switch slot := p.slot(s, day); {
	case !p.Working(s, day):
		return from, false
	case day == store.DayOf(from.In(p.Zone)) && p.Open(s, from):
		return from, true
	default:
		return slot, slot.After(from)
	}
}

// back is the person's first slot after an absence that they are in, and the
// absence's last day; absences that follow on each other are one.
func (p Planner) back(s store.Settings, at time.Time) (time.Time, store.Day) {
	day := store.DayOf(at.In(p.Zone))
	var until store.Day
	for {
		a, away := s.Away(day)
		if !away && p.Working(s, day) {
			return p.slotAfter(s, day, at), until
		}
		if away && a.To >= day {
			until, day = a.To, a.To+1
			continue
		}
		day++
		if day-store.DayOf(at) > maxAway {
			return p.slotAfter(s, day, at), until
		}
	}
}
