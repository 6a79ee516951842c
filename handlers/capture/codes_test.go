package capture

import (
	"slices"
	"strings"
	"testing"
)

func TestCodes(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Ring Mikko (K1) om U31, se M7 och N3.":     "K1 U31 M7 N3",
		"k12 och K12: samma":                        "K12",
		"K3–K7, N3/N5, U1-U2":                       "K3 K7 N3 N5 U1 U2",
		"N3:s tasks, N5-mötet":                      "N3 N5",
		"M365 och Microsoft M365-licens":            "",
		"se https://x.se/K12 och k12@x.fi, N3.pdf":  "",
		"EK12 K12a K0 K012 U1.5 _K3 @k3 #K3 145/19": "",
		"L1, L123, N99":                             "L1 N99",
		"-K1":                                       "K1",
		"":                                          "",
	} {
		if got := Codes(text); !slices.Equal(got, strings.Fields(want)) {
			t.Errorf("Codes(%q) = %v, want %s", text, got, want)
		}
	}
}

func TestPeopleFind(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]Person{
		"@anna": anna, "anna": anna, "ANNA": anna, "Anna Ek": anna, "anna  ek": anna, "Åsa": asa, "asa": asa, "asa oberg": asa, "@asa.o": asa,
		"anders": {"5", "anders", "Anders Holm"}, "Ek": {}, "nisse": {}, "": {}, "@": {},
	} {
		if got, ok := colleagues.Find(word); got != want || ok == want.IsZero() {
			t.Errorf("Find(%q) = %v, %v", word, got, ok)
		}
	}
	two := People{{"1", "aek", "Anna Ek"}, {"2", "aberg", "Anna Berg"}}
	if _, ok := two.Find("Anna"); ok || len(two.Candidates("Anna")) != 2 {
		t.Error("of two Annas none is meant, both are candidates")
	}
}
