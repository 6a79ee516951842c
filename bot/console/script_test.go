package console_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the transcripts in testdata")

// TestTranscripts plays each testdata/*.txtar: what goes in, and what comes out
// as plain text and as JSON.
func TestTranscripts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no transcripts", err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) { transcript(t, name) })
	}
}

func transcript(t *testing.T, name string) {
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, _ := strings.Cut(string(text), "-- in.txt --\n")
	script, wanted, _ := strings.Cut(rest, "-- plain.txt --\n")
	plain, _ := run(t, script)
	objects, _ := run(t, script, asJSON)
	got := plain + "-- objects.json --\n" + objects
	if *update {
		text := head + "-- in.txt --\n" + script + "-- plain.txt --\n" + got
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(wanted, got); diff != "" {
		t.Errorf("(-want +got, -update rewrites):\n%s", diff)
	}
}
