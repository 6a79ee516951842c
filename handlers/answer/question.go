package answer

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"utblick/store/search"
)

// longestQuestion is how much of a question is read, in runes: more is a
// pasted text, and its beginning tells as much.
const longestQuestion = 1000

// mostWanted bounds the work for a pasted text, in words with a subject.
const mostWanted = 50

// everydayWeight keeps the document's own words ahead of our guesses at them.
const everydayWeight = 0.7

// question is what was asked, taken apart.
type question struct {
	text    string
	lang    string // of the reply
	wanted  []search.Wanted
	demands []int    // by place in demands
	codes   []string // plan points asked for by their code: N3
}

// understand takes a question apart. lang is "sv", "en" or empty to guess.
// A year that source never names is no matter of its own: "gäller den 2026?".
func understand(text, lang, source string) question {
	text = bounded(text)
	words := slices.DeleteFunc(search.Words(search.Fold(text)), func(w string) bool {
		return aYear.MatchString(w) && !strings.Contains(source, w)
	})
	guess := guessLang(words)
	if lang != "sv" && lang != "en" {
		lang = guess
		if lang == "" {
			lang = "sv"
		}
	}
	return question{
		text: text, lang: lang, wanted: wanted(words, guess != "sv"),
		demands: demandsOf(strings.Join(words, " ")), codes: codesIn(words),
	}
}

var (
	aYear     = regexp.MustCompile(`^(?:19|20)\d\d$`)
	pointCode = regexp.MustCompile(`^[ln][1-9]\d?$`)
)

func codesIn(words []string) []string {
	var out []string
	for _, w := range words {
		if code := strings.ToUpper(w); pointCode.MatchString(w) && !slices.Contains(out, code) && len(out) < mostCited {
			out = append(out, code)
		}
	}
	return out
}

// bounded makes any bytes a readable question of at most longestQuestion runes.
func bounded(text string) string {
	if len(text) > longestQuestion*utf8.UTFMax {
		text = text[:longestQuestion*utf8.UTFMax]
	}
	text = strings.ToValidUTF8(strings.ReplaceAll(text, "\x00", " "), " ")
	runes := 0
	for i := range text {
		if runes == longestQuestion {
			text = text[:i]
			break
		}
		runes++
	}
	return strings.TrimSpace(text)
}

var functionWords = sync.OnceValue(func() map[string]map[string]bool {
	m := make(map[string]map[string]bool)
	for cells := range rows(functionTSV) {
		m[cells[0]] = make(map[string]bool)
		for _, w := range strings.Fields(cells[1]) {
			m[cells[0]][w] = true
		}
	}
	return m
})

// guessLang tells sv from en by function words, or gives nothing when neither
// has more: a question of one name has none.
func guessLang(words []string) string {
	by := functionWords()
	sv, en := 0, 0
	for _, w := range words {
		if by["sv"][w] {
			sv++
		}
		if by["en"][w] {
			en++
		}
	}
	switch {
	case sv > en:
		return "sv"
	case en > sv:
		return "en"
	}
	return ""
}

// wanted turns a question's words into what a passage should speak of. Phrases
// of the glossary go before single words.
func wanted(words []string, english bool) []search.Wanted {
	var out []search.Wanted
	seen := make(map[string]bool)
	for i := 0; i < len(words) && len(out) < mostWanted; {
		w, n := wantedAt(words[i:], english)
		i += n
		if w.Word != "" && !seen[w.Word] {
			seen[w.Word] = true
			out = append(out, w)
		}
	}
	return out
}

// wantedAt reads the wanted word or phrase that words begin with, and how many
// words it took; a word without meaning here gives an empty one.
func wantedAt(words []string, english bool) (search.Wanted, int) {
	for n := min(max(glossary().longest, everyday().longest), len(words)); n > 1; n-- {
		if w := inOtherWords(strings.Join(words[:n], " "), english); w.Also != nil {
			return w, n
		}
	}
	if dropped()[words[0]] || len(search.ContentWords(words[0])) == 0 {
		return search.Wanted{}, 1
	}
	return inOtherWords(words[0], english), 1
}

// inOtherWords adds the document's ways to say phrase, if we know any.
func inOtherWords(phrase string, english bool) search.Wanted {
	if english {
		if ways := glossary().find(phrase); ways != nil {
			return search.Wanted{Word: phrase, Also: ways}
		}
	}
	return search.Wanted{Word: phrase, Also: everyday().find(phrase), Weight: everydayWeight}
}
