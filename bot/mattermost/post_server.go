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
			if made.GetProp(propSum) != post.GetProp(propSum) { // an earlier try got out after all, and said something else
				return made, p.change(ctx, made.Id, post)
			}
			return made, nil
		case errors.As(err, &own) && own.Id == idPending && try < pendingTries:
			if !rest(ctx, pendingWait) {
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

func (p *Platform) join(ctx context.Context, channel string) bool {
	_, _, err := p.client.AddChannelMember(ctx, channel, p.me.Id)
	if err != nil {
		p.needs.Log.Warn("the bot may neither post in the channel nor join it", "channel", channel)
	}
	return err == nil
}

// change makes a post say what another does: its text, all of its props, its
// files.
func (p *Platform) change(ctx context.Context, id string, to *model.Post) error {
	props, files := to.GetProps(), to.FileIds
	if files == nil {
		files = model.StringArray{}
	}
	_, answer, err := p.client.PatchPost(ctx, id, &model.PostPatch{Message: &to.Message, Props: &props, FileIds: &files})
	switch {
	case isAbsent(err):
		return gone(id)
	case err != nil:
		return trouble("change post", answer, err)
	}
	return nil
}

// newest shows a channel's posts in pages, the newest first, until one is as
// old as since or see says that it is enough. Not whole: there are more than
// most of them.
func (p *Platform) newest(ctx context.Context, channel string, since int64, most int, see func(page []*model.Post) (enough bool)) (whole bool, err error) {
	for page := range most / atOnce {
		list, answer, err := p.client.GetPostsForChannel(ctx, channel, page, atOnce, "", false, false)
		if err != nil || list == nil {
			return false, trouble("read posts", answer, err)
		}
		posts, more := ordered(list, since)
		if see(posts) || !more {
			return true, nil
		}
	}
	return false, nil
}

// ordered are a page's posts that are newer than since; more, that the next
// page may have such too.
func ordered(list *model.PostList, since int64) (posts []*model.Post, more bool) {
	for _, id := range list.Order {
		post := list.Posts[id]
		if post != nil && post.CreateAt <= since {
			return posts, false
		}
		if post != nil {
			posts = append(posts, post)
		}
	}
	return posts, len(list.Order) == atOnce
}

// standing looks for what the bot posted in a channel under a key: nothing
// where it may not look.
func (p *Platform) standing(ctx context.Context, channel, key string) (standing, error) {
	found := standing{}
	_, err := p.newest(ctx, channel, p.needs.Now().Add(-lookBack).UnixMilli(), maxPosts, func(page []*model.Post) bool {
		p.gather(page, key, found)
		return found.whole()
	})
	if isAbsent(err) {
		return nil, nil
	}
	return found, err
}

// further looks for the other parts of a message among what came after its first.
func (p *Platform) further(ctx context.Context, first *model.Post, found standing) error {
	for page := range maxPosts / atOnce {
		list, answer, err := p.client.GetPostsAfter(ctx, first.ChannelId, first.Id, page, atOnce, "", false, false)
		if err != nil || list == nil {
			return trouble("look for parts", answer, err)
		}
		posts, more := ordered(list, 0)
		p.gather(posts, keyOf(first), found)
		if found.whole() || !more {
			break
		}
	}
	return nil
}

// gather takes from posts the bot's own of that key. Of two with the same part
// the older one counts.
func (p *Platform) gather(posts []*model.Post, key string, found standing) {
	for _, post := range posts {
		if post.UserId != p.me.Id || post.DeleteAt != 0 || key == "" || keyOf(post) != key {
			continue
		}
		i, _ := partOf(post)
		if now, ok := found[i]; !ok || post.CreateAt < now.CreateAt {
			found[i] = post
		}
	}
}
