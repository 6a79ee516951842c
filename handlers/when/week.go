package when

import "utblick/store"

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
	s.day, s.noYear = day(monday(end)), true
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
	weeks := 1
	if t := p.at(next + 1); w[0] == 0 && p.isMark(next, '-') && t.kind == number && t.num > w[1] && t.num <= 53 {
		if p.kind == Due {
			weeks += t.num - w[1]
			w[1] = t.num
		}
		next += 2
	}
	if wd, j, ok := p.weekdayAfter(next); ok {
		return p.inWeek(w, j, func(mon store.Day) store.Day { return mon + store.Day(wd-1) }), true
	}
	s := p.inWeek(w, next, p.weekAsDay)
	s.first = monday(s.day) - store.Day(7*(weeks-1))
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
	s := p.inWeek([2]int{y.num, w[1]}, next, p.weekAsDay)
	s.first = monday(s.day)
	return s, true
}
