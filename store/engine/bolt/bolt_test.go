package bolt_test

import (
	"context"
	"testing"

	"utblick/store/engine"
	"utblick/store/engine/bolt"
)

func TestOpenWriteReadReopen(t *testing.T) {
	t.Parallel()
	dir, ctx := t.TempDir(), context.Background()
	for range 3 {
		e, err := bolt.Open(dir, bolt.Options{Program: "test"})
		if err != nil {
			t.Fatal(err)
		}
		err = e.Update(ctx, func(w engine.Writer) error {
			if _, err := w.Next("n"); err != nil {
				return err
			}
			return w.Put([]byte("a"), []byte("1"))
		})
		if err != nil {
			t.Fatal(err)
		}
		err = e.View(ctx, func(r engine.Reader) error {
			v, err := r.Get([]byte("a"))
			if string(v) != "1" {
				t.Errorf("got %q", v)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := e.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
