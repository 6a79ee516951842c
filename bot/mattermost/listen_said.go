package mattermost

import (
	"context"
	"slices"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"

	"utblick/bot"
)

// heard is one post on its way to its answer.
type heard struct {
	unread int // attached files that could not be read
	post   *model.Post
	kind   model.ChannelType
	name   string          // the channel's
	missed bool            // nobody listened when it was said
	ctx    context.Context //nolint:containedctx // of the answer, begun when it was heard
	end    func()
}

// isAddressed tells whether a person says it to the bot: alone with it, or by
// its name. That the server counts the bot among those mentioned is not
// enough, for so it does when all are called.
func (p *Platform) isAddressed(h heard) bool {
	switch {
	case h.post.UserId == p.me.Id, h.post.IsSystemMessage(),
		h.post.GetProp(model.PostPropsFromBot) == "true", h.post.GetProp(model.PostPropsFromWebhook) == "true":
		return false
	case h.isDirect(p.me.Id):
		return true
	}
	_, named := cutName(h.post.Message, p.me.Username)
	return named
}

func (h heard) isDirect(me string) bool {
	return h.kind == model.ChannelTypeDirect && slices.Contains(strings.Split(h.name, "__"), me)
}

// cutName takes the first mention of the user from text.
func cutName(text, user string) (rest string, named bool) {
	folded, name := strings.ToLower(text), "@"+strings.ToLower(user)
	if len(folded) != len(text) {
		folded = text // letters whose cases differ in length: only the plain name will do
	}
	for at := 0; ; {
		i := strings.Index(folded[at:], name)
		if i < 0 {
			return text, false
		}
		i += at
		at = i + len(name)
		if (i == 0 || !isNameByte(folded[i-1])) && endsName(folded[at:]) {
			before, after := strings.TrimRight(text[:i], " \t"), text[at:]
			if before == "" {
				after = strings.TrimLeft(after, " \t:,")
			}
			return strings.TrimSpace(before + after), true
		}
	}
}

// endsName: what follows belongs to no longer name; a dot may end a sentence.
func endsName(rest string) bool {
	trimmed := strings.TrimLeft(rest, ".")
	return trimmed == "" || !isNameByte(trimmed[0]) || rest[0] != '.' && !isNameByte(rest[0])
}

func isNameByte(b byte) bool {
	return 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || '0' <= b && b <= '9' || b == '_' || b == '-'
}

// hear has a post answered, after those before it in its channel.
func (p *Platform) hear(h heard) {
	p.ear.mu.Lock()
	defer p.ear.mu.Unlock()
	if !p.ear.recent.add(h.post.Id) {
		return
	}
	if p.ear.lanes == nil {
		p.ear.lanes = map[string][]heard{}
	}
	lane, atWork := p.ear.lanes[h.post.ChannelId]
	p.ear.lanes[h.post.ChannelId] = append(lane, h)
	if !atWork {
		go p.work(h.post.ChannelId)
	}
}

// work answers a channel's posts until there are none.
func (p *Platform) work(channel string) {
	for {
		h, ok := p.ear.take(channel)
		if !ok {
			return
		}
		// Its time begins now, not when it was heard: others may have been before it.
		if h.ctx, h.end, ok = p.talk.begin(); !ok {
			continue // it is heard again after the next start
		}
		p.reply(h)
		h.end()
	}
}

func (e *ear) forget(id string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	delete(e.recent.now, id)
	delete(e.recent.before, id)
}

func (e *ear) take(channel string) (h heard, ok bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	lane := e.lanes[channel]
	if len(lane) == 0 {
		delete(e.lanes, channel)
		return heard{}, false
	}
	e.lanes[channel] = lane[1:]
	return lane[0], true
}

func (e *ear) isAtWork() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return len(e.lanes) > 0
}

// reply answers one post, and notes that it did unless it was cut off.
func (p *Platform) reply(h heard) {
	ctx := h.ctx
	d := deed{
		user: h.post.UserId, channel: h.post.ChannelId, name: h.name, root: h.post.RootId,
		event: bot.Event{ID: eventID("post", h.post.Id), Kind: bot.Said}, missed: h.missed,
	}
	if d.root == "" && !h.isDirect(p.me.Id) {
		d.root = h.post.Id // a mention is answered in a thread
	}
	e, err := p.completeSaid(ctx, d, &h)
	for tries := 0; err != nil && passes(err) && ctx.Err() == nil; tries++ {
		rest(ctx, pause(tries)) // what was said shall not be lost because the server is away
		e, err = p.completeSaid(ctx, d, &h)
	}
	if err == nil && !e.From.Bot {
		p.say(ctx, d, h, e)
	}
	if ctx.Err() != nil {
		p.ear.forget(h.post.Id) // it is heard again when we catch up
		return
	}
	if err := p.needs.Seen.SetMark(ctx, h.post.ChannelId, h.post.CreateAt); err != nil {
		p.needs.Log.Error("mark not kept", "event", e.ID, "error", err)
	}
}

func (p *Platform) completeSaid(ctx context.Context, d deed, h *heard) (e bot.Event, err error) {
	e = d.event
	from, err := p.person(ctx, d.user)
	if err != nil {
		p.needs.Log.Error("person not read", "event", e.ID, "error", err)
		return e, err
	}
	e.From = from
	e.Place = p.placed(bot.Place{Channel: d.channel, Thread: h.post.RootId}, h.kind, h.name)
	e.Text, _ = cutName(h.post.Message, p.me.Username)
	e.Text, h.unread = p.withFiles(ctx, e, h.post.FileIds)
	return e, nil
}
