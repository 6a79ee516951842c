package bolt_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"utblick/store/engine"
	"utblick/store/engine/bolt"
)

const goodKeys = 250

// goodFile is a store of some pages: branches, leaves, free ones, a value of
// several pages.
func goodFile(tb testing.TB) []byte {
	tb.Helper()
	dir := tb.TempDir()
	e := quick(tb, dir)
	for round := range 3 {
		err := e.Update(context.Background(), func(w engine.Writer) error {
			for n := range goodKeys {
				if err := w.Put(fmt.Appendf(nil, "key%04d", n), bytes.Repeat([]byte{byte(round)}, 60)); err != nil {
					return err
				}
			}
			_, err := w.Next("K")
			return errors.Join(err, w.Put([]byte("key0000"), make([]byte, 10_000)))
		})
		if err != nil {
			tb.Fatal(err)
		}
	}
	if err := e.Close(); err != nil {
		tb.Fatal(err)
	}
	file, err := os.ReadFile(filepath.Join(dir, bolt.FileName))
	if err != nil {
		tb.Fatal(err)
	}
	return file[:used(file)]
}

// used is the high-water mark in bytes: the rest of the file is room to grow.
func used(file []byte) int {
	size := int(binary.NativeEndian.Uint32(file[24:]))
	a, b := binary.NativeEndian.Uint64(file[56:]), binary.NativeEndian.Uint64(file[size+56:])
	return size * int(max(a, b))
}

// place puts file in a folder of its own.
func place(tb testing.TB, file []byte) (dir string) {
	tb.Helper()
	dir = tb.TempDir()
	if err := os.WriteFile(filepath.Join(dir, bolt.FileName), file, 0o600); err != nil {
		tb.Fatal(err)
	}
	return dir
}

// try opens file. A refusal must be one of the typed errors and leave every
// byte as it was; whatever is let in must bear being read and written.
func try(tb testing.TB, dir string, file []byte) error {
	tb.Helper()
	e, err := bolt.Open(dir, bolt.Options{NoSync: true})
	if err == nil {
		use(tb, e)
		return nil
	}
	if !errors.Is(err, bolt.ErrDamaged) && !errors.Is(err, bolt.ErrForeign) {
		tb.Errorf("an error of no kind: %v", err)
	}
	if after, readErr := os.ReadFile(filepath.Join(dir, bolt.FileName)); readErr != nil || !bytes.Equal(after, file) {
		tb.Errorf("refused with %v, and changed (%v)", err, readErr)
	}
	return err
}

// use reads all there is, then overwrites, deletes and adds.
func use(tb testing.TB, e *bolt.Engine) {
	tb.Helper()
	var keys [][]byte
	err := e.View(context.Background(), func(r engine.Reader) error {
		for _, reverse := range []bool{true, false} {
			keys = nil
			err := r.Scan(engine.Range{Reverse: reverse}, func(key, _ []byte) error {
				keys = append(keys, key)
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	for i := 0; i < len(keys) && err == nil; i += 1 + len(keys)/8 {
		err = e.Update(context.Background(), func(w engine.Writer) error {
			_, err := w.Next("K")
			return errors.Join(err, w.Put(keys[i], make([]byte, i)), w.Delete(keys[len(keys)-1-i]))
		})
	}
	if err != nil && !errors.Is(err, bolt.ErrDamaged) && !errors.Is(err, bolt.ErrMisuse) && !errors.Is(err, engine.ErrTooLarge) {
		tb.Errorf("an error of no kind: %v", err)
	}
	if err := e.Close(); err != nil {
		tb.Error(err)
	}
}
