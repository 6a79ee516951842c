package bolt

import (
	"errors"
	"fmt"
	"io"
	"syscall"
	"testing"

	"utblick/store/engine"
)

func TestFullIsKnownByValueAndByText(t *testing.T) {
	t.Parallel()
	for _, code := range fullCodes {
		for _, err := range []error{code, fmt.Errorf("write: %w", code), fmt.Errorf("file resize error: truncate: %s", code)} {
			if !errors.Is(full(err), engine.ErrFull) {
				t.Errorf("not known: %v", err)
			}
		}
	}
	for _, err := range []error{nil, io.EOF, syscall.EINVAL} {
		if errors.Is(full(err), engine.ErrFull) {
			t.Errorf("taken for a full disk: %v", err)
		}
	}
}
