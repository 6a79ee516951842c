package store

import (
	"encoding/json"
	"fmt"
	"time"

	"utblick/store/engine"
)

// An Item is one message on its way to a person or a channel, with what it
// says frozen when it was put there.
type Item struct {
	Key   string     `json:"key"` // the platform's idempotency key; rises with time
	To    string     `json:"to"`  // "@" and a person's id, or "#" and a channel's
	Kind  string     `json:"kind"`
	At    time.Time  `json:"at"` // when it was frozen
	Lines []Line     `json:"lines,omitempty"`
	Tried bool       `json:"tried,omitempty"` // handed to the platform at least once, with what outcome isn't known
	Post  Posted     `json:"post,omitzero"`   // where it stands, once it does
	lane  laneRecord // as it was taken
}

// Fails is how many tries have failed since the address was last put off for
// the night or for longer.
func (i Item) Fails() int { return i.lane.Fails }

// FailsSince is when the first try failed of those to the address since
// something last got through; zero if none has.
func (i Item) FailsSince() time.Time { return i.lane.First }

// Told is when somebody was last told that nothing gets through; zero if nobody was.
func (i Item) Told() time.Time { return i.lane.Told }

// The kinds of Item.
const (
	Digest = "digest" // what a person is reminded of and told, in one
	Alarm  = "alarm"  // to the team: what couldn't be delivered
)

// A Line of a message is about one task.
type Line struct {
	Reminder
	Owner   string   `json:"owner,omitempty"`
	Clock   string   `json:"clock,omitempty"`
	Points  []string `json:"points,omitempty"`
	StandIn string   `json:"stand_in,omitempty"` // the person who is away
	Until   Day      `json:"until,omitzero"`     // … until then
	Waited  bool     `json:"waited,omitempty"`   // it came later than Slot because its person was away
	Orphan  bool     `json:"orphan,omitempty"`   // its owner has left
}

// Posted is where a message stands on the platform, and since when.
type Posted struct {
	Channel string    `json:"channel"`
	Post    string    `json:"post"`
	At      time.Time `json:"at"`
}

// IsZero tells whether it stands nowhere.
func (p Posted) IsZero() bool { return p == Posted{} }

func outPrefix(to string) string { return preOut + bounded(to) + "\x00" }

// Enqueue puts a message behind those that are on their way to the same
// address, and gives it its key.
func (tx *Tx) Enqueue(item *Item) error {
	moment, err := tx.moment()
	if err != nil {
		return err
	}
	tx.queued = true
	item.Key, item.At = fmt.Sprintf("%x", moment), tx.Now
	if err := tx.putItem(*item); err != nil {
		return err
	}
	lane, ok, err := tx.lane(item.To)
	if err != nil || ok {
		return err
	}
	return tx.putLane(item.To, lane, laneRecord{Try: tx.Now})
}

func (tx *Tx) putItem(item Item) error {
	raw, err := encode(item)
	if err != nil {
		return fmt.Errorf("encode message: %w", err)
	}
	return tx.w.aside().Put([]byte(outPrefix(item.To)+item.Key), raw)
}

// head is the first message on its way to an address.
func (tx *Tx) head(to string) (item Item, ok bool, err error) {
	err = tx.Scan(prefix(outPrefix(to)), func(_, raw []byte) error {
		if ok = true; json.Unmarshal(raw, &item) != nil {
			return fmt.Errorf("decode message to %s", to)
		}
		return engine.ErrStop
	})
	return item, ok, err
}

// Waiting tells whether there is an address whose turn it is.
func (tx *Tx) Waiting() (bool, error) {
	key, err := tx.firstKey(preTry)
	return key != "" && !timeOf(key, preTry).After(tx.Now), err
}

// Take gives the first message of each address whose turn it is, at most as
// many as asked for. They are by's alone for the time of a lease: after it
// another one may take them, and has to ask the platform first whether they
// arrived (Tried).
func (tx *Tx) Take(by string, lease time.Duration, most int) ([]Item, error) {
	var due []string
	end := preTry + timeKey(tx.Now.Add(time.Second))
	err := tx.Scan(engine.Range{From: []byte(preTry), To: []byte(end)}, func(k, _ []byte) error {
		if due = append(due, string(k[len(preTry)+8:])); len(due) == most {
			return engine.ErrStop
		}
		return nil
	})
	var taken []Item
	for _, to := range due {
		if err != nil {
			break
		}
		var item Item
		var ok bool
		if item, ok, err = tx.take(to, by, lease); ok {
			taken = append(taken, item)
		}
	}
	return taken, err
}

