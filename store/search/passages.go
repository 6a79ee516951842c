package search

import (
	_ "embed"
	"math"
	"slices"
	"strings"
	"sync"
)

// Passage is a short text that may answer a question: a paragraph, a bullet,
// a programme's description.
type Passage struct {
	Text    string
	Context string // what stands round it (heading, lead-in): helps to rank, weighs less
}

// Wanted is one content word of a question with other ways to say it: synonyms
// or translations, each of one or more words. The way that fits a passage best
// counts there, so many ways don't weigh more than one.
type Wanted struct {
	Word   string
	Also   []string
	Weight float64 // of Also against Word; 0 means 1
}

// Match is a passage that has something of the question in it.
type Match struct {
	Passage int     // its index in what NewPassages was given
	Fit     float64 // 0–1: its score against the best any passage could have; ranks
	Cover   float64 // 0–1: how much of what the question asks about it speaks of; judges
}

// Passages ranks some hundred or thousand short texts for a question. It is
// made once and safe for concurrent use.
//
// Fit is BM25 over 4-, 5- and 6-letter runs in one bag, which finds Swedish
// compounds and inflections without a dictionary. Cover is the share of the
// question's words, each weighed by how rare it is, that are like some word of
// the passage; a word that no passage has weighs most. It tells far better
// than Fit when nothing answers.
type Passages struct {
	count  int
	grams  map[string][]weight // run → where it is and how much it says there
	best   map[string]float64  // run → the most it could say
	words  []string            // every word once, folded
	holds  [][]int32           // word → passages
	trails map[string][]int32  // 3- and 4-letter run → words
	forms  map[string][]int32  // stem → words
}

type weight struct {
	passage int32
	value   float64
}

const (
	k1            = 1.2
	b             = 0.75
	contextWeight = 0.3
	leastLike     = 0.4 // two words with fewer common runs are not alike
	misspelt      = 0.9 // a word that was probably meant counts a little less
	otherHead     = 0.6 // how like a compound is to a word that lacks its last part
)

// NewPassages indexes texts; a Match names them by their place in it.
func NewPassages(texts []Passage) *Passages {
	p := &Passages{
		count: len(texts), grams: make(map[string][]weight), best: make(map[string]float64),
		trails: make(map[string][]int32), forms: make(map[string][]int32),
	}
	lengths := make([]float64, len(texts))
	counts := make([]map[string]float64, len(texts))
	total := 0.0
	words := make(map[string]int32)
	for i, t := range texts {
		counts[i] = make(map[string]float64)
		text, context := contentWords(t.Text), contentWords(t.Context)
		bag(counts[i], text, 1)
		bag(counts[i], context, contextWeight)
		for _, n := range counts[i] {
			lengths[i] += n
		}
		total += lengths[i]
		p.learn(words, text, int32(i))
		p.learn(words, context, int32(i))
	}
	mean := total / math.Max(1, float64(len(texts)))
	for i, count := range counts {
		for gram, n := range count {
			v := n * (k1 + 1) / (n + k1*(1-b+b*lengths[i]/mean))
			p.grams[gram] = append(p.grams[gram], weight{int32(i), v})
		}
	}
	p.weigh()
	return p
}

func bag(count map[string]float64, words []string, w float64) {
	for _, word := range words {
		eachGram(word, 4, 6, func(g string) { count[g] += w })
	}
}

// learn files the words of a passage for Cover.
func (p *Passages) learn(known map[string]int32, words []string, passage int32) {
	for _, w := range words {
		n, ok := known[w]
		if !ok {
			n = int32(len(p.words))
			known[w] = n
			p.words = append(p.words, w)
			p.holds = append(p.holds, nil)
			stem := stemSv(w)
			p.forms[stem] = append(p.forms[stem], n)
			eachGram(w, 3, 4, func(g string) {
				if l := p.trails[g]; len(l) == 0 || l[len(l)-1] != n {
					p.trails[g] = append(l, n)
				}
			})
		}
		if l := p.holds[n]; len(l) == 0 || l[len(l)-1] != passage {
			p.holds[n] = append(l, passage)
		}
	}
}

// weigh multiplies each run's weight by how rare the run is.
func (p *Passages) weigh() {
	for gram, at := range p.grams {
		rare := p.rarity(float64(len(at)))
		for i := range at {
			at[i].value *= rare
		}
		p.best[gram] = rare * (k1 + 1)
	}
}

// rarity is BM25's idf of something that n passages have.
func (p *Passages) rarity(n float64) float64 {
	return math.Log(1 + (float64(p.count)-n+0.5)/(n+0.5))
}

// eachGram gives the runs of word (padded, so that its ends count) from short
// to long letters; a word shorter than that is one run.
func eachGram(word string, short, long int, visit func(string)) {
	padded := "_" + word + "_"
	var ends [maxWord + 3]int
	n := 0
	for i := range padded {
		ends[n] = i
		n++
	}
	ends[n] = len(padded)
	if n < short {
		visit(padded)
	}
	for size := short; size <= long; size++ {
		for i := 0; i+size <= n; i++ {
			visit(padded[ends[i]:ends[i+size]])
		}
	}
}

// maxWord bounds a word in letters: longer is no word but something pasted.
const maxWord = 60

//go:embed passages_stop.txt
var stopText string

var stopWords = sync.OnceValue(func() map[string]bool {
	m := make(map[string]bool)
	for l := range strings.Lines(stopText) {
		if strings.HasPrefix(l, "#") {
			continue
		}
		for _, w := range strings.Fields(l) {
			m[w] = true
		}
	}
	return m
})

// ContentWords are the words of a question that tell its subject, folded, each
// once, in its order.
func ContentWords(s string) []string {
	var out []string
	for _, w := range contentWords(s) {
		if !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

func contentWords(s string) []string {
	stop := stopWords()
	words := Words(Fold(s))
	kept := words[:0]
	for _, w := range words {
		if len(w) < 2 && (w < "0" || w > "9") || stop[w] {
			continue
		}
		kept = append(kept, clip(w))
	}
	return kept
}

func clip(w string) string {
	n := 0
	for i := range w {
		if n == maxWord {
			return w[:i]
		}
		n++
	}
	return w
}
