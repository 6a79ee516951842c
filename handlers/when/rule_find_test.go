package when

import (
	"errors"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

func TestFindRule(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ text, rest, want string }{
		{"Månadsrapport första vardagen varje månad @anna", "Månadsrapport @anna", "WORKDAY:FREQ=MONTHLY;NTH=1"},
		{"Skicka veckobrev varje fredag kl 14 @bo", "Skicka veckobrev @bo", "RRULE:FREQ=WEEKLY;BYDAY=FR;BYHOUR=14;BYMINUTE=0"},
		{"Veckomöte varje måndag 9", "Veckomöte", "RRULE:FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0"},
		{"Veckomöte varje måndag 9 @anna", "Veckomöte @anna", "RRULE:FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0"},
		{"Boka sal varje måndag 9 personer", "Boka sal 9 personer", "RRULE:FREQ=WEEKLY;BYDAY=MO"},
		{"Varje måndag: kolla inkorgen", ": kolla inkorgen", "RRULE:FREQ=WEEKLY;BYDAY=MO"},
		{"Lämna in den 15 varje månad #interreg", "Lämna in #interreg", "RRULE:FREQ=MONTHLY;BYMONTHDAY=15"},
		{"Lämna in rapporten senast den 15 varje månad", "Lämna in rapporten", "RRULE:FREQ=MONTHLY;BYMONTHDAY=15"},
		{"Skicka tidrapport varje fredag senast kl 12 @bo", "Skicka tidrapport @bo", "RRULE:FREQ=WEEKLY;BYDAY=FR;BYHOUR=12;BYMINUTE=0"},
		{"Läs av varje morgon", "Läs av", "RRULE:FREQ=DAILY"},
		{"Stäm av Interreg 2027 varje månad", "Stäm av Interreg 2027", "RRULE:FREQ=MONTHLY;BYMONTHDAY=23"},
		{"Gå igenom rapport 3 varje vecka", "Gå igenom rapport 3", "RRULE:FREQ=WEEKLY;BYDAY=MO"},
		{"Mejla varje fredag till Anna", "Mejla till Anna", "RRULE:FREQ=WEEKLY;BYDAY=FR"},
		{"Lämna in varje vecka", "Lämna in", "RRULE:FREQ=WEEKLY;BYDAY=MO"},
		{"Uppföljning varannan torsdag @eva (N7)", "Uppföljning @eva (N7)", "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;DTSTART=20261126"},
		{"Styrelsemöte sista fredagen varje kvartal", "Styrelsemöte", "RRULE:FREQ=MONTHLY;BYMONTH=3,6,9,12;BYDAY=-1FR"},
		{"Budget 1 mars varje år @anna", "Budget @anna", "RRULE:FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1"},
		{"Rapportera årligen 1 mars till styrelsen", "Rapportera till styrelsen", "RRULE:FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1"},
		{"Möte i slutet av varje månad med Bo", "Möte med Bo", "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1"},
		{"Tidrapport på fredagar", "Tidrapport", "RRULE:FREQ=WEEKLY;BYDAY=FR"},
		{"Kvartalsrapport kvartalsvis", "Kvartalsrapport", "WORKDAY:FREQ=MONTHLY;BYMONTH=1,4,7,10;NTH=1"},
		{"Möte varje månad den 25:e kl 10–11 med ekonomi", "Möte med ekonomi", "RRULE:FREQ=MONTHLY;BYMONTHDAY=25;BYHOUR=10;BYMINUTE=0"},
		{"Gå igenom inkorgen\nvarje fredag", "Gå igenom inkorgen", "RRULE:FREQ=WEEKLY;BYDAY=FR"},
		{"Fika varje fredag till jul @bo", "Fika @bo", "RRULE:FREQ=WEEKLY;BYDAY=FR;UNTIL=20261223"},
		{"Fika varje fredag kl 14 t.o.m. 30 juni", "Fika", "RRULE:FREQ=WEEKLY;BYDAY=FR;UNTIL=20270630;BYHOUR=14;BYMINUTE=0"},
		{"Send the report every Friday until June 30 @bo", "Send the report @bo", "RRULE:FREQ=WEEKLY;BYDAY=FR;UNTIL=20270630"},
		{"Send the report every Monday at 9 @bo", "Send the report @bo", "RRULE:FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0"},
		{"Send report monthly on the 15th", "Send report", "RRULE:FREQ=MONTHLY;BYMONTHDAY=15"},
		{"Send report weekly", "Send report", "RRULE:FREQ=WEEKLY;BYDAY=MO"},
	} {
		for _, text := range []string{row.text, norm.NFD.String(row.text)} {
			m, ok := FindRule(text, ref(monday23))
			if !ok || m.Err != nil || m.Rule.String() != row.want || text[m.Start:m.End] != m.Text {
				t.Errorf("%q: %q is %q, %v; want %q", text, m.Text, m.Rule, m.Err, row.want)
				continue
			}
			rest := strings.Join(strings.Fields(text[:m.Start]+text[m.End:]), " ")
			if norm.NFC.String(rest) != row.rest {
				t.Errorf("%q leaves %q, want %q", text, rest, row.rest)
			}
		}
	}
}

