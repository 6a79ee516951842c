package store

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"utblick/store/engine"
)

// keptSent is how long it is known where a message stands, so that it can be
// drawn anew.
const keptSent = 60 * 24 * time.Hour

// A Sending is what was sent about a task.
type Sending struct {
	To   string    `json:"to"`
	At   time.Time `json:"at"`
	What string    `json:"what"`
	N    int       `json:"n,omitempty"`
	Slot time.Time `json:"slot"`
}

func shownKey(r Ref, to string) string { return preShown + r.key() + "\x00" + bounded(to) }

// doneKey begins with the time, so that the oldest are found first.
func doneKey(key string) string { return preDone + key }

// keepSent remembers a posted message, which tasks it shows, and at each task
// that it was sent.
func (tx *Tx) keepSent(item Item) error {
	w := tx.w.aside()
	item.Lines = slices.Clone(item.Lines)
	if item.Kind != Digest {
		item.Lines = nil // it is never drawn anew
	}
	stale := false
	for i, line := range item.Lines {
		// Titles are read anew when it is drawn anew: what is erased meanwhile
		// lives on here no more than elsewhere.
		item.Lines[i].Title = ""
		changed, err := tx.keepLine(item, line)
		if err != nil {
			return err
		}
		stale = stale || changed
	}
	raw, err := encode(item)
	if err != nil {
		return fmt.Errorf("encode message: %w", err)
	}
	if err := w.Put([]byte(doneKey(item.Key)), raw); err != nil {
		return err
	}
	if stale {
		if err := tx.putStale(item.Key, tx.Now, 0); err != nil {
			return err
		}
	}
	if err := tx.noteTime(); err != nil {
		return err
	}
	return tx.forgetSent()
}

// keepLine remembers one line of a posted message, and tells whether its task
// has changed since it was drawn. Word of what somebody did stays as it was said.
func (tx *Tx) keepLine(item Item, line Line) (changed bool, err error) {
	if line.Task.IsZero() {
		return false, nil
	}
	t, there, err := load[Task](tx, line.Task)
	if err != nil || !there {
		return line.Planned(), err
	}
	if line.Planned() {
		changed = t.Done || t.Due != line.Due || t.Clock != line.Clock || t.Owner != line.Owner || t.Title != line.Title
		if err := tx.w.aside().Put([]byte(shownKey(line.Task, item.To)), []byte(item.Key)); err != nil {
			return false, err
		}
	}
	return changed, tx.noteSent(item, line)
}

func (tx *Tx) noteSent(item Item, line Line) error {
	raw, err := encode(Sending{To: item.To, At: item.Post.At, What: line.What, N: line.N, Slot: line.Slot})
	if err != nil {
		return fmt.Errorf("encode sending: %w", err)
	}
	moment, err := tx.moment()
	if err != nil {
		return err
	}
	return tx.w.aside().Put([]byte(preSent+line.Task.key()+moment), raw)
}

// forgetSent drops the oldest posted messages, a few at a time.
func (tx *Tx) forgetSent() error {
	const atOnce = 4
	var old []Item
	err := tx.Scan(prefix(preDone), func(_, raw []byte) error {
		var item Item
		if err := json.Unmarshal(raw, &item); err != nil {
			return fmt.Errorf("decode message: %w", err)
		}
		if tx.Now.Sub(item.At) < keptSent || len(old) == atOnce {
			return engine.ErrStop
		}
		old = append(old, item)
		return nil
	})
	for _, item := range old {
		if err == nil {
			err = tx.forgetOneSent(item)
		}
	}
	return err
}

func (tx *Tx) forgetOneSent(item Item) error {
	w := tx.w.aside()
	for _, line := range item.Lines {
		key := shownKey(line.Task, item.To)
		raw, err := tx.get(key)
		if err != nil {
			return err
		}
		if string(raw) == item.Key {
			if err := w.Delete([]byte(key)); err != nil {
				return err
			}
		}
	}
	return w.Delete([]byte(doneKey(item.Key)))
}

