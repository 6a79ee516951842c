package answer

import (
	_ "embed"
	"strings"
	"sync"

	"utblick/store/search"
)

// The words that stand between a question and the document, as data: each
// file says on its first lines what it holds and where it comes from.
var (
	//go:embed glossary.tsv
	glossaryTSV string
	//go:embed everyday.tsv
	everydayTSV string
	//go:embed aliases.tsv
	aliasesTSV string
	//go:embed dropped.txt
	droppedText string
	//go:embed function.tsv
	functionTSV string
)

// lexicon maps folded heads to the document's ways to say them.
type lexicon struct {
	heads    map[string][]string
	prefixes map[string][]string // heads that were written with a *
	longest  int                 // words in the longest head
}

var glossary = sync.OnceValue(func() lexicon { return readLexicon(glossaryTSV) })

var everyday = sync.OnceValue(func() lexicon { return readLexicon(everydayTSV) })

func readLexicon(text string) lexicon {
	l := lexicon{heads: make(map[string][]string), prefixes: make(map[string][]string)}
	for cells := range rows(text) {
		ways := strings.Split(cells[1], ",")
		for head := range strings.SplitSeq(cells[0], ",") {
			into := l.heads
			if strings.HasSuffix(head, "*") {
				into = l.prefixes
			}
			words := search.Words(search.Fold(head))
			l.longest = max(l.longest, len(words))
			key := strings.Join(words, " ")
			into[key] = append(into[key], ways...)
		}
	}
	return l
}

// rows gives the cells of each line that is data.
func rows(text string) func(func([]string) bool) {
	return func(yield func([]string) bool) {
		for l := range strings.Lines(text) {
			l = strings.TrimRight(l, "\r\n")
			cells := strings.Split(l, "\t")
			if strings.HasPrefix(l, "#") || len(cells) < 2 {
				continue
			}
			if !yield(cells) {
				return
			}
		}
	}
}

// find looks a phrase up whole, then without an English ending, then by the
// longest prefix.
func (l lexicon) find(phrase string) []string {
	for _, form := range forms(phrase) {
		if ways := l.heads[form]; ways != nil {
			return ways
		}
	}
	if strings.Contains(phrase, " ") {
		return nil
	}
	for n := len(phrase); n > 1; n-- {
		if ways := l.prefixes[phrase[:n]]; ways != nil {
			return ways
		}
	}
	return nil
}

var endings = []struct{ cut, put string }{
	{"", ""}, {"ies", "y"}, {"es", ""}, {"es", "e"}, {"s", ""}, {"ed", ""}, {"ed", "e"}, {"ing", ""}, {"ing", "e"},
}

func forms(phrase string) []string {
	var out []string
	for _, e := range endings {
		if stem, ok := strings.CutSuffix(phrase, e.cut); ok && len(stem) > 2 {
			out = append(out, stem+e.put)
		}
	}
	return out
}

// aliases gives, by a metadata field's key, how people ask for it.
var aliases = sync.OnceValue(func() map[string]string {
	m := make(map[string]string)
	for cells := range rows(aliasesTSV) {
		m[cells[0]] += " " + cells[1]
	}
	return m
})

var dropped = sync.OnceValue(func() map[string]bool {
	m := make(map[string]bool)
	for l := range strings.Lines(droppedText) {
		if l = strings.TrimSpace(l); l != "" && l[0] != '#' {
			m[search.Fold(l)] = true
		}
	}
	return m
})
