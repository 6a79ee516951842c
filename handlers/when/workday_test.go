package when

import (
	"sync"
	"testing"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/se"

	"utblick/store"
)

// movable is the days without a fixed date, a year a line: påskdagen, Kristi
// himmelsfärdsdag, pingstdagen, midsommarafton, alla helgons dag.
var movable = [][5]string{
	{"2026-04-05", "2026-05-14", "2026-05-24", "2026-06-19", "2026-10-31"},
	{"2027-03-28", "2027-05-06", "2027-05-16", "2027-06-25", "2027-11-06"},
	{"2028-04-16", "2028-05-25", "2028-06-04", "2028-06-23", "2028-11-04"},
	{"2029-04-01", "2029-05-10", "2029-05-20", "2029-06-22", "2029-11-03"},
	{"2030-04-21", "2030-05-30", "2030-06-09", "2030-06-21", "2030-11-02"},
	{"2031-04-13", "2031-05-22", "2031-06-01", "2031-06-20", "2031-11-01"},
	{"2032-03-28", "2032-05-06", "2032-05-16", "2032-06-25", "2032-11-06"},
	{"2033-04-17", "2033-05-26", "2033-06-05", "2033-06-24", "2033-11-05"},
	{"2034-04-09", "2034-05-18", "2034-05-28", "2034-06-23", "2034-11-04"},
	{"2035-03-25", "2035-05-03", "2035-05-13", "2035-06-22", "2035-11-03"},
	{"2036-04-13", "2036-05-22", "2036-06-01", "2036-06-20", "2036-11-01"},
	{"2037-04-05", "2037-05-14", "2037-05-24", "2037-06-19", "2037-10-31"},
	{"2038-04-25", "2038-06-03", "2038-06-13", "2038-06-25", "2038-11-06"},
	{"2039-04-10", "2039-05-19", "2039-05-29", "2039-06-24", "2039-11-05"},
	{"2040-04-01", "2040-05-10", "2040-05-20", "2040-06-22", "2040-11-03"},
}

func TestMovableHolidays(t *testing.T) {
	t.Parallel()
	names := [5]string{"påskdagen", "Kristi himmelsfärdsdag", "pingstdagen", "midsommarafton", "alla helgons dag"}
	c := NewCalendar()
	for _, year := range movable {
		for i, d := range year {
			if name, _ := c.Holiday(day(d), "sv"); name != names[i] {
				t.Errorf("%s is %q, want %q", d, name, names[i])
			}
		}
	}
}

func TestHolidaysOfAYear(t *testing.T) {
	t.Parallel()
	want := []struct{ day, sv, en string }{
		{"2026-01-01", "nyårsdagen", "New Year's Day"}, {"2026-01-06", "trettondedag jul", "Epiphany"},
		{"2026-04-03", "långfredagen", "Good Friday"}, {"2026-04-05", "påskdagen", "Easter Sunday"},
		{"2026-04-06", "annandag påsk", "Easter Monday"}, {"2026-05-01", "första maj", "May Day"},
		{"2026-05-14", "Kristi himmelsfärdsdag", "Ascension Day"}, {"2026-05-24", "pingstdagen", "Pentecost"},
		{"2026-06-06", "Sveriges nationaldag", "National Day"}, {"2026-06-19", "midsommarafton", "Midsummer's Eve"},
		{"2026-06-20", "midsommardagen", "Midsummer's Day"}, {"2026-10-31", "alla helgons dag", "All Saints' Day"},
		{"2026-12-24", "julafton", "Christmas Eve"}, {"2026-12-25", "juldagen", "Christmas Day"},
		{"2026-12-26", "annandag jul", "Boxing Day"}, {"2026-12-31", "nyårsafton", "New Year's Eve"},
	}
	c, n := NewCalendar(), 0
	for d := day("2026-01-01"); d <= day("2026-12-31"); d++ {
		sv, ok := c.Holiday(d, "sv")
		if !ok {
			continue
		}
		if en, _ := c.Holiday(d, "en"); n < len(want) && (want[n].day != d.String() || want[n].sv != sv || want[n].en != en) {
			t.Errorf("%s is %s, %s; want %v", d, sv, en, want[n])
		}
		n++
	}
	if n != len(want) {
		t.Errorf("%d holidays, want %d", n, len(want))
	}
}

