package enginetest

import (
	"context"
	"encoding/binary"
	"fmt"
	"sync"
	"testing"

	"utblick/store/engine"
)

func isolation(t *testing.T, open Open) {
	t.Run("a View sees one moment", func(t *testing.T) {
		s := fresh(t, open)
		s.put("a", "0")
		s.must(s.view(func(r engine.Reader) error {
			before, err := get(r, "a")
			if err != nil {
				return err
			}
			s.elsewhere(func() error {
				return s.update(func(w engine.Writer) error { return putAll(w, "a", before+"1", "b", "new") })
			})
			s.wantIn(r, "a", before)
			got, err := keys(r, engine.Range{})
			if before == "0" {
				s.same(got, "a")
			}
			return err
		}))
		s.want("b", "new")
	})
	t.Run("nobody sees what is not committed", func(t *testing.T) {
		s := fresh(t, open)
		s.put("a", "old")
		s.must(s.update(func(w engine.Writer) error {
			if err := putAll(w, "a", "new", "b", "new"); err != nil {
				return err
			}
			s.elsewhere(func() error {
				return s.view(func(r engine.Reader) error {
					s.wantIn(r, "a", "old")
					s.wantIn(r, "b", "<none>")
					return nil
				})
			})
			return nil
		}))
		s.want("a", "new")
	})
	t.Run("no update is lost", func(t *testing.T) { isolationCounter(t, open) })
	t.Run("no write skew", func(t *testing.T) { isolationSkew(t, open) })
	t.Run("no phantoms", func(t *testing.T) { isolationPhantoms(t, open) })
}

// elsewhere runs fn on another goroutine and waits for it.
func (s *subject) elsewhere(fn func() error) {
	s.Helper()
	done := make(chan error, 1)
	go func() { done <- fn() }()
	if err := <-done; err != nil {
		s.Error(err)
	}
}

// atOnce runs fn n times, all at once.
func (s *subject) atOnce(n int, fn func(i int) error) {
	s.Helper()
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			if err := fn(i); err != nil {
				s.Error(err)
			}
		})
	}
	all.Wait()
}

func isolationCounter(t *testing.T, open Open) {
	const writers, times = 16, 10
	s := fresh(t, open)
	s.atOnce(writers, func(int) error {
		for range times {
			if err := s.update(increment); err != nil {
				return err
			}
		}
		return nil
	})
	if n := number(s.value("counter")); n != writers*times {
		t.Errorf("counted %d of %d", n, writers*times)
	}
}

func increment(w engine.Writer) error {
	v, err := w.Get([]byte("counter"))
	if err != nil {
		return err
	}
	return w.Put([]byte("counter"), binary.BigEndian.AppendUint64(nil, number(string(v))+1))
}

func number(v string) uint64 {
	if len(v) != 8 {
		return 0
	}
	return binary.BigEndian.Uint64([]byte(v))
}

// isolationSkew is the two doctors: either may leave while the other is there.
func isolationSkew(t *testing.T, open Open) {
	s := fresh(t, open)
	for round := range 10 {
		s.put("on/0", "yes", "on/1", "yes")
		s.atOnce(2, func(i int) error {
			return s.update(func(w engine.Writer) error {
				there, err := keys(w, engine.Prefix([]byte("on/")))
				if err != nil || len(there) < 2 {
					return err
				}
				return w.Delete(fmt.Appendf(nil, "on/%d", i))
			})
		})
		left := 0
		s.must(s.view(func(r engine.Reader) error {
			there, err := keys(r, engine.Prefix([]byte("on/")))
			left = len(there)
			return err
		}))
		if left != 1 {
			t.Fatalf("round %d: %d left", round, left)
		}
	}
}

// isolationPhantoms: each counts the keys and adds one named by the count, so
// two that saw the same keys would write the same one.
func isolationPhantoms(t *testing.T, open Open) {
	const writers = 20
	s := fresh(t, open)
	s.atOnce(writers, func(int) error {
		return s.Update(context.Background(), func(w engine.Writer) error {
			there, err := keys(w, engine.Prefix([]byte("p/")))
			if err != nil {
				return err
			}
			return w.Put(fmt.Appendf(nil, "p/%03d", len(there)), nil)
		})
	})
	s.must(s.view(func(r engine.Reader) error {
		there, err := keys(r, engine.Prefix([]byte("p/")))
		if len(there) != writers {
			t.Errorf("%d of %d keys", len(there), writers)
		}
		return err
	}))
}
