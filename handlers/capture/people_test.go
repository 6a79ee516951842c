package capture

import (
	"testing"
)

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
