package when

// ruleClock reads a clock as a part of a rule, where a bare hour after a day
// can mean nothing else: varje måndag 9.
func (p *parser) ruleClock(q *parts, i int) (int, bool) {
	if q.clock != NoClock || q.pending {
		return i, false
	}
	place := afterDay
	if *q == (parts{clock: NoClock}) {
		place = beforeDay
	}
	j := p.skipMark(i, ',')
	if by, strength := p.byWords(j); strength == strongBy && p.is(by, atWord) {
		j = by // "varje fredag senast kl 12"
	}
	if j > i && !p.is(j, atWord) {
		return i, false
	}
	c := p.clock(j, place)
	switch {
	case c.next == j && place == afterDay:
		c = p.bareHour(q, j)
	case c.dotted && !c.sure && q.unit == inYears && q.date == 0:
		return i, false // "varje år 1.3" is a date
	}
	if c.next == j {
		if minutes, k, ok := p.get(i, daypart); ok && (q.days != 0 || q.unit != 0) {
			if minutes > 0 {
				q.clock = Clock(minutes)
			}
			return k, true // "varje måndag morgon"
		}
		return i, false
	}
	q.clock = c.clock
	if c.reason != 0 {
		q.reason = c.reason
	}
	return p.skip(c.next, daypart), true
}

// bareHour reads the 9 of "varje måndag 9". After a month it could be a date,
// after a week the week's number.
func (p *parser) bareHour(q *parts, i int) clockSpan {
	fail := clockSpan{next: i, clock: NoClock}
	t := p.at(i)
	said := q.days != 0 || q.unit == inDays || q.unit == inWorkdays || q.every != 0 && (q.nth != 0 || q.date != 0)
	if !said || t.kind != number || t.glued && t.digits > 2 || t.digits > 2 {
		return fail
	}
	return p.hourAlone(i)
}

// hourAlone reads a number as an hour, if nothing makes it another number.
func (p *parser) hourAlone(i int) clockSpan {
	fail := clockSpan{next: i, clock: NoClock}
	t, next, minutes := p.at(i), p.at(i+1), p.at(i+2)
	if next.glued && minutes.glued && minutes.kind == number && (p.isMark(i+1, ':') || p.isMark(i+1, '.')) {
		return clockSpan{next: i + 3, clock: NoClock, reason: Impossible} // what the clock refused: 9.75
	}
	if !p.ends(i+1) && !p.is(i+1, everyWord) && !p.is(i+1, boundWord) && (p.find || !p.is(i+1, onWord) && !p.is(i+1, daypart)) {
		return fail
	}
	if next.glued && next.kind == mark && p.at(i+2).glued && p.at(i+2).kind == number {
		return fail // 9-1-1
	}
	c, ok := p.checked(clockSpan{next: i + 1, clock: NoClock, sure: true}, t.num, 0, false, true)
	if c.reason == 0 && t.digits == 1 {
		c.clock = Clock(60 * afternoon(t.num))
	}
	if !ok {
		return fail
	}
	return c
}
