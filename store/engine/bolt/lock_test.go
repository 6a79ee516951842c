package bolt_test

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"utblick/store/engine/bolt"
)

const holdDir = "UTBLICK_BOLT_HOLD" // set for the child that holds a folder

// TestHeldByAnother has a real second process hold the folder.
func TestHeldByAnother(t *testing.T) {
	if dir := os.Getenv(holdDir); dir != "" {
		hold(t, dir)
		return
	}
	t.Parallel()
	dir := t.TempDir()
	child := exec.Command(os.Args[0], "-test.run=^TestHeldByAnother$")
	child.Env = append(os.Environ(), holdDir+"="+dir)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	defer child.Process.Kill() //nolint:errcheck // it may be dead already
	if line, err := bufio.NewReader(out).ReadString('\n'); line != "held\n" {
		t.Fatal(line, err)
	}
	h := wantLocked(t, dir)
	if h.Program != "utblick serve" || h.PID != child.Process.Pid || h.Host == "" || !h.Since.Equal(since()) {
		t.Errorf("holder: %s", h)
	}
	// Killed, it leaves its name behind but no claim.
	_ = child.Process.Kill()
	_ = child.Wait()
	if text, _ := os.ReadFile(filepath.Join(dir, "utblick.lock")); !strings.Contains(string(text), "utblick serve") {
		t.Errorf("no name was left: %q", text)
	}
	e, err := bolt.Open(dir, bolt.Options{Program: "utblick console"})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	if h := wantLocked(t, dir); h.Program != "utblick console" || h.PID != os.Getpid() {
		t.Errorf("holder afterwards: %s", h)
	}
}

func since() time.Time { return time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC) }

func hold(t *testing.T, dir string) {
	if _, err := bolt.Open(dir, bolt.Options{Program: "utblick serve", Since: since()}); err != nil {
		t.Fatal(err)
	}
	fmt.Println("held")
	time.Sleep(time.Minute)
}

func wantLocked(t *testing.T, dir string) bolt.Holder {
	t.Helper()
	began := time.Now()
	e, err := bolt.Open(dir, bolt.Options{})
	if err == nil {
		_ = e.Close()
	}
	var locked *bolt.LockedError
	if !errors.As(err, &locked) {
		t.Fatalf("got %v", err)
	}
	if took := time.Since(began); took > 2*time.Second {
		t.Errorf("it waited %s", took)
	}
	return locked.Holder
}

func TestCloseGivesUp(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for range 3 {
		if err := quick(t, dir).Close(); err != nil {
			t.Fatal(err)
		}
	}
	if text, err := os.ReadFile(filepath.Join(dir, "utblick.lock")); err != nil || len(text) > 0 {
		t.Errorf("a name was left: %q, %v", text, err)
	}
}

// TestHeldByNobodyKnown: the lock file says nothing sensible, or the holder is
// a program that knows only bbolt's own lock.
func TestHeldByNobodyKnown(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	e := quick(t, dir)
	for _, text := range []string{"", `{"pid":"x"}`, strings.Repeat("[", 10_000)} {
		if err := os.WriteFile(filepath.Join(dir, "utblick.lock"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if h := wantLocked(t, dir); h != (bolt.Holder{}) {
			t.Errorf("%.20q: %s", text, h)
		}
	}
	_ = e.Close()
	db, err := bbolt.Open(filepath.Join(dir, bolt.FileName), 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if h := wantLocked(t, dir); h.String() != "an unknown process" {
		t.Errorf("got %s", h)
	}
}
