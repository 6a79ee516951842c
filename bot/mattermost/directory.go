package mattermost

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"utblick/bot"
)

const (
	// fresh is how long who somebody is may be remembered. Who is in a channel
	// never is.
	fresh = time.Minute

	pageSize = 200    // the most that the server gives
	maxPages = 500    // a server that repeats itself ends somewhere
	maxKnown = 10_000 // entries of each kind
)

var errUnknown = errors.New("no such person, or no longer")

// isUnknown: person has looked, and there is nobody.
func isUnknown(err error) bool { return errors.Is(err, errUnknown) }

// people is what is remembered of who is who.
type people struct {
	known    *bot.Memory[known] // by person id
	channels *bot.Memory[named] // by name
	kinds    *bot.Memory[channelKind]
	direct   *bot.Memory[string] // person id → channel; it never changes

	mu    sync.Mutex
	all   []bot.Person // of the team
	allAt time.Time    // when they were asked for
}

func newPeople() people {
	return people{
		known: bot.NewMemory[known](maxKnown), channels: bot.NewMemory[named](maxKnown),
		kinds: bot.NewMemory[channelKind](maxKnown), direct: bot.NewMemory[string](maxKnown),
	}
}

type known struct {
	person bot.Person
	gone   bool // deactivated, or never there
	at     time.Time
}

type named struct {
	id string
	at time.Time
}

// Person implements bot.Directory. Someone who was deactivated is nobody.
func (p *Platform) Person(ctx context.Context, id string) (bot.Person, bool, error) {
	k, err := p.known(ctx, id)
	if err != nil || k.gone {
		return bot.Person{}, false, err
	}
	return k.person, true, nil
}

// person is Person where there ought to be one: else the error says so to
// isUnknown.
func (p *Platform) person(ctx context.Context, id string) (bot.Person, error) {
	person, ok, err := p.Person(ctx, id)
	if err == nil && !ok {
		err = fmt.Errorf("person %q: %w", id, errUnknown)
	}
	return person, err
}

// langOf is the language of somebody who was asked about before, however long
// ago; else empty.
func (p *Platform) langOf(id string) string {
	k, _ := p.people.known.Get(id)
	return k.person.Lang
}

func (p *Platform) known(ctx context.Context, id string) (known, error) {
	if !model.IsValidId(id) {
		return known{gone: true}, nil
	}
	now := p.needs.Now()
	k, ok := p.people.known.Get(id)
	if ok && isFresh(k.at, now) {
		return k, nil
	}
	k, err := p.ask(ctx, id)
	if err != nil {
		return known{}, err
	}
	k.at = now
	p.people.known.Put(id, k)
	return k, nil
}

func isFresh(at, now time.Time) bool { return !now.Before(at) && now.Sub(at) < fresh }

// ask has the server say who somebody is, and what they are in the team: who
// isn't in it is from outside.
func (p *Platform) ask(ctx context.Context, id string) (known, error) {
	user, answer, err := p.client.GetUser(ctx, id, "")
	switch {
	case isAbsent(err):
		return known{gone: true}, nil
	case err != nil || user == nil:
		return known{}, trouble("read person", answer, err)
	case user.DeleteAt > 0:
		return known{gone: true}, nil
	}
	member, answer, err := p.client.GetTeamMember(ctx, p.team.Id, id, "")
	switch {
	case isMissing(err):
		member = nil
	case err != nil || member == nil: // were the bot put out of the team, all would seem to be guests
		return known{}, trouble("read person's place in the team", answer, err)
	}
	return known{person: p.personOf(user, member)}, nil
}

func zoneName(user *model.User) string {
	if user.Timezone == nil {
		return ""
	}
	return user.GetPreferredTimezone()
}

