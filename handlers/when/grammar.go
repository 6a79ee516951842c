package when

import (
	"strings"

	"utblick/store"
)

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
	rules bool // what recurs is read, or a day to be reminded on
}

// span is what a rule read: a day, or the reason why it can't be one.
type span struct {
	next    int // the first token after it
	day     store.Day
	suggest []store.Day
	first   store.Day // of several days that the words mean, of which day is the last: a week, 15–17 dec; else zero
	clock   Clock
	text    string // as written, of one end of a row of days
	part    Clock  // what a part of the day stands for when one is reminded; 0: none
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
	if _, j, ok := p.get(i, inWord); ok && !p.particle(i) {
		l.in = true
		return j
	}
	return i
}

// particle tells the "in" of "lämna in 1/12", which belongs to the verb. The
// English one leads a day only before a month, a year, a week's number, or
// words that are English, too; "in 2 weeks" is read by offset.
func (p *parser) particle(i int) bool {
	if !p.says(i, "in") {
		return false
	}
	if _, _, ok := p.monthAt(i + 1); ok {
		return false
	}
	if t := p.at(i + 1); t.kind == number && t.digits == 4 && p.yearLike(t.num) {
		return p.isMark(i+2, '-') && p.at(i+3).glued // "lämna in 2026-12-01"
	}
	return !p.says(i+1, "week") && !p.says(i+1, "the") && !p.is(i+1, edgeEarly)
}

// says tells whether token i is the lower-case word w, however it is typed.
func (p *parser) says(i int, w string) bool {
	t := p.at(i)
	return t.kind == word && strings.EqualFold(p.text[t.start:t.end], w)
}

// rule reads a day at token i, which the small words l stood before.
type rule func(p *parser, i int, l lead) (span, bool)

// read takes the longest reading at i; of equally long ones the first.
func (p *parser) read(i int, l lead) (best span, found bool) {
	var rules []rule
	switch t := p.at(i); {
	case t.kind == number:
		rules = []rule{isoDate, compactDate, numericDate, dayOfMonth, countedDay, weekAfterYear, isoMonth}
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
