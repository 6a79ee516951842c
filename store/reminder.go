package store

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"utblick/store/engine"
)

// What a reminder is for. The catalogue names each under "remind.what.".
const (
	Ahead = "ahead" // the due day is a week off
	Eve   = "eve"   // it is the next working day
	Today = "today" // it is the due day
	Late  = "late"  // the N-th time after the due day
	Own   = "own"   // by a rule that the person set
	Raise = "raise" // nothing helped: N 1 tells the plan point's owner, 2 the team
	Waits = "waits" // told to the point's owner: the task's owner is away
)

// What somebody is told that somebody else did, in words of the catalogue's
// under "digest.".
const (
	Given  = "given"  // somebody gave the person a task
	Joined = "joined" // … or has them do it with its owner
	Taken  = "taken"  // … or took it from them
	Put    = "put"    // … or gave it another day
	Closed = "closed" // … or ticked it off
	Opened = "opened" // … or took it up again
	Gone   = "gone"   // … or erased it
)

// What is due besides.
const (
	Repeat   = "repeat"   // no message: the next task of a series is to be made
	Overview = "overview" // the week's overview for the team
)

// The streams in which a task's reminders come, one after another. Each has
// at most one reminder planned: the next.
const (
	StreamTask   = "task"    // those that every task with a day has, for its owner
	StreamRepeat = "repeat"  // the next task of its series
	StreamOwn    = "own/"    // a person's own rule; their id follows
	StreamOnce   = "once/"   // a single day that a person chose; their id follows
	streamNotice = "notice/" // what was done to a task; the person and the moment follow
	streamHouse  = "house"   // the overview
)

// A Reminder is one thing to be told about a task (or, as an overview, about
// all) when its time has come.
type Reminder struct {
	At     time.Time `json:"at"`   // when it is to be taken up; whole seconds
	Slot   time.Time `json:"slot"` // the time it was planned for: At is later when it had to wait
	Stream string    `json:"stream"`
	Rule   string    `json:"rule,omitempty"` // the rule it comes from, empty for the usual ones
	What   string    `json:"what"`
	N      int       `json:"n,omitempty"`
	Task   Ref       `json:"task,omitzero"`
	For    string    `json:"for,omitempty"` // person; empty: whoever owns the task then
	// What somebody did, for the one it was done to.
	By    string `json:"by,omitempty"`
	Title string `json:"title,omitempty"`
	Due   Day    `json:"due,omitzero"`  // the due day that it was planned by, if it was by one
	From  Day    `json:"from,omitzero"` // the due day before
	// FromClock is the hour before, in the same way.
	FromClock string `json:"from_clock,omitempty"`
	// Since is when the overview before this one came.
	Since time.Time `json:"since,omitzero"`
}

func (r Reminder) key() string {
	return preDue + timeKey(r.At) + r.Task.key() + bounded(r.Stream)
}

// DueReminders are those whose time has come, the oldest first, at most as
// many as asked for, from a key on that an earlier call gave.
func (tx *Tx) DueReminders(till time.Time, from string, most int) (due []Reminder, next string, err error) {
	if from == "" {
		from = preDue
	}
	end := preDue + timeKey(till.Add(time.Second))
	err = tx.Scan(engine.Range{From: []byte(from), To: []byte(end)}, func(k, raw []byte) error {
		if len(due) == most {
			next = string(k)
			return engine.ErrStop
		}
		var r Reminder
		if err := json.Unmarshal(raw, &r); err != nil {
			return fmt.Errorf("decode reminder: %w", err)
		}
		due = append(due, r)
		return nil
	})
	return due, next, err
}

// firstKey is the first key of a family, "" when there is none.
func (tx *Tx) firstKey(family string) (string, error) {
	first := ""
	err := tx.Scan(prefix(family), func(k, _ []byte) error {
		first = string(k)
		return engine.ErrStop
	})
	return first, err
}

// timeOf reads the time that stands after a key's family.
func timeOf(key, family string) time.Time {
	return time.Unix(int64(seqOf([]byte(key[len(family):len(family)+8]))), 0)
}

// pending tells whether the reminder still is to come as it was read.
func (tx *Tx) pending(r Reminder) (bool, error) {
	raw, err := tx.get(r.key())
	if err != nil || raw == nil {
		return false, err
	}
	want, err := encode(r)
	return string(raw) == string(want), err
}

// queue and unqueue keep the keys by which the scheduler finds what is due.
// They are no part of what undo takes back: an undo plans anew.
func (tx *Tx) queue(r Reminder) error {
	raw, err := encode(r)
	if err != nil {
		return fmt.Errorf("encode reminder of %s: %w", r.Task, err)
	}
	tx.queued = true
	if err := tx.noteTime(); err != nil {
		return err
	}
	return tx.w.aside().Put([]byte(r.key()), raw)
}

func (tx *Tx) unqueue(r Reminder) error {
	w := tx.w.aside()
	if r.isNotice() {
		if err := w.Delete([]byte(heldKey(r))); err != nil {
			return err
		}
	}
	return w.Delete([]byte(r.key()))
}

// hold puts a reminder off, and remembers for whom word waits.
func (tx *Tx) hold(r Reminder) error {
	if r.isNotice() {
		if err := tx.w.aside().Put([]byte(heldKey(r)), []byte{}); err != nil {
			return err
		}
	}
	return tx.queue(r)
}

func heldPrefix(person string) string { return preHeld + bounded(person) + "\x00" }

func heldKey(r Reminder) string { return heldPrefix(r.For) + r.key() }

// NoticesNow has the word that waits for a person looked at anew, for they may
// be in sooner than was thought; for "" everybody's, for the clock had been
// wrong.
func (tx *Tx) NoticesNow(person string, most int) error {
	family := preHeld
	if person != "" {
		family = heldPrefix(person)
	}
	var keys []string
	err := tx.Scan(prefix(family), func(k, _ []byte) error {
		if keys = append(keys, string(k)); len(keys) == most {
			return engine.ErrStop
		}
		return nil
	})
	for _, key := range keys {
		if err == nil {
			_, due, _ := strings.Cut(key, "\x00")
			err = tx.noticeNow(due)
		}
	}
	return err
}

func (tx *Tx) noticeNow(key string) error {
	raw, err := tx.get(key)
	if err != nil || raw == nil {
		return err
	}
	var r Reminder
	if err := json.Unmarshal(raw, &r); err != nil {
		return fmt.Errorf("decode reminder: %w", err)
	}
	if !r.At.After(tx.Now) {
		return nil
	}
	_, err = tx.Delay(r, tx.Now)
	return err
}

func (r Reminder) isNotice() bool { return strings.HasPrefix(r.Stream, streamNotice) }

// Planned tells a reminder that comes by the task's plan from word of what
// somebody did.
func (r Reminder) Planned() bool {
	return !r.isNotice() && r.Stream != streamHouse
}

// Tell queues word for a person about a task.
func (tx *Tx) Tell(person string, r Reminder) error {
	moment, err := tx.moment()
	if err != nil {
		return err
	}
	r.At, r.Slot, r.For = tx.Now, tx.Now, person
	r.Stream = fmt.Sprintf("%s%x", streamNotice, moment) // JSON keeps no bare bytes
	return tx.queue(r)
}
