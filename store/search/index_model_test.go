package search

import (
	"maps"
	"math/bits"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// A register is the model: the same promises, kept by reading everything.
type register map[uint64]Doc

func (r register) search(query string, limit int) []Hit {
	ways := readings(query)
	for i, words := range ways {
		if hits := r.find(words, i == len(ways)-1); len(hits) > 0 {
			return hits[:min(limit, len(hits))]
		}
	}
	return nil
}

func (r register) find(words []wanted, partial bool) (hits []Hit) {
	tallies := map[uint64]tally{}
	with := make([]int, len(words))
	for id, d := range r {
		var t tally
		for i, w := range words {
			literal, near := standing(w, d)
			switch {
			case literal > 0:
				t.literal |= 1 << i
				t.sum += uint16(literal)
			case near > 0:
				t.near |= 1 << i
				t.sum += uint16(near)
			}
			with[i] += int(t.found() >> i & 1)
		}
		tallies[id] = t
		if len(words) > 0 && bits.OnesCount16(t.found()) == len(words) {
			hits = append(hits, Hit{id, t.score(len(words))})
		}
	}
	if len(hits) == 0 && partial {
		all := 0
		for _, n := range with {
			all += wordWeight(n, len(r))
		}
		for id, t := range tallies {
			weight := 0
			for i, n := range with {
				weight += int(t.found()>>i&1) * wordWeight(n, len(r))
			}
			if weight > 0 {
				hits = append(hits, Hit{id, partialScore(weight, all, int(t.sum), bits.OnesCount16(t.found()))})
			}
		}
	}
	slices.SortFunc(hits, order)
	return hits
}

// standing is the most a word is worth in a record, spelled out and nearly.
func standing(w wanted, d Doc) (literal, near int) {
	for _, t := range tokensOf(d) {
		name, text := 0, 0
		nearName, nearText := 0, 0
		fold := Fold(t.word)
		asked := w.stems.word
		switch {
		case strings.HasPrefix(fold, asked):
			name, text = beginning(w.word, asked, t.word, fold)
		case w.covers(fold):
			text, nearName = textStem, nameStem
		}
		if !strings.HasPrefix(fold, asked) {
			n, t := resembling(asked, fold)
			nearName, nearText = max(nearName, n), t
		}
		if w.number != "" && strings.HasPrefix(fold, w.number) {
			n, x := beginning(w.number, w.number, t.word, fold)
			name, text = max(name, n), max(text, x)
		}
		if t.place == inText {
			literal, near = max(literal, text), max(near, nearText)
			continue
		}
		bonus := 0
		if t.place == inHead {
			bonus = headBonus
		}
		if name > 0 {
			literal = max(literal, name+bonus)
		}
		if nearName > 0 {
			near = max(near, nearName+bonus)
		}
	}
	return literal, near
}

func beginning(word, asked, written, fold string) (name, text int) {
	switch {
	case written == word:
		return nameExact, textExact
	case fold == asked:
		return nameFolded, textFolded
	}
	name, text = namePrefix+15*len(asked)/len(fold), textPrefix+7*len(asked)/len(fold)
	if strings.HasPrefix(written, word) {
		return name + 3, text + 1
	}
	return name, text
}

func resembling(asked, fold string) (name, text int) {
	length := len([]rune(asked))
	if strings.Contains(fold, asked) && (length >= 4 || length == 3 && !strings.ContainsAny(asked, "0123456789")) {
		name = nameInside + 6*len(asked)/len(fold)
		if length >= 4 {
			text = textInside
		}
		return name, text
	}
	if strings.ContainsAny(asked+fold, "0123456789") {
		return 0, 0
	}
	if e := plainErrors(asked, fold); length >= 6 && e <= 2 || length >= 4 && e <= 1 {
		name = nameTypo - secondError*(e-1)
	}
	return name, 0
}

// writing is words of few letters, so that many are like each other.
func writing(least, most int) *rapid.Generator[string] {
	word := rapid.OneOf(
		rapid.SampledFrom(strings.Fields("Lahtinen lathinen Lahti lahtis Oulu oulun oulů Piteå piteåregionen kommun kommunen kommuner resa resor Luleåstad stad K1 K12 möte mötet med i 040 123 4567 +35840 0401234567 example.fi")),
		rapid.StringMatching(`[abåä]{1,6}`),
		rapid.StringMatching(`[ab]{2}(en|er|et|or|ing|s)?`),
	)
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(word, least, most).Draw(t, "words"), " ")
	})
}

// Whatever happened before, the index answers as if it read everything now.
func TestIndexIsItsModel(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		x, model := New(), register{}
		id := rapid.Uint64Range(0, 12)
		doc := rapid.Custom(func(t *rapid.T) Doc {
			return Doc{
				ID:   id.Draw(t, "id"),
				Name: rapid.SliceOfN(writing(1, 2), 0, 3).Draw(t, "name"),
				Text: writing(0, 4).Draw(t, "text"),
			}
		})
		loaded := rapid.SliceOfN(doc, 0, 8).Draw(t, "loaded")
		x.Load(slices.Values(loaded))
		for _, d := range loaded {
			model[d.ID] = d
		}
		t.Repeat(map[string]func(*rapid.T){
			"put": func(t *rapid.T) {
				d := doc.Draw(t, "doc")
				x.Put(d)
				model[d.ID] = d
			},
			"delete": func(t *rapid.T) {
				id := id.Draw(t, "id")
				x.Delete(id)
				delete(model, id)
			},
			"pack": func(*rapid.T) { x.pack() },
			"search": func(t *rapid.T) {
				query, limit := writing(1, 3).Draw(t, "query"), rapid.IntRange(1, 15).Draw(t, "limit")
				if d := cmp.Diff(model.search(query, limit), x.Search(query, limit)); d != "" {
					t.Fatalf("%q of %v: model -, index +\n%s", query, model, d)
				}
			},
			"": func(t *rapid.T) {
				if x.Len() != len(model) {
					t.Fatalf("%d records, want %d", x.Len(), len(model))
				}
			},
		})
		anew := New()
		for d := range maps.Values(model) {
			anew.Put(d)
		}
		query := writing(1, 3).Draw(t, "query")
		if d := cmp.Diff(anew.Search(query, 20), x.Search(query, 20)); d != "" {
			t.Fatalf("%q: built anew -, changed +\n%s", query, d)
		}
	})
}
