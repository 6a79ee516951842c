package bolt_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"go.etcd.io/bbolt"

	"utblick/store/engine/bolt"
)

func TestCutOffAtAnyLength(t *testing.T) {
	t.Parallel()
	file := goodFile(t)
	dir := place(t, nil)
	if err := try(t, dir, nil); err != nil {
		t.Errorf("an empty file is a new store: %v", err)
	}
	page := os.Getpagesize()
	for n := 1; n < len(file); n++ {
		if at := n % page; n > 200 && at > 1 && at < page-1 && n%509 != 0 {
			continue // all short ones, all around a page's edge, and samples
		}
		if err := os.WriteFile(filepath.Join(dir, bolt.FileName), file[:n], 0o600); err != nil {
			t.Fatal(err)
		}
		if err := try(t, dir, file[:n]); err == nil {
			t.Fatalf("%d of %d bytes were taken for a store", n, len(file))
		}
	}
	if err := try(t, place(t, file), file); err != nil {
		t.Error("whole:", err)
	}
}

func TestGarbageInAnyPage(t *testing.T) {
	t.Parallel()
	file := goodFile(t)
	page := os.Getpagesize()
	refused := 0
	for at := 0; at < len(file); at += page {
		for _, fill := range []byte{0x00, 0xff, 0x01, 0x5a} {
			bad := bytes.Clone(file)
			copy(bad[at:at+page], bytes.Repeat([]byte{fill}, page))
			if try(t, place(t, bad), bad) != nil {
				refused++
			}
		}
	}
	t.Logf("%d of %d refused; the others were free pages or values", refused, 4*len(file)/page)
}

// TestCircle has a branch point at itself, at which bbolt runs out of stack.
func TestCircle(t *testing.T) {
	t.Parallel()
	file := goodFile(t)
	page := os.Getpagesize()
	caught := 0
	for at := 2 * page; at < len(file); at += page {
		if isBranch := binary.NativeEndian.Uint16(file[at+8:]) == 1; !isBranch {
			continue
		}
		bad := bytes.Clone(file)
		copy(bad[at+16+8:at+32], bad[at:at+8]) // its first child is itself
		if errors.Is(try(t, place(t, bad), bad), bolt.ErrDamaged) {
			caught++
		}
	}
	if caught == 0 {
		t.Error("no branch that is in use was found")
	}
}

func TestForeign(t *testing.T) {
	t.Parallel()
	otherVersion := goodFile(t)
	for at := range 2 {
		page := otherVersion[at*os.Getpagesize():]
		page[20] = 3
		validate(page)
	}
	for name, file := range map[string][]byte{
		"text":            []byte("Kontakter\n"),
		"one byte":        {0},
		"zeros":           make([]byte, 100_000),
		"sqlite":          append([]byte("SQLite format 3\x00"), make([]byte, 8192)...),
		"another version": otherVersion,
		"bbolt, empty":    bboltFile(t, bbolt.Options{}),
		"bbolt, other":    bboltFile(t, bbolt.Options{}, "meta", "members"),
		"bbolt, similar":  bboltFile(t, bbolt.Options{}, "kv", "seq", "more"),
		"bbolt, many":     bboltFile(t, bbolt.Options{}, names(500)...),
		"bbolt, no list":  bboltFile(t, bbolt.Options{NoFreelistSync: true}, "kv", "seq"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if err := try(t, place(t, file), file); !errors.Is(err, bolt.ErrForeign) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func names(n int) (out []string) {
	for i := range n {
		out = append(out, fmt.Sprintf("bucket%04d", i))
	}
	return out
}

func bboltFile(t *testing.T, opts bbolt.Options, buckets ...string) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "other.db")
	db, err := bbolt.Open(path, 0o600, &opts)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		for _, name := range buckets {
			if _, err := tx.CreateBucket([]byte(name)); err != nil {
				return err
			}
		}
		return nil
	})
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func TestSomethingElseInPlace(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, bolt.FileName), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := bolt.Open(dir, bolt.Options{}); !errors.Is(err, bolt.ErrForeign) {
		t.Errorf("a folder: %v", err)
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := bolt.Open(file, bolt.Options{}); !errors.Is(err, bolt.ErrForeign) {
		t.Errorf("a file for a folder: %v", err)
	}
}

func TestMissingFolderIsMade(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "a", "b")
	use(t, quick(t, dir))
	want := map[string]fs.FileMode{dir: 0o700, filepath.Join(dir, bolt.FileName): 0o600, filepath.Join(dir, "utblick.lock"): 0o600}
	for path, mode := range want {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if runtime.GOOS != "windows" && info.Mode().Perm() != mode {
			t.Errorf("%s: %s", path, info.Mode())
		}
	}
}

// TestInterruptedCreation: what an earlier process left half made is no store.
func TestInterruptedCreation(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, bolt.FileName+".new"), make([]byte, 5000), 0o600); err != nil {
		t.Fatal(err)
	}
	use(t, quick(t, dir))
	if _, err := os.Stat(filepath.Join(dir, bolt.FileName+".new")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("it is still there: %v", err)
	}
}
