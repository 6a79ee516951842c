package mattermost

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/mattermost/mattermost/server/public/model"
)

const (
	// tooOld is what nobody waits for an answer to any more.
	tooOld = 7 * 24 * time.Hour
	// skew is how far our clock and the server's may differ.
	skew = time.Minute
	// catching bounds one look at all channels.
	catching = 30 * time.Second
)

// noMarks is for a bot that answers only what it hears.
type noMarks struct{}

func (noMarks) Mark(context.Context, string) (int64, error)  { return 0, nil }
func (noMarks) SetMark(context.Context, string, int64) error { return nil }

// catchUp hears what was said while nobody listened. What is heard twice, also
// over the websocket, counts once.
func (p *Platform) catchUp(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, catching)
	defer cancel()
	if err := p.hearMissed(ctx); err != nil {
		return fmt.Errorf("not caught up: %w", err)
	}
	return nil
}

func (p *Platform) hearMissed(ctx context.Context) error {
	now := p.needs.Now()
	open, err := p.needs.Seen.Mark(ctx, "")
	if err != nil {
		return fmt.Errorf("read mark: %w", err)
	}
	if open == 0 { // the very first time: nobody has spoken to this bot
		return p.needs.Seen.SetMark(ctx, "", now.Add(-skew).UnixMilli())
	}
	open = max(open, now.Add(-tooOld).UnixMilli())
	channels, answer, err := p.client.GetChannelsForUserWithLastDeleteAt(ctx, p.me.Id, 0)
	if err != nil {
		return trouble("list channels", answer, err)
	}
	count := 0
	for _, c := range channels {
		n, err := p.hearMissedIn(ctx, c, open)
		if err != nil {
			return err
		}
		count += n
	}
	if count > 0 || p.ear.isAtWork() {
		return nil // not before all that has its answer
	}
	return p.needs.Seen.SetMark(ctx, "", now.Add(-skew).UnixMilli())
}

func (p *Platform) hearMissedIn(ctx context.Context, c *model.Channel, open int64) (count int, err error) {
	mark, err := p.needs.Seen.Mark(ctx, c.Id)
	if err != nil {
		return 0, fmt.Errorf("read mark: %w", err)
	}
	since := max(mark, open)
	if c.LastPostAt <= since || c.DeleteAt > 0 {
		return 0, nil
	}
	list, _, err := p.client.GetPostsSince(ctx, c.Id, since, false)
	if err != nil {
		return 0, fmt.Errorf("read channel: %w", err)
	}
	posts := make([]*model.Post, 0, len(list.Posts))
	for _, post := range list.Posts { // edited and deleted ones among them, and threads' roots
		if post.CreateAt > since && post.DeleteAt == 0 {
			posts = append(posts, post)
		}
	}
	slices.SortFunc(posts, func(a, b *model.Post) int {
		return cmp.Or(cmp.Compare(a.CreateAt, b.CreateAt), cmp.Compare(a.Id, b.Id))
	})
	for _, post := range posts {
		h := heard{post: post, kind: c.Type, name: c.Name, missed: true}
		if p.isAddressed(h) {
			p.hear(h)
			count++
		}
	}
	return count, nil
}
