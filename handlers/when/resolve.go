package when

import (
	"time"

	"utblick/store"
)

// farthest is how many years away a day may be before it's asked about.
const farthest = 10

// pick chooses among the days that day gives for each k from lo to hi, in
// order (one a year, month or week): the next one for a task, the nearest for
// what was held. It fails when there is none.
func (p *parser) pick(lo, hi int, day func(k int) (store.Day, bool)) (store.Day, bool) {
	var back, ahead store.Day
	for k := lo; k <= hi; k++ {
		d, ok := day(k)
		switch {
		case !ok:
		case d < p.today:
			back = d
		case ahead == 0:
			ahead = d
		}
	}
	if p.kind == Due || back == 0 {
		return ahead, ahead != 0
	}
	return p.nearest(back, ahead), true
}

// nearest chooses for a day that was held: what people write down has mostly
// been, so a day up to twice as far back is nearer than one ahead.
func (p *parser) nearest(back, ahead store.Day) store.Day {
	if ahead == 0 || ahead != p.today && p.today-back <= 2*(ahead-p.today) {
		return back
	}
	return ahead
}

// yearly picks the day that day gives a year: of this one and those beside it,
// unless it isn't in them. Eight years hold a leap day, also around 2100.
func (p *parser) yearly(day func(year int) (store.Day, bool)) (store.Day, bool) {
	y, _, _ := p.today.Date()
	if d, ok := p.pick(y-1, y+1, day); ok {
		return d, true
	}
	return p.pick(y-8, y+8, day)
}

// monthly picks the day that day gives a month.
func (p *parser) monthly(day func(y int, m time.Month) (store.Day, bool)) (store.Day, bool) {
	y, m, _ := p.today.Date()
	return p.pick(-3, 3, func(k int) (store.Day, bool) {
		ky, km, _ := store.NewDay(y, m+time.Month(k), 1).Date()
		return day(ky, km)
	})
}

// isoWeekday is d's weekday, Monday 1 … Sunday 7 (ISO 8601).
func isoWeekday(d store.Day) int { return (int(d.Weekday())+6)%7 + 1 }

// monday of d's ISO week.
func monday(d store.Day) store.Day { return d - store.Day(isoWeekday(d)-1) }

// weekMonday is the Monday of ISO week w of year y: week 1 holds 4 January
// (ISO 8601).
func weekMonday(y, w int) store.Day {
	return monday(store.NewDay(y, time.January, 4)) + store.Day(7*(w-1))
}

// weeksIn is how many ISO weeks y has, 52 or 53: 28 December is in its last.
func weeksIn(y int) int {
	_, w := store.NewDay(y, time.December, 28).ISOWeek()
	return w
}

// coming is the next wd after today, a week later when that is today.
func (p *parser) coming(wd int) store.Day {
	return p.today + store.Day((wd-isoWeekday(p.today)+6)%7+1)
}

// recently is the latest wd before today.
func (p *parser) recently(wd int) store.Day {
	return p.today - store.Day((isoWeekday(p.today)-wd+6)%7+1)
}

// weekAsDay is the day meant by the week that begins on mon: its Friday, on
// its weekend the Sunday; for what was held this week, today.
func (p *parser) weekAsDay(mon store.Day) store.Day {
	within := mon <= p.today && p.today <= mon+6
	switch {
	case within && p.kind == Held:
		return p.today
	case within && p.today > mon+4:
		return mon + 6
	}
	return mon + 4
}

// addMonths is d n months on; where that month is shorter, its last day.
func addMonths(d store.Day, n int) store.Day {
	y, m, day := d.Date()
	return min(store.NewDay(y, m+time.Month(n), day), monthEnd(y, m+time.Month(n)))
}

func monthEnd(y int, m time.Month) store.Day { return store.NewDay(y, m+1, 1) - 1 }

// addUnits is the day n units after today, before it with a negative n; not ok
// when that is too far away to count.
func (p *parser) addUnits(n, unit int) (store.Day, bool) {
	if n > 9999 || n < -9999 {
		return 0, false
	}
	switch unit {
	case inDays:
		return p.today + store.Day(n), true
	case inWorkdays:
		return p.addWorkdays(n)
	case inWeeks:
		return p.today + store.Day(7*n), true
	case inFortnights:
		return p.today + store.Day(14*n), true
	case inMonths:
		return addMonths(p.today, n), true
	case inQuarters:
		return addMonths(p.today, 3*n), true
	case inHalfYears:
		return addMonths(p.today, 6*n), true
	}
	return addMonths(p.today, 12*n), true
}

func (p *parser) addWorkdays(n int) (store.Day, bool) {
	if n > 261*farthest || n < -261*farthest {
		return 0, false
	}
	d := p.today
	for ; n > 0; n-- {
		d = p.cal.Next(d)
	}
	for ; n < 0; n++ {
		d = p.cal.Previous(d)
	}
	return d, true
}

// judge refuses a reading's day that is too far away, or past for a task.
func (p *parser) judge(s span) span {
	if s.reason != 0 {
		return s
	}
	y, m, d := p.today.Date()
	switch {
	case s.day > store.NewDay(y+farthest, m, d) || s.day < store.NewDay(y-farthest, m, d):
		s.reason = Absurd
	case p.kind == Due && s.day < p.floor:
		s.reason = Past
		if s.dated && s.suggest == nil {
			s.suggest = p.again(s.day)
		}
	}
	return s
}

// again is the next day from the floor on with the same day and month as d.
func (p *parser) again(d store.Day) []store.Day {
	_, m, dd := d.Date()
	year, _, _ := p.floor.Date()
	for y := year; y <= year+8; y++ {
		if next := store.NewDay(y, m, dd); store.ValidDate(y, m, dd) && next >= p.floor {
			return []store.Day{next}
		}
	}
	return nil
}
