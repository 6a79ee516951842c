package bolt

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
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

// TestDamagedLeafOfLargeFile: what the short check does not look at shows when
// it is met, to those alone who meet it.
func TestDamagedLeafOfLargeFile(t *testing.T) {
	t.Parallel()
	e, dir := sample(t)
	_ = e.Close()
	path := filepath.Join(dir, FileName)
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	at := strings.Index(string(file), "key1000") / os.Getpagesize() * os.Getpagesize()
	for element := range 3 {
		binary.NativeEndian.PutUint32(file[at+pageHeader+element*elementSize+4:], 1<<30)
	}
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir, Options{}); !errors.Is(err, ErrDamaged) {
		t.Errorf("the full check: %v", err)
	}
	e, err = Open(dir, Options{NoSync: true, deep: 1})
	if err != nil {
		t.Fatal("the short check:", err)
	}
	if err := readAll(e); !errors.Is(err, ErrDamaged) {
		t.Errorf("read: %v", err)
	}
	if err := write(e, "key1000"); !errors.Is(err, ErrDamaged) {
		t.Errorf("written: %v", err)
	}
	if err := write(e, "key0001"); err != nil {
		t.Errorf("written beside it: %v", err)
	}
	in(t, "closing", func() { _ = e.Close() })
}

// TestShortCheckAgreesOnShape: a circle is found however large the file.
func TestShortCheckAgreesOnShape(t *testing.T) {
	t.Parallel()
	e, dir := sample(t)
	_ = e.Close()
	path := filepath.Join(dir, FileName)
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	page, caught := os.Getpagesize(), 0
	for at := 2 * page; at < len(file); at += page {
		if order.Uint16(file[at+8:]) != flagBranch {
			continue
		}
		bad := append([]byte(nil), file...)
		copy(bad[at+pageHeader+8:], bad[at:at+8])
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(dir, Options{deep: 1}); errors.Is(err, ErrDamaged) {
			caught++
		}
	}
	if caught == 0 {
		t.Error("no branch in use was found")
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
