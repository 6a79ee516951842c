package mattermost

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"utblick/bot"
)

// How far back a post is looked for. A key holds no time; what is looked for
// was tried minutes ago, or before the bot was last stopped.
const (
	lookBack = 7 * 24 * time.Hour
	maxPosts = 500
	atOnce   = 100
)

const (
	// idPending: another try under the same key is still under way.
	idPending = "api.post.deduplicate_create_post.pending"
	// idDeleted: what was posted under it a moment ago has been deleted.
	idDeleted    = "api.post.deduplicate_create_post.failed_to_get"
	pendingWait  = time.Second
	pendingTries = 5
)

var (
	errBusy  = errors.New("the server asks to wait")
	errProxy = errors.New("no answer of the server's own; is a proxy in between?")
	errEmpty = errors.New("the server's answer is empty")
)

// trouble is what went wrong while something was done. A page that a proxy
// answers with isn't quoted.
func trouble(what string, answer *model.Response, err error) error {
	var own *model.AppError
	switch {
	case status(answer) == http.StatusTooManyRequests:
		return fmt.Errorf("mattermost: %s: %w %s s", what, errBusy, answer.Header.Get("X-RateLimit-Reset"))
	case errors.As(err, &own) && own.Id != "":
		return fmt.Errorf("mattermost: %s: status %d, %s: %w", what, own.StatusCode, own.Id, own)
	case status(answer) >= http.StatusMultipleChoices:
		return fmt.Errorf("mattermost: %s: status %d: %w", what, status(answer), errProxy)
	case err == nil:
		err = errEmpty
	}
	return fmt.Errorf("mattermost: %s: %w", what, err)
}

// passes tells whether it may go well later: the server didn't answer, or had
// trouble of its own. What it refuses, it refuses again.
func passes(err error) bool {
	var own *model.AppError
	if errors.As(err, &own) && own.Id != "" && own.StatusCode >= http.StatusBadRequest && own.StatusCode < http.StatusInternalServerError {
		return false
	}
	return !errors.Is(err, errNothing) && !errors.Is(err, bot.ErrGone) && !isUnknown(err)
}

// create posts. Into a public channel that the bot is not in, it lets itself in.
func (p *Platform) create(ctx context.Context, post *model.Post) (*model.Post, error) {
	joined := false
	for try := 1; ; try++ {
		made, answer, err := p.client.CreatePost(ctx, post)
		var own *model.AppError
		switch {
		case err == nil && made != nil && made.Id != "":
			return made, nil
		case errors.As(err, &own) && own.Id == idPending && try < pendingTries:
			if !rested(ctx, pendingWait) {
				return nil, trouble("post", nil, ctx.Err())
			}
			continue
		case errors.As(err, &own) && own.Id == idDeleted && post.PendingPostId != "":
			post.PendingPostId = ""
			continue
		case status(answer) == http.StatusForbidden && !joined && p.join(ctx, post.ChannelId):
			joined = true
			continue
		}
		return nil, trouble("post", answer, err)
	}
}

// rested is false when ctx ended first.
func rested(ctx context.Context, wait time.Duration) bool {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

func (p *Platform) join(ctx context.Context, channel string) bool {
	_, _, err := p.client.AddChannelMember(ctx, channel, p.me.Id)
	if err != nil {
		p.needs.Log.Warn("the bot may neither post in the channel nor join it", "channel", channel)
	}
	return err == nil
}

// change replaces a post's text and all of its props.
func (p *Platform) change(ctx context.Context, post, text string, props model.StringInterface) error {
	_, answer, err := p.client.PatchPost(ctx, post, &model.PostPatch{Message: &text, Props: &props})
	switch {
	case isAbsent(answer, err):
		return gone(post)
	case err != nil:
		return trouble("change post", answer, err)
	}
	return nil
}

// standing looks for what the bot posted in a channel under a key: nothing
// where it may not look.
func (p *Platform) standing(ctx context.Context, channel, key string) (standing, error) {
	found := standing{}
	since := p.needs.Now().Add(-lookBack).UnixMilli()
	for page := range maxPosts / atOnce {
		list, answer, err := p.client.GetPostsForChannel(ctx, channel, page, atOnce, "", false, false)
		if isAbsent(answer, err) {
			return nil, nil
		}
		if err != nil || list == nil {
			return nil, trouble("look for post", answer, err)
		}
		oldest := p.gather(list, key, found)
		if found.whole() || len(list.Order) < atOnce || oldest < since {
			break
		}
	}
	return found, nil
}

// further looks for the other parts of a message among what came after its first.
func (p *Platform) further(ctx context.Context, first *model.Post, found standing) error {
	for page := range maxPosts / atOnce {
		list, answer, err := p.client.GetPostsAfter(ctx, first.ChannelId, first.Id, page, atOnce, "", false, false)
		if err != nil || list == nil {
			return trouble("look for parts", answer, err)
		}
		p.gather(list, keyOf(first), found)
		if found.whole() || len(list.Order) < atOnce {
			break
		}
	}
	return nil
}

// gather takes from a list the bot's own posts of that key, and gives when the
// list's oldest was made. Of two with the same part the older one counts.
func (p *Platform) gather(list *model.PostList, key string, found standing) (oldest int64) {
	for _, id := range list.Order {
		post := list.Posts[id]
		if post == nil {
			continue
		}
		if oldest == 0 || post.CreateAt < oldest {
			oldest = post.CreateAt
		}
		if post.UserId != p.me.Id || post.DeleteAt != 0 || key == "" || keyOf(post) != key {
			continue
		}
		i, _ := partOf(post)
		if now, ok := found[i]; !ok || post.CreateAt < now.CreateAt {
			found[i] = post
		}
	}
	return oldest
}
