package bolt

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestFullDisk is TestFull on a real one of 8 MB, which only root can make.
func TestFullDisk(t *testing.T) {
	if os.Getenv("UTBLICK_E2E") == "" || os.Getuid() != 0 {
		t.Skip("it mounts a disk: needs UTBLICK_E2E and root")
	}
	t.Parallel()
	disk := t.TempDir()
	if err := syscall.Mount("none", disk, "tmpfs", 0, "size=8m"); err != nil {
		t.Skip("no disk to be had:", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(disk, syscall.MNT_DETACH) })
	ballast := filepath.Join(disk, "ballast")
	if err := os.WriteFile(ballast, make([]byte, 4<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	e, err := Open(filepath.Join(disk, "data"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	kept := fill(t, e, 0)
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	if more := fill(t, e, kept); more == kept {
		t.Error("nothing could be written with space again")
	}
}
