package bolt

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
)

// TestReadOnly looks at the files as nobody in particular would: root may write
// everywhere, so the test's thread gives that up, and ends with its goroutine.
func TestReadOnly(t *testing.T) {
	t.Parallel()
	e, dir := sample(t)
	_ = e.Close()
	path := filepath.Join(dir, FileName)
	if err := os.Chmod(filepath.Dir(dir), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(dir, 0o700) })
	for what, modes := range map[string][3]os.FileMode{
		"a folder and its files": {0o555, 0o444, 0o444},
		"the file":               {0o777, 0o444, 0o666},
		"the lock":               {0o777, 0o666, 0o444},
		"what may not be read":   {0o777, 0o000, 0o666},
	} {
		chmod(t, dir, modes[0])
		chmod(t, path, modes[1])
		chmod(t, filepath.Join(dir, lockName), modes[2])
		asNobody(t, func() {
			if _, err := Open(dir, Options{}); !errors.Is(err, ErrReadOnly) {
				t.Errorf("%s: %v", what, err)
			}
		})
	}
	chmod(t, dir, 0o555)
	asNobody(t, func() {
		if _, err := Open(filepath.Join(dir, "below"), Options{}); !errors.Is(err, ErrReadOnly) {
			t.Errorf("a new folder: %v", err)
		}
	})
}

func chmod(t *testing.T, path string, mode os.FileMode) {
	t.Helper()
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}

func asNobody(t *testing.T, fn func()) {
	t.Helper()
	done := make(chan struct{})
	go func() {
		defer close(done)
		if os.Getuid() == 0 {
			runtime.LockOSThread() // never unlocked: the thread is thrown away
			if _, _, errno := syscall.RawSyscall(syscall.SYS_SETFSUID, 65534, 0, 0); errno != 0 {
				t.Error(errno)
				return
			}
		}
		fn()
	}()
	<-done
}
