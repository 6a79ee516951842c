package remind_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"utblick/store"
)

// easters are the Easter Sundays from 2026 on, out of an almanac.
var easters = [...]string{
	"2026-04-05", "2027-03-28", "2028-04-16", "2029-04-01", "2030-04-21", "2031-04-13", "2032-03-28", "2033-04-17",
	"2034-04-09", "2035-03-25", "2036-04-13", "2037-04-05", "2038-04-25", "2039-04-10", "2040-04-01",
}

// An almanac knows the working days, found in another way than the planner's.
type almanac map[store.Day]bool

func newAlmanac(t testing.TB) almanac {
	t.Helper()
	red := almanac{}
	for _, text := range easters {
		easter := day(t, text)
		year, _, _ := easter.Date()
		for _, after := range []store.Day{-2, 0, 1, 39, 49} {
			red[easter+after] = true
		}
		for _, fixed := range []string{"01-01", "01-06", "05-01", "06-06", "12-24", "12-25", "12-26", "12-31"} {
			red[day(t, fmt.Sprintf("%d-%s", year, fixed))] = true
		}
		for d := 19; d <= 25; d++ {
			if eve := store.NewDay(year, time.June, d); eve.Weekday() == time.Friday {
				red[eve] = true
			}
		}
	}
	return red
}

func (a almanac) works(s store.Settings, d store.Day) bool {
	w := d.Weekday()
	return w != time.Saturday && w != time.Sunday && !slices.Contains(s.FreeDays, w) && !a[d]
}

func (a almanac) before(s store.Settings, d store.Day) store.Day {
	for !a.works(s, d) {
		d--
	}
	return d
}

func (a almanac) after(s store.Settings, d store.Day, n int) store.Day {
	for n > 0 {
		if d++; a.works(s, d) {
			n--
		}
	}
	return d
}

// usual is what comes of a task that was made early enough, day by day.
func (a almanac) usual(s store.Settings, hour string, due store.Day) []string {
	what := map[store.Day]string{}
	what[a.before(s, due-7)] = store.Ahead
	what[a.before(s, due-1)] = store.Eve
	what[a.before(s, due)] = store.Today
	var days []store.Day
	for d := range what {
		days = append(days, d)
	}
	slices.Sort(days)
	var list []string
	for _, d := range days {
		list = append(list, what[d]+" "+d.String()+" "+hour)
	}
	last := due
	for n := range 5 {
		last = a.after(s, last, 2)
		list = append(list, fmt.Sprintf("late%d %s %s", n+1, last, hour))
	}
	last = a.after(store.Settings{}, last, 2)
	list = append(list, fmt.Sprintf("raise1 %s 09:00", last))
	last = a.after(store.Settings{}, last, 5)
	return append(list, fmt.Sprintf("raise2 %s 09:00", last))
}

// TestUsualPlanEachDay compares the plan for each due day of fifteen years
// with a naive one.
func TestUsualPlanEachDay(t *testing.T) {
	t.Parallel()
	red := newAlmanac(t)
	for _, s := range []store.Settings{
		{}, {Hour: "07:00"}, {Hour: "17:59", FreeDays: []time.Weekday{time.Friday}},
		{FreeDays: []time.Weekday{time.Monday, time.Wednesday, time.Thursday}},
	} {
		t.Run(fmt.Sprint(s.Hour, s.FreeDays), func(t *testing.T) {
			t.Parallel()
			hour := s.Hour
			if hour == "" {
				hour = "09:00"
			}
			for due := day(t, "2026-03-01"); due < day(t, "2040-10-01"); due++ {
				p := newPlanning(t, store.Task{Due: due}, s, (due - 45).String())
				got := p.all(store.StreamTask, 11)
				if want := red.usual(s, hour, due); !slices.Equal(got, want) {
					t.Fatalf("due %s\ngot  %v\nwant %v", due, got, want)
				}
			}
		})
	}
}

// TestEachHoliday: of a task that is due on a holiday nothing comes on one.
func TestEachHoliday(t *testing.T) {
	t.Parallel()
	red := newAlmanac(t)
	for due := range red {
		p := newPlanning(t, store.Task{Due: due}, store.Settings{}, (due - 45).String())
		for {
			r, ok := p.come(store.StreamTask)
			if !ok {
				break
			}
			if d := store.DayOf(r.Slot.In(p.Zone)); !red.works(store.Settings{}, d) {
				t.Errorf("due %s: %s on %s", due, r.What, d)
			}
		}
	}
}

// TestOwnRulesEachDay compares rules that recur with a walk through the days.
func TestOwnRulesEachDay(t *testing.T) {
	t.Parallel()
	red := newAlmanac(t)
	s := store.Settings{FreeDays: []time.Weekday{time.Tuesday}}
	for _, row := range []struct {
		rule string
		is   func(d store.Day) bool
	}{
		{"varje måndag", func(d store.Day) bool { return d.Weekday() == time.Monday }},
		{"varje fredag", func(d store.Day) bool { return d.Weekday() == time.Friday }},
		{"den 24 varje månad", func(d store.Day) bool { _, _, n := d.Date(); return n == 24 }},
		{"sista dagen varje månad", func(d store.Day) bool { _, _, n := (d + 1).Date(); return n == 1 }},
	} {
		task := store.Task{Rules: []store.Rule{{For: "anna", When: storedRule(t, row.rule, day(t, "2026-11-23"))}}}
		p := newPlanning(t, task, s, "2026-11-23 10:00")
		var want []string
		for d := day(t, "2026-11-16"); d < day(t, "2040-06-01"); d++ {
			if !row.is(d) {
				continue
			}
			if on := red.after(s, d-1, 1); on > day(t, "2026-11-23") {
				want = append(want, "own "+on.String()+" 09:00")
			}
		}
		want = slices.Compact(want)
		got := p.all(store.StreamOwn+"anna", len(want))
		for i := range want {
			if i >= len(got) || got[i] != want[i] {
				t.Errorf("%s: reminder %d: got %v, want %s", row.rule, i, got[min(i, len(got)-1)], want[i])
				break
			}
		}
	}
}
