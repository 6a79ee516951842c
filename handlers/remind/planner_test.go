package remind_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"utblick/handlers/remind"
	"utblick/handlers/when"
	"utblick/store"
)

// A planning is a planner asked again and again, with the memory that the
// store keeps between.
type planning struct {
	testing.TB
	remind.Planner
	task     store.Task
	settings store.Settings
	memory   store.Memory
	now      time.Time
}

func newPlanning(t testing.TB, task store.Task, s store.Settings, now string, closed ...store.Day) *planning {
	zone := stockholm(t)
	if task.Owner == "" {
		task.Owner = "anna"
	}
	if task.ID == 0 {
		task.ID = 1
	}
	moment := at(t, now)
	return &planning{
		TB: t, Planner: remind.Planner{Calendar: when.NewCalendar(closed...), Zone: zone},
		task: task, settings: s, now: moment,
		memory: store.Memory{Due: task.Due, Since: store.DayOf(moment), Last: map[string]time.Time{}},
	}
}

// stream is the next reminder of a stream.
func (p *planning) stream(name string) (store.Reminder, bool) {
	p.Helper()
	next, err := p.Plan(p.task, p.memory, func(string) (store.Settings, error) { return p.settings, nil }, p.now)
	if err != nil {
		p.Fatal(err)
	}
	for i, r := range next {
		if !r.Slot.After(p.now) || !r.At.Equal(r.Slot) || r.Task != p.task.Ref() {
			p.Fatalf("%v: planned %+v", p.now, r)
		}
		if slices.ContainsFunc(next[:i], func(o store.Reminder) bool { return o.Stream == r.Stream }) {
			p.Fatalf("%v: two of %s planned", p.now, r.Stream)
		}
	}
	i := slices.IndexFunc(next, func(r store.Reminder) bool { return r.Stream == name })
	if i < 0 {
		return store.Reminder{}, false
	}
	return next[i], true
}

// come takes the next reminder of a stream at its time.
func (p *planning) come(name string) (store.Reminder, bool) {
	p.Helper()
	r, ok := p.stream(name)
	if !ok {
		return r, false
	}
	p.now = r.Slot
	p.memory.Last[name] = r.Slot
	today := store.DayOf(p.now)
	switch {
	case r.What == store.Raise:
		p.memory.Raised, p.memory.RaisedOn = r.N, today
	case name == store.StreamTask && p.task.Late(today):
		p.memory.Late, p.memory.LateOn = p.memory.Late+1, today
	}
	return r, true
}

// all are up to n reminders of a stream, one after another.
func (p *planning) all(name string, n int) []string {
	p.Helper()
	var list []string
	for range n {
		r, ok := p.come(name)
		if !ok {
			break
		}
		if c := r.Slot.In(p.Zone); r.What != store.Raise && !p.Open(p.settings, c) {
			p.Errorf("%s %v comes when nobody works", r.What, c)
		}
		list = append(list, said(r, p.Zone))
	}
	return list
}

func said(r store.Reminder, zone *time.Location) string {
	n := ""
	if r.N > 0 {
		n = fmt.Sprint(r.N)
	}
	return r.What + n + " " + r.Slot.In(zone).Format("2006-01-02 15:04")
}

