package console_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"utblick/bot/console"
)

// TestHostileInput: each line has its answer, whatever it is made of.
func TestHostileInput(t *testing.T) {
	t.Parallel()
	mega := strings.Repeat("x", 1<<20)
	for name, c := range map[string]struct {
		in      string
		want    string
		unclear int
	}{
		"nothing":               {"", "", 0},
		"no last line end":      {"/x", `"/x"`, 0},
		"CRLF":                  {"/möte ny <<\r\nrad\r\n.\r\n", `"/möte ny\nrad"`, 0},
		"byte order mark":       {"\ufeff/x\n", `typed in allmant private=false direct=false form=true: "/x"`, 0},
		"NUL":                   {"/x \x00y\n", `"/x \x00y"`, 0},
		"invalid UTF-8":         {"/x \xff\n", `"/x \xff"`, 0},
		"a megabyte":            {"/x " + mega + "\n/y\n", mega, 0},
		"too long":              {"/x " + mega + mega + "\n/y\n", "console.too_long max=2", 1},
		"too long, then a line": {"/x " + mega + mega + "\n/y\n", `"/y"`, 1},
		"too long a block":      {"/x <<\n" + mega + "\n" + mega + "\n.\n/y\n", `"/y"`, 1},
		"a block of nothing":    {"<<\n.\n", `said in @anna private=false direct=true form=false: ""`, 0},
		"an unclear answer":     {"/oklart\n/x\n", `"/x"`, 1},
	} {
		t.Run(name, func(t *testing.T) {
			out, c2 := run(t, c.in)
			if !strings.Contains(out, c.want) || c2.Unclear() != c.unclear {
				t.Errorf("%d unclear, came:\n%.2000s", c2.Unclear(), out)
			}
			if objects, _ := run(t, c.in, asJSON); c.in != "" && !strings.HasPrefix(objects, "{") {
				t.Errorf("as JSON came %.200s", objects)
			}
		})
	}
}

// TestHarmless: a terminal obeys nothing of what people wrote.
func TestHarmless(t *testing.T) {
	t.Parallel()
	out, _ := run(t, "/dela \x1b]0;x\x07\u202Etxet\u0085\x7f\n", func(n *console.Needs) {})
	if strings.ContainsAny(out, "\x1b\x07\x7f\u0085\u202E") || !strings.Contains(out, "]0;x\uFFFD\uFFFDtxet") {
		t.Errorf("came %q", out)
	}
}

// TestOneLineAtATime: the answer is out before the next line is read.
func TestOneLineAtATime(t *testing.T) {
	t.Parallel()
	in, feed := io.Pipe()
	read, out := io.Pipe()
	c := console.New(console.Needs{In: in, Out: out, JSON: true, Clock: newClock(), Words: echoWords{}})
	done := make(chan error)
	go func() { done <- c.Run(t.Context(), office) }()
	buf := make([]byte, 4096)
	for range 3 {
		if _, err := io.WriteString(feed, "/x\n"); err != nil {
			t.Fatal(err)
		}
		if n, err := read.Read(buf); err != nil || !strings.HasSuffix(string(buf[:n]), "}\n") {
			t.Fatalf("read %q, %v", buf[:n], err)
		}
	}
	if err := feed.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// TestStops: Run ends with ctx, though nothing more comes.
func TestStops(t *testing.T) {
	t.Parallel()
	in, feed := io.Pipe()
	defer func() { _ = feed.Close() }()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	c := console.New(console.Needs{In: in, Out: io.Discard, Clock: newClock(), Words: echoWords{}})
	if err := c.Run(ctx, office); err != nil {
		t.Error(err)
	}
}

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, errors.New("disk is broken") }

func TestRunFails(t *testing.T) {
	t.Parallel()
	for name, n := range map[string]console.Needs{
		"no user name":    {User: "Anna Ek", In: strings.NewReader("")},
		"no channel name": {Channel: "a b", In: strings.NewReader("")},
		"broken input":    {In: brokenReader{}},
	} {
		n.Out, n.Clock, n.Words = io.Discard, newClock(), echoWords{}
		if err := console.New(n).Run(t.Context(), office); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// FuzzScript: no script breaks the console or keeps it from ending; each line
// that is an object is one.
func FuzzScript(f *testing.F) {
	for _, s := range []string{
		"/x\n", ":as bo guest\n/x <<\na\n.\n", "/ny\n:fill name=a text=\"b\" <<\n=\n.\n:submit\n", "/val\n:press 1\n:press avbryt\n",
		":at 2026-12-01T09:00\n:at\n:in -x\n/dela y\n:press\n", "\ufeff#\n\r\n@utblick\n:fill =\n:fill\n", "\x00\xff<<",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, script string) {
		plain, _ := run(t, script)
		if bytes.ContainsRune([]byte(plain), 0x1b) {
			t.Errorf("an escape came through: %q", plain)
		}
		objects, _ := run(t, script, asJSON)
		for line := range strings.Lines(objects) {
			if !strings.HasPrefix(line, `{"kind":"`) || !strings.HasSuffix(line, "}\n") {
				t.Errorf("no object: %q", line)
			}
		}
	})
}
