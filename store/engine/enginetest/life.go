package enginetest

import (
	"context"
	"errors"
	"testing"
	"time"

	"utblick/store/engine"
)

func contexts(t *testing.T, open Open) {
	t.Run("done before: nothing runs", func(t *testing.T) {
		s := fresh(t, open)
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		ran := false
		err := s.Update(ctx, func(engine.Writer) error { ran = true; return nil })
		if !errors.Is(err, context.Canceled) || ran {
			t.Errorf("Update: %v, ran %v", err, ran)
		}
		err = s.View(ctx, func(engine.Reader) error { ran = true; return nil })
		if !errors.Is(err, context.Canceled) || ran {
			t.Errorf("View: %v, ran %v", err, ran)
		}
	})
	t.Run("done while it waits for its turn", func(t *testing.T) {
		s := fresh(t, open)
		inside, leave, left := s.occupy()
		<-inside
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
		defer cancel()
		err := s.Update(ctx, func(w engine.Writer) error { return putAll(w, "late", "1") })
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
		close(leave)
		s.must(<-left)
		s.want("late", "<none>")
		s.want("occupied", "yes")
	})
}

// occupy starts an Update that is inside its closure until leave is closed.
func (s *subject) occupy() (inside, leave chan struct{}, left chan error) {
	inside, leave, left = make(chan struct{}, 9), make(chan struct{}), make(chan error, 1)
	e := s.Engine
	go func() {
		left <- e.Update(context.Background(), func(w engine.Writer) error {
			inside <- struct{}{}
			<-leave
			return putAll(w, "occupied", "yes")
		})
	}()
	return inside, leave, left
}

func closing(t *testing.T, open Open) {
	t.Run("afterwards there is ErrClosed", func(t *testing.T) {
		s := fresh(t, open)
		s.must(s.Close())
		s.must(s.Close())
		if err := s.view(func(engine.Reader) error { return nil }); !errors.Is(err, engine.ErrClosed) {
			t.Errorf("View: %v", err)
		}
		if err := s.update(func(engine.Writer) error { return nil }); !errors.Is(err, engine.ErrClosed) {
			t.Errorf("Update: %v", err)
		}
	})
	t.Run("it waits for those inside", func(t *testing.T) {
		s := fresh(t, open)
		inside, leave, left := s.occupy()
		<-inside
		closed := make(chan error, 1)
		go func() { closed <- s.Close() }()
		select {
		case err := <-closed:
			t.Errorf("closed over a running Update: %v", err)
		case <-time.After(20 * time.Millisecond):
		}
		close(leave)
		updated := <-left
		s.must(<-closed)
		s.start()
		// An engine that runs closures again may be refused the next run.
		if updated == nil {
			s.want("occupied", "yes")
		} else if s.want("occupied", "<none>"); !errors.Is(updated, engine.ErrClosed) {
			t.Error(updated)
		}
	})
	t.Run("among many writers each is kept or told", func(t *testing.T) {
		s := fresh(t, open)
		kept := make([]bool, 30)
		var e = s.Engine
		s.atOnce(len(kept)+1, func(i int) error {
			if i == len(kept) {
				return e.Close()
			}
			err := s.update(func(w engine.Writer) error { return putAll(w, string(rune('A'+i)), "1") })
			if kept[i] = err == nil; !kept[i] && !errors.Is(err, engine.ErrClosed) {
				return err
			}
			return nil
		})
		s.start()
		for i, was := range kept {
			if is := s.value(string(rune('A'+i))) == "1"; is != was {
				t.Errorf("writer %d: told %v, is %v", i, was, is)
			}
		}
	})
}