func wantList(t testing.TB, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

func TestUsualPlan(t *testing.T) {
	t.Parallel()
	free := store.Settings{FreeDays: []time.Weekday{time.Monday, time.Friday}, Hour: "13:30"}
	for _, row := range []struct {
		name, now, due string
		settings       store.Settings
		want           string
	}{
		{"plain", "2026-11-23 08:00", "2026-12-03", store.Settings{}, "ahead 2026-11-26 09:00, eve 2026-12-02 09:00, today 2026-12-03 09:00, " +
			"late1 2026-12-07 09:00, late2 2026-12-09 09:00, late3 2026-12-11 09:00, late4 2026-12-15 09:00, late5 2026-12-17 09:00, " +
			"raise1 2026-12-21 09:00, raise2 2026-12-30 09:00"},
		{"what is past is skipped", "2026-12-02 09:00", "2026-12-03", store.Settings{}, "today 2026-12-03 09:00, late1 2026-12-07 09:00"},
		{"made on the day", "2026-12-03 09:00", "2026-12-03", store.Settings{}, "late1 2026-12-07 09:00"},
		{"made on the day, early", "2026-12-03 08:59", "2026-12-03", store.Settings{}, "today 2026-12-03 09:00, late1 2026-12-07 09:00"},
		{"made when late", "2026-12-03 10:00", "2026-11-02", store.Settings{}, "late1 2026-12-07 09:00, late2 2026-12-09 09:00"},
		{"due on a Saturday", "2026-11-23 08:00", "2026-12-05", store.Settings{}, "ahead 2026-11-27 09:00, today 2026-12-04 09:00, late1 2026-12-08 09:00"},
		{"due on a Monday", "2026-11-23 08:00", "2026-12-07", store.Settings{}, "ahead 2026-11-30 09:00, eve 2026-12-04 09:00, today 2026-12-07 09:00, late1 2026-12-09 09:00"},
		{"an hour of one's own", "2026-11-23 08:00", "2026-12-03", store.Settings{Hour: "07:15"}, "ahead 2026-11-26 07:15, eve 2026-12-02 07:15"},
		{"an hour that nobody may choose", "2026-11-23 08:00", "2026-12-03", store.Settings{Hour: "06:00"}, "ahead 2026-11-26 09:00"},
		{"free days", "2026-11-23 08:00", "2026-12-07", free, "ahead 2026-11-26 13:30, today 2026-12-03 13:30, late1 2026-12-09 13:30, late2 2026-12-15 13:30"},
		{"over the clock change in autumn", "2026-10-12 08:00", "2026-10-26", store.Settings{}, "ahead 2026-10-19 09:00, eve 2026-10-23 09:00, today 2026-10-26 09:00, late1 2026-10-28 09:00"},
		{"over the clock change in spring, and Easter", "2027-03-15 08:00", "2027-03-29", store.Settings{}, "ahead 2027-03-22 09:00, today 2027-03-25 09:00, late1 2027-03-31 09:00"},
		{"leap day", "2028-02-14 08:00", "2028-02-29", store.Settings{}, "ahead 2028-02-22 09:00, eve 2028-02-28 09:00, today 2028-02-29 09:00, late1 2028-03-02 09:00"},
		{"a week after leap day", "2028-02-14 08:00", "2028-03-07", store.Settings{}, "ahead 2028-02-29 09:00, eve 2028-03-06 09:00"},
		{"week 53", "2026-12-14 08:00", "2027-01-01", store.Settings{}, "ahead 2026-12-23 09:00, today 2026-12-30 09:00, late1 2027-01-05 09:00, late2 2027-01-08 09:00"},
		{"Christmas Eve", "2026-12-14 08:00", "2026-12-24", store.Settings{}, "ahead 2026-12-17 09:00, today 2026-12-23 09:00, late1 2026-12-29 09:00, late2 2027-01-04 09:00, late3 2027-01-07 09:00"},
		{"between", "2026-12-14 08:00", "2026-12-28", store.Settings{}, "ahead 2026-12-21 09:00, eve 2026-12-23 09:00, today 2026-12-28 09:00, late1 2026-12-30 09:00"},
		{"Epiphany", "2026-12-14 08:00", "2027-01-06", store.Settings{}, "ahead 2026-12-30 09:00, today 2027-01-05 09:00, late1 2027-01-08 09:00"},
		{"National Day on a Monday", "2033-05-23 08:00", "2033-06-06", store.Settings{}, "ahead 2033-05-30 09:00, today 2033-06-03 09:00, late1 2033-06-08 09:00"},
		{"May Day on a Monday", "2028-04-18 08:00", "2028-05-01", store.Settings{}, "ahead 2028-04-24 09:00, today 2028-04-28 09:00, late1 2028-05-03 09:00"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			want := strings.Split(row.want, ", ")
			p := newPlanning(t, store.Task{Due: day(t, row.due)}, row.settings, row.now)
			wantList(t, p.all(store.StreamTask, len(want)), want...)
		})
	}
	p := newPlanning(t, store.Task{Due: day(t, "2026-12-03")}, store.Settings{}, "2026-11-23 08:00")
	if n := len(p.all(store.StreamTask, 100)); n != 3+5+2 {
		t.Errorf("%d reminders in all", n)
	}
}

