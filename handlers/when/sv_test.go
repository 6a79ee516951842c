package when

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// Monday 23 November 2026, week 48, is today in these tables unless they say
// otherwise.
const monday23 = "2026-11-23"

// swedishDue is what a task's day may be called.
var swedishDue = table{
	// Counted from today.
	{"idag", "2026-11-23"}, {"i dag", "2026-11-23"}, {"ikväll", "2026-11-23"},
	{"imorgon", "2026-11-24"}, {"i morgon", "2026-11-24"}, {"imorn", "2026-11-24"}, {"i morrn", "2026-11-24"},
	{"i övermorgon", "2026-11-25"}, {"övermorgon", "2026-11-25"},
	{"om 10 dagar", "2026-12-03"}, {"om fjorton dagar", "2026-12-07"}, {"om 14 dgr", "2026-12-07"},
	{"om en vecka", "2026-11-30"}, {"om två veckor", "2026-12-07"}, {"om 2 v", "2026-12-07"},
	{"om ett par veckor", "2026-12-07"}, {"inom två veckor", "2026-12-07"}, {"två veckor från nu", "2026-12-07"},
	{"om en månad", "2026-12-23"}, {"om ett kvartal", "2027-02-23"}, {"om ett halvår", "2027-05-23"},
	{"om ett år", "2027-11-23"}, {"om 0 dagar", "2026-11-23"},

	// A weekday is the coming one; with nästa, that of the next ISO week.
	{"fredag", "2026-11-27"}, {"på fredag", "2026-11-27"}, {"nu på fredag", "2026-11-27"},
	{"kommande fredag", "2026-11-27"}, {"denna fredag", "2026-11-27"}, {"måndag", "2026-11-30"},
	{"fre", "2026-11-27"}, {"på tors", "2026-11-26"}, {"mån", "2026-11-30"}, {"fredagen", "2026-11-27"},
	{"nästa fredag", "2026-12-04"}, {"nästa tisdag", "2026-12-01"}, {"nästa måndag", "2026-11-30"},
	{"nästa fre", "2026-12-04"}, {"nästnästa fredag", "2026-12-11"},
	{"tisdag nästa vecka", "2026-12-01"}, {"i nästa vecka på tisdag", "2026-12-01"},
	{"nästa vecka tisdag", "2026-12-01"}, {"fredag denna vecka", "2026-11-27"}, {"torsdag i veckan", "2026-11-26"},
	{"fredag om en vecka", "2026-12-04"}, {"fredag om två veckor", "2026-12-11"},
	{"om två veckor på tisdag", "2026-12-08"}, {"fredag förmiddag", "2026-11-27"}, {"imorgon bitti", "2026-11-24"},

	// A week is its Friday.
	{"nästa vecka", "2026-12-04"}, {"nästa v", "2026-12-04"}, {"denna vecka", "2026-11-27"}, {"den här veckan", "2026-11-27"},
	{"i veckan", "2026-11-27"}, {"veckan efter nästa", "2026-12-11"}, {"slutet av veckan", "2026-11-27"},
	{"v. 50", "2026-12-11"}, {"v50", "2026-12-11"}, {"v.50", "2026-12-11"}, {"v 50", "2026-12-11"},
	{"vecka 50", "2026-12-11"}, {"V. 50", "2026-12-11"}, {"v.50 2026", "2026-12-11"}, {"vecka 50, 2027", "2027-12-17"},
	{"v. 48", "2026-11-27"}, {"v. 47", "2027-11-26"}, {"v. 2", "2027-01-15"}, {"v. 53", "2027-01-01"},
	{"fredag v 50", "2026-12-11"}, {"fre v50", "2026-12-11"}, {"tisdag i vecka 50", "2026-12-08"},
	{"tisdag, v. 50", "2026-12-08"}, {"tisdag (v. 50)", "2026-12-08"}, {"v. 50 på tisdag", "2026-12-08"},
	{"v. 50 fre", "2026-12-11"}, {"v. 50–51", "2026-12-18"}, {"2026 v 50", "2026-12-11"}, {"2026-W50", "2026-12-11"},
	{"i början av nästa vecka", "2026-11-30"}, {"mitten av nästa vecka", "2026-12-02"},
	{"slutet på nästa vecka", "2026-12-04"}, {"slutet av v. 50", "2026-12-11"},

	// A day and month without a year is the next such day.
	{"15/12", "2026-12-15"}, {"15.12", "2026-12-15"}, {"20/11", "2027-11-20"}, {"23/11", "2026-11-23"},
	{"15 dec", "2026-12-15"}, {"15 dec.", "2026-12-15"}, {"15. december", "2026-12-15"}, {"15dec", "2026-12-15"},
	{"15e december", "2026-12-15"}, {"15:e december", "2026-12-15"}, {"2:a december", "2026-12-02"},
	{"den 3 december", "2026-12-03"}, {"första december", "2026-12-01"}, {"1 maj", "2027-05-01"},
	{"den 15:e", "2026-12-15"}, {"den 3:e", "2026-12-03"}, {"den 3", "2026-12-03"}, {"den 23:e", "2026-11-23"},
	{"den 31:e", "2026-12-31"}, {"den 15:e nästa månad", "2026-12-15"}, {"29 feb", "2028-02-29"},
	{"15–17 dec", "2026-12-17"}, {"15 dec – 17 dec", "2026-12-17"}, {"20–25 nov", "2026-11-25"},

	// With its year.
	{"2026-12-15", "2026-12-15"}, {"2026/12/15", "2026-12-15"}, {"20261215", "2026-12-15"}, {"261215", "2026-12-15"},
	{"15/12-26", "2026-12-15"}, {"15/12 -26", "2026-12-15"}, {"15/12/26", "2026-12-15"}, {"15/12 2026", "2026-12-15"},
	{"15.12.2026", "2026-12-15"}, {"15.12.26", "2026-12-15"}, {"15-12-2026", "2026-12-15"}, {"26-12-15", "2026-12-15"},
	{"15 december 2026", "2026-12-15"}, {"15 dec -26", "2026-12-15"}, {"den 1 mars 2028", "2028-03-01"},

	// With its weekday, which must agree.
	{"fredag 4 dec", "2026-12-04"}, {"fre 4/12", "2026-12-04"}, {"fredag den 4 december 2026", "2026-12-04"},
	{"fredag den 4:e", "2026-12-04"}, {"fredag 4.12", "2026-12-04"}, {"fredag 2026-12-04", "2026-12-04"},
	{"fredagen den 4 december", "2026-12-04"}, {"sön 6 dec", "2026-12-06"},
	{"4/12 (fredag)", "2026-12-04"}, {"4 dec, fredag", "2026-12-04"}, {"imorgon, tisdag", "2026-11-24"},
	{"27 nov fre", "2026-11-27"},

	// The edges of a month: 1st, 15th, last day.
	{"sista mars", "2027-03-31"}, {"siste mars", "2027-03-31"}, {"sista november", "2026-11-30"},
	{"sista dagen i februari 2028", "2028-02-29"}, {"månadsskiftet", "2026-11-30"}, {"vid månadsskiftet", "2026-11-30"},
	{"månadsskiftet nov/dec", "2026-11-30"}, {"innan månadsskiftet", "2026-11-30"}, {"årsskiftet", "2026-12-31"},
	{"i slutet av november", "2026-11-30"}, {"slutet av månaden", "2026-11-30"}, {"slutet av nästa månad", "2026-12-31"},
	{"nästa månad", "2026-12-31"}, {"mitten av mars", "2027-03-15"}, {"i början av mars", "2027-03-01"},
	{"början av månaden", "2026-12-01"}, {"slutet av året", "2026-12-31"}, {"årets slut", "2026-12-31"}, {"sista dagen på året", "2026-12-31"},
	{"månadens slut", "2026-11-30"}, {"sista dagen i månaden", "2026-11-30"}, {"slutet av Q1", "2027-03-31"},
	{"senast i december", "2026-12-31"},

	// Working days, and the n-th of a month.
	{"nästa vardag", "2026-11-24"}, {"om tre vardagar", "2026-11-26"}, {"nästa arbetsdag", "2026-11-24"},
	{"sista vardagen i november", "2026-11-30"}, {"första vardagen i januari", "2027-01-04"},
	{"första måndagen i december", "2026-12-07"}, {"sista fredagen i mars", "2027-03-26"},
	{"sista vardagen i månaden", "2026-11-30"}, {"sista fredagen i nästa månad", "2026-12-25"},

	// And of a quarter or a year.
	{"sista fredagen i kvartalet", "2026-12-25"}, {"första vardagen i kvartalet", "2027-01-04"}, {"sista vardagen i nästa kvartal", "2027-03-31"},
	{"sista fredagen i Q1", "2027-03-26"}, {"första måndagen i kvartal 2 2027", "2027-04-05"}, {"sista vardagen på året", "2026-12-30"},

	// Feasts. Before a holiday time is before it begins, after it the first
	// working day.
	{"före jul", "2026-12-23"}, {"innan jul", "2026-12-23"}, {"till jul", "2026-12-23"}, {"jul", "2026-12-24"},
	{"efter jul", "2026-12-28"}, {"före nyår", "2026-12-30"}, {"efter nyår", "2027-01-04"}, {"nyårsafton", "2026-12-31"},
	{"till lucia", "2026-12-13"}, {"julafton", "2026-12-24"}, {"dagen före julafton", "2026-12-23"},
	{"första advent", "2026-11-29"}, {"1:a advent", "2026-11-29"}, {"4:e advent 2027", "2027-12-19"}, {"påsk", "2027-03-28"}, {"före påsk", "2027-03-25"}, {"efter påsk", "2027-03-30"},
	{"skärtorsdagen", "2027-03-25"}, {"valborg", "2027-04-30"}, {"Kristi himmelsfärd", "2027-05-06"},
	{"midsommar", "2027-06-25"}, {"före midsommar", "2027-06-24"}, {"midsommarafton 2028", "2028-06-23"},
	{"före helgen", "2026-11-27"}, {"efter helgen", "2026-11-30"},
}

