package mattermost

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"

	"utblick/bot"
)

// How long to wait before the next attempt to reach the server: twice as long
// each time, and never as long as other bots wait.
const (
	firstPause = 500 * time.Millisecond
	lastPause  = time.Minute
)

// Errors of Healthy.
var (
	// ErrDeaf: nothing said to the bot reaches it.
	ErrDeaf = errors.New("mattermost: the websocket is not connected")
	// ErrBehind: what is said reaches it, but what was said before is still
	// being looked for.
	ErrBehind = errors.New("mattermost: not caught up with what was said while nobody listened")
)

// ear is how the websocket fares, and what has been heard.
type ear struct {
	mu     sync.Mutex
	open   bool
	behind int           // how many times something may have been missed
	caught int           // the last of those that has been made up for
	wake   chan struct{} // there is something to make up for
	lanes  map[string]*lane
	why    error                 // what Connect last failed by
	recent *bot.Memory[struct{}] // ids of posts that were heard
}

// Run implements bot.Platform: it connects, unless that is done, and listens
// until ctx ends, which gives nil. It ends with an error when the server
// doesn't take the token or the team isn't there. When it ends, no new event is
// taken, and those under way have ten seconds.
func (p *Platform) Run(ctx context.Context, handle bot.Handle) error {
	if err := p.connectAtLast(ctx); err != nil || ctx.Err() != nil {
		return err
	}
	cut := p.talk.open(ctx, handle)
	defer p.talk.close(cut)
	ctx, stop := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() { defer close(done); p.keepUp(ctx) }()
	defer func() { stop(); <-done }()
	return p.listen(ctx)
}

// connectAtLast goes on while the server can't be reached.
func (p *Platform) connectAtLast(ctx context.Context) error {
	for tries := 0; !p.talk.connected.Load(); tries++ {
		err := p.Connect(ctx)
		switch {
		case err == nil, ctx.Err() != nil:
			return nil
		case errors.Is(err, ErrToken), errors.Is(err, ErrTeam), errors.Is(err, ErrSettings):
			return err
		}
		p.needs.Log.Warn("not connected", "error", err)
		rest(ctx, pause(tries))
	}
	return nil
}

// Healthy tells why the bot isn't ready, or nil: the websocket is connected,
// the server has been heard from within the last minute and a half, and all
// that was said while it wasn't has been heard.
func (p *Platform) Healthy() error {
	p.ear.mu.Lock()
	defer p.ear.mu.Unlock()
	switch {
	case !p.ear.open && p.ear.why != nil:
		return fmt.Errorf("%w: %w", ErrDeaf, p.ear.why)
	case !p.ear.open:
		return ErrDeaf
	case p.ear.caught < p.ear.behind:
		return ErrBehind
	}
	return nil
}

func (e *ear) setWhy(why error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.why = why
}

func (e *ear) setOpen(open bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.open = open
}

// listen keeps a connection open, in place of each that breaks.
func (p *Platform) listen(ctx context.Context) error {
	var s session
	for tries := 0; ; tries++ {
		s.heard = false
		err := p.hold(ctx, &s)
		p.ear.setOpen(false)
		switch {
		case ctx.Err() != nil:
			return nil
		case s.heard:
			tries = 0
		case tries > 1:
			s = session{} // perhaps it is the old one that the server won't have
		}
		p.needs.Log.Warn("websocket broke", "tries", tries, "error", err)
		// A wrong token is let in and closed right after, so the socket can't tell.
		if _, answer, err := p.client.GetMe(ctx, ""); status(answer) == http.StatusUnauthorized {
			return fmt.Errorf("mattermost: %w: %w", ErrToken, err)
		}
		rest(ctx, pause(tries))
	}
}

func pause(tries int) time.Duration {
	d := lastPause
	if tries < 7 { // beyond, it would only be longer than the last one
		d = min(lastPause, firstPause<<tries)
	}
	return d/2 + rand.N(d)
}

// rest is false when ctx ended first.
func rest(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
