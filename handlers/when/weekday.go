package when

import "utblick/store"

// weekdayAt reads a weekday's name and says which class it was.
func (p *parser) weekdayAt(i int) (wd, next int, c class, ok bool) {
	for _, c := range [...]class{weekday, weekdayThe, weekdayShort, weekdayRisky} {
		if wd, next, ok := p.get(i, c); ok {
			if short := c == weekdayShort || c == weekdayRisky; short && p.isMark(next, '.') && p.at(next).glued && p.at(next+1).kind != none {
				next++ // "fre. 4 dec"
			}
			return wd, next, c, true
		}
	}
	return 0, i, 0, false
}

// weekdays reads a weekday with what follows to say which: fredag v 50, fredag
// nästa vecka, fredag om två veckor, fredag 4 dec, or nothing: the coming one.
func weekdays(p *parser, i int, l lead) (span, bool) {
	if wd, next, ok := p.get(i, weekdayPast); ok && l.in {
		return span{next: next, day: p.recently(wd), suggest: []store.Day{p.coming(wd)}}, true
	}
	wd, j, c, ok := p.weekdayAt(i)
	if !ok {
		return span{}, false
	}
	if s, ok := p.weekdayOfWeek(j, wd); ok {
		return s, true
	}
	if s, ok := p.weekdayAndDate(j, wd, c); ok {
		return s, s.grade != alone
	}
	s := span{next: j, day: p.bareWeekday(wd, l.ahead), grade: p.weekdayGrade(i, c, l)}
	return s, true
}

// bareWeekday is the coming wd; for what was held, unless "på" or "nu" says
// ahead, the nearest, today included.
func (p *parser) bareWeekday(wd int, ahead bool) store.Day {
	next := p.coming(wd)
	switch {
	case p.kind == Due || ahead:
		return next
	case next-7 == p.today:
		return p.today
	}
	return p.nearest(next-7, next)
}

// weekdayGrade is how surely a lone weekday is one: "fre" needs "på fre", and
// "man", "fri", "sun", "tor" are other words too.
func (p *parser) weekdayGrade(i int, c class, l lead) grade {
	t := p.at(i)
	switch {
	case c == weekday:
		return plain
	case c == weekdayThe:
		return called
	case l.on && (c == weekdayShort || t.marked || t.upper && !l.ahead):
		return plain
	}
	return formal
}

// weekdayOfWeek reads the week that a weekday is said to be in.
func (p *parser) weekdayOfWeek(i, wd int) (span, bool) {
	i = p.skipMark(p.skipMark(i, ','), '(')
	if s, ok := p.weeksFrom(i, wd); ok {
		return s, true
	}
	j := p.skip(p.skip(i, inWord), ofWord)
	if mon, next, ok := p.relativeWeek(j); ok {
		return span{next: next, day: mon + store.Day(wd-1)}, true
	}
	if unit, next, ok := p.get(j, unitThe); ok && unit == inWeeks {
		return span{next: next, day: monday(p.today) + store.Day(wd-1)}, true
	}
	if w, next, ok := p.weekAt(j); ok {
		s := p.inWeek(w, next, func(mon store.Day) store.Day { return mon + store.Day(wd-1) })
		s.next = p.skipMark(s.next, ')')
		return s, true
	}
	return span{}, false
}

// weeksFrom reads "om två veckor" after a weekday: the coming one and so many
// weeks.
func (p *parser) weeksFrom(i, wd int) (span, bool) {
	_, j, ok := p.get(i, inTime)
	if !ok {
		return span{}, false
	}
	n, unit, next, ok := p.amount(j)
	if !ok || unit != inWeeks || n > 9999 {
		return span{}, false
	}
	return span{next: next, day: p.coming(wd) + store.Day(7*n)}, true
}