func TestDueInSwedish(t *testing.T) {
	t.Parallel()
	swedishDue.check(t, ref(monday23))
}

func TestDueWithoutMarksAndInAnyCase(t *testing.T) {
	t.Parallel()
	ways := map[string]func(string) string{
		"å ä ö as a a o": fold,
		"capitals":       strings.ToUpper,
		"decomposed":     norm.NFD.String,
		"more spaces":    func(s string) string { return " " + strings.ReplaceAll(s, " ", "\u00a0 ") + "\t" },
		"full stop":      func(s string) string { return s + "." },
	}
	for name, way := range ways {
		rows := make(table, len(swedishDue))
		for i, row := range swedishDue {
			rows[i] = [2]string{way(row[0]), row[1]}
		}
		t.Run(name, func(t *testing.T) { rows.check(t, ref(monday23)) })
	}
}

func TestDueWithAWordForBy(t *testing.T) {
	t.Parallel()
	for _, by := range []string{"senast", "innan", "före", "till", "klart", "klart senast", "färdigt till", "deadline:", "Deadline är", "by", "before", "due", "no later than", "until"} {
		for _, row := range swedishDue {
			m, err := Parse(by+" "+row[0], ref(monday23))
			if err != nil || !m.By {
				if !strings.Contains(row[0], "–") {
					t.Errorf("%q: %v, By %v", by+" "+row[0], err, m.By)
				}
			}
		}
	}
}

