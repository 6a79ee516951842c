package capture

import (
	"regexp"
	"strings"

	"utblick/handlers/when"
	"utblick/store"
)

var (
	orJoint   = regexp.MustCompile(`(?i)^\s*(?:,\s*)?(?:eller|or)\s*$`)
	spanStart = regexp.MustCompile(`(?i)(?:^|\s)(?:mellan|between|från|fran|from)\s+(?:den\s+)?\d{1,2}(?:\s+\p{L}+)?\s+(?:och|and|till|to)\s+(?:den\s+)?$`)
)

// eitherDay reads "fredag eller måndag" around the chosen day as one that has
// to be asked about.
func eitherDay(text string, best when.Match, all []when.Match) when.Match {
	for _, other := range all {
		first, second := other, best
		if best.Start < other.Start {
			first, second = best, other
		}
		if first.End > second.Start || !orJoint.MatchString(text[first.End:second.Start]) || first.Err != nil || second.Err != nil {
			continue
		}
		joined := first
		joined.End = second.End
		joined.Text = text[first.Start:second.End]
		joined.Err = &when.Error{Reason: when.Ambiguous, Text: joined.Text, Suggest: []store.Day{first.Day, second.Day}}
		return joined
	}
	return best
}

// isSpan tells the last day of "mellan 3 och 5 dec", which says what happens
// then: it stays in the title.
func isSpan(text string, m when.Match) bool { return spanStart.MatchString(text[:m.Start]) }

// shorter leaves the title its words where a day took all of them: in "Sista
// dag senast 27 nov" both halves lead to a day, and the first is what it is
// about.
func (d *draft) shorter(text string, m when.Match) when.Match {
	if !m.By || hasWord(text[:m.Start]) || hasWord(text[m.End:]) {
		return m
	}
	for i := range text[m.Start:m.End] {
		at := m.Start + i
		if i == 0 || text[at-1] != ' ' {
			continue
		}
		for _, part := range when.Find(strings.Repeat(" ", at)+text[at:], d.ref) {
			if part.By && part.Day == m.Day && part.Start > m.Start {
				return part
			}
		}
	}
	return m
}
