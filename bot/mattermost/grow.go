package mattermost

import (
	"context"
	"time"

	"utblick/bot"
)

const (
	growEvery = time.Second      // the least time between two changes of a message that grows
	growFor   = 10 * time.Second // the most that one may take; the next piece says all of it again
)

// A growth shows an answer while it is being made: a public post, or one in
// the direct messages. What is private otherwise can't be changed, and doesn't
// grow.
type growth struct {
	p      *Platform
	d      deed
	e      bot.Event
	pieces chan piece // the newest, while it hasn't been shown
	stop   context.CancelFunc
	over   chan struct{}
	at     stand // run's own until over
}

// A piece is all there is of an answer so far.
type piece struct {
	message bot.Message
	public  bool
}

func (p *Platform) growth(ctx context.Context, d deed, e bot.Event) *growth {
	ctx, stop := context.WithCancel(ctx)
	g := &growth{p: p, d: d, e: e, pieces: make(chan piece, 1), stop: stop, over: make(chan struct{})}
	g.at.unsure = d.missed
	go g.run(ctx)
	return g
}

// show has a piece shown in the place of those before it; it doesn't wait.
func (g *growth) show(m bot.Message, public bool) {
	public = public && !g.e.Place.Direct
	if !public && g.e.Kind != bot.Said {
		return
	}
	for {
		select {
		case g.pieces <- piece{m, public}:
			return
		case <-g.pieces: // nobody has seen it, and nobody needs to any more
		}
	}
}

// end shows no more, and tells what stands when the next change may be made.
func (g *growth) end() stand {
	g.stop()
	<-g.over
	return g.at
}

// run shows pieces, until ctx ends. In a direct message the first is, after a
// while, a line that says that the answer is coming.
func (g *growth) run(ctx context.Context) {
	defer close(g.over)
	soon := time.NewTimer(promptly)
	defer soon.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-soon.C:
			// To a command or a press the request itself says so.
			if g.e.Kind == bot.Said && g.e.Place.Direct && g.at.ref == (bot.Ref{}) {
				g.put(ctx, piece{message: *g.p.line(g.e.From.Lang, "coming")})
			}
		case one := <-g.pieces:
			g.put(ctx, one)
		}
	}
}

// put shows one piece, and lets it stand for a moment. What is under way when
// the answer is ready is waited for, or it might come to stand over that.
func (g *growth) put(ctx context.Context, one piece) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), growFor)
	defer cancel()
	g.at.public = one.public
	if err := g.p.putAnswer(ctx, g.d, g.e, &g.at, one.message, half); err != nil {
		g.p.needs.Log.Warn("part of an answer not shown", "event", g.e.ID, "error", err)
	} else if one.public && g.d.shown != nil {
		g.d.shown.Store(true)
	}
	rest(ctx, growEvery)
}