func TestDueWithASlip(t *testing.T) {
	t.Parallel()
	table{
		{"imorgn", "2026-11-24"}, {"imrogon", "2026-11-24"}, {"tisdg", "2026-11-24"}, {"fredga", "2026-11-27"},
		{"nästa torsdg", "2026-12-03"}, {"nätsa fredag", "2026-12-04"}, {"15 septmber", "2027-09-15"},
		{"15 decmber", "2026-12-15"}, {"månadskiftet", "2026-11-30"},
		{"i sluet av november", "2026-11-30"}, {"övermorgn", "2026-11-25"}, {"juafton", "2026-12-24"},
		{"kristi himmelsfrd", "2027-05-06"}, {"tomorow", "2026-11-24"}, {"wenesday", "2026-11-25"},
		{"next thurday", "2026-12-03"}, {"om två vekor", "2026-12-07"}, {"nästa vrdag", "2026-11-24"},
		// Short words have none: too many others are as near.
		{"idog", "unknown"}, {"15 mjs", "unknown"}, {"15 okr", "unknown"}, {"tosdag", "unknown"}, // tisdag or torsdag
		// Nor do words that are words.
		{"mandat", "unknown"}, {"morgon", "unknown"}, {"fridays", "unknown"}, {"nästa veckas", "unknown"},
		{"börjar i mars", "unknown"},
	}.check(t, ref(monday23))
}

