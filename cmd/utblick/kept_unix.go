//go:build !windows

package main

import (
	"os"
	"syscall"
)

// handOver gives a file that root makes to whoever owns its folder. setup is
// often run as root, and serve seldom is, but must read what setup keeps.
func handOver(file *os.File, folder string) error {
	if os.Geteuid() != 0 {
		return nil
	}
	info, err := os.Stat(folder)
	if err != nil {
		return err
	}
	owner, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return nil
	}
	return file.Chown(int(owner.Uid), int(owner.Gid))
}
