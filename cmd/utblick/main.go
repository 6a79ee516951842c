// Command utblick is the bot: in a terminal, or as single questions on the
// command line. In: arguments, environment, standard input. Out: what the
// parts that it ties together say, and an exit code. Only here are flags and
// the environment read, the wall clock started and the process ended.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"utblick/bot/i18n"
	"utblick/store/engine"
)

// version is set when a release is built: -ldflags "-X main.version=1.2.3".
var version = "dev"

// Exit codes, fixed by the design.
const (
	done   = 0
	failed = 1
	misuse = 2
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.LookupEnv, stdio{os.Stdin, os.Stdout, os.Stderr})
	stop()
	os.Exit(code)
}

type stdio struct {
	in       io.Reader
	out, err io.Writer
}

// lookup is os.LookupEnv, or a test's own.
type lookup func(name string) (string, bool)

type commands struct {
	Console consoleCommand `cmd:"" help:"Talk to the bot in this terminal, or pipe a script into it."`
	Ask     askCommand     `cmd:"" help:"Ask the guideline one question, or a file of questions."`
	Support supportCommand `cmd:"" help:"Find support programmes for an idea, or for a file of ideas."`
	Serve   serveCommand   `cmd:"" help:"Run the bot on the chat server that the configuration names."`
	Setup   setupCommand   `cmd:"" help:"Prepare a chat server for the bot."`
	Doctor  doctorCommand  `cmd:"" help:"Check that everything is in place; each fault comes with its remedy."`
	Version versionCommand `cmd:"" help:"Print the version."`
}

// process is what a subcommand runs in.
type process struct {
	ctx       context.Context
	env       lookup
	io        stdio
	catalogue *i18n.Catalogue
	level     slog.Level                        // what of the log is told
	chosen    string                            // language of the command line's own messages, once it is known
	over      func(engine.Engine) engine.Engine // a test's faults over the engine; nil for none
}

// run does what main is asked to, and gives the exit code.
func run(ctx context.Context, args []string, env lookup, io stdio) int {
	catalogue, err := i18n.Load()
	if err != nil {
		fmt.Fprintln(io.err, "utblick:", err)
		return failed
	}
	var cli commands
	exited := -1
	parser, err := kong.New(&cli, kong.Name("utblick"),
		kong.Description("A municipality's international desk in its team chat."),
		kong.Writers(io.out, io.err), kong.UsageOnError(), kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.Exit(func(code int) { exited = code }))
	if err != nil {
		fmt.Fprintln(io.err, "utblick:", err)
		return failed
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parser.Parse(args)
	if exited >= 0 {
		return exited // --help was asked for and given
	}
	if err != nil {
		fmt.Fprintf(io.err, "utblick: %v\nutblick --help\n", err)
		return misuse
	}
	p := &process{ctx: ctx, env: env, io: io, catalogue: catalogue, level: slog.LevelWarn}
	if err := parsed.Run(p); err != nil {
		return p.fail(err)
	}
	return done
}

// errUnclear ends a script in which a line was not understood: it has had its
// reply, so there is nothing more to say.
var errUnclear = errors.New("a line was not understood")

// usageError is a wrong use that the parser could not see.
type usageError struct{ error }

func (u usageError) Unwrap() error { return u.error }

func (p *process) fail(err error) int {
	if errors.Is(err, errUnclear) {
		return failed
	}
	fmt.Fprintln(p.io.err, "utblick: "+strings.TrimSpace(p.explain(err)))
	var usage usageError
	if errors.As(err, &usage) {
		return misuse
	}
	return failed
}

type versionCommand struct{}

func (versionCommand) Run(p *process) error {
	_, err := fmt.Fprintln(p.io.out, "utblick", version)
	return err
}
