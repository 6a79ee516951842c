package support

import (
	"slices"
	"strings"

	"utblick/store/search"
)

const (
	maxIdea   = 4000 // bytes of an idea that are read; the rest of a pasted document is not
	maxTokens = 40   // different words of an idea that are looked up
	minBase   = 3    // letters a word keeps when its ending is taken off
	minPart   = 4    // letters that a compound's first part must have to count
	minTail   = 5    // and its last, where chance likeness is commoner (Fin-land)
)

// fillers are the little words, which say nothing of what an idea is about.
// Folded, as is everything that is compared here.
const fillers = `
alla alltsa an andra annan ar at att av bade bara blir borde bra da de dem den denna det detta dig din du eller en
ett fa far finns fler flera for fran ga gar gor gora ha har hos hur idag ihop in inte jag kan kommer man med mer
men mot mycket nagon nagot nagra nar nasta ni nu ny nya nytt och om oss pa sa sin sina sist sista ska skulle som
till tillsammans under upp ut vad var vara vem vi via vid vilka vilken vill vore
about all also an and any are as at be by can could do does for from get has have how if in is it make many more
new of on or our out should so some than that the their them there they this to together up us want wants was we
what when where which who will with would you your`

// common are the words that any idea has in this conversation. Alone they say
// nothing, but a phrase that has one ("EU office") isn't met without it.
const common = `
behov behover bidrag eu hjalp hjalpa hjalper kommun kommunen kommunens kommuner pengar projekt soka stod stodja
vanlig vanliga
funding fund grant grants help helps money municipality municipalities need needs pay pays project projects run
support`

// ending tells whether s is an inflection, Swedish or English, that two forms
// of one word may differ in. The longest has five letters.
func ending(s string) bool {
	switch s {
	case "a", "ar", "are", "arna", "arnas", "as", "d", "de", "e", "en", "ens", "er", "erna", "ernas", "ers", "es", "et",
		"ets", "ing", "ingar", "ingen", "n", "na", "nas", "or", "orna", "r", "s", "t":
		return true
	}
	return false
}

// word is one word of an idea or of the catalogue.
type word struct {
	text string // folded
	base string // without its ending; equal bases are taken for the same word
}

func newWord(folded string) word {
	for at := max(minBase, len(folded)-5); at < len(folded); at++ {
		if ending(folded[at:]) {
			return word{folded, folded[:at]}
		}
	}
	return word{folded, folded}
}

// like tells how well asked, out of an idea, means want, out of the
// catalogue: from 1, the same, to 0, not at all. Half-likenesses come from
// compounds, in whichever of the two the longer word stands.
func like(asked, want word) float64 {
	switch {
	case asked.text == want.text:
		return 1
	case asked.base == want.base || inflected(asked, want) || inflected(want, asked):
		return 0.9
	case partOf(want, asked):
		return 0.7 // asked "energibelysningen", have "belysning"
	case partOf(asked, want):
		return 0.5 // asked "volontärer", have "volontärprojekt"
	}
	return 0
}

// inflected tells whether long is short with an ending: "byarna" and "byar",
// whose bases differ because a base has at least minBase letters.
func inflected(long, short word) bool {
	rest, ok := strings.CutPrefix(long.text, short.text)
	return ok && len(short.text) >= minBase && ending(rest)
}

func partOf(part, whole word) bool {
	return len(part.base) >= minPart && strings.HasPrefix(whole.base, part.base) && len(whole.base) >= len(part.base)+minBase ||
		len(part.base) >= minTail && strings.HasSuffix(whole.base, part.base)
}

// splitter cuts texts into words.
type splitter struct{ fillers, common map[string]bool }

func newSplitter() splitter {
	s := splitter{map[string]bool{}, map[string]bool{}}
	for _, w := range strings.Fields(fillers) {
		s.fillers[w] = true
	}
	for _, w := range strings.Fields(common) {
		s.common[w] = true
	}
	return s
}

// split gives the different words of s that say something, in order and at
// most maxTokens, and how many common ones stood among them.
func (sp splitter) split(s string) (words []word, commons int) {
	for _, f := range search.Words(search.Fold(s)) {
		switch {
		case len(f) < 2 || sp.fillers[f]:
		case sp.common[f]:
			commons++
		case len(words) < maxTokens && !slices.ContainsFunc(words, func(w word) bool { return w.text == f }):
			words = append(words, newWord(f))
		}
	}
	return words, commons
}

// run is the words of s, folded, with single spaces around them: what a
// phrase's own run is looked for in.
func run(s string) string {
	return " " + strings.Join(search.Words(search.Fold(s)), " ") + " "
}
