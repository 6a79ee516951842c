package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"golang.org/x/term"

	"utblick/bot"
	"utblick/bot/console"
)

type consoleCommand struct {
	Data string `help:"Folder of the database." placeholder:"DIR"`
	User string `help:"Who types." default:"anna" placeholder:"NAME"`
	Lang string `help:"Language: sv or en." enum:"sv,en," default:"" placeholder:"sv|en"`
	At   string `help:"Start the clock at this time (2026-12-01T09:00)." placeholder:"TIME"`
	JSON bool   `help:"One JSON object a line for each message."`
	Demo bool   `help:"Open on a made-up office, in a folder of its own."`
}

// Run talks until the lines end.
func (c *consoleCommand) Run(p *process) error {
	s, err := readSettings("", p.env)
	if err != nil {
		return err
	}
	if err := c.override(s); err != nil {
		return err
	}
	p.chosen = s.Language
	clock, err := newClock(c.At, s.zone)
	if err != nil {
		return err
	}
	terminal := p.onTerminal() && !c.JSON
	needs := c.needs(p, s, clock, terminal)
	if err := needs.Check(); err != nil {
		return usageError{explained(err, "console.name", "name", c.User)}
	}
	ground, err := p.open(s, clock, "utblick console")
	if err != nil {
		return err
	}
	con := console.New(needs)
	parts := p.assemble(ground, workspace{
		platform: con, channel: s.Channel,
		posters: 1, // one after another: a script is to be the same each time
	})
	return parts.close(c.talk(p, parts, con, terminal))
}

// override lets the flags win over the settings.
func (c *consoleCommand) override(s *settings) error {
	if c.Lang != "" {
		s.Language = c.Lang
	}
	if c.Demo && c.Data == "" {
		c.Data = filepath.Join(filepath.Dir(s.Data), "utblick-demo")
	}
	if c.Data == "" {
		return nil
	}
	data, err := filepath.Abs(c.Data)
	s.Data = data
	return err
}

func (c *consoleCommand) needs(p *process, s *settings, clock *clock, terminal bool) console.Needs {
	return console.Needs{
		In: p.io.in, Out: p.io.out, Terminal: terminal, History: filepath.Join(s.Data, "console-history"),
		JSON: c.JSON, User: strings.ToLower(strings.TrimPrefix(c.User, "@")), Admins: s.Admins,
		Channel: s.Channel, Lang: s.Language, Clock: clock, Words: p.catalogue, Log: p.log(),
	}
}

func (c *consoleCommand) talk(p *process, parts *parts, con *console.Console, terminal bool) error {
	if c.Demo {
		if err := p.furnish(parts); err != nil {
			return err
		}
	}
	if terminal {
		if err := p.welcome(parts); err != nil {
			return err
		}
	}
	if err := parts.scheduler.Start(p.ctx); err != nil {
		return err
	}
	parts.clock.fires = parts.scheduler
	ctx, stop := context.WithCancel(p.ctx)
	var aside sync.WaitGroup
	aside.Go(func() { p.forget(ctx, parts) })
	aside.Go(func() { p.remind(ctx, parts.clock) })
	defer func() { stop(); aside.Wait() }()
	if err := con.Run(ctx, parts.router.Handle); err != nil {
		return err
	}
	if con.Unclear() > 0 && !terminal {
		return errUnclear
	}
	return nil
}

// remind fires what falls due while nobody types. The console itself does so
// after each line; what that will take is left to it, so that a reply comes
// before what it leads to.
func (p *process) remind(ctx context.Context, clock *clock) {
	p.each(ctx, time.Second, "reminders", func() error {
		at, ok, err := clock.fires.Next(ctx)
		if err == nil && ok && clock.Now().Sub(at) > time.Second {
			err = clock.fires.Tick(ctx)
		}
		return err
	})
}

// forget drops what was erased when its time for undo is over, also while
// nobody changes anything.
func (p *process) forget(ctx context.Context, parts *parts) {
	p.each(ctx, time.Minute, "forget erased", func() error { return parts.store.ForgetErased(ctx) })
}

// each does something again and again until ctx ends; an error is for the log.
func (p *process) each(ctx context.Context, pause time.Duration, name string, do func() error) {
	every := time.NewTicker(pause)
	defer every.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-every.C:
			if err := do(); err != nil && ctx.Err() == nil {
				p.log().Error(name, "error", err)
			}
		}
	}
}

// welcome opens the terminal with where the records are kept and, on an
// empty desk, three lines to try.
func (p *process) welcome(parts *parts) error {
	intro := p.catalogue.Text(parts.Language, "cli.welcome", "data", parts.Data)
	req := &bot.Request{Words: parts.router.Words(parts.Language)}
	reply, err := parts.desk.Help(p.ctx, req)
	if err != nil {
		return err
	}
	_, err = io.WriteString(p.io.out, intro+"\n\n"+reply.Plain()+"\n\n")
	return err
}

// onTerminal tells whether a person sits at both ends.
func (p *process) onTerminal() bool {
	in, inOK := p.io.in.(*os.File)
	out, outOK := p.io.out.(*os.File)
	return inOK && outOK && term.IsTerminal(int(in.Fd())) && term.IsTerminal(int(out.Fd()))
}
