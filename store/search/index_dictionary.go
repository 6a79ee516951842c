package search

import (
	"cmp"
	"slices"
	"strings"
)

// A posting is where a word stands: a record's ordinal and, in the low bits,
// its places there.
type posting uint32

// Places in a record; a word may stand in several.
const (
	inHead uint8 = 1 << iota // the first short field
	inName                   // another short field
	inText
	placeBits = iota
	places    = 1 << placeBits
)

// gone is no record's ordinal.
const gone = ^uint32(0)

// A term is a word as it is written (in lower case), and folded.
type term struct {
	word, fold string
	postings   []posting
}

// A dictionary holds each distinct word once. Terms keep their number; the
// sorted order (by fold, then word) is kept in short runs of numbers, so that
// a new word moves some hundred others and not all.
type dictionary struct {
	numbers map[string]uint32 // by word
	terms   []term
	shapes  []shape // by number, apart from the terms to be read in one sweep
	runs    [][]uint32
}

// longestRun is in numbers: 2 KiB.
const longestRun = 512

func newDictionary() dictionary { return dictionary{numbers: map[string]uint32{}} }

// intern returns the word's number, a new one if need be.
func (d *dictionary) intern(word string) uint32 {
	n, ok := d.numbers[word]
	if !ok {
		n = d.add(word, Fold(word))
		d.place(n)
	}
	return n
}

// add makes a new term, which is not in the sorted order yet.
func (d *dictionary) add(word, fold string) uint32 {
	n := uint32(len(d.terms))
	d.numbers[word] = n
	d.terms = append(d.terms, term{word: word, fold: fold})
	d.shapes = append(d.shapes, shapeOf(fold))
	return n
}

// post notes that the word stands in the record, which is the newest one.
func (d *dictionary) post(n, ordinal uint32, place uint8) {
	list := &d.terms[n].postings
	if last := len(*list) - 1; last >= 0 && (*list)[last].ordinal() == ordinal {
		(*list)[last] |= posting(place)
	} else {
		*list = append(*list, posting(ordinal<<placeBits|uint32(place)))
	}
	if place != inText {
		d.shapes[n] |= shapeInName
	}
}

func (p posting) ordinal() uint32 { return uint32(p) >> placeBits }
func (p posting) places() uint8   { return uint8(p) & (places - 1) }

// place puts a new term into the sorted order.
func (d *dictionary) place(n uint32) {
	t := &d.terms[n]
	if len(d.runs) == 0 {
		d.runs = [][]uint32{{n}}
		return
	}
	r, i := d.seek(t.fold, t.word)
	if r == len(d.runs) { // after all others
		r, i = r-1, len(d.runs[r-1])
	}
	run := slices.Insert(d.runs[r], i, n)
	d.runs[r] = run
	if len(run) > longestRun {
		half := len(run) / 2
		d.runs[r] = run[:half:half]
		d.runs = slices.Insert(d.runs, r+1, slices.Clone(run[half:]))
	}
}

// seek finds the first term not before (fold, word): which run, where in it.
func (d *dictionary) seek(fold, word string) (run, i int) {
	return d.find(func(t *term) int { return cmp.Or(cmp.Compare(t.fold, fold), cmp.Compare(t.word, word)) })
}

// find finds the first term that compares 0 or above.
func (d *dictionary) find(compare func(*term) int) (run, i int) {
	run, _ = slices.BinarySearchFunc(d.runs, 0, func(r []uint32, _ int) int { return compare(&d.terms[r[len(r)-1]]) })
	if run < len(d.runs) {
		i, _ = slices.BinarySearchFunc(d.runs[run], 0, func(n uint32, _ int) int { return compare(&d.terms[n]) })
	}
	return run, i
}

// beginningWith visits the terms whose fold begins so, sorted. Where they end
// is looked up before, since there may be a hundred thousand.
func (d *dictionary) beginningWith(prefix string, visit func(*term)) {
	r, i := d.seek(prefix, "")
	lastRun, end := d.find(func(t *term) int {
		if strings.HasPrefix(t.fold, prefix) {
			return -1
		}
		return cmp.Compare(t.fold, prefix)
	})
	for ; r <= lastRun && r < len(d.runs); r, i = r+1, 0 {
		run := d.runs[r]
		if r == lastRun {
			run = run[:end]
		}
		for _, n := range run[i:] {
			visit(&d.terms[n])
		}
	}
}
