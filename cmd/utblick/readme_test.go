package main

import (
	"errors"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// shown is a block of README that shows what a script in testdata does.
var shown = regexp.MustCompile("(?s)<!-- transcript: ([a-z-]+) -->\\s*```[a-z]*\n(.*?)\n```")

// TestReadme holds README to the truth: what it shows of a transcript stands
// in that transcript, line after line; a lone "…" leaves lines out.
func TestReadme(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("../../README.md")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("there is no README.md yet")
	}
	if err != nil {
		t.Fatal(err)
	}
	blocks := shown.FindAllStringSubmatch(string(readme), -1)
	if len(blocks) == 0 {
		t.Fatal("README.md shows no transcript: put <!-- transcript: day-one --> before its block")
	}
	for _, block := range blocks {
		name, lines := block[1], strings.Split(block[2], "\n")
		if line := astray(lines, wanted(t, name)); line != "" {
			t.Errorf("README.md, transcript %s: this line doesn't stand there in testdata: %q", name, line)
		}
	}
}

// wanted is what a script expects on standard output, by lines.
func wanted(t *testing.T, name string) []string {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/" + name + ".txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range archive.Files {
		if f.Name == "want.txt" {
			return strings.Split(string(f.Data), "\n")
		}
	}
	t.Fatalf("%s has no want.txt", name)
	return nil
}

// astray is the first line that doesn't follow the one before it in all, or
// nothing. The first line, and one after "…", may stand anywhere further down.
func astray(lines, all []string) string {
	anywhere := true
	for _, line := range lines {
		if line == "…" {
			anywhere = true
			continue
		}
		i := slices.Index(all, line)
		if i < 0 || i > 0 && !anywhere {
			return line
		}
		all, anywhere = all[i+1:], false
	}
	return ""
}
