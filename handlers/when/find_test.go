package when

import (
	"strings"
	"testing"
)

// found writes what Find found: each as "text = day", with "by" before it.
func found(text string, r Ref) string {
	var parts []string
	for _, m := range Find(text, r) {
		s := m.Text + " = " + said(m)
		if m.By {
			s = "by " + s
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, "; ")
}

func TestFind(t *testing.T) {
	t.Parallel()
	for _, row := range (table{
		// What the issue's own lines say.
		{"Skicka intresseanmälan till ICLD senast 15 december @anna N7", "by 15 december = 2026-12-15"},
		{"Att göra: @anna ta fram budget senast 4 december (N3)", "by 4 december = 2026-12-04"},
		{"- [ ] @bo boka möte med Piteå nästa fredag", "nästa fredag = 2026-12-04"},
		{"Bo mejlar rektorn, klart 3 dec", "by 3 dec = 2026-12-03"},
		{"Ring rektorn (ansvarig: Bo, senast 3 dec)", "by 3 dec = 2026-12-03"},
		{"Anna to send the report by Friday", "by Friday = 2026-11-27"},

		{"Fredag förmiddag", "Fredag förmiddag = 2026-11-27"}, {"Ring Bo på tors", "på tors = 2026-11-26"},
		{"**senast 3 dec**", "by 3 dec = 2026-12-03"}, {"Deadline: 2026-12-15.", "by 2026-12-15 = 2026-12-15"},
		{"Klart fredag, kl 14.", "by fredag, kl 14 = 2026-11-27 14:00"}, {"3 dec senast", "by 3 dec = 2026-12-03"},
		{"Träff kl 9 på torsdag med April Larsson", "kl 9 på torsdag = 2026-11-26 09:00"},
		{"Möte fre 4 dec kl 14-15 i Piteå", "fre 4 dec kl 14-15 = 2026-12-04 14:00"},
		{"Mejla senast den 3:e", "by den 3:e = 2026-12-03"}, {"meeting on the 3rd", "on the 3rd = 2026-12-03"},
		{"Skicka julkort före jul", "by jul = 2026-12-23"}, {"klart till lucia", "by lucia = 2026-12-13"},
		{"Stäng boken sista vardagen i november", "sista vardagen i november = 2026-11-30"},
		{"Rapport sista fredagen i kvartalet @anna", "sista fredagen i kvartalet = 2026-12-25"},
		{"utkast inom två veckor", "by inom två veckor = 2026-12-07"}, {"senast i december", "by i december = 2026-12-31"},
		{"15–17 december Luleå", "15–17 december = 2026-12-17"}, {"v. 50–51 semester", "v. 50–51 = 2026-12-18"},
		{"Träff 4 dec (fredag) i Oulu", "4 dec (fredag) = 2026-12-04"}, {"Träff 4/12, fredag", "4/12, fredag = 2026-12-04"},
		{"Möte 15/12 9-11 i Piteå", "15/12 9-11 = 2026-12-15 09:00"}, {"till 15/12 3-5 personer", "by 15/12 = 2026-12-15"},
		{"före 1:a advent", "by 1:a advent = 2026-11-29"}, {"Den 4 dec, fredag ringer Bo", "Den 4 dec, fredag = 2026-12-04"},
		{"den 4 dec, fredag 11 dec", "den 4 dec = 2026-12-04; fredag 11 dec = 2026-12-11"},
		{"mellan 1 dec och 15 dec", "1 dec = 2026-12-01; 15 dec = 2026-12-15"},
		{"Anna, fredag: skicka; Bo, tisdag v 50: ring", "fredag = 2026-11-27; tisdag v 50 = 2026-12-08"},
		{"Beslut: 15/12, 16/12", "15/12 = 2026-12-15; 16/12 = 2026-12-16"},
		{"betala senast 261215 via banken", "by 261215 = 2026-12-15"}, {"Möte med Piteå 261215", "261215 = 2026-12-15"},
		{"Skicka utkast 261215 @anna N7", "261215 = 2026-12-15"}, {"Ring Bo idag N3", "idag = 2026-11-23"},
		{"Ring före kl 14", "by kl 14 = 2026-11-23 14:00"}, {"Ring idag till Bo", "idag = 2026-11-23"}, {"Ring Bo idag", "idag = 2026-11-23"},
		{"senast 9.12 till Anna", "by 9.12 = 2026-12-09"}, {"den 9.12 ses vi", "den 9.12 = 2026-12-09"},
		{"ett\nsenast fredag\r\ntvå", "by fredag = 2026-11-27"}, {"på\nfredag", "fredag = 2026-11-27"},
		{"Skicka till tisdg", "by tisdg = 2026-11-24"},

		{"Lämna in 1/12 senast", "by 1/12 = 2026-12-01"}, {"Skicka in fredag", "fredag = 2026-11-27"}, {"Skicka in om två veckor", "om två veckor = 2026-12-07"},
		{"Lämna in 2026-12-01", "2026-12-01 = 2026-12-01"}, {"due in December", "by in December = 2026-12-31"}, {"boka rum 4 dec", "4 dec = 2026-12-04"},
		{"publish in early December", "in early December = 2026-12-01"}, {"done in week 50", "in week 50 = 2026-12-11"},
		{"senast december", "by december = 2026-12-31"}, {"senast mars 2027", "by mars 2027 = 2027-03-31"}, {"senast 2027-12", "by 2027-12 = 2027-12-31"},
		{"Träff mån 30 nov", "mån 30 nov = 2026-11-30"}, {"Träff tor 3 dec", "tor 3 dec = 2026-12-03"},

		// Clearly meant as a day, and none: the caller asks.
		{"klart senast 31/2", "by 31/2 = impossible"}, {"deadline: 2026-02-30", "by 2026-02-30 = impossible"},
		{"Boka rum 31/11 @bo", "31/11 = impossible"}, {"32 dec ring Bo", "32 dec = impossible"}, {"Ring 35/11", "35/11 = impossible"},
		{"Träff mån 1 dec", "mån 1 dec = ambiguous → 2026-12-01 2026-11-30"}, {"Call Mon 1 Dec", "Mon 1 Dec = ambiguous → 2026-12-01 2026-11-30"},
		{"senast 2027-13", "by 2027-13 = impossible"}, {"klart v. 60", "by v. 60 = impossible"}, {"Möte med Piteå 2026-11-20", "2026-11-20 = past 2026-11-20 → 2027-11-20"},
		{"Ring Bo igår", "igår = past 2026-11-22"}, {"senast fredag 5 dec", "by fredag 5 dec = ambiguous → 2026-12-05 2026-12-04"},
		{"senast 15 mars 2115", "by 15 mars 2115 = absurd 2115-03-15"},
	}) {
		if got := found(row[0], ref(monday23)); got != row[1] {
			t.Errorf("%q has %s, want %s", row[0], got, row[1])
		}
	}
}

func TestFindLeavesAlone(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		// Numbers that are something else.
		"ring 070-123 45 67", "+358 40 123 4567", "0929-171 00 eller 0929-17 10 00", "0929-17-10", "dnr 145/19-140", "dnr 15/12", "KS § 130",
		"LED 2.0", "version 1.5", "upp till 2.1", "kl 9", "kl 13.30", "15 000 kr", "punkt 3", "sida 12/15", "sida 5/12", "N7 och K12", "U31",
		"3/4 av kommunen", "1/2 dag", "50 %", "till 3.2 %", "öka till 1.5 miljoner", "by 2.5 percent", "stöd 24/7", "betala 261215 kronor",
		"organisationsnummer 556677-8899", "12/3/4/5", "1.2.3", "10.11.12.13", "IP 10.10.10.12/24", "15 dec-listan", "2027", "Sommarjobb 2027",
		"20261215_protokoll.pdf", "protokoll-2026-11-20.pdf", "protokoll 2026-11-20.pdf", "www.fredag.se/15/12", "anna@fredag.se", "#fredag", "@fredag",
		"15:e mötet", "före 3:e mötet", "sista veckan i november", "sista veckan", "den 3:e punkten", "the 3rd party", "den 3 och den 4 gruppen", "Volvo V60", "v2 av planen", "v. 2 av rapporten", "v1.5",
		// Words that only hold a day's name.
		"Planera midsommarfest", "Boka jul-lunch", "Förbered Europadagen", "Följ upp sommarens projekt", "Uppdatera fredagsbrevet",
		"Möte om nästa veckas resa", "next week's meeting", "Friday's notes", "Black-Friday-rea", "fredags-fika", "på fredagar", "om två veckors resa",
		// Words that mean more than a day.
		"Mars AB", "Ring Mars Persson", "Skicka till Mars Persson", "Ring Jan 9.30", "Möte med Jan 14 personer", "Call Jan by May", "it may be so",
		"the 15 may apply", "man ska ha fri tid", "sat in the sun", "on fri fot", "vänta på Tor", "utkast till Lucia", "vi har i dag tre projekt",
		"mandat för perioden", "börjar i mars", "vi ska i april ta fram", "vi var 15 i december", "leveransen är två dagar sen", "två dagar i veckan",
		"Uppföljning november", "Planera nästa år", "Planera jul", "God jul och gott nytt år", "Resan i helgen", "rapport Q1", "i höst", "läsåret 2026-27", "senast 2026-27", "rapport 2027-12", "rum 35/12 i huset", "vi var 32 dec-barn",
		// What comes again and again is no day.
		"varje fredag", "every Friday", "varannan torsdag", "varje vecka på tisdag", "varje år 1 mars", "1 mars varje år", "första vardagen varje månad",
		// Spans of weekdays.
		"Tis-tors jobbar Bo", "tisdag/onsdag", "mån-fre 8-17",
		"", " ", "\x00\xff", "–", "...",
	} {
		if got := found(text, ref(monday23)); got != "" {
			t.Errorf("%q has %s, want nothing", text, got)
		}
	}
}

