package search

import (
	"cmp"
	"encoding/binary"
	"iter"
	"slices"
)

// A source is a word as one loader met it. Most are told apart by their first
// eight bytes, without a look at the loader.
type source struct {
	begin  uint64
	number uint32 // the loader's
	loader *loader
}

func (s source) term() *term { return &s.loader.terms[s.number] }

func compareSources(a, b source) int {
	if a.begin != b.begin {
		return cmp.Compare(a.begin, b.begin)
	}
	s, t := a.term(), b.term()
	return cmp.Or(cmp.Compare(s.fold, t.fold), cmp.Compare(s.word, t.word))
}

// merged makes one dictionary of all loaders' words, each with room for just
// its postings, and tells the loaders its numbers.
func merged(loaders []*loader) *packer {
	all := sources(loaders)
	words, bytes, postings := 0, 0, 0
	for same := range grouped(all) {
		words++
		bytes += packedBytes(same[0].term())
		postings += counted(same)
	}
	p := newPacker(words, bytes, postings)
	for same := range grouped(all) {
		for _, s := range same {
			s.loader.global[s.number] = uint32(len(p.terms))
		}
		p.add(same[0].term(), counted(same))
	}
	return p
}

func sources(loaders []*loader) []source {
	var all []source
	for _, l := range loaders {
		all = slices.Grow(all, len(l.terms))
		l.global = make([]uint32, len(l.terms))
		for n := range l.terms {
			var begin [8]byte
			copy(begin[:], l.terms[n].fold)
			all = append(all, source{binary.BigEndian.Uint64(begin[:]), uint32(n), l})
		}
	}
	slices.SortFunc(all, compareSources)
	return all
}

// grouped gives the sources of each word together.
func grouped(sorted []source) iter.Seq[[]source] {
	return func(yield func([]source) bool) {
		for begin := 0; begin < len(sorted); {
			end := begin + 1
			for end < len(sorted) && compareSources(sorted[begin], sorted[end]) == 0 {
				end++
			}
			if !yield(sorted[begin:end]) {
				return
			}
			begin = end
		}
	}
}

// counted is in how many records the word is.
func counted(same []source) int {
	n := 0
	for _, s := range same {
		n += int(s.loader.counts[s.number])
	}
	return n
}
