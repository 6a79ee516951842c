package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"testing"

	"utblick/bot/bottest"
	"utblick/bot/console"
	"utblick/bot/i18n"
	"utblick/store/engine"
	"utblick/store/engine/enginetest"
)

// storiesBegin is when every story begins: a Monday morning.
const storiesBegin = "2026-11-23T09:00"

// TestStories plays the user stories over the whole bot, with the console as
// the platform.
func TestStories(t *testing.T) {
	t.Parallel()
	playStories(t, func(t *testing.T) bottest.Driver { return inConsole(t, nil) })
}

// TestStoriesWithBadLuck plays them again where every transaction runs twice
// or more before it counts: no handler may rely on it running once.
func TestStoriesWithBadLuck(t *testing.T) {
	t.Parallel()
	playStories(t, func(t *testing.T) bottest.Driver {
		return inConsole(t, func(e engine.Engine) engine.Engine { return enginetest.Flaky(e, 26) })
	})
}

// playStories plays testdata/stories/*.story, each over a bot of its own that
// open starts at storiesBegin with anna in the channel allmant. There is not a
// word of the platform in them, so that every platform plays the same.
func playStories(t *testing.T, open func(t *testing.T) bottest.Driver) {
	t.Helper()
	files, err := filepath.Glob("testdata/stories/*.story")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d stories: %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			f, err := os.Open(file)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			story, err := bottest.ReadStory(filepath.Base(file), f)
			if err != nil {
				t.Fatal(err)
			}
			story.Play(t, open(t))
		})
	}
}

// inConsole assembles the bot as utblick console does, driven by its lines.
func inConsole(t *testing.T, over func(engine.Engine) engine.Engine) bottest.Driver {
	t.Helper()
	words, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	env := map[string]string{"UTBLICK_DATA": t.TempDir()}
	p := &process{
		ctx: context.WithoutCancel(t.Context()), over: over, catalogue: words, io: stdio{nil, io.Discard, t.Output()},
		env: func(name string) (string, bool) { v, ok := env[name]; return v, ok },
	}
	s, err := readSettings("", p.env)
	if err != nil {
		t.Fatal(err)
	}
	clock, err := newClock(storiesBegin, s.zone)
	if err != nil {
		t.Fatal(err)
	}
	lines := bottest.NewLines()
	con := console.New(console.Needs{In: lines, Out: lines, JSON: true, Clock: clock, Words: words, Log: p.log()})
	lines.Unclear = con.Unclear
	ground, err := p.open(s, clock, "utblick test")
	if err != nil {
		t.Fatal(err)
	}
	parts := p.assemble(ground, workspace{platform: con, channel: s.Channel, posters: 1})
	if err := parts.scheduler.Start(p.ctx); err != nil {
		t.Fatal(err)
	}
	clock.fires = parts.scheduler
	ended := make(chan error, 1)
	go func() { ended <- con.Run(p.ctx, parts.router.Handle) }()
	t.Cleanup(func() {
		_ = lines.Close() // can't fail
		if err := parts.close(<-ended); err != nil {
			t.Error(err)
		}
	})
	return lines
}
