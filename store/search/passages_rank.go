package search

import (
	"slices"
	"strings"
)

// Rank gives every passage that has something of the question, best first.
func (p *Passages) Rank(question []Wanted) []Match {
	fit := make([]float64, p.count)
	cover := make([]float64, p.count)
	possible, rarities := 0.0, 0.0
	for _, t := range question {
		ways := p.ways(t)
		possible += p.fit(ways, fit)
		rarities += p.cover(ways, cover)
	}
	hits := make([]Match, 0, p.count)
	for i := range p.count {
		if fit[i] > 0 || cover[i] > 0 {
			hits = append(hits, Match{i, part(fit[i], possible), part(cover[i], rarities)})
		}
	}
	slices.SortStableFunc(hits, func(a, b Match) int {
		switch {
		case a.Fit > b.Fit:
			return -1
		case a.Fit < b.Fit:
			return 1
		}
		return 0
	})
	return hits
}

func part(x, whole float64) float64 {
	if whole <= 0 {
		return 0
	}
	return min(1, x/whole)
}

// way is one way to say what is wanted: words that count together.
type way struct {
	words  []string
	weight float64
}

// ways gives the word itself, as it is spelled in the passages when it looks
// misspelt, and the other ways to say it.
func (p *Passages) ways(t Wanted) []way {
	var out []way
	if words := contentWords(t.Word); len(words) > 0 {
		out = append(out, way{words, 1})
		if meant := p.spelled(words[0]); len(words) == 1 && meant != "" {
			out = append(out, way{[]string{meant}, misspelt})
		}
	}
	weight := t.Weight
	if weight == 0 {
		weight = 1
	}
	for _, also := range t.Also {
		if words := contentWords(also); len(words) > 0 {
			out = append(out, way{words, weight})
		}
	}
	return out
}

// fit adds to sum what each passage scores by its best way, and gives the most
// that one could.
func (p *Passages) fit(ways []way, sum []float64) (possible float64) {
	top := make([]float64, p.count)
	score := make([]float64, p.count)
	for _, w := range ways {
		clear(score)
		most := 0.0
		for _, word := range w.words {
			eachGram(word, 4, 6, func(g string) {
				most += p.best[g]
				for _, at := range p.grams[g] {
					score[at.passage] += at.value
				}
			})
		}
		possible = max(possible, w.weight*most)
		for i, s := range score {
			top[i] = max(top[i], w.weight*s)
		}
	}
	for i, s := range top {
		sum[i] += s
	}
	return possible
}

// cover adds to sum how much of what is wanted each passage has, times how
// rare that is, and gives that rarity.
func (p *Passages) cover(ways []way, sum []float64) (rarity float64) {
	like := make([]float64, p.count)
	part := make([]float64, p.count)
	for _, w := range ways {
		clear(part)
		for _, word := range w.words {
			p.likeness(word, w.weight/float64(len(w.words)), part)
		}
		for i, s := range part {
			like[i] = max(like[i], s)
		}
	}
	if len(ways) == 0 {
		return 0
	}
	n := 0.0
	for _, s := range like {
		n += s
	}
	rarity = p.rarity(n)
	for i, s := range like {
		sum[i] += s * rarity
	}
	return rarity
}

// likeness adds w times how like word the most like word of each passage is:
// all when they are forms of one word, else the share of word's runs that it
// has.
func (p *Passages) likeness(word string, w float64, sum []float64) {
	common := make(map[int32]int)
	runs := 0
	eachGram(word, 3, 4, func(g string) {
		runs++
		for _, n := range p.trails[g] {
			common[n]++
		}
	})
	head := headOf(word)
	best := make(map[int32]float64)
	for n, c := range common {
		like := min(1, float64(c)/float64(runs))
		if like < leastLike {
			continue
		}
		if known := p.words[n]; !strings.Contains(known, head) || len(head) == 0 && len(known) > len(word)+3 {
			like *= otherHead
		}
		for _, passage := range p.holds[n] {
			best[passage] = max(best[passage], like)
		}
	}
	for _, n := range p.forms[stemSv(word)] {
		for _, passage := range p.holds[n] {
			best[passage] = 1
		}
	}
	for passage, like := range best {
		sum[passage] += w * like
	}
}

// headOf is the end of a long word's stem. A Swedish compound is what its last
// part says: a näringslivschef is no näringsliv, although most letters agree.
// A short word has none; dag says little about dagordning.
func headOf(word string) string {
	stem := stemSv(word)
	if len(stem) < 5 {
		return ""
	}
	return stem[len(stem)-4:]
}
