package mattermost

import (
	"context"
	"strings"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"utblick/bot"
)

// The most that is taken of attached files.
const (
	maxFiles    = 10
	maxFileText = 100 << 10
)

// withFiles puts the text of attached files behind what was said, and counts
// those that are too large or no text: the answer says so.
func (p *Platform) withFiles(ctx context.Context, e bot.Event, files []string) (text string, unread int) {
	text = e.Text
	for i, id := range files {
		if i == maxFiles {
			return text, unread + len(files) - i
		}
		file, err := p.download(ctx, id)
		switch {
		case err != nil:
			unread++
			p.needs.Log.Warn("file not read", "event", e.ID, "error", err)
		case len(file) > maxFileText:
			unread++
			p.needs.Log.Warn("file not read", "event", e.ID, "size", len(file))
		case file != "":
			text = strings.TrimSpace(text + "\n" + file)
		}
	}
	return text, unread
}

// say has the bot answer, while the person sees that it is at work: that it
// types, and in a direct message after two seconds a line that becomes the
// answer.
func (p *Platform) say(ctx context.Context, d deed, h heard, e bot.Event) {
	result := make(chan told, 1)
	go func() { result <- p.respond(ctx, d, e) }()
	soon := time.NewTimer(promptly)
	defer soon.Stop()
	typing := time.NewTicker(typingEvery)
	defer typing.Stop()
	var stands bot.Ref
	look := h.missed
	for {
		select {
		case t := <-result:
			if h.unread > 0 && t.message != nil {
				m := bot.Message{Blocks: p.line(e.From.Lang, "file_unread", "count", h.unread).Blocks}
				m.Add(t.message.Blocks...)
				m.Records, m.More = t.message.Records, t.message.More
				t.message = &m
			}
			p.deliverSaid(ctx, d, t, stands, look)
			return
		case <-soon.C:
			if e.Place.Direct {
				stands = p.placeholder(ctx, d, e)
				look = true // it may stand though that wasn't told
			}
		case <-typing.C:
			p.showTyping(ctx, d)
		}
	}
}

// typingEvery is a little less than clients show it.
const typingEvery = 4 * time.Second

func (p *Platform) showTyping(ctx context.Context, d deed) {
	_, err := p.client.PublishUserTyping(ctx, p.me.Id, model.TypingRequest{ChannelId: d.channel, ParentId: d.root})
	if err != nil {
		p.needs.Log.Debug("typing not shown", "event", d.event.ID, "error", err)
	}
}

// placeholder posts the line that becomes the answer, under the answer's key:
// after a restart it is found, and becomes the answer then.
func (p *Platform) placeholder(ctx context.Context, d deed, e bot.Event) bot.Ref {
	ref, err := p.postIn(ctx, replyKey(e), d.channel, d.root, *p.line(e.From.Lang, "coming"))
	if err != nil {
		p.needs.Log.Warn("not announced", "event", e.ID, "error", err)
	}
	return ref
}

// deliverSaid says privately what respond has left: in the direct messages.
// look tells that something may stand there under the answer's key.
func (p *Platform) deliverSaid(ctx context.Context, d deed, t told, stands bot.Ref, look bool) {
	if t.message == nil {
		return
	}
	p.insist(ctx, t.event, func(again bool) error { return p.putAnswer(ctx, d, t, stands, look || again) })
}

// insist tries to deliver an answer until it stands, for as long as the event
// may take.
func (p *Platform) insist(ctx context.Context, e bot.Event, deliver func(again bool) error) {
	for tries := 0; ; tries++ {
		err := deliver(tries > 0)
		if err == nil {
			return
		}
		if !passes(err) || ctx.Err() != nil {
			p.needs.Log.Error("answer not delivered", "event", e.ID, "error", err)
			return
		}
		p.needs.Log.Warn("answer not delivered; trying again", "event", e.ID, "tries", tries+1, "error", err)
		rest(ctx, pause(tries))
	}
}

// putAnswer has an answer stand in the direct messages: in the place of what
// stands there, which is looked for when it isn't known.
func (p *Platform) putAnswer(ctx context.Context, d deed, t told, stands bot.Ref, look bool) (err error) {
	to := bot.Address{Person: d.user}
	if look && stands == (bot.Ref{}) {
		if stands, _, err = p.Find(ctx, replyKey(t.event), to); err != nil {
			return err
		}
	}
	switch {
	case stands != (bot.Ref{}):
		err = p.Update(ctx, stands, *t.message)
	case t.event.Place.Direct:
		_, err = p.postIn(ctx, replyKey(t.event), d.channel, d.root, *t.message)
	default:
		_, err = p.Post(ctx, replyKey(t.event), to, *t.message)
	}
	return err
}
