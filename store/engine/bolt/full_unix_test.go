//go:build !windows

package bolt

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"utblick/store/engine"
)

const fullDir = "UTBLICK_BOLT_FULL" // set for the child whose files may not grow

// TestFull has the disk end at some size of the file, for every size on the
// way, in a process of its own since the limit holds for all of one.
func TestFull(t *testing.T) {
	if dir := os.Getenv(fullDir); dir != "" {
		fillUp(t, dir)
		return
	}
	t.Parallel()
	child := exec.Command(os.Args[0], "-test.run=^TestFull$", "-test.v")
	child.Env = append(os.Environ(), fullDir+"="+t.TempDir())
	if out, err := child.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

func fillUp(t *testing.T, dir string) {
	limitFiles(t, 6<<10)
	if _, err := Open(filepath.Join(dir, "new"), Options{}); !errors.Is(err, engine.ErrFull) {
		t.Errorf("a new store on a full disk: %v", err)
	}
	if _, err := Open(dir, Options{NoSync: true}); err == nil {
		t.Fatal("it was not full")
	}
	limitFiles(t, 1<<20)
	e, err := Open(dir, Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	kept := 0
	for size := uint64(1 << 20); size <= 24<<20; size += 3<<20 + 12_345 {
		limitFiles(t, size)
		kept = fill(t, e, kept)
	}
	if err := e.Close(); err != nil {
		t.Error(err)
	}
	if e, err = Open(dir, Options{NoSync: true}); err != nil {
		t.Fatal("opened on a full disk:", err)
	}
	wantKept(t, e, kept)
	limitFiles(t, 1<<30)
	if err := large(e, kept); err != nil {
		t.Error("with space again:", err)
	}
	wantKept(t, e, kept+1)
	_ = e.Close()
}

// limitFiles lowers what a file of this process may hold, as a full disk would.
func limitFiles(t *testing.T, size uint64) {
	t.Helper()
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		t.Fatal(err)
	}
	limit.Cur = min(limit.Max, size)
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		t.Fatal(err)
	}
}

// fill writes until the disk is full and returns how much was kept.
func fill(t *testing.T, e *Engine, kept int) int {
	t.Helper()
	var err error
	for ; err == nil; kept++ {
		err = large(e, kept)
	}
	kept--
	if !errors.Is(err, engine.ErrFull) {
		t.Fatal(err)
	}
	wantKept(t, e, kept)
	return kept
}

// large writes the nth transaction: many pages, and a sequence with it.
func large(e *Engine, n int) error {
	return e.Update(context.Background(), func(w engine.Writer) error {
		if _, err := w.Next("large"); err != nil {
			return err
		}
		for part := range 20 {
			if err := w.Put(fmt.Appendf(nil, "large%04d/%02d", n, part), make([]byte, 10_000)); err != nil {
				return err
			}
		}
		return nil
	})
}

// wantKept counts the transactions, each with all its parts.
func wantKept(t *testing.T, e *Engine, n int) {
	t.Helper()
	keys := 0
	err := e.View(context.Background(), func(r engine.Reader) error {
		keys = 0
		return r.Scan(engine.Range{}, func(_, _ []byte) error { keys++; return nil })
	})
	if err != nil || keys != 20*n {
		t.Errorf("%d keys of %d, %v", keys, 20*n, err)
	}
}
