package when

// match reads a day at i with the words for "by" before it and the clock
// after it.
func (p *parser) match(i int) (Match, int, bool) {
	first, by := p.byWords(i)
	p.by = by
	s, ok := p.day(first)
	if !ok {
		return Match{}, i, false
	}
	if s.by {
		p.by = strongBy
	}
	end := s.next
	if _, j, ok := p.get(end, byAfter); ok && p.ends(j) {
		end, p.by = j, strongBy
	}
	if p.find && !(p.counts(first, s) && p.standsFree(i, end) && !p.recurs(i, end)) {
		return Match{}, i, false
	}
	m := p.matched(p.text[p.toks[first].start:p.toks[s.next-1].end], p.judge(s))
	m.Start, m.End = p.toks[i].start, p.toks[end-1].end
	return m, end, true
}

// matched makes a Match of a judged reading.
func (p *parser) matched(text string, s span) Match {
	m := Match{Day: s.day, Clock: s.clock, NoYear: s.noYear, By: p.by != 0, Text: text, first: s.first, part: s.part}
	if s.reason == 0 {
		return m
	}
	err := &Error{Reason: s.reason, Text: text, Suggest: s.suggest}
	if s.reason == Past || s.reason == Absurd {
		err.Day = s.day
	}
	m.Day, m.Clock, m.Err = 0, NoClock, err
	return m
}

// byWords reads the words that mean "by", several if need be ("klart senast"),
// and what may stand between them and the day ("deadline är:").
func (p *parser) byWords(i int) (after, strength int) {
	for n := 0; n < 4; n++ {
		v, j, ok := p.get(i, byWord)
		if !ok {
			break
		}
		i, strength = j, max(strength, v)
		for p.is(i, byFill) || p.isMark(i, ':') || p.isMark(i, '=') {
			_, j, ok := p.get(i, byFill)
			if !ok {
				j = i + 1
			}
			i = j
		}
	}
	return i, strength
}

// day reads a day at i with its clock, which may also come first ("kl 14 på
// fredag"). A clock alone is today.
func (p *parser) day(i int) (span, bool) {
	best, ok := p.dated(i)
	c := p.clock(i, p.clockFirst())
	if c.next == i {
		return best, ok
	}
	s, both := p.dated(c.next)
	if !both || s.clock != NoClock {
		s = span{next: c.next, day: p.today, grade: formal, reason: c.reason}
		if c.reason != 0 || !c.sure {
			s.grade = alone
		}
	}
	if s.reason == 0 {
		s.clock, s.reason = c.clock, c.reason
	}
	lone := best.reason == Impossible && c.dotted && c.reason == 0 // "9.30"
	if ok && (best.next > s.next || best.next == s.next && !lone) {
		return best, true
	}
	return s, true
}

// dated reads a day at i, then "–" and another one if days follow each other,
// the part of the day and the clock.
func (p *parser) dated(i int) (span, bool) {
	s, ok := p.core(i)
	if !ok {
		return s, false
	}
	s = p.withWeekday(p.through(s))
	s.clock = NoClock
	if minutes, j, ok := p.get(s.next, daypart); ok {
		s.part, s.next = Clock(minutes), j
	}
	j := p.skipMark(s.next, ',')
	if j > s.next && !p.is(j, atWord) {
		j = s.next
	}
	if c := p.clock(j, afterDay); c.next > j {
		s.next, s.clock = p.skip(c.next, daypart), c.clock
		if c.reason != 0 {
			s.reason, s.suggest = c.reason, nil
		}
		if s.grade == framed || c.sure && s.grade != alone && s.reason == 0 {
			s.grade = plain // what has a clock is a day
		}
	}
	return s, true
}

// through reads the end of "15 dec – 17 dec": a task is due on the last day, a
// meeting is held from the first.
func (p *parser) through(s span) span {
	if !s.dated || s.reason != 0 || !p.isMark(s.next, '-') {
		return s
	}
	end, ok := p.core(s.next + 1)
	if !ok || !end.dated || end.reason != 0 || end.day <= s.day && !s.noYear {
		return s
	}
	if s.first.IsZero() {
		s.first = s.day
	}
	if p.kind == Due {
		s.day = end.day
	}
	s.next, s.noYear = end.next, s.noYear && end.noYear
	return s
}
