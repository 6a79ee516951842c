package when

import (
	"fmt"
	"strings"
	"testing"

	"utblick/store"
)

// day reads the days that the tables write.
func day(s string) store.Day {
	d, err := store.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

// ref is a task's Ref on a day.
func ref(today string) Ref { return Ref{Today: day(today)} }

// said is what came of a reading, as the tables write it: the day and its
// clock, or why not, with the days that are suggested.
func said(m Match) string {
	if m.Err == nil {
		return strings.TrimSpace(m.Day.String() + " " + m.Clock.String())
	}
	err := m.Err.(*Error)
	parts := []string{err.Reason.String()}
	if !err.Day.IsZero() {
		parts = append(parts, err.Day.String())
	}
	for i, d := range err.Suggest {
		if i == 0 {
			parts = append(parts, "→")
		}
		parts = append(parts, d.String())
	}
	return strings.Join(parts, " ")
}

// table is phrases and what they say.
type table [][2]string

// check reads every phrase of a table.
func (rows table) check(t *testing.T, r Ref) {
	t.Helper()
	for _, row := range rows {
		m, err := Parse(row[0], r)
		if got := said(m); got != row[1] {
			t.Errorf("%s: %q is %s, want %s", r.Today, row[0], got, row[1])
		}
		if fmt.Sprint(err) != fmt.Sprint(m.Err) {
			t.Errorf("%q: error %v, but Err %v", row[0], err, m.Err)
		}
	}
}
