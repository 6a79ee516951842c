package console

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"utblick/bot"
)

// ErrName is wrapped when Needs.User or Needs.Channel can't be a name.
var ErrName = errors.New("a name has letters, digits and . _ -, at most 64")

const maxName = 64

// people are those of the workspace, and who has written in which private
// channel. A person's id is their user name.
type people struct {
	lang   string
	admins []string

	mu    sync.RWMutex
	known map[string]bot.Person
	rooms map[string]map[string]bool // channel → those who wrote in it
}

func newPeople(n Needs) *people {
	p := &people{lang: n.Lang, admins: n.Admins, known: map[string]bot.Person{}, rooms: map[string]map[string]bool{}}
	if len(p.admins) == 0 {
		p.admins = []string{n.User}
	}
	for user, name := range map[string]string{"anna": "Anna Ek", "bo": "Bo Lund", "cilla": "Cilla Berg"} {
		p.add(user, name)
	}
	p.named(n.User)
	p.channel(n.Channel)
	return p
}

// named is the id of the person of that name, who belongs to the workspace
// from now on; false when it can't be a name.
func (p *people) named(name string) (id string, ok bool) {
	name = strings.TrimPrefix(name, "@")
	if !isPersonName(name) {
		return "", false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for id := range p.known {
		if fold(id) == fold(name) {
			return id, true
		}
	}
	return p.add(norm.NFC.String(strings.ToLower(name)), title(name)), true
}

func (p *people) add(user, name string) string {
	admin := slices.ContainsFunc(p.admins, func(a string) bool {
		return fold(strings.TrimPrefix(a, "@")) == fold(user)
	})
	p.known[user] = bot.Person{ID: user, User: user, Name: name, Lang: p.lang, Admin: admin}
	return user
}

// guest makes the person a guest, or not.
func (p *people) guest(id string, guest bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	person := p.known[id]
	person.Guest = guest
	p.known[id] = person
}

// one is the person with that id; a guest is never an administrator.
func (p *people) one(id string) (bot.Person, bool) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	person, ok := p.known[id]
	person.Admin = person.Admin && !person.Guest
	return person, ok
}

// channel is the id of the channel of that name, which exists from now on;
// false when it can't be a name.
func (p *people) channel(name string) (id string, ok bool) {
	name = strings.TrimLeft(name, "#~")
	if !isChannelName(name) {
		return "", false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for id := range p.rooms {
		if fold(id) == fold(name) {
			return id, true
		}
	}
	id = norm.NFC.String(strings.ToLower(name))
	p.rooms[id] = map[string]bool{}
	return id, true
}

func isPrivate(channel string) bool { return strings.HasPrefix(channel, "-") }

// wrote notes that the person has written in the channel.
func (p *people) wrote(channel, id string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.rooms[channel] == nil {
		p.rooms[channel] = map[string]bool{}
	}
	p.rooms[channel][id] = true
}

// member tells whether the person may read the channel: a public one all but
// guests, a private one those of them who have written in it.
func (p *people) member(channel, id string) bool {
	p.mu.RLock()
	defer p.mu.RUnlock()
	person, ok := p.known[id]
	return ok && !person.Guest && (!isPrivate(channel) || p.rooms[channel][id])
}

// Person implements bot.Directory.
func (c *Console) Person(_ context.Context, id string) (bot.Person, bool, error) {
	person, ok := c.people.one(id)
	return person, ok, nil
}

// People implements bot.Directory; they come in the order of their names.
func (c *Console) People(context.Context) ([]bot.Person, error) {
	c.people.mu.RLock()
	defer c.people.mu.RUnlock()
	var all []bot.Person
	for _, person := range c.people.known {
		if !person.Guest {
			all = append(all, person)
		}
	}
	slices.SortFunc(all, func(a, b bot.Person) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	return all, nil
}

// Member implements bot.Directory. Who has written in a private channel is
// known for this process only: after a restart they are members again when
// they write there again.
func (c *Console) Member(_ context.Context, channel, person string) (bool, error) {
	return c.people.member(channel, person), nil
}

func isPersonName(s string) bool {
	return isName(s) && !strings.HasPrefix(s, "-") && fold(s) != botName
}

func isChannelName(s string) bool { return isName(s) && strings.Trim(s, "-") != "" }

func isName(s string) bool {
	n := 0
	for _, r := range s {
		if n++; n > maxName || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && !strings.ContainsRune("._-", r) {
			return false
		}
	}
	return n > 0
}

// title makes a name of a user name: dana.berg-lind is Dana Berg-Lind.
func title(user string) string {
	start := true
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r == '.' || r == '_' {
			start = true
			return ' '
		}
		upper := start
		start = r == '-'
		if upper {
			return unicode.ToTitle(r)
		}
		return r
	}, strings.ToLower(user)))
}

// fold is how names and labels are compared: without case, without the dots
// and rings of å, ä and ö, white space as one blank.
func fold(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(s))
	return strings.Join(strings.Fields(s), " ")
}
