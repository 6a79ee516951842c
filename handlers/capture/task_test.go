package capture

import (
	"testing"

	"utblick/handlers/when"
)

// TestParseTask: a line, and the task as viewTask prints it. Today is Monday
// 23 November 2026.
func TestParseTask(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		// the line, and its parts anywhere
		"Skicka intresseanmälan till ICLD senast 15 december @anna N7": "Skicka intresseanmälan till ICLD @anna 2026-12-15 N7",
		"skicka intresseanmalan till ICLD senast 15 dec @anna n7":      "Skicka intresseanmalan till ICLD @anna 2026-12-15 N7",
		"@anna N7 senast 15 december skicka intresseanmälan till ICLD": "Skicka intresseanmälan till ICLD @anna 2026-12-15 N7",
		"Skicka intresseanmälan (N7) till ICLD, @anna, 2026-12-15":     "Skicka intresseanmälan till ICLD @anna 2026-12-15 N7",
		"N7: skicka intresseanmälan till ICLD @anna by 2026-12-15":     "Skicka intresseanmälan till ICLD @anna 2026-12-15 N7",

		// owners
		"Ring Anna":                            "Ring Anna",
		"Ring Anna @bo":                        "Ring Anna @bo",
		"Ta fram budget, ansvarig: Anna":       "Ta fram budget @anna",
		"Ta fram budget, ansvarig: Åsa Öberg":  "Ta fram budget @asa.o",
		"Ta fram budget (ansvarig: asa)":       "Ta fram budget @asa.o",
		"Ta fram budget owner: anna by 4/12":   "Ta fram budget @anna 2026-12-04",
		"Ta fram budget @Anna Ek":              "Ta fram budget @anna",
		"@anna @bo ta fram budget":             "Ta fram budget @anna +@bo",
		"@anna och @bo: ta fram budget":        "Ta fram budget @anna +@bo",
		"@anna boka möte med @bo på fredag":    "Boka möte med Bo @anna +@bo 2026-11-27",
		"@anna ska ta fram budget":             "Ta fram budget @anna",
		"@anna to prepare the budget by 4 dec": "Prepare the budget @anna 2026-12-04",
		"Ta fram budget @nisse":                "Ta fram budget ?unknown_person(@nisse)",
		"Ta fram budget, ansvarig: Nisse":      "Ta fram budget ?unknown_person(Nisse)",
		"Mejla eva@piteå.se om budgeten":       "Mejla eva@piteå.se om budgeten",
		"Ta fram budget @bo, ansvarig: Anna":   "Ta fram budget @anna +@bo",

		// a name without its @ where it can hardly mean anything else
		"bo: ring Piteå":                      "Ring Piteå @bo",
		"åt bo: ring Piteå":                   "Ring Piteå @bo",
		"at bo ring Piteå":                    "Ring Piteå @bo",
		"Boka rum (bo)":                       "Boka rum @bo",
		"Boka rum – Bo":                       "Boka rum @bo",
		"skriv rapport ansvarig bo fredag":    "Skriv rapport @bo 2026-11-27",
		"skicka kallelse åt bo senast fredag": "Skicka kallelse @bo 2026-11-27",
		"Book a room for bo by Friday":        "Book a room @bo 2026-11-27",
		"Skicka protokollet Anna Ek fredag":   "Skicka protokollet @anna 2026-11-27",
		"Ring Anna Ek fredag":                 "Ring Anna Ek 2026-11-27",
		"Kontakta Anna Ek":                    "Kontakta Anna Ek",
		"Boka möte med Anna Ek":               "Boka möte med Anna Ek",
		"Presentera budgeten för Bo":          "Presentera budgeten för Bo",
		"Ring bo":                             "Ring bo",
		"Kolla vem Bo ska ringa":              "Kolla vem Bo ska ringa",

		// days that are two, that are what it is about, or all there is
		"Möte med Piteå fredag eller måndag":      "Möte med Piteå !ambiguous(fredag eller måndag)",
		"Halvtid i Bryssel mellan 3 och 5 dec":    "Halvtid i Bryssel mellan 3 och 5 dec 2026-12-05",
		"Halfway in Brussels between 3 and 5 Dec": "Halfway in Brussels between 3 and 5 Dec 2026-12-05",
		"Sista dag senast 27 nov":                 "Sista dag 2026-11-27",

		// days
		"Ring Mikko på fredag om budgeten":            "Ring Mikko om budgeten 2026-11-27",
		"Idag ring Bo":                                "Ring Bo 2026-11-23",
		"Följ upp mötet 20/11":                        "Följ upp mötet 20/11",
		"Kolla om N3 kan stödjas":                     "Kolla om N3 kan stödjas N3",
		"Läs på till fredag":                          "Läs på 2026-11-27",
		"nästa fredag ring Mikko":                     "Ring Mikko 2026-12-04",
		"Skicka protokollet från 20 november till KS": "Skicka protokollet från 20 november till KS",
		"Förbered mötet 4 december senast 1 december": "Förbered mötet 4 december 2026-12-01",
		"Boka lokal senast 2026-11-01":                "Boka lokal !past(2026-11-01)",
		"Boka lokal 30/2":                             "Boka lokal !impossible(30/2)",

		"Lämna in 1/12":           "Lämna in 2026-12-01",
		"Lämna in 1/12 senast":    "Lämna in 2026-12-01",
		"Skicka in den 1/12":      "Skicka in 2026-12-01",
		"Skicka in fredag":        "Skicka in 2026-11-27",
		"Send it in 2 weeks":      "Send it 2026-12-07",
		"Boka rum 30 feb":         "Boka rum !impossible(30 feb)",
		"Boka rum 31/11 @bo":      "Boka rum @bo !impossible(31/11)",
		"AP: Boka rum 30 feb":     "Boka rum !impossible(30 feb)",
		"30 feb boka lokal":       "Boka lokal !impossible(30 feb)",
		"Boka rum 30 nov":         "Boka rum 2026-11-30",
		"Boka rum 32 dec @bo":     "Boka rum @bo !impossible(32 dec)",
		"Boka lokal 35/12":        "Boka lokal !impossible(35/12)",
		"Läs sida 12/15":          "Läs sida 12/15",
		"Träff mån 1 dec":         "Träff !ambiguous(mån 1 dec)",
		"Träff mån 30 nov":        "Träff 2026-11-30",
		"Ring Bo senast december": "Ring Bo 2026-12-31",
		"Ring Bo senast 2027-12":  "Ring Bo 2027-12-31",
		"Ring Bo senast 2027-13":  "Ring Bo !impossible(2027-13)",

		// points
		"Ta fram budget N9":              "Ta fram budget ?unknown_point(N9)",
		"Ta fram budget enligt punkt N3": "Ta fram budget N3",
		"Ta fram budget N3, N5":          "Ta fram budget N3 N5",
		"Följ upp K12 och M7":            "Följ upp K12 och M7",

		// titles
		"- [ ] ta fram   budget.":      "Ta fram budget",
		"TODO: ta fram budget":         "Ta fram budget",
		"eTwinning-ansökan":            "eTwinning-ansökan",
		"Bjud in politiker m.fl.":      "Bjud in politiker m.fl.",
		"Ring X?":                      "Ring X?",
		"@anna senast 4 december":      "@anna senast 4 december (bare) @anna 2026-12-04",
		"N3":                           "N3 (bare) N3",
		"Ta fram budget\nsenast 4 dec": "Ta fram budget 2026-12-04",
		"":                             "",
	} {
		if got := viewTask(ParseTask(line, colleagues, alvsbyn, when.Ref{Today: today})); got != want {
			t.Errorf("%s\n got %s\nwant %s", line, got, want)
		}
	}
	if task := ParseTask("- [x] boka lokal", nil, nil, when.Ref{Today: today}); !task.Done || task.Title != "Boka lokal" || task.Line != "- [x] boka lokal" {
		t.Errorf("a ticked box: %+v", task)
	}
}
