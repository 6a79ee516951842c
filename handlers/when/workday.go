package when

import (
	"time"

	"utblick/store"
)

// Calendar tells working days: Monday to Friday, less the Swedish public
// holidays, the three eves that are kept like them, and the house's own closed
// days. It is computed, not stored, so any year will do; nil is the calendar
// without closed days. Safe for concurrent use.
type Calendar struct{ closed map[store.Day]struct{} }

// NewCalendar makes a calendar with the house's own closed days.
func NewCalendar(closed ...store.Day) *Calendar {
	c := &Calendar{closed: make(map[store.Day]struct{}, len(closed))}
	for _, d := range closed {
		c.closed[d] = struct{}{}
	}
	return c
}

// Working tells whether people work on d.
func (c *Calendar) Working(d store.Day) bool {
	if isoWeekday(d) > 5 {
		return false
	}
	if c != nil {
		if _, ok := c.closed[d]; ok {
			return false
		}
	}
	_, ok := holidayOn(d)
	return !ok
}

// Next is the first working day after d.
func (c *Calendar) Next(d store.Day) store.Day {
	for d++; !c.Working(d); d++ {
	}
	return d
}

// Previous is the last working day before d.
func (c *Calendar) Previous(d store.Day) store.Day {
	for d--; !c.Working(d); d-- {
	}
	return d
}

// Holiday names the public holiday, or eve kept like one, that d is; lang is
// "sv" or "en". The Sundays påskdagen and pingstdagen are among them.
func (c *Calendar) Holiday(d store.Day, lang string) (name string, ok bool) {
	id, ok := holidayOn(d)
	if !ok {
		return "", false
	}
	if lang == "en" {
		return holidayNames[id].en, true
	}
	return holidayNames[id].sv, true
}

// holidayNames names the public holidays of lag (1989:253) om allmänna
// helgdagar, and midsommarafton, julafton and nyårsafton, which lag (1930:173)
// om beräkning av lagstadgad tid, section 2, puts on a level with them.
var holidayNames = map[int]struct{ sv, en string }{
	newYearsDay:  {"nyårsdagen", "New Year's Day"},
	epiphany:     {"trettondedag jul", "Epiphany"},
	goodFriday:   {"långfredagen", "Good Friday"},
	easterDay:    {"påskdagen", "Easter Sunday"},
	easterMonday: {"annandag påsk", "Easter Monday"},
	mayDay:       {"första maj", "May Day"},
	ascension:    {"Kristi himmelsfärdsdag", "Ascension Day"},
	pentecostDay: {"pingstdagen", "Pentecost"},
	nationalDay:  {"Sveriges nationaldag", "National Day"},
	midsummerEve: {"midsommarafton", "Midsummer's Eve"},
	midsummerDay: {"midsommardagen", "Midsummer's Day"},
	allSaints:    {"alla helgons dag", "All Saints' Day"},
	christmasEve: {"julafton", "Christmas Eve"},
	christmasDay: {"juldagen", "Christmas Day"},
	boxingDay:    {"annandag jul", "Boxing Day"},
	newYearsEve:  {"nyårsafton", "New Year's Eve"},
}

// mayDay has a date for a name, so the grammar needs no feast for it.
const mayDay = -1

// holidayOn is the holiday that d is. Where two fall on one day (1 May 2008
// was Ascension Day, too) the one with a fixed date is named.
func holidayOn(d store.Day) (id int, ok bool) {
	y, m, day := d.Date()
	switch {
	case m == time.January && day == 1:
		return newYearsDay, true
	case m == time.January && day == 6:
		return epiphany, true
	case m == time.May && day == 1:
		return mayDay, true
	case m == time.June && day == 6:
		return nationalDay, true
	case m == time.December:
		return decemberHoliday(day)
	}
	return movableOn(d, y, m)
}

func decemberHoliday(day int) (id int, ok bool) {
	switch day {
	case 24:
		return christmasEve, true
	case 25:
		return christmasDay, true
	case 26:
		return boxingDay, true
	case 31:
		return newYearsEve, true
	}
	return 0, false
}

// movableOn is the holiday without a fixed date that d is.
func movableOn(d store.Day, y int, m time.Month) (id int, ok bool) {
	switch {
	case m == time.June && d == midsummerSaturday(y)-1:
		return midsummerEve, true
	case m == time.June && d == midsummerSaturday(y):
		return midsummerDay, true
	case (m == time.October || m == time.November) && d == allSaintsSaturday(y):
		return allSaints, true
	case m < time.March || m > time.June:
		return 0, false
	}
	switch d - easterOf(y) {
	case -2:
		return goodFriday, true
	case 0:
		return easterDay, true
	case 1:
		return easterMonday, true
	case 39:
		return ascension, true
	case 49:
		return pentecostDay, true
	}
	return 0, false
}

// midsummerSaturday is the Saturday from 20 to 26 June.
func midsummerSaturday(y int) store.Day { return saturdayFrom(store.NewDay(y, time.June, 20)) }

// allSaintsSaturday is the Saturday from 31 October to 6 November.
func allSaintsSaturday(y int) store.Day { return saturdayFrom(store.NewDay(y, time.October, 31)) }

func saturdayFrom(d store.Day) store.Day { return d + store.Day((6-isoWeekday(d)+7)%7) }

// easterOf is Easter Sunday of year y by the Gregorian reckoning, after the
// algorithm in J. Meeus, Astronomical Algorithms (1991), chapter 8.
func easterOf(y int) store.Day {
	a, b, c := y%19, y/100, y%100
	h := (19*a + b - b/4 - (b-(b+8)/25+1)/3 + 15) % 30
	l := (32 + 2*(b%4) + 2*(c/4) - h - c%4) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return store.NewDay(y, time.Month(n/31), n%31+1)
}
