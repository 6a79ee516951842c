package when

// everyPart reads varje, varannan, var tredje, every other, and the unit after
// it; what else it may stand before is left to the other parts.
func everyPart(p *parser, q *parts, i int, _ bool) (int, bool) {
	n, j, ok := p.get(i, everyWord)
	if !ok || q.every != 0 {
		return i, false
	}
	if n == allOf {
		return p.allOf(q, j)
	}
	v, k, ordinal, counted := p.count(j)
	switch {
	case n == everyNth && !counted && p.find:
		return i, false // "det var fredag"
	case n == everyNth && !counted:
		return p.everyOf(q, 1, j, false)
	case n == everyNth:
		return p.everyOf(q, v, k, !ordinal)
	case n == 1 && counted:
		return p.everyCounted(q, v, j, k, ordinal)
	case n == 1 && (p.is(j, lastOf) || p.is(j, lastWord)):
		q.every, q.pending = 1, true // "every last Friday"
		return j, true
	}
	return p.everyOf(q, n, j, false)
}

// allOf reads what alla stands before.
func (p *parser) allOf(q *parts, i int) (int, bool) {
	if unit, j, ok := p.get(i, unitMany); ok && unit <= inWorkdays {
		q.every, q.unit = 1, unit
		return j, true
	}
	if p.is(i, weekdayMany) {
		q.every, q.pending = 1, true
		return i, true
	}
	return i, false
}

// count reads 3, 3:e, tredje, two; ordinal tells the second and third of them.
func (p *parser) count(i int) (n, next int, ordinal, ok bool) {
	if t := p.at(i); t.kind == number {
		next, ordinal = p.suffixed(i + 1)
		if t.digits > 8 {
			return 1 << 30, next, ordinal, true
		}
		return t.num, next, ordinal, true
	}
	if n, next, ok = p.get(i, ordinalWord(p, i)); ok {
		return n, next, !p.is(i, numeral), true
	}
	return 0, i, false, false
}

// ordinalWord is which kind of counting word stands at i.
func ordinalWord(p *parser, i int) class {
	if p.is(i, ordinal) {
		return ordinal
	}
	return numeral
}

// everyOf reads what every n-th is of: a unit, a weekday, a month, or minutes.
// After a plain number "mån" is months, else Mondays.
func (p *parser) everyOf(q *parts, n, i int, plain bool) (int, bool) {
	if n < 1 {
		j, ok := p.everyOf(q, 1, i, plain)
		if ok && q.reason == 0 {
			q.reason = Impossible
		}
		return j, ok
	}
	if _, j, ok := p.get(i, tiny); ok {
		q.every, q.reason = 1, TooOften
		return j, true
	}
	if p.is(i, weekdayRisky) && !plain {
		_, _, _, ok := p.ruleWeekday(i)
		q.every, q.pending = n, true
		return i, ok
	}
	if _, _, _, ok := p.ruleWeekday(i); ok && !p.is(i, unitMany) {
		q.every, q.pending = n, true
		return i, true
	}
	unit, j, ok := p.get(i, unitOne)
	if !ok {
		unit, j, ok = p.get(i, unitMany)
	}
	if ok {
		q.every, q.unit = n, unit
		if unit == inFortnights {
			q.every, q.unit = 2*min(n, 1<<20), inWeeks
		}
		return j, true
	}
	return p.everyOther(q, n, i)
}

// everyOther reads what every stands before that is no unit: a month, the turn
// of one, a part of the day.
func (p *parser) everyOther(q *parts, n, i int) (int, bool) {
	if m, j, ok := p.monthAt(i); ok && !p.is(i, feast) { // jul is no July
		q.every, q.unit = n, inYears
		if t := p.at(j); t.kind == number && t.digits <= 2 && !t.glued {
			q.pending = true // "every March 1"
			return i, true
		}
		q.month = m
		return j, true
	}
	if unit, j, ok := p.get(i, turn); ok {
		q.every, q.unit, q.edge = n, unit, 3
		return j, true
	}
	if _, j, ok := p.get(i, daypart); ok {
		q.every, q.unit = n, inDays // "varje morgon"
		return j, true
	}
	return i, false
}

// everyCounted reads what "every" stands before with a number: every 3 days,
// varje 1 mars, every third Friday, every first Monday, varje 15:e. The number
// is at i, what follows it at j.
func (p *parser) everyCounted(q *parts, n, i, j int, ordinal bool) (int, bool) {
	if _, _, ok := p.monthAt(p.ofThe(j)); ok || p.isMark(j, '/') {
		q.every, q.unit, q.pending = 1, inYears, true
		return i, true
	}
	if _, k, _, ok := p.ruleWeekday(j); ok && ordinal && (n == 1 || p.inMonth(k)) {
		q.every, q.pending = 1, true
		return i, true
	}
	if p.is(j, unitThe) || n == 1 && ordinal && p.is(j, unitOne) {
		q.every, q.pending = 1, true // "varje första vardag i månaden"
		return i, true
	}
	if next, ok := p.everyOf(q, n, j, !ordinal); ok {
		return next, true
	}
	if ordinal && p.at(i).kind == number {
		q.every, q.unit, q.pending = 1, inMonths, true // "varje 15:e"
		return i, true
	}
	return i, false
}

