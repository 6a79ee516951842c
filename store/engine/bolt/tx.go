package bolt

import (
	"context"
	"encoding/binary"
	"fmt"

	"go.etcd.io/bbolt"

	"utblick/store/engine"
)

// A reader is what a View's closure gets, and half of what an Update's gets.
type reader struct {
	ctx    context.Context
	kv     *bbolt.Bucket
	copies *copies
	scans  int   // running Scans: none may be written under
	over   bool  // the closure has returned
	failed error // damage, or a refused write: the transaction cannot be committed
}

func (r *reader) Get(key []byte) (value []byte, err error) {
	if err := r.usable("get"); err != nil {
		return nil, err
	}
	defer r.fail(&err)
	defer guard(&err)
	if v := r.kv.Get(key); v != nil {
		// On its own, not from a chunk: one value kept would hold a whole one.
		return append(make([]byte, 0, len(v)), v...), nil
	}
	return nil, nil
}

func (r *reader) Scan(rg engine.Range, visit func(key, value []byte) error) error {
	if err := r.usable("scan"); err != nil {
		return err
	}
	r.scans++
	defer func() { r.scans-- }()
	c := newCursor(r, rg)
	for n := 0; ; n++ {
		if n%1024 == 1023 && r.ctx.Err() != nil {
			return r.ctx.Err()
		}
		key, value, err := c.step()
		if err != nil || key == nil {
			r.fail(&err)
			return err
		}
		if err := visit(key, value); err == engine.ErrStop { //nolint:errorlint // a wrapped one belongs to the visitor
			return nil
		} else if err != nil {
			return err
		}
	}
}

func (r *reader) usable(doing string) error {
	if r.over {
		return fmt.Errorf("%w: %s after the transaction's end", ErrMisuse, doing)
	}
	return nil
}

// fail remembers the first error that forbids committing, also when the
// closure overlooks it.
func (r *reader) fail(err *error) {
	if r.failed == nil {
		r.failed = *err
	}
}

// A writer counts what it writes, for the bounds and to know whether anything
// must be rolled back.
type writer struct {
	reader
	seq    *bbolt.Bucket
	writes int
	bytes  int
}

func (w *writer) Put(key, value []byte) (err error) {
	defer w.fail(&err)
	if err := w.admit("put", key, len(value)); err != nil {
		return err
	}
	defer guard(&err)
	// bbolt keeps the slice until the commit; the caller may use it again.
	return w.kv.Put(key, w.copies.of(value))
}

func (w *writer) Delete(key []byte) (err error) {
	defer w.fail(&err)
	if err := w.admit("delete", key, 0); err != nil {
		return err
	}
	defer guard(&err)
	return w.kv.Delete(key)
}

func (w *writer) Next(name string) (n uint64, err error) {
	defer w.fail(&err)
	key := []byte(name)
	if err := w.admit("next", key, 8); err != nil {
		return 0, err
	}
	defer guard(&err)
	if last := w.seq.Get(key); last != nil {
		n = binary.BigEndian.Uint64(last)
	}
	n++
	return n, w.seq.Put(key, binary.BigEndian.AppendUint64(nil, n))
}

// admit refuses what the contract forbids and counts the rest.
func (w *writer) admit(doing string, key []byte, size int) error {
	if err := w.usable(doing); err != nil {
		return err
	}
	if w.scans > 0 {
		return fmt.Errorf("%w: %s inside a scan", ErrMisuse, doing)
	}
	if len(key) == 0 {
		return fmt.Errorf("%w: %s with an empty key", ErrMisuse, doing)
	}
	w.writes++
	w.bytes += len(key) + size
	switch {
	case len(key) > engine.MaxKey:
		return tooLarge(doing, "key", len(key), engine.MaxKey)
	case size > engine.MaxValue:
		return tooLarge(doing, "value", size, engine.MaxValue)
	case w.writes > engine.MaxTxWrites:
		return tooLarge(doing, "writes", w.writes, engine.MaxTxWrites)
	case w.bytes > engine.MaxTxBytes:
		return tooLarge(doing, "bytes", w.bytes, engine.MaxTxBytes)
	}
	return nil
}

func tooLarge(doing, what string, is, most int) error {
	return fmt.Errorf("%w: %s: %s %d of at most %d", engine.ErrTooLarge, doing, what, is, most)
}