func TestOwnRules(t *testing.T) {
	t.Parallel()
	free := store.Settings{FreeDays: []time.Weekday{time.Friday}}
	for _, row := range []struct {
		rule, now, due string
		settings       store.Settings
		want           string
	}{
		{"varje måndag", "2026-11-23 08:00", "2027-01-15", store.Settings{}, "2026-11-23 09:00, 2026-11-30 09:00, 2026-12-07 09:00"},
		{"varje måndag", "2026-11-23 09:00", "", store.Settings{}, "2026-11-30 09:00, 2026-12-07 09:00"},
		{"varje måndag", "2027-03-23 08:00", "", store.Settings{}, "2027-03-30 09:00, 2027-04-05 09:00"}, // Easter Monday
		{"varje fredag", "2026-12-18 08:00", "", store.Settings{}, "2026-12-18 09:00, 2026-12-28 09:00, 2027-01-04 09:00, 2027-01-08 09:00"},
		{"varje fredag", "2026-11-23 08:00", "", free, "2026-11-23 09:00, 2026-11-30 09:00, 2026-12-07 09:00"}, // the Friday before has moved
		{"varje vardag", "2026-12-22 10:00", "", store.Settings{}, "2026-12-23 09:00, 2026-12-28 09:00, 2026-12-29 09:00, 2026-12-30 09:00, 2027-01-04 09:00"},
		{"varje dag kl 20", "2026-11-23 08:00", "", store.Settings{}, "2026-11-23 09:00, 2026-11-24 09:00, 2026-11-25 09:00"},
		{"varje torsdag kl 20", "2026-11-23 08:00", "", store.Settings{}, "2026-11-27 09:00, 2026-12-04 09:00"},
		{"varje fredag kl 20", "2026-11-23 10:00", "", store.Settings{}, "2026-11-30 09:00, 2026-12-07 09:00"},
		{"varje torsdag kl 05", "2026-11-23 08:00", "", store.Settings{Hour: "11:00"}, "2026-11-26 11:00, 2026-12-03 11:00"},
		{"varje torsdag kl 7", "2026-11-23 08:00", "", store.Settings{}, "2026-11-26 07:00"},
		{"varje torsdag kl 17.59", "2026-11-23 08:00", "", store.Settings{}, "2026-11-26 17:59"},
		{"varje torsdag kl 18", "2026-11-23 08:00", "", store.Settings{}, "2026-11-27 09:00"},
		{"varje torsdag kl 14.30", "2026-10-20 08:00", "", store.Settings{}, "2026-10-22 14:30, 2026-10-29 14:30"},
		{"3 dagar före", "2026-11-23 08:00", "2026-12-09", store.Settings{}, "2026-12-04 09:00"},
		{"3 dagar före kl 20", "2026-11-23 08:00", "2026-12-10", store.Settings{}, "2026-12-07 09:00"},
		{"3 dagar före kl 05", "2026-11-23 08:00", "2026-12-10", store.Settings{}, "2026-12-07 09:00"},
		{"14, 7 och 1 dagar före kl 15", "2026-11-23 08:00", "2026-12-24", store.Settings{}, "2026-12-10 15:00, 2026-12-17 15:00, 2026-12-23 15:00"},
		{"en vecka före", "2026-11-23 08:00", "2027-01-08", store.Settings{}, "2026-12-30 09:00"},
		{"dagen före", "2026-11-23 08:00", "2026-12-12", free, "2026-12-10 09:00"},
		{"3 dagar före", "2026-12-08 08:00", "2026-12-09", store.Settings{}, ""},
		{"3 dagar före", "2026-11-23 08:00", "", store.Settings{}, ""},
		{"den 24 varje månad", "2026-11-24 10:00", "", store.Settings{}, "2026-12-28 09:00, 2027-01-25 09:00, 2027-02-24 09:00"},
		{"sista dagen varje månad", "2027-12-30 10:00", "", store.Settings{}, "2028-01-03 09:00, 2028-01-31 09:00, 2028-02-29 09:00"},
		{"varannan torsdag", "2026-11-26 10:00", "", store.Settings{}, "2026-12-10 09:00, 2026-12-28 09:00, 2027-01-07 09:00, 2027-01-21 09:00"},
	} {
		t.Run(row.rule+" "+row.now, func(t *testing.T) {
			t.Parallel()
			task := store.Task{Rules: []store.Rule{{For: "anna", When: storedRule(t, row.rule, store.DayOf(at(t, row.now)))}}}
			if row.due != "" {
				task.Due = day(t, row.due)
			}
			var want []string
			if row.want != "" {
				want = strings.Split("own "+strings.ReplaceAll(row.want, ", ", ", own "), ", ")
			}
			p := newPlanning(t, task, row.settings, row.now)
			wantList(t, p.all(store.StreamOwn+"anna", max(1, len(want))), want...)
		})
	}
}

