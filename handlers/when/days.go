package when

import (
	"strings"

	"utblick/store"
)

// halfYear is as far apart as days are taken to be whose year nobody wrote.
const halfYear = 183

// ParseDays reads text that is nothing but days in a row, and gives the first
// and the last: 1–12 dec, måndag till fredag, nästa vecka, v. 52–53, juli, till
// fredag (from today on), or one day. A week is Monday to Friday. The first may
// have been; where both are written, it may also be after the last, which the
// caller tells. The error is an *Error or nil.
func ParseDays(text string, ref Ref) (from, to store.Day, err error) {
	ref.Kind = Due
	p := newParser(text, ref)
	refused := &Error{Reason: Unknown, Text: strings.TrimSpace(text)}
	if len(text) > longest || strings.ContainsAny(refused.Text, "\r\n") {
		return 0, 0, refused
	}
	p.toks = ruleLexicon().scan(p.toks, text, 0, slipInParse)
	i, end := p.trim()
	i, open := p.bound(i, fromBound)
	for j := i; j < end; j++ {
		k, ok := p.between(j)
		if !ok {
			continue
		}
		if first, last, ok := p.bothEnds(i, j, k, end); ok {
			return p.inRow(first, last)
		}
	}
	if s, ok := p.together(i, end, p.today); ok && !open {
		return p.inRow(s, s)
	}
	return 0, 0, refused
}

// inRow refuses ends that can't be. The first may have been, the last not.
func (p *parser) inRow(first, last span) (from, to store.Day, err error) {
	past := *p
	past.kind = Held
	for _, m := range [...]Match{p.matched(last.text, p.judge(last)), past.matched(first.text, past.judge(first))} {
		if m.Err != nil {
			return 0, 0, m.Err
		}
	}
	return first.first, last.day, nil
}

// between goes past what stands between the first and the last day: dashes,
// till, t.o.m., to.
func (p *parser) between(i int) (next int, ok bool) {
	for next = i; p.isMark(next, '-'); next++ {
	}
	if next > i {
		return next, true
	}
	return p.bound(i, untilBound)
}

// Values of boundWord.
const (
	fromBound  = 0
	untilBound = 1
)

// bound goes past a word for the first day (från, fr.o.m.) or for the last
// (till, t.o.m.).
func (p *parser) bound(i, which int) (next int, ok bool) {
	if v, j, ok := p.get(i, boundWord); ok && v == which {
		return j, true
	}
	next = i
	for _, letters := range [...]string{[...]string{fromBound: "fr", untilBound: "t"}[which], "o", "m"} {
		if !p.says(next, letters) {
			return i, false
		}
		next = p.skipMark(next+1, '.')
	}
	return next, true
}

// together reads tokens i to end as one day, or as what means several of them
// together: v. 52, juli, 1–12 dec.
func (p *parser) together(i, end int, today store.Day) (span, bool) {
	for p.says(i, "hela") || p.says(i, "whole") || p.says(i, "all") || p.is(i, theWord) && p.says(i+1, "whole") {
		i++
	}
	part := *p
	part.toks, part.today = p.toks[min(i, end):end], today
	s, ok := part.core(0)
	if !ok {
		return s, false
	}
	if s = part.withWeekday(s); s.next < len(part.toks) {
		return s, false
	}
	s.text = p.text[p.toks[i].start:p.toks[end-1].end]
	if s.first.IsZero() {
		s.first = s.day
	} else if s.reason == Ambiguous {
		s.reason = 0 // the whole month is meant
	}
	return s, true
}

// bothEnds reads a first day at i to j and a last one at k to end.
func (p *parser) bothEnds(i, j, k, end int) (first, last span, ok bool) {
	last, ok = p.together(k, end, p.today)
	if !ok {
		if last, ok = p.lastWeek(i, k, end); !ok {
			return first, last, false
		}
	}
	if i == j { // "till fredag"
		return span{first: p.today, day: p.today}, last, !p.isMark(j, '-')
	}
	if d, ok := p.dateAlone(i, j); ok && last.dated {
		y, m, _ := last.day.Date()
		first = p.fixed(y, int(m), d, 0)
		first.first, first.text = first.day, p.text[p.toks[i].start:p.toks[j-1].end]
		return first, last, true
	}
	if first, ok = p.together(i, j, p.today); !ok {
		return first, last, false
	}
	if again, _ := p.together(i, j, last.day-halfYear); first.noYear && again.reason == 0 && again.first <= last.day {
		first = again // of such days the one before the last
	}
	if first.first > last.day && !(first.noYear && last.noYear) {
		again, _ := p.together(k, end, first.first)
		if again.reason == 0 && again.day-first.first < halfYear {
			last = again // "fredag till tisdag"
		}
	}
	return first, last, true
}

// lastWeek reads the 53 of "v. 52 till 53".
func (p *parser) lastWeek(i, k, end int) (span, bool) {
	w := p.at(k)
	if _, _, week := p.weekAt(i); !week || w.kind != number || w.digits > 2 || k+1 != end {
		return span{}, false
	}
	s := p.inWeek([2]int{0, w.num}, end, p.weekAsDay)
	s.first, s.text = monday(s.day), p.text[w.start:w.end]
	return s, true
}

// dateAlone reads a date that has its month from the last day: the 1 of "1–12
// dec", den 1:a.
func (p *parser) dateAlone(i, end int) (d int, ok bool) {
	i = p.skip(i, theWord)
	t := p.at(i)
	next, _ := p.suffixed(i + 1)
	return t.num, t.kind == number && t.digits <= 2 && next == end
}
