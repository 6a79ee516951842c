package when

import (
	"time"

	"utblick/store"
)

// build makes a rule of what has been read. The reason is Unknown while
// something is missing, or when the parts don't go together.
func (p *parser) build(q parts) (Rule, Reason) {
	if q.reason != 0 {
		return Rule{}, q.reason
	}
	if q.pending || q.every == 0 && !q.many {
		return Rule{}, Unknown
	}
	q.every = q.interval()
	r := Rule{clock: int16(q.clock + 1)}
	reason := q.tooFar()
	if reason == 0 {
		reason = q.fill(&r)
	}
	if reason != 0 {
		return Rule{}, reason
	}
	r, left := p.ended(p.anchored(r, q), q.until)
	switch {
	case !left:
		return Rule{}, Never
	case !r.valid():
		return Rule{}, Unknown
	}
	return r, 0
}

// interval is every, where only "måndagar" was said 1.
func (q *parts) interval() int {
	if q.every == 0 && q.many {
		return 1
	}
	return q.every
}

// tooFar refuses intervals of none, and of more than ten years.
func (q *parts) tooFar() Reason {
	most := [...]int{
		0: 52 * farthest, inDays: 365 * farthest, inWorkdays: 250 * farthest, inWeeks: 52 * farthest,
		inMonths: 12 * farthest, inQuarters: 4 * farthest, inHalfYears: 2 * farthest, inYears: farthest, inTertials: 3 * farthest,
	}[q.unit]
	switch {
	case q.every < 1:
		return Impossible
	case q.every > most && q.unit != inFortnights:
		return Absurd
	}
	return 0
}

// fill puts what was read into r.
func (q *parts) fill(r *Rule) Reason {
	r.every = int16(q.every)
	if q.unit == 0 && q.days == 0 && (q.nth != 0 || q.date != 0) {
		q.unit = inMonths
		if q.month != 0 {
			q.unit = inYears
		}
	}
	if q.edge != 0 {
		return q.fillEdge(r)
	}
	switch q.unit {
	case 0, inWeeks:
		return q.fillWeeks(r)
	case inDays, inWorkdays:
		r.how, r.work = daily, q.unit == inWorkdays
		if q.days != 0 || q.nth != 0 || q.date != 0 || q.month != 0 || r.work && q.every > 1 {
			return Unknown
		}
		return 0
	case inYears:
		return q.fillYears(r)
	}
	return q.fillMonths(r, spanMonths(q.unit))
}

// spanMonths is how many months a unit has.
func spanMonths(unit int) int {
	return [...]int{inMonths: 1, inQuarters: 3, inHalfYears: 6, inYears: 12, inTertials: 4}[unit]
}

// fillWeeks fills in a rule of weeks; one without a day gets today's weekday
// from anchored.
func (q *parts) fillWeeks(r *Rule) Reason {
	r.how, r.days = weekly, q.days
	switch {
	case q.date != 0 || q.month != 0:
		return Unknown
	case q.nth != 0 && q.kind == anyDay && (q.nth == last || q.nth <= 7):
		r.days = r.days.with((q.nth + 7) % 8) // the last is Sunday
		if q.nth > 0 {
			r.days = weekdaySet(0).with(q.nth)
		}
	case q.nth != 0:
		return Unknown
	}
	return 0
}

// fillMonths fills in a rule of months, or of spans of so many of them.
func (q *parts) fillMonths(r *Rule, span int) Reason {
	r.how = monthly
	if q.month != 0 || q.days != 0 || span > 1 && q.date > 1 {
		return Unknown
	}
	if span > 1 && q.nth == 0 && q.date == 0 {
		q.nth, q.kind = 1, workday // "varje kvartal" is for work: its first working day
	}
	if reason := q.fillDay(r); reason != 0 {
		return reason
	}
	if span > 1 {
		k := 1
		if q.nth == last || r.date == last {
			k = span
		}
		r.months = monthOf(span, k)
	}
	return 0
}

// fillYears fills in a rule of years. Without a month a weekday or working day
// is the year's first or last.
func (q *parts) fillYears(r *Rule) Reason {
	r.how = yearly
	if q.days != 0 || q.month == 0 && q.date > 1 {
		return Unknown
	}
	if q.month != 0 && q.nth == 0 && q.date == 0 {
		q.date = 1 // "varje januari"
	}
	if q.month == 0 && (q.nth != 0 || q.date != 0) {
		q.month = 1
		if q.nth == last || q.date == last {
			q.month = 12
		}
	}
	if q.month == 0 {
		return 0
	}
	r.months = 1 << q.month
	return q.fillDay(r)
}

