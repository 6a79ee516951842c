package store

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"utblick/store/engine"
)

// laneRecord is how the way to one address is.
type laneRecord struct {
	Try   time.Time `json:"try"` // the next try; while one is under way, when it is given up
	By    string    `json:"by,omitempty"`
	Fails int       `json:"fails,omitempty"`
	First time.Time `json:"first,omitzero"`
	Told  time.Time `json:"told,omitzero"`  // when somebody was last told that nothing gets through
	Held  bool      `json:"held,omitempty"` // it waits though nothing is wrong: nobody works now
}

func tryKey(at time.Time, to string) string { return preTry + timeKey(at) + to }

func (tx *Tx) lane(to string) (lane laneRecord, ok bool, err error) {
	raw, err := tx.get(preLane + to)
	if err != nil || raw == nil {
		return lane, false, err
	}
	return lane, true, json.Unmarshal(raw, &lane)
}

// putLane moves an address to its next try.
func (tx *Tx) putLane(to string, old, lane laneRecord) error {
	w := tx.w.aside()
	if err := w.Delete([]byte(tryKey(old.Try, to))); err != nil {
		return err
	}
	raw, err := encode(lane)
	if err != nil {
		return fmt.Errorf("encode lane: %w", err)
	}
	if err := w.Put([]byte(preLane+to), raw); err != nil {
		return err
	}
	return w.Put([]byte(tryKey(lane.Try, to)), []byte{})
}

func (tx *Tx) dropLane(to string, lane laneRecord) error {
	w := tx.w.aside()
	if err := w.Delete([]byte(tryKey(lane.Try, to))); err != nil {
		return err
	}
	return w.Delete([]byte(preLane + to))
}

// Overdue counts the messages to addresses that nothing has got through to
// since a time, or that nobody has tried since, and tells the oldest's.
func (tx *Tx) Overdue(since time.Time) (n int, oldest time.Time, err error) {
	items, err := tx.Pending(maxOverdue)
	for _, item := range items {
		lane, _, e := tx.lane(item.To)
		if e != nil {
			return n, oldest, e
		}
		failing := !lane.First.IsZero() && lane.First.Before(since) && !lane.Held
		if !failing && !lane.Try.Before(since) {
			continue
		}
		if n++; oldest.IsZero() || item.At.Before(oldest) {
			oldest = item.At
		}
	}
	return n, oldest, err
}

// maxOverdue is enough to know that something is badly wrong.
const maxOverdue = 10_000

// Unreached tells whether an address still is one of which somebody was told
// that nothing gets through.
func (tx *Tx) Unreached(to string) (bool, error) {
	lane, _, err := tx.lane(to)
	return !lane.Told.IsZero(), err
}

// lookAnew has what is held for a person tried now: they may work sooner than
// they did when it was put off.
func (tx *Tx) lookAnew(person string) error {
	to := "@" + person
	lane, ok, err := tx.lane(to)
	if err != nil || !ok || lane.By != "" || !lane.Try.After(tx.Now) {
		return err
	}
	next := lane
	next.Try = tx.Now
	return tx.putLane(to, lane, next)
}

// RetryNow makes every address's next try due: the clock had been wrong.
func (tx *Tx) RetryNow(most int) (int, error) {
	var later []string
	from := preTry + timeKey(tx.Now.Add(2*time.Hour))
	err := tx.Scan(engine.Range{From: []byte(from), To: prefix(preTry).To}, func(k, _ []byte) error {
		if later = append(later, strings.TrimPrefix(string(k), preTry)[8:]); len(later) == most {
			return engine.ErrStop
		}
		return nil
	})
	for _, to := range later {
		if err != nil {
			return 0, err
		}
		lane, ok, e := tx.lane(to)
		if err = e; ok && err == nil {
			next := lane
			next.Try, next.By = tx.Now, ""
			err = tx.putLane(to, lane, next)
		}
	}
	return len(later), err
}
