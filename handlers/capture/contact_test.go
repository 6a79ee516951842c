package capture

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// colleagues are the console's people, and names that two have, for doubt.
var (
	anna       = Person{"1", "anna", "Anna Ek"}
	bo         = Person{"2", "bo", "Bo Lund"}
	cilla      = Person{"3", "cilla", "Cilla Berg"}
	asa        = Person{"4", "asa.o", "Åsa Öberg"}
	colleagues = People{anna, bo, cilla, asa, {"5", "anders", "Anders Holm"}, {"6", "anders2", "Anders Nilsson"},
		{"7", "eva.s", "Eva Sund"}, {"8", "eva.b", "Eva Blom"}}
)

// alvsbyn accepts the built-in guideline's twelve points.
func alvsbyn(code string) bool {
	return len(code) == 2 && (code[0] == 'L' && '1' <= code[1] && code[1] <= '4' || code[0] == 'N' && '1' <= code[1] && code[1] <= '8')
}

func TestParseContact(t *testing.T) {
	t.Parallel()
	mikko := Contact{Name: "Mikko Lahtinen", Organisation: "Oulun kaupunki", Role: "projektledare", Country: "FI",
		Email: "mikko.lahtinen@example.fi", Phone: "+358 40 123 4567", Topics: []string{"energi"}, Points: []string{"N5"}}
	for _, tt := range []struct {
		rule, line string
		want       Contact
	}{
		{"the issue's line", "Mikko Lahtinen, Oulun kaupunki, projektledare, Finland, mikko.lahtinen@example.fi, +358 40 123 4567 #energi N5", mikko},
		{"semicolons", "Mikko Lahtinen; Oulun kaupunki; projektledare; Finland; mikko.lahtinen@example.fi; +358 40 123 4567; #energi; N5", mikko},
		{"tabs, from a spreadsheet", "Mikko Lahtinen\tOulun kaupunki\tprojektledare\tFinland\tmikko.lahtinen@example.fi\t+358 40 123 4567\t#energi\tN5", mikko},
		{"any order", "#energi, N5, +358 40 123 4567, mikko.lahtinen@example.fi, Finland, Mikko Lahtinen, Oulun kaupunki, projektledare", mikko},
		{"shapes all in one part", "Mikko Lahtinen, Oulun kaupunki, projektledare, Suomi, mikko.lahtinen@example.fi +358 40 123 4567 #energi N5", mikko},
		{"shapes part the words", "Mikko Lahtinen mikko.lahtinen@example.fi Oulun kaupunki +358 40 123 4567 projektledare #energi n5 (Finland)", mikko},
		{"labels", "namn: Mikko Lahtinen, roll: projektledare, org: Oulun kaupunki, land: finland, mejl: mikko.lahtinen@example.fi, tel: +358 40 123 4567, ämnen: energi, punkter: N5", mikko},
		{"English labels, no separators", "name: Mikko Lahtinen role: projektledare organisation: Oulun kaupunki country: FI mail: mikko.lahtinen@example.fi phone: +358 40 123 4567 topics: energi points: N5", mikko},
		{"angle brackets and bars", "Mikko Lahtinen <mailto:mikko.lahtinen@example.fi> | Oulun kaupunki | projektledare | FINLAND | tel:+358 40 123 4567 | #Energi | N5", mikko},
		{"a pasted signature: role first, then organisation", "Mikko Lahtinen\r\nprojektledare\r\nOulun kaupunki\r\nFinland\r\n+358 40 123 4567\r\nmikko.lahtinen@example.fi\r\n#energi N5\r\n", mikko},
		{"quoted cells of a spreadsheet", `"Mikko Lahtinen","Oulun kaupunki","projektledare","Finland","mikko.lahtinen@example.fi","+358 40 123 4567","#energi","N5"`, mikko},

		{"spaced dashes part a line that has nothing else", "Mikko Lahtinen - Oulun kaupunki – projektledare", Contact{Name: "Mikko Lahtinen", Organisation: "Oulun kaupunki", Role: "projektledare"}},
		{"brackets after the name", "Mikko Lahtinen (Oulun kaupunki), projektledare", Contact{Name: "Mikko Lahtinen", Organisation: "Oulun kaupunki", Role: "projektledare"}},
		{"a role in brackets", "Åsa (näringslivschef), Piteå kommun", Contact{Name: "Åsa", Organisation: "Piteå kommun", Role: "näringslivschef"}},
		{"bars are a card: role first there", "Mikko Lahtinen | Project Manager | City of Oulu", Contact{Name: "Mikko Lahtinen", Organisation: "City of Oulu", Role: "Project Manager"}},
		{"labels without colon before a number", "Eva, tfn 0920-28 40 00, mejl e@x.se", Contact{Name: "Eva", Phone: "0920-28 40 00", Email: "e@x.se"}},

		{"only a name", "Mikko", Contact{Name: "Mikko"}},
		{"nothing", " ,; ", Contact{}},
		{"quotes keep one together", `Liisa Korhonen, "Lappi, Norra Lapplands kommunförbund", 'chef, EU'`,
			Contact{Name: "Liisa Korhonen", Organisation: "Lappi, Norra Lapplands kommunförbund", Role: "chef, EU"}},
		{"quotes of all kinds", "Liisa, ”A, B”, »C, D«", Contact{Name: "Liisa", Organisation: "A, B", Role: "C, D"}},
		{"quotes after a label", `Liisa, org: "A, B"`, Contact{Name: "Liisa", Organisation: "A, B"}},
		{"an apostrophe is no quote", "Pat O'Neil, Tromsø kommune, rådgiver", Contact{Name: "Pat O'Neil", Organisation: "Tromsø kommune", Role: "rådgiver"}},
		{"an unclosed quote is a letter", `Pat, "Tromsø, rådgiver`, Contact{Name: "Pat", Organisation: `"Tromsø`, Role: "rådgiver"}},
		{"a nickname stays", `Bo "Bosse" Lind, SSG`, Contact{Name: `Bo "Bosse" Lind`, Organisation: "SSG"}},
		{"names of all kinds", "Dr. Áile-Máret van der Šuŋŋá, Sámediggi", Contact{Name: "Dr. Áile-Máret van der Šuŋŋá", Organisation: "Sámediggi"}},

		{"a country in an organisation stays there", "Eeva, Business Finland, Visit Sweden", Contact{Name: "Eeva", Organisation: "Business Finland", Role: "Visit Sweden"}},
		{"a country in brackets", "Eeva, Oulun kaupunki (Finland)", Contact{Name: "Eeva", Organisation: "Oulun kaupunki", Country: "FI"}},
		{"a country by code, upper case only", "Eeva, SE", Contact{Name: "Eeva", Country: "SE"}},
		{"no country in lower case", "Eeva, no", Contact{Name: "Eeva", Organisation: "no"}},
		{"IT is a role …", "Eeva, Oulun kaupunki, IT", Contact{Name: "Eeva", Organisation: "Oulun kaupunki", Role: "IT"}},
		{"… or Italy, when the role is there", "Mario, Comune di Bari, capo, IT", Contact{Name: "Mario", Organisation: "Comune di Bari", Role: "capo", Country: "IT"}},
		{"… or when the e-mail agrees", "Mario, Comune di Bari, IT, m@bari.it", Contact{Name: "Mario", Organisation: "Comune di Bari", Country: "IT", Email: "m@bari.it"}},
		{"a label decides", "Mario, land: it", Contact{Name: "Mario", Country: "IT"}},
		{"a given name that is a country", "Jordan, Finland", Contact{Name: "Jordan", Country: "FI"}},
		{"a surname too", "Jordan Smith, Georgia", Contact{Name: "Jordan Smith", Country: "GE"}},
		{"a country as the only word is the name", "Finland", Contact{Name: "Finland"}},
		{"an unknown country is asked", "Eeva, land: Atlantis", Contact{Name: "Eeva", Unknown: []Problem{{UnknownCountry, "Atlantis"}}}},
		{"two countries", "Eeva, Finland, Norge", Contact{Name: "Eeva", Country: "FI", Unknown: []Problem{{SecondCountry, "Norge"}}}},

		{"owner by mention", "Eeva @anna", Contact{Name: "Eeva", Owner: anna}},
		{"owner by mention with the full name", "Eeva @Anna Ek, Oulu", Contact{Name: "Eeva", Owner: anna, Organisation: "Oulu"}},
		{"owner by label", "Eeva, ansvarig: Åsa Öberg", Contact{Name: "Eeva", Owner: asa}},
		{"without å and ö", "Eeva, ansvarig: asa", Contact{Name: "Eeva", Owner: asa}},
		{"nobody is called so", "Eeva @nisse", Contact{Name: "Eeva", Unknown: []Problem{{UnknownPerson, "@nisse"}}}},
		{"a user name beats a first name", "Eeva, owner: Anders", Contact{Name: "Eeva", Owner: Person{"5", "anders", "Anders Holm"}}},
		{"two owners", "Eeva @anna @bo", Contact{Name: "Eeva", Owner: anna, Unknown: []Problem{{SecondOwner, "@bo"}}}},

		{"an unknown point", "Eeva N9 N99 N1", Contact{Name: "Eeva", Points: []string{"N1"}, Unknown: []Problem{{UnknownPoint, "N9"}, {UnknownPoint, "N99"}}}},
		{"topics once, lower case", "Eeva #Energi #energi #förnybar-energi #1", Contact{Name: "Eeva", Topics: []string{"energi", "förnybar-energi"}, Organisation: "#1"}},
		{"a bad e-mail", "Eeva, eeva@, eeva@oulu", Contact{Name: "Eeva", Unknown: []Problem{{BadEmail, "eeva@"}, {BadEmail, "eeva@oulu"}}}},
		{"a bad e-mail by label", "Eeva, mejl: senare", Contact{Name: "Eeva", Unknown: []Problem{{BadEmail, "senare"}}}},
		{"two e-mails", "Eeva, e@oulu.fi, E@oulu.fi, eeva@ouka.fi", Contact{Name: "Eeva", Email: "e@oulu.fi", Unknown: []Problem{{SecondEmail, "eeva@ouka.fi"}}}},
		{"å in an address", "Åsa, åsa@älvsbyn.se", Contact{Name: "Åsa", Email: "åsa@älvsbyn.se"}},

		{"a second number is kept", "Eeva, 0929-171 00, mobil: 070-123 45 67", Contact{Name: "Eeva", Phone: "0929-171 00", Extra: []string{"070-123 45 67"}}},
		{"a short number by label", "Eeva, tel: 17100", Contact{Name: "Eeva", Phone: "17100"}},
		{"no number", "Eeva, tel: senare", Contact{Name: "Eeva", Unknown: []Problem{{BadPhone, "senare"}}}},
		{"a year and a diary number are no telephone", "Eeva, 2026, 145/19-140", Contact{Name: "Eeva", Organisation: "2026", Role: "145/19-140"}},
		{"what is left over is kept", "Eeva, Oulu, chef, träffades i Bryssel", Contact{Name: "Eeva", Organisation: "Oulu", Role: "chef", Extra: []string{"träffades i Bryssel"}}},
		{"links and addresses are no organisation", "Eeva, www.ouka.fi, 942 85 Älvsbyn, Storgatan 27, webb: ouka.fi", Contact{Name: "Eeva", Extra: []string{"www.ouka.fi", "942 85 Älvsbyn", "Storgatan 27", "webb: ouka.fi"}}},
		{"save anyway", "Eeva, Oulu, ändå", Contact{Name: "Eeva", Organisation: "Oulu", Anyway: true}},
		{"save anyway, plain letters", "Eeva, anda", Contact{Name: "Eeva", Anyway: true}},
		{"a label with nothing", "Eeva, tel:, roll: , org: Oulu", Contact{Name: "Eeva", Organisation: "Oulu"}},
		{"role first by label", "Eeva, roll: chef, Oulu", Contact{Name: "Eeva", Organisation: "Oulu", Role: "chef"}},
		{"a greeting before the name", "Mvh Sven-Erik Nilsson | projektledare | Piteå kommun", Contact{Name: "Sven-Erik Nilsson", Organisation: "Piteå kommun", Role: "projektledare"}},
		{"a greeting of two words, in plain letters", "med vanliga halsningar Bo Ek, Piteå", Contact{Name: "Bo Ek", Organisation: "Piteå"}},
		{"a greeting in English", "Kind regards, Eeva Mäki, Oulu", Contact{Name: "Eeva Mäki", Organisation: "Oulu"}},
		{"a greeting and a slash", "Hälsningar /Eeva Mäki, Oulu", Contact{Name: "Eeva Mäki", Organisation: "Oulu"}},
		{"a greeting of two letters", "Br Eeva Mäki; Oulu", Contact{Name: "Eeva Mäki", Organisation: "Oulu"}},
		{"a greeting last", "Eeva Mäki, Oulu, vh", Contact{Name: "Eeva Mäki", Organisation: "Oulu"}},
		{"BR is Brazil, and names that begin like a greeting stay", "Bror Vhalin, BR", Contact{Name: "Bror Vhalin", Country: "BR"}},
		{"markup in pairs", "*Eeva* Mäki, [Oulu](https://ouka.fi), [chef]", Contact{Name: "Eeva Mäki", Organisation: "Oulu", Role: "chef", Extra: []string{"https://ouka.fi"}}},
		{"half a pair is kept", "Eeva*, [Oulu] stad", Contact{Name: "Eeva*", Organisation: "[Oulu] stad"}},
		{"a signature with all its trimmings", "Med vänlig hälsning\n\nEeva Mäki\nHead of International Affairs | City of Oulu\nPB 27, 90015 Oulu, Finland\nT: +358 8 558 410\nM +358 (0)40 123 4567\nE: eeva.maki@ouka.fi\nwww.ouka.fi",
			Contact{Name: "Eeva Mäki", Organisation: "City of Oulu", Role: "Head of International Affairs", Country: "FI", Phone: "+358 8 558 410", Email: "eeva.maki@ouka.fi",
				Extra: []string{"PB 27", "90015 Oulu", "+358 (0)40 123 4567", "www.ouka.fi"}}},
	} {
		t.Run(tt.rule, func(t *testing.T) {
			t.Parallel()
			got := ParseContact(tt.line, colleagues, alvsbyn)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s\n(-want +got)\n%s", tt.line, diff)
			}
		})
	}
}

