package search

import (
	"slices"
	"strings"
)

// A packer builds a dictionary of words that come sorted: the words lie in one
// string and the postings in one array, in that order, so that what is read
// together lies together.
type packer struct {
	dictionary
	text     strings.Builder
	postings []posting
}

func newPacker(words, bytes, postings int) *packer {
	p := &packer{postings: make([]posting, postings)}
	p.terms = make([]term, 0, words)
	p.shapes = make([]shape, 0, words)
	p.text.Grow(bytes)
	return p
}

// packedBytes is how much of newPacker's bytes a term takes.
func packedBytes(t *term) int {
	if t.fold == t.word {
		return len(t.word)
	}
	return len(t.word) + len(t.fold)
}

// add copies the next word, with room for so many postings.
func (p *packer) add(t *term, postings int) {
	word := p.keep(t.word)
	fold := word
	if t.fold != t.word {
		fold = p.keep(t.fold)
	}
	p.terms = append(p.terms, term{word, fold, p.postings[:0:postings]})
	p.postings = p.postings[postings:]
	p.shapes = append(p.shapes, shapeOf(fold))
}

// keep copies s. The builder has room for all, so earlier strings stay put.
func (p *packer) keep(s string) string {
	begin := p.text.Len()
	p.text.WriteString(s)
	return p.text.String()[begin:]
}

// done makes the dictionary ready for new words. Its runs share an array, and
// none has room to grow into the next.
func (p *packer) done() dictionary {
	order := make([]uint32, len(p.terms))
	p.numbers = make(map[string]uint32, len(p.terms))
	for n := range p.terms {
		order[n] = uint32(n)
		p.numbers[p.terms[n].word] = uint32(n)
	}
	p.runs = make([][]uint32, 0, len(order)/(longestRun/2)+1)
	for run := range slices.Chunk(order, longestRun/2) {
		p.runs = append(p.runs, run)
	}
	return p.dictionary
}

// packed copies what lives of a dictionary, by the records' new ordinals, and
// nothing of the old arrays. It uses d up.
func (d *dictionary) packed(moved []uint32) dictionary {
	words, bytes, postings := 0, 0, 0
	for i := range d.terms {
		t := &d.terms[i]
		t.postings = living(t.postings, moved)
		if len(t.postings) > 0 {
			words++
			bytes += packedBytes(t)
			postings += len(t.postings)
		}
	}
	p := newPacker(words, bytes, postings)
	for _, run := range d.runs {
		for _, n := range run {
			t := &d.terms[n]
			if len(t.postings) == 0 {
				continue
			}
			p.add(t, len(t.postings))
			for _, posting := range t.postings {
				p.post(uint32(len(p.terms)-1), posting.ordinal(), posting.places())
			}
		}
	}
	return p.done()
}

// living keeps, in place, the postings of records that moved somewhere.
func living(postings []posting, moved []uint32) []posting {
	kept := postings[:0]
	for _, p := range postings {
		if to := moved[p.ordinal()]; to != gone {
			kept = append(kept, posting(to<<placeBits)|p&(places-1))
		}
	}
	return kept
}
