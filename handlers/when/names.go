package when

import (
	"time"

	"utblick/store"
)

// monthAt reads a month's name, full or short, with the dot of a short one if
// more of the date follows.
func (p *parser) monthAt(i int) (m, next int, ok bool) {
	if m, next, ok = p.get(i, month); ok {
		return m, next, true
	}
	if m, next, ok = p.get(i, monthShort); !ok {
		return 0, i, false
	}
	if t := p.at(next + 1); p.isMark(next, '.') && (t.kind == number || p.is(next+1, atWord)) {
		next++
	}
	return m, next, true
}

// suffixed reads the ending of 15:e, 3:a, 1st after the number before i.
func (p *parser) suffixed(i int) (next int, ok bool) {
	j := p.skipMark(i, ':')
	if p.at(i).glued && p.at(j).glued && p.is(j, ordSuffix) {
		return j + 1, true
	}
	return i, false
}

// dayOfMonth reads 15 dec, 15:e december 2026, 15th of December, 15–17 dec.
func dayOfMonth(p *parser, i int, l lead) (span, bool) {
	first := p.at(i)
	if first.digits > 2 {
		return span{}, false
	}
	d, j, days := first.num, i+1, 1
	if t := p.at(j + 1); p.isMark(j, '-') && t.kind == number && t.digits <= 2 {
		if p.kind == Due {
			days += t.num - d
			d = t.num
		}
		j += 2
	}
	j, ordinal := p.suffixed(j)
	if !ordinal && p.isMark(j, '.') && !p.at(j+1).glued && !(p.find && p.at(j+1).upper) {
		j++ // "15. december"
	}
	m, k, ok := p.monthAt(p.ofMonth(j, ordinal))
	if !ok {
		return dayAlone(p, i, j, ordinal, l)
	}
	y, next, hasYear := p.year(k)
	s := p.onDate(y, hasYear, m, d, next)
	if days != 1 {
		s.first = s.day - store.Day(days-1)
	}
	if s.reason == Impossible && (d < 1 || d > 31) && !p.slipOfDay(i, d, next) {
		s.grade = formal // "32 dec"
	}
	if may := p.at(k - 1); p.is(k-1, modal) && !may.upper && !hasYear && !ordinal && !p.ends(k) {
		s.grade = called // "the 15 may apply"
	}
	return s, true
}

// slipOfDay tells a day of the month that nobody's calendar has, but that was
// meant as one: 32 to 39, at an end of the line.
func (p *parser) slipOfDay(i, d, next int) bool {
	return 31 < d && d < 40 && (i == 0 || p.endsLine(next))
}

// ofThe goes past "of", "of the".
func (p *parser) ofThe(i int) int {
	if j := p.skip(i, ofWord); j > i {
		return p.skip(j, theWord)
	}
	return i
}

// ofMonth goes past "of", and past "i" and "av" where they can't mean anything
// else: "vi var 15 i december".
func (p *parser) ofMonth(i int, sure bool) int {
	if v, _, ok := p.get(i, ofWord); ok && v == 0 && !sure {
		return i
	}
	return p.ofThe(i)
}

// dayAlone reads den 3:e, the 3rd, den 3: the next such day of a month. An
// ending or "den" there must be; in running text the sentence has to end or go
// on with a small word ("den 3:e punkten" is no day).
func dayAlone(p *parser, i, j int, ordinal bool, l lead) (span, bool) {
	d := p.at(i).num
	if !ordinal && !l.the || p.isMark(j, '/') || p.isMark(j, ':') {
		return span{}, false
	}
	if p.is(j, adventWord) && ordinal && 1 <= d && d <= 4 {
		return p.feastSpan(func(y int) store.Day { return dayOfFeast(advent1-1+d, y) }, j+1), true
	}
	if d < 1 || d > 31 {
		return span{next: j, reason: Impossible, grade: formal}, true
	}
	day, ok := p.monthly(func(y int, m time.Month) (store.Day, bool) {
		return store.NewDay(y, m, d), store.ValidDate(y, m, d)
	})
	s := span{next: j, day: day, grade: called, noMonth: true}
	if s, ok := p.dayOfThat(j, d); ok {
		return s, true
	}
	if ordinal && l.the {
		s.grade = framed
		if p.find && !p.ends(j) && !p.is(j, joint) {
			s.grade = formal
		}
	}
	if (!ordinal || !l.the) && p.find && p.at(j).kind == word && !p.is(j, joint) && !p.is(j, atWord) {
		s.grade = alone // "senast den 3 veckan", "före 3:e mötet"
	}
	return s, ok
}

