//go:build !windows

package main

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"utblick/bot/mattermost/setup"
)

func private(t *testing.T, file string) {
	t.Helper()
	info, err := os.Stat(file)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v: not its owner's alone", info, err)
	}
}

// TestKeptByRoot: setup run as root leaves a file that serve can read, which
// runs as whoever owns the data folder.
func TestKeptByRoot(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		t.Skip("only root can give a file away")
	}
	const serving = 61234
	s := &settings{Data: t.TempDir()}
	if err := os.Chown(s.Data, serving, serving); err != nil {
		t.Skip(err)
	}
	if err := writeKept(s, setup.Kept{Token: "a"}); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(s.Data, keptFile)
	private(t, file)
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	if owner := info.Sys().(*syscall.Stat_t); owner.Uid != serving || owner.Gid != serving {
		t.Errorf("it belongs to %d:%d", owner.Uid, owner.Gid)
	}
}
