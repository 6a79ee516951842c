package search

import (
	"math/bits"
	"strings"
)

// A shape is what can be told of a folded word without reading it: which
// letters and digits it has, which letters twice, how long it is, and whether
// it stands in a name. Comparing shapes costs a nanosecond and spares reading
// nearly every word of the dictionary when one looks for typing errors.
type shape uint64

// The bits of a shape, from the lowest: 26 letters (others share their
// places), 10 digits, 16 shared by letters that come twice, 6 for the length.
const (
	shapeDigits        = 0x3ff << 26
	shapeTwice         = 36
	shapeLetters shape = 1<<52 - 1 // the above: an added or a removed letter changes one of them at most
	shapeLength        = 52
	longestShape       = 63
	shapeInName  shape = 1 << 63
)

func shapeOf(fold string) shape {
	var s shape
	length := 0
	for _, r := range fold {
		length++
		if '0' <= r && r <= '9' {
			s |= 1 << (26 + r - '0')
			continue
		}
		letter := uint32(r) % 26
		if s&(1<<letter) != 0 {
			s |= 1 << (shapeTwice + letter%16)
		}
		s |= 1 << letter
	}
	return s | shape(min(length, longestShape))<<shapeLength
}

func (s shape) length() int     { return int(s>>shapeLength) & longestShape }
func (s shape) hasDigits() bool { return s&shapeDigits != 0 }

// mayHold tells if the word may have the other one inside.
func (s shape) mayHold(other shape) bool {
	return other&^s&shapeLetters == 0 && s.length() > other.length()
}

// mayBe tells if so few typing errors may make the other word of this one.
func (s shape) mayBe(other shape, errors int) bool {
	d := s.length() - other.length()
	return -errors <= d && d <= errors && bits.OnesCount64(uint64((s^other)&shapeLetters)) <= 2*errors
}

// typosIn is how many typing errors a word may have and still be understood.
// Codes and numbers none: K12 is not K13.
func typosIn(s shape) int {
	switch n := s.length(); {
	case s.hasDigits(), n < 4, n > longestWord:
		return 0
	case n < 6:
		return 1
	}
	return 2
}

// innerLeast is how long a word must be to be looked for inside others: three
// letters inside a name (and four inside a text), four digits of a number.
func innerLeast(s shape) int {
	if s.hasDigits() {
		return 4
	}
	return 3
}

// near visits the terms that are like the word without beginning with it:
// with it inside, or some typing errors away (0 for inside).
func (d *dictionary) near(fold string, visit func(t *term, errors int)) {
	want := shapeOf(fold)
	inner := innerLeast(want)
	typos, runes := typosIn(want), []rune(fold)
	if want.length() < inner && typos == 0 {
		return
	}
	for n, s := range d.shapes {
		inside := want.length() >= inner && s.mayHold(want)
		typed := typos > 0 && s&shapeInName != 0 && !s.hasDigits() && s.mayBe(want, typos)
		if !inside && !typed {
			continue
		}
		switch t := &d.terms[n]; {
		case strings.HasPrefix(t.fold, fold):
		case inside && strings.Contains(t.fold, fold):
			visit(t, 0)
		case typed:
			if e := typingErrors(runes, t.fold, typos); e <= typos {
				visit(t, e)
			}
		}
	}
}

// typingErrors counts letters added, left out, exchanged or swapped with the
// next one, between two folded words. Above most it only says: more.
func typingErrors(a []rune, word string, most int) int {
	var room [longestShape + 1]rune
	b := room[:0]
	for _, r := range word {
		if len(b) == cap(b) {
			return most + 1
		}
		b = append(b, r)
	}
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	switch {
	case len(a) == 0 || len(b) == 0:
		return len(a) + len(b)
	case max(len(a)-len(b), len(b)-len(a)) > most:
		return most + 1
	}
	return alignment(a, b, most)
}

// alignment is the restricted edit distance, three rows of the usual table,
// only as far from its diagonal as most allows.
func alignment(a, b []rune, most int) int {
	var rows [3][longestShape + 2]int
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		from, to := max(1, i-most), min(len(b), i+most)
		row[from-1] = most + 1 // outside, unless it is the edge of the table
		row[0] = i
		best := most + 1
		for j := from; j <= to; j++ {
			cost := last[j-1]
			if a[i-1] != b[j-1] {
				cost++
			}
			cost = min(cost, row[j-1]+1)
			if j < i+most || i == 1 {
				cost = min(cost, last[j]+1)
			}
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cost = min(cost, before[j-2]+1)
			}
			row[j] = cost
			best = min(best, cost)
		}
		if best > most {
			return best
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
