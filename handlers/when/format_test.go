package when

import (
	"fmt"
	"testing"
)

func TestFormat(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ day, sv, en string }{
		{"2026-12-04", "fre 4 dec", "Fri 4 Dec"},
		{"2026-01-02", "fre 2 jan", "Fri 2 Jan"},             // this year, past
		{"2027-03-03", "ons 3 mars", "Wed 3 Mar"},            // the next few months
		{"2027-05-23", "sön 23 maj", "Sun 23 May"},           // six months
		{"2027-05-24", "mån 24 maj 2027", "Mon 24 May 2027"}, // more
		{"2025-12-30", "tis 30 dec 2025", "Tue 30 Dec 2025"}, // another past year
	} {
		if got := Format(day(row.day), "sv", day(monday23)); got != row.sv {
			t.Errorf("got %s, want %s", got, row.sv)
		}
		if got := Format(day(row.day), "en", day(monday23)); got != row.en {
			t.Errorf("got %s, want %s", got, row.en)
		}
	}
	if got := Format(0, "sv", day(monday23)); got != "" {
		t.Errorf("no day is %q", got)
	}
}

func TestFormatClock(t *testing.T) {
	t.Parallel()
	got := fmt.Sprint(FormatClock(14*60, "sv"), ", ", FormatClock(9*60+5, "en"), ", ", FormatClock(NoClock, "sv"), Clock(0))
	if want := "kl 14:00, at 09:05, 00:00"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// What Format writes, Parse reads, on every day of five years, a leap year among them.
func TestWhatIsWrittenIsRead(t *testing.T) {
	t.Parallel()
	for d := day("2020-01-01"); d < day("2025-01-01"); d++ {
		for _, lang := range []string{"sv", "en"} {
			far := Format(d, lang, d+800)
			if m, err := Parse(far, Ref{Today: d, Kind: Held}); err != nil || m.Day != d {
				t.Fatalf("%q of %s is read as %s, %v", far, d, m.Day, err)
			}
			near := Format(d, lang, d-30)
			if m, err := Parse(near, Ref{Today: d - 30}); err != nil || m.Day != d {
				t.Fatalf("%q of %s is read as %s, %v", near, d, m.Day, err)
			}
		}
	}
}
