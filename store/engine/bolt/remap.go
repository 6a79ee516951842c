package bolt

import (
	"errors"
	"fmt"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

// begin starts a read.
func (e *Engine) begin() (tx *bbolt.Tx, err error) {
	defer e.breaks(&err)
	defer guard(&err)
	db := e.db.Load()
	if tx, err = db.Begin(false); err == nil || !unmapped(err) {
		return tx, err
	}
	if err := e.remap(db); err != nil {
		return nil, err
	}
	return e.db.Load().Begin(false)
}

// unmapped reports that bbolt has lost its map. To enlarge it, it gives up the
// old one first; if the new one cannot be had (on Windows, where the file must
// grow with it, from a full disk) every later call fails.
func unmapped(err error) bool {
	return errors.Is(err, berrors.ErrInvalidMapping) || errors.Is(err, berrors.ErrDatabaseNotOpen)
}

// remap opens the file anew, so that at least it can be read. Nobody can be
// inside the old one: without a map nothing begins.
func (e *Engine) remap(old *bbolt.DB) error {
	e.mapping.Lock()
	defer e.mapping.Unlock()
	if e.db.Load() != old {
		return nil // another was faster
	}
	if err := old.Close(); err != nil {
		return fmt.Errorf("let go of %s: %w", e.path, err)
	}
	db, err := openBolt(e.path, 0, e.noSync)
	if err != nil {
		return fmt.Errorf("map %s again: %w", e.path, full(err))
	}
	e.db.Store(db)
	return nil
}

// breaks closes the engine to everyone after damage that leaves bbolt in an
// unknown state, its locks perhaps held.
func (e *Engine) breaks(err *error) {
	if errors.Is(*err, ErrDamaged) {
		e.stuck.Store(true)
		e.broken.CompareAndSwap(nil, err)
	}
}
