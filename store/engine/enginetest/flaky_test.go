package enginetest_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"utblick/store/engine"
	"utblick/store/engine/bolt"
	"utblick/store/engine/enginetest"
)

func flaky(t *testing.T) (*enginetest.FlakyEngine, context.Context) {
	t.Helper()
	e, err := bolt.Open(t.TempDir(), bolt.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.Close() })
	return enginetest.Flaky(e, 7), context.Background()
}

// TestFlakyRunsAgain: the closure runs at least twice and counts once.
func TestFlakyRunsAgain(t *testing.T) {
	t.Parallel()
	f, ctx := flaky(t)
	for kept := byte(1); kept < 20; kept++ {
		runs, seen := 0, byte(0)
		err := f.Update(ctx, func(w engine.Writer) error {
			runs++
			v, err := w.Get([]byte("n"))
			if seen = 0; len(v) == 1 {
				seen = v[0]
			}
			return errors.Join(err, w.Put([]byte("n"), []byte{seen + 1}))
		})
		if err != nil || runs < 2 || seen != kept-1 {
			t.Fatalf("%d runs, saw %d for %d, %v", runs, seen, kept-1, err)
		}
	}
	runs := 0
	if err := f.View(ctx, func(engine.Reader) error { runs++; return nil }); err != nil || runs < 2 {
		t.Errorf("View: %d runs, %v", runs, err)
	}
}

func TestFlakyFailsWhenTold(t *testing.T) {
	t.Parallel()
	f, ctx := flaky(t)
	own := errors.New("own")
	put := func(w engine.Writer) error { return w.Put([]byte("a"), nil) }
	f.FailUpdates(enginetest.Once(2, own))
	for i, want := range []error{nil, own, nil} {
		if err := f.Update(ctx, put); !errors.Is(err, want) {
			t.Errorf("update %d: %v", i+1, err)
		}
	}
	f.FailUpdates(func() error { return engine.ErrFull })
	err := f.Update(ctx, func(w engine.Writer) error { return w.Put([]byte("b"), nil) })
	if !errors.Is(err, engine.ErrFull) {
		t.Error(err)
	}
	f.FailViews(enginetest.Once(1, own))
	look := func(r engine.Reader) error {
		v, err := r.Get([]byte("b"))
		if v != nil {
			t.Error("what failed was kept")
		}
		return err
	}
	if err := f.View(ctx, look); !errors.Is(err, own) {
		t.Error(err)
	}
	if err := f.View(ctx, look); err != nil {
		t.Error(err)
	}
}

func TestFlakyDelayEndsWithItsContext(t *testing.T) {
	t.Parallel()
	f, ctx := flaky(t)
	f.Delay(time.Hour)
	ctx, cancel := context.WithTimeout(ctx, 10*time.Millisecond)
	defer cancel()
	if err := f.View(ctx, func(engine.Reader) error { return nil }); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
}
