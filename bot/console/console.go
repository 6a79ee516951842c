// Package console is the bot in a terminal or a script. It stands where a chat
// server would. In: lines as people type them, with a few of its own that say
// who types, where and when. Out: Events to the handle that Run is given;
// Messages and Forms as plain text, or as JSON objects. Never: understands a
// command, reads the wall clock, or keeps anything but the prompt's history.
package console

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync/atomic"
	"time"

	"utblick/bot"
)

var _ bot.Platform = (*Console)(nil)

// Clock is the bot's clock. Advance moves it forward to a time and fires all
// that falls due on the way, in order, each at its own time: what is posted
// then arrives through Console.Post before Advance returns. It is never called
// with a time before Now.
type Clock interface {
	Now() time.Time
	Advance(ctx context.Context, to time.Time) error
}

// Words has the console's own lines, by key ("console.…"); args are name,
// value pairs.
type Words interface {
	Text(lang, key string, args ...any) string
}

// Needs are what a Console is built from. Clock and Words are required, and In
// and Out unless it is a Terminal.
type Needs struct {
	In       io.Reader
	Out      io.Writer
	Terminal bool          // ask with a prompt on the process's terminal; In is not read then
	History  string        // file that keeps the prompt's history; empty: none is kept
	JSON     bool          // objects, one a line, and nothing else; never a prompt
	User     string        // who types at first; "anna" when empty
	Admins   []string      // user names of administrators; none: User alone
	Channel  string        // the public channel at first; "allmant" when empty
	Lang     string        // the console's language and that of its people; "sv" when empty
	Clock    Clock         // decides what day and time it is
	IDs      func() string // ids of events, unique across runs; nil: random ones
	Words    Words         // the texts of the console's own lines
	Log      *slog.Logger  // what went wrong, for the operator; nil: nowhere
}

// A Console is a bot.Platform. Post, Find, Update and the Directory may be
// called from any goroutine, also while Run waits for a line.
type Console struct {
	needs  Needs
	people *people
	sent   *sent
	out    printer
	unread atomic.Int64

	// The rest is Run's own.
	source  source
	handle  bot.Handle
	who     string // person who types
	where   string // channel
	forms   map[string]*openForm
	stopped bool
}

// New builds a Console; Run starts it.
func New(n Needs) *Console {
	n = n.withDefaults()
	c := &Console{
		needs: n, people: newPeople(n), sent: newSent(n.IDs()),
		forms: map[string]*openForm{}, out: newPlain(n.Out),
	}
	if n.JSON {
		c.out = newJSON(n.Out)
	}
	return c
}

// Check returns an error that wraps ErrName when User or Channel can't be a
// name, as Run would; nothing has been opened or made by then.
func (n Needs) Check() error {
	n = n.withDefaults()
	if !isPersonName(strings.TrimPrefix(n.User, "@")) {
		return fmt.Errorf("console: user %q: %w", n.User, ErrName)
	}
	if !isChannelName(strings.TrimLeft(n.Channel, "#~")) {
		return fmt.Errorf("console: channel %q: %w", n.Channel, ErrName)
	}
	return nil
}

func (n Needs) withDefaults() Needs {
	n.User = orDefault(n.User, "anna")
	n.Channel = orDefault(n.Channel, "allmant")
	n.Lang = orDefault(n.Lang, "sv")
	n.Terminal = n.Terminal && !n.JSON
	if n.IDs == nil {
		n.IDs = rand.Text
	}
	if n.Log == nil {
		n.Log = slog.New(slog.DiscardHandler)
	}
	return n
}

func orDefault(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// Run reads lines and answers each before it reads the next, until the lines
// end, :quit, Ctrl-C or Ctrl-D at the prompt, or the end of ctx: all these
// give nil. It returns an error when User or Channel is no name, and when
// reading or writing fails. It is run once.
//
// A read that blocks can't be interrupted: after the end of ctx one goroutine
// lives on until In gives its next line or ends.
func (c *Console) Run(ctx context.Context, handle bot.Handle) error {
	if err := c.needs.Check(); err != nil {
		return err
	}
	c.who, _ = c.people.named(c.needs.User)
	c.where, _ = c.people.channel(c.needs.Channel)
	c.handle = handle
	return c.read(ctx)
}

// Unclear counts the lines so far that were not understood, by the console or
// by the bot. Each has had its reply.
func (c *Console) Unclear() int { return int(c.unread.Load()) }

// text is one of the console's own lines.
func (c *Console) text(key string, args ...any) string {
	return c.needs.Words.Text(c.needs.Lang, "console."+key, args...)
}

// tell answers the one who types with a line of the console's own.
func (c *Console) tell(key string, args ...any) {
	m := bot.Message{Blocks: []bot.Block{bot.Verbatim{Text: c.text(key, args...)}}}
	c.deliver(c.private(m, c.place()))
}

// misread answers a line that was not understood.
func (c *Console) misread(key string, args ...any) {
	c.unread.Add(1)
	c.tell(key, args...)
}
