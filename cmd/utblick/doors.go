package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"utblick/bot/mattermost"
)

// doors are what is served over HTTP.
type doors struct {
	http.Handler
	count *counters
}

// newDoors are open before the chat server is reached: until then probes hear
// why the bot isn't ready, and the server that it isn't.
func newDoors(g *ground, platform *mattermost.Platform) doors {
	d := doors{count: newCounters(g)}
	mux := http.NewServeMux()
	mux.Handle("/mattermost/", platform.Handler())
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		_, err := g.store.Seen(r.Context(), "readyz")
		ready(w, platform.Healthy(), err)
	})
	mux.Handle("GET /metrics", d.count.handler())
	d.Handler = mux
	return d
}

func ready(w http.ResponseWriter, faults ...error) {
	if err := errors.Join(faults...); err != nil {
		http.Error(w, "not ready: "+err.Error(), http.StatusServiceUnavailable)
		return
	}
	fmt.Fprintln(w, "ready")
}

// stopWithin is how long what is under way may take to end.
const stopWithin = 15 * time.Second

// behind works behind the doors. They are open before it begins, until after it
// has ended; a fault of theirs ends it.
func (p *process) behind(d doors, listener net.Listener, work func(context.Context) error) error {
	server := &http.Server{
		Handler: d, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 15 * time.Second, WriteTimeout: 60 * time.Second,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10, ErrorLog: slog.NewLogLogger(p.log().Handler(), slog.LevelWarn),
	}
	ctx, stop := context.WithCancel(p.ctx)
	defer stop()
	served := make(chan error, 1)
	go func() {
		served <- server.Serve(listener)
		stop()
	}()
	worked := work(ctx)
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopWithin)
	defer cancel()
	shut := server.Shutdown(ending)
	if err := <-served; !errors.Is(err, http.ErrServerClosed) {
		shut = errors.Join(err, shut)
	}
	return errors.Join(worked, shut)
}
