package enginetest

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"utblick/store/engine"
)

func order(t *testing.T, open Open) {
	t.Run("ranges", func(t *testing.T) { orderRanges(t, open) })
	t.Run("keys are ordered by byte, not by letter", func(t *testing.T) {
		s := fresh(t, open)
		s.put("å", "", "a", "", "Z", "", "z", "", "\x00", "", "\xff", "", "a\x00", "", "ab", "")
		s.wantKeys(engine.Range{}, "\x00", "Z", "a", "a\x00", "ab", "z", "å", "\xff")
	})
	t.Run("ErrStop ends a scan, another error is passed on", func(t *testing.T) {
		s := fresh(t, open)
		s.put("a", "", "b", "", "c", "")
		s.wantStop(engine.ErrStop, nil)
		own := errors.New("own")
		s.wantStop(own, own)
		wrapped := fmt.Errorf("wrapped: %w", own)
		s.wantStop(wrapped, wrapped)
	})
	t.Run("a scan may read and scan", func(t *testing.T) {
		s := fresh(t, open)
		s.put("a", "1", "b", "2")
		s.must(s.view(func(r engine.Reader) error {
			return r.Scan(engine.Range{}, func(key, value []byte) error {
				s.wantIn(r, string(key), string(value))
				inner, err := keys(r, engine.Range{Reverse: true})
				s.same(inner, "b", "a")
				return err
			})
		}))
	})
	t.Run("a scan may not write", func(t *testing.T) {
		s := fresh(t, open)
		s.put("a", "1")
		err := s.update(func(w engine.Writer) error {
			return w.Scan(engine.Range{}, func(key, _ []byte) error { return w.Delete(key) })
		})
		if err == nil {
			t.Error("a Delete inside a Scan was let through")
		}
		s.want("a", "1")
	})
	t.Run("a scan sees what the transaction wrote", func(t *testing.T) { orderOwnWrites(t, open) })
}

func orderRanges(t *testing.T, open Open) {
	s := fresh(t, open)
	s.put("a", "", "b", "", "b/1", "", "b/2", "", "b0", "", "c", "", "\xff", "", "\xff\xff", "")
	all := []string{"a", "b", "b/1", "b/2", "b0", "c", "\xff", "\xff\xff"}
	span := func(from, to string) engine.Range { return engine.Range{From: []byte(from), To: []byte(to)} }
	s.wantKeys(engine.Range{}, all...)
	s.wantKeys(engine.Range{From: []byte("b")}, all[1:]...)
	s.wantKeys(engine.Range{To: []byte("b")}, "a")
	s.wantKeys(span("aa", "b/2"), "b", "b/1")
	s.wantKeys(span("b", "b"))
	s.wantKeys(span("c", "b"))
	s.wantKeys(span("x", "y"))
	s.wantKeys(span("a\x00", "b\x00"), "b")
	s.wantKeys(engine.Prefix([]byte("b/")), "b/1", "b/2")
	s.wantKeys(engine.Prefix([]byte("b")), "b", "b/1", "b/2", "b0")
	s.wantKeys(engine.Prefix([]byte("\xff")), "\xff", "\xff\xff")
	s.wantKeys(engine.Prefix(nil), all...)
	s.wantKeys(engine.Prefix([]byte("nothing")))
}

// orderOwnWrites empties whole stretches of many keys within one transaction
// and scans over the gap from both sides.
func orderOwnWrites(t *testing.T, open Open) {
	s := fresh(t, open)
	name := func(i int) string { return fmt.Sprintf("k%04d", i) }
	s.must(s.update(func(w engine.Writer) error {
		for i := range 1000 {
			if err := w.Put([]byte(name(i)), make([]byte, 100)); err != nil {
				return err
			}
		}
		return nil
	}))
	for _, gap := range [][2]int{{200, 700}, {0, 500}, {500, 1000}, {1, 999}, {0, 1000}} {
		undo := errors.New("undo")
		err := s.update(func(w engine.Writer) error {
			var left []string
			for i := range 1000 {
				if i < gap[0] || i >= gap[1] {
					left = append(left, name(i))
				} else if err := w.Delete([]byte(name(i))); err != nil {
					return err
				}
			}
			s.wantKeysIn(w, engine.Range{}, left...)
			return undo
		})
		if !errors.Is(err, undo) {
			t.Fatal(err)
		}
	}
}

func (s *subject) wantStop(visit, scan error) {
	s.Helper()
	visits := 0
	err := s.view(func(r engine.Reader) error {
		visits = 0
		return r.Scan(engine.Range{}, func(_, _ []byte) error {
			visits++
			return visit
		})
	})
	if err != scan || visits != 1 { //nolint:errorlint // it must be the very same
		s.Errorf("visit returned %v: %d visits, scan returned %v, want %v", visit, visits, err, scan)
	}
}

func (s *subject) wantKeys(rg engine.Range, want ...string) {
	s.Helper()
	s.must(s.view(func(r engine.Reader) error {
		s.wantKeysIn(r, rg, want...)
		return nil
	}))
}

// wantKeysIn scans forward and back.
func (s *subject) wantKeysIn(r engine.Reader, rg engine.Range, want ...string) {
	s.Helper()
	got, err := keys(r, rg)
	s.must(err)
	s.same(got, want...)
	rg.Reverse = true
	got, err = keys(r, rg)
	s.must(err)
	s.same(got, reversed(want)...)
}

func (s *subject) same(got []string, want ...string) {
	s.Helper()
	if len(got)+len(want) == 0 {
		return
	}
	if diff := cmp.Diff(want, got); diff != "" {
		s.Errorf("keys (-want +got):\n%s", diff)
	}
}

func reversed(in []string) (out []string) {
	for i := len(in) - 1; i >= 0; i-- {
		out = append(out, in[i])
	}
	return out
}