// weekdayAndDate reads a date after its weekday. If they don't agree, it asks.
func (p *parser) weekdayAndDate(i, wd int, c class) (span, bool) {
	j := p.skipMark(i, ',')
	var l lead
	if p.is(j, theWord) {
		l.the = true
		j++
	}
	s, ok := p.explicitDate(j, l)
	if !ok {
		return span{}, false
	}
	kl := p.clock(j, afterDay)
	switch {
	case s.reason == 0 && p.agree(&s, wd):
		s.grade = plain
	case kl.next >= s.next && kl.dotted && kl.reason == 0:
		return span{}, false // "fredag 9.30"
	case s.reason != 0:
		s.grade = plain
	case p.find && c == weekdayRisky && !p.surelyWeekday(i-1):
		s.grade = alone // "och man 4 dec"
	default:
		s.reason, s.suggest, s.grade = Ambiguous, []store.Day{s.day, p.beside(s.day, wd)}, plain
	}
	return s, true
}

// surelyWeekday tells the short weekdays that are no other word as they are
// typed: "mån" isn't "man", "tor" isn't Tor, "Mon" isn't Swedish.
func (p *parser) surelyWeekday(i int) bool {
	if p.isMark(i, '.') {
		i--
	}
	t := p.at(i)
	if t.upper {
		return t.marked || p.says(i, "mon") || p.says(i, "wed") || p.says(i, "fri") || p.says(i, "sat") || p.says(i, "sun")
	}
	return t.marked || p.says(i, "tor") || p.says(i, "lor")
}

// withWeekday reads the weekday that may follow a day to make it clearer: 4/12
// (fredag), imorgon, tisdag. If they don't agree, it asks; in a sentence only
// if brackets bind them together.
func (p *parser) withWeekday(s span) span {
	if s.reason != 0 {
		return s
	}
	bracket := p.isMark(s.next, '(')
	j := p.skipMark(p.skipMark(s.next, ','), '(')
	wd, next, c, ok := p.weekdayAt(j)
	if !ok || c == weekdayRisky && !bracket || bracket && !p.isMark(next, ')') {
		return s
	}
	if !bracket && p.anotherDay(next, wd, c) {
		return s
	}
	switch {
	case isoWeekday(s.day) == wd && (bracket || s.dated || !p.find || p.ends(next)):
	case bracket || !p.find:
		s.reason, s.suggest = Ambiguous, []store.Day{s.day, p.beside(s.day, wd)}
	default:
		return s
	}
	s.next = next
	if bracket {
		s.next++
	}
	return s
}

// anotherDay tells whether what follows a weekday makes it a day of its own:
// "4 dec, fredag 11 dec", "4 dec, fredag v 50".
func (p *parser) anotherDay(i, wd int, c class) bool {
	_, week := p.weekdayOfWeek(i, wd)
	_, date := p.weekdayAndDate(i, wd, c)
	return week || date
}

// beside is the wd nearest to d that isn't past for a task.
func (p *parser) beside(d store.Day, wd int) store.Day {
	near := d - store.Day((isoWeekday(d)-wd+7)%7)
	if near < p.floor && p.kind == Due || d-near > 3 {
		near += 7
	}
	return near
}

// explicitDate reads a date of the calendar at i, nothing counted from today.
func (p *parser) explicitDate(i int, l lead) (span, bool) {
	var best span
	rules := [...]rule{isoDate, compactDate, numericDate, dayOfMonth}
	if p.at(i).kind != number {
		rules = [...]rule{monthDay, monthDay, ordinalDay, ordinalDay}
	}
	for _, r := range rules {
		if s, ok := r(p, i, l); ok && s.next > best.next {
			best = s
		}
	}
	return best, best.next > i
}

// agree tells whether the date is a wd. One without a year may be the one that
// has just been, which a task is then told.
func (p *parser) agree(s *span, wd int) bool {
	if isoWeekday(s.day) == wd {
		return true
	}
	if s.noMonth {
		return p.agreeInMonth(s, wd)
	}
	if !s.noYear {
		return false
	}
	last := addMonths(s.day, -12)
	if isoWeekday(last) == wd && p.today-last < 60 {
		s.day = last
		return true
	}
	return false
}

// agreeInMonth is agree for a day without its month, fredag den 13:e: it may
// be that of the months around.
func (p *parser) agreeInMonth(s *span, wd int) bool {
	_, _, want := s.day.Date()
	for _, k := range [...]int{0, 1, -1, 2, -2, 3, -3} {
		d := addMonths(s.day, k)
		_, _, day := d.Date()
		if day == want && isoWeekday(d) == wd && (p.kind == Held || d >= p.today) {
			s.day = d
			return true
		}
	}
	return false
}
