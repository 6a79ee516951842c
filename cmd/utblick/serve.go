package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"sync"
	"time"

	"utblick/bot/mattermost"
	"utblick/bot/mattermost/setup"
)

type serveCommand struct {
	Config string `help:"Configuration file; without it ./utblick.toml if there is one." placeholder:"FILE"`
	At     string `help:"Start the clock at this time (2026-12-01T09:00), for rehearsals." placeholder:"TIME"`
}

// Run serves until the process is told to end.
func (c *serveCommand) Run(p *process) error {
	s, err := readSettings(c.Config, p.env)
	if err != nil {
		return err
	}
	p.chosen = s.Language
	p.level = slog.LevelInfo
	if err := s.need("platform"); err != nil {
		return err
	}
	if s.Platform != "mattermost" {
		return usageError{explained(nil, "cli.serve_platform", "platform", s.Platform)}
	}
	if err := s.need("mattermost.url", "mattermost.team", "public_url"); err != nil {
		return err
	}
	clock, err := newClock(c.At, s.zone)
	if err != nil {
		return err
	}
	return p.serve(s, clock)
}

// serve runs the bot on a Mattermost server. It starts from the inside out and
// stops the other way: no new events, the running ones end, the outbox comes to
// rest, the store is closed. Probes are answered all the while.
func (p *process) serve(s *settings, clock *clock) error {
	kept, err := readKept(s)
	if err != nil {
		return err
	}
	if len(s.Admins) == 0 && kept.Admin != "" {
		s.Admins = []string{kept.Admin}
	}
	if kept.Token == "" || len(kept.Secret) == 0 || len(kept.Commands) == 0 {
		return explained(nil, "cli.serve_setup")
	}
	ground, err := p.open(s, clock, "utblick serve")
	if err != nil {
		return err
	}
	return ground.close(p.serveOn(ground, kept))
}

func (p *process) serveOn(g *ground, kept setup.Kept) error {
	listener, err := net.Listen("tcp", g.Listen)
	if err != nil {
		return explained(err, "cli.serve_listen", "listen", g.Listen)
	}
	platform := mattermost.New(mattermost.Needs{
		URL: g.Mattermost.URL, Team: g.Mattermost.Team, Token: kept.Token, Commands: kept.Commands, Secret: kept.Secret,
		PublicURL: g.PublicURL, Admins: g.Admins, Lang: g.Language, Words: p.catalogue, Now: time.Now, Seen: g.store, Log: p.log(),
	})
	d := newDoors(g, platform)
	return p.behind(d, listener, func(ctx context.Context) error {
		channel, err := p.arrive(ctx, g, platform)
		switch {
		case ctx.Err() != nil:
			return nil // told to end while it waited
		case err != nil:
			return explained(err, "cli.serve_connect", "url", g.Mattermost.URL)
		}
		parts := p.assemble(g, workspace{
			platform: platform, channel: channel, installed: installed(p.catalogue, g.Language, kept), count: d.count.event,
		})
		p.log().Info("serving", "listen", g.Listen, "url", g.Mattermost.URL, "team", g.Mattermost.Team, "version", version)
		return p.runAll(ctx, parts, platform)
	})
}

// connectEvery is how often a server that is away is tried at the start.
const connectEvery = 5 * time.Second

// arrive waits for a server that is away, and gives up on one that refuses. It
// gives the team's channel by its id; none if there is no such channel.
func (p *process) arrive(ctx context.Context, g *ground, platform *mattermost.Platform) (channel string, err error) {
	for {
		if err = platform.Connect(ctx); err == nil {
			channel, err = platform.ChannelID(ctx, g.Channel)
		}
		switch {
		case errors.Is(err, mattermost.ErrChannel):
			p.log().Warn("the team's channel isn't there: no overview, no escalation to it", "channel", g.Channel, "error", err)
			g.Channel = ""
			return "", nil
		case err == nil, errors.Is(err, mattermost.ErrToken), errors.Is(err, mattermost.ErrTeam), errors.Is(err, mattermost.ErrSettings):
			return channel, err
		}
		p.log().Warn("the server is away; trying again", "error", err)
		select {
		case <-time.After(connectEvery):
		case <-ctx.Done():
			return "", ctx.Err()
		}
	}
}

// runAll runs the bot until ctx ends.
func (p *process) runAll(ctx context.Context, parts *parts, platform *mattermost.Platform) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var talk, remind error
	var all sync.WaitGroup
	run := func(failed *error, what func() error) {
		all.Go(func() {
			*failed = what()
			stop() // one that ends takes the others along
		})
	}
	run(&talk, func() error { return platform.Run(ctx, parts.router.Handle) })
	run(&remind, func() error { return parts.scheduler.Run(ctx) })
	all.Go(func() { p.forget(ctx, parts) })
	<-ctx.Done()
	p.log().Info("stopping")
	all.Wait()
	return errors.Join(talk, remind)
}
