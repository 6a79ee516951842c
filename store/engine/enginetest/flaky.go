package enginetest

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"time"

	"utblick/store/engine"
)

// FlakyEngine is an engine with bad luck that its contract allows. Every
// closure runs at least twice, on its own transaction each time; only the last
// run's writes are kept. It can also be told to fail and to be slow.
type FlakyEngine struct {
	engine.Engine

	mu     sync.Mutex
	random *rand.Rand
	views  func() error
	writes func() error
	slow   time.Duration
}

var _ engine.Engine = (*FlakyEngine)(nil)

// Flaky wraps e. The seed decides how often above two a closure runs and how
// long a delay lasts: print it when a test fails.
func Flaky(e engine.Engine, seed uint64) *FlakyEngine {
	return &FlakyEngine{Engine: e, random: rand.New(rand.NewPCG(seed, seed))}
}

// FailUpdates makes each Update ask fail first, and end with its error if it
// has one, its closure run but nothing kept. Nil ends that.
func (f *FlakyEngine) FailUpdates(fail func() error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.writes = fail
}

// FailViews does the same to each View.
func (f *FlakyEngine) FailViews(fail func() error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.views = fail
}

// Delay makes each transaction wait first, at most that long.
func (f *FlakyEngine) Delay(most time.Duration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.slow = most
}

// Once gives a fail function that fails the nth call, counted from 1.
func Once(n int, err error) func() error {
	var mu sync.Mutex
	return func() error {
		mu.Lock()
		defer mu.Unlock()
		if n--; n == 0 {
			return err
		}
		return nil
	}
}

var errDiscard = errors.New("enginetest: discarded")

// View runs fn on two snapshots or more; the last one's answer counts.
func (f *FlakyEngine) View(ctx context.Context, fn func(engine.Reader) error) error {
	more, err := f.luck(ctx, &f.views)
	for range more {
		if err := f.Engine.View(ctx, fn); unusable(err) {
			return err
		}
	}
	if err != nil {
		return err
	}
	return f.Engine.View(ctx, fn)
}

// Update runs fn and rolls it back, then runs it for good.
func (f *FlakyEngine) Update(ctx context.Context, fn func(engine.Writer) error) error {
	more, err := f.luck(ctx, &f.writes)
	for range more {
		if err := f.Engine.Update(ctx, discard(fn)); unusable(err) {
			return err
		}
	}
	if err != nil {
		return err
	}
	return f.Engine.Update(ctx, fn)
}

func discard(fn func(engine.Writer) error) func(engine.Writer) error {
	return func(w engine.Writer) error {
		_ = fn(w) // the next run's error is the one that counts
		return errDiscard
	}
}

// unusable are the errors after which another run makes no sense.
func unusable(err error) bool {
	return errors.Is(err, engine.ErrClosed) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

// luck tells how many runs are wasted, and what the transaction then fails of.
func (f *FlakyEngine) luck(ctx context.Context, fails *func() error) (wasted int, err error) {
	f.mu.Lock()
	wasted = 1 + f.random.IntN(4)/3
	var pause time.Duration
	if f.slow > 0 {
		pause = time.Duration(f.random.Int64N(int64(f.slow)))
	}
	fail := *fails
	f.mu.Unlock()
	wait(ctx, pause)
	if fail != nil {
		err = fail()
	}
	return wasted, err
}

func wait(ctx context.Context, pause time.Duration) {
	if pause <= 0 {
		return
	}
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
