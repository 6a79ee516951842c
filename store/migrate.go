package store

import (
	"context"
	"fmt"
	"strconv"

	"utblick/store/engine"
)

// migrations[v] takes a store of schema v+1 to v+2; each runs in its own
// transaction together with the new version number, so a crash between two
// leaves a store that the next start goes on with.
var migrations = []func(engine.Writer) error{}

func (s *Store) migrate(ctx context.Context) error {
	for {
		done := false
		err := s.engine.Update(ctx, func(w engine.Writer) error {
			var err error
			done, err = migrateOnce(w)
			return err
		})
		if err != nil || done {
			return err
		}
	}
}

func migrateOnce(w engine.Writer) (done bool, err error) {
	raw, err := w.Get([]byte(keySchema))
	if err != nil {
		return false, fmt.Errorf("read schema version: %w", err)
	}
	if raw == nil {
		return true, w.Put([]byte(keySchema), []byte(strconv.Itoa(Schema)))
	}
	version, err := strconv.Atoi(string(raw))
	if err != nil || version < 1 {
		return false, Fail("store.foreign")
	}
	if version > Schema {
		return false, Fail("store.newer", "found", version, "known", Schema)
	}
	if version == Schema {
		return true, nil
	}
	if err := migrations[version-1](w); err != nil {
		return false, fmt.Errorf("migrate schema %d: %w", version, err)
	}
	return false, w.Put([]byte(keySchema), []byte(strconv.Itoa(version+1)))
}