// The library is another hand's reckoning of the same law. It leaves out
// påskdagen and pingstdagen, which are Sundays.
func TestWorkingDaysAgreeWithALibrary(t *testing.T) {
	t.Parallel()
	lib := cal.NewBusinessCalendar()
	lib.AddHoliday(se.Holidays...)
	c := NewCalendar()
	for d := day("2006-01-01"); d < day("2070-01-01"); d++ {
		at := d.At(12, 0, time.UTC)
		if got, want := c.Working(d), lib.IsWorkday(at); got != want {
			t.Errorf("%s: working %v, the library says %v", d, got, want)
		}
	}
	for year, want := range map[int]int{2026: 251, 2027: 253, 2028: 251} {
		n := 0
		for d := store.NewDay(year, 1, 1); d <= store.NewDay(year, 12, 31); d++ {
			if c.Working(d) {
				n++
			}
		}
		if n != want {
			t.Errorf("%d has %d working days, want %d", year, n, want)
		}
	}
}

func TestNextAndPreviousWorkingDay(t *testing.T) {
	t.Parallel()
	c := NewCalendar(day("2026-11-30"), day("2026-12-01"))
	for _, row := range [][3]string{ // day, next, previous
		{"2026-11-25", "2026-11-26", "2026-11-24"}, // in a week
		{"2026-11-27", "2026-12-02", "2026-11-26"}, // before a weekend and two closed days
		{"2026-12-02", "2026-12-03", "2026-11-27"},
		{"2026-12-23", "2026-12-28", "2026-12-22"}, // Christmas
		{"2026-12-30", "2027-01-04", "2026-12-29"}, // New Year, 1 January a Friday
		{"2027-01-06", "2027-01-07", "2027-01-05"}, // Epiphany on a Wednesday
		{"2027-03-25", "2027-03-30", "2027-03-24"}, // Easter
		{"2026-04-30", "2026-05-04", "2026-04-29"}, // 1 May, a Friday
		{"2028-02-28", "2028-02-29", "2028-02-25"}, // a leap day
	} {
		d := day(row[0])
		if got := c.Next(d); got.String() != row[1] {
			t.Errorf("after %s comes %s, want %s", d, got, row[1])
		}
		if got := c.Previous(d); got.String() != row[2] {
			t.Errorf("before %s was %s, want %s", d, got, row[2])
		}
	}
}

func TestNoCalendarIsTheSwedishOne(t *testing.T) {
	t.Parallel()
	var c *Calendar
	if c.Working(day("2026-12-24")) || !c.Working(day("2026-12-23")) || c.Next(day("2026-12-23")) != day("2026-12-28") {
		t.Error("the nil calendar doesn't keep Christmas")
	}
}

func TestWeekNumbers(t *testing.T) {
	t.Parallel()
	for y := 2000; y < 2100; y++ {
		want := 52
		if first := store.NewDay(y, 1, 1).Weekday(); first == time.Thursday || first == time.Wednesday && store.ValidDate(y, 2, 29) {
			want = 53
		}
		if got := weeksIn(y); got != want {
			t.Errorf("%d has %d weeks, want %d", y, got, want)
		}
		for w := 1; w <= want; w++ {
			if gy, gw := weekMonday(y, w).ISOWeek(); gy != y || gw != w {
				t.Errorf("week %d of %d begins in week %d of %d", w, y, gw, gy)
			}
		}
	}
}

func TestCalendarIsSafeForMany(t *testing.T) {
	t.Parallel()
	c := NewCalendar(day("2026-11-30"))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for d := day("2026-01-01"); d < day("2027-01-01"); d++ {
				c.Next(d)
				c.Holiday(d, "sv")
				_, _ = Parse("om tre vardagar", Ref{Today: d, Calendar: c})
			}
		})
	}
	wg.Wait()
}
