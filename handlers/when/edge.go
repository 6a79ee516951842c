package when

import (
	"time"

	"utblick/store"
)

// edgeOfSpan reads i slutet av november, mitten av nästa vecka, end of the
// month, early March.
func edgeOfSpan(p *parser, i int, l lead) (span, bool) {
	e, j, ok := p.get(i, edge)
	of := j
	if ok {
		of = p.ofThe(j)
	} else if e, j, ok = p.get(i, edgeEarly); ok {
		of = p.skipMark(j, '-') // "mid-March"
	} else {
		return span{}, false
	}
	s, ok := p.edgeTarget(e, p.skip(of, theWord))
	if ok && s.grade == plain && p.is(i, edge) && of == j {
		s.grade = alone // "end March": in a sentence it could be anything
	}
	return s, ok
}

// edgeTarget reads what it is the beginning, middle or end of.
func (p *parser) edgeTarget(e, i int) (span, bool) {
	if m, j, ok := p.monthAt(i); ok {
		return p.edgeOfMonth(e, m, j), true
	}
	if n, j, ok := p.relative(i); ok {
		unit, next, ok := p.unit(j)
		return p.edgeOfUnit(e, n, unit, next), ok && unit != inWorkdays
	}
	if q, j, ok := p.quarterAt(i); ok {
		return p.edgeOfMonth(e, 3*q-3+e, j), true
	}
	if w, next, ok := p.weekAt(i); ok {
		return p.inWeek(w, next, func(mon store.Day) store.Day { return mon + store.Day(2*e-2) }), true
	}
	unit, next, ok := p.unit(i)
	if !ok || unit == inWorkdays || unit == inHalfYears {
		return span{}, false
	}
	return p.edgeOfUnit(e, 0, unit, next), true
}

// quarterAt reads Q1, kvartal 1.
func (p *parser) quarterAt(i int) (q, next int, ok bool) {
	_, j, ok := p.get(i, quarter)
	t := p.at(j)
	return t.num, j + 1, ok && t.kind == number && 1 <= t.num && t.num <= 4
}

// edgeOfMonth is the 1st, the 15th or the last day of month m.
func (p *parser) edgeOfMonth(e, m, i int) span {
	y, next, hasYear := p.year(i)
	day := func(y int) (store.Day, bool) { return edgeDay(e, y, time.Month(m)), true }
	s := span{next: next, dated: true, noYear: !hasYear}
	if hasYear {
		s.day, _ = day(min(max(y, 1), 9999))
		return s
	}
	s.day, _ = p.yearly(day)
	return s
}

func edgeDay(e, y int, m time.Month) store.Day {
	switch e {
	case 1:
		return store.NewDay(y, m, 1)
	case 2:
		return store.NewDay(y, m, 15)
	}
	return monthEnd(y, m)
}

// edgeOfUnit is the beginning, middle or end of this unit (n 0), the next (1)
// or the one before: of a week Monday, Wednesday, Friday. Where this unit's
// has been, a task means the next one's; but on a weekend the week ends on
// Sunday.
func (p *parser) edgeOfUnit(e, n, unit, next int) span {
	s := span{next: next}
	if unit == inDays || unit == inFortnights {
		s.day, _ = p.addUnits(n, unit)
		s.grade = framed
		return s
	}
	s.day = p.edgeDay(e, n, unit)
	if unit == inWeeks && n == 0 && e == 3 && s.day < p.today {
		s.day += 2
	}
	if p.kind == Due && n == 0 && s.day < p.today {
		s.day = p.edgeDay(e, 1, unit)
	}
	return s
}

func (p *parser) edgeDay(e, n, unit int) store.Day {
	y, m, _ := p.today.Date()
	switch unit {
	case inWeeks:
		return monday(p.today) + store.Day(7*n+2*e-2)
	case inMonths:
		return edgeDay(e, y, m+time.Month(n))
	case inQuarters:
		return edgeDay(e, y, (m-1)/3*3+time.Month(3*n+e))
	}
	return edgeDay(e, y+n, [4]time.Month{0, 1, 6, 12}[e])
}

