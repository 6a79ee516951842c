package mattermost

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"github.com/mattermost/mattermost/server/public/model"
)

// A lane is what is said to the bot in one channel, answered in the order in
// which it was said: first what was missed, then what is said now.
type lane struct {
	channel string
	kind    model.ChannelType
	name    string
	looking sync.Mutex // one looks at a time

	// The rest is guarded by ear.mu.
	looked int // up to which ear.behind
	atWork bool
	queue  []*heard
	open   map[string]int64 // id → time of what has no answer yet
	done   int64            // time of the last that has one
}

// mark is how far all is answered: never beyond something that isn't, nor
// where something may have been missed.
func (e *ear) mark(l *lane) int64 {
	if l.looked < e.behind {
		return 0
	}
	mark := l.done
	for _, at := range l.open {
		mark = min(mark, at-1)
	}
	return mark
}

// lane is the channel's; the caller holds ear.mu.
func (e *ear) lane(channel string, kind model.ChannelType, name string) *lane {
	l := e.lanes[channel]
	if l == nil {
		l = &lane{channel: channel, kind: kind, name: name, open: map[string]int64{}}
		e.lanes[channel] = l
	}
	return l
}

// add puts what wasn't heard before in its place in the queue; the caller
// holds ear.mu.
func (e *ear) add(l *lane, h *heard) {
	if !e.recent.Add(h.post.Id, struct{}{}) {
		return
	}
	l.open[h.post.Id] = h.post.CreateAt
	l.put(h)
}

// put has what was said first come first, and what wasn't answered in its time
// after what hasn't been tried.
func (l *lane) put(h *heard) {
	l.queue = append(l.queue, h)
	slices.SortFunc(l.queue, func(a, b *heard) int {
		return cmp.Or(cmp.Compare(a.tries, b.tries), cmp.Compare(a.post.CreateAt, b.post.CreateAt), cmp.Compare(a.post.Id, b.post.Id))
	})
}

// hear has a post answered, after those before it in its channel.
func (p *Platform) hear(ctx context.Context, h *heard) {
	p.ear.mu.Lock()
	defer p.ear.mu.Unlock()
	l := p.ear.lane(h.post.ChannelId, h.kind, h.name)
	p.ear.add(l, h)
	p.start(ctx, l)
}

// start has the lane worked off; the caller holds ear.mu.
func (p *Platform) start(ctx context.Context, l *lane) {
	if !l.atWork && len(l.queue) > 0 {
		l.atWork = true
		go p.work(ctx, l)
	}
}

// work answers a lane's posts until there are none.
func (p *Platform) work(ctx context.Context, l *lane) {
	for {
		p.look(ctx, l)
		h := p.ear.take(l)
		if h == nil {
			return
		}
		// Its time begins now, not when it was heard: others may have been before it.
		within, end, ok := p.talk.begin()
		if !ok {
			continue // it is heard again after the next start
		}
		p.settled(l, h, p.reply(within, h))
		end()
	}
}

// take gives the next, or nil when the lane is empty and no longer at work.
func (e *ear) take(l *lane) *heard {
	e.mu.Lock()
	defer e.mu.Unlock()
	if len(l.queue) == 0 {
		l.atWork = false
		return nil
	}
	h := l.queue[0]
	l.queue = l.queue[1:]
	return h
}

// settled notes that a post has its answer. One whose time ran out is tried
// again, for as long as somebody may wait for it.
func (p *Platform) settled(l *lane, h *heard, answered bool) {
	event, waits := eventID("post", h.post.Id), h.post.CreateAt > p.tooOld()
	p.ear.mu.Lock()
	if !answered && waits {
		h.tries++
		l.put(h)
	} else {
		delete(l.open, h.post.Id)
		l.done = max(l.done, h.post.CreateAt)
	}
	p.ear.mu.Unlock()
	if !answered {
		p.needs.Log.Error("not answered in time", "event", event, "tries", h.tries, "again", waits)
	}
	if answered || !waits {
		p.keepMark(l)
	}
}

// keepMark keeps how far the lane has come.
func (p *Platform) keepMark(l *lane) {
	p.ear.mu.Lock()
	mark := p.ear.mark(l)
	p.ear.mu.Unlock()
	if mark == 0 {
		return
	}
	// Also when the bot is about to stop: what stands shall not be looked for again.
	if err := p.needs.Seen.SetMark(context.Background(), l.channel, mark); err != nil {
		p.needs.Log.Error("mark not kept", "channel", l.channel, "error", err)
	}
}