// What is one day, or only sounds like a rule, is left where it stands.
func TestFindNoRule(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"Ring Anna på måndag", "Ring Anna första måndagen i månaden", "Fakturera sista dagen i månaden",
		"Checka av 3 dagar före", "Rapport dagen före", "Planera för nästa kvartal", "Rapport senast 1 mars",
		"Varje medarbetare ska svara", "Gå igenom varje ansökan senast fredag", "Varje gång någon ringer", "Alla månader ska summeras",
		"Varje man i gruppen", "every man for himself", "Interreg var tredje gång", "Vi var andra i kön", "Det var fredag",
		"Weekly report to the board", "Send the second quarterly report", "Monthly newsletter", "hourly rate", "Timlön per timme",
		"Öppet vardagar 8-16", "Boka 3 vardagar", "måndagars", "varje-måndag", "Träna två gånger i veckan", "", "varje", "varannan",
	} {
		if m, ok := FindRule(text, ref(monday23)); ok {
			t.Errorf("%q: found %q, %s, %v", text, m.Text, m.Rule, m.Err)
		}
	}
}

// What can't be a rule is found with its reason; so is one of which only half
// is understood.
func TestFindRuleThatCannotBe(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ text, found, want string }{
		{"Rapport varje 31 februari @anna", "varje 31 februari", "never"},
		{"Ta backup varje timme", "varje timme", "too_often"},
		{"Kolla loggen var 8:e sekund", "var 8:e sekund", "too_often"},
		{"Ta medicin två gånger om dagen", "två gånger om dagen", "too_often"},
		{"Veckomöte varje måndag 25", "varje måndag 25", "impossible"},
		{"Stäng bokningen varje fredag kl 24", "varje fredag kl 24", "impossible"},
		{"Städa vart hundrade år", "vart hundrade år", "absurd"},
		{"Fakturera den 1 och 15 varje månad", "varje månad", "unknown"},
		{"Fakturera varje månad den 1 och 15", "varje månad den 1", "unknown"},
		{"Bokslut 1 mars och 1 september varje år", "1 september varje år", "unknown"},
		{"Bemanna växeln varje måndag till fredag", "varje måndag", "unknown"},
		{"Mejla varje fredag till Lucia", "varje fredag", "unknown"}, // a colleague?
		{"Fika varje fredag till mars", "varje fredag", "unknown"},   // before or after it?
		{"Fika varje fredag till 31 november", "varje fredag till 31 november", "impossible"},
		{"Fika varje fredag t.o.m. 1 nov 2026", "varje fredag t.o.m. 1 nov 2026", "never"},
		{"Välj alla fredagar i mars", "alla fredagar", "unknown"},
		{"Sopor måndagar jämna veckor", "måndagar", "unknown"},
	} {
		m, ok := FindRule(row.text, ref(monday23))
		var e *Error
		if !ok || !errors.As(m.Err, &e) || e.Reason.String() != row.want || m.Text != row.found || !m.Rule.IsZero() {
			t.Errorf("%q: %q, %q, %v; want %q %s", row.text, m.Text, m.Rule, m.Err, row.found, row.want)
		}
	}
}