// dayOfThat reads "i nästa månad", "of this month" after den 3:e.
func (p *parser) dayOfThat(i, d int) (span, bool) {
	n, j, ok := p.relative(p.ofThe(i))
	if !ok {
		return span{}, false
	}
	if unit, next, ok := p.unit(j); ok && unit == inMonths {
		y, m, _ := addMonths(p.today, n).Date()
		return p.fixed(y, int(m), d, next), true
	}
	return span{}, false
}

// ordinalDay reads första december, the first of May, 1st as a word.
func ordinalDay(p *parser, i int, l lead) (span, bool) {
	d, j, ok := p.get(i, ordinal)
	if !ok {
		return span{}, false
	}
	m, k, ok := p.monthAt(p.ofMonth(j, l.the))
	if !ok {
		return span{}, false
	}
	y, next, hasYear := p.year(k)
	return p.onDate(y, hasYear, m, d, next), true
}

// monthDay reads December 15, Dec 15th 2026.
func monthDay(p *parser, i int, _ lead) (span, bool) {
	m, j, ok := p.monthAt(i)
	if !ok {
		return span{}, false
	}
	if p.is(j, theWord) {
		j++
	}
	t := p.at(j)
	if t.kind != number || t.digits > 2 || t.glued && !p.isMark(j-1, '.') {
		return span{}, false
	}
	next, ordinal := p.suffixed(j + 1)
	if p.otherDate(next) {
		return span{}, false
	}
	y, next, hasYear := p.year(next)
	s := p.onDate(y, hasYear, m, t.num, next)
	if !ordinal && !hasYear {
		s.grade = p.monthDayGrade(i, s)
	}
	return s, true
}

// otherDate tells whether the number before i belongs to a clock or another
// date: "Jan 9.30", "Jan 15/12", "April 15 dec".
func (p *parser) otherDate(i int) bool {
	t := p.at(i)
	if t.glued && (p.isMark(i, ':') || p.isMark(i, '/') || p.isMark(i, '.')) && p.at(i+1).glued {
		return p.at(i+1).kind == number
	}
	return p.is(i, month) || p.is(i, monthShort)
}

// monthDayGrade doubts "mars 15" and "Jan 15", which may be a planet and a
// colleague.
func (p *parser) monthDayGrade(i int, s span) grade {
	t := p.at(i)
	switch {
	case p.is(s.next, quantity):
		return alone
	case t.upper && t.end-t.start > len("August"):
		return plain
	}
	return framed
}

// monthAlone reads "senast i december" as its last day; a bare month could be
// its first day, too.
func monthAlone(p *parser, i int, l lead) (span, bool) {
	m, j, ok := p.monthAt(i)
	if !ok {
		return span{}, false
	}
	y, next, hasYear := p.year(j)
	last := func(y int) (store.Day, bool) { return monthEnd(y, time.Month(m)), true }
	s := span{next: next, grade: alone, noYear: !hasYear}
	if hasYear {
		s.day, _ = last(min(max(y, 1), 9999))
	} else {
		s.day, _ = p.yearly(last)
	}
	if p.by == strongBy && (l.in || !(p.find && p.says(i-1, "by") && p.is(i, modal))) {
		s.grade = formal // "by May" may be who wrote it
		return s, true
	}
	return p.wholeMonth(s), true
}

// wholeMonth asks which end of a month is meant.
func (p *parser) wholeMonth(s span) span {
	if p.judge(s).reason == 0 {
		y, m, _ := s.day.Date()
		s.first = store.NewDay(y, m, 1)
		s.reason, s.suggest = Ambiguous, []store.Day{s.first, s.day}
	}
	return s
}

// isoMonth reads senast 2027-12 as monthAlone does senast december 2027. What
// may be two years, "2026-27", is no month.
func isoMonth(p *parser, i int, _ lead) (span, bool) {
	y, m := p.at(i), p.at(i+2)
	if y.digits != 4 || y.num < 1900 || y.num > 2199 || !p.isMark(i+1, '-') || m.kind != number || m.digits != 2 {
		return span{}, false
	}
	if !p.at(i+1).glued || !m.glued || p.at(i+3).glued && (p.isMark(i+3, '-') || p.at(i+3).kind == word) || m.num == (y.num+1)%100 && m.num > 12 {
		return span{}, false
	}
	s := span{next: i + 3, grade: alone}
	if m.num < 1 || m.num > 12 {
		s.reason, s.grade = Impossible, formal
		return s, true
	}
	s.day = monthEnd(y.num, time.Month(m.num))
	if p.by == strongBy {
		s.grade = formal
		return s, true
	}
	return p.wholeMonth(s), true
}
