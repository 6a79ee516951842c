package bolt

import (
	"errors"
	"fmt"

	"go.etcd.io/bbolt"
)

// transact runs fn in a bbolt transaction of its own and commits it.
func (e *Engine) transact(fn func(*bbolt.Tx) error) (err error) {
	var tx *bbolt.Tx
	var id int
	defer e.settle(&tx, &err)
	defer guard(&err)
	db := e.db.Load()
	err = db.Update(func(t *bbolt.Tx) error {
		tx, id = t, t.ID()
		return fn(t)
	})
	switch {
	case err == errNothing: //nolint:errorlint // our own, and never wrapped
		return nil
	case err == nil || err == errSpoiled: //nolint:errorlint // likewise
		return err
	case tx == nil && unmapped(err):
		if err := e.remap(db); err != nil {
			return err
		}
		return e.transact(fn)
	}
	return e.afterFailure(id, full(err))
}

// settle breaks the engine when a panic left bbolt in the middle: a transaction
// that still has its database also has the writers' lock.
func (e *Engine) settle(tx **bbolt.Tx, err *error) {
	if *tx == nil || (*tx).DB() != nil {
		e.breaks(err)
	}
}

// afterFailure looks whether the failed commit can be seen all the same. bbolt
// (v1.5.0, Tx.writeMeta) writes the page that makes a commit valid and then
// flushes it; if only the flush fails, memory says yes and the disk perhaps no.
// Nobody may build on that, so the engine stops until it is opened again.
func (e *Engine) afterFailure(id int, cause error) error {
	err := fmt.Errorf("commit %s: %w", e.path, cause)
	tx, beginErr := e.begin()
	if beginErr != nil {
		return errors.Join(err, beginErr)
	}
	defer tx.Rollback() //nolint:errcheck // of a read: it only lets go
	if tx.ID() == id {
		err = fmt.Errorf("%w, open it again to see: %w", ErrUnsure, cause)
		e.broken.CompareAndSwap(nil, &err)
	}
	return err
}
