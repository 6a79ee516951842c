package when

import (
	"slices"
	"strings"
	"testing"
	"time"

	"utblick/store"
)

// nextDays is r's next n days after from.
func nextDays(r Rule, from, due string, n int, cal *Calendar) string {
	var days []string
	d := day(from)
	for range n {
		next, ok := r.Next(d, day(due), cal)
		if !ok {
			days = append(days, "none")
			break
		}
		days, d = append(days, next.String()), next
	}
	return strings.Join(days, " ")
}

func TestNextDays(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ text, today, from, want string }{
		// Through both clock changes, 25 October 2026 and 28 March 2027.
		{"varje söndag", "2026-10-01", "2026-10-17", "2026-10-18 2026-10-25 2026-11-01"},
		{"varje dag", "2026-10-01", "2026-10-23", "2026-10-24 2026-10-25 2026-10-26"},
		{"varannan dag", "2027-03-27", "2027-03-26", "2027-03-27 2027-03-29 2027-03-31"},
		{"varannan söndag", "2026-10-11", "2026-10-11", "2026-10-25 2026-11-08"},
		{"varje söndag", "2026-10-01", "2027-03-21", "2027-03-28 2027-04-04"},

		// Leap days.
		{"varje dag", "2028-01-01", "2028-02-27", "2028-02-28 2028-02-29 2028-03-01"},
		{"varje 29 februari", "2026-11-23", "2026-11-23", "2027-02-28 2028-02-29 2029-02-28"},
		{"vart fjärde år 29 februari", "2026-11-23", "2026-11-23", "2028-02-29 2032-02-29 2036-02-29"},
		{"sista dagen i februari varje år", "2026-11-23", "2026-11-23", "2027-02-28 2028-02-29"},
		{"den 29 varje månad", "2026-11-23", "2027-01-01", "2027-01-29 2027-02-28 2027-03-29"},
		{"den 29 varje månad", "2026-11-23", "2028-01-31", "2028-02-29 2028-03-29"},

		// Week 53 of 2026 and the year's end: every second week stays so.
		{"varannan torsdag", "2026-11-23", "2026-11-23", "2026-11-26 2026-12-10 2026-12-24 2027-01-07 2027-01-21"},
		{"var tredje fredag", "2026-11-23", "2026-11-23", "2026-11-27 2026-12-18 2027-01-08"},
		{"varannan torsdag", "2026-11-23", "2031-01-01", "2031-01-02 2031-01-16"},
		{"varannan vecka på mån och tors", "2026-11-25", "2026-11-25", "2026-11-26 2026-12-07 2026-12-10 2026-12-21"},
		{"varannan söndag", "2026-11-23", "2026-11-23", "2026-11-29 2026-12-13"},
		{"varje måndag", "2026-11-23", "2026-12-21", "2026-12-28 2027-01-04"},

		// No month is left out.
		{"den 31 varje månad", "2026-11-23", "2026-12-31", "2027-01-31 2027-02-28 2027-03-31 2027-04-30 2027-05-31 2027-06-30 " +
			"2027-07-31 2027-08-31 2027-09-30 2027-10-31 2027-11-30 2027-12-31"},
		{"sista dagen varje månad", "2026-11-23", "2026-11-23", "2026-11-30 2026-12-31 2027-01-31 2027-02-28"},
		{"varannan månad", "2026-12-31", "2026-12-31", "2027-02-28 2027-04-30 2027-06-30 2027-08-31"},
		{"andra tisdagen varannan månad", "2026-11-23", "2026-11-23", "2026-12-08 2027-02-09 2027-04-13"},
		{"femte måndagen varje månad", "2026-11-23", "2026-11-23", "2026-11-30 2027-03-29 2027-05-31"},

		// Quarters and more.
		{"sista fredagen varje kvartal", "2026-11-23", "2026-11-23", "2026-12-25 2027-03-26 2027-06-25"},
		{"varje kvartal", "2026-11-23", "2026-11-23", "2027-01-04 2027-04-01 2027-07-01 2027-10-01"},
		{"i mitten av varje kvartal", "2026-11-23", "2026-11-23", "2027-02-15 2027-05-15"},
		{"vartannat kvartal", "2026-11-23", "2026-11-23", "2027-01-04 2027-07-01 2028-01-03"},
		{"varje tertial", "2026-11-23", "2026-11-23", "2027-01-04 2027-05-03 2027-09-01"},
		{"varje halvår", "2026-11-23", "2026-11-23", "2027-01-04 2027-07-01"},
		{"varje år 1 mars", "2026-11-23", "2027-03-01", "2028-03-01 2029-03-01"},
		{"vart tionde år", "2026-11-23", "2026-11-23", "2036-11-23 2046-11-23"},

		// Working days over Christmas and the New Year; 24–26 and 31 December, 1 and 6 January are none.
		{"varje vardag", "2026-11-23", "2026-12-22", "2026-12-23 2026-12-28 2026-12-29 2026-12-30 2027-01-04 2027-01-05 2027-01-07"},
		{"sista vardagen varje år", "2026-11-23", "2026-11-23", "2026-12-30 2027-12-30 2028-12-29"},
		// Easter Monday on 29 March 2027, and 6 June, a Monday in 2033: nominal days stay.
		{"varje måndag", "2026-11-23", "2027-03-22", "2027-03-29 2027-04-05"},
		{"första måndagen i juni varje år", "2026-11-23", "2032-06-30", "2033-06-06"},
		{"första vardagen i april varje år", "2026-11-23", "2026-11-23", "2027-04-01 2028-04-03 2029-04-03"},

		// Not before its start.
		{"varje måndag från 1 januari", "2026-11-23", "2026-11-23", "2027-01-04 2027-01-11"},
		{"varannan torsdag", "2026-11-23", "2020-01-01", "2026-11-26 2026-12-10"},
		{"imorgon", "2026-11-23", "2026-11-23", "2026-11-24 none"},
		{"varje måndag till 14 dec", "2026-11-23", "2026-11-23", "2026-11-30 2026-12-07 2026-12-14 none"},
	} {
		r, err := ParseRule(row.text, ref(row.today))
		if err != nil {
			t.Errorf("%q: %v", row.text, err)
			continue
		}
		n := len(strings.Fields(row.want))
		if got := nextDays(r, row.from, "2026-12-15", n, nil); got != row.want {
			t.Errorf("%q after %s:\n got %s\nwant %s", row.text, row.from, got, row.want)
		}
	}
}