// SentAbout is what was sent about a task, newest first.
func (tx *Tx) SentAbout(r Ref, most int) ([]Sending, error) {
	var list []Sending
	err := tx.Scan(backwards(preSent+r.key()), func(_, raw []byte) error {
		if len(list) == most {
			return engine.ErrStop
		}
		var s Sending
		if err := json.Unmarshal(raw, &s); err != nil {
			return fmt.Errorf("decode sending about %s: %w", r, err)
		}
		list = append(list, s)
		return nil
	})
	return list, err
}

// redraw queues the last messages that show a task to be drawn anew. With an
// erased task goes what was sent about it.
func (tx *Tx) redraw(c touch) error {
	alike := c.looksAlike()
	if alike && slices.EqualFunc(c.before.Rules, c.after.Rules, sameDays) {
		return nil
	}
	w := tx.w.aside()
	var keys []string
	shown := preShown + c.ref().key() + "\x00"
	err := tx.Scan(prefix(shown), func(k, raw []byte) error {
		reader, _ := strings.CutPrefix(string(k[len(shown):]), "@")
		if !alike || !sameDays(c.before.RuleFor(reader), c.after.RuleFor(reader)) {
			keys = append(keys, string(raw))
		}
		return nil
	})
	for _, key := range keys {
		if err == nil {
			err = tx.putStale(key, tx.Now, 0)
		}
	}
	if err != nil || c.after != nil {
		return err
	}
	if err := tx.forgetOnTheWay(c.ref()); err != nil {
		return err
	}
	return tx.removeAll(w, preSent+c.ref().key())
}

// forgetOnTheWay takes an erased task out of the messages that wait for their
// next try.
func (tx *Tx) forgetOnTheWay(r Ref) error {
	items, err := tx.Pending(maxOverdue)
	for _, item := range items {
		if err != nil {
			return err
		}
		shorter := slices.DeleteFunc(slices.Clone(item.Lines), func(l Line) bool { return l.Task == r })
		if len(shorter) < len(item.Lines) {
			item.Lines = shorter
			err = tx.putItem(item)
		}
	}
	return err
}

// sameDays tells whether a person asks for the same single days.
func sameDays(a, b Rule) bool { return a.For == b.For && slices.Equal(a.Once, b.Once) }

// looksAlike tells whether messages show the task as they did before.
func (c touch) looksAlike() bool {
	if c.before == nil || c.after == nil {
		return c.before == nil && c.after == nil
	}
	a, b := c.before, c.after
	return a.Title == b.Title && a.Done == b.Done && a.Due == b.Due && a.Clock == b.Clock && a.Owner == b.Owner
}

// A Stale message shows what is no longer so.
type Stale struct {
	Item
	Fails int
	key   string
	since string // what stands there; another change puts something else
}

// StaleMessages are those to be drawn anew now.
func (tx *Tx) StaleMessages(most int) ([]Stale, error) {
	var found []Stale
	end := preStale + timeKey(tx.Now.Add(time.Second))
	err := tx.Scan(engine.Range{From: []byte(preStale), To: []byte(end)}, func(k, v []byte) error {
		if found = append(found, Stale{Fails: int(v[0]), key: string(k), since: string(v)}); len(found) == most {
			return engine.ErrStop
		}
		return nil
	})
	for i := range found {
		if err != nil {
			return nil, err
		}
		var raw []byte
		if raw, err = tx.get(doneKey(found[i].message())); err == nil && raw != nil {
			err = json.Unmarshal(raw, &found[i].Item)
		}
	}
	return found, err
}

// message is the key of the message that is stale.
func (s Stale) message() string { return s.key[len(preStale)+8:] }

// Redrawn ends a stale message's turn, unless its tasks have changed since;
// again, unless zero, is when to try anew.
func (tx *Tx) Redrawn(s Stale, again time.Time) error {
	now, err := tx.get(s.key)
	if err != nil || string(now) != s.since {
		return err
	}
	if err := tx.w.aside().Delete([]byte(s.key)); err != nil || again.IsZero() {
		return err
	}
	return tx.putStale(s.message(), again, min(s.Fails+1, 255))
}

func (tx *Tx) putStale(message string, at time.Time, fails int) error {
	moment, err := tx.moment()
	if err != nil {
		return err
	}
	tx.queued = true
	return tx.w.aside().Put([]byte(preStale+timeKey(at)+message), append([]byte{byte(fails)}, moment...))
}
