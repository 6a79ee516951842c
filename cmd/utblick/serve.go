package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
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
// rest, the store is closed.
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
	defer listener.Close() // a second time, if it came to serving
	platform := mattermost.New(mattermost.Needs{
		URL: g.Mattermost.URL, Team: g.Mattermost.Team, Token: kept.Token, Commands: kept.Commands, Secret: kept.Secret,
		PublicURL: g.PublicURL, Admins: g.Admins, Lang: g.Language, Words: p.catalogue, Now: time.Now, Seen: g.store, Log: p.log(),
	})
	if err := p.connect(platform); err != nil {
		return explained(err, "cli.serve_connect", "url", g.Mattermost.URL)
	}
	channel, err := platform.ChannelID(p.ctx, g.Channel)
	if err != nil && !errors.Is(err, mattermost.ErrChannel) {
		return explained(err, "cli.serve_connect", "url", g.Mattermost.URL)
	}
	if err != nil {
		p.log().Warn("the team's channel isn't there: no overview, no escalation to it", "channel", g.Channel, "error", err)
		channel, g.Channel = "", ""
	}
	count := newCounters()
	parts := p.assemble(g, workspace{
		platform: platform, channel: channel, installed: installed(p.catalogue, g.Language, kept), count: count.event,
	})
	count.watch(parts)
	p.log().Info("serving", "listen", g.Listen, "url", g.Mattermost.URL, "team", g.Mattermost.Team, "version", version)
	return p.runAll(parts, platform, listener, count)
}

// connectEvery is how often a server that is away is tried at the start.
const connectEvery = 5 * time.Second

// connect waits for a server that is away, and gives up on one that refuses.
func (p *process) connect(platform *mattermost.Platform) error {
	for {
		err := platform.Connect(p.ctx)
		if err == nil || p.ctx.Err() != nil || errors.Is(err, mattermost.ErrToken) ||
			errors.Is(err, mattermost.ErrTeam) || errors.Is(err, mattermost.ErrSettings) {
			return err
		}
		p.log().Warn("the server is away; trying again", "error", err)
		select {
		case <-time.After(connectEvery):
		case <-p.ctx.Done():
		}
	}
}

// How long what is under way may take to end.
const stopWithin = 15 * time.Second

func (p *process) runAll(parts *parts, platform *mattermost.Platform, listener net.Listener, count *counters) error {
	mux := http.NewServeMux()
	mux.Handle("/mattermost/", platform.Handler())
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		ready(w, platform.Healthy(), storeReads(r.Context(), parts))
	})
	mux.Handle("GET /metrics", count.handler())
	server := &http.Server{
		Handler: mux, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 15 * time.Second, WriteTimeout: 60 * time.Second,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10, ErrorLog: slog.NewLogLogger(p.log().Handler(), slog.LevelWarn),
	}
	ctx, stop := context.WithCancel(p.ctx)
	defer stop()
	var failed [3]error
	var talking, aside sync.WaitGroup
	run := func(group *sync.WaitGroup, i int, what func() error) {
		group.Go(func() {
			failed[i] = what()
			stop() // one that ends takes the others along
		})
	}
	run(&talking, 0, func() error { return platform.Run(ctx, parts.router.Handle) })
	run(&talking, 1, func() error {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			return err
		}
		return nil
	})
	run(&aside, 2, func() error { return parts.scheduler.Run(ctx) })
	aside.Go(func() { p.forget(ctx, parts) })
	<-ctx.Done()
	p.log().Info("stopping")
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopWithin)
	defer cancel()
	shut := server.Shutdown(ending)
	talking.Wait()
	aside.Wait()
	return errors.Join(append(failed[:], shut)...)
}

func storeReads(ctx context.Context, parts *parts) error {
	_, err := parts.store.Seen(ctx, "readyz")
	return err
}

func ready(w http.ResponseWriter, faults ...error) {
	if err := errors.Join(faults...); err != nil {
		http.Error(w, "not ready: "+err.Error(), http.StatusServiceUnavailable)
		return
	}
	fmt.Fprintln(w, "ready")
}
