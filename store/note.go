package store

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// MaxNote is the longest note, in letters.
const MaxNote = 4000

// Note is a dated line on a record.
type Note struct {
	By   string    `json:"by"`
	At   time.Time `json:"at"`
	Text string    `json:"text"`
}

// AddNote puts a dated line on a record. Error codes: "note.empty",
// "note.long", and those of a missing record.
func (tx *Tx) AddNote(r Ref, text string, v Viewer) error {
	text = strings.TrimSpace(text)
	if text == "" {
		return Fail("note.empty", "code", r.String())
	}
	if utf8.RuneCountInString(text) > MaxNote {
		return Fail("note.long", "max", MaxNote)
	}
	rec, err := tx.entity(r, v)
	if err != nil {
		return err
	}
	r = rec.ref() // a merged contact's notes are those of the one it leads to
	raw, err := encode(Note{By: tx.by.Person, At: tx.Now, Text: text})
	if err != nil {
		return fmt.Errorf("encode note on %s: %w", r, err)
	}
	moment, err := tx.moment()
	if err != nil {
		return err
	}
	if err := tx.add(notePrefix(r)+moment, raw); err != nil {
		return err
	}
	if err := tx.link(r, Codes(text)); err != nil {
		return err
	}
	if err := tx.saveSearch(rec); err != nil {
		return err
	}
	return tx.tell(rec, Noted, []FieldChange{{Name: "note", To: text}})
}

// Notes on a record, newest first.
func (tx *Tx) Notes(r Ref) ([]Note, error) {
	var notes []Note
	err := tx.Scan(backwards(notePrefix(r)), func(_, raw []byte) error {
		var n Note
		if err := json.Unmarshal(raw, &n); err != nil {
			return fmt.Errorf("decode note on %s: %w", r, err)
		}
		notes = append(notes, n)
		return nil
	})
	return notes, err
}

// entity loads the record that r names, for what is alike in all kinds.
func (tx *Tx) entity(r Ref, v Viewer) (entity, error) {
	switch r.Kind {
	case KindContact:
		return asEntity(tx.Contact(r))
	case KindMeeting:
		return asEntity(tx.Meeting(r, v))
	case KindTask:
		return asEntity(tx.Task(r, v))
	}
	return asEntity(tx.Question(r, v))
}

func asEntity[T entity](rec T, err error) (entity, error) {
	if err != nil {
		return nil, err
	}
	return rec, nil
}
