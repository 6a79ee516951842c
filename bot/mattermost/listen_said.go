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
	post   *model.Post
	kind   model.ChannelType
	name   string // the channel's
	missed bool   // nobody listened when it was said; an earlier life may have begun to answer it
	unread int    // attached files that could not be read
	answer *told  // the deed is done, and this is yet to be said
	tries  int    // that ran out of time
}

// isAddressed tells whether a person says it to the bot: alone with it, or by
// its name. That the server counts the bot among those mentioned is not
// enough, for so it does when all are called.
func (p *Platform) isAddressed(h *heard) bool {
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

func (h *heard) isDirect(me string) bool {
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

// reply answers one post; false when time ran out before the answer stood. The
// deed is done by then or not, but never twice.
func (p *Platform) reply(ctx context.Context, h *heard) (answered bool) {
	d := p.deedOf(h)
	if h.answer == nil {
		var e bot.Event
		err := p.persist(ctx, "not known who said it", func() (err error) {
			e, err = p.completeSaid(ctx, d, h) // what was said shall not be lost because the server is away
			return err
		})
		if err != nil || e.From.Bot {
			return err == nil || !passes(err)
		}
		t := p.say(ctx, d, h, e)
		if t.message == nil && ctx.Err() != nil {
			return false
		}
		h.answer = &t
	}
	return p.settle(ctx, d, h.answer)
}

func (p *Platform) deedOf(h *heard) deed {
	d := deed{
		user: h.post.UserId, channel: h.post.ChannelId, name: h.name, root: h.post.RootId,
		event: bot.Event{ID: eventID("post", h.post.Id), Kind: bot.Said}, missed: h.missed,
	}
	if d.root == "" && !h.isDirect(p.me.Id) {
		d.root = h.post.Id // a mention is answered in a thread
	}
	return d
}

func (p *Platform) completeSaid(ctx context.Context, d deed, h *heard) (e bot.Event, err error) {
	e = d.event
	if e.From, err = p.person(ctx, d.user); err != nil {
		return e, err
	}
	e.Place = p.placed(bot.Place{Channel: d.channel, Thread: h.post.RootId}, h.kind, h.name)
	e.Text, _ = cutName(h.post.Message, p.me.Username)
	e.Text, h.unread = p.withFiles(ctx, e, h.post.FileIds)
	return e, nil
}
