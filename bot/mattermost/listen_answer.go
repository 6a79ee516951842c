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
// types, and what there is of the answer.
func (p *Platform) say(ctx context.Context, d deed, h heard, e bot.Event) {
	result := make(chan told, 1)
	go func() { result <- p.respond(ctx, d, e) }()
	typing := time.NewTicker(typingEvery)
	defer typing.Stop()
	for {
		select {
		case t := <-result:
			if h.unread > 0 && t.message != nil {
				m := bot.Message{Blocks: p.line(e.From.Lang, "file_unread", "count", h.unread).Blocks}
				m.Add(t.message.Blocks...)
				m.Records, m.More = t.message.Records, t.message.More
				t.message = &m
			}
			p.deliverSaid(ctx, d, t)
			return
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

// deliverSaid says privately what respond has left: in the direct messages.
func (p *Platform) deliverSaid(ctx context.Context, d deed, t told) {
	if t.message != nil {
		p.insist(ctx, d, t)
	}
}

// insist tries to deliver an answer until it stands, for as long as the event
// may take.
func (p *Platform) insist(ctx context.Context, d deed, t told) {
	for tries := 0; ; tries++ {
		err := p.putAnswer(ctx, d, t.event, &t.stand, *t.message)
		if err == nil {
			return
		}
		if !passes(err) || ctx.Err() != nil {
			p.needs.Log.Error("answer not delivered", "event", t.event.ID, "error", err)
			return
		}
		p.needs.Log.Warn("answer not delivered; trying again", "event", t.event.ID, "tries", tries+1, "error", err)
		rest(ctx, pause(tries))
	}
}
