package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"time"

	"utblick/store/engine"
)

// entity is what every kind of record tells of itself, so that saving keeps
// its indexes, links and history in one place.
type entity interface {
	ref() Ref
	// indexed are the record's index entries, as "owner/anna".
	indexed() []string
	// found is what search matches: short names, and running text.
	found() (names []string, text string)
	// mentions are the texts in which codes link, besides the record's notes.
	mentions() []string
	// fields are what history compares, in the order in which it is told.
	fields() []Value
	// title names the record in history and undo.
	title() string
}

// Value is a field's name and its value as text.
type Value struct{ Name, Value string }

// Stamp is who recorded something, and when. (A record's Rev is the number of
// the change that left it as it is: also after an undo and a change anew it is
// never that of another state.)
type Stamp struct {
	By string    `json:"by"`
	At time.Time `json:"at"`
}

func load[T any](tx *Tx, r Ref) (rec T, ok bool, err error) {
	raw, err := tx.get(recordKey(r))
	if err != nil || raw == nil {
		return rec, false, err
	}
	if err := json.Unmarshal(raw, &rec); err != nil {
		return rec, false, fmt.Errorf("decode %s: %w", r, err)
	}
	return rec, true, nil
}

// must loads a record or says why it isn't there: erased (by whom, when) or unknown.
func must[T any](tx *Tx, r Ref) (T, error) {
	rec, ok, err := load[T](tx, r)
	if err != nil || ok {
		return rec, err
	}
	past, err := tx.History(r)
	if err != nil {
		return rec, err
	}
	if len(past) > 0 {
		return rec, &erasedError{Fail("record.erased", "code", r.String(), "by", past[0].By, "at", DayOf(past[0].At)), past[0]}
	}
	return rec, unknown(r)
}

func unknown(r Ref) error { return Fail("record.unknown", "code", r.String()) }

// erasedError is "record.erased", with what history keeps of the record.
type erasedError struct {
	error
	last Entry
}

func (e *erasedError) Unwrap() error { return e.error }

// hidden makes what the viewer may not see the same as what never was, also
// after it was erased.
func hidden(err error, r Ref, v Viewer) error {
	var gone *erasedError
	if errors.As(err, &gone) && gone.last.Channel != "" && !v.in(gone.last.Channel) && !v.is(gone.last.By) {
		return unknown(r)
	}
	return err
}

// encode is JSON as short as it gets: nobody shows it in a web page.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// same tells whether nothing at all differs between two states of a record.
func same[T entity](a, b T) bool {
	x, errX := encode(a)
	y, errY := encode(b)
	return errX == nil && errY == nil && bytes.Equal(x, y)
}

// save writes next over old (nil for a new record) with all that hangs on it.
func (tx *Tx) save(old, next entity, did string) error {
	if err := tx.write(old, next); err != nil {
		return err
	}
	return tx.tell(next, did, changed(old, next))
}

// write is save without a line in history.
func (tx *Tx) write(old, next entity) error {
	raw, err := encode(next)
	if err != nil {
		return fmt.Errorf("encode %s: %w", next.ref(), err)
	}
	if len(raw) > engine.MaxValue {
		return Fail("too_long", "size", len(raw)>>10, "max", engine.MaxValue>>10)
	}
	if next, err = asRead(next, raw); err != nil {
		return err
	}
	tx.touched(next.ref(), old, next)
	if old == nil {
		return tx.writeNew(next, raw)
	}
	if err := tx.put(recordKey(next.ref()), raw); err != nil {
		return err
	}
	if err := tx.saveSearch(next); err != nil {
		return err
	}
	if err := tx.saveIndexes(old, next); err != nil {
		return err
	}
	return tx.saveLinks(old, next)
}

// asRead is the record as it will be read back. JSON has no broken bytes and
// writes \ufffd for each; what is derived from them would never be found again
// when it has to go.
func asRead(rec entity, raw []byte) (entity, error) {
	if !bytes.Contains(raw, []byte(`\ufffd`)) {
		return rec, nil
	}
	read := reflect.New(reflect.TypeOf(rec))
	if err := json.Unmarshal(raw, read.Interface()); err != nil {
		return nil, fmt.Errorf("decode %s: %w", rec.ref(), err)
	}
	return read.Elem().Interface().(entity), nil
}

// writeNew knows that there is nothing yet: no notes to read, nothing to drop.
func (tx *Tx) writeNew(rec entity, raw []byte) error {
	r := rec.ref()
	if err := tx.add(recordKey(r), raw); err != nil {
		return err
	}
	if doc := searchDoc(rec, nil); doc != nil {
		if err := tx.add(searchKey(r), doc); err != nil {
			return err
		}
	}
	for _, key := range rec.indexed() {
		if err := tx.add(indexKey(r, key), []byte{}); err != nil {
			return err
		}
	}
	return tx.link(r, textCodes(rec.mentions()))
}

func (tx *Tx) saveIndexes(old, next entity) error {
	before, after := old.indexed(), next.indexed()
	for _, key := range before {
		if !slices.Contains(after, key) {
			if err := tx.remove(indexKey(next.ref(), key)); err != nil {
				return err
			}
		}
	}
	for _, key := range after {
		if !slices.Contains(before, key) {
			if err := tx.put(indexKey(next.ref(), key), []byte{}); err != nil {
				return err
			}
		}
	}
	return nil
}

// changed lists the fields that differ between old (nil for a new record) and next.
func changed(old, next entity) []FieldChange {
	if old == nil {
		return nil
	}
	before, after := old.fields(), next.fields()
	var list []FieldChange
	for i := range after {
		if before[i].Value != after[i].Value {
			list = append(list, FieldChange{Name: after[i].Name, From: before[i].Value, To: after[i].Value})
		}
	}
	return list
}

// erase removes the record with its notes, indexes, links and what history
// tells of it; that it was erased, by whom and when, is all that stays.
func (tx *Tx) erase(rec entity) error {
	r := rec.ref()
	tx.touched(r, rec, nil)
	for _, key := range rec.indexed() {
		if err := tx.remove(indexKey(r, key)); err != nil {
			return err
		}
	}
	if err := tx.dropLinks(r); err != nil {
		return err
	}
	for _, p := range []string{notePrefix(r), pastPrefix(r)} {
		if err := tx.removeAll(tx.w, p); err != nil {
			return err
		}
	}
	if err := tx.remove(searchKey(r)); err != nil {
		return err
	}
	if err := tx.remove(recordKey(r)); err != nil {
		return err
	}
	return tx.tell(rec, Erased, nil)
}

// removeAll deletes a family of keys through w: the recorder, for undo to know
// of it, or past it.
func (tx *Tx) removeAll(w engine.Writer, p string) error {
	var keys [][]byte
	err := tx.Scan(prefix(p), func(k, _ []byte) error {
		keys = append(keys, k)
		return nil
	})
	for _, k := range keys {
		if err == nil {
			err = w.Delete(k)
		}
	}
	return err
}

// byIndex are the records under an index value, lowest code first.
func (tx *Tx) byIndex(kind Kind, indexed string) ([]Ref, error) {
	var refs []Ref
	err := tx.Scan(prefix(preIndex+string(kind)+"/"+indexed+"\x00"), func(k, _ []byte) error {
		refs = append(refs, refOfKey(string(k[len(k)-9:])))
		return nil
	})
	return refs, err
}

// inOrder visits the records of an index in the order of its values, until
// visit returns engine.ErrStop.
func (tx *Tx) inOrder(r engine.Range, visit func(Ref) error) error {
	return tx.Scan(r, func(k, _ []byte) error { return visit(refOfKey(string(k[len(k)-9:]))) })
}
