package search

import (
	"math"
	"math/bits"
	"strings"
)

// What a hit's score tells about it.
const (
	Literal = 0.5  // at least: every word of the query stands in the record
	Near    = 0.25 // at least: every word does, or something like it does; below, a word is missing
)

// What a word is worth in a record, where it stands best. In a name any
// spelled-out match is above any in a text; guesses come last.
const (
	nameExact   = 100
	nameFolded  = 92 // but for the marks on its letters
	namePrefix  = 66 // up to 15 more the more of the word was typed, and 3 for the letters' marks
	textExact   = 60
	textFolded  = 57
	textPrefix  = 46 // up to 7 more, and 1
	textStem    = 42 // the last that counts as literal
	nameStem    = 38
	nameInside  = 28 // part of a compound; up to 6 more
	nameTypo    = 24 // one typing error; 8 less for the second
	textInside  = 20
	headBonus   = 3 // in the first field
	mostPoints  = nameExact + headBonus
	secondError = 8
)

// A grade is what the postings of one term are worth, a byte for each
// combination of places.
type grade uint64

func newGrade(name, text int) grade {
	head := name
	if name > 0 {
		head += headBonus
	}
	var g grade
	for place := uint8(1); place < places; place++ {
		best := 0
		if place&inHead != 0 {
			best = head
		}
		if place&inName != 0 {
			best = max(best, name)
		}
		if place&inText != 0 {
			best = max(best, text)
		}
		g |= grade(best) << (8 * place)
	}
	return g
}

func (g grade) at(place uint8) uint8 { return uint8(g >> (8 * place)) }

// literal grades a term that begins with the word.
func (w *wanted) literal(t *term) grade {
	fold := w.stems.word
	switch {
	case t.word == w.word:
		return newGrade(nameExact, textExact)
	case len(t.fold) == len(fold):
		return newGrade(nameFolded, textFolded)
	}
	name, text := namePrefix+15*len(fold)/len(t.fold), textPrefix+7*len(fold)/len(t.fold)
	if strings.HasPrefix(t.word, w.word) {
		name, text = name+3, text+1
	}
	return newGrade(name, text)
}

// like grades a term with the word inside (no errors) or some errors away.
func (w *wanted) like(t *term, errors int) grade {
	if errors > 0 {
		return newGrade(nameTypo-secondError*(errors-1), 0)
	}
	fold := w.stems.word
	text := textInside
	if shapeOf(fold).length() < 4 {
		text = 0
	}
	return newGrade(nameInside+6*len(fold)/len(t.fold), text)
}

// A tally is what the query's words found in one record.
type tally struct {
	sum           uint16 // points of all words
	literal, near uint16 // which words, a bit each
	points        uint8  // of the last word
}

func (t *tally) found() uint16 { return t.literal | t.near }

// score of a record with all the words.
func (t *tally) score(words int) float64 {
	from := Literal
	if t.near != 0 {
		from = Near
	}
	top := 2 * from // Literal ends at 1, Near where Literal begins
	return from + (top-from)*float64(t.sum)/float64(mostPoints*words)
}

// A census is how many records have which of the query's words, and then how
// telling each word is: the fewer records, the more. A set of words is kept as
// its lower and its upper byte, since there may be many records and as many
// words. Weights are whole numbers: their sums don't depend on the order.
type census struct {
	records [mostWords / 8][256]int
	weights [mostWords / 8][256]int
	all     int
}

func (c *census) count(t *tally) {
	for half := range c.records {
		c.records[half][uint8(t.found()>>(8*half))]++
	}
}

func (c *census) weigh(words, records int) {
	for i := range words {
		half, bit := i/8, 1<<(i%8)
		with := 0
		for set, n := range c.records[half] {
			if set&bit != 0 {
				with += n
			}
		}
		weight := wordWeight(with, records)
		c.all += weight
		for set := range c.weights[half] {
			if set&bit != 0 {
				c.weights[half][set] += weight
			}
		}
	}
}

// wordWeight is the inverse document frequency in 64ths of a bit.
func wordWeight(with, records int) int {
	return int(64 * math.Log2(1+float64(records)/float64(max(1, with))))
}

// score of a record without some of the words: which ones it has counts for
// most, how well it has them for the rest.
func (c *census) score(t *tally) float64 {
	weight := 0
	for half := range c.weights {
		weight += c.weights[half][uint8(t.found()>>(8*half))]
	}
	return partialScore(weight, c.all, int(t.sum), bits.OnesCount16(t.found()))
}

func partialScore(weight, all, points, words int) float64 {
	quality := float64(points) / float64(mostPoints*words)
	return Near * float64(weight) / float64(all) * (0.75 + 0.25*quality)
}
