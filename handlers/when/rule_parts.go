package when

import (
	"strings"

	"utblick/store"
)

// parts is what has been read of a rule. People put them in any order: "kl 9
// varje måndag", "måndagar varannan vecka kl 9", "varje månad den 15".
type parts struct {
	every   int // varannan 2; 0: not said
	unit    int // of every; 0: of the weekday after it
	days    weekdaySet
	nth     int // första 1; last
	kind    int // of what the nth: a weekday, anyDay or workday
	date    int
	month   int
	edge    int // beginning 1, middle 2, end 3, of the unit
	start   store.Day
	until   store.Day
	clock   Clock
	reason  Reason
	many    bool // måndagar: every one of them
	pending bool // every stands before something yet to be read
	soft    bool // "i månaden", "daily": in running text perhaps no rule
}

// maxParts is more than any rule has.
const maxParts = 7

// partRule reads one part at i; the tells that "den" or "the" stood before it.
type partRule func(p *parser, q *parts, i int, the bool) (int, bool)

// recurrence reads a rule at i: the most parts that make one.
func (p *parser) recurrence(i int) (best ruleSpan) {
	q := parts{clock: NoClock}
	for n, j := 0, i; n < maxParts; n++ {
		next, ok := p.part(&q, j)
		if !ok {
			break
		}
		j = next
		if r, reason := p.build(q); reason != Unknown {
			best = ruleSpan{next: j, rule: r, reason: reason, soft: q.soft}
		}
	}
	return best
}

// ruleSpan is a rule that was read, or why it can't be one.
type ruleSpan struct {
	next   int // 0: nothing was
	rule   Rule
	reason Reason
	soft   bool
}

// part reads the next part of a rule, and the small words before it.
func (p *parser) part(q *parts, i int) (int, bool) {
	if j, ok := p.ruleClock(q, i); ok {
		return j, true
	}
	if !p.find && i > 0 {
		i = p.skipMark(i, ',')
	}
	the := false
	for n := 0; n < 4; n++ {
		for _, read := range [...]partRule{everyPart, adverbPart, timesPart, nthPart, edgePart, datePart, weekdayPart, unitPart, startPart, endPart} {
			if j, ok := read(p, q, i, the); ok {
				return j, true
			}
		}
		j := p.small(i)
		if j == i {
			break
		}
		the = the || p.is(i, theWord)
		i = j
	}
	return i, false
}

// small goes past a word that may stand before a part.
func (p *parser) small(i int) int {
	if p.says(i, "in") && p.particle(i) && !p.says(i+1, "every") && !p.says(i+1, "each") {
		return i // "lämna in varje vecka"
	}
	for _, c := range [...]class{onWord, theWord, inWord, ofWord} {
		if _, j, ok := p.get(i, c); ok {
			return j
		}
	}
	return i
}

// adverbPart reads månadsvis, weekly.
func adverbPart(p *parser, q *parts, i int, _ bool) (int, bool) {
	unit, j, ok := p.get(i, adverb)
	if _, k, hourly := p.get(i, tiny); hourly && q.every == 0 && p.says(i, "hourly") {
		q.every, q.reason, q.soft = 1, TooOften, !p.ends(k)
		return k, true
	}
	if !ok || q.every != 0 {
		return i, false
	}
	if unit > loose {
		unit -= loose
		q.soft = !p.ends(j) && !p.is(j, onWord) && !p.is(j, atWord)
	}
	q.every = 1
	if q.unit = unit; unit == inFortnights {
		q.every, q.unit = 2, inWeeks
	}
	return j, true
}

// timesPart reads en gång i veckan, once a month, 3 ggr/dag.
func timesPart(p *parser, q *parts, i int, _ bool) (int, bool) {
	n, j, ok := p.howOften(i)
	if !ok || q.every != 0 {
		return i, false
	}
	if n == 1 && p.is(j, everyWord) {
		return everyPart(p, q, j, false)
	}
	k := j
	switch {
	case p.isMark(j, '/') || p.says(j, "per") || p.says(j, "a") || p.says(j, "an") || p.is(j, everyWord) ||
		p.is(j, inWord) || p.is(j, inTime):
		k = j + 1
	default:
		return i, false
	}
	unit, next, ok := p.unit(k)
	if !ok {
		unit, next, ok = p.get(k, unitMany) // "1 gång/mån"
	}
	if _, after, small := p.get(k, tiny); small {
		unit, next, ok = inDays, after, true
		n = 2
	}
	if !ok {
		return i, false
	}
	q.every, q.unit = 1, unit
	switch {
	case n > 1 && unit <= inWorkdays:
		q.reason = TooOften
	case n != 1:
		return i, false // which days of the week, nobody knows
	}
	return next, true
}

