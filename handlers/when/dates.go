package when

import (
	"time"

	"utblick/store"
)

// century is what a year of two digits is counted from.
const century = 2000

// fixed is the reading of a date with its year, or of one that doesn't exist.
func (p *parser) fixed(y, m, d, next int) span {
	s := span{next: next, dated: true}
	switch {
	case !store.ValidDate(y, time.Month(m), d):
		s.reason = Impossible
	case y < 1900 || y > 2199: // before the arithmetic of store.Day can suffer
		s.reason = Absurd
	default:
		s.day = store.NewDay(y, time.Month(m), d)
	}
	return s
}

// unyeared is the reading of a day and month: the next such day, or for what
// was held the nearest.
func (p *parser) unyeared(m, d, next int) span {
	s := span{next: next, dated: true, noYear: true}
	day, ok := p.yearly(func(y int) (store.Day, bool) {
		return store.NewDay(y, time.Month(m), d), store.ValidDate(y, time.Month(m), d)
	})
	if s.day = day; !ok {
		s.reason = Impossible
	}
	return s
}

// onDate is the reading of day d in month m, of year y if it was given.
func (p *parser) onDate(y int, hasYear bool, m, d, next int) span {
	if hasYear {
		return p.fixed(y, m, d, next)
	}
	return p.unyeared(m, d, next)
}

// triple is three numbers with the same mark between them and no space.
type triple struct {
	a, b, c token
	sep     rune
}

func (p *parser) triple(i int) (triple, bool) {
	t := triple{a: p.at(i), b: p.at(i + 2), c: p.at(i + 4), sep: p.at(i + 1).char}
	for k := i + 1; k <= i+4; k++ {
		if !p.at(k).glued {
			return t, false
		}
	}
	ok := t.b.kind == number && t.c.kind == number && p.isMark(i+1, t.sep) && p.isMark(i+3, t.sep)
	return t, ok && (t.sep == '-' || t.sep == '/' || t.sep == '.')
}

// isoDate reads three numbers: 2026-12-15 (ISO 8601), 2026/12/15, 15.12.2026,
// 15/12/26, 26-12-15, and the weeks of ISO 8601, 2026-W50.
func isoDate(p *parser, i int, _ lead) (span, bool) {
	t, ok := p.triple(i)
	if !ok || t.b.digits > 2 {
		return span{}, false
	}
	switch {
	case t.a.digits == 4 && t.c.digits <= 2:
		s := p.fixed(t.a.num, t.b.num, t.c.num, p.timeMark(i+5))
		if t.a.num < 1900 || t.a.num > 2199 {
			s.grade = formal // "0929-17-10" is a telephone number
		}
		return s, true
	case t.a.digits <= 2 && t.c.digits == 4:
		return p.dayFirst(t, t.c.num, i+5), true
	case t.a.digits == 2 && t.b.digits == 2 && t.c.digits == 2 && t.sep == '-':
		return p.shortDashed(t, i+5), true
	case t.a.digits <= 2 && t.c.digits == 2 && t.sep != '-':
		return p.dayFirst(t, century+t.c.num, i+5), true
	}
	return span{}, false
}

// timeMark goes past the T of 2026-12-15T14:00.
func (p *parser) timeMark(i int) int {
	t, after := p.at(i), p.at(i+1)
	if t.kind == word && t.glued && p.text[t.start:t.end] == "T" && after.glued && after.kind == number {
		return i + 1
	}
	return i
}

// dayFirst reads 15/12/2026. Where only the American order gives a date, that
// is suggested.
func (p *parser) dayFirst(t triple, year, next int) span {
	s := p.fixed(year, t.b.num, t.a.num, next)
	if s.reason == Impossible {
		s.grade = called
		if us := p.fixed(year, t.a.num, t.b.num, next); us.reason == 0 {
			s.suggest = []store.Day{us.day}
		}
	}
	return s
}

// shortDashed reads 26-12-15, year first as in Sweden; where day first is as
// near, it asks.
func (p *parser) shortDashed(t triple, next int) span {
	s := p.fixed(century+t.a.num, t.b.num, t.c.num, next)
	r := p.fixed(century+t.c.num, t.b.num, t.a.num, next)
	near := func(s span) bool { return s.reason == 0 && abs(s.day-p.today) < 5*366 }
	switch {
	case near(s) && near(r) && s.day != r.day:
		s.reason, s.suggest = Ambiguous, []store.Day{s.day, r.day}
	case near(r):
		s = r
	}
	s.grade = called
	return s
}

