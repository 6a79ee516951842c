package search

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"sync"
)

// A Doc is one record as the index sees it.
type Doc struct {
	ID   uint64   // the caller's, any value
	Name []string // short fields: names, organisations, e-mail, role, topics, codes
	Text string   // running text
}

// A Hit is a record found, with how well.
type Hit struct {
	ID    uint64
	Score float64
}

// Index finds records by a few hasty words. Safe for concurrent use.
type Index struct {
	mu   sync.RWMutex
	docs map[uint64]string
}

// New returns an empty index.
func New() *Index { return &Index{docs: map[uint64]string{}} }

// Put adds d, in place of any record with the same ID.
func (x *Index) Put(d Doc) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.docs[d.ID] = Fold(strings.Join(d.Name, " ") + " " + d.Text)
}

// Delete forgets a record; a missing one is no error.
func (x *Index) Delete(id uint64) {
	x.mu.Lock()
	defer x.mu.Unlock()
	delete(x.docs, id)
}

// Len counts the records.
func (x *Index) Len() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return len(x.docs)
}

// Load puts all of seq.
func (x *Index) Load(seq iter.Seq[Doc]) {
	for d := range seq {
		x.Put(d)
	}
}

// Search returns the records that contain every word, best first.
func (x *Index) Search(query string, limit int) []Hit {
	x.mu.RLock()
	defer x.mu.RUnlock()
	words := Words(Fold(query))
	var hits []Hit
	for id, text := range x.docs {
		if len(words) > 0 && !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) }) {
			hits = append(hits, Hit{id, 1})
		}
	}
	slices.SortFunc(hits, func(a, b Hit) int { return cmp.Compare(a.ID, b.ID) })
	return hits[:max(0, min(limit, len(hits)))]
}