// howOften reads en gång, 3 ggr, twice.
func (p *parser) howOften(i int) (n, next int, ok bool) {
	if n, j, ok := p.get(i, times); ok && n > 0 {
		return n, j, true
	}
	t := p.at(i)
	n, j := t.num, i+1
	if t.kind != number {
		if n, j, ok = p.get(i, numeral); !ok {
			return 0, i, false
		}
	}
	v, next, ok := p.get(j, times)
	if t.digits > 8 || n > 1<<20 {
		n = 1 << 20
	}
	return n, next, ok && v == 0
}

// edgePart reads slutet av, the beginning of, before the span it's of.
func edgePart(p *parser, q *parts, i int, _ bool) (int, bool) {
	e, j, ok := p.get(i, edge)
	if !ok || q.edge != 0 || q.nth != 0 || q.date != 0 {
		return i, false
	}
	if k := p.ofThe(j); k > j || p.is(j, everyWord) || q.every != 0 {
		q.edge = e
		return j, true
	}
	return i, false
}

// unitPart reads the span that an nth day is in: i månaden, of the quarter;
// and vardagar.
func unitPart(p *parser, q *parts, i int, the bool) (int, bool) {
	if q.every == 1 && q.unit == 0 && q.nth != 0 { // "varje första måndag i månaden"
		unit, j, ok := p.unit(i)
		q.unit = unit
		return j, ok && unit >= inWeeks
	}
	if q.every != 0 {
		return i, false
	}
	if unit, j, ok := p.get(i, unitMany); ok && unit == inWorkdays && p.at(i-1).kind != number && !p.is(i-1, numeral) {
		q.every, q.unit, q.soft = 1, unit, !p.is(i-1, onWord) && !p.is(j, atWord)
		return j, true
	}
	unit, j, ok := p.get(i, unitThe)
	if !ok && the {
		unit, j, ok = p.get(i, unitOne)
	}
	if !ok || unit < inWeeks || q.nth == 0 && q.date == 0 {
		return i, false
	}
	q.every, q.unit, q.soft = 1, unit, true
	return j, true
}

// startPart reads från 3 december, starting on Monday.
func startPart(p *parser, q *parts, i int, _ bool) (int, bool) {
	j, ok := p.bound(i, fromBound)
	if !ok || q.every == 0 && !q.many || q.start != 0 {
		return i, false
	}
	s, ok := p.core(j)
	if s.reason == Ambiguous {
		s.day, s.reason = s.suggest[0], 0 // "från januari"
	}
	if !ok || s.reason != 0 || s.day < earliest || s.day > latest {
		return i, false
	}
	q.start = s.day
	return s.next, true
}

// weekdayPart reads måndag; mån, ons och fre; måndag–torsdag; fridays.
func weekdayPart(p *parser, q *parts, i int, _ bool) (int, bool) {
	if q.days != 0 || q.nth != 0 {
		return i, false
	}
	wd, next, many, ok := p.ruleWeekday(i)
	if !ok {
		return i, false
	}
	q.days, q.many = q.days.with(wd), many
	for n := 0; n < 7; n++ {
		j, through := p.andWord(next)
		to, k, m, ok := p.ruleWeekday(p.skip(j, onWord))
		if j == next || !ok {
			break
		}
		for through && wd != to {
			wd = wd%7 + 1
			q.days = q.days.with(wd)
		}
		wd, next, q.many, q.days = to, k, q.many || m, q.days.with(to)
	}
	q.pending = false
	return next, true
}

// andWord goes past what stands between the weekdays of a list; through tells
// that it means all those between them.
func (p *parser) andWord(i int) (next int, through bool) {
	j := p.skipMark(i, ',')
	if t := p.at(j); t.kind == mark && strings.ContainsRune("-&+/", t.char) {
		return j + 1, t.char == '-'
	}
	if p.says(j, "och") || p.says(j, "and") || p.says(j, "samt") || p.says(j, "o") {
		j++
	}
	return j, false
}

// ruleWeekday reads a weekday in the singular or the plural. In running text
// "man", "sun" and "sat" are days only where nothing else can be meant.
func (p *parser) ruleWeekday(i int) (wd, next int, many, ok bool) {
	if wd, next, ok = p.get(i, weekdayMany); ok {
		return wd, next, true, true
	}
	wd, next, c, ok := p.weekdayAt(i)
	if ok && p.find && c == weekdayRisky && !p.surelyWeekday(next-1) && !p.ends(next) && !p.is(next, atWord) && p.at(next).kind != number {
		return 0, i, false, false
	}
	return wd, next, false, ok
}
