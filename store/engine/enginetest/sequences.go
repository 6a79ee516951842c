package enginetest

import (
	"errors"
	"sync"
	"testing"

	"utblick/store/engine"
)

func sequences(t *testing.T, open Open) {
	t.Run("1, 2, 3, each name by itself, through restarts", func(t *testing.T) {
		s := fresh(t, open)
		last := s.next("K")
		if last == 0 {
			t.Error("it began with 0")
		}
		for range 3 {
			last = s.wantAbove("K", last)
			s.restart()
		}
		if first := s.next("M"); first > last {
			t.Errorf("M began with %d", first)
		}
	})
	t.Run("several in one transaction", func(t *testing.T) {
		s := fresh(t, open)
		s.must(s.update(func(w engine.Writer) error {
			a, err1 := w.Next("K")
			b, err2 := w.Next("K")
			if b <= a {
				t.Errorf("%d after %d", b, a)
			}
			return errors.Join(err1, err2)
		}))
	})
	t.Run("a number that was kept never comes again", func(t *testing.T) {
		s := fresh(t, open)
		s.put("K", "no sequence")
		last := s.next("K")
		undo := errors.New("undo")
		err := s.update(func(w engine.Writer) error {
			_, err := w.Next("K")
			return errors.Join(undo, err)
		})
		if !errors.Is(err, undo) {
			t.Fatal(err)
		}
		s.must(s.update(func(w engine.Writer) error { return w.Delete([]byte("K")) }))
		s.wantAbove("K", last)
	})
	t.Run("writers at once get different ones", func(t *testing.T) {
		s := fresh(t, open)
		var mu sync.Mutex
		seen := map[uint64]bool{}
		s.atOnce(20, func(int) error {
			n := s.next("K")
			mu.Lock()
			defer mu.Unlock()
			if seen[n] {
				t.Errorf("%d twice", n)
			}
			seen[n] = true
			return nil
		})
	})
	t.Run("a sequence is no key", func(t *testing.T) {
		s := fresh(t, open)
		s.next("K")
		s.wantKeys(engine.Range{})
	})
}

func (s *subject) next(name string) (n uint64) {
	s.Helper()
	s.must(s.update(func(w engine.Writer) (err error) {
		n, err = w.Next(name)
		return err
	}))
	return n
}

func (s *subject) wantAbove(name string, last uint64) uint64 {
	s.Helper()
	n := s.next(name)
	if n <= last {
		s.Errorf("%s gave %d after %d", name, n, last)
	}
	return n
}
