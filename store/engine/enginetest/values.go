package enginetest

import (
	"testing"

	"utblick/store/engine"
)

func values(t *testing.T, open Open) {
	t.Run("put, overwrite, delete, and after a restart", func(t *testing.T) {
		s := fresh(t, open)
		s.put("a", "1", "b", "2")
		s.put("a", "3")
		s.must(s.update(func(w engine.Writer) error { return w.Delete([]byte("b")) }))
		s.restart()
		s.want("a", "3")
		s.want("b", "<none>")
	})
	t.Run("an empty value is there, a missing key is nil", func(t *testing.T) {
		s := fresh(t, open)
		s.must(s.update(func(w engine.Writer) error {
			if err := w.Put([]byte("nil"), nil); err != nil {
				return err
			}
			s.wantEmpty(w, "nil")
			return w.Put([]byte("empty"), []byte{})
		}))
		s.must(s.view(func(r engine.Reader) error {
			s.wantEmpty(r, "nil")
			s.wantEmpty(r, "empty")
			return nil
		}))
		s.want("other", "<none>")
	})
	t.Run("any byte may stand in a key", func(t *testing.T) {
		s := fresh(t, open)
		s.put("\x00", "zero", "\x00\x00", "zeros", "\xff\xfe", "high", "å", "ring")
		s.want("\x00", "zero")
		s.want("\x00\x00", "zeros")
		s.want("\xff\xfe", "high")
		s.want("å", "ring")
	})
	t.Run("a transaction reads what it wrote", func(t *testing.T) {
		s := fresh(t, open)
		s.put("a", "old", "b", "old")
		s.must(s.update(func(w engine.Writer) error {
			if err := putAll(w, "a", "new", "c", "new"); err != nil {
				return err
			}
			if err := w.Delete([]byte("b")); err != nil {
				return err
			}
			s.wantIn(w, "a", "new")
			s.wantIn(w, "b", "<none>")
			s.wantIn(w, "c", "new")
			return nil
		}))
	})
	t.Run("deleting what is not there does nothing", func(t *testing.T) {
		s := fresh(t, open)
		s.must(s.update(func(w engine.Writer) error { return w.Delete([]byte("a")) }))
	})
}

func (s *subject) wantIn(r engine.Reader, key, value string) {
	s.Helper()
	if got, err := get(r, key); err != nil || got != value {
		s.Errorf("%s in the transaction: got %.40q, %v, want %.40q", key, got, err, value)
	}
}

func (s *subject) wantEmpty(r engine.Reader, key string) {
	s.Helper()
	if v, err := r.Get([]byte(key)); err != nil || v == nil || len(v) != 0 {
		s.Errorf("%s: got %#v, %v, want an empty value that is not nil", key, v, err)
	}
}