// personOf: who is no member, or was one, comes from outside. A guest is never
// an administrator.
func (p *Platform) personOf(user *model.User, member *model.TeamMember) bot.Person {
	outside := member == nil || member.DeleteAt > 0
	guest := outside || user.IsGuest() || user.IsRemote() || member.SchemeGuest
	admin := !guest && !user.IsBot && (user.IsSystemAdmin() || member.SchemeAdmin || p.isAdmin(user.Username) ||
		slices.Contains(strings.Fields(member.Roles), model.TeamAdminRoleId))
	return bot.Person{
		ID: user.Id, User: user.Username, Name: cmp.Or(user.GetFullName(), user.Nickname), Lang: spoken(user.Locale),
		Zone:  zoneName(user),
		Guest: guest, Admin: admin, Bot: user.IsBot,
	}
}

func (p *Platform) isAdmin(user string) bool {
	return slices.ContainsFunc(p.needs.Admins, func(a string) bool {
		return strings.EqualFold(strings.TrimPrefix(a, "@"), user)
	})
}

// spoken is the language of a locale as "sv" or "en-AU"; empty for others.
func spoken(locale string) string {
	lang, _, _ := strings.Cut(strings.ToLower(locale), "-")
	if lang != "sv" && lang != "en" {
		return ""
	}
	return lang
}

// People implements bot.Directory, by user name.
func (p *Platform) People(ctx context.Context) ([]bot.Person, error) {
	now := p.needs.Now()
	p.people.mu.Lock()
	all, at := p.people.all, p.people.allAt
	p.people.mu.Unlock()
	if all != nil && isFresh(at, now) {
		return slices.Clone(all), nil
	}
	members, err := p.members(ctx)
	if err != nil {
		return nil, err
	}
	all = []bot.Person{}
	err = pages("read the team's people", func(page int) (int, *model.Response, error) {
		users, answer, err := p.client.GetUsersInTeam(ctx, p.team.Id, page, pageSize, "")
		for _, user := range users {
			if person := p.personOf(user, members[user.Id]); user.DeleteAt == 0 && !person.Guest && !person.Bot {
				all = append(all, person)
			}
		}
		return len(users), answer, err
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(all, func(a, b bot.Person) int { return cmp.Compare(a.User, b.User) })
	all = slices.CompactFunc(all, func(a, b bot.Person) bool { return a.ID == b.ID }) // someone moved from page to page
	p.people.mu.Lock()
	defer p.people.mu.Unlock()
	p.people.all, p.people.allAt = all, now
	return slices.Clone(all), nil
}

// members are the team's, by person id: they have the roles that users lack.
func (p *Platform) members(ctx context.Context) (map[string]*model.TeamMember, error) {
	all := map[string]*model.TeamMember{}
	err := pages("read the team's members", func(page int) (int, *model.Response, error) {
		some, answer, err := p.client.GetTeamMembers(ctx, p.team.Id, page, pageSize, "")
		for _, m := range some {
			all[m.UserId] = m
		}
		return len(some), answer, err
	})
	return all, err
}

// pages reads pages until one isn't full.
func pages(what string, read func(page int) (int, *model.Response, error)) error {
	for page := range maxPages {
		n, answer, err := read(page)
		if err != nil {
			return trouble(what, answer, err)
		}
		if n < pageSize {
			break
		}
	}
	return nil
}

// Member implements bot.Directory. A channel that the bot is not in is shown
// to nobody; a guest in it sees no more than elsewhere.
func (p *Platform) Member(ctx context.Context, channel, person string) (bool, error) {
	if !model.IsValidId(channel) || !model.IsValidId(person) {
		return false, nil
	}
	who, ok, err := p.Person(ctx, person)
	if err != nil || !ok || who.Guest {
		return false, err
	}
	member, answer, err := p.client.GetChannelMember(ctx, channel, person, "")
	switch {
	case isMissing(err):
		return false, nil
	case isAbsent(err):
		return false, bot.ErrClosed
	case err != nil || member == nil:
		return false, trouble("read channel member", answer, err)
	}
	return !member.SchemeGuest && !slices.Contains(strings.Fields(member.Roles), model.ChannelGuestRoleId), nil
}