// lastDay reads sista mars, sista dagen i månaden, första vardagen i december,
// last Friday of March, first Monday in the month.
func lastDay(p *parser, i int, _ lead) (span, bool) {
	if whole, j, ok := p.get(i, lastOf); ok {
		if whole == 1 {
			return p.edgeTarget(3, p.skip(j, theWord))
		}
		if m, k, ok := p.monthAt(p.ofThe(j)); ok {
			return p.edgeOfMonth(3, m, k), true
		}
	}
	n, j, ok := p.get(i, ordinal)
	if !ok || n > 5 {
		n = -1
		if _, j, ok = p.get(i, lastOf); !ok {
			if _, j, ok = p.get(i, lastWord); !ok {
				return span{}, false
			}
		}
	}
	wd, j, ok := p.dayKind(j)
	of := p.ofThe(j)
	if !ok || of == j {
		return span{}, false
	}
	return p.nthOf(n, wd, of)
}

// Kinds of day that a month has several of, beside the weekdays 1–7.
const (
	anyDay  = 0
	workday = 8
)

// dayKind reads dagen, vardagen, fredagen, Friday.
func (p *parser) dayKind(i int) (kind, next int, ok bool) {
	if wd, next, _, ok := p.weekdayAt(i); ok {
		return wd, next, true
	}
	switch unit, next, ok := p.unit(i); {
	case ok && unit == inDays:
		return anyDay, next, true
	case ok && unit == inWorkdays:
		return workday, next, true
	}
	return 0, i, false
}

// nthOf is the n-th (-1: last) day of a kind in the month or the quarter named
// at i, or in this or the next one ("i månaden", "i nästa kvartal").
func (p *parser) nthOf(n, kind, i int) (span, bool) {
	m, j, ok := p.monthAt(i)
	if !ok {
		m, j, ok = p.monthOfQuarter(n, i)
	}
	if ok {
		return p.nthOfMonth(n, kind, m, j), true
	}
	k, j, told := p.relative(i)
	unit, next, ok := p.unit(j)
	length := spanMonths(unit)
	if !ok || length == 0 || length > 1 && n > 4 { // a quarter has more Mondays than its first month
		return span{}, false
	}
	y, month, _ := p.today.Date()
	begin := (month-1)/time.Month(length)*time.Month(length) + 1
	if n < 0 {
		begin += time.Month(length - 1)
	}
	day := func(k int) (store.Day, bool) { return p.cal.nth(n, kind, y, begin+time.Month(k*length)) }
	s := span{next: next}
	if told {
		s.day, ok = day(k)
	} else {
		s.day, ok = p.pick(-3, 3, day)
	}
	return s, ok
}

// nthOfMonth is the n-th day of a kind in the month m, with the year at i if
// one stands there.
func (p *parser) nthOfMonth(n, kind, m, i int) span {
	y, next, hasYear := p.year(i)
	s := span{next: next, dated: true, noYear: !hasYear}
	ok := false
	if hasYear {
		s.day, ok = p.cal.nth(n, kind, min(max(y, 1), 9999), time.Month(m))
	} else {
		s.day, ok = p.yearly(func(y int) (store.Day, bool) { return p.cal.nth(n, kind, y, time.Month(m)) })
	}
	if !ok {
		s.reason = Impossible
	}
	return s
}

// monthOfQuarter is the month of Q1, kvartal 2 that has its n-th days: its
// first, or for the last ones its last.
func (p *parser) monthOfQuarter(n, i int) (m, next int, ok bool) {
	q, next, ok := p.quarterAt(i)
	if n < 0 {
		return 3 * q, next, ok
	}
	return 3*q - 2, next, ok
}

// nth is the n-th day of a kind in a month, or its last; not ok if it hasn't
// so many.
func (c *Calendar) nth(n, kind, y int, m time.Month) (store.Day, bool) {
	first, last := store.NewDay(y, m, 1), monthEnd(y, m)
	from, step := first, store.Day(1)
	if n < 0 {
		n, from, step = 1, last, -1
	}
	for d := from; d >= first && d <= last; d += step {
		if kind == anyDay || kind == workday && c.Working(d) || isoWeekday(d) == kind {
			n--
		}
		if n == 0 {
			return d, true
		}
	}
	return 0, false
}

// turnOf reads månadsskiftet, månadsskiftet nov/dec, årsskiftet: the last day
// of what ends.
func turnOf(p *parser, i int, _ lead) (span, bool) {
	unit, j, ok := p.get(i, turn)
	if !ok {
		return span{}, false
	}
	m, k, named := p.monthAt(j)
	if !named || unit != inMonths {
		return p.edgeOfUnit(3, 0, unit, j), true
	}
	if p.isMark(k, '/') || p.isMark(k, '-') {
		if _, after, ok := p.monthAt(k + 1); ok {
			k = after
		}
	}
	return p.edgeOfMonth(3, m, k), true
}
