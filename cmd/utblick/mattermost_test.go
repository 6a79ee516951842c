package main

import (
	"context"
	"crypto/rand"
	"io"
	"testing"
	"time"

	"utblick/bot/bottest"
	"utblick/bot/i18n"
	"utblick/bot/mattermost"
	"utblick/bot/mattermost/mmtest"
)

// TestStoriesOnMattermost plays the user stories over the whole bot on a real
// Mattermost server, as people's own clients would.
func TestStoriesOnMattermost(t *testing.T) {
	t.Parallel()
	mmtest.Server(t)
	playStories(t, func(t *testing.T) bottest.Driver { return onMattermost(t) })
}

// onMattermost assembles the bot as utblick serve does, in an office of its own
// on the server.
func onMattermost(t *testing.T) bottest.Driver {
	t.Helper()
	words, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	office := mmtest.NewOffice(t)
	env := map[string]string{"UTBLICK_DATA": t.TempDir()}
	p := &process{
		ctx: context.WithoutCancel(t.Context()), catalogue: words, io: stdio{nil, io.Discard, t.Output()},
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
	secret := make([]byte, 32)
	_, _ = rand.Read(secret) // never fails
	late := &lateMarks{}
	platform := mattermost.New(mattermost.Needs{
		URL: office.URL, Team: office.Team, Token: office.Token, Commands: office.Commands, Secret: secret,
		PublicURL: office.PublicURL, Lang: s.Language, Words: words, Now: time.Now, Seen: late, Client: office.Client(), Log: p.log(),
	})
	if err := platform.Connect(t.Context()); err != nil {
		t.Fatal(err)
	}
	watched := office.Watch(platform)
	parts, err := p.assemble(assembly{
		settings: s, clock: clock, platform: watched, program: "utblick test", channel: office.Channel("allmant"), posters: 1,
	})
	if err != nil {
		t.Fatal(err)
	}
	late.set(parts.store)
	if err := parts.scheduler.Start(p.ctx); err != nil {
		t.Fatal(err)
	}
	clock.fires = parts.scheduler
	office.Serve(platform.Handler())
	ctx, stop := context.WithCancel(p.ctx)
	ended := make(chan error, 1)
	go func() { ended <- watched.Run(ctx, parts.router.Handle) }()
	t.Cleanup(func() {
		stop()
		if err := parts.close(<-ended); err != nil {
			t.Error(err)
		}
	})
	return office.Driver(clock)
}
