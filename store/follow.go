package store

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"sync"

	"utblick/store/engine"
	"utblick/store/search"
)

// A follower keeps the search indexes in step with what is committed, by the
// log of changes, whoever made them: this process or, on another engine, its
// sisters. What isn't committed yet never gets in, for it may never be.
type follower struct {
	mu   sync.Mutex
	all  indexes // nil until they are loaded
	at   uint64  // the last change that they know
	kept uint64  // how many changes the log keeps
}

// indexes have an index for each kind, so that many of one kind never crowd
// out another. The map itself never changes.
type indexes map[Kind]*search.Index

func newIndexes() indexes {
	return indexes{KindContact: search.New(), KindMeeting: search.New(), KindTask: search.New(), KindQuestion: search.New()}
}

// largeIndex is one of which the loading is felt.
const largeIndex = 10_000

// size is the number of records in the indexes.
func (f *follower) size() (n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, index := range f.all {
		n += index.Len()
	}
	return n
}

// keptChanges is how far back the log reaches. An index further behind is
// built anew, which by then is faster, too.
const keptChanges = 20_000

// errBehind ends an Update that searches while the index is not loaded or far
// behind; Store.Update lets it catch up and begins again.
var errBehind = errors.New("store: search index is behind")

const (
	// maxNewer is how many changes an Update lays over the index. It is more
	// than an engine commits at once, so that catching up always helps.
	maxNewer = 2000
	// muchNewer is how many make it worth while to catch up afterwards.
	muchNewer = 32
)

// catchUp brings the indexes to the snapshot of a View.
func (tx *Tx) catchUp() error {
	f := tx.store.follow
	f.mu.Lock()
	defer f.mu.Unlock()
	last, err := tx.lastChange()
	if err != nil || f.all != nil && last <= f.at {
		return err
	}
	if f.all == nil || last-f.at > f.kept {
		return tx.reload(last)
	}
	touched, err := tx.changedSince(f.at)
	if err != nil {
		return err
	}
	for r := range touched {
		if err := tx.reindex(f.all, r); err != nil {
			return err
		}
	}
	f.at = last
	return nil
}

// reload builds the indexes anew.
func (tx *Tx) reload(last uint64) error {
	all := newIndexes()
	for kind, index := range all {
		var failed error
		index.Load(func(yield func(search.Doc) bool) {
			failed = tx.Scan(prefix(preSearch+string(kind)), func(k, raw []byte) error {
				if !yield(docOf(refOfKey(string(k[len(preSearch):])), raw)) {
					return engine.ErrStop
				}
				return nil
			})
		})
		if failed != nil {
			return fmt.Errorf("load search index: %w", failed)
		}
	}
	tx.store.follow.all, tx.store.follow.at = all, last
	return nil
}

// changedSince are the records touched by the changes after seq.
func (tx *Tx) changedSince(seq uint64) (map[Ref]bool, error) {
	touched := map[Ref]bool{}
	since := engine.Range{From: []byte(preLog + seqKey(seq+1)), To: prefix(preLog).To}
	err := tx.Scan(since, func(_, refs []byte) error {
		for ; len(refs) >= 9; refs = refs[9:] {
			touched[refOfKey(string(refs[:9]))] = true
		}
		return nil
	})
	return touched, err
}

func (tx *Tx) reindex(all indexes, r Ref) error {
	index, ok := all[r.Kind]
	if !ok {
		return nil
	}
	raw, err := tx.get(searchKey(r))
	if err != nil {
		return err
	}
	if raw == nil {
		index.Delete(r.ID)
	} else {
		index.Put(docOf(r, raw))
	}
	return nil
}

// searcher is what a transaction searches in: the indexes and, in an Update,
// the records that it sees otherwise than they do, in indexes of their own.
type searcher struct {
	all, newer indexes
	touched    map[Ref]bool
}

func (tx *Tx) searcher() (searcher, error) {
	f := tx.store.follow
	if tx.w == nil {
		err := tx.catchUp()
		f.mu.Lock()
		defer f.mu.Unlock()
		return searcher{all: f.all}, err
	}
	f.mu.Lock()
	s, at := searcher{all: f.all}, f.at
	f.mu.Unlock()
	last, err := tx.lastChange()
	if err != nil {
		return s, err
	}
	if s.all == nil || last > at+min(maxNewer, f.kept) {
		tx.behind = true
		return s, errBehind
	}
	if s.touched, err = tx.changedSince(at); err != nil {
		return s, err
	}
	for _, d := range tx.did {
		s.touched[d.Ref] = true
	}
	tx.lag = len(s.touched)
	return s, s.layOver(tx)
}

func (s *searcher) layOver(tx *Tx) error {
	if len(s.touched) == 0 {
		return nil
	}
	s.newer = newIndexes()
	for r := range s.touched {
		if err := tx.reindex(s.newer, r); err != nil {
			return err
		}
	}
	return nil
}

// search gives at least n records of a kind, best first; fewer are all.
func (s searcher) search(kind Kind, query string, n int) []search.Hit {
	if len(s.touched) == 0 {
		return s.all[kind].Search(query, n)
	}
	hits := s.all[kind].Search(query, n+len(s.touched))
	hits = slices.DeleteFunc(hits, func(h search.Hit) bool { return s.touched[Ref{kind, h.ID}] })
	hits = append(hits, s.newer[kind].Search(query, n)...)
	slices.SortStableFunc(hits, func(a, b search.Hit) int { return cmp.Compare(b.Score, a.Score) })
	return hits
}
