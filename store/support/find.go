package support

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

const (
	maxMatches = 5
	enough     = 1.1 // score below which a likeness is chance
	tail       = 0.3 // share of the best's score that the others need
	doubt      = 0.8 // for what isn't plainly active
)

// ReasonKind tells what a Reason's value is.
type ReasonKind string

const (
	ReasonTheme   ReasonKind = "theme"   // a theme's id; see Catalogue.Theme
	ReasonKeyword ReasonKind = "keyword" // a keyword, as the catalogue writes it
	ReasonName    ReasonKind = "name"    // the programme's name
	ReasonWho     ReasonKind = "who"     // who can apply: an id of Catalogue.Who
)

// Reason is why a programme was found, as data: whoever shows it words it.
type Reason struct {
	Kind  ReasonKind
	Value string
}

// Match is a programme that may suit an idea.
type Match struct {
	Programme *Programme
	Why       []Reason // the weightiest first, no two alike, never empty
	Score     float64  // comparable within one answer only
}

// kind of a phrase. A word of the idea counts once for each.
type kind int

const (
	summary kind = iota // ranks, but is no reason to show
	theme
	keyword
	name
	who
	kinds
)

// reasonKind is empty for what isn't shown.
func (k kind) reasonKind() ReasonKind {
	return [kinds]ReasonKind{"", ReasonTheme, ReasonKeyword, ReasonName, ReasonWho}[k]
}

// found is the phrase that says most of one word for one programme.
type found struct {
	credit float64
	phrase int
}

// Find gives the programmes that fit an idea in lang ("en", or else Swedish),
// the best first, at most five; none if none fits. One that can't be applied
// for (closed, for others) is never first unless nothing else fits.
//
// It is a simple search: words, their inflections and the parts of compounds
// are looked up among keywords, themes, names and summaries, and rare words
// count for more. It knows no meanings and no negations. The same question
// always gets the same answer. Of a long idea only the beginning is read.
// Where a person may have typed an id, as in /stöd visa, Get comes first.
func (c *Catalogue) Find(idea, lang string) []Match {
	if lang != "en" {
		lang = "sv"
	}
	if len(idea) > maxIdea {
		idea = strings.ToValidUTF8(idea[:maxIdea], "")
	}
	ix := c.index
	if ix == nil { // a Catalogue that didn't come from Parse
		ix = newIndex(c)
	}
	asked, _ := ix.splitter.split(idea)
	matches := ix.score(c.Programmes, ix.gather(asked, run(idea), lang, len(c.Programmes)))
	slices.SortStableFunc(matches, func(a, b Match) int { return cmp.Compare(b.Score, a.Score) })
	openFirst(matches)
	return matches[:min(len(matches), maxMatches)]
}

// gather finds, for each asked word and programme, what says most of each kind.
func (ix *index) gather(asked []word, idea, lang string, programmes int) [][][kinds]found {
	// Each word of the catalogue belongs to the asked word most like it.
	nearest := make([]int, len(ix.words))
	likeness := make([]float64, len(ix.words))
	for i, w := range ix.words {
		for a := range asked {
			if l := like(asked[a], w); l > likeness[i] {
				nearest[i], likeness[i] = a, l
			}
		}
	}
	said := make([][][kinds]found, len(asked))
	for a := range said {
		said[a] = make([][kinds]found, programmes)
	}
	for n, ph := range ix.phrases {
		share := ph.share(likeness, len(asked), idea)
		if ph.lang != lang {
			share *= otherLanguage
		}
		for _, w := range ph.words {
			if share == 0 || likeness[w] == 0 {
				continue
			}
			for _, o := range ph.owners {
				f := &said[nearest[w]][o.programme][ph.kind]
				if credit := o.weight * share * likeness[w]; credit > f.credit {
					*f = found{credit, n}
				}
			}
		}
	}
	return said
}

// share is how much of the phrase the idea has, squared: half of "byta
// oljepanna" is far from half of it.
func (ph *phrase) share(likeness []float64, asked int, idea string) float64 {
	met := 0
	for _, w := range ph.words {
		if likeness[w] > 0 {
			met++
		}
	}
	all := len(ph.words)
	switch {
	case met == 0:
		return 0
	case ph.kind == name && met >= asked:
		return 1 // nothing but the name was asked for, or a part of it
	case ph.common > 0 && !strings.Contains(idea, ph.run):
		all += ph.common
	}
	part := float64(met) / float64(all)
	return part * part
}

// score adds up what the words say, each by how few programmes it speaks for.
func (ix *index) score(programmes []*Programme, said [][][kinds]found) []Match {
	n := float64(len(programmes))
	rarity := make([]float64, len(said))
	known := 0.0
	for a := range said {
		speaksFor := 0.0
		for _, f := range said[a] {
			if f != ([kinds]found{}) {
				speaksFor++
			}
		}
		if speaksFor > 0 {
			known++
			rarity[a] = math.Sqrt(math.Log(1+n/speaksFor) / math.Log(1+n))
		}
	}
	// An idea that is mostly about what the catalogue has no word for (a
	// Christmas party) isn't met by the one word that it has (the office).
	for a := range rarity {
		rarity[a] *= math.Sqrt(known / float64(len(said)))
	}
	var matches []Match
	best := 0.0
	for i, p := range programmes {
		m := Match{Programme: p}
		var why []found
		for a := range said {
			for _, f := range said[a][i] {
				f.credit *= rarity[a]
				m.Score += f.credit
				if f.credit > 0 {
					why = append(why, f)
				}
			}
		}
		if p.Status != Active {
			m.Score *= doubt
		}
		m.Why = ix.reasons(why)
		if len(m.Why) > 0 && m.Score >= enough {
			matches = append(matches, m)
			best = max(best, m.Score)
		}
	}
	return slices.DeleteFunc(matches, func(m Match) bool { return m.Score < tail*best })
}

// reasons are the phrases found, the weightiest first, each once.
func (ix *index) reasons(why []found) (reasons []Reason) {
	slices.SortStableFunc(why, func(a, b found) int { return cmp.Compare(b.credit, a.credit) })
	for _, f := range why {
		ph := ix.phrases[f.phrase]
		r := Reason{ph.kind.reasonKind(), ph.value}
		if r.Kind != "" && !slices.Contains(reasons, r) {
			reasons = append(reasons, r)
		}
	}
	return reasons
}

// openFirst moves the best that can be applied for to the front.
func openFirst(matches []Match) {
	i := slices.IndexFunc(matches, func(m Match) bool { return m.Programme.Status.Open() })
	if i > 0 {
		open := matches[i]
		copy(matches[1:i+1], matches[:i])
		matches[0] = open
	}
}
