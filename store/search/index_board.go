package search

import (
	"cmp"
	"slices"
)

// A board is one search's room: a tally for every ordinal, all zero between
// searches, and which ones are not.
type board struct {
	tallies []tally
	touched []uint32
}

// takeBoard is called with the index locked, so the board fits until unlocked.
func (x *Index) takeBoard() *board {
	b, _ := x.scratch.Get().(*board)
	if b == nil {
		b = &board{}
	}
	if len(b.tallies) < len(x.ids) {
		b.tallies = make([]tally, len(x.ids)+len(x.ids)/8)
	}
	return b
}

func (x *Index) giveBoard(b *board) {
	for _, ordinal := range b.touched {
		b.tallies[ordinal] = tally{}
	}
	b.touched = b.touched[:0]
	x.scratch.Put(b)
}

// markLiteral gives the records of one term their points for one word. The
// terms of a word follow each other, and the best of them counts.
func (b *board) markLiteral(postings []posting, g grade, bit uint16) {
	for _, p := range postings {
		points := g.at(p.places())
		t := &b.tallies[p.ordinal()]
		switch {
		case points == 0:
		case t.literal&bit == 0:
			if t.literal == 0 {
				b.touched = append(b.touched, p.ordinal())
			}
			t.literal |= bit
			t.sum += uint16(points)
			t.points = points
		case points > t.points:
			t.sum += uint16(points - t.points)
			t.points = points
		}
	}
}

// markNear is markLiteral for the words that a record lacks.
func (b *board) markNear(postings []posting, g grade, bit uint16) {
	for _, p := range postings {
		points := g.at(p.places())
		t := &b.tallies[p.ordinal()]
		switch {
		case points == 0 || t.literal&bit != 0:
		case t.near&bit == 0:
			if t.found() == 0 {
				b.touched = append(b.touched, p.ordinal())
			}
			t.near |= bit
			t.sum += uint16(points)
			t.points = points
		case points > t.points:
			t.sum += uint16(points - t.points)
			t.points = points
		}
	}
}

// best keeps the best hits it is offered: a heap with the worst at its root.
type best struct {
	limit int
	hits  []Hit
}

func newBest(limit int) *best { return &best{limit: limit} }

func (b *best) full() bool  { return len(b.hits) == b.limit }
func (b *best) empty() bool { return len(b.hits) == 0 }

// order puts the better hit first.
func order(a, b Hit) int { return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.ID, b.ID)) }

func (b *best) offer(h Hit) {
	switch {
	case len(b.hits) < b.limit:
		b.hits = append(b.hits, h)
		b.up(len(b.hits) - 1)
	case order(h, b.hits[0]) < 0:
		b.hits[0] = h
		b.down(0)
	}
}

func (b *best) up(i int) {
	for i > 0 {
		parent := (i - 1) / 2
		if order(b.hits[i], b.hits[parent]) <= 0 {
			return
		}
		b.hits[i], b.hits[parent] = b.hits[parent], b.hits[i]
		i = parent
	}
}

func (b *best) down(i int) {
	for {
		worst, left := i, 2*i+1
		for child := left; child < min(left+2, len(b.hits)); child++ {
			if order(b.hits[child], b.hits[worst]) > 0 {
				worst = child
			}
		}
		if worst == i {
			return
		}
		b.hits[i], b.hits[worst] = b.hits[worst], b.hits[i]
		i = worst
	}
}

func (b *best) sorted() []Hit {
	slices.SortFunc(b.hits, order)
	return b.hits
}
