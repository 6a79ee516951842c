// Package setup makes a Mattermost server ready for the bot, and tells whether
// it is. In: an administrator's token and what the bot should be there. Out:
// the bot's token and the commands' tokens, what was done for it, and findings
// with a remedy for each fault. Never: part of the running bot, changes what is
// right already, or writes a token anywhere.
package setup

import (
	"context"
	"crypto/rand"
	_ "embed" // the icon
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/mattermost/mattermost/server/public/model"
)

// Needs are what Run works with; all are required but those that say otherwise.
type Needs struct {
	URL        string // the server, without a last slash
	AdminToken string // of a system administrator, or of a team administrator when the bot is there already
	Team       string // the team's name
	Channel    string // the team's channel by name; empty: none
	PublicURL  string // where the server is to reach us, without a last slash
	Bot        Bot
	Commands   []Command
	Kept       Kept // from the last run; may be empty
	DryRun     bool
	Client     *http.Client // nil: one with a time limit
}

// Bot is the account that the bot speaks through.
type Bot struct {
	User, Name, Description string
}

// icon is the account's picture.
//
//go:embed icon.png
var icon []byte

// Command is one slash command.
type Command struct {
	Trigger    string // without its slash
	Name, Desc string
	Hint       string
	Listed     bool // offered while one types
	Optional   bool // a server that refuses the trigger does without
}

// Kept is what has to be remembered between runs. It is secret.
type Kept struct {
	Token    string            `json:"token"`    // the bot's
	Secret   []byte            `json:"secret"`   // signs what buttons and forms carry
	Commands map[string]string `json:"commands"` // trigger → token
	Admin    string            `json:"admin"`    // user name of who ran this first
}

// A Step is one thing that was made right, or was right already. Key names its
// text under "cli.setup." in the catalogue.
type Step struct {
	Key     string
	Name    string
	Changed bool
}

// The errors that have a remedy of their own.
var (
	ErrToken   = errors.New("mattermost: the administrator's token is not accepted")
	ErrTeam    = errors.New("mattermost: no such team")
	ErrChannel = errors.New("mattermost: no such channel")
	ErrRights  = errors.New("mattermost: the token may not do this")
	ErrTaken   = errors.New("mattermost: the bot's name is a person's")
)

// run is one Run under way.
type run struct {
	Needs
	client *model.Client4
	team   *model.Team
	bot    string // user id; empty in a dry run before it is made
	steps  []Step
}

// Run makes or repairs what the bot needs on the server. A second run changes
// nothing. The Kept that it returns is to be stored, also when an error cut
// the run off.
func Run(ctx context.Context, n Needs) (Kept, []Step, error) {
	r := &run{Needs: n, client: client(n.URL, n.AdminToken, n.Client)}
	err := r.all(ctx)
	return r.Kept, r.steps, err
}

// answerWithin is how long a server may take for one answer.
const answerWithin = 15 * time.Second

func client(url, token string, with *http.Client) *model.Client4 {
	c := model.NewAPIv4Client(url)
	c.SetToken(token)
	if c.HTTPClient = with; with == nil {
		c.HTTPClient = &http.Client{Timeout: answerWithin}
	}
	return c
}

