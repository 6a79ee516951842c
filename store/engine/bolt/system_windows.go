package bolt

import (
	"errors"
	"os"
	"syscall"

	"golang.org/x/sys/windows"
)

var fullCodes = [...]syscall.Errno{windows.ERROR_DISK_FULL, windows.ERROR_HANDLE_DISK_FULL, windows.ERROR_DISK_QUOTA_EXCEEDED}

// readOnly reports whether err says that this place may not be written.
func readOnly(err error) bool {
	return errors.Is(err, os.ErrPermission) || errors.Is(err, windows.ERROR_WRITE_PROTECT)
}

// lock takes the file for this process alone, or reports that another has it.
// The system lets go when the process ends, however it ends. Locked bytes can
// be neither read nor written by others, so the one locked lies far beyond the
// text that names the holder.
func lock(f *os.File) (taken bool, err error) {
	const flags = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	err = windows.LockFileEx(windows.Handle(f.Fd()), flags, 0, 1, 0, &windows.Overlapped{OffsetHigh: 1 << 20})
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return false, nil
	}
	return err == nil, err
}

// syncDir does nothing: NTFS journals names, and a folder cannot be flushed here.
func syncDir(string) error { return nil }
