package store

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"utblick/store/search"
)

// The search text of a record is kept under its own key: names parted by
// nameEnd, then textStart and the running text. Loading reads these alone.
const (
	nameEnd   = "\x1f"
	textStart = "\x1e"
)

// maxFound bounds what search keeps of one record, in bytes.
const maxFound = 256 << 10

func (tx *Tx) saveSearch(rec entity) error {
	notes, err := tx.Notes(rec.ref())
	if err != nil {
		return err
	}
	doc := searchDoc(rec, notes)
	if doc == nil {
		return tx.remove(searchKey(rec.ref()))
	}
	return tx.put(searchKey(rec.ref()), doc)
}

// searchDoc is nil for what search doesn't know.
func searchDoc(rec entity, notes []Note) []byte {
	names, text := rec.found()
	if len(names) == 0 && text == "" {
		return nil
	}
	var b strings.Builder
	for _, name := range names {
		if name != "" {
			if b.Len() > 0 {
				b.WriteString(nameEnd)
			}
			b.WriteString(unmarked(name))
		}
	}
	b.WriteString(textStart)
	b.WriteString(text)
	for _, n := range notes {
		b.WriteString("\n")
		b.WriteString(n.Text)
	}
	return []byte(cut(b.String(), maxFound))
}

func unmarked(s string) string {
	if !strings.ContainsAny(s, nameEnd+textStart) {
		return s
	}
	return strings.NewReplacer(nameEnd, " ", textStart, " ").Replace(s)
}

// cut is the beginning of s, in at most n bytes and whole letters.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

func docOf(r Ref, raw []byte) search.Doc {
	names, text, _ := strings.Cut(string(raw), textStart)
	return search.Doc{ID: r.ID, Name: strings.Split(names, nameEnd), Text: text}
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

// scored is a record found, with how well.
type scored struct {
	Ref
	score float64
}

func (tx *Tx) find(query string, least float64, v Viewer, limit int, kinds []Kind) ([]Ref, error) {
	s, err := tx.searcher()
	if err != nil {
		return nil, err
	}
	if len(kinds) == 0 {
		kinds = []Kind{KindContact, KindMeeting, KindTask}
	}
	var found []scored
	for _, kind := range kinds {
		of, err := tx.findKind(s, kind, query, least, v, limit)
		if err != nil {
			return nil, err
		}
		found = append(found, of...)
	}
	slices.SortStableFunc(found, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	refs := make([]Ref, min(limit, len(found)))
	for i := range refs {
		refs[i] = found[i].Ref
	}
	return refs, nil
}

// findKind looks further and further down until there are limit records that
// the viewer may see: what they may not see shall not hide what they may.
func (tx *Tx) findKind(s searcher, kind Kind, query string, least float64, v Viewer, limit int) ([]scored, error) {
	for n := limit + 50; ; n *= 8 {
		var found []scored
		hits := s.search(kind, query, n)
		for _, hit := range hits {
			if hit.Score < least {
				return found, nil
			}
			r := Ref{kind, hit.ID}
			ok, err := tx.mayRead(r.String(), v)
			if err != nil {
				return nil, err
			}
			if ok {
				found = append(found, scored{r, hit.Score})
			}
			if len(found) == limit {
				return found, nil
			}
		}
		if len(hits) < n {
			return found, nil
		}
	}
}
