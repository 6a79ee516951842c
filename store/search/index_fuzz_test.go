package search

import (
	"cmp"
	"slices"
	"testing"
)

// Whatever is asked of whatever is recorded: the hits are records, in order,
// no more than wanted, the same again, and fewer are the beginning of more.
func FuzzSearch(f *testing.F) {
	for _, query := range []string{"lahtinen", "040 123", "+358 (0)40", "åäö ÅÄÖ", "a\u0301", "\x00\xff", "mötet med oulu", "i", "K12", "++++0000", "e ex exa"} {
		f.Add(query, "Mikko Lahtinen, +358 40 123 4567", 5)
	}
	f.Fuzz(func(t *testing.T, query, text string, limit int) {
		limit %= 50
		x := New()
		x.Put(Doc{ID: 1, Name: []string{"Mikko Lahtinen", "Oulun kaupunki", "+358 40 123 4567", "K12"}, Text: "Mötet om resorna"})
		x.Put(Doc{ID: 900, Name: []string{text}, Text: query})
		x.Put(Doc{ID: 901, Name: []string{query}, Text: text})
		hits := x.Search(query, limit)
		if len(hits) > max(0, limit) || !slices.IsSortedFunc(hits, order) {
			t.Fatalf("%d: %v", limit, hits)
		}
		for _, h := range hits {
			if _, ok := x.ordinals[h.ID]; !ok || h.Score <= 0 || h.Score > 1 {
				t.Fatalf("%v", h)
			}
		}
		all := x.Search(query, 50)
		if !slices.Equal(hits, all[:len(hits)]) {
			t.Fatalf("%v doesn't begin %v", hits, all)
		}
		if words := readings(query)[0]; limit > 0 && len(words) > 0 && len(hits) == 0 {
			t.Fatalf("%q isn't found by itself", query)
		}
		slices.SortFunc(all, func(a, b Hit) int { return cmp.Compare(a.ID, b.ID) })
		if len(slices.CompactFunc(all, func(a, b Hit) bool { return a.ID == b.ID })) != len(all) {
			t.Fatal("a record twice")
		}
	})
}
