package store

import (
	"context"
	"slices"
	"strings"

	"utblick/store/engine"
)

// verify recomputes all that is derived from the records and compares it with
// what is stored: no key may lack, none may be left over.
func (h *house) verify() {
	h.Helper()
	stored, want := map[string]string{}, map[string]string{}
	h.look(func(tx *Tx) error {
		clear(stored)
		clear(want)
		return tx.Scan(engine.Range{}, func(k, v []byte) error {
			stored[string(k)] = string(v)
			return h.derive(tx, string(k), want)
		})
	})
	for k, v := range want {
		if got, ok := stored[k]; !ok || got != v {
			h.Errorf("key %q: stored %q (%v), want %q", k, got, ok, v)
		}
	}
	for k := range stored {
		if _, ok := want[k]; !ok && slices.ContainsFunc([]string{preSearch, preIndex, preNote}, func(p string) bool { return strings.HasPrefix(k, p) }) {
			h.Errorf("key %q is left over", k)
		}
	}
	h.verifyLinks(stored)
	h.verifyIndex(stored)
}

// derive adds what must stand because of one key.
func (h *house) derive(tx *Tx, k string, want map[string]string) error {
	if p, ok := strings.CutPrefix(k, preNote); ok {
		there, err := tx.Exists(refOfKey(p))
		if err == nil && there {
			raw, _ := tx.get(k)
			want[k] = string(raw)
		}
		return err
	}
	p, ok := strings.CutPrefix(k, preRecord)
	if !ok {
		return nil
	}
	r := refOfKey(p)
	rec, err := anyRecord(tx, r)
	if err != nil {
		return err
	}
	notes, err := tx.Notes(r)
	if err != nil {
		return err
	}
	if doc := searchDoc(rec, notes); doc != nil {
		want[searchKey(r)] = string(doc)
	}
	for _, key := range rec.indexed() {
		want[indexKey(r, key)] = ""
	}
	return nil
}

func anyRecord(tx *Tx, r Ref) (entity, error) {
	switch r.Kind {
	case KindContact:
		return asEntity(must[Contact](tx, r))
	case KindMeeting:
		return asEntity(must[Meeting](tx, r))
	case KindTask:
		return asEntity(must[Task](tx, r))
	case KindQuestion:
		return asEntity(must[Question](tx, r))
	}
	return asEntity(must[Point](tx, r))
}

// verifyLinks holds both directions to each other and to the texts. Which of
// a text's codes were known when it was written, the records don't tell; the
// simulation does.
func (h *house) verifyLinks(stored map[string]string) {
	h.Helper()
	for k := range stored {
		if p, ok := strings.CutPrefix(k, preLink); ok {
			code, r := p[:len(p)-10], refOfKey(p[len(p)-9:])
			if _, ok := stored[mentionKey(r, code)]; !ok {
				h.Errorf("%s is linked from %s, but not the other way", code, r)
			}
		}
		if p, ok := strings.CutPrefix(k, preMention); ok {
			r, code := refOfKey(p), p[10:]
			if _, ok := stored[linkKey(code, r)]; !ok {
				h.Errorf("%s links to %s, but not the other way", r, code)
			}
			if !slices.Contains(h.written(r), code) {
				h.Errorf("%s links to %s, which it doesn't mention", r, code)
			}
		}
	}
}

// written are the codes in a record's texts and notes.
func (h *house) written(r Ref) []string {
	h.Helper()
	return get(h, func(tx *Tx) ([]string, error) {
		rec, err := anyRecord(tx, r)
		if err != nil {
			return nil, err
		}
		noted, err := tx.noteCodes(r)
		return append(noted, textCodes(rec.mentions())...), err
	})
}

// verifyIndex holds the search index in memory to what is stored.
func (h *house) verifyIndex(stored map[string]string) {
	h.Helper()
	n := map[Kind]int{}
	for k := range stored {
		if p, ok := strings.CutPrefix(k, preSearch); ok {
			n[Kind(p[0])]++
		}
	}
	h.look((*Tx).catchUp)
	for kind, index := range h.follow.all {
		if index.Len() != n[kind] {
			h.Errorf("the index has %d of kind %c, stored are %d", index.Len(), kind, n[kind])
		}
	}
}

// holding are the keys of which key or value has a text in it.
func (h *house) holding(text string) []string {
	h.Helper()
	var keys []string
	err := h.engine.View(context.Background(), func(r engine.Reader) error {
		keys = nil
		return r.Scan(engine.Range{}, func(k, v []byte) error {
			if strings.Contains(strings.ToLower(string(k)+" "+string(v)), strings.ToLower(text)) {
				keys = append(keys, string(k))
			}
			return nil
		})
	})
	if err != nil {
		h.Fatalf("%v", err)
	}
	return keys
}
