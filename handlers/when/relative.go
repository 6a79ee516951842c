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
	if minutes, j, ok := p.get(i, daypart); ok && j == next { // "i eftermiddag"
		s.part = Clock(minutes)
	}
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
	if s.first = 0; s.reason == 0 {
		s.day += store.Day(n)
	}
	if s.grade == called || s.grade == alone && s.reason == 0 {
		s.grade = plain
	}
	return s, ok
}
