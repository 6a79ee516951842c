package search

import (
	"cmp"
	"encoding/binary"
	"iter"
	"runtime"
	"slices"
	"sync"
)

// batchSize is how many records a worker takes at a time.
const batchSize = 512

// A batch is some records of a Load, in order. A worker exchanges the records
// for their words: by its own numbers, with places, one record after another.
type batch struct {
	first uint32 // ordinal
	docs  []Doc
	words []posting // a word's number where a posting has an ordinal
	ends  []int     // in words, by record
	by    *loader
}

// A loader is one worker with the words it has met.
type loader struct {
	cutter  cutter
	numbers map[string]uint32
	terms   []term
	shapes  []shape
	counts  []uint32 // records with the word
	seen    []int    // where the word was put last, plus one, counted over all batches
	before  int      // words in the batches before
	global  []uint32 // the word's number in the index, when all is read
}

// Load puts all of seq, as Put would one by one, but an empty index is built
// on all processors. Searches wait until it is done. seq must not use the index.
func (x *Index) Load(seq iter.Seq[Doc]) {
	x.mu.Lock()
	empty := len(x.ids) == 0
	if empty {
		defer x.mu.Unlock()
		x.build(seq)
		return
	}
	x.mu.Unlock()
	for d := range seq {
		x.Put(d)
	}
}

func (x *Index) build(seq iter.Seq[Doc]) {
	loaders := make([]*loader, runtime.GOMAXPROCS(0))
	todo := make(chan *batch, len(loaders))
	var working sync.WaitGroup
	for i := range loaders {
		l := &loader{numbers: map[string]uint32{}}
		loaders[i] = l
		working.Go(func() {
			for b := range todo {
				l.read(b)
			}
		})
	}
	batches := x.deal(seq, todo)
	close(todo)
	working.Wait()

	x.dict = merged(loaders)
	for _, b := range batches {
		b.post(&x.dict)
	}
	x.tidy()
}

// deal admits the records and gives them out.
func (x *Index) deal(seq iter.Seq[Doc], todo chan<- *batch) (batches []*batch) {
	var b *batch
	for d := range seq {
		x.bury(d.ID)
		ordinal := x.admit(d.ID)
		if b == nil {
			b = &batch{first: ordinal, docs: make([]Doc, 0, batchSize)}
			batches = append(batches, b)
		}
		if b.docs = append(b.docs, d); len(b.docs) == batchSize {
			todo <- b
			b = nil
		}
	}
	if b != nil {
		todo <- b
	}
	return batches
}

// read takes the words out of a batch's records, and lets the records go.
func (l *loader) read(b *batch) {
	b.by = l
	for _, d := range b.docs {
		begin := len(b.words)
		l.cutter.doc(d, func(word []byte, place uint8) {
			n := l.number(word)
			if at := l.seen[n] - l.before; at > begin {
				b.words[at-1] |= posting(place)
				return
			}
			b.words = append(b.words, posting(n<<placeBits|uint32(place)))
			l.seen[n] = l.before + len(b.words)
			l.counts[n]++
		})
		b.ends = append(b.ends, len(b.words))
	}
	b.docs = nil
	l.before += len(b.words)
}

func (l *loader) number(word []byte) uint32 {
	n, ok := l.numbers[string(word)]
	if !ok {
		n = uint32(len(l.terms))
		w := string(word)
		fold := Fold(w)
		l.numbers[w] = n
		l.terms = append(l.terms, term{word: w, fold: fold})
		l.shapes = append(l.shapes, shapeOf(fold))
		l.counts = append(l.counts, 0)
		l.seen = append(l.seen, 0)
	}
	return n
}

// merged makes one dictionary of all loaders' words, each with room for just
// its postings, in one array in the order of the words.
func merged(loaders []*loader) dictionary {
	first := loaders[0]
	d := dictionary{numbers: first.numbers, terms: first.terms, shapes: first.shapes}
	counts := first.counts
	total := 0
	for _, l := range loaders {
		l.global = make([]uint32, len(l.terms))
		for n, t := range l.terms {
			g, ok := d.numbers[t.word]
			if !ok {
				g = uint32(len(d.terms))
				d.numbers[t.word] = g
				d.terms = append(d.terms, t)
				d.shapes = append(d.shapes, l.shapes[n])
				counts = append(counts, 0)
			}
			if l != first {
				counts[g] += l.counts[n]
			}
			l.global[n] = g
			total += int(l.counts[n])
		}
	}
	inOrder := d.order()
	d.sorted(inOrder)
	room := make([]posting, total)
	for _, g := range inOrder {
		n := counts[g]
		d.terms[g].postings = room[:0:n]
		room = room[n:]
	}
	return d
}

// order sorts all terms. Most are told apart by the eight bytes beside their
// number, without a look at the words.
func (d *dictionary) order() []uint32 {
	type key struct {
		begin uint64
		n     uint32
	}
	keys := make([]key, len(d.terms))
	for n := range d.terms {
		var begin [8]byte
		copy(begin[:], d.terms[n].fold)
		keys[n] = key{binary.BigEndian.Uint64(begin[:]), uint32(n)}
	}
	slices.SortFunc(keys, func(a, b key) int {
		if a.begin != b.begin {
			return cmp.Compare(a.begin, b.begin)
		}
		s, t := &d.terms[a.n], &d.terms[b.n]
		return cmp.Or(cmp.Compare(s.fold, t.fold), cmp.Compare(s.word, t.word))
	})
	sorted := make([]uint32, len(keys))
	for i, k := range keys {
		sorted[i] = k.n
	}
	return sorted
}

// post hands a batch's words to the index as postings.
func (b *batch) post(d *dictionary) {
	begin := 0
	for i, end := range b.ends {
		for _, w := range b.words[begin:end] {
			d.post(b.by.global[w.ordinal()], b.first+uint32(i), w.places())
		}
		begin = end
	}
}
