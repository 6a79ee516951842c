package when

import "utblick/store"

// endPart reads till jul, t.o.m. 30 juni, until June 30: no day of the rule is
// later.
func endPart(p *parser, q *parts, i int, _ bool) (int, bool) {
	j, ok := p.bound(i, untilBound)
	if !ok || q.every == 0 && !q.many || q.pending || q.until != 0 {
		return i, false
	}
	s, ok := p.lastDayAt(i, j)
	if !ok {
		return i, false
	}
	if q.until = s.day; s.reason != 0 {
		q.reason = s.reason
	}
	return s.next, true
}

// lastDayAt reads the day at j; the word for it stands at i. In running text
// it has to be surely one, for "till" can point at a person. A bare weekday is
// none: "varje måndag till fredag" says more than one day of the week.
func (p *parser) lastDayAt(i, j int) (span, bool) {
	p.by = strongBy
	if (p.says(i, "till") || p.says(i, "to")) && j == i+1 {
		p.by = weakBy
	}
	s, ok := p.core(j)
	sure := ok && (!p.find || p.counts(j, s) && p.freeAfter(s.next))
	p.by = 0
	if _, next, _, weekday := p.weekdayAt(j); weekday && next == s.next {
		return s, false
	}
	if s.reason == Ambiguous && !s.first.IsZero() {
		s.reason = 0 // all of that month
	}
	return s, sure && s.reason != Ambiguous && s.reason != Unknown
}

// ended is r with its last day, and whether any day of it is left.
func (p *parser) ended(r Rule, until store.Day) (Rule, bool) {
	if until.IsZero() {
		return r, true
	}
	r.until = until
	_, ok := r.Next(p.today-1, 0, p.cal)
	return r, ok && until <= latest
}

// Ends tells whether r has a last day.
func (r Rule) Ends() bool { return !r.until.IsZero() }

// to tells when r ends, where it does.
func (r Rule) to(lang string, today store.Day) string {
	switch {
	case !r.Ends():
		return ""
	case lang == "en":
		return " until " + Format(r.until, lang, today)
	}
	return " till och med " + Format(r.until, lang, today)
}
