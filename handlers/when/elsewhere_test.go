package when

import (
	"testing"
	"time"
	_ "time/tzdata"
)

func TestElsewhere(t *testing.T) {
	t.Parallel()
	here, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ day, clock, zone, want string }{
		{"2026-12-04", "09:00", "Europe/Helsinki", "10:00"},
		{"2026-12-04", "09:00", "Europe/Oslo", ""},
		{"2026-12-04", "09:00", "Europe/Stockholm", ""},
		{"2026-07-01", "09:00", "Asia/Kolkata", "12:30"},
		{"2027-03-28", "09:00", "UTC", "07:00"}, // the clocks go forward that night
		{"2026-12-04", "", "Europe/Helsinki", ""},
		{"2026-12-04", "09:00", "Mars/Base", ""},
		{"2026-12-04", "09:00", "", ""},
	} {
		if got := Elsewhere(day(c.day), c.clock, here, c.zone); got != c.want {
			t.Errorf("%s %s in %s is %q, want %q", c.day, c.clock, c.zone, got, c.want)
		}
	}
}
