package bolt

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"utblick/store/engine"
)

// sample is a store of many pages in a folder of its own.
func sample(t *testing.T) (e *Engine, dir string) {
	t.Helper()
	dir = t.TempDir()
	e, err := Open(dir, Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.Close() })
	err = e.Update(context.Background(), func(w engine.Writer) error {
		for n := range 2000 {
			if err := w.Put(fmt.Appendf(nil, "key%04d", n), make([]byte, 100)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return e, dir
}

// in fails the test when fn takes longer than a hang deserves.
func in(t *testing.T, what string, fn func()) {
	t.Helper()
	done := make(chan struct{})
	go func() { defer close(done); fn() }()
	select {
	case <-done:
	case <-time.After(20 * time.Second):
		t.Fatal(what, "hangs")
	}
}

func readAll(e *Engine) error {
	return e.View(context.Background(), func(r engine.Reader) error {
		return r.Scan(engine.Range{}, func(_, _ []byte) error { return nil })
	})
}

func write(e *Engine, key string) error {
	return e.Update(context.Background(), func(w engine.Writer) error { return w.Put([]byte(key), []byte("1")) })
}

// TestCutOffWhileRunning takes pages away from under the map: reading them is
// SIGBUS, which ends a process that does not ask for a panic.
func TestCutOffWhileRunning(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows refuses to cut off a mapped file")
	}
	t.Parallel()
	for _, pages := range []int64{0, 1, 2, 4} {
		e, dir := sample(t)
		if err := os.Truncate(filepath.Join(dir, FileName), pages*int64(os.Getpagesize())); err != nil {
			t.Fatal(err)
		}
		in(t, "reading", func() {
			if err := readAll(e); !errors.Is(err, ErrDamaged) {
				t.Errorf("%d pages left, read: %v", pages, err)
			}
		})
		in(t, "writing", func() {
			if err := write(e, "key1000"); !errors.Is(err, ErrDamaged) {
				t.Errorf("%d pages left, written: %v", pages, err)
			}
		})
		in(t, "closing", func() { _ = e.Close() })
		in(t, "opening", func() {
			if again, err := Open(dir, Options{}); pages > 0 && !errors.Is(err, ErrDamaged) {
				t.Errorf("%d pages left, opened: %v", pages, err)
			} else if err == nil {
				_ = again.Close()
			}
		})
	}
}

// TestEveryElementIsChecked: a length or a place that is wrong would have bbolt
// read memory of something else, so no page that is in use may hold one.
func TestEveryElementIsChecked(t *testing.T) {
	t.Parallel()
	e, dir := sample(t)
	_ = e.Close()
	path := filepath.Join(dir, FileName)
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	page, refused := os.Getpagesize(), 0
	for at := 2 * page; at < len(file); at += page {
		count := int(order.Uint16(file[at+10:]))
		if kind := order.Uint16(file[at+8:]); kind != flagLeaf && kind != flagBranch || count == 0 {
			continue
		}
		bad := append([]byte(nil), file...)
		order.PutUint32(bad[at+pageHeader+(count-1)*elementSize+4:], 1<<30)
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		if again, err := Open(dir, Options{NoSync: true}); err == nil {
			err = readAll(again)
			if err != nil {
				t.Errorf("page %d: %v", at/page, err)
			}
			_ = again.Close()
		} else if refused++; !errors.Is(err, ErrDamaged) {
			t.Errorf("page %d: %v", at/page, err)
		}
	}
	if refused < 2000*100/page {
		t.Errorf("%d pages refused", refused)
	}
}

// TestUnsure: a commit that failed and is seen all the same stops everything.
func TestUnsure(t *testing.T) {
	t.Parallel()
	e, dir := sample(t)
	tx, err := e.begin()
	if err != nil {
		t.Fatal(err)
	}
	id := tx.ID()
	_ = tx.Rollback()
	own := errors.New("own")
	if err := e.afterFailure(id+1, own); !errors.Is(err, own) || errors.Is(err, ErrUnsure) {
		t.Errorf("not seen: %v", err)
	}
	if err := write(e, "a"); err != nil {
		t.Errorf("after a failure that is sure: %v", err)
	}
	if err := e.afterFailure(id+1, own); !errors.Is(err, ErrUnsure) {
		t.Errorf("seen: %v", err)
	}
	if err := write(e, "a"); !errors.Is(err, ErrUnsure) {
		t.Errorf("written afterwards: %v", err)
	}
	if err := readAll(e); !errors.Is(err, ErrUnsure) {
		t.Errorf("read afterwards: %v", err)
	}
	_ = e.Close()
	again, err := Open(dir, Options{NoSync: true})
	if err != nil {
		t.Fatal("opened again:", err)
	}
	_ = again.Close()
}

// TestMapLost: bbolt without its map is opened anew, by whoever needs it first.
func TestMapLost(t *testing.T) {
	t.Parallel()
	e, _ := sample(t)
	for range 2 {
		if err := e.db.Load().Close(); err != nil {
			t.Fatal(err)
		}
		if err := readAll(e); err != nil {
			t.Error("read:", err)
		}
		if err := e.db.Load().Close(); err != nil {
			t.Fatal(err)
		}
		if err := write(e, "a"); err != nil {
			t.Error("written:", err)
		}
	}
}
