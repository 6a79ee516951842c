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
	asks    []*regexp.Regexp
	answers []*regexp.Regexp
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

func patterns(cell string) []*regexp.Regexp {
	var out []*regexp.Regexp
	for p := range strings.SplitSeq(cell, ",") {
		out = append(out, pattern(p))
	}
	return out
}

func pattern(p string) *regexp.Regexp {
	switch p {
	case "#":
		return regexp.MustCompile(numberPattern)
	case "@":
		return regexp.MustCompile(dayPattern)
	}
	start := "(?:^| )"
	if rest, ok := strings.CutPrefix(p, "^"); ok {
		p, start = rest, "^"
	}
	p = regexp.QuoteMeta(search.Fold(p))
	return regexp.MustCompile(start + strings.ReplaceAll(p, `\*`, `[^ ]*`) + "(?:$| )")
}

// demandsOf gives what a question demands, by place in demands.
func demandsOf(words string) []int {
	var out []int
	for i, d := range demands() {
		if matchesAny(d.asks, words) {
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
		out[i] = matchesAny(d.answers, words)
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

func matchesAny(res []*regexp.Regexp, words string) bool {
	for _, re := range res {
		if re.MatchString(words) {
			return true
		}
	}
	return false
}
