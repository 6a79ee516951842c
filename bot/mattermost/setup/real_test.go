package setup_test

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"
	"testing"

	"github.com/mattermost/mattermost/server/public/model"

	"utblick/bot/mattermost/mmtest"
	"utblick/bot/mattermost/setup"
)

// A house is a team on the real server that wants the bot.
type house struct {
	*model.Client4 // its administrator's
	t              *testing.T
	needs          setup.Needs
	team, channel  string // by id
}

func newHouse(t *testing.T) *house {
	t.Helper()
	url := mmtest.Server(t)
	admin, _ := mmtest.Administrator(t, url)
	suffix := strings.ToLower(rand.Text()[:10])
	h := &house{Client4: admin, t: t, needs: setup.Needs{
		URL: url, AdminToken: admin.AuthToken, Team: "hus-" + suffix, Channel: "allmant", PublicURL: "http://127.0.0.1:9",
		Bot: setup.Bot{User: "utblick-" + suffix, Name: "Utblick", Description: "Internationella kontoret"},
		Commands: []setup.Command{
			{Trigger: "möte", Name: "Utblick", Optional: true},
			{Trigger: "mote", Name: "Utblick", Desc: "Möten", Hint: "ny", Listed: true},
		},
	}}
	team, _, err := admin.CreateTeam(t.Context(), &model.Team{Name: h.needs.Team, DisplayName: h.needs.Team, Type: model.TeamOpen})
	h.ok(err)
	h.team = team.Id
	t.Cleanup(func() { _, _ = admin.PermanentDeleteTeam(context.Background(), team.Id) })
	channel, _, err := admin.CreateChannel(t.Context(),
		&model.Channel{TeamId: team.Id, Name: "allmant", DisplayName: "allmant", Type: model.ChannelTypeOpen})
	h.ok(err)
	h.channel = channel.Id
	t.Cleanup(func() {
		if bot, _, err := admin.GetUserByUsername(context.Background(), h.needs.Bot.User, ""); err == nil {
			_, _ = admin.PermanentDeleteUser(context.Background(), bot.Id)
		}
	})
	return h
}

func (h *house) ok(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// runs runs setup, and gives what it changed; in a dry run, what it would.
func (h *house) runs(dry bool) (changed []string) {
	h.t.Helper()
	n := h.needs
	n.DryRun = dry
	kept, steps, err := setup.Run(h.t.Context(), n)
	h.ok(err)
	if !dry {
		h.needs.Kept = kept
	}
	for _, s := range steps {
		if s.Changed {
			changed = append(changed, s.Key)
		}
	}
	return changed
}

// bot is the bot's account.
func (h *house) bot() *model.User {
	h.t.Helper()
	bot, _, err := h.GetUserByUsername(h.t.Context(), h.needs.Bot.User, "")
	h.ok(err)
	return bot
}

func (h *house) command(trigger string) *model.Command {
	h.t.Helper()
	all, _, err := h.ListCommands(h.t.Context(), h.team, true)
	h.ok(err)
	i := slices.IndexFunc(all, func(c *model.Command) bool { return c.Trigger == trigger })
	if i < 0 {
		h.t.Fatalf("there is no /%s", trigger)
	}
	return all[i]
}

// TestOnTheRealServer: the first run makes everything, the second changes
// nothing; what is broken by hand is shown by a dry run, which changes nothing,
// then repaired, and is right.
func TestOnTheRealServer(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	all := []string{"account_made", "icon_set", "token_made", "team_joined", "channel_joined", "secret_made", "command_made", "command_made"}
	for _, one := range []struct {
		dry  bool
		want []string
	}{{true, all}, {true, all}, {false, all}, {true, nil}, {false, nil}} {
		if got := h.runs(one.dry); !slices.Equal(got, one.want) {
			t.Fatalf("dry run %v: changed %v, want %v", one.dry, got, one.want)
		}
	}
	ctx := t.Context()
	for _, one := range []struct {
		name   string
		broken func() error
		want   []string
	}{
		{"the picture taken away", func() error {
			_, err := h.SetDefaultProfileImage(ctx, h.bot().Id)
			return err
		}, []string{"icon_set"}},
		{"the token withdrawn", func() error {
			tokens, _, err := h.GetUserAccessTokensForUser(ctx, h.bot().Id, 0, 10)
			h.ok(err)
			_, err = h.RevokeUserAccessToken(ctx, tokens[0].Id)
			return err
		}, []string{"token_made"}},
		{"the bot out of its channel", func() error {
			_, err := h.RemoveUserFromChannel(ctx, h.channel, h.bot().Id)
			return err
		}, []string{"channel_joined"}},
		{"the bot out of the team", func() error {
			_, err := h.RemoveTeamMember(ctx, h.team, h.bot().Id)
			return err
		}, []string{"team_joined", "channel_joined"}},
		{"a command deleted", func() error {
			_, err := h.DeleteCommand(ctx, h.command("mote").Id)
			return err
		}, []string{"command_made"}},
		{"a command that leads elsewhere", func() error {
			c := h.command("mote")
			c.URL = "http://127.0.0.1:10/elsewhere"
			_, _, err := h.UpdateCommand(ctx, c)
			return err
		}, []string{"command_changed"}},
		{"another token for a command", func() error {
			_, _, err := h.RegenCommandToken(ctx, h.command("mote").Id)
			return err
		}, nil}, // there is nothing to change on the server: the new one is kept
		{"the key that signs lost", func() error {
			h.needs.Kept.Secret = nil
			return nil
		}, []string{"secret_made"}},
		{"the account turned off", func() error {
			_, _, err := h.DisableBot(ctx, h.bot().Id)
			return err
		}, []string{"account_enabled"}},
	} {
		h.ok(one.broken())
		if one.name != "the account turned off" { // its token is no good until it is on
			if got := h.runs(true); !slices.Equal(got, one.want) {
				t.Errorf("%s: a dry run shows %v, want %v", one.name, got, one.want)
			}
		}
		if got := h.runs(false); !slices.Equal(got, one.want) {
			t.Errorf("%s: repaired %v, want %v", one.name, got, one.want)
		}
		if got := h.runs(false); got != nil {
			t.Errorf("%s: afterwards %v is changed", one.name, got)
		}
		h.isRight(one.name)
	}
}

// isRight: what is kept is what the server has.
func (h *house) isRight(after string) {
	h.t.Helper()
	bot := model.NewAPIv4Client(h.needs.URL)
	bot.SetToken(h.needs.Kept.Token)
	if me, _, err := bot.GetMe(h.t.Context(), ""); err != nil || !me.IsBot {
		h.t.Errorf("%s: the bot's token: %v", after, err)
	}
	for trigger, token := range h.needs.Kept.Commands {
		if c := h.command(trigger); c.Token != token || c.URL != h.needs.PublicURL+setup.Path {
			h.t.Errorf("%s: /%s leads to %s, and its token is kept: %v", after, trigger, c.URL, c.Token == token)
		}
	}
}