// fillDay fills in the day of a month, if there is one. What no month has is
// Never.
func (q *parts) fillDay(r *Rule) Reason {
	switch {
	case q.nth == 0:
		r.date = int8(q.date)
	case q.kind == anyDay:
		r.date = int8(min(q.nth, 32))
	case q.kind == workday:
		r.work, r.nth = true, int8(min(q.nth, maxWorkdays+1))
		if q.nth > maxWorkdays {
			return Never
		}
	default:
		r.nth, r.days = int8(min(q.nth, 6)), weekdaySet(0).with(q.kind)
		if q.nth > 5 {
			return Never
		}
	}
	switch {
	case r.date > 31:
		return Impossible
	case r.date > 0 && r.how == yearly && !r.dateExists():
		return Never
	}
	return 0
}

// fillEdge fills in the beginning, middle or end of a month, a quarter … as
// edgeDay has it; of a week Monday, Wednesday or Friday.
func (q *parts) fillEdge(r *Rule) Reason {
	if q.nth != 0 || q.date != 0 || q.days != 0 {
		return Unknown
	}
	date := [4]int8{0, 1, 15, last}[q.edge]
	switch span := 0; {
	case q.unit == inWeeks:
		r.how, r.days = weekly, weekdaySet(0).with(2*q.edge-1)
	case q.month != 0:
		r.how, r.months, r.date = yearly, 1<<q.month, date
	case q.unit == inYears:
		r.how, r.months, r.date = yearly, 1<<[4]int{0, 1, 6, 12}[q.edge], [4]int8{0, 1, 30, last}[q.edge]
	case q.unit == inMonths:
		r.how, r.date = monthly, date
	case q.unit > inMonths:
		span = spanMonths(q.unit)
		r.how, r.months, r.date = monthly, monthOf(span, [4]int{0, 1, 2, span}[q.edge]), date
	default:
		return Unknown
	}
	return 0
}

// anchored gives r what depends on today: the day of a rule that names none,
// and the day that its intervals are counted from, the first one from today on.
func (p *parser) anchored(r Rule, q parts) Rule {
	from := q.start
	if from.IsZero() {
		from = p.today
	}
	r = r.onDayOf(from)
	if r.every == 1 && q.start.IsZero() {
		return r
	}
	each := r
	each.every = 1
	r.start, _ = each.Next(from-1, 0, p.cal)
	if r.every == 1 && r.start <= r.first(p.today, p.cal) {
		r.start = 0 // it would begin then anyway
		return r
	}
	for q.start.IsZero() && r.date == 29 && r.how == yearly && r.every%4 == 0 && !r.leapDay() {
		r.start, _ = each.Next(r.start, 0, p.cal) // "vart fjärde år 29 februari"
	}
	r.start = r.begin(r.start, from)
	if r.every > 1 && r.how == monthly && r.months != 0 {
		span, _, _ := spanOf(r.months)
		r.every, r.months = r.every*int16(span), 0
	}
	if next, ok := r.Next(p.today-1, 0, p.cal); ok && r.start < p.today {
		r.start = r.begin(next, p.today) // "från december" said in December
	}
	return r
}

// onDayOf gives a rule that names no day that of d: its weekday, its date.
func (r Rule) onDayOf(d store.Day) Rule {
	_, m, date := d.Date()
	switch {
	case r.how == weekly && r.days == 0:
		r.days = r.days.with(isoWeekday(d))
	case r.how == monthly && r.date == 0 && r.nth == 0:
		r.date = int8(date)
	case r.how == yearly && r.date == 0 && r.nth == 0:
		r.months, r.date = 1<<m, int8(date)
	}
	return r
}

// begin is where a rule with its first day d starts, not before from. A
// working day may move when the house closes others, its month doesn't.
func (r Rule) begin(d, from store.Day) store.Day {
	if !r.work || r.every == 1 {
		return d
	}
	y, m, _ := d.Date()
	return max(from, store.NewDay(y, m, 1))
}

// first is the day that a rule like r would begin with if it were said on
// today, which text needn't tell.
func (r Rule) first(today store.Day, cal *Calendar) store.Day {
	r.every, r.start, r.until = 1, 0, 0
	d, _ := r.Next(today-1, 0, cal)
	return d
}

// leapDay tells whether r begins on 29 February, or isn't of February at all.
func (r Rule) leapDay() bool {
	_, _, d := r.start.Date()
	return d == 29
}

// month is the one month of a yearly rule.
func (r Rule) month() time.Month { return time.Month(r.months.list()[0]) }
