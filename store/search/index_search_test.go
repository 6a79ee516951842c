package search

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// north is an office's register in small: contacts are 1–, meetings 100–.
func north() *Index {
	x := New()
	x.Load(slices.Values([]Doc{
		{1, []string{"Mikko Lahtinen", "Oulun kaupunki", "mikko.lahtinen@example.fi", "projektledare", "Finland", "energi", "+358 40 123 4567", "K1"}, ""},
		{2, []string{"Päivi Lahti", "Oulu universitet", "paivi@example.fi", "forskare", "Finland", "resor", "K2"}, ""},
		{3, []string{"Jørgen Øst", "Bodø kommune", "jorgen.ost@example.no", "rådgiver", "Norge", "energi", "K3"}, "Träffades på resan till Tromsø."},
		{4, []string{"Åsa Öberg", "Älvsbyns kommun", "asa@alvsbyn.example.se", "rektor", "Sverige", "skola", "0929-170 00", "K4"}, ""},
		{5, []string{"Erik Alvsbyn", "Piteåregionen", "erik@example.se", "handläggare", "Sverige", "K5"}, ""},
		{6, []string{"Lena Älvsbyn", "Luleåstad AB", "lena@example.se", "vd", "Sverige", "K12"}, "Arbetar med vindkraftverken."},
		{7, []string{"Mikko Lathi", "Torneå", "mikko@example.com", "Finland", "K13"}, ""},
		{8, []string{"Anna Karlsson", "North Sweden", "Belgien", "EU", "K120"}, ""},
		{100, []string{"Möte med North Sweden", "Anna Ek", "M1"}, "Kommunen vill söka medel. Vi gick igenom läget för Interreg Aurora med Lahtinen."},
		{101, []string{"Budgetmöte", "Bo Lund", "M2"}, "Kommunerna i Piteå och Oulu delar kostnaden för resorna 2026-12-04."},
		{102, []string{"Planering", "M3"}, "Att göra: ring 040-123 45 67. Förstudie om kommunsamarbete i norr."},
	}))
	return x
}

func ids(hits []Hit) []uint64 {
	found := []uint64{}
	for _, h := range hits {
		found = append(found, h.ID)
	}
	return found
}

func TestSearch(t *testing.T) {
	t.Parallel()
	x := north()
	for _, c := range []struct {
		query string
		want  []uint64
		why   string
	}{
		{"Lahtinen", []uint64{1, 100}, "a name, then a text; Lahti is three letters away"},
		{"laht", []uint64{2, 1, 100}, "beginnings, the nearly finished one first, texts after names"},
		{"Mikko Lahti", []uint64{1, 7}, "every word; then every word nearly (Lathi)"},
		{"Makko Lahtinen", []uint64{1}, "one letter wrong"},
		{"lathinen", []uint64{1}, "two letters swapped"},
		{"lahtnien", []uint64{1}, "elsewhere"},
		{"lahtni", []uint64{2, 7}, "one error from Lahti, two from Lathi; too far from Lahtinen"},
		{"Älvsbyn", []uint64{6, 5, 4}, "the very letters, the folded ones, the beginning of Älvsbyns"},
		{"alvsbyn", []uint64{5, 4, 6}, "the very letters (in a name first, then in an address), the folded ones"},
		{"ÄLVSBYN", []uint64{6, 5, 4}, "capitals tell nothing"},
		{"piteå", []uint64{5, 101}, "a name's beginning is above a text's word"},
		{"stad", []uint64{6}, "inside a compound"},
		{"samarbete", []uint64{102}, "inside a compound of a text"},
		{"oulu", []uint64{2, 1, 101}, "the name, its genitive, a text"},
		{"oulun", []uint64{1, 2}, "the genitive, and the name one letter away"},
		{"kommuner", []uint64{101, 100, 3, 4}, "beginning, another form in a text, then in names"},
		{"resa", []uint64{3, 101, 2}, "resan begins so, resorna is a form, the topic resor in a name is a guess"},
		{"vindkraft", []uint64{6}, "the beginning of a compound"},
		{"K12", []uint64{6, 8}, "the code, then longer ones; K13 is no misspelt K12"},
		{"k1", []uint64{1, 6, 7, 8}, "ties by ID after the length"},
		{"040 123", []uint64{1, 102}, "grouped otherwise, without the country"},
		{"+358 40 1234567", []uint64{1, 102}, "with the country; noted without"},
		{"00358401234567", []uint64{1, 102}, "with the country in the other way"},
		{"0929 17000", []uint64{4}, "spaces and dashes tell nothing"},
		{"123 4567", []uint64{1, 102}, "the end of a number"},
		{"2026-12-04", []uint64{101}, "a day is three words after all"},
		{"mikko.lahtinen@example.fi", []uint64{1}, "a whole address"},
		{"example.fi", []uint64{1, 2, 7}, "part of one; then example and Finland"},
		{"mötet med North Sweden", []uint64{100}, "mötet is möte, med tells nothing"},
		{"vilka känner vi i Finland?", []uint64{1, 2, 7}, "as people ask"},
		{"who do we know in finland", []uint64{1, 2, 7}, "in English too"},
		{"lahtinen tromsø xyz", []uint64{3, 1, 100}, "no record has all: the rarest word first, the name before the text"},
		{"interreg bodø", []uint64{3, 100}, "as rare as each other: the name before the text"},
		{"kaupunki", []uint64{1}, "any short field"},
		{"", []uint64{}, "nothing asked"},
		{"qqqqq", []uint64{}, "nothing like it"},
		{"\x00\xff \u0301", []uint64{}, "no words"},
	} {
		hits := x.Search(c.query, 10)
		if d := cmp.Diff(c.want, ids(hits)); d != "" {
			t.Errorf("%q: %s\n%v\n%s", c.query, c.why, hits, d)
		}
	}
}

