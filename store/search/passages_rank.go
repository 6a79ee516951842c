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
		possible += p.fit(t, fit)
		rarities += p.cover(t, cover)
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

// ways visits each way to say t, with its weight.
func (t Wanted) ways(visit func(words []string, weight float64)) {
	visit([]string{t.Word}, 1)
	w := t.Weight
	if w == 0 {
		w = 1
	}
	for _, also := range t.Also {
		if words := contentWords(also); len(words) > 0 {
			visit(words, w)
		}
	}
}

// fit adds to sum what t scores in each passage, and gives the most it could.
func (p *Passages) fit(t Wanted, sum []float64) (possible float64) {
	top := make([]float64, p.count)
	score := make([]float64, p.count)
	t.ways(func(words []string, w float64) {
		clear(score)
		most := 0.0
		for _, word := range words {
			eachGram(word, 4, 6, func(g string) {
				most += p.best[g]
				for _, at := range p.grams[g] {
					score[at.passage] += at.value
				}
			})
		}
		possible = max(possible, w*most)
		for i, s := range score {
			top[i] = max(top[i], w*s)
		}
	})
	for i, s := range top {
		sum[i] += s
	}
	return possible
}

// cover adds to sum how much of t each passage has, times t's rarity, and
// gives that rarity.
func (p *Passages) cover(t Wanted, sum []float64) (rarity float64) {
	like := make([]float64, p.count)
	t.ways(func(words []string, w float64) {
		part := make([]float64, p.count)
		for _, word := range words {
			p.likeness(word, w/float64(len(words)), part)
		}
		for i, s := range part {
			like[i] = max(like[i], s)
		}
	})
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
// the share of word's runs that it has.
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
		if !strings.Contains(p.words[n], head) {
			like *= otherHead
		}
		for _, passage := range p.holds[n] {
			best[passage] = max(best[passage], like)
		}
	}
	for passage, like := range best {
		sum[passage] += w * like
	}
}

// headOf is the end of a long word's stem. A Swedish compound is what its last
// part says: a näringslivschef is no näringsliv, although most letters agree.
func headOf(word string) string {
	stem := stemSv(word)
	if len(stem) < 6 {
		return ""
	}
	return stem[len(stem)-4:]
}
