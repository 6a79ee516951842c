package bolt

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/user"
	"path/filepath"
	"time"
)

const (
	lockName  = "utblick.lock"
	lockTries = 7 // with lockPause between: 0.3 s, for the one before us to stop
	lockPause = 50 * time.Millisecond
)

// claim takes the folder for this process and writes down who has it. The
// claim is the system's lock on the open file, never the file's existence or
// words, so what a dead process left behind claims nothing. A file of its own
// is locked, not the data, because the data must be ours before it is checked,
// and bbolt locks and maps it in one step.
func claim(dir string, opts Options) (*os.File, error) {
	path := filepath.Join(dir, lockName)
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open lock: %w", err)
	}
	taken, err := tryLock(f)
	if err == nil && taken {
		sign(f, opts)
		return f, nil
	}
	defer f.Close()
	if err != nil {
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
	return nil, &LockedError{Path: dir, Holder: readHolder(f)}
}

func tryLock(f *os.File) (taken bool, err error) {
	for try := 0; ; try++ {
		taken, err = lock(f)
		if taken || err != nil || try == lockTries-1 {
			return taken, err
		}
		time.Sleep(lockPause)
	}
}

// sign writes who we are. It may fail (a full disk): the claim holds anyway,
// and the next process hears of an unknown holder.
func sign(f *os.File, opts Options) {
	text, err := json.Marshal(us(opts))
	if err == nil {
		err = f.Truncate(0)
	}
	if err == nil {
		_, _ = f.WriteAt(append(text, '\n'), 0)
	}
}

func us(opts Options) Holder {
	h := Holder{Program: opts.Program, PID: os.Getpid(), Since: opts.Since}
	h.Host, _ = os.Hostname()
	if u, err := user.Current(); err == nil {
		h.User = u.Username
	}
	return h
}

func readHolder(f *os.File) (h Holder) {
	text, err := io.ReadAll(io.NewSectionReader(f, 0, 4096))
	if err != nil || json.Unmarshal(text, &h) != nil {
		return Holder{}
	}
	return h
}

// release wipes our name and gives the folder up. The file stays: removing it
// could pull it away from under the next holder.
func release(f *os.File) error {
	err := f.Truncate(0)
	return errors.Join(err, f.Close())
}
