package when

import (
	"testing"
)

// row writes what ParseDays read: the first and the last day, or why not.
func row(text string, r Ref) string {
	from, to, err := ParseDays(text, r)
	if err != nil {
		return said(Match{Clock: NoClock, Err: err})
	}
	if from == to {
		return from.String()
	}
	return from.String() + " – " + to.String()
}

// checkRow reads every phrase of a table as days in a row.
func (rows table) checkRow(t *testing.T, r Ref) {
	t.Helper()
	for _, line := range rows {
		if got := row(line[0], r); got != line[1] {
			t.Errorf("%s: %q is %s, want %s", r.Today, line[0], got, line[1])
		}
	}
}

func TestDaysInARow(t *testing.T) {
	t.Parallel()
	table{
		// One day.
		{"fredag", "2026-11-27"}, {"idag", "2026-11-23"}, {"23 dec", "2026-12-23"}, {"2026-12-23", "2026-12-23"},
		{"fredag v 50", "2026-12-11"}, {"26-12-15", "2026-12-15"}, {"15/12-26", "2026-12-15"}, {"15 dec -26", "2026-12-15"},

		// A week is its working days; several are from the first to the last.
		{"nästa vecka", "2026-11-30 – 2026-12-04"}, {"hela nästa vecka", "2026-11-30 – 2026-12-04"}, {"denna vecka", "2026-11-23 – 2026-11-27"},
		{"next week", "2026-11-30 – 2026-12-04"}, {"the whole week after next", "2026-12-07 – 2026-12-11"},
		{"vecka 52", "2026-12-21 – 2026-12-25"}, {"v 52", "2026-12-21 – 2026-12-25"}, {"v.52", "2026-12-21 – 2026-12-25"},
		{"week 52", "2026-12-21 – 2026-12-25"}, {"2026-W52", "2026-12-21 – 2026-12-25"}, {"vecka 28", "2027-07-12 – 2027-07-16"},
		{"v 52-53", "2026-12-21 – 2027-01-01"}, {"v. 52–53", "2026-12-21 – 2027-01-01"}, {"v 52-v 53", "2026-12-21 – 2027-01-01"},
		{"v 52 till 53", "2026-12-21 – 2027-01-01"}, {"vecka 52 - vecka 1", "2026-12-21 – 2027-01-08"}, {"v 52-1", "2026-12-21 – 2027-01-08"},
		{"vecka 28–31", "2027-07-12 – 2027-08-06"}, {"v 47-49", "2026-11-16 – 2026-12-04"},

		// So is a month.
		{"juli", "2027-07-01 – 2027-07-31"}, {"i december", "2026-12-01 – 2026-12-31"}, {"nästa månad", "2026-12-01 – 2026-12-31"},
		{"juli till augusti", "2027-07-01 – 2027-08-31"}, {"july 2027", "2027-07-01 – 2027-07-31"}, {"i helgen", "2026-11-28 – 2026-11-29"},

		// From one day to another, whatever stands between them.
		{"1–12 dec", "2026-12-01 – 2026-12-12"}, {"1-12 dec", "2026-12-01 – 2026-12-12"}, {"1 - 12 december 2026", "2026-12-01 – 2026-12-12"},
		{"den 1:a till den 12:e december", "2026-12-01 – 2026-12-12"}, {"den 1 till den 12 dec", "2026-12-01 – 2026-12-12"},
		{"1/12-12/12", "2026-12-01 – 2026-12-12"}, {"1-12/12", "2026-12-01 – 2026-12-12"}, {"1/12 – 12/12 2026", "2026-12-01 – 2026-12-12"},
		{"1/12-26 - 12/12-26", "2026-12-01 – 2026-12-12"}, {"1 dec-12 dec", "2026-12-01 – 2026-12-12"}, {"1 dec—12 dec", "2026-12-01 – 2026-12-12"},
		{"2026-12-01-2026-12-12", "2026-12-01 – 2026-12-12"}, {"2026-12-01--2026-12-12", "2026-12-01 – 2026-12-12"},
		{"2026-12-01 - 2026-12-12", "2026-12-01 – 2026-12-12"}, {"20261201-20261212", "2026-12-01 – 2026-12-12"},
		{"1 dec till 12 dec", "2026-12-01 – 2026-12-12"}, {"från 1 dec till 12 dec", "2026-12-01 – 2026-12-12"},
		{"1 dec t.o.m. 12 dec", "2026-12-01 – 2026-12-12"}, {"1 dec tom 12 dec", "2026-12-01 – 2026-12-12"}, {"1 dec t o m 12 dec", "2026-12-01 – 2026-12-12"},
		{"fr.o.m. 1 dec t.o.m. 12 dec", "2026-12-01 – 2026-12-12"}, {"från och med 1 dec till och med 12 dec", "2026-12-01 – 2026-12-12"},
		{"tis 1 dec – lör 12 dec", "2026-12-01 – 2026-12-12"}, {"1 Dec to 12 Dec", "2026-12-01 – 2026-12-12"}, {"from December 1 through December 12", "2026-12-01 – 2026-12-12"},
		{"20 dec - 7 jan", "2026-12-20 – 2027-01-07"}, {"20 Dec until 7 Jan", "2026-12-20 – 2027-01-07"}, {"1 dec–12 dec 2027", "2027-12-01 – 2027-12-12"},
		{"måndag till fredag", "2026-11-30 – 2026-12-04"}, {"mån-fre", "2026-11-30 – 2026-12-04"}, {"fredag till tisdag", "2026-11-27 – 2026-12-01"},
		{"imorgon till fredag", "2026-11-24 – 2026-11-27"}, {"1 dec till fredag", "2026-12-01 – 2026-12-04"}, {"idag-v 50", "2026-11-23 – 2026-12-11"},
		{"jul till nyår", "2026-12-24 – 2026-12-31"}, {"julafton–nyårsdagen", "2026-12-24 – 2027-01-01"},

		// From today, when only the end is said.
		{"till fredag", "2026-11-23 – 2026-11-27"}, {"t.o.m. fredag", "2026-11-23 – 2026-11-27"}, {"until Friday", "2026-11-23 – 2026-11-27"},

		// Backwards, which the caller tells.
		{"12 dec - 1 dec", "2026-12-12 – 2026-12-01"}, {"12-1 dec", "2026-12-12 – 2026-12-01"}, {"v 3 till v 1", "2027-01-18 – 2027-01-08"},

		// What can't be.
		{"30 feb", "impossible"}, {"31 nov – 2 dec", "impossible"}, {"28 nov – 31 nov", "impossible"}, {"0-12 dec", "impossible"}, {"v 52 till 60", "impossible"},
		{"igår", "past 2026-11-22"}, {"2026-11-01–2026-11-12", "past 2026-11-12 → 2027-11-12"}, {"1 dec – 12 dec 2099", "absurd 2099-12-12"},
		{"1999-12-01 – 2026-12-12", "absurd 1999-12-01"}, {"fredag 5 dec", "ambiguous → 2026-12-05 2026-12-04"},

		// What is only half understood is not understood.
		{"", "unknown"}, {"–", "unknown"}, {"till", "unknown"}, {"hela", "unknown"}, {"från 1 dec", "unknown"}, {"1 dec –", "unknown"}, {"– 12 dec", "unknown"},
		{"1 dec semester", "unknown"}, {"semester 1–12 dec", "unknown"}, {"1–12 dec kanske", "unknown"}, {"1 dec till sommaren", "unknown"},
		{"1 dec, 12 dec", "unknown"}, {"fredag em", "unknown"}, {"fredag kl 13", "unknown"}, {"1 dec - 12", "unknown"}, {"1-12", "unknown"},
		{"1 dec - 5 dec - 12 dec", "unknown"}, {"070-123 45 67", "unknown"}, {"fredag\ntill måndag", "unknown"}, {"\x00", "unknown"},
	}.checkRow(t, ref(monday23))
}

