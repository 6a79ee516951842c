package when

import (
	"time"

	"utblick/store"
)

// Rule says on which days something recurs (varannan torsdag, första vardagen
// varje månad), how long before a task's due day it comes (3 dagar före), or
// on which single day. It speaks of days; its clock is kept beside them, and
// who puts the two together does so in a zone of their own. Rules are
// comparable; the zero Rule is none.
type Rule struct {
	how    how
	work   bool                // of working days: each one, or with nth the n-th of its months
	days   weekdaySet          // of each week, or with nth one of its months
	nth    int8                // from 1; last; 0: all of them
	date   int8                // of the month; last
	months monthSet            // none: each month
	every  int16               // so many days, weeks, months or years
	clock  int16               // minutes after midnight and 1; 0: no clock
	until  store.Day           // no day is later; zero: it goes on for ever
	start  store.Day           // a single day; or no day is earlier, and every counts from it
	before [maxBefore]distance // how long before the due day, farthest first
}

// how is what a rule counts in.
type how uint8

const (
	daily how = iota + 1
	weekly
	monthly
	yearly
	once
	beforeDue
)

// last is the last day of a month, or its last Friday.
const last = -1

// maxBefore is how many reminders before one day a rule may hold.
const maxBefore = 8

// distance is so many days, working days, weeks or months before the due day.
type distance struct {
	n    int16
	unit uint8 // inDays, inWorkdays, inWeeks or inMonths; 0: unused
}

// IsZero tells whether r is no rule at all.
func (r Rule) IsZero() bool { return r.how == 0 }

// Clock is the rule's time of day, NoClock when none was written.
func (r Rule) Clock() Clock { return Clock(r.clock) - 1 }

// At is the rule at another time of day.
func (r Rule) At(c Clock) Rule {
	r.clock = int16(c + 1)
	return r
}

// Relative tells whether r is counted from a due day: 3 dagar före, på dagen.
func (r Rule) Relative() bool { return r.how == beforeDue }

// Once tells whether r is a single day: imorgon, fredag kl 14.
func (r Rule) Once() bool { return r.how == once }

// earliest and latest are the days that rules reach, as dates do (fixed).
const (
	earliest store.Day = -25567 // 1900-01-01
	latest   store.Day = 84005  // 2199-12-31
)

// horizon is how many years ahead a rule's next day is looked for: the longest
// interval, and a leap day that a year 2100 takes away.
const horizon = farthest + 2

// Next is the first of r's days after that day: a nominal day, which may be a
// holiday unless the rule speaks of working days. A Relative rule counts from
// due. Not ok: there is none as far as the rule reaches or before its end,
// or no due day.
func (r Rule) Next(after, due store.Day, cal *Calendar) (store.Day, bool) {
	switch {
	case r.how == once:
		return r.start, r.start > after
	case r.how == beforeDue:
		return r.nextBefore(after, due, cal)
	case r.how == 0 || after >= latest:
		return 0, false
	}
	after = max(after, earliest)
	if !r.start.IsZero() {
		after = max(after, r.start-1)
	}
	next, ok := store.Day(0), false
	if r.work {
		next, ok = r.nextWorking(after, cal)
	} else {
		next, ok = r.nextNominal(after)
	}
	if !ok || r.Ends() && next > r.until {
		return 0, false
	}
	return next, true
}

// weekdaySet holds weekdays, bit 1 for Monday to bit 7 for Sunday.
type weekdaySet uint8

func (s weekdaySet) with(wd int) weekdaySet { return s | 1<<wd }
func (s weekdaySet) has(wd int) bool        { return s&(1<<wd) != 0 }

// list is the set's weekdays in order.
func (s weekdaySet) list() []int {
	var days []int
	for wd := 1; wd <= 7; wd++ {
		if s.has(wd) {
			days = append(days, wd)
		}
	}
	return days
}

// monthSet holds months, bit 1 for January to bit 12 for December.
type monthSet uint16

