package support

import (
	"math"
	"strings"
)

// How much each kind of likeness is worth, before how rare the word is.
const (
	keywordWeight = 3.0
	nameWeight    = 2.5
	themeWeight   = 2.0 // for a programme's first theme, times themeFade for each after it
	themeFade     = 0.85
	summaryWeight = 0.6
	whoWeight     = 0.4
	otherLanguage = 0.7 // a word found in the list of the other language
)

// index is the catalogue's vocabulary: every word once, and the phrases made
// of them. It is built once, so that Find folds nothing but the idea.
type index struct {
	splitter splitter
	words    []word
	at       map[string]int // a word's place in words
	phrases  []phrase
}

// phrase is a keyword, a theme's synonym, a name or one word of a summary.
type phrase struct {
	kind   kind
	lang   string
	value  string // for its Reason
	words  []int  // into index.words
	common int    // common words in it, besides
	run    string // as it stands, if it has common words
	owners []owner
}

// owner is a programme that a phrase speaks for.
type owner struct {
	programme int // into Catalogue.Programmes
	weight    float64
}

func newIndex(c *Catalogue) *index {
	ix := &index{splitter: newSplitter(), at: map[string]int{}}
	for _, lang := range []string{"sv", "en"} {
		for i, p := range c.Programmes {
			for _, k := range pickList(lang, p.KeywordsSV, p.KeywordsEN) {
				ix.add(phrase{kind: keyword, lang: lang, value: k, owners: []owner{{i, keywordWeight}}}, k)
			}
			n := p.Name(lang)
			ix.add(phrase{kind: name, lang: lang, value: n, owners: []owner{{i, nameWeight}}}, n+" "+p.ID)
			// Word by word: nobody asks for the whole of a summary.
			words, _ := ix.splitter.split(p.Summary(lang))
			for _, w := range words {
				ix.add(phrase{kind: summary, lang: lang, owners: []owner{{i, summaryWeight}}}, w.text)
			}
		}
		for _, t := range c.Themes {
			owners := themeOwners(c, t.ID)
			ix.add(phrase{kind: theme, lang: lang, value: t.ID, owners: owners}, t.Label(lang))
			for _, s := range pickList(lang, t.SynonymsSV, t.SynonymsEN) {
				ix.add(phrase{kind: theme, lang: lang, value: t.ID, owners: owners}, s)
			}
		}
		for _, t := range c.Who {
			words, _ := ix.splitter.split(t.Label(lang))
			for _, w := range words {
				ix.add(phrase{kind: who, lang: lang, value: t.ID, owners: whoOwners(c, t.ID)}, w.text)
			}
		}
	}
	return ix
}

func (ix *index) add(ph phrase, text string) {
	words, commons := ix.splitter.split(text)
	if len(words) == 0 || len(ph.owners) == 0 {
		return
	}
	for _, w := range words {
		i, known := ix.at[w.text]
		if !known {
			i = len(ix.words)
			ix.at[w.text] = i
			ix.words = append(ix.words, w)
		}
		ph.words = append(ph.words, i)
	}
	if ph.common = commons; commons > 0 {
		ph.run = strings.TrimRight(run(text), " ")
	}
	ix.phrases = append(ix.phrases, ph)
}

func themeOwners(c *Catalogue, theme string) (owners []owner) {
	for i, p := range c.Programmes {
		for rank, id := range p.Themes {
			if id == theme {
				owners = append(owners, owner{i, themeWeight * math.Pow(themeFade, float64(rank))})
			}
		}
	}
	return owners
}

func whoOwners(c *Catalogue, who string) (owners []owner) {
	for i, p := range c.Programmes {
		for _, id := range p.WhoCanApply {
			if id == who {
				owners = append(owners, owner{i, whoWeight})
			}
		}
	}
	return owners
}

func pickList(lang string, sv, en []string) []string {
	if lang == "en" {
		return en
	}
	return sv
}
