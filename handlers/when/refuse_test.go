package when

import (
	"errors"
	"strings"
	"testing"
)

func TestRefused(t *testing.T) {
	t.Parallel()
	table{
		// Not in the calendar.
		{"2026-02-30", "impossible"}, {"2026-13-01", "impossible"}, {"2026-00-00", "impossible"}, {"20261301", "impossible"},
		{"261315", "impossible"}, {"31 nov", "impossible"}, {"30 feb", "impossible"}, {"29 feb 2027", "impossible"},
		{"31/2", "impossible"}, {"32 dec", "impossible"}, {"0 dec", "impossible"}, {"den 32:a", "impossible"},
		{"v. 60", "impossible"}, {"v. 0", "impossible"}, {"v. 53 2027", "impossible"}, {"fredag v 60", "impossible"},
		{"kl 25", "impossible"}, {"fredag kl 25", "impossible"}, {"fredag kl 14.75", "impossible"}, {"13 pm", "impossible"},
		{"senast 9.30", "impossible"}, {"femte måndagen i februari", "impossible"},
		{"12/15", "impossible → 2026-12-15"}, {"12/15/2026", "impossible → 2026-12-15"},

		// Past, for a task; the next such day is suggested.
		{"igår", "past 2026-11-22"}, {"yesterday", "past 2026-11-22"}, {"för två dagar sedan", "past 2026-11-21"},
		{"i fredags", "past 2026-11-20 → 2026-11-27"}, {"last Friday", "past 2026-11-20 → 2026-11-27"},
		{"förra veckan", "past 2026-11-20"}, {"2026-11-22", "past 2026-11-22 → 2027-11-22"},
		{"15 mars 2026", "past 2026-03-15 → 2027-03-15"}, {"29 feb 2024", "past 2024-02-29 → 2028-02-29"},
		{"fredag 20 nov", "past 2026-11-20 → 2027-11-20"}, {"v. 40 2026", "past 2026-10-02 → 2027-10-08"},

		// Two readings.
		{"fredag 5 dec", "ambiguous → 2026-12-05 2026-12-04"}, {"måndag den 15 december", "ambiguous → 2026-12-15 2026-12-14"},
		{"4 dec (torsdag)", "ambiguous → 2026-12-04 2026-12-03"}, {"imorgon fredag", "ambiguous → 2026-11-24 2026-11-27"},
		{"fredag 4.5", "ambiguous → 2027-05-04 2027-05-07"}, {"december", "ambiguous → 2026-12-01 2026-12-31"},
		{"i mars", "ambiguous → 2027-03-01 2027-03-31"}, {"mars 2028", "ambiguous → 2028-03-01 2028-03-31"},
		{"nästa år", "ambiguous → 2027-01-01 2027-12-31"}, {"i helgen", "ambiguous → 2026-11-28 2026-11-29"},
		{"28-02-27", "ambiguous → 2028-02-27 2027-02-28"},

		// Too far away to be meant.
		{"1215-12-15", "absurd"}, {"0215-01-01", "absurd"}, {"9999-01-01", "absurd"}, {"15 mars 2115", "absurd 2115-03-15"},
		{"om 5000 veckor", "absurd 2122-09-21"}, {"om 99999999999999999999 dagar", "absurd"}, {"om 40000 vardagar", "absurd"},
		{"15/12-49", "absurd 2049-12-15"}, {"2015-01-01", "absurd 2015-01-01"}, {"påsk 9999", "absurd 9999-03-28"},

		// Not a day, or not one that we know of: asked, never guessed.
		{"", "unknown"}, {" \t", "unknown"}, {"gurka", "unknown"}, {"snart", "unknown"}, {"3", "unknown"}, {"imorgon 14", "unknown"},
		{"fredag 4", "unknown"}, {"fredag eller lördag", "unknown"}, {"varje fredag", "unknown"}, {"fredag gurka", "unknown"},
		{"i höst", "unknown"}, {"om några veckor", "unknown"}, {"om 2 timmar", "unknown"}, {"två veckor", "unknown"},
		{"1.2.3.4", "unknown"}, {"070-123 45 67", "unknown"}, {"\x00", "unknown"}, {"fredag\x00", "unknown"}, {"\xff\xfe", "unknown"},
		{"fredag\nlördag", "unknown"}, {strings.Repeat("fredag ", 100), "unknown"}, {strings.Repeat("9", 1<<20), "unknown"},
	}.check(t, ref(monday23))
}

func TestClocks(t *testing.T) {
	t.Parallel()
	table{
		{"fredag kl 14", "2026-11-27 14:00"}, {"fredag kl. 14.30", "2026-11-27 14:30"}, {"fredag kl 1430", "2026-11-27 14:30"},
		{"fredag klockan 9", "2026-11-27 09:00"}, {"fredag, kl 9", "2026-11-27 09:00"}, {"kl 14 på fredag", "2026-11-27 14:00"},
		{"fredag 14:00", "2026-11-27 14:00"}, {"fredag 9:30", "2026-11-27 09:30"}, {"14:00 fredag", "2026-11-27 14:00"},
		{"2026-12-15T14:00:00", "2026-12-15 14:00"}, {"15/12 kl 9", "2026-12-15 09:00"},
		{"onsdagen den 2 december 2026 kl. 13.00–15.00", "2026-12-02 13:00"}, {"fredag 15:00-16:30", "2026-11-27 15:00"},
		// A dot needs a day before it; a date that agrees with its weekday comes first.
		{"fredag 9.30", "2026-11-27 09:30"}, {"fredag 14.00", "2026-11-27 14:00"}, {"fredag 9.12", "2026-11-27 09:12"},
		{"fredag 4.12", "2026-12-04"}, {"9.12", "2026-12-09"}, {"senast 9.12", "2026-12-09"}, {"15 dec 9.30", "2026-12-15 09:30"},
		// A clock alone is today.
		{"kl 14", "2026-11-23 14:00"}, {"14:00", "2026-11-23 14:00"}, {"9.30", "2026-11-23 09:30"}, {"senast kl 14", "2026-11-23 14:00"},
		// One to five are afternoon hours, unless written otherwise.
		{"klockan två", "2026-11-23 14:00"}, {"fredag kl 3", "2026-11-27 15:00"}, {"fredag kl 03", "2026-11-27 03:00"},
		{"fredag kl 3:00", "2026-11-27 03:00"}, {"fredag kl 6", "2026-11-27 06:00"}, {"fredag kl nio", "2026-11-27 09:00"},
		// Midnight is the day's last minute, so that it stays that day.
		{"fredag kl 24", "2026-11-27 23:59"}, {"fredag kl 0", "2026-11-27 00:00"},
		// The part of the day is read, and is no clock.
		{"15/12 9-11", "2026-12-15 09:00"}, {"15/12 kl 9-11", "2026-12-15 09:00"}, {"fredag em", "2026-11-27"}, {"fredag em kl 14", "2026-11-27 14:00"}, {"imorgon före lunch", "2026-11-24"},
	}.check(t, ref(monday23))
}

func TestErrorTellsWhatWasWritten(t *testing.T) {
	t.Parallel()
	_, err := Parse("senast 31 feb", ref(monday23))
	var e *Error
	if !errors.As(err, &e) || e.Text != "31 feb" || e.Reason != Impossible {
		t.Fatalf("got %#v", err)
	}
	if got, want := e.Error(), `day "31 feb" is impossible`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	_, err = Parse(strings.Repeat("å", 1000), ref(monday23))
	if len(err.Error()) > 100 {
		t.Errorf("a long text makes a long error: %s", err)
	}
}