func (s monthSet) has(m time.Month) bool { return s&(1<<m) != 0 }

// list is the set's months in order.
func (s monthSet) list() []int {
	var months []int
	for m := time.January; m <= time.December; m++ {
		if s.has(m) {
			months = append(months, int(m))
		}
	}
	return months
}

// monthOf is the k-th month, from 1, of each span of so many in the year.
func monthOf(span, k int) monthSet {
	var s monthSet
	for m := k; m <= 12; m += span {
		s |= 1 << m
	}
	return s
}

// spanOf tells which span's k-th months s holds: 3, 4, 6, or 12 for a single
// month.
func spanOf(s monthSet) (span, k int, ok bool) {
	for _, span := range [...]int{3, 4, 6, 12} {
		for k := 1; k <= span; k++ {
			if s == monthOf(span, k) {
				return span, k, true
			}
		}
	}
	return 0, 0, false
}

// valid tells whether r is a rule that text can say, and that has days.
func (r Rule) valid() bool {
	if r.clock < 0 || r.clock > 24*60 || !r.start.IsZero() && (r.start < earliest || r.start > latest) {
		return false
	}
	if r.Ends() && (r.until < max(earliest, r.start) || r.until > latest) {
		return false
	}
	switch r.how {
	case once:
		return r == Rule{how: once, start: r.start, clock: r.clock} && !r.start.IsZero()
	case beforeDue:
		return r == Rule{how: beforeDue, before: r.before, clock: r.clock} && r.validBefore()
	case daily, weekly, monthly, yearly:
		return r.before == [maxBefore]distance{} && r.validInterval() && r.validDays()
	}
	return false
}

// validInterval keeps intervals within ten years; a longer one than the unit
// needs a start to count from.
func (r Rule) validInterval() bool {
	most := [...]int16{daily: 366 * farthest, weekly: 52 * farthest, monthly: 12 * farthest, yearly: farthest}[r.how]
	return 1 <= r.every && r.every <= most && (r.every == 1 || !r.start.IsZero())
}

func (r Rule) validDays() bool {
	if r.days&^0xfe != 0 {
		return false
	}
	switch r.how {
	case daily:
		return r.days == 0 && r.nth == 0 && r.date == 0 && r.months == 0 && (!r.work || r.every == 1)
	case weekly:
		return r.days != 0 && r.nth == 0 && r.date == 0 && r.months == 0 && !r.work
	}
	return r.validMonths() && r.validOfMonth()
}

// validMonths allows each month, or those that a quarter, a tertial or a
// half-year begin or end with; and of a year one month.
func (r Rule) validMonths() bool {
	span, k, ok := spanOf(r.months)
	if r.how == yearly {
		return ok && span == 12
	}
	if r.months == 0 {
		return true
	}
	switch {
	case !ok || span == 12 || r.every > 1:
		return false
	case r.date == 15:
		return span == 3 && k == 2
	case r.nth == last || r.date == last:
		return k == span
	}
	return k == 1 && r.date <= 1
}

// validOfMonth wants one thing said: a date, a weekday or a working day.
func (r Rule) validOfMonth() bool {
	switch {
	case r.date != 0:
		return r.nth == 0 && r.days == 0 && !r.work && r.date >= last && (r.date < 0 || r.dateExists())
	case r.work:
		return r.days == 0 && (r.nth == last || 1 <= r.nth && r.nth <= maxWorkdays)
	}
	return len(r.days.list()) == 1 && (r.nth == last || 1 <= r.nth && r.nth <= 5)
}

// maxWorkdays is how many working days a month has at most.
const maxWorkdays = 23

// dateExists tells whether some month, or in some year that month, has such a
// day; 2028 is a leap year.
func (r Rule) dateExists() bool {
	if r.how == monthly {
		return r.date <= 31
	}
	_, m, _ := spanOf(r.months)
	return store.ValidDate(2028, time.Month(m), int(r.date))
}