func abs(d store.Day) store.Day { return max(d, -d) }

// compactDate reads 20261215 and 261215. In running text six digits are a day
// only after a word for "by" or at the end of the line's words, and within
// five years.
func compactDate(p *parser, i int, _ lead) (span, bool) {
	t := p.at(i)
	n := t.num
	switch t.digits {
	case 8:
		s := p.fixed(n/10000, n/100%100, n%100, i+1)
		if s.reason != 0 || p.judge(s).reason == Absurd {
			s.grade = formal
		}
		return s, true
	case 6:
		s := p.fixed(century+n/10000, n/100%100, n%100, i+1)
		s.grade = called
		if s.reason != 0 || abs(s.day-p.today) > 5*366 {
			s.grade = alone
		} else if p.endsLine(i+1) && p.at(i-1).kind != number {
			s.grade = plain
		}
		return s, true
	}
	return span{}, false
}

// numericDate reads 15/12 and 15.12 with or without a year: 15/12-26,
// 15/12 2026.
func numericDate(p *parser, i int, l lead) (span, bool) {
	d, sep, m := p.at(i), p.at(i+1), p.at(i+2)
	if d.digits > 2 || m.kind != number || m.digits > 2 || !sep.glued || !m.glued {
		return span{}, false
	}
	if !p.isMark(i+1, '/') && !p.isMark(i+1, '.') {
		return span{}, false
	}
	y, next, hasYear := p.year(i + 3)
	if p.at(next).glued && (p.isMark(next, '/') || p.isMark(next, '.') && p.at(next+1).glued) && p.at(next+1).kind == number {
		return span{}, false // more numbers: 1.2.3, 10/11/12/13
	}
	s := p.onDate(y, hasYear, m.num, d.num, next)
	s.grade = p.numericGrade(s, d.num, m.num, sep.char, l, hasYear)
	if sep.char == '/' && 1 <= m.num && m.num <= 12 && p.slipOfDay(i, d.num, next) {
		s.grade = plain
	}
	if s.reason == Impossible && sep.char == '/' && d.num <= 12 && m.num > 12 {
		if us := p.onDate(y, hasYear, d.num, m.num, next); us.reason == 0 {
			s.suggest = []store.Day{us.day}
		}
	}
	return s, true
}

// numericGrade is how surely 15/12 or 15.12 is a day. Fractions ("3/4 av"),
// "24/7" and decimals ("LED 2.0", "4.5 %") aren't.
func (p *parser) numericGrade(s span, d, m int, sep rune, l lead, hasYear bool) grade {
	switch {
	case p.is(s.next, quantity):
		return alone
	case (hasYear || l.the) && s.reason == 0:
		return plain
	case sep == '.':
		return formal
	case d > 31 || m > 12:
		return formal
	case d == 24 && m == 7:
		return called
	case d < m && m <= 4 && d <= 3 && s.reason == 0:
		return framed
	}
	return plain
}

// year reads what may follow a day and month as their year: 2026, , 2026, -26,
// -2026, '26. Two digits with only a space before them are no year.
func (p *parser) year(i int) (y, next int, ok bool) {
	j := p.skipMark(i, ',')
	if t := p.at(j); t.kind == number && t.digits == 4 && !(t.glued && j == i) && p.yearLike(t.num) {
		return t.num, j + 1, true
	}
	t := p.at(i + 1)
	if !p.isMark(i, '-') && !p.isMark(i, '\'') && !p.isMark(i, '’') || t.kind != number || !t.glued {
		return 0, i, false
	}
	if p.isMark(i+2, '/') || p.isMark(i+2, '.') && p.at(i+3).glued && p.at(i+3).kind == number {
		return 0, i, false // "15/12-17/12"
	}
	switch after := p.at(i + 2); {
	case after.kind == word && (after.glued || p.is(i+2, month) || p.is(i+2, monthShort)):
		return 0, i, false // "15-17 dec"
	case t.digits == 4 && p.yearLike(t.num):
		return t.num, i + 2, true
	case t.digits == 2:
		return century + t.num, i + 2, true
	}
	return 0, i, false
}

// yearLike keeps running text's "15 dec 1500 personer" from being a year.
func (p *parser) yearLike(n int) bool { return !p.find || 1900 <= n && n <= 2199 }