// What is worth more than what, one pair a row.
func TestSearchRanks(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		query         string
		better, worse Doc
		why           string
	}{
		{"oulu", Doc{Name: []string{"x", "Oulu"}}, Doc{Name: []string{"x", "Oulů"}}, "letters as typed"},
		{"oulu", Doc{Name: []string{"x", "Oulů"}}, Doc{Name: []string{"Oulunsalo"}}, "marks matter less than an end"},
		{"oulu", Doc{Name: []string{"Oulunsalo"}}, Doc{Text: "Oulu"}, "a name's beginning is above a text's word"},
		{"oulu", Doc{Name: []string{"Oulu"}}, Doc{Name: []string{"x", "Oulu"}}, "the first field is what the record is called"},
		{"oulu", Doc{Name: []string{"Oulun"}}, Doc{Name: []string{"Oulunsalo"}}, "the more of a word is typed, the likelier it's meant"},
		{"ört", Doc{Name: []string{"Örtagård"}}, Doc{Name: []string{"Ortagard"}}, "marks matter in a beginning"},
		{"resa", Doc{Text: "resa"}, Doc{Text: "resan"}, "the word itself in a text"},
		{"resa", Doc{Text: "resan"}, Doc{Text: "resor"}, "its beginning before another form"},
		{"resor", Doc{Text: "resa"}, Doc{Name: []string{"resa"}}, "forms are for texts; in names they are guesses"},
		{"resor", Doc{Name: []string{"resa"}}, Doc{Name: []string{"tjänsteresor"}}, "a form before a part"},
		{"lahti", Doc{Name: []string{"Nylahti"}}, Doc{Name: []string{"Lathi"}}, "a part before a typing error"},
		{"lahtinen", Doc{Name: []string{"Lahtonen"}}, Doc{Name: []string{"Lohtonen"}}, "one error before two"},
		{"anna berg", Doc{Name: []string{"Anna Berg"}}, Doc{Name: []string{"Anna"}, Text: "Berg"}, "both in the name"},
		{"anna berg", Doc{Text: "Anna Berg"}, Doc{Name: []string{"Anna Burg"}}, "both spelled out anywhere before a guess"},
		{"anna berg", Doc{Name: []string{"Ana Burg Nyberg"}}, Doc{Name: []string{"Anna"}}, "both nearly before one"},
	} {
		for _, ids := range [][2]uint64{{1, 2}, {2, 1}} {
			x := New()
			c.better.ID, c.worse.ID = ids[0], ids[1]
			x.Put(c.better)
			x.Put(c.worse)
			if hits := x.Search(c.query, 2); len(hits) == 0 || hits[0].ID != c.better.ID {
				t.Errorf("%q: %s: %+v should be above %+v: %v", c.query, c.why, c.better, c.worse, hits)
			}
		}
	}
}

