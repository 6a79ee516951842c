// Package mattermost is the bot on a Mattermost server. In: slash commands,
// presses and forms that the server posts to us, each verified before it is
// read, and what is said to the bot over the websocket. Out: Events to the
// handle that Run is given; Messages and Forms in the server's own shapes,
// escaped and within its limits. Never: understands a command, trusts a value
// because the server passed it on, or posts to another server than the one
// configured.
package mattermost

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"utblick/bot"
)

var _ bot.Platform = (*Platform)(nil)

// Words has the platform's own lines, by key ("chat.…"); args are name,
// value pairs.
type Words interface {
	Text(lang, key string, args ...any) string
}

// Needs are what a Platform is built from. All are required but those that
// say otherwise.
type Needs struct {
	URL       string            // the server, without a last slash
	Team      string            // the team's name
	Token     string            // the bot's
	Commands  map[string]string // trigger ("mote") → the command's token
	Secret    []byte            // signs what buttons and forms carry; at least 32 bytes
	PublicURL string            // where the server reaches us, without a last slash
	Admins    []string          // user names of administrators besides the team's own; may be empty
	Lang      string            // the workspace's language
	Words     Words             // the platform's own texts
	Now       func() time.Time  // the real clock: for expiry and look-ups on the server
	Seen      Marks             // how far what is said to the bot was answered; nil: only what it hears is
	Client    *http.Client      // nil: one with sensible timeouts
	Log       *slog.Logger      // nil: nowhere
}

// Marks remembers across restarts how far the bot has listened in a channel:
// the create_at of the last post it answered, in milliseconds, or 0. The
// channel "" stands for all of them: before that moment nothing is open.
type Marks interface {
	Mark(ctx context.Context, channel string) (int64, error)
	SetMark(ctx context.Context, channel string, at int64) error
}

// A Platform is a bot.Platform. Run it once; its other methods may be called
// from any goroutine after Connect.
type Platform struct {
	needs  Needs
	client *model.Client4
	me     *model.User
	team   *model.Team

	people people // who is who; directory.go
	talk   talk   // what is open between a deed and its answer; talk.go
	ear    ear    // how the websocket fares; listen.go
}

// New builds a Platform; it asks nothing of the server yet.
func New(n Needs) *Platform {
	n = n.withDefaults()
	client := model.NewAPIv4Client(n.URL)
	client.SetToken(n.Token)
	client.HTTPClient = n.Client
	return &Platform{
		needs: n, client: client, people: newPeople(), talk: newTalk(),
		ear: ear{wake: make(chan struct{}, 1), lanes: map[string]*lane{}, recent: bot.NewMemory[struct{}](maxKept)},
	}
}

func (n Needs) withDefaults() Needs {
	n.URL, n.PublicURL = strings.TrimRight(n.URL, "/"), strings.TrimRight(n.PublicURL, "/")
	if n.Lang == "" {
		n.Lang = "sv"
	}
	if n.Seen == nil {
		n.Seen = noMarks{}
	}
	if n.Log == nil {
		n.Log = slog.New(slog.DiscardHandler)
	}
	n.Log = n.Log.With("platform", "mattermost")
	client := http.Client{Timeout: 10 * time.Second}
	if n.Client != nil {
		client = *n.Client
	}
	// A redirect could lead to another server than the one configured.
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	n.Client = &client
	return n
}

// words is a line of the platform's own, in the person's language or the
// workspace's.
func (p *Platform) words(lang, key string, args ...any) string {
	if lang == "" {
		lang = p.needs.Lang
	}
	return p.needs.Words.Text(lang, "chat."+key, args...)
}

// line is words as a message.
func (p *Platform) line(lang, key string, args ...any) *bot.Message {
	return &bot.Message{Blocks: []bot.Block{bot.Text{Markup: bot.Escape(p.words(lang, key, args...))}}}
}
