package when

import (
	"fmt"
	"strings"

	"utblick/store"
)

// FormatRule writes r for people, "varje måndag kl 09:00", "the first working
// day of every month", so that ParseRule reads it back on that day; lang is
// "sv" or "en". Where an interval doesn't begin with the next such day, it
// says from when: "varannan torsdag från tors 3 dec".
func FormatRule(r Rule, lang string, today store.Day) string {
	w := svRules
	if lang == "en" {
		w = enRules
	}
	var s string
	switch r.how {
	case 0:
		return ""
	case once:
		s = Format(r.start, lang, today)
	case beforeDue:
		s = w.distances(r)
	case daily:
		s = w.every(r.every, w.day)
		if r.work {
			s = w.every(r.every, w.workday)
		}
	case weekly:
		s = w.weekly(r)
	case monthly:
		s = w.monthly(r)
	case yearly:
		s = w.yearly(r)
	}
	s += r.from(lang, today) + r.to(lang, today)
	if c := FormatClock(r.Clock(), lang); c != "" {
		s += " " + c
	}
	return s
}

// from tells when r begins, where that isn't with the first such day from
// today on, or for what has no interval, where that is yet to come.
func (r Rule) from(lang string, today store.Day) string {
	if r.start.IsZero() || r.how == once || r.every == 1 && r.start <= today {
		return ""
	}
	next, ok := r.Next(today-1, 0, nil)
	if !ok || next == r.first(today, nil) {
		return ""
	}
	if r.work && r.start >= today && sameMonth(r.start, next) {
		next = r.start // in the same month; the working day may move
	}
	if lang == "en" {
		return " from " + Format(next, lang, today)
	}
	return " från " + Format(next, lang, today)
}

func sameMonth(a, b store.Day) bool {
	ay, am, _ := a.Date()
	by, bm, _ := b.Date()
	return ay == by && am == bm
}

// ruleNames is a language's words for rules.
type ruleNames struct {
	all, other, nth       string // varje %s, varannan %s, var %s %s
	otherEt, nthEt        string // the same of år and kvartal
	day, workday          string
	week, month, year     string
	spans                 map[int]string // by their months
	weekdays, theWeekdays [8]string      // from Monday 1
	months                [13]string
	ordinals              [13]string
	the                   string // before första, sista
	theDay, theWorkday    string
	lastly                string
	of                    string // den 15, varje månad
	inMonth               string // sista fredagen, mars, varje år
	date                  string
	dateSuffix            func(n int) string // nil: a date has no ending
	yearDate, edge        string
	andWord, on           string
	before                string
	dayBefore, onDay      string
	one, many             [inMonths + 1]string // by a distance's unit
	suffix                func(n int) string
}

// every is varje dag, varannan dag, var tredje dag; år and kvartal are neuter.
func (w *ruleNames) every(n int16, unit string) string {
	neuter := unit == w.year || unit == w.spans[3] || unit == w.spans[6]
	switch {
	case n == 1:
		return fmt.Sprintf(w.all, unit)
	case n == 2 && neuter:
		return fmt.Sprintf(w.otherEt, unit)
	case n == 2:
		return fmt.Sprintf(w.other, unit)
	case neuter:
		return fmt.Sprintf(w.nthEt, w.ordinal(int(n)), unit)
	}
	return fmt.Sprintf(w.nth, w.ordinal(int(n)), unit)
}

// ordinal is tredje, 14:e.
func (w *ruleNames) ordinal(n int) string {
	if n < len(w.ordinals) {
		return w.ordinals[n]
	}
	return fmt.Sprint(n) + w.suffix(n)
}

// weekly is varje måndag och onsdag, varje måndag–fredag, varannan vecka på
// måndag och torsdag.
func (w *ruleNames) weekly(r Rule) string {
	var names []string
	days := r.days.list()
	for i := 0; i < len(days); i++ {
		name := w.weekdays[days[i]]
		to := i
		for to+1 < len(days) && days[to+1] == days[to]+1 {
			to++
		}
		if to-i >= 2 {
			name, i = name+"–"+w.weekdays[days[to]], to
		}
		names = append(names, name)
	}
	if r.every == 1 || len(days) == 1 {
		return w.every(r.every, w.list(names))
	}
	return w.every(r.every, w.week) + w.on + w.list(names)
}

// list is måndag, onsdag och fredag.
func (w *ruleNames) list(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	end := len(names) - 1
	return strings.Join(names[:end], ", ") + w.andWord + names[end]
}

func (w *ruleNames) monthly(r Rule) string {
	unit := w.month
	if r.months != 0 {
		span, _, _ := spanOf(r.months)
		unit = w.spans[span]
		if r.date == 15 {
			return fmt.Sprintf(w.edge, w.every(r.every, unit))
		}
		if r.date == 1 {
			return fmt.Sprintf(w.of, w.the+w.ordinals[1]+" "+w.theDay, w.every(r.every, unit))
		}
	}
	return fmt.Sprintf(w.of, w.ofMonth(r), w.every(r.every, unit))
}

// ofMonth is den 15, sista dagen, första vardagen, sista fredagen.
func (w *ruleNames) ofMonth(r Rule) string {
	switch {
	case r.date == last:
		return w.the + w.lastly + w.theDay
	case r.date != 0 && w.dateSuffix != nil:
		return w.the + fmt.Sprint(r.date) + w.dateSuffix(int(r.date))
	case r.date != 0:
		return fmt.Sprintf(w.date, fmt.Sprint(r.date))
	}
	name := w.theWorkday
	if !r.work {
		name = w.theWeekdays[r.days.list()[0]]
	}
	if r.nth == last {
		return w.the + w.lastly + name
	}
	return w.the + w.ordinal(int(r.nth)) + " " + name
}

func (w *ruleNames) yearly(r Rule) string {
	every, month := w.every(r.every, w.year), w.months[r.month()]
	if r.date > 0 {
		return fmt.Sprintf(w.yearDate, every, r.date, month)
	}
	return fmt.Sprintf(w.inMonth, w.ofMonth(r), month, every)
}

// distances is 3 dagar före, en vecka före och på dagen.
func (w *ruleNames) distances(r Rule) string {
	var names []string
	for _, b := range r.distances() {
		switch {
		case b.n == 0:
			names = append(names, w.onDay)
		case b == distance{1, inDays}:
			names = append(names, w.dayBefore)
		case b.n == 1:
			names = append(names, w.one[b.unit]+w.before)
		default:
			names = append(names, fmt.Sprint(b.n)+" "+w.many[b.unit]+w.before)
		}
	}
	return w.list(names)
}
