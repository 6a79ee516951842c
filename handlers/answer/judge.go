package answer

import (
	"slices"

	"utblick/store/search"
)

// The measures by which a passage answers, comes nearest or is left out. Set
// where the sum of right answers and right refusals over all question sets is
// highest; it is level from 0.34 to 0.40.
const (
	enough      = 0.38 // confidence from which a passage answers
	enoughField = 0.5  // a metadata cell answers only who asks for little else
	alsoEnough  = 0.5  // of the best rank: what is cited beside the best
	nearEnough  = 0.1  // rank from which a passage is shown as nearest
	coverWeight = 0.4  // of cover beside fit in the ranking
	mostCited   = 3
)

// verdict is a passage with how well it answers.
type verdict struct {
	chunk      int
	rank       float64
	confidence float64
}

func (v verdict) answers(c chunk) bool {
	if c.field {
		return v.confidence >= enoughField
	}
	return v.confidence >= enough
}

// judge weighs what was found against what the question demands, best first.
func judge(q question, cs []chunk, found []search.Match) []verdict {
	out := make([]verdict, 0, len(found))
	for _, m := range found {
		w := met(q.demands, cs[m.Passage].meets)
		out = append(out, verdict{m.Passage, w * (m.Fit + coverWeight*m.Cover), w * m.Cover})
	}
	slices.SortStableFunc(out, func(a, b verdict) int {
		switch {
		case a.rank > b.rank:
			return -1
		case a.rank < b.rank:
			return 1
		}
		return 0
	})
	return out
}

// cited picks what answers: the best, and what comes close behind it. Empty
// when the best does not answer: then a later one seldom does.
func cited(vs []verdict, cs []chunk) []verdict {
	if len(vs) == 0 || !vs[0].answers(cs[vs[0].chunk]) {
		return nil
	}
	out := vs[:1:1]
	for _, v := range vs[1:] {
		if len(out) == mostCited || v.rank < alsoEnough*vs[0].rank {
			break
		}
		if v.answers(cs[v.chunk]) {
			out = append(out, v)
		}
	}
	return out
}

// nearest picks what is shown when nothing answers.
func nearest(vs []verdict) []verdict {
	n := 0
	for n < len(vs) && n < mostCited && vs[n].rank >= nearEnough && vs[n].confidence > 0 {
		n++
	}
	return vs[:n]
}
