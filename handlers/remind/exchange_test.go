package remind_test

import (
	"context"
	"fmt"
	"time"

	"utblick/bot"
	"utblick/store"
)

// An exchange is a chat server of whose posts the lines are known. It posts
// what it is given, also twice.
type exchange struct {
	sim   *simulation
	luck  *luck
	posts map[string]*posted
	order []*posted
	last  map[string]string // address → key
	away  bool
	left  map[string]bool // people who have gone
	twin  func()          // another scheduler's turn in the midst of a post
}

// posted is one message as it stands.
type posted struct {
	store.Item
	at time.Time
}

func (x *exchange) call() error {
	x.luck.settle()
	switch {
	case x.luck.dead:
		return errDied
	case x.away:
		return errAway
	case x.luck.strikes(chatFails):
		return x.luck.orDies(errUnlucky)
	}
	return nil
}

func (x *exchange) Post(_ context.Context, key string, to bot.Address, _ bot.Message) (bot.Ref, error) {
	if err := x.call(); err != nil {
		return bot.Ref{}, err
	}
	if x.twin != nil && x.luck.strikes(20) {
		x.twin()
	}
	if x.posts[key] != nil {
		x.sim.fail("%s to %v is posted twice", key, to)
	}
	p := &posted{Item: x.sim.frozen(key), at: x.sim.clock.Now()}
	x.posts[key] = p
	x.order = append(x.order, p)
	x.sim.check(p)
	if x.luck.strikes(chatLoses) {
		return bot.Ref{}, x.luck.orDies(errLost)
	}
	return bot.Ref{Channel: to.Channel + to.Person, Post: key}, nil
}

func (x *exchange) Find(_ context.Context, key string, to bot.Address) (bot.Ref, bool, error) {
	if err := x.call(); err != nil {
		return bot.Ref{}, false, err
	}
	return bot.Ref{Channel: to.Channel + to.Person, Post: key}, x.posts[key] != nil, nil
}

func (x *exchange) Update(context.Context, bot.Ref, bot.Message) error { return x.call() }

func (x *exchange) Person(_ context.Context, id string) (bot.Person, bool, error) {
	return bot.Person{ID: id, User: id, Name: "N " + id}, !x.left[id], nil
}

func (x *exchange) People(context.Context) ([]bot.Person, error) { return nil, nil }

func (x *exchange) Member(context.Context, string, string) (bool, error) { return true, nil }

// frozen is the message that is on its way under a key, as it is stored.
func (s *simulation) frozen(key string) (found store.Item) {
	err := s.Store.View(s.ctx, func(tx *store.Tx) error {
		all, err := tx.Pending(10_000)
		for _, item := range all {
			if item.Key == key {
				found = item
			}
		}
		return err
	})
	if err != nil || found.Key == "" {
		s.fail("%s is posted, but not on its way: %v", key, err)
	}
	return found
}

// A told line is one reminder in one message.
type toldLine struct {
	store.Line
	to string
	at time.Time
}

// check holds a message to what may be posted now.
func (s *simulation) check(p *posted) {
	now := p.at
	person := ""
	if p.To[0] == '@' {
		person = p.To[1:]
	}
	settings := s.settings(person)
	if h := now.Hour(); h < 7 || h >= 18 || !s.red.works(settings, store.DayOf(now)) {
		s.fail("%s is posted to %s at %v", p.Key, p.To, now)
	}
	if before := s.chat.last[p.To]; before >= p.Key {
		s.fail("%s comes to %s after %s", p.Key, p.To, before)
	}
	s.chat.last[p.To] = p.Key
	if _, away := settings.Away(store.DayOf(now)); away {
		s.fail("%s is posted to %s, who is away", p.Key, p.To)
	}
	for _, l := range p.Lines {
		if !l.Planned() || p.Kind != store.Digest {
			continue
		}
		t, ok := s.load(l.Task.ID)
		switch {
		case l.Slot.After(now):
			s.fail("%s of %s comes before %v", l.What, l.Task, l.Slot)
		case !ok || t.Done:
			s.fail("%s of %s comes at %v, though it is done or gone", l.What, l.Task, now)
		case l.Stream == store.StreamTask && (t.Due != l.Due || t.Owner != l.Owner):
			s.fail("%s of %s comes at %v for %s and %s; it is %s's and due %s", l.What, l.Task, now, l.Owner, l.Due, t.Owner, t.Due)
		case l.Stream == store.StreamTask && l.StandIn == "" && l.What != store.Raise && !l.Orphan && t.Owner != person:
			s.fail("%s of %s's %s comes to %q", l.What, t.Owner, l.Task, p.To)
		}
		id := fmt.Sprint(l.Task, l.Stream, l.Slot.Unix())
		if at, again := s.said[id]; again {
			s.fail("%s of %s for %v comes at %v and at %v", l.What, l.Task, l.Slot, at, now)
		}
		s.said[id] = now
		s.told[l.Task.ID] = append(s.told[l.Task.ID], toldLine{l, p.To, now})
	}
}