func TestRulesRefused(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"varje 31 februari": "never", "varje 30 feb": "never", "31 april varje år": "never", "every 31 june": "never",
		"sjätte måndagen i månaden": "never", "24:e vardagen varje månad": "never", "the sixth friday of every month": "never",
		"varje tisdag till idag": "never", "varje måndag t.o.m. 2026-11-01": "never", "varannan torsdag från 10 dec till 1 dec": "never",
		"varje måndag till fredag": "unknown", "varje måndag till": "unknown", "varje måndag till gurka": "unknown", "varje måndag till 31 nov": "impossible",
		"fredag till jul": "unknown", "3 dagar före till jul": "unknown",
		"den 32 varje månad": "impossible", "varje 32 mars": "impossible", "varje år 0 mars": "impossible", "varje 1/13": "impossible",
		"varje måndag 25": "impossible", "varje måndag kl 24:30": "impossible", "varje dag 9.75": "impossible", "fredag 25": "impossible",
		"varje måndag kl 24": "impossible", "varje måndag 24": "impossible", "varje dag 24.00": "impossible", "fredag kl 24": "impossible",
		"kl 24 varje måndag": "impossible", "3 dagar före kl 24": "impossible", "every Monday at 24": "impossible",
		"3 dagar före kl 25": "impossible", "var 0:e dag": "impossible", "every 0 days": "impossible", "nästa måndag 99": "impossible",
		"varje minut": "too_often", "varje timme": "too_often", "var 8:e sekund": "too_often", "10000 gånger om dagen": "too_often",
		"every 5 minutes": "too_often", "hourly": "too_often", "två gånger om dagen": "too_often", "twice a day": "too_often",
		"3 ggr/dag": "too_often", "en gång i timmen": "too_often", "varannan timme": "too_often", "every half hour": "too_often",
		"99999999999 gånger om dagen": "too_often", "1, 2, 3, 4, 5, 6, 7, 8 och 9 dagar före": "too_often",
		"vart hundrade år": "absurd", "varje 99999 dagar": "absurd", "var 99999999999:e dag": "absurd", "vart 11:e år": "absurd",
		"every 600 weeks": "absurd", "9999 dagar före": "absurd", "40 år före": "absurd", "every 99999999999 fortnights": "absurd",
		"igår": "past", "2026-11-01": "past", "förra veckan": "past",
		"december": "ambiguous", "nästa år": "ambiguous",
		"": "unknown", " ": "unknown", "gurka": "unknown", "varje": "unknown", "varannan": "unknown", "var": "unknown", "före": "unknown",
		"varje gurka": "unknown", "varje gång": "unknown", "varje helg": "unknown", "två gånger i veckan": "unknown", "3 dagar": "unknown",
		"varje månad 15": "unknown", "varje vecka 9": "unknown", "varje måndag den 15": "unknown", "varje jul": "unknown", "den 100 varje månad": "unknown", "varje måndag och gurka": "unknown",
		"den 1 och 15 varje månad": "unknown", "måndagar jämna veckor": "unknown", "varannan vardag": "unknown", "2 timmar före": "unknown",
		"varje måndag\nvarje tisdag": "unknown", "varje måndag varje tisdag": "unknown", "dagen efter": "unknown", "varje midsommarafton": "unknown",
		strings.Repeat("varje ", 100): "unknown", "\x00": "unknown", "\xff varje": "unknown",
	} {
		r, err := ParseRule(text, ref(monday23))
		e, ok := err.(*Error) // nothing else, not even one that wraps it
		if !ok || e.Reason.String() != want || !r.IsZero() {
			t.Errorf("%q is %q, %v; want %s", clip(text), r, err, want)
		}
	}
}
