package store

import (
	"encoding/json"
	"fmt"
	"time"
)

// What a history entry says was done; the catalogue has a text for each under
// "history.".
const (
	Created  = "created"
	Changed  = "changed"
	Noted    = "noted"
	Done     = "done"
	Reopened = "reopened"
	Moved    = "moved"
	Assigned = "assigned"
	Merged   = "merged"
	Erased   = "erased"
	Undone   = "undone"
	Answered = "answered"
)

// FieldChange is one field's value before and after.
type FieldChange struct {
	Name string `json:"name"`
	From string `json:"from,omitempty"`
	To   string `json:"to,omitempty"`
}

// Entry is one line of a record's history.
type Entry struct {
	By     string        `json:"by"`
	At     time.Time     `json:"at"`
	Did    string        `json:"did"`
	Fields []FieldChange `json:"fields,omitempty"`
}

// Deed is a change of one record within a transaction, for undo to name it.
type Deed struct {
	Ref   Ref    `json:"ref"`
	Did   string `json:"did"`
	Title string `json:"title"`
}

// tell writes the record's history entry for this transaction.
func (tx *Tx) tell(rec entity, did string, fields []FieldChange) error {
	seq, err := tx.change()
	if err != nil {
		return err
	}
	tx.did = append(tx.did, Deed{Ref: rec.ref(), Did: did, Title: rec.title()})
	return tx.tellAt(rec.ref(), seq, Entry{By: tx.by.Person, At: tx.Now, Did: did, Fields: shortened(fields)})
}

func (tx *Tx) tellAt(r Ref, seq uint64, e Entry) error {
	raw, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("encode history of %s: %w", r, err)
	}
	return tx.put(pastPrefix(r)+seqKey(seq), raw)
}

// shortened keeps history small: of a long text its beginning is told.
func shortened(fields []FieldChange) []FieldChange {
	for i := range fields {
		fields[i].From, fields[i].To = begin(fields[i].From), begin(fields[i].To)
	}
	return fields
}

// maxTold is how much of a field's value history keeps, in letters.
const maxTold = 200

func begin(s string) string { return beginN(s, maxTold) }

func beginN(s string, most int) string {
	n := 0
	for i := range s {
		if n++; n > most {
			return s[:i] + "…"
		}
	}
	return s
}

// History of a record, newest first; also of one that was erased.
func (tx *Tx) History(r Ref) ([]Entry, error) {
	var entries []Entry
	err := tx.Scan(backwards(pastPrefix(r)), func(_, raw []byte) error {
		var e Entry
		if err := json.Unmarshal(raw, &e); err != nil {
			return fmt.Errorf("decode history of %s: %w", r, err)
		}
		entries = append(entries, e)
		return nil
	})
	return entries, err
}

// keptChanges is how far back the log reaches. An index further behind is
// built anew.
const keptChanges = 100_000

// logChange notes which records this transaction touched.
func (tx *Tx) logChange() error {
	if len(tx.did) == 0 {
		return nil
	}
	var refs []byte
	for _, d := range tx.did {
		refs = append(refs, d.Ref.key()...)
	}
	w := tx.w.aside()
	if tx.seq > keptChanges {
		if err := w.Delete([]byte(preLog + seqKey(tx.seq-keptChanges))); err != nil {
			return err
		}
	}
	return w.Put([]byte(preLog+seqKey(tx.seq)), refs)
}
