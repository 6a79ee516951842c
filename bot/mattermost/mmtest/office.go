package mmtest

import (
	"context"
	"crypto/rand"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/mattermost/mattermost/server/public/model"
)

// Triggers are all commands as Swedish and English people type them, as a
// server takes them that allows letters beyond ASCII.
var Triggers = []string{
	"kontakt", "möte", "mote", "uppgift", "plan", "fråga", "fraga", "stöd", "stod", "utblick",
	"contact", "meeting", "task", "ask", "support",
}

// An Office is a team on the server with Anna Ek anna, who is its
// administrator, Bo Lund bo and Cilla Berg cilla in it, the public channel
// allmant and a bot of its own. People are the same in all offices: their
// names belong to the server.
type Office struct {
	URL       string            // the server
	Team      string            // the team's name
	Token     string            // the bot's
	Commands  map[string]string // trigger → the command's token
	PublicURL string            // where the server reaches the bot

	t       testing.TB
	admin   *model.Client4 // of the server; no member of the team
	adminID string
	team    *model.Team
	bot     *model.Bot
	wire    *wire

	mu     sync.Mutex
	people map[string]*person // by user name
	rooms  map[string]string  // name, "-ledning" for a private one → channel id
}

// NewOffice sets up an office on the usual server; it goes when the test ends.
func NewOffice(t testing.TB) *Office {
	t.Helper()
	return NewOfficeOn(t, Server(t))
}

// NewOfficeOn sets up an office on the server at that URL.
func NewOfficeOn(t testing.TB, url string) *Office {
	t.Helper()
	o := &Office{
		URL: url, t: t, wire: newWire(), Commands: map[string]string{},
		people: map[string]*person{}, rooms: map[string]string{},
	}
	// Where the bot listens lives as long as the bot may be answering, so it
	// is closed last.
	here := httptest.NewServer(o.wire)
	t.Cleanup(here.Close)
	o.PublicURL = here.URL
	o.admin, o.adminID = Administrator(t, o.URL)
	o.found()
	return o
}

// found makes the team and all that is in it.
func (o *Office) found() {
	o.t.Helper()
	ctx := o.t.Context()
	suffix := strings.ToLower(rand.Text()[:10])
	o.team = must(o.t, o.admin.CreateTeam, &model.Team{Name: "kontor-" + suffix, DisplayName: "Kontor " + suffix, Type: model.TeamOpen})
	o.Team = o.team.Name
	o.t.Cleanup(func() { o.end(o.admin.PermanentDeleteTeam(context.Background(), o.team.Id)) })

	o.bot = must(o.t, o.admin.CreateBot, &model.Bot{Username: "utblick-" + suffix, DisplayName: "Utblick"})
	o.t.Cleanup(func() { o.end(o.admin.PermanentDeleteUser(context.Background(), o.bot.UserId)) })
	token, _, err := o.admin.CreateUserAccessToken(ctx, o.bot.UserId, "utblick")
	o.check(err)
	o.Token = token.Token
	o.join(o.bot.UserId)

	o.open("allmant")
	for _, user := range []string{"anna", "bo", "cilla"} {
		o.person(user, false)
	}
	_, err = o.admin.UpdateTeamMemberRoles(ctx, o.team.Id, o.people["anna"].user.Id, "team_user team_admin")
	o.check(err)
	for _, trigger := range Triggers {
		command := must(o.t, o.admin.CreateCommand, &model.Command{
			TeamId: o.team.Id, Trigger: trigger, Method: model.CommandMethodPost,
			URL: o.PublicURL + "/mattermost/command", Username: "Utblick", AutoComplete: true,
		})
		o.Commands[trigger] = command.Token
	}
	// Whoever makes a team is in it.
	_, err = o.admin.RemoveTeamMember(ctx, o.team.Id, o.adminID)
	o.check(err)
}

// end looks at what is cleared away: a fault there leaves rubbish on a test
// server, which is worth a line and no failure.
func (o *Office) end(_ *model.Response, err error) {
	if err != nil {
		o.t.Logf("not cleared away: %v", err)
	}
}

func (o *Office) check(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

func (o *Office) join(id string) {
	o.t.Helper()
	_, _, err := o.admin.AddTeamMember(o.t.Context(), o.team.Id, id)
	o.check(err)
}

// open makes the channel of that name, with the bot in it; "-" before the name
// makes it private.
func (o *Office) open(name string) string {
	o.t.Helper()
	o.mu.Lock()
	defer o.mu.Unlock()
	if id, ok := o.rooms[name]; ok {
		return id
	}
	plain, private := strings.CutPrefix(name, "-")
	kind := model.ChannelTypeOpen
	if private {
		kind = model.ChannelTypePrivate
	}
	channel := must(o.t, o.admin.CreateChannel,
		&model.Channel{TeamId: o.team.Id, Name: plain, DisplayName: plain, Type: kind})
	o.enter(channel.Id, o.bot.UserId)
	o.rooms[name] = channel.Id
	return channel.Id
}

func (o *Office) enter(channel, user string) {
	o.t.Helper()
	_, _, err := o.admin.AddChannelMember(o.t.Context(), channel, user)
	o.check(err)
}

// ID is a person's id; empty when nobody in the office has that user name.
func (o *Office) ID(user string) string {
	o.mu.Lock()
	defer o.mu.Unlock()
	if p := o.people[user]; p != nil {
		return p.user.Id
	}
	return ""
}

// Channel is a channel's id, by the name people use.
func (o *Office) Channel(name string) string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.rooms[name]
}

// Bot is the bot's user name.
func (o *Office) Bot() string { return o.bot.Username }

// Serve has h answer what the server sends the bot.
func (o *Office) Serve(h http.Handler) { o.wire.serve(h) }

// Client is what the bot calls the server with, so that its calls are seen.
func (o *Office) Client() *http.Client { return &http.Client{Transport: o.wire} }

// must makes one thing on the server.
func must[In, Out any](t testing.TB, call func(context.Context, In) (Out, *model.Response, error), in In) Out {
	t.Helper()
	out, _, err := call(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	return out
}
