package mmtest

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/mattermost/mattermost/server/public/model"
)

// Password is everybody's, on a server that nobody else reaches.
const Password = "Utblick-test-1!"

// Admin is the server's first user, whom the server therefore made its
// administrator.
const Admin = "utblick-test-admin"

var fullNames = map[string]string{"anna": "Anna Ek", "bo": "Bo Lund", "cilla": "Cilla Berg"}

// A person has an account, and a client that is logged in.
type person struct {
	user   *model.User
	client *model.Client4
	dm     string // channel of the conversation with the bot
	guest  bool
}

// Administrator logs the server's administrator in, and makes them when the
// server is new.
func Administrator(t testing.TB, url string) (*model.Client4, string) {
	t.Helper()
	c := model.NewAPIv4Client(url)
	me, _, err := c.Login(t.Context(), Admin, Password)
	if err != nil {
		// Another test may be doing the same at the same time.
		_, _, made := c.CreateUser(t.Context(), account(Admin, "Test Admin"))
		if me, _, err = c.Login(t.Context(), Admin, Password); err != nil {
			t.Fatalf("log in as %s: %v", Admin, errors.Join(err, made))
		}
	}
	t.Cleanup(func() { _, _ = c.Logout(context.Background()) }) // the session ends by itself later
	if !me.IsSystemAdmin() {
		t.Fatalf("%s is no administrator, so the server was somebody else's first: %s --fresh empties it", Admin, up)
	}
	return c, me.Id
}

func account(user, name string) *model.User {
	first, last, _ := strings.Cut(name, " ")
	return &model.User{
		Username: user, Email: user + "@example.org", Password: Password,
		FirstName: first, LastName: last, Locale: "sv",
	}
}

// person is whoever has that user name, who belongs to the office from now on.
func (o *Office) person(user string, guest bool) *person {
	o.t.Helper()
	o.mu.Lock()
	p := o.people[user]
	o.mu.Unlock()
	if p != nil && p.guest == guest {
		return p
	}
	p = &person{user: o.account(user), guest: guest}
	o.role(p)
	o.join(p.user.Id)
	o.enter(o.Channel("allmant"), p.user.Id)

	ctx := o.t.Context()
	token, _, err := o.admin.CreateUserAccessToken(ctx, p.user.Id, o.Team)
	o.check(err)
	o.t.Cleanup(func() { o.end(o.admin.RevokeUserAccessToken(context.Background(), token.Id)) })
	p.client = model.NewAPIv4Client(o.URL)
	p.client.SetToken(token.Token)
	// The conversation is there before anything is said in it: a server that
	// has just made one may not yet tell those in it what is posted.
	dm, _, err := p.client.CreateDirectChannel(ctx, p.user.Id, o.bot.UserId)
	o.check(err)
	p.dm = dm.Id
	o.mu.Lock()
	defer o.mu.Unlock()
	o.people[user] = p
	return p
}

// account finds the user, or makes them.
func (o *Office) account(user string) *model.User {
	o.t.Helper()
	ctx := o.t.Context()
	u, res, err := o.admin.GetUserByUsername(ctx, user, "")
	if err != nil && res != nil && res.StatusCode == http.StatusNotFound {
		_, _, made := o.admin.CreateUser(ctx, account(user, fullName(user)))
		if u, _, err = o.admin.GetUserByUsername(ctx, user, ""); err != nil {
			err = errors.Join(err, made) // another test may have been first
		}
	}
	o.check(err)
	return u
}

func fullName(user string) string {
	if name := fullNames[user]; name != "" {
		return name
	}
	r, n := utf8.DecodeRuneInString(user)
	return string(unicode.ToUpper(r)) + user[n:]
}

// role makes the person a guest, or not. A server without a licence invites no
// guests, but it knows them when it sees one.
func (o *Office) role(p *person) {
	o.t.Helper()
	roles := model.SystemUserRoleId
	if p.guest {
		roles = model.SystemGuestRoleId
	}
	ctx := o.t.Context()
	if p.user.DeleteAt > 0 { // whenever it starts it shuts guests out, and lets none in again
		_, err := o.admin.UpdateUserRoles(ctx, p.user.Id, model.SystemUserRoleId)
		o.check(err)
		_, err = o.admin.UpdateUserActive(ctx, p.user.Id, true)
		o.check(err)
		p.user.Roles, p.user.DeleteAt = model.SystemUserRoleId, 0
	}
	if p.user.Roles == roles {
		return
	}
	_, err := o.admin.UpdateUserRoles(ctx, p.user.Id, roles)
	o.check(err)
	p.user.Roles = roles
}

// everybody is who is in the office.
func (o *Office) everybody() []*person {
	o.mu.Lock()
	defer o.mu.Unlock()
	return slices.Collect(maps.Values(o.people))
}

func (o *Office) isGuest(user string) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.people[user] != nil && o.people[user].guest
}

func (o *Office) isMember(channel, id string) bool {
	_, _, err := o.admin.GetChannelMember(o.t.Context(), channel, id, "")
	return err == nil
}

// reader is who reads a channel, by the name people use; empty when it is of
// another office.
func (o *Office) reader(channel string) (to string, private bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for name, id := range o.rooms {
		if id == channel {
			return "channel:" + name, false
		}
	}
	for user, p := range o.people {
		if p.dm == channel {
			return "user:" + user, true
		}
	}
	return "", false
}
