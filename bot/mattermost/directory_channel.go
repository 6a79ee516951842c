package mattermost

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"utblick/bot"
)

var errAddress = errors.New("no such address")

// channelID is the id of the team's channel of that name, as people write it.
func (p *Platform) channelID(ctx context.Context, name string) (string, error) {
	name = strings.ToLower(strings.TrimLeft(strings.TrimSpace(name), "~#"))
	now := p.needs.Now()
	n, ok := p.people.channels.Get(name)
	if ok && isFresh(n.at, now) {
		return n.id, nil
	}
	channel, answer, err := p.client.GetChannelByName(ctx, name, p.team.Id, "")
	switch {
	case isAbsent(err):
		return "", fmt.Errorf("mattermost: channel %q: %w", name, errAddress)
	case err != nil || channel == nil:
		return "", trouble("look for channel", answer, err)
	}
	p.people.channels.Put(name, named{channel.Id, now})
	return channel.Id, nil
}

// channelOf is where an address leads: a channel, by its id or its name, or
// the bot's conversation with a person.
func (p *Platform) channelOf(ctx context.Context, to bot.Address) (string, error) {
	switch {
	case to.Channel != "" && to.Person == "":
		if model.IsValidId(to.Channel) {
			return to.Channel, nil
		}
		return p.channelID(ctx, to.Channel)
	case model.IsValidId(to.Person) && to.Channel == "":
		return p.directWith(ctx, to.Person)
	}
	return "", fmt.Errorf("mattermost: %w: person %q, channel %q", errAddress, to.Person, to.Channel)
}

// directWith opens the conversation if there is none; it is the same ever after.
func (p *Platform) directWith(ctx context.Context, person string) (string, error) {
	if id, ok := p.people.direct.Get(person); ok {
		return id, nil
	}
	channel, answer, err := p.client.CreateDirectChannel(ctx, p.me.Id, person)
	if err != nil || channel == nil {
		return "", trouble("open direct messages", answer, err)
	}
	p.people.direct.Put(person, channel.Id)
	return channel.Id, nil
}

// ChannelID is the id of the team's channel of that name. An error that wraps
// ErrChannel tells that there is none that the bot may see.
func (p *Platform) ChannelID(ctx context.Context, name string) (string, error) {
	id, err := p.channelID(ctx, name)
	if errors.Is(err, errAddress) {
		err = fmt.Errorf("%w: %w", ErrChannel, err)
	}
	return id, err
}

// place is where a deed was done. A channel that the bot is not shown (it is
// in no private channel uninvited, nor between two others) counts as private.
func (p *Platform) place(ctx context.Context, d deed) (bot.Place, error) {
	at := bot.Place{Channel: d.channel, Name: d.name, Thread: d.root}
	now := p.needs.Now()
	if k, ok := p.people.kinds.Get(d.channel); ok && !now.Before(k.at) && now.Sub(k.at) < kindFresh {
		return p.placed(at, k.kind, k.name), nil
	}
	channel, _, err := p.client.GetChannel(ctx, d.channel)
	switch {
	case isAbsent(err):
		at.Private, at.Closed = true, true
		return at, nil
	case err != nil:
		return bot.Place{}, fmt.Errorf("read channel: %w", err)
	}
	p.people.kinds.Put(d.channel, channelKind{channel.Type, channel.Name, now})
	return p.placed(at, channel.Type, channel.Name), nil
}

// channelKind is what sort of channel it was when the server was asked.
type channelKind struct {
	kind model.ChannelType
	name string
	at   time.Time
}

// kindFresh is for how long a channel is taken to be what it was: one that is
// made private is for so long written in as if it weren't. Who may read is
// always asked anew.
const kindFresh = 3 * time.Second

// placed tells what kind of channel it is. Only the bot's own conversation
// with one person is direct; a group's is private.
func (p *Platform) placed(at bot.Place, kind model.ChannelType, name string) bot.Place {
	at.Name = name
	at.Direct = kind == model.ChannelTypeDirect && slices.Contains(strings.Split(name, "__"), p.me.Id)
	at.Private = kind != model.ChannelTypeOpen && !at.Direct
	return at
}