func TestFindCutsCleanly(t *testing.T) {
	t.Parallel()
	for _, row := range (table{
		{"Skicka anmälan senast 15 december @anna", "Skicka anmälan | @anna"},
		{"Boka möte med Piteå nästa fredag", "Boka möte med Piteå |"},
		{"Ring Bo, klart till den 3:e, om budget", "Ring Bo, |, om budget"},
		{"Mejla rektorn (senast fre 4 dec kl 14)", "Mejla rektorn (|)"},
		{"Skicka in: deadline är den 15 december!", "Skicka in: |!"},
		{"I slutet av november skickar Åsa ålen", "| skickar Åsa ålen"},
	}) {
		m := Find(row[0], ref(monday23))
		if len(m) != 1 {
			t.Fatalf("%q has %d days", row[0], len(m))
		}
		if got := row[0][:m[0].Start] + "|" + row[0][m[0].End:]; got != row[1] {
			t.Errorf("got %q, want %q", got, row[1])
		}
	}
}

func TestFindInANote(t *testing.T) {
	t.Parallel()
	const note = `Möte med North Sweden 2026-11-20
Närvarande: Anna Ek, Mikko Lahtinen (070-123 45 67)
Vi gick igenom läget för Interreg Aurora, 3/4 av budgeten på 15 000 kr är kvar.
Att göra: @anna ta fram budget senast 4 december (N3)
- [ ] @bo boka möte med Piteå nästa fredag
Bo ringer imorgon.`
	r := Ref{Today: day("2026-11-20")}
	want := "2026-11-20 = 2026-11-20; by 4 december = 2026-12-04; nästa fredag = 2026-11-27; imorgon = 2026-11-21"
	if got := found(note, r); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}
