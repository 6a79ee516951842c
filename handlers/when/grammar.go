package when

import "utblick/store"

// parser reads the tokens of one text, or of one line of it.
type parser struct {
	text  string
	toks  []token
	cal   *Calendar
	today store.Day // relative words count from it
	floor store.Day // a task's day before it is past
	kind  Kind
	by    int  // weakBy or strongBy: such a word stood before the day being read
	inner bool // a day inside another's telling is being read
	find  bool // running text, where a day must be surely one
}

// span is what a rule read: a day, or the reason why it can't be one.
type span struct {
	next    int // the first token after it
	day     store.Day
	suggest []store.Day
	clock   Clock
	reason  Reason // 0: none
	grade   grade
	dated   bool // a date of the calendar, not counted from today
	noYear  bool // a date without its year
	noMonth bool // nor its month
	by      bool // the rule itself says "by": inom två veckor
}

// grade is how much a reading needs around it to count in running text.
type grade uint8

const (
	plain  grade = iota // a day wherever it stands
	framed              // "på", "den" or a word for "by" before it, a clock or an end after it
	called              // a word for "by" before it
	formal              // one that means nothing else: "till" can point at a person
	alone               // counts only where nothing but a day is expected
)

// lead is which small words stood before the day.
type lead struct{ on, ahead, the, in bool }

func newParser(text string, ref Ref) *parser {
	p := &parser{text: text, cal: ref.Calendar, today: ref.Today, floor: ref.Now, kind: ref.Kind}
	if p.floor.IsZero() {
		p.floor = p.today
	}
	return p
}

// at is token i; outside the text a token of no kind.
func (p *parser) at(i int) token {
	if i < 0 || i >= len(p.toks) {
		return token{}
	}
	return p.toks[i]
}

// get reads a word or phrase of class c at i, the longest there is.
func (p *parser) get(i int, c class) (value, after int, ok bool) {
	if i < 0 || i >= len(p.toks) || p.toks[i].lex == nil || p.toks[i].lex.mask&(1<<c) == 0 {
		return 0, i, false
	}
	for _, u := range p.toks[i].lex.uses {
		if u.class != c || i+1+len(u.rest) <= after || !p.follows(i+1, u.rest) {
			continue
		}
		value, after, ok = u.value, i+1+len(u.rest), true
	}
	if !ok {
		after = i
	}
	return value, after, ok
}

func (p *parser) follows(i int, rest []*lexeme) bool {
	for k, l := range rest {
		if i+k >= len(p.toks) || p.toks[i+k].lex != l {
			return false
		}
	}
	return true
}

// is tells whether a word of class c stands at i.
func (p *parser) is(i int, c class) bool {
	_, _, ok := p.get(i, c)
	return ok
}

// skip goes past a word of class c, if there is one.
func (p *parser) skip(i int, c class) int {
	_, i, _ = p.get(i, c)
	return i
}

// isMark tells whether the mark r stands at i.
func (p *parser) isMark(i int, r rune) bool {
	t := p.at(i)
	return t.kind == mark && t.char == r
}

// skipMark goes past the mark r, if it is there.
func (p *parser) skipMark(i int, r rune) int {
	if p.isMark(i, r) {
		return i + 1
	}
	return i
}

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
	m := Match{Day: s.day, Clock: s.clock, By: p.by != 0, Text: text}
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
	if ok && best.next >= s.next && !lone {
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
	s = p.through(s)
	s.clock = NoClock
	s.next = p.skip(s.next, daypart)
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
	if p.kind == Due {
		s.day = end.day
	}
	s.next = end.next
	return s
}

// core reads a day at i, the longest reading with and without the small words
// before it.
func (p *parser) core(i int) (best span, found bool) {
	var l lead
	for n := 0; n < 4; n++ {
		if s, ok := p.read(i, l); ok && s.next > best.next {
			best, found = s, true
		}
		j := p.lead(i, &l)
		if j == i {
			break
		}
		i = j
	}
	return best, found
}

// lead goes past a small word and remembers it.
func (p *parser) lead(i int, l *lead) int {
	if v, j, ok := p.get(i, onWord); ok {
		l.on, l.ahead = true, l.ahead || v == 1
		return j
	}
	if _, j, ok := p.get(i, nowWord); ok {
		l.ahead = true
		return j
	}
	if _, j, ok := p.get(i, theWord); ok {
		l.the = true
		return j
	}
	if _, j, ok := p.get(i, inWord); ok {
		l.in = true
		return j
	}
	return i
}

// rule reads a day at token i, which the small words l stood before.
type rule func(p *parser, i int, l lead) (span, bool)

// read takes the longest reading at i; of equally long ones the first.
func (p *parser) read(i int, l lead) (best span, found bool) {
	var rules []rule
	switch t := p.at(i); {
	case t.kind == number:
		rules = []rule{isoDate, compactDate, numericDate, dayOfMonth, countedDay, weekAfterYear}
	case t.kind == word && t.lex != nil:
		rules = []rule{
			dayWords, weekdays, period, offset, ordinalDay, monthDay, edgeOfSpan, lastDay,
			turnOf, feastDay, weekNumber, shiftedDay, afterFeast, weekendDay, monthAlone,
		}
	}
	for _, r := range rules {
		if s, ok := r(p, i, l); ok && s.next > best.next {
			best, found = s, true
		}
	}
	return best, found
}