// inMonth tells whether "i månaden", "of every month" stands at i.
func (p *parser) inMonth(i int) bool {
	j := p.ofThe(i)
	if j == i {
		return false
	}
	if _, k, ok := p.get(j, everyWord); ok {
		j = k
	}
	unit, _, ok := p.unit(j)
	return ok && unit >= inMonths
}

// nthPart reads första vardagen, last Friday, 2:a tisdagen, sista dagen, and
// the month's name after it.
func nthPart(p *parser, q *parts, i int, _ bool) (int, bool) {
	if q.nth != 0 || q.date != 0 || q.days != 0 || q.edge != 0 {
		return i, false
	}
	n, j, ok := p.nthWord(i)
	if !ok {
		return i, false
	}
	kind, k, ok := p.dayKind(j)
	if whole, after, end := p.get(i, lastOf); end && whole == 1 {
		kind, k, ok = anyDay, after, true
	}
	if !ok {
		return i, false
	}
	q.nth, q.kind, q.pending = n, kind, false
	if m, after, ok := p.monthAt(p.ofThe(k)); ok && q.month == 0 {
		q.month = m
		return after, true
	}
	return k, true
}

// nthWord reads första, sista, last, 2:a.
func (p *parser) nthWord(i int) (n, next int, ok bool) {
	for _, c := range [...]class{lastOf, lastWord} {
		if _, j, ok := p.get(i, c); ok {
			return last, j, true
		}
	}
	n, j, isOrdinal, ok := p.count(i)
	return n, j, ok && isOrdinal && n > 0
}

// datePart reads den 15, 15:e, 1 mars, March 1st, 1/3, den första, sista mars,
// or a month alone, which is its first day.
func datePart(p *parser, q *parts, i int, the bool) (int, bool) {
	if q.date != 0 || q.nth != 0 || q.days != 0 || q.edge != 0 {
		return i, false
	}
	if m, j, ok := p.monthAt(i); ok && q.month == 0 {
		return p.monthPart(q, m, j)
	}
	d, j, ordinal, ok := p.count(i)
	if _, k, end := p.get(i, lastOf); end {
		d, j, ordinal, ok = last, k, true, true
	}
	if !ok || p.is(i, numeral) || p.at(i).digits > 2 {
		return i, false
	}
	if m, k, ok := p.monthOfDate(q, j); ok {
		return k, q.setDate(d, m)
	}
	recurs := p.is(p.ofThe(j), everyWord) || p.is(p.ofThe(j), adverb)
	switch {
	case q.unit == inYears && q.month == 0:
		return i, false // a day of which month?
	case p.at(i).kind == word && !recurs && !(the && ordinal):
		return i, false
	case !ordinal && !the && (!recurs || p.find) && q.month == 0:
		return i, false
	}
	return j, q.setDate(d, q.month)
}

// monthOfDate reads the month after a date's day: mars, i mars, of March, /3.
func (p *parser) monthOfDate(q *parts, i int) (m, next int, ok bool) {
	if q.month != 0 || q.unit != 0 && q.unit != inYears {
		return 0, i, false
	}
	j := i
	if p.isMark(i, '.') && !p.at(i+1).glued {
		j++ // "1. mars"
	}
	if m, next, ok := p.monthAt(p.ofThe(j)); ok {
		return m, next, true
	}
	t := p.at(i + 1)
	if !p.isMark(i, '/') && !p.isMark(i, '.') || !p.at(i).glued || !t.glued || t.kind != number || p.find && q.unit != inYears {
		return 0, i, false
	}
	return min(max(t.num, 1), 13), i + 2, true // the 13th is refused by setDate
}

// monthPart reads March 1 and "varje år i mars".
func (p *parser) monthPart(q *parts, m, i int) (int, bool) {
	j := p.skip(i, theWord)
	if t := p.at(j); t.kind == number && t.digits <= 2 && !p.isMark(j+1, ':') && !p.isMark(j+1, '.') {
		next, _ := p.suffixed(j + 1)
		return next, q.setDate(t.num, m)
	}
	q.month, q.pending = m, false
	return i, q.unit == inYears || p.is(i, everyWord)
}

// setDate keeps a date, or says that there is none such.
func (q *parts) setDate(d, m int) bool {
	q.pending = false
	q.date, q.month = d, m
	if d < last || d == 0 || d > 31 || m > 12 {
		q.date, q.reason = 1, Impossible
	}
	return true
}
