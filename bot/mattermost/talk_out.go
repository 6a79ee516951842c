package mattermost

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	neturl "net/url"
	"slices"
	"strings"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"utblick/bot"
)

// place is where a deed was done. A channel that the bot is not shown (it is
// in no private channel uninvited, nor between two others) counts as private.
func (p *Platform) place(ctx context.Context, d deed) (bot.Place, error) {
	at := bot.Place{Channel: d.channel, Name: d.name, Thread: d.root}
	now := p.needs.Now()
	if k, ok := p.people.kindOf(d.channel, now); ok {
		return p.placed(at, k.kind, k.name), nil
	}
	channel, answer, err := p.client.GetChannel(ctx, d.channel)
	switch {
	case isAbsent(answer, err):
		at.Private, at.Closed = true, true
		return at, nil
	case err != nil:
		return bot.Place{}, fmt.Errorf("read channel: %w", err)
	}
	p.people.keepKind(d.channel, channelKind{channel.Type, channel.Name, now})
	return p.placed(at, channel.Type, channel.Name), nil
}

// channelKind is what sort of channel it was when the server was asked.
type channelKind struct {
	kind model.ChannelType
	name string
	at   time.Time
}

// kindFresh is for how long a channel is taken to be what it was: one that is
// made private is for so long written in as if it weren't. Who may read is
// always asked anew.
const kindFresh = 3 * time.Second

func (p *people) kindOf(channel string, now time.Time) (channelKind, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	k, ok := p.kinds[channel]
	return k, ok && !now.Before(k.at) && now.Sub(k.at) < kindFresh
}

func (p *people) keepKind(channel string, k channelKind) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.kinds == nil || len(p.kinds) >= maxKnown {
		p.kinds = map[string]channelKind{}
	}
	p.kinds[channel] = k
}

// placed tells what kind of channel it is. Only the bot's own conversation
// with one person is direct; a group's is private.
func (p *Platform) placed(at bot.Place, kind model.ChannelType, name string) bot.Place {
	at.Name = name
	at.Direct = kind == model.ChannelTypeDirect && slices.Contains(strings.Split(name, "__"), p.me.Id)
	at.Private = kind != model.ChannelTypeOpen && !at.Direct
	return at
}

// publish posts in the channel, in the bot's own name, or finishes what stands
// there of it. Where it may not, the one who asked gets the message with a line
// that says so.
func (p *Platform) publish(ctx context.Context, d deed, e bot.Event, at stand, m bot.Message) *bot.Message {
	if !at.public { // what stands, if anything, stands elsewhere
		at = stand{public: true, unsure: at.unsure}
	}
	err := p.putAnswer(ctx, d, e, &at, m)
	if err == nil {
		return nil
	}
	p.needs.Log.Warn("not posted in the channel", "event", e.ID, "error", err)
	invite := "/invite @" + p.me.Username // is to be copied, so nothing may be hidden in it
	before, after, _ := strings.Cut(p.words(e.From.Lang, "not_posted", "bot", p.me.Username), invite)
	why := bot.Text{Markup: bot.Escape(before) + bot.Code(invite) + bot.Escape(after)}
	return &bot.Message{Blocks: append([]bot.Block{why}, m.Blocks...), Records: m.Records, More: m.More}
}

// replyKey keeps an answer from being posted twice.
func replyKey(e bot.Event) string { return "reply:" + e.ID }

// deliver says privately what could not be said within the request: where the
// person stands if there is a way, else in the direct messages.
func (p *Platform) deliver(ctx context.Context, d deed, t told) {
	if t.late && t.form != nil {
		t.message = p.lateForm(t)
	}
	if t.message == nil || p.byRoute(ctx, d, *t.message) {
		return
	}
	if t.late {
		p.insist(ctx, d, t)
	} else if err := p.putAnswer(ctx, d, t.event, &t.stand, *t.message); err != nil { // the request waits for this one
		p.needs.Log.Error("answer not delivered", "event", t.event.ID, "error", err)
	}
}

// A route is the server's own way back to the client that typed a command: it
// shows what is private where the person stands. 5 uses, 30 minutes.
type route struct {
	url   string
	until time.Time
	left  int // guarded by talk.mu
}

const (
	routeUses = 5
	routeTime = 29 * time.Minute // the last one is for clocks that differ
)

// newRoute is nil for an address that isn't the server's own.
func (p *Platform) newRoute(url string) *route {
	if !strings.HasPrefix(url, p.needs.URL+"/hooks/commands/") {
		return nil
	}
	return &route{url: url, until: p.needs.Now().Add(routeTime), left: routeUses}
}

// isOpen: it can be used now; there may be no route at all. The caller holds
// talk.mu.
func (r *route) isOpen(now time.Time) bool {
	return r != nil && r.left > 0 && now.Before(r.until)
}

func (t *talk) mayUse(r *route, now time.Time) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return r.isOpen(now)
}

// use takes one of its uses, if it has any left.
func (t *talk) use(r *route, now time.Time) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !r.isOpen(now) {
		return false
	}
	r.left--
	return true
}

// keepRoute lets what is pressed or sent later under id find the route.
func (t *talk) keepRoute(id string, r *route) {
	if r == nil {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.routes == nil || len(t.routes) >= maxKept { // the oldest are of no use, the others fall back on direct messages
		t.routes = map[string]*route{}
	}
	t.routes[id] = r
}

func (t *talk) routeOf(id string) *route {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.routes[id]
}

// byRoute says m to the person's client, all parts at once: each call is one
// use. False when there is no way.
func (p *Platform) byRoute(ctx context.Context, d deed, m bot.Message) bool {
	if !p.talk.use(d.route, p.needs.Now()) {
		return false
	}
	err := p.send(ctx, d.route.url, commandAnswer(p.drawPrivate(d, m)))
	if err != nil {
		p.needs.Log.Warn("no way back to the client", "event", d.event.ID, "error", err)
	}
	return err == nil
}

func (p *Platform) send(ctx context.Context, url string, v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("encode answer: %w", err)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("answer: %w", err)
	}
	request.Header.Set("Content-Type", "application/json")
	answer, err := p.needs.Client.Do(request)
	var withURL *neturl.Error
	if errors.As(err, &withURL) {
		err = withURL.Err // the address is a secret: who has it may speak
	}
	if err != nil {
		return fmt.Errorf("answer: %w", err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("answer: the server said %s", answer.Status)
	}
	return nil
}
