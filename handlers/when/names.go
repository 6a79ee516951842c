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
	d, j := first.num, i+1
	if t := p.at(j + 1); p.isMark(j, '-') && t.kind == number && t.digits <= 2 {
		if p.kind == Due {
			d = t.num
		}
		j += 2
	}
	j, ordinal := p.suffixed(j)
	if !ordinal && p.isMark(j, '.') && !p.at(j+1).glued && !(p.find && p.at(j+1).upper) {
		j++ // "15. december"
	}
	m, k, ok := p.monthAt(p.ofThe(j))
	if !ok {
		return dayAlone(p, i, j, ordinal, l)
	}
	y, next, hasYear := p.year(k)
	s := p.onDate(y, hasYear, m, d, next)
	if s.reason == Impossible && (d < 1 || d > 31) {
		s.grade = formal // "32 dec"
	}
	if may := p.at(k - 1); p.is(k-1, modal) && !may.upper && !hasYear && !ordinal {
		s.grade = framed // "the 15 may apply"
	}
	return s, true
}

// ofThe goes past "of", "of the".
func (p *parser) ofThe(i int) int {
	if j := p.skip(i, ofWord); j > i {
		return p.skip(j, theWord)
	}
	return i
}

// dayAlone reads den 3:e, the 3rd, den 3: the next such day of a month. An
// ending or "den" there must be; in running text the sentence has to end or go
// on with a small word ("den 3:e punkten" is no day).
func dayAlone(p *parser, i, j int, ordinal bool, l lead) (span, bool) {
	d := p.at(i).num
	if !ordinal && !l.the || d > 31 || d < 1 || p.isMark(j, '/') || p.isMark(j, ':') {
		return span{}, false
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
	if !ordinal && p.find && p.at(j).kind == word && !p.is(j, joint) && !p.is(j, atWord) {
		s.grade = alone // "den 3 punkten", "senast den 3 veckan"
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
func ordinalDay(p *parser, i int, _ lead) (span, bool) {
	d, j, ok := p.get(i, ordinal)
	if !ok {
		return span{}, false
	}
	m, k, ok := p.monthAt(p.ofThe(j))
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
	if p.at(next).glued && (p.isMark(next, ':') || p.isMark(next, '/')) {
		return span{}, false // a clock, or the next date
	}
	y, next, hasYear := p.year(next)
	s := p.onDate(y, hasYear, m, t.num, next)
	if !ordinal && !hasYear && !(p.at(i).upper && s.reason == 0) {
		s.grade = framed // "mars 15 personer"
	}
	if p.is(next, quantity) {
		s.grade = alone
	}
	return s, true
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
	s := span{next: next, grade: alone}
	if hasYear {
		s.day, _ = last(min(max(y, 1), 9999))
	} else {
		s.day, _ = p.yearly(last)
	}
	if p.by == strongBy && l.in {
		s.grade = formal
		return s, true
	}
	if p.judge(s).reason == 0 {
		y, m, _ := s.day.Date()
		s.reason, s.suggest = Ambiguous, []store.Day{store.NewDay(y, m, 1), s.day}
	}
	return s, true
}
