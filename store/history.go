package store

import (
	"encoding/json"
	"fmt"
	"time"

	"utblick/store/engine"
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
	Reminded = "reminded"
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
	// Channel is the private one that the record belongs to: to others than
	// its members an erased record was never there either.
	Channel string `json:"channel,omitempty"`
}

// Deed is a change of one record within a transaction, for undo to name it.
type Deed struct {
	Ref     Ref    `json:"ref"`
	Did     string `json:"did"`
	Title   string `json:"title"`
	Channel string `json:"channel,omitempty"`
}

// tell writes the record's history entry for this transaction.
func (tx *Tx) tell(rec entity, did string, fields []FieldChange) error {
	channel := channelOf(rec)
	tx.did = append(tx.did, Deed{Ref: rec.ref(), Did: did, Title: rec.title(), Channel: channel})
	return tx.tellAt(rec.ref(), Entry{
		By: tx.by.Person, At: tx.Now, Did: did, Fields: shortened(fields), Channel: channel,
	})
}

// channelOf is the private channel that a record belongs to, or nothing.
func channelOf(rec entity) string {
	switch rec := rec.(type) {
	case Meeting:
		return rec.Channel
	case Task:
		return rec.Channel
	case Question:
		return rec.Channel
	}
	return ""
}

func (tx *Tx) tellAt(r Ref, e Entry) error {
	raw, err := encode(e)
	if err != nil {
		return fmt.Errorf("encode history of %s: %w", r, err)
	}
	moment, err := tx.moment()
	if err != nil {
		return err
	}
	return tx.add(pastPrefix(r)+moment, raw)
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

// logChange notes which records this transaction touched.
func (tx *Tx) logChange() error {
	var refs []byte
	for _, d := range tx.did {
		if !d.Ref.IsZero() {
			refs = append(refs, d.Ref.key()...)
		}
	}
	if err := tx.trimLog(); err != nil || len(refs) == 0 {
		return err
	}
	return tx.w.aside().Put([]byte(preLog+seqKey(tx.seq)), refs)
}

// trimLog drops, now and then, what is older than the log is kept. What is
// younger is always there: follower relies on it.
func (tx *Tx) trimLog() error {
	const each = 16
	kept := tx.store.follow.kept
	if tx.seq%each != 0 || tx.seq <= kept {
		return nil
	}
	var old [][]byte
	till := []byte(preLog + seqKey(tx.seq-kept))
	err := tx.Scan(engine.Range{From: []byte(preLog), To: till}, func(k, _ []byte) error {
		if old = append(old, k); len(old) == 4*each {
			return engine.ErrStop
		}
		return nil
	})
	for _, k := range old {
		if err == nil {
			err = tx.w.aside().Delete(k)
		}
	}
	return err
}
