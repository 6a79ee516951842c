package store

import (
	"encoding/binary"
	"errors"
	"hash/fnv"

	"utblick/store/engine"
)

// recorder remembers what each key held before the transaction, so that the
// whole of a change can be taken back: record, indexes, links and notes alike.
type recorder struct {
	engine.Writer
	steps []step
	at    map[string]int // in steps, by key
}

// A step is one key's part of a change.
type step struct {
	key    string
	before []byte // nil: the key was not there
	after  uint64 // digest of what the change left; 0: nothing
}

// aside writes past the recorder: marks and logs that undo must leave alone.
func (w *recorder) aside() engine.Writer { return w.Writer }

func (w *recorder) Put(key, value []byte) error {
	if err := w.note(key, value); err != nil {
		return err
	}
	return w.Writer.Put(key, value)
}

func (w *recorder) Delete(key []byte) error {
	if err := w.note(key, nil); err != nil {
		return err
	}
	return w.Writer.Delete(key)
}

// add is Put of a key that can't be there yet.
func (w *recorder) add(key string, value []byte) error {
	if _, known := w.at[key]; !known {
		w.keep(step{key: key})
	}
	return w.Put([]byte(key), value)
}

func (w *recorder) note(key, after []byte) error {
	i, known := w.at[string(key)]
	if !known {
		before, err := w.Get(key)
		if err != nil {
			return err
		}
		i = w.keep(step{key: string(key), before: before})
	}
	w.steps[i].after = digest(after)
	return nil
}

func (w *recorder) keep(s step) int {
	if w.at == nil {
		w.at = make(map[string]int, 24)
		w.steps = make([]step, 0, 24)
	}
	w.at[s.key] = len(w.steps)
	w.steps = append(w.steps, s)
	return len(w.steps) - 1
}

// digest is 0 for a missing value and never for one that is there.
func digest(value []byte) uint64 {
	if value == nil {
		return 0
	}
	h := fnv.New64a()
	h.Write(value) //nolint:errcheck // it never fails
	return h.Sum64() | 1
}

// append writes s in bytes: what is kept of each change should be short.
func (s step) append(to []byte) []byte {
	to = binary.AppendUvarint(to, uint64(len(s.key)))
	to = append(to, s.key...)
	to = binary.BigEndian.AppendUint64(to, s.after)
	if s.before == nil {
		return binary.AppendUvarint(to, 0)
	}
	to = binary.AppendUvarint(to, uint64(len(s.before))+1)
	return append(to, s.before...)
}

var errSteps = errors.New("broken steps")

// cutStep reads what append wrote.
func cutStep(raw []byte) (s step, rest []byte, err error) {
	key, raw, err := cutBytes(raw)
	if err != nil || len(raw) < 8 {
		return s, nil, errSteps
	}
	s.key, s.after, raw = string(key), binary.BigEndian.Uint64(raw), raw[8:]
	n, size := binary.Uvarint(raw)
	if size <= 0 || n > uint64(len(raw)-size)+1 {
		return s, nil, errSteps
	}
	raw = raw[size:]
	if n > 0 {
		s.before, raw = raw[:n-1:n-1], raw[n-1:]
	}
	return s, raw, nil
}

func cutBytes(raw []byte) (b, rest []byte, err error) {
	n, size := binary.Uvarint(raw)
	if size <= 0 || n > uint64(len(raw)-size) {
		return nil, nil, errSteps
	}
	raw = raw[size:]
	return raw[:n:n], raw[n:], nil
}
