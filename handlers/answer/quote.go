package answer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"utblick/store/search"
)

// longestQuote is in runes.
const longestQuote = 400

// excerpt quotes a text: whole when it is short enough, else as many whole
// sentences in a row as fit and say most of what is wanted, else a part of one.
type excerpt struct {
	text    string
	windows []stretch
	index   *search.Passages // of windows
}

func newExcerpt(text string) excerpt {
	x := excerpt{text: text}
	if utf8.RuneCountInString(text) <= longestQuote {
		return x
	}
	x.windows = windows(text, sentences(text))
	ps := make([]search.Passage, len(x.windows))
	for i, w := range x.windows {
		ps[i] = search.Passage{Text: text[w.from:w.to]}
	}
	x.index = search.NewPassages(ps)
	return x
}

func (x excerpt) quote(wanted []search.Wanted) string {
	if x.index == nil {
		return x.text
	}
	best, most := 0, -1.0
	for _, m := range x.index.Rank(wanted) {
		if m.Cover > most {
			best, most = m.Passage, m.Cover
		}
	}
	return clause(x.text[x.windows[best].from:x.windows[best].to])
}

type stretch struct{ from, to int }

// windows gives, from each sentence on, as many as fit in a quote; one that is
// part of the window before it is left out.
func windows(text string, parts []stretch) []stretch {
	var out []stretch
	reached := -1
	for i := range parts {
		to := i
		for to+1 < len(parts) && utf8.RuneCountInString(text[parts[i].from:parts[to+1].to]) <= longestQuote {
			to++
		}
		if to > reached {
			out = append(out, stretch{parts[i].from, parts[to].to})
			reached = to
		}
	}
	return out
}

// sentences parts text where a sentence ends: a full stop, question or
// exclamation mark, then white space and a capital letter or a parenthesis.
func sentences(text string) []stretch {
	var out []stretch
	from := 0
	for i := 0; i < len(text); i++ {
		if !strings.ContainsRune(".!?", rune(text[i])) {
			continue
		}
		rest := strings.TrimLeftFunc(text[i+1:], unicode.IsSpace)
		next, _ := utf8.DecodeRuneInString(rest)
		spaced := len(rest) < len(text)-i-1
		if rest == "" || spaced && unicode.IsUpper(next) {
			out = append(out, stretch{from, i + 1})
			from = len(text) - len(rest)
			i = from - 1
		}
	}
	if from < len(text) {
		out = append(out, stretch{from, len(text)})
	}
	return out
}

// clause cuts a sentence that is too long itself before its last comma or
// semicolon that fits, else after the last whole word.
func clause(sentence string) string {
	if utf8.RuneCountInString(sentence) <= longestQuote {
		return sentence
	}
	end := len(sentence)
	runes := 0
	for i := range sentence {
		if runes == longestQuote {
			end = i
			break
		}
		runes++
	}
	cut := sentence[:end]
	if at := strings.LastIndexAny(cut, ",;"); at > end/2 {
		return cut[:at]
	}
	if at := strings.LastIndexFunc(cut, unicode.IsSpace); at > 0 {
		return strings.TrimRightFunc(cut[:at], unicode.IsSpace)
	}
	return cut
}
