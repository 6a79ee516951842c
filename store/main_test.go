package store

import (
	"flag"
	"os"
	"testing"
)

func TestMain(m *testing.M) {
	if dir, ok := os.LookupEnv(childDir); ok {
		child(dir)
		return
	}
	// Rapid's tries are few; -rapid.checks=1000 looks longer.
	if err := flag.Set("rapid.checks", "25"); err != nil {
		panic(err)
	}
	m.Run()
	if office.dir != "" {
		_ = os.RemoveAll(office.dir)
	}
}
