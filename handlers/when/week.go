package when

import "utblick/store"

// weekdayAt reads a weekday's name and says which class it was.
func (p *parser) weekdayAt(i int) (wd, next int, c class, ok bool) {
	for _, c := range [...]class{weekday, weekdayThe, weekdayShort, weekdayRisky} {
		if wd, next, ok := p.get(i, c); ok {
			if t := p.at(next); p.isMark(next, '.') && c >= weekdayShort && t.glued && p.at(next+1).kind != none {
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
	case p.find && c == weekdayRisky:
		s.grade = alone // "och man 4 dec"
	default:
		near := s.day - store.Day((isoWeekday(s.day)-wd+7)%7)
		s.reason, s.suggest, s.grade = Ambiguous, []store.Day{s.day, near}, plain
		if near < p.floor && p.kind == Due || s.day-near > 3 {
			s.suggest[1] += 7
		}
	}
	return s, true
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

// weekAt reads v. 50, vecka 50 2026, week 50; the year is 0 if none is there.
func (p *parser) weekAt(i int) (w [2]int, next int, ok bool) {
	_, j, ok := p.get(i, weekWord)
	if !ok {
		return w, i, false
	}
	j = p.skipMark(j, '.')
	t := p.at(j)
	if t.kind != number || t.digits > 2 {
		return w, i, false
	}
	if end := p.at(j + 2); p.isMark(j+1, '-') && end.kind == number && t.num < end.num && end.num <= 53 {
		return [2]int{0, t.num}, j + 1, true // "v. 50–51"
	}
	y, next, _ := p.year(j + 1)
	return [2]int{y, t.num}, next, true
}

// inWeek is the reading of day in the week w (year or 0, number): without a
// year the next week of that number that isn't over. Week 53 is only in years
// that have one (ISO 8601).
func (p *parser) inWeek(w [2]int, next int, day func(mon store.Day) store.Day) span {
	s := span{next: next}
	if w[0] != 0 {
		return p.inWeekOfYear(w, next, day)
	}
	year, _ := p.today.ISOWeek()
	last := 1
	if w[1] == 53 {
		last = 0
	}
	end, ok := p.pick(year-1, year+last, func(y int) (store.Day, bool) {
		mon := weekMonday(y, w[1])
		return max(day(mon), mon+4), 1 <= w[1] && w[1] <= weeksIn(y)
	})
	if !ok {
		s.reason = Impossible
		return s
	}
	s.day = day(monday(end))
	return s
}

// inWeekOfYear is inWeek for a week with its year; instead of a past one that
// of another year is suggested.
func (p *parser) inWeekOfYear(w [2]int, next int, day func(mon store.Day) store.Day) span {
	y := min(max(w[0], 1), 9999)
	if w[1] < 1 || w[1] > weeksIn(y) {
		return span{next: next, reason: Impossible}
	}
	s := span{next: next, day: day(weekMonday(y, w[1]))}
	if again := p.inWeek([2]int{0, w[1]}, next, day); s.day < p.floor && again.reason == 0 {
		s.suggest = []store.Day{again.day}
	}
	return s
}

// weekNumber reads a week of the year, with a weekday after it if there is
// one: v. 50, vecka 50 på tisdag, v. 50–51.
func weekNumber(p *parser, i int, l lead) (span, bool) {
	w, next, ok := p.weekAt(i)
	if !ok {
		return span{}, false
	}
	if t := p.at(next + 1); w[0] == 0 && p.isMark(next, '-') && t.kind == number && t.num > w[1] && t.num <= 53 {
		if p.kind == Due {
			w[1] = t.num
		}
		next += 2
	}
	if wd, j, ok := p.weekdayAfter(next); ok {
		return p.inWeek(w, j, func(mon store.Day) store.Day { return mon + store.Day(wd-1) }), true
	}
	s := p.inWeek(w, next, p.weekAsDay)
	s.grade = p.weekGrade(i, w[1], l, s)
	return s, true
}

// weekdayAfter reads a weekday after its week: "nästa vecka på tisdag".
func (p *parser) weekdayAfter(i int) (wd, next int, ok bool) {
	j := p.skip(p.skipMark(i, ','), onWord)
	wd, next, c, ok := p.weekdayAt(j)
	if !ok || c > weekdayShort {
		return 0, i, false
	}
	return wd, next, true
}

// weekGrade keeps versions and cars from being weeks.
func (p *parser) weekGrade(i, w int, l lead, s span) grade {
	glued := p.at(i).end-p.at(i).start == 1 && p.at(i+1).glued && p.at(i+1).kind == number
	switch {
	case glued && s.reason != 0, p.is(s.next, ofWord) && p.is(s.next, quantity):
		return called // "V60", "v. 2 av planen"
	case glued && (p.at(i).upper || w < 10) && !l.in:
		return called
	}
	return plain
}

// weekAfterYear reads 2026-W50, 2026 v 50.
func weekAfterYear(p *parser, i int, _ lead) (span, bool) {
	y := p.at(i)
	w, next, ok := p.weekAt(p.skipMark(i+1, '-'))
	if y.digits != 4 || !p.yearLike(y.num) || !ok || w[0] != 0 {
		return span{}, false
	}
	return p.inWeek([2]int{y.num, w[1]}, next, p.weekAsDay), true
}
