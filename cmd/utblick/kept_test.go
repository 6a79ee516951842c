package main

import (
	"os"
	"path/filepath"
	"testing"

	"utblick/bot/mattermost/setup"
)

// TestKeptFile: what is kept comes back whole, and only its owner may read it,
// also when it is written anew over one that anybody could.
func TestKeptFile(t *testing.T) {
	t.Parallel()
	s := &settings{Data: filepath.Join(t.TempDir(), "new")}
	kept := setup.Kept{Token: "a", Secret: []byte("b"), Commands: map[string]string{"mote": "c"}, Admin: "anna"}
	for range 2 {
		if err := writeKept(s, kept); err != nil {
			t.Fatal(err)
		}
		if again, err := readKept(s); err != nil || !sameKept(kept, again) {
			t.Errorf("kept %+v, read %+v, error %v", kept, again, err)
		}
		private(t, filepath.Join(s.Data, keptFile))
		_ = os.Chmod(filepath.Join(s.Data, keptFile), 0o644) // as a careless copy may be
	}
	left, err := os.ReadDir(s.Data)
	if err != nil || len(left) != 1 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