func TestNextDaysBeforeADueDay(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ text, due, want string }{
		{"3 dagar före", "2026-12-15", "2026-12-12 none"},
		{"7 och 1 dagar före", "2026-12-15", "2026-12-08 2026-12-14 none"},
		{"på dagen och dagen före", "2026-12-15", "2026-12-14 2026-12-15 none"},
		{"en vecka före", "2027-01-01", "2026-12-25 none"},
		{"en månad före", "2027-03-31", "2027-02-28 none"},
		{"2 arbetsdagar före", "2026-12-28", "2026-12-22 none"},
		{"en arbetsdag före", "2027-01-07", "2027-01-05 none"},
		{"en vecka före", "2026-11-25", "none"}, // too late
		{"en vecka före", "", "none"},           // no due day
	} {
		r, err := ParseRule(row.text, ref(monday23))
		if err != nil {
			t.Errorf("%q: %v", row.text, err)
			continue
		}
		due := row.due
		if due == "" {
			due = "1970-01-01"
		}
		if got := nextDays(r, monday23, due, 5, nil); got != row.want {
			t.Errorf("%q of %s: got %s, want %s", row.text, row.due, got, row.want)
		}
	}
}

// The n-th working day of each month from 2026 to 2040 is that of a walk that
// knows the holidays from nothing but their names' dates.
func TestWorkingDaysAreThoseOfANaiveWalk(t *testing.T) {
	t.Parallel()
	for text, n := range map[string]int{
		"första vardagen varje månad": 1, "andra vardagen varje månad": 2, "sista vardagen varje månad": -1, "10:e vardagen varje månad": 10,
	} {
		r, err := ParseRule(text, ref(monday23))
		if err != nil {
			t.Fatal(err)
		}
		got := day("2025-12-31")
		for k := range 15 * 12 {
			want := naiveWorkday(n, 2026+k/12, time.Month(k%12+1))
			var ok bool
			if got, ok = r.Next(got, 0, nil); !ok || got != want {
				t.Fatalf("%s: %s, want %s", text, got, want)
			}
		}
	}
}