func (r *run) all(ctx context.Context) error {
	me, _, err := r.client.GetMe(ctx, "")
	if err != nil {
		return explain(err, ErrToken)
	}
	if r.Kept.Admin == "" {
		r.Kept.Admin = me.Username
	}
	if r.team, _, err = r.client.GetTeamByName(ctx, r.Team, ""); err != nil {
		return explain(err, ErrTeam)
	}
	for _, step := range []func(context.Context) error{r.account, r.token, r.member, r.channel, r.secret, r.commands} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// done notes a step; in a dry run what it would change isn't done.
func (r *run) done(key, name string, changed bool) {
	r.steps = append(r.steps, Step{key, name, changed})
}

// account finds the bot's account, or makes it.
func (r *run) account(ctx context.Context) error {
	user, res, err := r.client.GetUserByUsername(ctx, r.Bot.User, "")
	switch {
	case err == nil && !user.IsBot:
		return fmt.Errorf("%w: %s", ErrTaken, r.Bot.User)
	case err == nil && user.DeleteAt > 0:
		r.bot = user.Id
		r.done("account_enabled", r.Bot.User, true)
		if r.DryRun {
			return nil
		}
		_, _, err := r.client.EnableBot(ctx, user.Id)
		return explain(err, ErrRights)
	case err == nil:
		r.bot = user.Id
		r.done("account", r.Bot.User, false)
		return nil
	case status(res) != http.StatusNotFound:
		return explain(err, ErrRights)
	}
	r.done("account_made", r.Bot.User, true)
	if r.DryRun {
		return nil
	}
	made, _, err := r.client.CreateBot(ctx, &model.Bot{Username: r.Bot.User, DisplayName: r.Bot.Name, Description: r.Bot.Description})
	if err != nil {
		return explain(err, ErrRights)
	}
	r.bot = made.UserId
	// Without it the account has the server's own picture, which will do.
	_, _ = r.client.SetProfileImage(ctx, made.UserId, icon)
	return nil
}

// token keeps the bot's token if it still is the bot's, or makes one.
func (r *run) token(ctx context.Context) error {
	if r.Kept.Token != "" {
		me, res, err := client(r.URL, r.Kept.Token, r.Client).GetMe(ctx, "")
		if err == nil && me.Id == r.bot {
			r.done("token", r.Bot.User, false)
			return nil
		}
		if err != nil && status(res) != http.StatusUnauthorized {
			return explain(err, ErrRights) // it may well be valid
		}
	}
	r.done("token_made", r.Bot.User, true)
	if r.DryRun {
		return nil
	}
	token, _, err := r.client.CreateUserAccessToken(ctx, r.bot, r.Bot.Name)
	if err != nil {
		return explain(err, ErrRights)
	}
	r.Kept.Token = token.Token
	return nil
}

func (r *run) member(ctx context.Context) error {
	if r.bot != "" {
		if m, _, err := r.client.GetTeamMember(ctx, r.team.Id, r.bot, ""); err == nil && m.DeleteAt == 0 {
			r.done("team", r.Team, false)
			return nil
		}
	}
	r.done("team_joined", r.Team, true)
	if r.DryRun {
		return nil
	}
	_, _, err := r.client.AddTeamMember(ctx, r.team.Id, r.bot)
	return explain(err, ErrRights)
}

func (r *run) channel(ctx context.Context) error {
	if r.Channel == "" {
		return nil
	}
	c, _, err := r.client.GetChannelByName(ctx, r.Channel, r.team.Id, "")
	if err != nil {
		return explain(err, ErrChannel)
	}
	if r.bot != "" {
		if _, _, err := r.client.GetChannelMember(ctx, c.Id, r.bot, ""); err == nil {
			r.done("channel", r.Channel, false)
			return nil
		}
	}
	r.done("channel_joined", r.Channel, true)
	if r.DryRun {
		return nil
	}
	_, _, err = r.client.AddChannelMember(ctx, c.Id, r.bot)
	return explain(err, ErrRights)
}

// secret makes the key that signs, once: another one would make every button
// that stands in the channels invalid.
func (r *run) secret(context.Context) error {
	if len(r.Kept.Secret) >= 32 {
		return nil
	}
	r.done("secret_made", "", true)
	if r.DryRun {
		return nil
	}
	r.Kept.Secret = make([]byte, 32)
	_, err := rand.Read(r.Kept.Secret)
	return err
}

func status(res *model.Response) int {
	if res == nil {
		return 0
	}
	return res.StatusCode
}

// explain joins an error of the server with what it means here: refused is
// meant for what wasn't found, and a refusal of rights is always one.
func explain(err, refused error) error {
	if err == nil {
		return nil
	}
	var app *model.AppError
	if !errors.As(err, &app) || app.StatusCode == 0 || app.StatusCode >= http.StatusInternalServerError {
		return fmt.Errorf("mattermost: %w", err)
	}
	if app.StatusCode == http.StatusForbidden {
		refused = ErrRights
	}
	return fmt.Errorf("%w (%s)", refused, app.Id)
}