func TestHeldInSwedish(t *testing.T) {
	t.Parallel()
	table{
		{"igår", "2026-11-22"}, {"i går", "2026-11-22"}, {"i förrgår", "2026-11-21"}, {"idag", "2026-11-23"},
		{"i fredags", "2026-11-20"}, {"i tisdags", "2026-11-17"}, {"i måndags", "2026-11-16"},
		{"förra tisdagen", "2026-11-17"}, {"förra fredagen", "2026-11-20"}, {"tisdag förra veckan", "2026-11-17"},
		{"förra veckan", "2026-11-20"}, {"för två dagar sedan", "2026-11-21"}, {"för en vecka sen", "2026-11-16"},
		{"för en månad sedan", "2026-10-23"},
		// The nearest, mostly past: a day up to twice as far back is nearer.
		{"20/11", "2026-11-20"}, {"20 nov", "2026-11-20"}, {"1/12", "2026-12-01"}, {"24/11", "2026-11-24"},
		{"1 mars", "2027-03-01"}, {"1 maj", "2026-05-01"}, {"den 3:e", "2026-11-03"}, {"den 24:e", "2026-11-24"},
		{"fredag", "2026-11-20"}, {"tisdag", "2026-11-24"}, {"torsdag", "2026-11-19"}, {"måndag", "2026-11-23"},
		{"v. 47", "2026-11-20"}, {"v. 48", "2026-11-23"}, {"denna vecka", "2026-11-23"}, {"v. 50", "2026-12-11"},
		{"fredag den 13:e", "2026-11-13"}, {"fredag 20/11", "2026-11-20"}, {"15–17 nov", "2026-11-15"},
		// Ahead stays ahead.
		{"på fredag", "2026-11-27"}, {"nästa tisdag", "2026-12-01"}, {"imorgon kl 9", "2026-11-24 09:00"},
		{"2025-11-20", "2025-11-20"}, {"2019-09-30", "2019-09-30"},
	}.check(t, Ref{Today: day(monday23), Kind: Held})
}

func TestDueOnOtherDays(t *testing.T) {
	t.Parallel()
	for today, rows := range map[string]table{
		"2026-11-27": { // a Friday
			{"fredag", "2026-12-04"}, {"på fredag", "2026-12-04"}, {"denna fredag", "2026-11-27"},
			{"nästa fredag", "2026-12-04"}, {"slutet av veckan", "2026-11-27"}, {"före helgen", "2026-11-27"},
			{"nästa vardag", "2026-11-30"},
		},
		"2026-11-28": { // a Saturday
			{"slutet av veckan", "2026-11-29"}, {"denna vecka", "2026-11-29"}, {"v. 48", "2026-11-29"},
			{"nästa fredag", "2026-12-04"}, {"före helgen", "2026-12-04"}, {"fredag v. 48", "2027-12-03"},
		},
		"2026-11-29": {{"nästa måndag", "2026-11-30"}, {"nästa vecka", "2026-12-04"}},
		"2026-01-31": {{"om en månad", "2026-02-28"}, {"om ett kvartal", "2026-04-30"}, {"månadsskiftet", "2026-01-31"}},
		"2028-01-31": {{"om en månad", "2028-02-29"}, {"29 februari", "2028-02-29"}},
		"2028-02-29": {{"om ett år", "2029-02-28"}, {"29 feb", "2028-02-29"}, {"sista februari", "2028-02-29"}},
		"2028-03-01": {{"29 feb", "2032-02-29"}},
		"2026-12-24": {{"före jul", "2027-12-23"}, {"nästa vardag", "2026-12-28"}, {"julafton", "2026-12-24"}},
		"2026-12-30": { // in week 53
			{"v. 53", "2027-01-01"}, {"v. 1", "2027-01-08"}, {"nästa vecka", "2027-01-08"}, {"om en vecka", "2027-01-06"},
			{"nästa vardag", "2027-01-04"}, {"den 3:e", "2027-01-03"}, {"15 jan", "2027-01-15"},
		},
		"2027-01-02": {{"v. 53", "2027-01-03"}, {"v. 52", "2027-12-31"}},
		"2027-02-01": {{"v. 53", "impossible"}, {"v. 53 2032", "2032-12-31"}, {"v. 52", "2027-12-31"}},
	} {
		rows.check(t, ref(today))
	}
}

func TestNextWorkingDayKeepsTheHousesClosedDays(t *testing.T) {
	t.Parallel()
	r := ref(monday23)
	r.Calendar = NewCalendar(day("2026-11-24"))
	table{{"nästa vardag", "2026-11-25"}, {"om två vardagar", "2026-11-26"}}.check(t, r)
}

func TestPastIsJudgedAgainstNow(t *testing.T) {
	t.Parallel()
	// A note of a meeting on Friday 20th, written on Monday 23rd.
	note := ref("2026-11-20")
	table{{"imorgon", "2026-11-21"}, {"måndag", "2026-11-23"}, {"19/11", "2027-11-19"}}.check(t, note)
	note.Now = day(monday23)
	table{{"imorgon", "past 2026-11-21"}, {"måndag", "2026-11-23"}, {"2026-11-22", "past 2026-11-22 → 2027-11-22"}}.check(t, note)
}
