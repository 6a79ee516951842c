package when

import (
	"fmt"

	"utblick/store"
)

// shortNames are what Format writes: the days from Sunday, the months from
// January.
type shortNames struct {
	days   [7]string
	months [12]string
}

var svNames = shortNames{
	[7]string{"sön", "mån", "tis", "ons", "tors", "fre", "lör"},
	[12]string{"jan", "feb", "mars", "april", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec"},
}

var enNames = shortNames{
	[7]string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"},
	[12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
}

// Format writes d as "fre 4 dec" ("Fri 4 Dec"; lang is "sv" or "en"), with the
// year unless it is today's or the day is at most six months ahead. The zero
// Day is nothing.
func Format(d store.Day, lang string, today store.Day) string {
	if d.IsZero() {
		return ""
	}
	names := svNames
	if lang == "en" {
		names = enNames
	}
	y, m, day := d.Date()
	s := fmt.Sprintf("%s %d %s", names.days[d.Weekday()], day, names.months[m-1])
	if this, _, _ := today.Date(); y == this || d >= today && d <= addMonths(today, 6) {
		return s
	}
	return fmt.Sprintf("%s %d", s, y)
}
