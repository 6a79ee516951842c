package when

import (
	"time"

	"github.com/teambition/rrule-go"

	"utblick/store"
)

// nextNominal is Next for what RFC 5545 can say. It is asked from the last
// beginning of a turn that is in phase, not from the rule's first day: rrule-go
// counts up from there, and a rule may be years old.
func (r Rule) nextNominal(after store.Day) (store.Day, bool) {
	y, m, d := after.Date()
	o := rrule.ROption{
		Freq:     [...]rrule.Frequency{daily: rrule.DAILY, weekly: rrule.WEEKLY, monthly: rrule.MONTHLY, yearly: rrule.YEARLY}[r.how],
		Interval: int(r.every),
		Dtstart:  midnight(r.turn(after)),
		Until:    time.Date(y+r.reach(), m, d, 0, 0, 0, 0, time.UTC),
		Bymonth:  r.months.list(),
	}
	r.byDay(&o)
	rule, err := rrule.NewRRule(o)
	if err != nil {
		return 0, false // valid leaves nothing that it could refuse
	}
	next := rule.After(midnight(after), false)
	return store.DayOf(next), !next.IsZero()
}

// reach is how many years ahead its next day is looked for. A fifth Sunday in
// February comes every 28 years, and after 40 where a year 2100 is between; with
// an interval so many turns are looked at.
func (r Rule) reach() int {
	if r.how == yearly {
		return 41 * int(r.every)
	}
	return horizon
}

// midnight of d in UTC, where no clock is ever changed.
func midnight(d store.Day) time.Time { return d.At(0, 0, time.UTC) }

// byDay fills in which days of a turn count. The 29th to 31st are the last
// day of a month that has no such day, so that no month is left out.
func (r Rule) byDay(o *rrule.ROption) {
	weekdays := [...]rrule.Weekday{rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA, rrule.SU}
	for _, wd := range r.days.list() {
		day := weekdays[wd-1]
		if r.nth != 0 {
			day = day.Nth(int(r.nth))
		}
		o.Byweekday = append(o.Byweekday, day)
	}
	if r.date == 0 {
		return
	}
	o.Bymonthday = []int{int(r.date)}
	if d := r.clipped(); d != nil {
		o.Bymonthday, o.Bysetpos = d, []int{last}
	}
}

// clipped is the dates of which the last one in a month is meant, for a date
// that isn't in every such month.
func (r Rule) clipped() []int {
	if r.date <= 28 || r.how == yearly && !r.months.has(time.February) {
		return nil
	}
	var dates []int
	for d := 28; d <= int(r.date); d++ {
		dates = append(dates, d)
	}
	return dates
}

// turn is the first day of the turn that d is in, or of the last one before it
// that is in phase: a day, a week, a month or a year.
func (r Rule) turn(d store.Day) store.Day {
	from := r.start
	if from.IsZero() {
		from = d
	}
	n := int(r.every)
	y, m, _ := from.Date()
	ny, nm, _ := d.Date()
	switch r.how {
	case daily:
		return from + (d-from)/store.Day(n)*store.Day(n)
	case weekly:
		from = monday(from)
		return from + (d-from)/store.Day(7*n)*store.Day(7*n)
	case monthly:
		k := 12*(ny-y) + int(nm-m)
		return store.NewDay(y, m+time.Month(k/n*n), 1)
	}
	return store.NewDay(y+(ny-y)/n*n, time.January, 1)
}

// nextWorking is Next for rules of working days, which RFC 5545 knows nothing
// of: the calendar decides.
func (r Rule) nextWorking(after store.Day, cal *Calendar) (store.Day, bool) {
	if r.how == daily {
		return nextWorkday(after, cal)
	}
	n := int(r.every)
	if r.how == yearly {
		n *= 12
	}
	y, m, _ := r.turn(after).Date()
	if r.how == yearly {
		m = time.Month(r.months.list()[0])
	}
	for k := 0; k <= 12*horizon; k += n {
		fy, fm, _ := store.NewDay(y, m+time.Month(k), 1).Date()
		if r.months != 0 && !r.months.has(fm) {
			continue
		}
		if d, ok := cal.nth(int(r.nth), workday, fy, fm); ok && d > after {
			return d, true
		}
	}
	return 0, false
}

// nextWorkday is Calendar.Next for a house that may be closed for years.
func nextWorkday(after store.Day, cal *Calendar) (store.Day, bool) {
	for d := after + 1; d <= after+366*horizon; d++ {
		if cal.Working(d) {
			return d, true
		}
	}
	return 0, false
}

// nextBefore is Next for rules counted from a due day.
func (r Rule) nextBefore(after, due store.Day, cal *Calendar) (store.Day, bool) {
	if due.IsZero() || due < earliest || due > latest {
		return 0, false
	}
	var next store.Day
	found := false
	for _, b := range r.before {
		d, ok := b.from(due, cal)
		if ok && d > after && (!found || d < next) {
			next, found = d, true
		}
	}
	return next, found
}

// from is the day so long before due.
func (b distance) from(due store.Day, cal *Calendar) (store.Day, bool) {
	switch b.unit {
	case inDays:
		return due - store.Day(b.n), true
	case inWorkdays:
		return workdaysBefore(int(b.n), due, cal)
	case inWeeks:
		return due - store.Day(7*b.n), true
	case inMonths:
		return addMonths(due, -int(b.n)), true
	}
	return 0, false
}

// workdaysBefore is the n-th working day before due, looked for no farther
// than a rule reaches.
func workdaysBefore(n int, due store.Day, cal *Calendar) (store.Day, bool) {
	for d := due - 1; d >= due-366*horizon; d-- {
		if !cal.Working(d) {
			continue
		}
		if n--; n == 0 {
			return d, true
		}
	}
	return 0, false
}
