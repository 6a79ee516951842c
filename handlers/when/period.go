package when

import "utblick/store"

// relative reads nästa, denna, förra, last, as units from this one.
func (p *parser) relative(i int) (n, next int, ok bool) {
	for _, c := range [...]class{nextWord, thisWord, prevWord, lastWord} {
		if n, j, ok := p.get(i, c); ok {
			return n, j, true
		}
	}
	return 0, i, false
}

// unit reads vecka or veckan.
func (p *parser) unit(i int) (unit, next int, ok bool) {
	if unit, next, ok = p.get(i, unitOne); ok {
		return unit, next, true
	}
	return p.get(i, unitThe)
}

// relativeWeek reads nästa vecka, the week after next; it gives the Monday.
func (p *parser) relativeWeek(i int) (mon store.Day, next int, ok bool) {
	n, j, ok := p.relative(i)
	if ok {
		unit, next, ok := p.unit(j)
		return monday(p.today) + store.Day(7*n), next, ok && unit == inWeeks
	}
	n, next, ok = p.get(i, weekAhead)
	return monday(p.today) + store.Day(7*n), next, ok
}

// period reads nästa vecka, nästa fredag, förra månaden, next working day.
func period(p *parser, i int, l lead) (span, bool) {
	if unit, j, ok := p.get(i, unitThe); ok && unit == inWeeks && l.in {
		s := p.wholeWeek(monday(p.today), j)
		s.grade = formal // "två dagar i veckan"
		return s, true
	}
	if mon, j, ok := p.relativeWeek(i); ok {
		return p.wholeWeek(mon, j), true
	}
	if _, j, ok := p.get(i, coming); ok {
		return p.comingDay(j)
	}
	n, j, ok := p.relative(i)
	if !ok {
		return span{}, false
	}
	if wd, next, c, ok := p.weekdayAt(j); ok {
		return p.relativeWeekday(i, n, wd, next, c), true
	}
	unit, next, ok := p.unit(j)
	if !ok {
		return span{}, false
	}
	return p.relativeUnit(n, unit, next)
}

// wholeWeek is a week as a day, or the weekday named after it.
func (p *parser) wholeWeek(mon store.Day, next int) span {
	if wd, j, ok := p.weekdayAfter(next); ok {
		return span{next: j, day: mon + store.Day(wd-1)}
	}
	s := span{next: next, first: mon, day: p.weekAsDay(mon)}
	if mon == monday(p.today) {
		s.grade = framed
	}
	return s
}

// comingDay reads what kommande stood before: a weekday, a working day.
func (p *parser) comingDay(i int) (span, bool) {
	if wd, next, _, ok := p.weekdayAt(i); ok {
		return span{next: next, day: p.coming(wd)}, true
	}
	if unit, next, ok := p.unit(i); ok && unit == inWorkdays {
		return span{next: next, day: p.cal.Next(p.today)}, true
	}
	return span{}, false
}

// relativeWeekday is nästa fredag, of the next ISO week; denna fredag, the
// coming one, today included; förra fredagen, of the ISO week before; and the
// English "last Friday", the latest one.
func (p *parser) relativeWeekday(i, n, wd, next int, c class) span {
	s := span{next: next, day: monday(p.today) + store.Day(7*n+wd-1)}
	switch {
	case p.is(i, thisWord):
		s.day = p.coming(wd)
		if isoWeekday(p.today) == wd {
			s.day = p.today
		}
		if c == weekdayRisky {
			s.grade = called
		}
	case p.is(i, lastWord):
		s.day = p.recently(wd)
	}
	if n < 0 {
		s.suggest = []store.Day{p.coming(wd)}
	}
	return s
}

// relativeUnit is nästa vardag; nästa månad, its last day; and nästa år, which
// is no day at all.
func (p *parser) relativeUnit(n, unit, next int) (span, bool) {
	s := span{next: next}
	y, m, _ := p.today.Date()
	first := store.NewDay(y, 1, 1)
	switch unit {
	case inWorkdays:
		s.day, _ = p.addWorkdays(n)
		return s, n != 0
	case inMonths:
		first = store.NewDay(y, m, 1)
		s.first, s.day = addMonths(first, n), addMonths(first, n+1)-1
		if n == 0 {
			s.grade = framed
		}
	case inYears:
		s.first, s.day, s.grade = addMonths(first, 12*n), addMonths(first, 12*(n+1))-1, alone
		s.reason = Ambiguous
		s.suggest = []store.Day{s.first, s.day}
	default:
		return s, false
	}
	if p.kind == Held && unit == inMonths && n < 0 {
		s.reason, s.grade = Ambiguous, alone
		s.suggest = []store.Day{addMonths(first, n), s.day}
	}
	return s, true
}
