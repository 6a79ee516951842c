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

// say has the bot answer, while the person sees that it types.
func (p *Platform) say(ctx context.Context, d deed, h *heard, e bot.Event) (t told) {
	result := make(chan told, 1)
	go func() { result <- p.respond(ctx, d, e) }()
	typing := time.NewTicker(typingEvery)
	defer typing.Stop()
	for {
		select {
		case t = <-result:
			if h.unread > 0 && t.message != nil {
				t.message = after(p.line(e.From.Lang, "file_unread", "count", h.unread).Blocks[0], t.message)
			}
			return t
		case <-typing.C:
			p.showTyping(ctx, d)
		}
	}
}

// after is a message with a block before it.
func after(first bot.Block, m *bot.Message) *bot.Message {
	return &bot.Message{Blocks: append([]bot.Block{first}, m.Blocks...), Records: m.Records, More: m.More}
}

// typingEvery is a little less than clients show it.
const typingEvery = 4 * time.Second

func (p *Platform) showTyping(ctx context.Context, d deed) {
	_, err := p.client.PublishUserTyping(ctx, p.me.Id, model.TypingRequest{ChannelId: d.channel, ParentId: d.root})
	if err != nil {
		p.needs.Log.Debug("typing not shown", "event", d.event.ID, "error", err)
	}
}
