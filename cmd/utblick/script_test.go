package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite what the scripts in testdata expect")

// TestMain makes the test binary the utblick of the scripts: it stands first
// on PATH, and is started anew by each exec. utblick-waits is one at whose
// terminal nobody types.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"utblick": main, "utblick-waits": waits})
}

func waits() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	in, _ := io.Pipe()
	code := run(ctx, os.Args[1:], os.LookupEnv, stdio{in, os.Stdout, os.Stderr})
	stop()
	os.Exit(code)
}

// TestScript plays testdata/*.txtar, each in a folder of its own and with an
// environment of its own: nothing of the tester's gets in. What a script
// compares with want.txt is written anew by -update; read the difference as
// its reader will before you commit it.
func TestScript(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		Setup:               atHome,
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"bytes": writeBytes, "long": writeLong, "cutoff": cutOff, "steady": steady, "until": until, "code": exitCode,
		},
	})
}

// atHome makes the script's own folder its home.
func atHome(env *testscript.Env) error {
	env.Setenv("HOME", env.WorkDir)
	env.Setenv("USERPROFILE", env.WorkDir)
	return nil
}

// writeBytes: "bytes FILE TEXT" writes TEXT with what a script can't hold: \0
// for NUL, \n for a line end, \xe5 for that byte.
func writeBytes(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: bytes FILE TEXT")
	}
	text, err := strconv.Unquote(`"` + strings.NewReplacer(`"`, `\"`, `\0`, `\x00`).Replace(args[1]) + `"`)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o600))
}

// writeLong: "long FILE TEXT BYTES AFTER" writes TEXT, that many letters on
// the same line, and AFTER on the next.
func writeLong(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 4 {
		ts.Fatalf("usage: long FILE TEXT BYTES AFTER")
	}
	n, err := strconv.Atoi(args[2])
	ts.Check(err)
	text := args[1] + strings.Repeat("a", n) + "\n" + args[3] + "\n"
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o600))
}

// cutOff: "cutoff FILE BYTES" leaves the beginning of a file.
func cutOff(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: cutoff FILE BYTES")
	}
	n, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	ts.Check(os.Truncate(ts.MkAbs(args[0]), n))
}

var unsteady = []struct {
	re   *regexp.Regexp
	with string
}{
	{regexp.MustCompile(`"ref":"[A-Z2-7]+\.`), `"ref":"REF.`},
	{regexp.MustCompile(`("at":"[^"]*T\d\d:\d\d):\d\d(\.\d+)?`), `${1}:00`},
	{regexp.MustCompile(`"ms":\d+`), `"ms":1`},
	{regexp.MustCompile(`("confidence":0)\.\d+`), `$1.5`},
	{regexp.MustCompile(`"pid \d+"|process \d+, .* på .*, sedan [-0-9: ]+`), `process 1, anna på datorn, sedan nyss`},
}

// steady: "steady stdout" prints what the last command did with what differs
// from run to run made the same: references, seconds, times taken.
func steady(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: steady FILE")
	}
	text := ts.ReadFile(args[0])
	for _, u := range unsteady {
		text = u.re.ReplaceAllString(text, u.with)
	}
	text = strings.ReplaceAll(text, ts.Getenv("WORK"), "WORK")
	_, err := fmt.Fprint(ts.Stdout(), text)
	ts.Check(err)
}

// until: "until FILE" waits for a file that a command in the background makes.
func until(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: until FILE")
	}
	for range 500 {
		info, err := os.Stat(ts.MkAbs(args[0]))
		if err == nil && info.Size() > 0 {
			return
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			ts.Check(err)
		}
		time.Sleep(20 * time.Millisecond)
	}
	ts.Fatalf("%s never came", args[0])
}

// exitCode: "code N PROGRAM ARGS…" runs a program that must end with N.
func exitCode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: code N PROGRAM [ARG]…")
	}
	got := 0
	err := ts.Exec(args[1], args[2:]...)
	var ended *exec.ExitError
	if errors.As(err, &ended) {
		got = ended.ExitCode()
	} else {
		ts.Check(err)
	}
	if want := args[0]; want != strconv.Itoa(got) {
		ts.Fatalf("exit code %d, want %s", got, want)
	}
}
