package handlers

import (
	"utblick/bot"
	"utblick/store"
)

// period is some days on end, both ends included.
type period struct{ from, to store.Day }

// period reads "idag" and "nästa vecka" at the beginning of words, and tells
// how many of them it took.
func (d *Desk) period(r *bot.Request, words []string) (p period, n int) {
	today := d.today(r)
	monday := today - store.Day((int(today.Weekday())+6)%7)
	for _, known := range []struct {
		words int
		days  period
	}{
		{leads(r, words, "period.today"), period{today, today}},
		{leads(r, words, "period.tomorrow"), period{today + 1, today + 1}},
		{leads(r, words, "period.week"), period{monday, monday + 6}},
		{leads(r, words, "period.next_week"), period{monday + 7, monday + 13}},
	} {
		if known.words > 0 {
			return known.days, known.words
		}
	}
	return period{}, 0
}
