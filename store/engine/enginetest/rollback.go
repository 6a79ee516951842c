package enginetest

import (
	"errors"
	"fmt"
	"runtime"
	"testing"

	"utblick/store/engine"
)

func rollback(t *testing.T, open Open) {
	t.Run("an error keeps nothing and comes back as it is", func(t *testing.T) {
		s := fresh(t, open)
		s.put("a", "old")
		own := errors.New("own")
		err := s.update(func(w engine.Writer) error {
			if err := putAll(w, "a", "new", "b", "new"); err != nil {
				return err
			}
			return own
		})
		if err != own { //nolint:errorlint // it must be the very same
			t.Errorf("got %v", err)
		}
		if err := s.view(func(engine.Reader) error { return own }); err != own { //nolint:errorlint // likewise
			t.Errorf("from View: got %v", err)
		}
		s.want("a", "old")
		s.want("b", "<none>")
	})
	t.Run("a panic keeps nothing and reaches the caller", func(t *testing.T) {
		s := fresh(t, open)
		s.put("a", "old")
		s.wantPanic(func() {
			_ = s.update(func(w engine.Writer) error {
				s.must(putAll(w, "a", "new"))
				panic("own")
			})
		})
		s.wantPanic(func() { _ = s.view(func(engine.Reader) error { panic("own") }) })
		s.want("a", "old")
		s.put("a", "newer")
		s.want("a", "newer")
	})
	t.Run("a goroutine that ends inside keeps nothing", func(t *testing.T) {
		s := fresh(t, open)
		done := make(chan struct{})
		go func() {
			defer close(done)
			_ = s.update(func(w engine.Writer) error {
				_ = putAll(w, "a", "new")
				runtime.Goexit() // as t.FailNow does
				return nil
			})
		}()
		<-done
		s.want("a", "<none>")
		s.put("b", "1")
	})
	t.Run("those who fail do no harm to those beside them", func(t *testing.T) { rollbackBeside(t, open) })
}

func (s *subject) wantPanic(fn func()) {
	s.Helper()
	defer func() {
		s.Helper()
		if p := recover(); p != "own" {
			s.Errorf("recovered %v", p)
		}
	}()
	fn()
}

// rollbackBeside has writers at once: one in two commits, the others fail
// after writing, fail before, or panic.
func rollbackBeside(t *testing.T, open Open) {
	const writers = 40
	s := fresh(t, open)
	own := errors.New("own")
	s.atOnce(writers, func(i int) (err error) {
		defer func() {
			if p := recover(); p == nil && i%6 == 5 {
				err = fmt.Errorf("no panic in %d", i)
			}
		}()
		err = s.update(func(w engine.Writer) error { return beside(w, i, own) })
		if fails := i%2 == 1; fails != errors.Is(err, own) || !fails && err != nil {
			return fmt.Errorf("writer %d: %w", i, err)
		}
		return nil
	})
	for i := range writers {
		want := "<none>"
		if i%2 == 0 {
			want = "kept"
		}
		s.want(fmt.Sprintf("w%d", i), want)
	}
}

func beside(w engine.Writer, i int, own error) error {
	if i%6 == 1 {
		return own
	}
	if err := putAll(w, fmt.Sprintf("w%d", i), "kept"); err != nil {
		return err
	}
	switch i % 6 {
	case 3:
		return own
	case 5:
		panic("own")
	}
	return nil
}
