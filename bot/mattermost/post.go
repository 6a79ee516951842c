package mattermost

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"

	"utblick/bot"
)

// A post is known again by its props: the server keeps them, but replaces all
// of them at an update, so each update writes all of them.
const (
	propKey  = "utblick_key"  // the key it was posted under
	propPart = "utblick_part" // which part of its message: "2/3"
	propHalf = "utblick_half" // there: the message is on its way to be another
	propSum  = "utblick_sum"  // of what it says
)

// An extent is how much of its message is posted.
type extent bool

const (
	whole extent = false
	half  extent = true
)

var errNothing = errors.New("mattermost: a message without anything to show")

// Post implements bot.Platform. A message too long for one post becomes
// several; its Ref is that of the first. The server itself lets no second post
// out under the same key for half a minute; after that Find tells.
func (p *Platform) Post(ctx context.Context, key string, to bot.Address, m bot.Message) (bot.Ref, error) {
	channel, err := p.channelOf(ctx, to)
	if err != nil {
		return bot.Ref{}, err
	}
	if key == "" {
		key = rand.Text() // buttons are pressed by it
	}
	return p.postIn(ctx, thread{channel: channel, key: key}, m)
}

// postIn is Post where the message is to stand.
func (p *Platform) postIn(ctx context.Context, t thread, m bot.Message) (bot.Ref, error) {
	parts := p.draw(m, p.presses(t.key, anyone))
	if len(parts) < 2 {
		return p.put(ctx, t, parts, nil)
	}
	stand, err := p.standing(ctx, t.channel, t.key) // an earlier try may have ended between two parts
	if err != nil {
		return bot.Ref{}, err
	}
	return p.put(ctx, t, parts, stand)
}

// Find implements bot.Platform. It looks through the address's last posts, as
// far back as lookBack and maxPosts: an outcome stays unclear for minutes. A
// message of which parts are missing isn't found: Post adds them.
func (p *Platform) Find(ctx context.Context, key string, to bot.Address) (bot.Ref, bool, error) {
	channel, err := p.channelOf(ctx, to)
	if err != nil {
		return bot.Ref{}, false, err
	}
	stand, err := p.standing(ctx, channel, key)
	if err != nil || !stand.whole() {
		return bot.Ref{}, false, err
	}
	return refOf(stand[1]), true, nil
}

// Update implements bot.Platform. Parts that the message no longer has are
// deleted, further ones posted below what has been said since.
func (p *Platform) Update(ctx context.Context, ref bot.Ref, m bot.Message) error {
	return p.update(ctx, ref, m, whole)
}

func (p *Platform) update(ctx context.Context, ref bot.Ref, m bot.Message, as extent) error {
	if !model.IsValidId(ref.Post) {
		return gone(ref.Post)
	}
	post, answer, err := p.client.GetPost(ctx, ref.Post, "")
	switch {
	case isAbsent(err):
		return gone(ref.Post)
	case err != nil || post == nil:
		return trouble("read post", answer, err)
	case post.DeleteAt != 0 || post.UserId != p.me.Id:
		return gone(ref.Post)
	}
	stand := standing{1: post}
	t := thread{channel: post.ChannelId, root: post.RootId, key: keyOf(post), as: as}
	if t.key == "" {
		t.key = post.Id
	} else if _, n := partOf(post); n > 1 {
		if err := p.further(ctx, post, stand); err != nil {
			return err
		}
	}
	_, err = p.put(ctx, t, p.draw(m, p.presses(t.key, anyone)), stand)
	return err
}

func gone(post string) error { return fmt.Errorf("mattermost: post %q: %w", post, bot.ErrGone) }

// A thread is where a message stands, and by which key it is known there. Its
// root is the thread's first post; empty outside threads.
type thread struct {
	channel, root, key string
	as                 extent
}

// standing are the posts of one message by their part, from 1.
type standing map[int]*model.Post

func (s standing) whole() bool {
	first, ok := s[1]
	if !ok {
		return false
	}
	_, n := partOf(first)
	for i := range n {
		if s[i+1] == nil {
			return false
		}
	}
	return true
}

// put makes the message stand: changes the posts that stand, adds those that
// don't and deletes those that are left.
func (p *Platform) put(ctx context.Context, t thread, parts []drawn, stand standing) (bot.Ref, error) {
	if len(parts) == 0 {
		return bot.Ref{}, errNothing
	}
	var first bot.Ref
	for i, part := range parts {
		post, err := p.putPart(ctx, t, part, i+1, len(parts), stand[i+1])
		if err != nil {
			return bot.Ref{}, err
		}
		if i == 0 {
			first = refOf(post)
		}
	}
	for i, post := range stand {
		if i <= len(parts) {
			continue
		}
		if answer, err := p.client.DeletePost(ctx, post.Id); err != nil && !isAbsent(err) {
			return first, trouble("delete post", answer, err)
		}
	}
	return first, nil
}

// putPart gives the post that part i of n stands in.
func (p *Platform) putPart(ctx context.Context, t thread, part drawn, i, n int, stands *model.Post) (*model.Post, error) {
	post := &model.Post{ChannelId: t.channel, RootId: t.root, Message: part.text, PendingPostId: p.pending(t, i)}
	post.SetProps(propsOf(t, part, i, n))
	if stands != nil && stands.GetProp(propSum) == post.GetProp(propSum) {
		return stands, nil
	}
	var err error
	if post.FileIds, err = p.upload(ctx, t.channel, part.files); err != nil {
		return nil, err
	}
	if stands != nil {
		err := p.change(ctx, stands.Id, post)
		if err == nil || i == 1 || !errors.Is(err, bot.ErrGone) {
			return stands, err
		}
	}
	return p.create(ctx, post)
}

func propsOf(t thread, part drawn, i, n int) model.StringInterface {
	props := model.StringInterface{propKey: t.key, propPart: fmt.Sprintf("%d/%d", i, n), model.PostPropsFromBot: "true"}
	if len(part.attachments) > 0 {
		props[model.PostPropsAttachments] = part.attachments
	}
	if t.as == half {
		props[propHalf] = "true"
	}
	said, err := json.Marshal([]any{part.text, part.files, props})
	if err != nil {
		panic(err) // texts and numbers always encode
	}
	sum := sha256.Sum256(said)
	props[propSum] = hex.EncodeToString(sum[:8])
	return props
}

// pending is how the server tells a second try within half a minute. It isn't
// to be guessed: who posted under it would take the bot's place.
func (p *Platform) pending(t thread, part int) string {
	return p.me.Id + ":" + p.seal("post/1", t.key, t.channel, strconv.Itoa(part))
}

func refOf(post *model.Post) bot.Ref { return bot.Ref{Channel: post.ChannelId, Post: post.Id} }

func keyOf(post *model.Post) string {
	key, _ := post.GetProp(propKey).(string)
	return key
}

// partOf is which part of how many a post is; 1 of 1 where it doesn't say.
func partOf(post *model.Post) (i, n int) {
	text, _ := post.GetProp(propPart).(string)
	part, of, _ := strings.Cut(text, "/")
	i, err := strconv.Atoi(part)
	n, wrong := strconv.Atoi(of)
	if err != nil || wrong != nil || i < 1 || n < i {
		return 1, 1
	}
	return i, n
}