// naiveWorkday walks through a month.
func naiveWorkday(n, y int, m time.Month) store.Day {
	var days []store.Day
	for d := 1; store.ValidDate(y, m, d); d++ {
		day := store.NewDay(y, m, d)
		if wd := day.Weekday(); wd != time.Saturday && wd != time.Sunday && !slices.Contains(holidaysOf(y), day) {
			days = append(days, day)
		}
	}
	if n < 0 {
		return days[len(days)+n]
	}
	return days[n-1]
}

// easters is Easter Sunday of 2026 to 2040, from the almanac.
var easters = [...]string{
	"2026-04-05", "2027-03-28", "2028-04-16", "2029-04-01", "2030-04-21", "2031-04-13", "2032-03-28", "2033-04-17",
	"2034-04-09", "2035-03-25", "2036-04-13", "2037-04-05", "2038-04-25", "2039-04-10", "2040-04-01",
}

// holidaysOf is a year's holidays that can be on a Monday to Friday.
func holidaysOf(y int) []store.Day {
	easter := day(easters[y-2026])
	list := []store.Day{easter - 2, easter + 1, easter + 39}
	for _, md := range [][2]int{{1, 1}, {1, 6}, {5, 1}, {6, 6}, {12, 24}, {12, 25}, {12, 26}, {12, 31}} {
		list = append(list, store.NewDay(y, time.Month(md[0]), md[1]))
	}
	for d := 19; d <= 25; d++ {
		if day := store.NewDay(y, time.June, d); day.Weekday() == time.Friday {
			list = append(list, day) // Midsummer's Eve
		}
	}
	return list
}

// Closed days are the calendar's own; a house closed for good has no working day.
func TestWorkingDaysOfAHouseWithClosedDays(t *testing.T) {
	t.Parallel()
	r, _ := ParseRule("första vardagen varje månad", ref(monday23))
	if got := nextDays(r, monday23, monday23, 2, NewCalendar(day("2026-12-01"))); got != "2026-12-02 2027-01-04" {
		t.Error(got)
	}
	closed := Ref{Today: day(monday23), Calendar: NewCalendar(day("2026-12-01"))}
	other, _ := ParseRule("första vardagen varannan månad", closed)
	if got := nextDays(other, monday23, monday23, 2, closed.Calendar); got != "2026-12-02 2027-02-01" {
		t.Error(got)
	}
	if got := FormatRule(other, "sv", closed.Today); got != "första vardagen varannan månad" {
		t.Error(got)
	}
	var all []store.Day
	for d := day(monday23); d < day(monday23)+366*20; d++ {
		all = append(all, d)
	}
	for _, text := range []string{"varje vardag", "sista vardagen varje kvartal", "första vardagen varje år"} {
		r, _ := ParseRule(text, ref(monday23))
		if d, ok := r.Next(day(monday23), 0, NewCalendar(all...)); ok {
			t.Errorf("%s: %s", text, d)
		}
	}
}

// Each rule's next day is after the one asked for, and is still the next one
// when asked on the eve of it.
func TestNextGoesForward(t *testing.T) {
	t.Parallel()
	for _, row := range slices.Concat(swedishRuleRows, englishRuleRows) {
		r, err := ReadRule(row.want)
		if err != nil {
			t.Fatal(err)
		}
		for d := day("2026-11-01"); d < day("2029-03-01"); {
			next, ok := r.Next(d, day("2027-02-15"), nil)
			if !ok {
				if !r.Once() && !r.Relative() && !r.Ends() {
					t.Errorf("%s has no day after %s", row.want, d)
				}
				break
			}
			again, _ := r.Next(next-1, day("2027-02-15"), nil)
			if next <= d || again != next {
				t.Fatalf("%s after %s is %s, and after the day before that %s", row.want, d, next, again)
			}
			d = next
		}
	}
}

func TestNextFarAway(t *testing.T) {
	t.Parallel()
	for _, row := range swedishRuleRows {
		r, _ := ReadRule(row.want)
		for _, d := range []store.Day{-1 << 31, earliest - 1, 0, latest - 400, latest, 1<<31 - 1} {
			if next, ok := r.Next(d, latest, nil); ok && next <= d {
				t.Errorf("%s after %d is %s", row.want, d, next)
			}
		}
	}
	if _, ok := (Rule{}).Next(0, 0, nil); ok || (Rule{}).Clock() != NoClock || !(Rule{}).IsZero() || (Rule{}).String() != "" {
		t.Error("no rule has a day or a clock")
	}
}
