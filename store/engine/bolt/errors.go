package bolt

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"utblick/store/engine"
)

var (
	// ErrDamaged is wrapped when the file is ours but cannot be trusted: cut
	// off, overwritten, or a page of it unreadable. The file is left as it is.
	ErrDamaged = errors.New("bolt: damaged file")
	// ErrForeign is wrapped when something else than our file has its place:
	// another program's file, a folder, another format's version.
	ErrForeign = errors.New("bolt: not our file")
	// ErrReadOnly is wrapped when the folder or the file may not be written.
	ErrReadOnly = errors.New("bolt: read-only")
	// ErrUnsure is wrapped when the disk failed in the one moment that leaves
	// open whether a commit was kept. The engine answers nothing more.
	ErrUnsure = errors.New("bolt: uncertain whether it was kept")
	// ErrMisuse is wrapped when a transaction is used in a way that its
	// contract forbids: an empty key, a write inside a Scan, a use after its end.
	ErrMisuse = errors.New("bolt: misuse")
)

// LockedError is returned when another process holds the folder.
type LockedError struct {
	Path   string
	Holder Holder // zero when it left no readable word
}

func (e *LockedError) Error() string {
	return fmt.Sprintf("bolt: %s is held by %s", e.Path, e.Holder)
}

// Holder tells which process holds a folder.
type Holder struct {
	Program string    `json:"program,omitempty"`
	PID     int       `json:"pid,omitempty"`
	User    string    `json:"user,omitempty"`
	Host    string    `json:"host,omitempty"`
	Since   time.Time `json:"since,omitzero"`
}

// String is for logs; people get the fields in their own language.
func (h Holder) String() string {
	if h == (Holder{}) {
		return "an unknown process"
	}
	return fmt.Sprintf("%s (pid %d, %s@%s, since %s)", h.Program, h.PID, h.User, h.Host, h.Since.Format(time.RFC3339))
}

// guard turns a panic inside bbolt into ErrDamaged. Only bbolt's own code may
// run under it: it panics on what a sound file cannot hold, and so does a read
// of a page that is gone (see faults).
func guard(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("%w: %v", ErrDamaged, p)
	}
}

// full wraps err in engine.ErrFull when it means that there is no space left.
func full(err error) error {
	if err == nil {
		return nil
	}
	for _, code := range fullCodes {
		// bbolt formats some causes with %s (DB.grow, DB.mmap in v1.5.0), so
		// the value is gone and only the text of the same errno is left.
		if errors.Is(err, code) || strings.HasSuffix(err.Error(), code.Error()) {
			return fmt.Errorf("%w: %w", engine.ErrFull, err)
		}
	}
	return err
}
