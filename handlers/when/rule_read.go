package when

import (
	"errors"
	"strings"

	"utblick/store"
)

// RuleMatch is a recurrence found in a text.
type RuleMatch struct {
	Start, End int // its bytes: cut them and the title is clean
	Rule       Rule
	Text       string // as written
	Err        error  // an *Error: clearly meant as a recurrence, but can't be one
}

// ParseRule reads text that is nothing but a rule: what recurs, what is so
// long before a due day, or a single day as Parse reads it with Kind Due. A
// bare hour after a day is a clock, and nästa vecka is its Monday: who wants
// to be reminded then wants it when it begins; a part of the day is an hour of
// it. The error is an *Error or nil.
func ParseRule(text string, ref Ref) (Rule, error) {
	ref.Kind = Due
	refused := &Error{Reason: Unknown, Text: strings.TrimSpace(text)}
	if len(text) > longest || strings.ContainsAny(refused.Text, "\r\n") {
		return Rule{}, refused
	}
	p := newRuleParser(text, ref)
	p.toks = ruleLexicon().scan(p.toks, text, 0, slipInParse)
	from, to := p.trim()
	if from == to {
		return Rule{}, refused
	}
	first, _ := p.byWords(from)
	s := p.recurrence(first)
	if s.next < to {
		s.rule, s.reason = p.beforeRule(from, to)
	}
	if s.reason == Unknown {
		return p.onceRule(to, ref)
	}
	if s.reason != 0 {
		refused.Reason = s.reason
		return Rule{}, refused
	}
	return s.rule, nil
}

func newRuleParser(text string, ref Ref) *parser {
	p := newParser(text, ref)
	p.rules = true
	return p
}

// onceRule reads a single day.
func (p *parser) onceRule(to int, ref Ref) (Rule, error) {
	m, err := newRuleParser(p.text, ref).lone()
	var e *Error
	if errors.As(err, &e) && e.Reason == Unknown {
		if c := p.lastHour(to); c.next == to {
			if m, err = newRuleParser(p.text[:p.toks[to-1].start], ref).lone(); err == nil && m.Clock == NoClock {
				return p.onceAt(m.begins(ref.Today), c)
			}
		}
		return Rule{}, e
	}
	if e != nil {
		return Rule{}, e
	}
	if m.Clock == NoClock && m.part > 0 {
		m.Clock = m.part
	}
	return Rule{how: once, start: m.begins(ref.Today), clock: int16(m.Clock + 1)}, nil
}

// begins is the day to be reminded on: of a week or a month that is ahead its
// first, for then it begins.
func (m Match) begins(today store.Day) store.Day {
	if m.first > today {
		return m.first
	}
	return m.Day
}

// lastHour reads the last number of "fredag 14" as its hour.
func (p *parser) lastHour(to int) clockSpan {
	t := p.at(to - 1)
	before := p.at(to - 2) // "15/12 9", but not "15 9"
	if t.kind != number || t.digits > 2 || t.glued || before.kind == number && !(before.glued && p.at(to-3).kind == mark) {
		return clockSpan{next: to - 1, clock: NoClock}
	}
	return p.hourAlone(to - 1)
}

// onceAt is the day at that hour.
func (p *parser) onceAt(d store.Day, c clockSpan) (Rule, error) {
	if c.reason != 0 {
		return Rule{}, &Error{Reason: c.reason, Text: strings.TrimSpace(p.text)}
	}
	return Rule{how: once, start: d, clock: int16(c.clock + 1)}, nil
}

// beginsRule is the classes that a recurrence can begin with, beside numbers.
const beginsRule = 1<<everyWord | 1<<adverb | 1<<weekdayMany | 1<<weekday | 1<<weekdayShort | 1<<weekdayRisky | 1<<weekdayThe |
	1<<ordinal | 1<<lastOf | 1<<lastWord | 1<<edge | 1<<month | 1<<monthShort | 1<<unitMany | 1<<numeral | 1<<times | 1<<tiny |
	1<<onWord | 1<<theWord | 1<<inWord | 1<<atWord | 1<<byWord

// FindRule finds the one recurrence in a task's line, never a single day or
// what is counted from the due day. It takes only what is surely one: "första
// måndagen i månaden" is the next one, unless "varje" is said, and a "weekly
// report" is a report. What can't be one is found with its Err.
func FindRule(text string, ref Ref) (RuleMatch, bool) {
	ref.Kind = Due
	p := newRuleParser(text, ref)
	p.find = true
	for start := 0; start < len(text); {
		end := len(text)
		if n := strings.IndexAny(text[start:], "\r\n"); n >= 0 {
			end = start + n
		}
		p.toks = ruleLexicon().scan(p.toks[:0], text[start:end], start, slipInFind)
		if m, ok := p.findRule(); ok {
			return m, true
		}
		start = end + 1
	}
	return RuleMatch{}, false
}

// findRule finds the first recurrence of the scanned line.
func (p *parser) findRule() (RuleMatch, bool) {
	for i := range p.toks {
		t := &p.toks[i]
		if t.kind != number && (t.lex == nil || t.lex.mask&beginsRule == 0) {
			continue
		}
		first, by := p.byWords(i)
		if by == weakBy {
			continue // "till" can point at a person
		}
		s := p.recurrence(first)
		if s.next == 0 || s.soft || !p.standsFree(i, s.next) {
			continue
		}
		m := RuleMatch{Start: t.start, End: p.toks[s.next-1].end, Rule: s.rule}
		m.Text = p.text[m.Start:m.End]
		if s.reason == 0 && p.moreSaid(i, s.next) {
			s.reason = Unknown
		}
		if s.reason != 0 {
			m.Rule, m.Err = Rule{}, &Error{Reason: s.reason, Text: m.Text}
		}
		return m, true
	}
	return RuleMatch{}, false
}

// moreSaid tells whether tokens i to after are only half of what recurs: "den
// 1 och 15 varje månad", "måndagar jämna veckor", "varje måndag till fredag".
// Half of it would be wrong.
func (p *parser) moreSaid(i, after int) bool {
	for j := p.small(i); j > i; j = p.small(i) {
		i = j
	}
	if p.at(i).kind != number && p.at(i-1).kind == number {
		i--
	}
	if p.at(i).kind == number && p.listed(i) {
		return true
	}
	if j, _ := p.andWord(after); j > after && p.at(j).kind == number && p.at(after-1).kind == number && p.ends(j+1) {
		return true
	}
	if _, _, ok := p.monthAt(p.ofThe(after)); ok {
		return true
	}
	if j, ok := p.bound(after, untilBound); ok {
		_, ok := p.core(j)
		return ok
	}
	for _, w := range [...]string{"jämna", "udda", "jamna", "even", "odd", "utom", "except"} {
		if p.says(after, w) || p.says(after+1, w) {
			return true
		}
	}
	return false
}

// listed tells whether the number at i is the last of a list of dates.
func (p *parser) listed(i int) bool {
	if !p.says(i-1, "och") && !p.says(i-1, "and") && !p.isMark(i-1, ',') && !p.isMark(i-1, '&') {
		return false
	}
	return p.at(i-2).kind == number || p.is(i-2, month) || p.is(i-2, monthShort) || p.is(i-2, ordSuffix)
}