// TestOwnRuleForever: a rule without an end is never at one, and never twice on a day.
func TestOwnRuleForever(t *testing.T) {
	t.Parallel()
	for _, rule := range []string{"varje dag", "varje vardag", "varje söndag kl 6", "den 31 varje månad kl 22", "varje kvartal", "varje 29 februari"} {
		task := store.Task{Rules: []store.Rule{{For: "anna", When: storedRule(t, rule, day(t, "2026-11-23"))}}}
		p := newPlanning(t, task, store.Settings{FreeDays: []time.Weekday{time.Wednesday}}, "2026-11-23 10:00")
		all := p.all(store.StreamOwn+"anna", 120)
		if len(all) != 120 || len(slices.Compact(slices.Clone(all))) != 120 || !slices.IsSorted(all) {
			t.Errorf("%s: %d reminders: %v", rule, len(all), all)
		}
	}
}

// TestOwnRuleStandsIn: a rule of the owner's stands in for those before the
// due day, and off for all of them.
func TestOwnRuleStandsIn(t *testing.T) {
	t.Parallel()
	task := store.Task{Due: day(t, "2026-12-03"), Rules: []store.Rule{{For: "anna", When: storedRule(t, "3 dagar före", day(t, "2026-11-23"))}}}
	p := newPlanning(t, task, store.Settings{}, "2026-11-23 08:00")
	wantList(t, p.all(store.StreamTask, 2), "today 2026-12-03 09:00", "late1 2026-12-07 09:00")

	task.Rules = []store.Rule{{For: "bo", When: store.RuleOff}} // another's is theirs alone
	p = newPlanning(t, task, store.Settings{}, "2026-11-23 08:00")
	wantList(t, p.all(store.StreamTask, 1), "ahead 2026-11-26 09:00")

	task.Rules = []store.Rule{{For: "anna", When: store.RuleOff}}
	p = newPlanning(t, task, store.Settings{}, "2026-11-23 08:00")
	wantList(t, p.all(store.StreamTask, 9))
	wantList(t, p.all(store.StreamOwn+"anna", 9))
}

// TestHouseClosed: through four weeks without a working day nothing is lost,
// also when the task is planned anew in the middle of them.
func TestHouseClosed(t *testing.T) {
	t.Parallel()
	var closed []store.Day
	for d := day(t, "2027-07-01"); d <= day(t, "2027-07-31"); d++ {
		closed = append(closed, d)
	}
	task := store.Task{Due: day(t, "2027-09-09"), Rules: []store.Rule{
		{For: "anna", When: storedRule(t, "varje 2 juli", day(t, "2026-11-23"))}, {For: "bo", When: storedRule(t, "var 3:e månad den 5", day(t, "2027-04-01"))},
	}}
	p := newPlanning(t, task, store.Settings{}, "2027-07-27 12:00", closed...)
	wantList(t, p.all(store.StreamOwn+"anna", 2), "own 2027-08-02 09:00", "own 2028-07-03 09:00")
	p = newPlanning(t, task, store.Settings{}, "2027-07-27 12:00", closed...)
	wantList(t, p.all(store.StreamOwn+"bo", 2), "own 2027-08-02 09:00", "own 2027-10-05 09:00")
}

// TestHourChanged: who has been reminded today isn't again because they choose
// a later hour.
func TestHourChanged(t *testing.T) {
	t.Parallel()
	p := newPlanning(t, store.Task{Due: day(t, "2026-12-03")}, store.Settings{}, "2026-12-03 08:00")
	wantList(t, p.all(store.StreamTask, 1), "today 2026-12-03 09:00")
	p.now, p.settings.Hour = p.now.Add(time.Hour), "14:00"
	wantList(t, p.all(store.StreamTask, 1), "late1 2026-12-07 14:00")
}

// TestClockBack: an hour back nothing is planned twice.
func TestClockBack(t *testing.T) {
	t.Parallel()
	task := store.Task{Due: day(t, "2026-12-03"), Rules: []store.Rule{{For: "bo", When: storedRule(t, "varje dag kl 9", day(t, "2026-11-23"))}}}
	p := newPlanning(t, task, store.Settings{}, "2026-12-02 08:00")
	wantList(t, p.all(store.StreamTask, 1), "eve 2026-12-02 09:00")
	wantList(t, p.all(store.StreamOwn+"bo", 1), "own 2026-12-03 09:00") // the 2nd's is past
	p.now = p.now.Add(-time.Hour)
	wantList(t, p.all(store.StreamTask, 1), "today 2026-12-03 09:00")
	p.now = p.now.Add(-time.Hour)
	wantList(t, p.all(store.StreamOwn+"bo", 1), "own 2026-12-04 09:00")
}