// Who writes when the days have begun means those, not next year's.
func TestDaysInARowThatHaveBegun(t *testing.T) {
	t.Parallel()
	for today, rows := range map[string]table{
		"2026-11-25": {
			{"23–27 nov", "2026-11-23 – 2026-11-27"}, {"23 nov - 27 nov", "2026-11-23 – 2026-11-27"}, {"23/11-27/11", "2026-11-23 – 2026-11-27"},
			{"igår till fredag", "2026-11-24 – 2026-11-27"}, {"v 48", "2026-11-23 – 2026-11-27"}, {"2026-11-23–2026-11-27", "2026-11-23 – 2026-11-27"},
			{"onsdag till fredag", "2026-12-02 – 2026-12-04"}, {"november", "2026-11-01 – 2026-11-30"},
		},
		"2026-12-28": {
			{"20 dec–7 jan", "2026-12-20 – 2027-01-07"}, {"v 52–v 1", "2026-12-21 – 2027-01-08"}, {"v 53", "2026-12-28 – 2027-01-01"},
			{"den 1 till den 12", "2027-01-01 – 2027-01-12"},
		},
	} {
		rows.checkRow(t, ref(today))
	}
}

// FuzzParseDays: days that are read end on no past day, and read back from how
// they are shown.
func FuzzParseDays(f *testing.F) {
	for _, text := range []string{"1–12 dec", "v 52 till 53", "fr.o.m. fredag t.o.m. tisdag", "hela juli", "2026-12-01--2026-12-12", "till jul", "\xff–\x00"} {
		f.Add(text, uint16(9823))
	}
	f.Fuzz(func(t *testing.T, text string, today uint16) {
		r := fuzzRef(today, false)
		from, to, err := ParseDays(text, r)
		if err != nil {
			if e, ok := err.(*Error); !ok || e.Reason == 0 || from != 0 || to != 0 {
				t.Fatalf("%q: %s, %s, %v", text, from, to, err)
			}
			return
		}
		if to < r.Today {
			t.Fatalf("%q ends on %s, which has been", text, to)
		}
		for _, lang := range []string{"sv", "en"} {
			shown := Format(from, lang, to+800) + "–" + Format(to, lang, to+800)
			if a, b, err := ParseDays(shown, r); err != nil || a != from || b != to {
				t.Fatalf("%q is shown as %q, which is %s – %s, %v", text, shown, a, b, err)
			}
		}
	})
}
