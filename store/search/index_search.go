package search

import "strings"

// Search returns at most limit records for the query, best first, and those
// as good as each other by ID. First come the records with every word spelled
// out; if they are fewer than limit, those where some words are only like it
// (a typing error, part of a compound); if there is none of either, those
// that lack a word. Less than limit hits are a beginning of what a higher
// limit gives. An empty query finds nothing.
func (x *Index) Search(query string, limit int) []Hit {
	if limit <= 0 {
		return nil
	}
	ways := readings(query)
	x.mu.RLock()
	defer x.mu.RUnlock()
	for i, words := range ways {
		if hits := x.find(words, limit, i == len(ways)-1); len(hits) > 0 {
			return hits
		}
	}
	return nil
}

func (x *Index) find(words []wanted, limit int, partial bool) []Hit {
	if len(words) == 0 || len(x.ordinals) == 0 {
		return nil
	}
	b := x.takeBoard()
	defer x.giveBoard(b)
	every := uint16(1<<len(words) - 1)
	best := newBest(limit)

	for i := range words {
		x.markLiteral(b, &words[i], 1<<i)
	}
	x.each(b, func(t *tally, id uint64) {
		if t.literal == every {
			best.offer(Hit{id, t.score(len(words))})
		}
	})
	if best.full() {
		return best.sorted()
	}
	for i := range words {
		x.markNear(b, &words[i], 1<<i)
	}
	x.each(b, func(t *tally, id uint64) {
		if t.literal != every && t.found() == every {
			best.offer(Hit{id, t.score(len(words))})
		}
	})
	if best.empty() && partial {
		x.offerPartial(b, best, len(words))
	}
	return best.sorted()
}

// offerPartial offers all that was found.
func (x *Index) offerPartial(b *board, best *best, words int) {
	var c census
	x.each(b, func(t *tally, _ uint64) { c.count(t) })
	c.weigh(words, len(x.ordinals))
	x.each(b, func(t *tally, id uint64) { best.offer(Hit{id, c.score(t)}) })
}

// markLiteral marks the records that have the word, a longer one that begins
// with it, or in their text another form of it.
func (x *Index) markLiteral(b *board, w *wanted, bit uint16) {
	x.dict.beginningWith(w.stems.word, func(t *term) { b.markLiteral(t.postings, w.literal(t), bit) })
	if w.number != "" {
		number := wanted{word: w.number, stems: stems{word: w.number}}
		x.dict.beginningWith(w.number, func(t *term) { b.markLiteral(t.postings, number.literal(t), bit) })
	}
	inText := newGrade(0, textStem)
	x.forms(w, func(t *term) { b.markLiteral(t.postings, inText, bit) })
}

// markNear marks the records that have something like the word, where they
// don't have the word itself: another form of it in a name, a compound with
// it inside, a typing error.
func (x *Index) markNear(b *board, w *wanted, bit uint16) {
	inName := newGrade(nameStem, 0)
	x.forms(w, func(t *term) { b.markNear(t.postings, inName, bit) })
	x.dict.near(w.stems.word, func(t *term, errors int) { b.markNear(t.postings, w.like(t, errors), bit) })
}

// forms visits the other forms of the word, but for those that begin with it.
func (x *Index) forms(w *wanted, visit func(*term)) {
	root := w.root()
	if root == w.stems.word {
		return
	}
	x.dict.beginningWith(root, func(t *term) {
		if !strings.HasPrefix(t.fold, w.stems.word) && w.covers(t.fold) {
			visit(t)
		}
	})
}

// each visits the living records with any mark.
func (x *Index) each(b *board, visit func(t *tally, id uint64)) {
	for _, ordinal := range b.touched {
		if !x.dead[ordinal] {
			visit(&b.tallies[ordinal], x.ids[ordinal])
		}
	}
}
