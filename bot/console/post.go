package console

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"time"

	"utblick/bot"
)

// A delivery is one message on its way out, and afterwards what is remembered
// of it: where it stands and its buttons.
type delivery struct {
	kind    string // message, update or form
	to      bot.Address
	place   bot.Place // where a press on it happens
	posted  bool      // it comes by itself, not in answer to the one who types
	text    string
	hint    string // how to answer it, in plain text only
	buttons []bot.Button
	records []string
	fields  []bot.FormField
	ref     bot.Ref
	at      time.Time
	changed string // of an update, in plain text: the word that says so
}

// maxSent is how many messages stay pressable; as far back as people scroll.
const maxSent = 1000

// sent remembers what went out.
type sent struct {
	mu    sync.Mutex
	run   string // makes refs differ from those of other runs
	count int
	last  []*delivery
	keys  map[keyed]bot.Ref
	posts map[bot.Ref]*delivery
}

type keyed struct {
	key string
	to  bot.Address
}

func newSent(run string) *sent {
	return &sent{run: run, keys: map[keyed]bot.Ref{}, posts: map[bot.Ref]*delivery{}}
}

// add gives the delivery its ref. The caller holds the lock.
func (s *sent) add(d *delivery) {
	s.count++
	d.ref = bot.Ref{Channel: d.place.Channel, Post: s.run + "." + strconv.Itoa(s.count)}
	s.last = append(s.last, d)
	if len(s.last) > 2*maxSent {
		s.last = append([]*delivery(nil), s.last[maxSent:]...)
	}
}

// deliver sends a reply.
func (c *Console) deliver(d *delivery) {
	d.at = c.needs.Clock.Now()
	c.sent.mu.Lock()
	defer c.sent.mu.Unlock()
	c.sent.add(d)
	_ = c.out.send(d) // the printer keeps it; Run ends with it after the line
	d.forget()
}

// forget lets go of what is not needed once it is printed.
func (d *delivery) forget() { d.text, d.hint, d.records, d.fields = "", "", nil, nil }

// Post implements bot.Platform. It fails when the address is nobody's or the
// output is closed.
func (c *Console) Post(_ context.Context, key string, to bot.Address, m bot.Message) (bot.Ref, error) {
	place, err := c.placeOf(to)
	if err != nil {
		return bot.Ref{}, err
	}
	at := c.needs.Clock.Now()
	c.sent.mu.Lock()
	defer c.sent.mu.Unlock()
	if ref, ok := c.sent.keys[keyed{key, to}]; ok && key != "" {
		return ref, nil
	}
	d := message(m, to, place)
	d.posted, d.at = true, at
	c.sent.add(d)
	if err := c.out.send(d); err != nil {
		return bot.Ref{}, fmt.Errorf("console: post: %w", err)
	}
	d.forget()
	c.sent.keys[keyed{key, to}], c.sent.posts[d.ref] = d.ref, d
	return d.ref, nil
}

var errAddress = errors.New("console: no such address")

func (c *Console) placeOf(to bot.Address) (bot.Place, error) {
	switch {
	case to.Channel != "" && to.Person == "" && isName(to.Channel):
		return channelPlace(to.Channel), nil
	case to.Person != "" && to.Channel == "" && isName(to.Person):
		return directPlace(to.Person), nil
	}
	return bot.Place{}, fmt.Errorf("%w: person %q, channel %q", errAddress, to.Person, to.Channel)
}

// Find implements bot.Platform, for what this process posted.
func (c *Console) Find(_ context.Context, key string, to bot.Address) (bot.Ref, bool, error) {
	c.sent.mu.Lock()
	defer c.sent.mu.Unlock()
	ref, ok := c.sent.keys[keyed{key, to}]
	return ref, ok, nil
}

// Update implements bot.Platform, for what this process posted: what an
// earlier one posted is gone.
func (c *Console) Update(_ context.Context, ref bot.Ref, m bot.Message) error {
	at, changed := c.needs.Clock.Now(), c.text("updated")
	c.sent.mu.Lock()
	defer c.sent.mu.Unlock()
	old, ok := c.sent.posts[ref]
	if !ok {
		return fmt.Errorf("console: update %s: %w", ref.Post, bot.ErrGone)
	}
	d := message(m, old.to, old.place)
	d.kind, d.posted, d.ref, d.at, d.changed = "update", true, ref, at, changed
	old.buttons = d.buttons
	if err := c.out.send(d); err != nil {
		return fmt.Errorf("console: update: %w", err)
	}
	return nil
}

func message(m bot.Message, to bot.Address, place bot.Place) *delivery {
	return &delivery{
		kind: "message", to: to, place: place,
		text: m.Plain(), buttons: m.Buttons(), records: m.Records,
	}
}

// private is a reply that only the one who types sees.
func (c *Console) private(m bot.Message, place bot.Place) *delivery {
	return message(m, bot.Address{Person: c.who}, place)
}

func channelPlace(channel string) bot.Place {
	return bot.Place{Channel: channel, Name: channel, Private: isPrivate(channel)}
}

// directPlace has an id that no channel's name can be.
func directPlace(person string) bot.Place {
	return bot.Place{Channel: "@" + person, Name: "@" + person, Direct: true}
}
