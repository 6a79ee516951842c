package mattermost

import (
	"context"
	"errors"
	"strings"

	"utblick/bot"
)

// A stand is where an answer stands, in the direct messages or for all to see
// in the channel. It stands under a key made of its event, so that after a
// restart it is found.
type stand struct {
	ref    bot.Ref
	public bool
	unsure bool // it may stand though ref doesn't tell
}

// replyKey keeps an answer from being posted twice.
func replyKey(e bot.Event) string { return "reply:" + e.ID }

// deliver says what could not be said within the request: where the person
// stands if there is a way, else in the direct messages.
func (p *Platform) deliver(ctx context.Context, d deed, t told) {
	if t.late && (t.form != nil || t.dialog != nil) {
		t.message = p.lateForm(d, t)
	}
	if t.message != nil && !t.public && p.byRoute(ctx, d, *t.message) {
		return
	}
	p.settle(ctx, d, &t)
}

// settle has an answer stand, be it with patience: what is public in the
// channel, all else in the direct messages. False when its time ran out; then
// t is what is yet to be said.
func (p *Platform) settle(ctx context.Context, d deed, t *told) bool {
	if t.public && !p.publish(ctx, d, t) {
		return false
	}
	if t.message == nil {
		return true
	}
	err := p.insist(ctx, d, t)
	if err != nil {
		p.needs.Log.Error("answer not delivered", "event", t.event.ID, "error", err)
	}
	return err == nil || !passes(err)
}

// publish has a public answer stand. Where it may not, the one who asked is to
// be told all of it, after a line that says so. False when its time ran out.
func (p *Platform) publish(ctx context.Context, d deed, t *told) bool {
	err := p.insist(ctx, d, t)
	switch {
	case err == nil:
		t.message, t.public = nil, false
		return true
	case passes(err):
		p.needs.Log.Error("answer not delivered", "event", t.event.ID, "error", err)
		return false
	}
	p.needs.Log.Warn("not posted in the channel", "event", t.event.ID, "error", err)
	t.message, t.public = after(p.notPosted(t.event.From.Lang, err), t.message), false
	t.stand = stand{unsure: d.missed}
	return true
}

// notPosted says why a message isn't in the channel: an invitation helps where
// the bot may not write, and nowhere else.
func (p *Platform) notPosted(lang string, err error) bot.Text {
	if !isAbsent(err) {
		return bot.Text{Markup: bot.Escape(p.words(lang, "not_taken"))}
	}
	invite := "/invite @" + p.me.Username // is to be copied, so nothing may be hidden in it
	before, after, _ := strings.Cut(p.words(lang, "not_posted", "bot", p.me.Username), invite)
	return bot.Text{Markup: bot.Escape(before) + bot.Code(invite) + bot.Escape(after)}
}

// insist tries until the message stands, for as long as the event may take.
func (p *Platform) insist(ctx context.Context, d deed, t *told) error {
	return p.persist(ctx, "answer not delivered", func() error {
		return p.putAnswer(ctx, d, t.event, &t.stand, *t.message, whole)
	})
}

// putAnswer has m stand as the answer, or as half of it: in the place of what
// stands there of it, which is looked for when it isn't known.
func (p *Platform) putAnswer(ctx context.Context, d deed, e bot.Event, at *stand, m bot.Message, as extent) (err error) {
	defer func() { at.unsure = at.unsure || err != nil }()
	to := bot.Address{Person: d.user}
	if at.public || e.Place.Direct {
		to = bot.Address{Channel: d.channel}
	}
	if at.unsure && at.ref == (bot.Ref{}) {
		if at.ref, _, err = p.Find(ctx, replyKey(e), to); err != nil {
			return err
		}
	}
	if at.ref != (bot.Ref{}) {
		if err = p.update(ctx, at.ref, m, as); !errors.Is(err, bot.ErrGone) {
			return err
		}
	}
	channel, err := p.channelOf(ctx, to)
	if err != nil {
		return err
	}
	t := thread{channel: channel, key: replyKey(e), as: as}
	if to.Channel != "" {
		t.root = d.root
	}
	at.ref, err = p.postIn(ctx, t, m)
	return err
}

// isAnswered tells whether all of an answer stands, wherever it may.
func (p *Platform) isAnswered(ctx context.Context, d deed, e bot.Event) (bool, error) {
	everywhere := []bot.Address{{Channel: d.channel}, {Person: d.user}}
	if e.Place.Direct {
		everywhere = everywhere[:1] // they are the same
	}
	for _, to := range everywhere {
		channel, err := p.channelOf(ctx, to)
		if err != nil {
			return false, err
		}
		found, err := p.standing(ctx, channel, replyKey(e))
		if err != nil || found.whole() && found[1].GetProp(propHalf) == nil {
			return err == nil, err
		}
	}
	return false, nil
}

// withdraw takes back what stands of an answer that came to nothing, or in a
// channel of one that came to something private.
func (p *Platform) withdraw(ctx context.Context, at stand) {
	if at.ref == (bot.Ref{}) {
		return
	}
	if _, err := p.client.DeletePost(ctx, at.ref.Post); err != nil && !isAbsent(err) {
		p.needs.Log.Error("half an answer still stands", "channel", at.ref.Channel, "error", err)
	}
}
