package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"utblick/store/engine"
	"utblick/store/search"
)

// The search text of a record is kept under its own key: names parted by
// nameEnd, then textStart and the running text. Opening reads these alone.
const (
	nameEnd   = "\x1f"
	textStart = "\x1e"
)

// maxFound bounds what search keeps of one record, in bytes.
const maxFound = 256 << 10

func (tx *Tx) saveSearch(rec entity) error {
	names, text := rec.found()
	if len(names) == 0 && text == "" {
		return tx.remove(searchKey(rec.ref()))
	}
	notes, err := tx.Notes(rec.ref())
	if err != nil {
		return err
	}
	for _, n := range notes {
		text += "\n" + n.Text
	}
	doc := strings.Join(slices.DeleteFunc(names, func(s string) bool { return s == "" }), nameEnd) + textStart + text
	return tx.put(searchKey(rec.ref()), []byte(doc[:min(len(doc), maxFound)]))
}

func docOf(r Ref, raw []byte) search.Doc {
	names, text, _ := strings.Cut(string(raw), textStart)
	return search.Doc{ID: r.ID, Name: strings.Split(names, nameEnd), Text: text}
}

// searched are the kinds of record that search knows, each in an index of its
// own, so that many of one kind never crowd out another.
func searched() []Kind { return []Kind{KindContact, KindMeeting, KindTask, KindQuestion} }

// load fills the search indexes; Open starts it and does not wait.
func (s *Store) load() {
	defer close(s.loaded)
	s.loadErr = s.View(context.Background(), func(tx *Tx) error {
		last, err := tx.lastChange()
		for _, kind := range searched() {
			if err == nil {
				err = tx.loadIndex(kind)
			}
		}
		s.indexed = last
		return err
	})
}

func (tx *Tx) loadIndex(kind Kind) error {
	var failed error
	tx.store.index[kind].Load(func(yield func(search.Doc) bool) {
		failed = tx.Scan(prefix(preSearch+string(kind)), func(k, raw []byte) error {
			if !yield(docOf(refOfKey(string(k[len(preSearch):])), raw)) {
				return engine.ErrStop
			}
			return nil
		})
	})
	return failed
}

func (tx *Tx) lastChange() (uint64, error) {
	var last uint64
	err := tx.Scan(backwards(preLog), func(k, _ []byte) error {
		last = seqOf(k[len(preLog):])
		return engine.ErrStop
	})
	return last, err
}

// catchUp brings the index to the transaction's snapshot by the log of
// changes, whoever made them: this process or, on another engine, its sisters.
func (tx *Tx) catchUp() error {
	s := tx.store
	<-s.loaded
	if s.loadErr != nil {
		return fmt.Errorf("load search index: %w", s.loadErr)
	}
	s.follow.Lock()
	defer s.follow.Unlock()
	from := preLog + seqKey(s.indexed+1)
	touched := map[Ref]bool{}
	last := s.indexed
	err := tx.Scan(engine.Range{From: []byte(from), To: prefix(preLog).To}, func(k, refs []byte) error {
		last = seqOf(k[len(preLog):])
		for i := 0; i+9 <= len(refs); i += 9 {
			touched[refOfKey(string(refs[i:]))] = true
		}
		return nil
	})
	if err != nil {
		return err
	}
	for r := range touched {
		if err := tx.reindex(r); err != nil {
			return err
		}
	}
	s.indexed = last
	return nil
}

func (tx *Tx) reindex(r Ref) error {
	index, ok := tx.store.index[r.Kind]
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

// Find searches records of the given kinds (none: all but questions), best
// first, and gives only what the viewer may see.
func (tx *Tx) Find(query string, v Viewer, limit int, kinds ...Kind) ([]Ref, error) {
	return tx.find(query, 0, v, limit, kinds)
}

// FindAll is Find for those records alone in which every word of the query
// stands: what else is alike would be beside the point.
func (tx *Tx) FindAll(query string, v Viewer, limit int, kinds ...Kind) ([]Ref, error) {
	return tx.find(query, search.Literal, v, limit, kinds)
}

func (tx *Tx) find(query string, least float64, v Viewer, limit int, kinds []Kind) ([]Ref, error) {
	if err := tx.catchUp(); err != nil {
		return nil, err
	}
	if len(kinds) == 0 {
		kinds = []Kind{KindContact, KindMeeting, KindTask}
	}
	type scored struct {
		Ref
		score float64
	}
	var found []scored
	for _, kind := range kinds {
		kept := 0
		for _, hit := range tx.store.index[kind].Search(query, 2*limit+50) {
			r := Ref{kind, hit.ID}
			ok, err := tx.mayRead(r.String(), v)
			if err != nil {
				return nil, err
			}
			if ok && hit.Score >= least {
				found = append(found, scored{r, hit.Score})
				kept++
			}
			if kept == limit {
				break
			}
		}
	}
	slices.SortStableFunc(found, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	refs := make([]Ref, min(limit, len(found)))
	for i := range refs {
		refs[i] = found[i].Ref
	}
	return refs, nil
}
