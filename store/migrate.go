package store

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"utblick/store/engine"
)

// A migration takes a store from one schema to the next, a part at a time, for
// a transaction is bounded and a house's records are not. It begins behind the
// key "after" (nil at first) and tells where the next part goes on; nil means
// that all is done. Each part is committed with how far it has come, so a
// crash in between leaves a store that the next start goes on with.
type migration func(w engine.Writer, after []byte) (next []byte, err error)

// migrations[v] leads from schema v+1 to v+2.
func migrations() []migration {
	return []migration{
		// Schema 2 keeps plans of reminders beside the tasks. What the scheduler
		// starts with plans them all, since it is what knows the calendar.
		func(engine.Writer, []byte) ([]byte, error) { return nil, nil },
	}
}

// migrate brings the store to schema len(all)+1.
func migrate(ctx context.Context, e engine.Engine, all []migration) error {
	for {
		done := false
		err := e.Update(ctx, func(w engine.Writer) (err error) {
			done, err = migrateOnce(w, all)
			return err
		})
		if err != nil || done {
			return err
		}
	}
}

func migrateOnce(w engine.Writer, all []migration) (done bool, err error) {
	version, err := schemaOf(w)
	if err != nil {
		return false, err
	}
	known := len(all) + 1
	switch {
	case version == 0:
		return true, w.Put([]byte(keySchema), []byte(strconv.Itoa(known)))
	case version > known:
		return false, Fail("store.newer", "found", version, "known", known)
	case version == known:
		return true, nil
	}
	after, err := w.Get([]byte(keyMoved))
	if err != nil {
		return false, fmt.Errorf("migrate schema %d: %w", version, err)
	}
	next, err := all[version-1](w, after)
	switch {
	case err != nil:
		return false, fmt.Errorf("migrate schema %d: %w", version, err)
	case next != nil:
		return false, w.Put([]byte(keyMoved), next)
	}
	return false, errors.Join(w.Delete([]byte(keyMoved)), w.Put([]byte(keySchema), []byte(strconv.Itoa(version+1))))
}

// schemaOf is the store's schema, 0 for an empty one. Error code
// "store.foreign" for keys that aren't ours.
func schemaOf(r engine.Reader) (int, error) {
	raw, err := r.Get([]byte(keySchema))
	if err != nil {
		return 0, fmt.Errorf("read schema version: %w", err)
	}
	if raw == nil {
		return 0, r.Scan(engine.Range{}, func(_, _ []byte) error { return Fail("store.foreign") })
	}
	version, err := strconv.Atoi(string(raw))
	if err != nil || version < 1 {
		return 0, Fail("store.foreign")
	}
	return version, nil
}