func TestPhones(t *testing.T) {
	t.Parallel()
	for _, number := range []string{"+46 70-123 45 67", "0929-171 00", "0046 70 123 45 67", "+46 (0)70-123 45 67", "(0)70-123 45 67", "070-1234567",
		"+358401234567", "08-123 456 78", "0929 – 171 00", "+47 77 64 20 00", "77 64 20 00", "951 23 456", "+32 2 282 18 20"} {
		if c := ParseContact("Eeva, "+number+", Oulu", nil, nil); c.Phone != number || c.Organisation != "Oulu" {
			t.Errorf("%q: %+v", number, c)
		}
	}
	for _, other := range []string{"2026-11-20", "09.12.2026", "045/19-140", "145/19-140", "556677-8899", "0929", "20261120", "942 85", "070abc1234"} {
		if c := ParseContact("Eeva, "+other, nil, nil); c.Phone != "" {
			t.Errorf("%q is no telephone: %+v", other, c)
		}
	}
}

func TestParseContactChange(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		line string
		want Change
	}{
		{"roll: chef, tel: 0929-171 00", Change{Set: map[string]string{"role": "chef", "phone": "0929-171 00"}}},
		{"tel:", Change{Set: map[string]string{"phone": ""}}},
		{"mikko@ny.fi Norge", Change{Set: map[string]string{"email": "mikko@ny.fi", "country": "NO"}}},
		{"#skog N2", Change{Set: map[string]string{}, Topics: []string{"skog"}, Points: []string{"N2"}}},
		{"ämnen: skog energi, punkter: N2", Change{Set: map[string]string{"topics": "skog, energi", "points": "N2"}}},
		{"ansvarig: bo", Change{Set: map[string]string{"owner": "@bo"}}},
		{"ansvarig: nisse", Change{Set: map[string]string{}, Unknown: []Problem{{UnknownPerson, "nisse"}}}},
		{"mejl: senare", Change{Set: map[string]string{}, Unknown: []Problem{{BadEmail, "senare"}}}},
		{"namn: Mikko L, någonting", Change{Set: map[string]string{"name": "Mikko L"}, Rest: []string{"någonting"}}},
		{"", Change{Set: map[string]string{}}},
	} {
		if diff := cmp.Diff(tt.want, ParseContactChange(tt.line, colleagues, alvsbyn)); diff != "" {
			t.Errorf("%s\n(-want +got)\n%s", tt.line, diff)
		}
	}
}