func (tx *Tx) take(to, by string, lease time.Duration) (Item, bool, error) {
	lane, _, err := tx.lane(to)
	if err != nil {
		return Item{}, false, err
	}
	item, ok, err := tx.head(to)
	if err != nil || !ok {
		return item, false, firstError(err, func() error { return tx.dropLane(to, lane) })
	}
	next := lane
	next.Try, next.By, next.Held = tx.Now.Add(lease).Truncate(time.Second), by, false
	if err := tx.putLane(item.To, lane, next); err != nil {
		return item, false, err
	}
	before := item.Tried
	item.Tried = true
	if err := tx.putItem(item); err != nil {
		return item, false, err
	}
	item.Tried, item.lane = before, next
	return item, true, nil
}

// mine tells whether the message is still the one's who took it.
func (tx *Tx) mine(item Item) (bool, error) {
	lane, ok, err := tx.lane(item.To)
	return ok && lane.By == item.lane.By && lane.Try.Equal(item.lane.Try), err
}

// Sent records where a taken message stands (nowhere, if it had nothing left
// to say); the next one to the same address may go. It is false when the lease
// had run out and another one took it.
func (tx *Tx) Sent(item Item, post Posted) (bool, error) {
	if ok, err := tx.mine(item); err != nil || !ok {
		return false, err
	}
	w := tx.w.aside()
	if err := w.Delete([]byte(outPrefix(item.To) + item.Key)); err != nil {
		return false, err
	}
	if item.Post, item.Tried = post, false; !post.IsZero() {
		if err := tx.keepSent(item); err != nil {
			return false, err
		}
	}
	if _, more, err := tx.head(item.To); err != nil || !more {
		return true, firstError(err, func() error { return tx.dropLane(item.To, item.lane) })
	}
	return true, tx.putLane(item.To, item.lane, laneRecord{Try: tx.Now})
}

func firstError(err error, then func() error) error {
	if err != nil {
		return err
	}
	return then()
}

// Failed has the message wait for its next try. told tells that somebody was
// told of it.
func (tx *Tx) Failed(item Item, next time.Time, told bool) (bool, error) {
	if ok, err := tx.mine(item); err != nil || !ok {
		return false, err
	}
	lane := item.lane
	lane.Try, lane.By, lane.Fails = next, "", lane.Fails+1
	if lane.First.IsZero() {
		lane.First = tx.Now
	}
	if told {
		lane.Told = tx.Now
	}
	return true, tx.putLane(item.To, item.lane, lane)
}

// WaitingFor are the messages on their way to an address, in order.
func (tx *Tx) WaitingFor(to string) ([]Item, error) {
	return tx.items(outPrefix(to), maxOverdue)
}

// Freeze puts what a taken message is to say in the place of what it said, and
// takes away those of which it says it, too. It is false when the lease had run
// out and another one took the message.
func (tx *Tx) Freeze(item Item, folded []string) (bool, error) {
	if ok, err := tx.mine(item); err != nil || !ok {
		return false, err
	}
	for _, key := range folded {
		if err := tx.w.aside().Delete([]byte(outPrefix(item.To) + key)); err != nil {
			return false, err
		}
	}
	item.Tried = true
	return true, tx.putItem(item)
}

// Hold has a taken message wait though nothing went wrong: nobody works now.
func (tx *Tx) Hold(item Item, until time.Time) error {
	ok, err := tx.mine(item)
	if err != nil || !ok {
		return err
	}
	stored, ok, err := tx.head(item.To) // what was erased meanwhile is no longer in it
	if err != nil || !ok || stored.Key != item.Key {
		return err
	}
	stored.Tried = item.Tried // it wasn't tried after all
	if err := tx.putItem(stored); err != nil {
		return err
	}
	lane := item.lane
	lane.Try, lane.By, lane.Fails, lane.Held = until, "", 0, true
	return tx.putLane(item.To, item.lane, lane)
}

// Pending are the messages that are on their way.
func (tx *Tx) Pending(most int) ([]Item, error) { return tx.items(preOut, most) }

func (tx *Tx) items(family string, most int) ([]Item, error) {
	var items []Item
	err := tx.Scan(prefix(family), func(_, raw []byte) error {
		var item Item
		if err := json.Unmarshal(raw, &item); err != nil {
			return fmt.Errorf("decode message: %w", err)
		}
		if items = append(items, item); len(items) == most {
			return engine.ErrStop
		}
		return nil
	})
	return items, err
}
