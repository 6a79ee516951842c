package mattermost

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/mattermost/mattermost/server/public/model"
)

const (
	// tooOld is what nobody waits for an answer to any more.
	tooOld = 7 * 24 * time.Hour
	// unordered is within how long two posts may be stored in another order
	// than that of their times.
	unordered = time.Minute
	// maxMissed is how many posts of a channel are looked through.
	maxMissed = 5000
)

// noMarks is for a bot that answers only what it hears.
type noMarks struct{}

func (noMarks) Mark(context.Context, string) (int64, error)  { return 0, nil }
func (noMarks) SetMark(context.Context, string, int64) error { return nil }

func (p *Platform) tooOld() int64 { return p.needs.Now().Add(-tooOld).UnixMilli() }

// fallBehind: something may have been said that nobody heard. Each lane looks
// for it before it goes on.
func (e *ear) fallBehind() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.behind++
	select {
	case e.wake <- struct{}{}:
	default: // it is awake
	}
}

// keepUp makes up for what was missed, whenever that may be, until ctx ends.
// Meanwhile the websocket is listened to.
func (p *Platform) keepUp(ctx context.Context) {
	for {
		select {
		case <-p.ear.wake:
			p.catchUp(ctx)
		case <-ctx.Done():
			return
		}
	}
}

// catchUp looks for what was missed in one channel after the other, so that a
// server that is slow or asks to wait isn't pressed. Those that couldn't be
// read have their turn again.
func (p *Platform) catchUp(ctx context.Context) {
	p.ear.mu.Lock()
	round := p.ear.behind
	p.ear.mu.Unlock()
	var todo []*model.Channel
	err := p.persist(ctx, "channels not listed", func() (err error) {
		todo, err = p.spokenIn(ctx)
		return err
	})
	if err != nil {
		p.needs.Log.Error("not caught up", "error", err)
		return
	}
	newest := int64(0) // by the server's clock; ours may be another
	for _, c := range todo {
		newest = max(newest, c.LastPostAt)
	}
	for tries := 0; ; tries++ {
		todo = slices.DeleteFunc(todo, func(c *model.Channel) bool {
			return ctx.Err() == nil && p.lookOnce(ctx, p.laneOf(c), c.LastPostAt) == nil
		})
		if len(todo) == 0 {
			break
		}
		p.needs.Log.Warn("not caught up; trying again", "channels", len(todo))
		if !rest(ctx, pause(tries)) {
			return
		}
	}
	p.caughtUp(ctx, round, newest)
}

// spokenIn are the channels that the bot is in.
func (p *Platform) spokenIn(ctx context.Context) ([]*model.Channel, error) {
	all, answer, err := p.client.GetChannelsForUserWithLastDeleteAt(ctx, p.me.Id, 0)
	if err != nil {
		return nil, trouble("list channels", answer, err)
	}
	return slices.DeleteFunc(all, func(c *model.Channel) bool { return c == nil || c.DeleteAt > 0 }), nil
}

func (p *Platform) laneOf(c *model.Channel) *lane {
	p.ear.mu.Lock()
	defer p.ear.mu.Unlock()
	return p.ear.lane(c.Id, c.Type, c.Name)
}

// caughtUp notes that all that was said until then has been heard, or at the
// very first time, that it isn't for us.
func (p *Platform) caughtUp(ctx context.Context, round int, until int64) {
	open, err := p.needs.Seen.Mark(ctx, "")
	if err != nil {
		p.needs.Log.Error("mark not read", "error", err)
	}
	if open != 0 {
		until -= unordered.Milliseconds()
	}
	p.ear.mu.Lock()
	p.ear.caught = max(p.ear.caught, round)
	for _, l := range p.ear.lanes {
		for _, at := range l.open {
			until = min(until, at-1)
		}
	}
	p.ear.mu.Unlock()
	// 0 would mean that it never listened.
	if err := p.needs.Seen.SetMark(ctx, "", max(until, 1)); err != nil {
		p.needs.Log.Error("mark not kept", "error", err)
	}
}

// persist tries until it goes well, or can't.
func (p *Platform) persist(ctx context.Context, complaint string, try func() error) error {
	for tries := 0; ; tries++ {
		err := try()
		if err == nil || !passes(err) {
			return err
		}
		p.needs.Log.Warn(complaint+"; trying again", "tries", tries+1, "error", err)
		if !rest(ctx, pause(tries)) {
			return err
		}
	}
}

const forever = 1<<63 - 1

// look hears what was missed in the lane's channel, before anything else is
// answered there.
func (p *Platform) look(ctx context.Context, l *lane) {
	_ = p.persist(ctx, "what was missed not read", func() error { return p.lookOnce(ctx, l, forever) }) // it is said there
}

// lookOnce hears what was missed in a channel that was last written in at the
// time given, unless that is done.
func (p *Platform) lookOnce(ctx context.Context, l *lane, last int64) error {
	l.looking.Lock()
	defer l.looking.Unlock()
	p.ear.mu.Lock()
	round, looked := p.ear.behind, l.looked
	p.ear.mu.Unlock()
	if looked == round {
		return nil
	}
	missed, err := p.missedIn(ctx, l, last)
	switch {
	case err != nil && passes(err):
		return err
	case err != nil: // the bot is not in it any more
		p.needs.Log.Error("what was missed not read", "channel", l.channel, "error", err)
	}
	p.ear.mu.Lock()
	l.looked = round
	for _, h := range missed {
		p.ear.add(l, h)
	}
	p.start(ctx, l)
	p.ear.mu.Unlock()
	p.keepMark(l)
	return nil
}

// missedIn are the posts said to the bot in a channel since its mark.
func (p *Platform) missedIn(ctx context.Context, l *lane, last int64) (missed []*heard, err error) {
	since, err := p.since(ctx, l.channel)
	if err != nil || last <= since {
		return nil, err
	}
	// The server's own way to ask for what came since gives a thousand at most,
	// and not always the newest (getPostsSince in its post_store.go).
	whole, err := p.newest(ctx, l.channel, since, maxMissed, func(page []*model.Post) bool {
		for _, post := range page {
			h := &heard{post: post, kind: l.kind, name: l.name, missed: true}
			if post.DeleteAt == 0 && p.isAddressed(h) {
				missed = append(missed, h)
			}
		}
		return false
	})
	if err == nil && !whole {
		p.needs.Log.Warn("too much was missed to read it all", "channel", l.channel, "posts", maxMissed)
	}
	return missed, err
}

// since is until when all that was said in a channel has been answered.
func (p *Platform) since(ctx context.Context, channel string) (int64, error) {
	all, err := p.needs.Seen.Mark(ctx, "")
	if err != nil {
		return 0, fmt.Errorf("read mark: %w", err)
	}
	if all == 0 { // the very first time: nobody has spoken to this bot
		return forever, nil
	}
	mark, err := p.needs.Seen.Mark(ctx, channel)
	if err != nil {
		return 0, fmt.Errorf("read mark: %w", err)
	}
	return max(mark, all, p.tooOld()), nil
}
