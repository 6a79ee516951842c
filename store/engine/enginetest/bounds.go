package enginetest

import (
	"bytes"
	"errors"
	"fmt"
	"testing"

	"utblick/store/engine"
)

func bounds(t *testing.T, open Open) {
	long := func(n int) []byte { return bytes.Repeat([]byte("x"), n) }
	t.Run("up to the bounds all is kept", func(t *testing.T) {
		s := fresh(t, open)
		s.must(s.update(func(w engine.Writer) error {
			return w.Put(long(engine.MaxKey), long(engine.MaxValue))
		}))
		s.must(s.update(func(w engine.Writer) error { return fillTx(w, engine.MaxTxBytes) }))
		s.want(string(long(engine.MaxKey)), string(long(engine.MaxValue)))
		s.want("fill0\x00\x00\x00", string(make([]byte, engine.MaxTxBytes/8-8)))
	})
	over := map[string]func(engine.Writer) error{
		"key":          func(w engine.Writer) error { return w.Put(long(engine.MaxKey+1), nil) },
		"deleted key":  func(w engine.Writer) error { return w.Delete(long(engine.MaxKey + 1)) },
		"name":         func(w engine.Writer) error { _, err := w.Next(string(long(engine.MaxKey + 1))); return err },
		"value":        func(w engine.Writer) error { return w.Put([]byte("v"), long(engine.MaxValue+1)) },
		"bytes":        func(w engine.Writer) error { return fillTx(w, engine.MaxTxBytes+8) },
		"writes":       func(w engine.Writer) error { return deleteMany(w, engine.MaxTxWrites+1) },
		"value, and a": func(w engine.Writer) error { _ = w.Put([]byte("v"), long(engine.MaxValue+1)); return nil },
	}
	for what, write := range over {
		t.Run("over the bound of "+what, func(t *testing.T) {
			s := fresh(t, open)
			err := s.update(func(w engine.Writer) error {
				if err := putAll(w, "a", "1"); err != nil {
					return err
				}
				return write(w) // "and a": also when the closure overlooks it
			})
			if !errors.Is(err, engine.ErrTooLarge) {
				t.Errorf("got %v", err)
			}
			s.want("a", "<none>")
		})
	}
	t.Run("the bound of writes itself", func(t *testing.T) {
		s := fresh(t, open)
		s.must(s.update(func(w engine.Writer) error { return deleteMany(w, engine.MaxTxWrites) }))
	})
	t.Run("an empty key is refused", func(t *testing.T) {
		s := fresh(t, open)
		for _, key := range [][]byte{nil, {}} {
			if s.update(func(w engine.Writer) error { return w.Put(key, []byte("v")) }) == nil {
				t.Error("Put took it")
			}
			if s.update(func(w engine.Writer) error { return w.Delete(key) }) == nil {
				t.Error("Delete took it")
			}
		}
		s.want("", "<none>")
	})
}

// fillTx writes total bytes in eight keys, eight bytes of each being the key.
func fillTx(w engine.Writer, total int) error {
	for i := range 8 {
		if err := w.Put(fmt.Appendf(nil, "fill%d\x00\x00\x00", i), make([]byte, total/8-8)); err != nil {
			return err
		}
	}
	return nil
}

func deleteMany(w engine.Writer, n int) error {
	for range n {
		if err := w.Delete([]byte("k")); err != nil {
			return err
		}
	}
	return nil
}
