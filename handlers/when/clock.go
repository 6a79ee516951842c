package when

import "fmt"

// Clock is a time of day in minutes after midnight.
type Clock int

// NoClock is the Clock of a day without one.
const NoClock Clock = -1

// String is 14:00, or nothing for NoClock.
func (c Clock) String() string {
	if c < 0 {
		return ""
	}
	return fmt.Sprintf("%02d:%02d", int(c)/60, int(c)%60)
}

// FormatClock is "kl 14:00", in English "at 14:00", or nothing for NoClock.
func FormatClock(c Clock, lang string) string {
	switch {
	case c < 0:
		return ""
	case lang == "en":
		return "at " + c.String()
	}
	return "kl " + c.String()
}

// clockSpan is a clock that was read; next is where it began if there is none.
type clockSpan struct {
	next   int
	clock  Clock
	reason Reason
	sure   bool // with kl, a colon, am or pm
	dotted bool // 14.30, which could be a date
}

// clockPlace says where a clock is looked for, which decides what counts.
type clockPlace int

const (
	afterDay  clockPlace = iota // "fredag 9.30"
	beforeDay                   // "kl 14 på fredag"
	inPlaceOf                   // a lone "9.30", where a date is as likely
)

// clockFirst is how a clock is read that no day stands before. After a word
// for "by", 9.12 is a date.
func (p *parser) clockFirst() clockPlace {
	if p.find || p.by != 0 {
		return beforeDay
	}
	return inPlaceOf
}

// clock reads a time of day at i: kl 14, kl. 14.30, 14:30, 2 pm, at 2.
// A time needs kl, a colon, am or pm; after a day a dot is enough.
func (p *parser) clock(i int, place clockPlace) clockSpan {
	fail := clockSpan{next: i, clock: NoClock}
	kl, j, named := p.get(i, atWord)
	if named {
		j = p.skipMark(j, '.')
	}
	if v, k, ok := p.get(j, clockWord); ok && (named || place == afterDay) {
		return clockSpan{next: k, clock: Clock(v), sure: true}
	}
	c, ok := p.hour(j, named)
	if !ok || c.dotted && !named && place == beforeDay {
		return fail
	}
	if place == afterDay && !named && !c.sure && !c.dotted {
		return p.hours(c, i)
	}
	if !c.sure && !c.dotted && (!named || kl == 0 && !p.endsClock(c.next)) {
		return fail
	}
	c.sure = c.sure || named
	return p.clockThrough(c)
}

// hours reads the bare "9–11" of "15/12 9–11"; c is its first hour.
func (p *parser) hours(c clockSpan, i int) clockSpan {
	from, to := p.at(i), p.at(i+2)
	if p.isMark(i+1, '-') && to.kind == number && to.glued && to.digits <= 2 && from.num < to.num && to.num <= 24 &&
		c.next == i+1 && (p.endsClock(i+3) || p.is(i+3, inWord)) {
		return clockSpan{next: i + 3, clock: c.clock}
	}
	return clockSpan{next: i, clock: NoClock}
}

// endsClock tells whether "at 2" is over at i, so that it isn't "at 2 schools".
func (p *parser) endsClock(i int) bool {
	return p.ends(i) || p.is(i, onWord) || p.is(i, joint) || p.is(i, weekday) || p.is(i, everyWord) || p.is(i, boundWord)
}

// hour reads 14, 14:30, 14.30, 1430, two, with am or pm.
func (p *parser) hour(i int, named bool) (clockSpan, bool) {
	if v, j, ok := p.get(i, numeral); ok && named && v <= 12 {
		return p.half(clockSpan{next: j, clock: Clock(60 * afternoon(v))}, v, 0), true
	}
	t := p.at(i)
	if t.kind != number || t.digits > 4 || t.digits > 2 && !named {
		return clockSpan{}, false
	}
	h, m, c := t.num, 0, clockSpan{next: i + 1, clock: NoClock}
	switch minutes := p.at(i + 2); {
	case t.digits == 3:
		return clockSpan{}, false
	case t.digits == 4:
		h, m = t.num/100, t.num%100
	case p.at(i+1).glued && minutes.kind == number && minutes.glued && minutes.digits == 2:
		c.sure, c.dotted = p.isMark(i+1, ':'), p.isMark(i+1, '.')
		if !c.sure && !c.dotted {
			break
		}
		m, c.next = minutes.num, i+3
		c.next = p.seconds(c.next, c.sure)
	}
	return p.checked(p.half(c, h, m), h, m, t.digits == 1 && m == 0 && !c.sure, named)
}

// seconds goes past the seconds of a time of the form 14:00:00.
func (p *parser) seconds(i int, colon bool) int {
	if t := p.at(i + 1); colon && p.isMark(i, ':') && t.glued && t.kind == number && t.digits == 2 {
		return i + 2
	}
	return i
}

// half reads am or pm after hour h.
func (p *parser) half(c clockSpan, h, m int) clockSpan {
	v, j, ok := p.get(c.next, ampm)
	if !ok {
		v, j, ok = p.dottedHalf(c.next)
	}
	if !ok {
		return c
	}
	c.next, c.sure = j, true
	if h < 1 || h > 12 || m > 59 {
		c.reason = Impossible
	}
	c.clock = Clock(60*(h%12+v) + m)
	return c
}

// dottedHalf reads a.m. and p.m.
func (p *parser) dottedHalf(i int) (v, after int, ok bool) {
	a, m := p.at(i), p.at(i+2)
	if a.kind != word || m.kind != word || !p.isMark(i+1, '.') || m.end-m.start != 1 || p.text[m.start]|32 != 'm' {
		return 0, i, false
	}
	switch p.text[a.start:a.end] {
	case "a", "A":
	case "p", "P":
		v = 12
	default:
		return 0, i, false
	}
	return v, p.skipMark(i+3, '.'), true
}

// checked finishes a clock that had no am or pm. A day that ends at 24:00 does
// so in its last minute; nobody is reminded then.
func (p *parser) checked(c clockSpan, h, m int, bare, named bool) (clockSpan, bool) {
	switch {
	case c.clock != NoClock || c.reason != 0:
	case h == 24 && m == 0 && !p.rules:
		c.clock = 24*60 - 1
	case h > 23 || m > 59:
		c.clock, c.reason = NoClock, Impossible
		return c, named || c.sure
	case bare:
		c.clock = Clock(60 * afternoon(h))
	default:
		c.clock = Clock(60*h + m)
	}
	return c, true
}

// afternoon is the hour meant by "klockan två": nothing in an office happens
// at one to five in the morning. 02 and 2:00 are as written.
func afternoon(h int) int {
	if 1 <= h && h <= 5 {
		return h + 12
	}
	return h
}

// clockThrough goes past the end of "14–15.30"; what counts is the beginning.
func (p *parser) clockThrough(c clockSpan) clockSpan {
	if !p.isMark(c.next, '-') || p.at(c.next+1).kind != number {
		return c
	}
	end, ok := p.hour(c.next+1, true)
	if ok && end.reason == 0 && p.at(c.next+1).digits <= 2 {
		c.next = end.next
	}
	return c
}
