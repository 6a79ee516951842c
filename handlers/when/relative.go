package when

import "utblick/store"

// dayWords reads imorgon, i förrgår, day after tomorrow. "idag" also opens
// many a sentence of a note, so it needs a frame.
func dayWords(p *parser, i int, _ lead) (span, bool) {
	n, next, ok := p.get(i, dayWord)
	if !ok {
		if unit, next, ok := p.get(i, edgeOf); ok {
			return p.endOf(unit, next)
		}
		return span{}, false
	}
	s := span{next: next, day: p.today + store.Day(n)}
	if n == 0 {
		s.grade = framed
	}
	return s, true
}

// endOf reads eom, and eod with the day it's of: by EOD Friday.
func (p *parser) endOf(unit, i int) (span, bool) {
	if unit == inDays && !p.inner {
		if s, ok := p.innerDay(i); ok {
			return s, true
		}
	}
	return p.edgeOfUnit(3, 0, unit, i), true
}

// innerDay reads a day that another one is told by; only once, so that
// "dagen före dagen före …" costs no more than its first words.
func (p *parser) innerDay(i int) (span, bool) {
	if p.inner {
		return span{}, false
	}
	p.inner = true
	s, ok := p.core(i)
	p.inner = false
	return s, ok
}

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
	s := span{next: next, day: p.weekAsDay(mon)}
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
		s.day = addMonths(first, n+1) - 1
		if n == 0 {
			s.grade = framed
		}
	case inYears:
		s.day, s.grade = addMonths(first, 12*(n+1))-1, alone
		s.reason = Ambiguous
		s.suggest = []store.Day{addMonths(first, 12*n), s.day}
	default:
		return s, false
	}
	if p.kind == Held && unit == inMonths && n < 0 {
		s.reason, s.grade = Ambiguous, alone
		s.suggest = []store.Day{addMonths(first, n), s.day}
	}
	return s, true
}

// amount reads två veckor, 10 dagar, ett par månader, half a year.
func (p *parser) amount(i int) (n, unit, next int, ok bool) {
	if n, next, ok := p.get(i, wholeSpan); ok {
		return n, inMonths, next, true
	}
	t := p.at(i)
	j := i + 1
	switch {
	case t.kind == number:
		n = t.num
		if t.digits > 8 {
			n = 1 << 30
		}
	default:
		if n, j, ok = p.get(i, amountWord); !ok {
			n, j, ok = p.get(i, numeral)
		}
		if !ok {
			return 0, 0, i, false
		}
	}
	if unit, next, ok = p.get(j, unitMany); !ok {
		unit, next, ok = p.get(j, unitOne)
	}
	if _, k, v := p.get(j, weekWord); !ok && v && t.kind == number {
		return n, inWeeks, p.skipMark(k, '.'), true // "om 2 v"
	}
	return n, unit, next, ok
}

// offset reads om två veckor, in 2 weeks, inom en månad, för två dagar sedan,
// en vecka från nu.
func offset(p *parser, i int, _ lead) (span, bool) {
	if _, j, ok := p.get(i, within); ok {
		s, ok := p.ahead(j)
		s.by, s.grade = true, plain
		return s, ok
	}
	if _, j, ok := p.get(i, inTime); ok {
		return p.ahead(j)
	}
	_, j, told := p.get(i, agoBefore)
	if s, ok := countedDay(p, i, lead{}); ok || !told {
		return s, ok
	}
	return p.countedBack(j, true)
}

// ahead is the day an amount of time from today.
func (p *parser) ahead(i int) (span, bool) {
	n, unit, next, ok := p.amount(i)
	if !ok {
		return span{}, false
	}
	s := p.counted(n, unit, next)
	if unit == inDays && n < 2 {
		s.grade = framed // "rapport om en dag i skolan"
	}
	if wd, j, ok := p.weekdayAfter(next); ok && unit == inWeeks && s.reason == 0 {
		s.next, s.day = j, monday(s.day)+store.Day(wd-1)
	}
	return s, true
}

func (p *parser) counted(n, unit, next int) span {
	day, ok := p.addUnits(n, unit)
	s := span{next: next, day: day}
	if !ok {
		s.day, s.reason = 0, Absurd
	}
	return s
}

// countedDay reads an amount of time with its direction after it: två dagar
// sedan, 2 weeks ago, a week from now.
func countedDay(p *parser, i int, _ lead) (span, bool) {
	if s, ok := p.countedBack(i, false); ok {
		return s, true
	}
	n, unit, j, ok := p.amount(i)
	if _, next, from := p.get(j, fromNow); ok && from {
		return p.counted(n, unit, next), true
	}
	return span{}, false
}

// countedBack reads två dagar sedan; told says that "för" stood before it.
func (p *parser) countedBack(i int, told bool) (span, bool) {
	n, unit, j, ok := p.amount(i)
	v, next, back := p.get(j, ago)
	if !ok || !back || v == 1 && !told {
		return span{}, false
	}
	s := p.counted(-n, unit, next)
	if unit >= inMonths {
		s.grade = called // a story, not a day
	}
	return s, true
}

// shiftedDay reads dagen före julafton, the day after Easter.
func shiftedDay(p *parser, i int, _ lead) (span, bool) {
	n, j, ok := p.get(i, dayShift)
	if !ok {
		return span{}, false
	}
	by := p.by
	p.by = 0 // "före" is spoken for
	s, ok := p.innerDay(j)
	p.by = by
	if s.reason == 0 {
		s.day += store.Day(n)
	}
	if s.grade == called || s.grade == alone && s.reason == 0 {
		s.grade = plain
	}
	return s, ok
}
