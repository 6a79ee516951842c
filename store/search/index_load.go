package search

import (
	"iter"
	"runtime"
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
	counts  []uint32 // records with the word
	seen    []int    // where the word was put last, plus one, counted over all batches
	before  int      // words in the batches before
	longest int      // words in one batch, to make room for the next
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

	p := merged(loaders)
	for _, b := range batches {
		b.post(&p.dictionary)
	}
	x.dict = p.done()
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
	b.words = make([]posting, 0, l.longest+l.longest/8)
	b.ends = make([]int, 0, len(b.docs))
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
	l.longest = max(l.longest, min(len(b.words), 1<<16))
}

func (l *loader) number(word []byte) uint32 {
	n, ok := l.numbers[string(word)]
	if !ok {
		n = uint32(len(l.terms))
		w := string(word)
		l.numbers[w] = n
		l.terms = append(l.terms, term{word: w, fold: Fold(w)})
		l.counts = append(l.counts, 0)
		l.seen = append(l.seen, 0)
	}
	return n
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
