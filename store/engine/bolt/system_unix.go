//go:build !windows

package bolt

import (
	"errors"
	"os"
	"syscall"
)

// EFBIG is a file over its limit (ulimit -f), which to a person is a full disk.
var fullCodes = [...]syscall.Errno{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG}

// readOnly reports whether err says that this place may not be written.
func readOnly(err error) bool {
	return errors.Is(err, os.ErrPermission) || errors.Is(err, syscall.EROFS)
}

// lock takes the file for this process alone, or reports that another has it.
// The kernel lets go when the process ends, however it ends.
func lock(f *os.File) (taken bool, err error) {
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return false, nil
	}
	return err == nil, err
}

// syncDir makes a new name in dir survive power loss.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
