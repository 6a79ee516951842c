package bolt

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"testing"

	"utblick/store/engine"
)

func commits(t *testing.T, e *Engine) int {
	t.Helper()
	tx, err := e.begin()
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback() //nolint:errcheck // of a read
	return tx.ID()
}

// crowd has n writers queue up behind one, lets them go at once, and returns
// how many commits that took besides the one's.
func crowd(t *testing.T, e *Engine, n int, fn func(i int, w engine.Writer) error) (took int, errs []error) {
	t.Helper()
	before := commits(t, e)
	inside, leave := make(chan struct{}), make(chan struct{})
	var all sync.WaitGroup
	all.Go(func() {
		_ = e.Update(context.Background(), func(w engine.Writer) error {
			close(inside)
			<-leave
			return w.Put([]byte("first"), nil)
		})
	})
	<-inside
	errs = make([]error, n)
	for i := range n {
		all.Go(func() {
			errs[i] = e.Update(context.Background(), func(w engine.Writer) error { return fn(i, w) })
		})
	}
	for len(e.queue) < n {
		runtime.Gosched()
	}
	close(leave)
	all.Wait()
	return commits(t, e) - before - 1, errs
}

func TestAllWhoWaitShareOneCommit(t *testing.T) {
	t.Parallel()
	e, _ := sample(t)
	took, errs := crowd(t, e, 60, func(i int, w engine.Writer) error {
		return w.Put(fmt.Appendf(nil, "crowd%d", i), nil)
	})
	if err := errors.Join(errs...); err != nil || took != 1 {
		t.Errorf("%d commits, %v", took, err)
	}
}

// TestFailuresCostFewCommits: those who fail before writing cost nothing,
// those who fail after it a commit each at most, however many.
func TestFailuresCostFewCommits(t *testing.T) {
	t.Parallel()
	e, _ := sample(t)
	own := errors.New("own")
	for _, c := range []struct {
		fails, most int
		after       bool
	}{{60, 0, false}, {59, 1, false}, {1, 1, true}, {3, 1, true}, {30, 30, true}, {60, 0, true}} {
		runs := 0 // closures of one engine never run at once
		took, errs := crowd(t, e, 60, func(i int, w engine.Writer) error {
			runs++
			fails := i*7%60 < c.fails // mixed with the others
			if fails && !c.after {
				return own
			}
			if err := w.Put(fmt.Appendf(nil, "crowd%d", i), nil); err != nil || !fails {
				return err
			}
			return own
		})
		failed := 0
		for _, err := range errs {
			if errors.Is(err, own) {
				failed++
			}
		}
		t.Logf("%+v: %d commits, %d runs", c, took, runs)
		if took > c.most || failed != c.fails || runs > 60*(roundRestarts+3) {
			t.Errorf("%+v: %d commits, %d failed, %d runs", c, took, failed, runs)
		}
	}
}

func TestReadingUpdateCommitsNothing(t *testing.T) {
	t.Parallel()
	e, _ := sample(t)
	before := commits(t, e)
	err := e.Update(context.Background(), func(w engine.Writer) error {
		_, err := w.Get([]byte("key0001"))
		return err
	})
	if now := commits(t, e); err != nil || now != before {
		t.Errorf("%d commits, %v", now-before, err)
	}
}

// TestRoundIsBounded: a crowd of large transactions is committed in parts.
func TestRoundIsBounded(t *testing.T) {
	t.Parallel()
	e, _ := sample(t)
	took, errs := crowd(t, e, 8, func(i int, w engine.Writer) error {
		for part := range 3 {
			if err := w.Put(fmt.Appendf(nil, "large%d/%d", i, part), make([]byte, engine.MaxValue)); err != nil {
				return err
			}
		}
		return nil
	})
	if err := errors.Join(errs...); err != nil || took != 2 {
		t.Errorf("%d commits, %v", took, err)
	}
}

func TestUseAfterTheEnd(t *testing.T) {
	t.Parallel()
	e, _ := sample(t)
	var kept engine.Writer
	err := e.Update(context.Background(), func(w engine.Writer) error { kept = w; return nil })
	if err != nil {
		t.Fatal(err)
	}
	_, getErr := kept.Get([]byte("a"))
	_, nextErr := kept.Next("a")
	for _, err := range []error{
		getErr, nextErr, kept.Put([]byte("a"), nil), kept.Delete([]byte("a")),
		kept.Scan(engine.Range{}, func(_, _ []byte) error { return nil }),
	} {
		if !errors.Is(err, ErrMisuse) {
			t.Errorf("got %v", err)
		}
	}
}
