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

// secretBytes is as long as the signatures are strong.
const secretBytes = 32

// A Step is one thing that was made right, or was right already. Key names its
// text under "cli.setup." in the catalogue.
type Step struct {
	Key     string
	Name    string
	Changed bool // or, in a dry run, would be
}

// run is one Run under way.
type run struct {
	Needs
	client   *model.Client4
	team     *model.Team
	bot      string // user id; empty in a dry run before it is made
	pictured bool   // the account has a picture, ours or one that somebody chose
	steps    []Step
}

// Run makes or repairs what the bot needs on the server. A second run changes
// nothing. The Kept that it returns is to be stored, also when an error cut
// the run off; that error is a *Refusal.
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
	me, res, err := r.client.GetMe(ctx, "")
	if err != nil {
		return refused("refused", res, err)
	}
	if r.Kept.Admin == "" {
		r.Kept.Admin = me.Username
	}
	if r.team, res, err = r.client.GetTeamByName(ctx, r.Team, ""); err != nil {
		return refused("no_team", res, err)
	}
	for _, step := range []func(context.Context) error{r.account, r.icon, r.token, r.member, r.channel, r.secret, r.commands} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// right notes what is as it should be, or must be left alone.
func (r *run) right(key, name string) { r.steps = append(r.steps, Step{Key: key, Name: name}) }

// change puts one thing right, and notes it when that is done; a dry run only
// notes it.
func (r *run) change(key, name string, do func() (*model.Response, error)) error {
	if !r.DryRun {
		if res, err := do(); err != nil {
			return refused("refused", res, err)
		}
	}
	r.steps = append(r.steps, Step{Key: key, Name: name, Changed: true})
	return nil
}

// account finds the bot's account, or makes it.
func (r *run) account(ctx context.Context) error {
	user, res, err := r.client.GetUserByUsername(ctx, r.Bot.User, "")
	switch {
	case isAbsent(res, err):
		return r.change("account_made", r.Bot.User, func() (*model.Response, error) {
			made, res, err := r.client.CreateBot(ctx, &model.Bot{Username: r.Bot.User, DisplayName: r.Bot.Name, Description: r.Bot.Description})
			if err == nil {
				r.bot = made.UserId
			}
			return res, err
		})
	case err != nil:
		return refused("refused", res, err)
	case !user.IsBot:
		return &Refusal{Key: "taken", Err: fmt.Errorf("@%s is no bot", r.Bot.User)}
	}
	r.bot, r.pictured = user.Id, user.LastPictureUpdate > 0
	if user.DeleteAt == 0 {
		r.right("account", r.Bot.User)
		return nil
	}
	return r.change("account_enabled", r.Bot.User, func() (*model.Response, error) {
		_, res, err := r.client.EnableBot(ctx, user.Id)
		return res, err
	})
}

// icon gives an account its picture that has none. A server that won't take it
// shows one of its own, and the bot works as well.
func (r *run) icon(ctx context.Context) error {
	if r.pictured {
		r.right("icon", r.Bot.User)
		return nil
	}
	err := r.change("icon_set", r.Bot.User, func() (*model.Response, error) {
		return r.client.SetProfileImage(ctx, r.bot, icon)
	})
	if err != nil {
		r.right("icon_refused", err.Error())
	}
	return nil
}

// token keeps the bot's token if it still is the bot's, or makes one.
func (r *run) token(ctx context.Context) error {
	if r.Kept.Token != "" {
		me, res, err := client(r.URL, r.Kept.Token, r.Client).GetMe(ctx, "")
		if err == nil && me.Id == r.bot {
			r.right("token", r.Bot.User)
			return nil
		}
		if err != nil && status(res) != http.StatusUnauthorized {
			return refused("refused", res, err) // it may well be valid
		}
	}
	return r.change("token_made", r.Bot.User, func() (*model.Response, error) {
		token, res, err := r.client.CreateUserAccessToken(ctx, r.bot, r.Bot.Name)
		if err == nil {
			r.Kept.Token = token.Token
		}
		return res, err
	})
}

func (r *run) member(ctx context.Context) error {
	if r.bot != "" {
		m, res, err := r.client.GetTeamMember(ctx, r.team.Id, r.bot, "")
		switch {
		case err == nil && m.DeleteAt == 0:
			r.right("team", r.Team)
			return nil
		case err != nil && !isAbsent(res, err):
			return refused("refused", res, err)
		}
	}
	return r.change("team_joined", r.Team, func() (*model.Response, error) {
		_, res, err := r.client.AddTeamMember(ctx, r.team.Id, r.bot)
		return res, err
	})
}

// channel brings the bot into the team's channel, which people have made:
// what it is called, and who reads it, is theirs to say.
func (r *run) channel(ctx context.Context) error {
	if r.Channel == "" {
		return nil
	}
	c, res, err := r.client.GetChannelByName(ctx, r.Channel, r.team.Id, "")
	if err != nil {
		return refused("no_channel", res, err)
	}
	if r.bot != "" {
		_, res, err := r.client.GetChannelMember(ctx, c.Id, r.bot, "")
		switch {
		case err == nil:
			r.right("channel", r.Channel)
			return nil
		case !isAbsent(res, err):
			return refused("refused", res, err)
		}
	}
	return r.change("channel_joined", r.Channel, func() (*model.Response, error) {
		_, res, err := r.client.AddChannelMember(ctx, c.Id, r.bot)
		return res, err
	})
}

// secret makes the key that signs, once: another one would make every button
// that stands in the channels invalid.
func (r *run) secret(context.Context) error {
	if len(r.Kept.Secret) >= secretBytes {
		return nil
	}
	return r.change("secret_made", "", func() (*model.Response, error) {
		r.Kept.Secret = make([]byte, secretBytes)
		_, err := rand.Read(r.Kept.Secret)
		return nil, err
	})
}
