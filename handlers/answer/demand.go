package answer

import (
	_ "embed"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"utblick/store/search"
)

//go:embed demands.tsv
var demandsTSV string

// demand is a kind of answer that some questions ask for: a number, an
// address. A passage without one speaks of the same matter, and yet does not
// answer.
type demand struct {
	weight  float64 // of a passage that lacks it
	asks    *regexp.Regexp
	answers *regexp.Regexp
}

var demands = sync.OnceValue(func() []demand {
	var all []demand
	for cells := range rows(demandsTSV) {
		weight, err := strconv.ParseFloat(cells[1], 64)
		if err != nil || len(cells) < 4 {
			continue // a test holds that every line is read
		}
		all = append(all, demand{weight, patterns(cells[2]), patterns(cells[3])})
	}
	return all
})

// number is one that counts something: no year, no paragraph, no day.
const (
	numberPattern = `(?:^| )(?:\d{1,3}|\d{5,})(?:$| )`
	dayPattern    = `(?:^| )\d{4} \d{2} \d{2}(?:$| )|(?:^| )\d{1,2} (?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)`
)

// patterns makes one expression of a cell: one pass over the question is four
// times as fast as one for each of its patterns.
func patterns(cell string) *regexp.Regexp {
	var all []string
	for p := range strings.SplitSeq(cell, ",") {
		all = append(all, pattern(p))
	}
	return regexp.MustCompile(strings.Join(all, "|"))
}

func pattern(p string) string {
	switch p {
	case "#":
		return numberPattern
	case "@":
		return dayPattern
	}
	start := "(?:^| )"
	if rest, ok := strings.CutPrefix(p, "^"); ok {
		p, start = rest, "^"
	}
	p = regexp.QuoteMeta(search.Fold(p))
	return start + strings.ReplaceAll(p, `\*`, `[^ ]*`) + "(?:$| )"
}

// askedWithin is where in a question its kind is looked for, in bytes.
const askedWithin = 300

// demandsOf gives what a question demands, by place in demands.
func demandsOf(words string) []int {
	var out []int
	words = words[:min(len(words), askedWithin)]
	for i, d := range demands() {
		if d.asks.MatchString(words) {
			out = append(out, i)
		}
	}
	return out
}

// meets tells for each of demands whether a passage has such an answer.
func meets(text string) []bool {
	words := strings.Join(search.Words(search.Fold(text)), " ")
	out := make([]bool, len(demands()))
	for i, d := range demands() {
		out[i] = d.answers.MatchString(words)
	}
	return out
}

// met weighs a passage by what of the demands it has: 1 when all.
func met(asked []int, has []bool) float64 {
	w := 1.0
	for _, i := range asked {
		if !has[i] {
			w = min(w, demands()[i].weight)
		}
	}
	return w
}