func TestScoresTellWhatWasMatched(t *testing.T) {
	t.Parallel()
	x := north()
	for query, within := range map[string][2]float64{
		"mikko lahtinen":       {Literal, 1.01},
		"kommuner aurora":      {Literal, 1},
		"makko lahtinen":       {Near, Literal},
		"stad":                 {Near, Literal},
		"lahtinen qqqqq":       {0, Near},
		"lahtnen qqqqq wwwwww": {0, Near},
	} {
		hits := x.Search(query, 1)
		if len(hits) == 0 || hits[0].Score < within[0] || hits[0].Score >= within[1] {
			t.Errorf("%q: %v, want a score in %v", query, hits, within)
		}
	}
}

func TestPutReplacesAndDeleteForgets(t *testing.T) {
	t.Parallel()
	x := north()
	x.Put(Doc{ID: 1, Name: []string{"Maija Virta"}})
	x.Put(Doc{ID: 1, Name: []string{"Maija Virtanen"}})
	x.Delete(100)
	x.Delete(100)
	x.Delete(4711)
	if got := ids(x.Search("lahtinen", 10)); slices.Contains(got, 1) || slices.Contains(got, 100) {
		t.Errorf("what is gone is found: %v", got)
	}
	if got := ids(x.Search("virta", 10)); !slices.Equal(got, []uint64{1}) {
		t.Errorf("what came instead isn't found: %v", got)
	}
	if x.Len() != 10 {
		t.Errorf("%d records", x.Len())
	}
}

// A record saved over and over takes the room of one.
func TestRepeatedPutKeepsNothing(t *testing.T) {
	t.Parallel()
	x := north()
	for i := range 20_000 {
		x.Put(Doc{ID: 7, Name: []string{fmt.Sprint("Mikko ", i)}, Text: fmt.Sprint("anteckning", i)})
	}
	if n := len(x.ids); n > 2000 {
		t.Errorf("%d ordinals for %d records", n, x.Len())
	}
	if n := len(x.dict.terms); n > 5000 {
		t.Errorf("%d words kept", n)
	}
	if got := ids(x.Search("19999", 5)); !slices.Equal(got, []uint64{7}) {
		t.Error(got)
	}
}

func TestLoadIntoARegister(t *testing.T) {
	t.Parallel()
	x := north()
	x.Load(slices.Values([]Doc{{ID: 1, Name: []string{"Nils"}}, {ID: 200, Name: []string{"Nils"}}, {ID: 200, Name: []string{"Olle"}}}))
	if got := ids(x.Search("nils", 9)); !slices.Equal(got, []uint64{1}) || x.Len() != 12 {
		t.Error(got, x.Len())
	}
	y := New()
	y.Load(slices.Values([]Doc{{ID: 1, Name: []string{"Nils"}}, {ID: 1, Name: []string{"Olle"}}}))
	if got := ids(y.Search("nils", 9)); len(got) != 0 || y.Len() != 1 {
		t.Error("of two with one ID the later counts", got, y.Len())
	}
	y = New()
	y.Load(slices.Values([]Doc{}))
	if y.Len() != 0 || y.Search("a", 1) != nil {
		t.Error("nothing loaded")
	}
}

func TestBigAndBrokenText(t *testing.T) {
	t.Parallel()
	x := north()
	x.Put(Doc{ID: 500, Name: []string{"Protokoll"}, Text: strings.Repeat("\x00\xffö ", 1<<18) + "slutord"})
	x.Put(Doc{ID: 501, Text: strings.Repeat("x", 1<<20)})
	x.Put(Doc{ID: 502, Text: strings.Repeat("0 ", 1<<19)})
	x.Put(Doc{ID: 503, Text: strings.Repeat("a\u0301", 1<<18)})
	for query, want := range map[string]uint64{"slutord": 500, strings.Repeat("x", 1<<20): 501, "0 slutord": 500, strings.Repeat("a\u0301", 60): 503} {
		if got := ids(x.Search(query, 1)); !slices.Equal(got, []uint64{want}) {
			t.Errorf("%.20q finds %v", query, got)
		}
	}
	if got := x.Search(strings.Repeat("a ", 1<<20), 3); len(got) == 0 {
		t.Error("a long query is cut off, not refused")
	}
}

func TestSearchesBesideAWriter(t *testing.T) {
	t.Parallel()
	x := north()
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for range 300 {
				if got := x.Search("lahtinen", 3); len(got) == 0 || got[0].ID != 1 {
					t.Error(got)
					return
				}
			}
		})
	}
	all.Go(func() {
		for i := range 3000 {
			x.Put(Doc{ID: uint64(1000 + i%50), Name: []string{fmt.Sprint("Kari", i)}})
			x.Delete(uint64(1000 + i%7))
			x.Len()
		}
	})
	all.Wait()
}
