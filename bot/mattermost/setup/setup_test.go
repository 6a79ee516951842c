package setup

import (
	"errors"
	"net/http"
	"slices"
	"testing"
)

// needs are what a house wants on the fake server.
func needs(f *fake) Needs {
	return Needs{
		URL: f.URL, AdminToken: adminToken, Team: "alvsbyn", Channel: "allmant", PublicURL: "http://127.0.0.1:8080",
		Bot:      Bot{User: "utblick", Name: "Utblick"},
		Commands: []Command{{Trigger: "möte", Optional: true}, {Trigger: "mote", Listed: true}, {Trigger: "utblick", Listed: true}},
	}
}

// TestOnce: the first run makes everything, the second changes nothing.
func TestOnce(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	n := needs(f)
	kept, steps, err := Run(t.Context(), n)
	if err != nil || kept.Token != botToken || len(kept.Secret) < secretBytes || kept.Admin != "chefen" || len(kept.Commands) != 3 {
		t.Fatalf("kept %+v, error %v", kept, err)
	}
	want := []string{
		"account_made", "icon_set", "token_made", "team_joined", "channel_joined", "secret_made",
		"command_made", "command_made", "command_made",
	}
	if got := changed(steps); !slices.Equal(got, want) {
		t.Errorf("first run: %v, want %v", got, want)
	}
	f.changes, n.Kept = nil, kept
	again, steps, err := Run(t.Context(), n)
	if err != nil || len(changed(steps)) > 0 || len(f.changes) > 0 {
		t.Errorf("second run changed %v on the server, says %v, error %v", f.changes, changed(steps), err)
	}
	if again.Token != kept.Token || string(again.Secret) != string(kept.Secret) {
		t.Error("the second run keeps something else than the first")
	}
}

func changed(steps []Step) (keys []string) {
	for _, s := range steps {
		if s.Changed {
			keys = append(keys, s.Key)
		}
	}
	return keys
}

// TestDryRun: it tells what would be done, on a new server and on one that was
// set up, and does nothing.
func TestDryRun(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	n := needs(f)
	n.DryRun = true
	kept, steps, err := Run(t.Context(), n)
	if err != nil || len(f.changes) > 0 || kept.Token != "" || kept.Secret != nil || kept.Commands != nil {
		t.Errorf("it changed %v and keeps %+v, error %v", f.changes, kept, err)
	}
	if got := changed(steps); len(got) != 9 {
		t.Errorf("would do %v", got)
	}
}

// TestRefusals: whatever the server answers, the text that is chosen names the
// remedy; and what was refused isn't said to be done.
func TestRefusals(t *testing.T) {
	t.Parallel()
	for _, one := range []struct {
		name   string
		at     string
		says   no
		want   string
		before []string // what was changed until then
	}{
		{"a wrong token", "GET /users/me", no{401, "api.context.session_expired.app_error"}, "bad_token", nil},
		{"tokens turned off", "GET /users/me", no{501, idTokensOff}, "tokens_off", nil},
		{"no such team", "GET /teams/name", no{404, "app.team.get_by_name.missing"}, "no_team", nil},
		{"bots turned off", "POST /bots", no{403, idBotsOff}, "bots_off", nil},
		{"not an administrator", "POST /bots", no{403, "api.context.permissions.app_error"}, "no_rights", nil},
		{
			"no such channel", "GET /teams/" + id("team") + "/channels", no{404, "app.channel.get_by_name.missing"}, "no_channel",
			[]string{"account_made", "icon_set", "token_made", "team_joined"},
		},
		{
			"commands turned off", "GET /commands", no{501, idCommandsOff}, "commands_off",
			[]string{"account_made", "icon_set", "token_made", "team_joined", "channel_joined", "secret_made"},
		},
		{"too many questions", "GET /users/me", no{429, ""}, "busy", nil},
		{"a proxy before a server that is down", "GET /users/me", no{502, ""}, "busy", nil},
		{"trouble in the server", "POST /bots", no{500, "store.sql_bot.save"}, "busy", nil},
		{"a web site of another kind", "GET /users/me", no{404, ""}, "stranger", nil},
		{"a team that is full", "POST /teams/", no{400, "app.team.join_user_to_team.max_accounts"}, "refused", []string{"account_made", "icon_set", "token_made"}},
		{"what a licence is needed for", "POST /teams/", no{501, "api.license"}, "refused", []string{"account_made", "icon_set", "token_made"}},
	} {
		t.Run(one.name, func(t *testing.T) {
			t.Parallel()
			f := newFake(t)
			f.refuses[one.at] = one.says
			_, steps, err := Run(t.Context(), needs(f))
			var refusal *Refusal
			if !errors.As(err, &refusal) || refusal.Key != one.want {
				t.Errorf("error %v, want %s", err, one.want)
			}
			if got := changed(steps); !slices.Equal(got, one.before) {
				t.Errorf("is said to be done: %v, want %v", got, one.before)
			}
		})
	}
	t.Run("nobody answers", func(t *testing.T) {
		t.Parallel()
		f := newFake(t)
		f.Close()
		_, _, err := Run(t.Context(), needs(f))
		var refusal *Refusal
		if !errors.As(err, &refusal) || refusal.Key != "failed" {
			t.Errorf("error %v", err)
		}
	})
}

// TestCutOff: what was made before a refusal is kept, and the next run goes on
// from there.
func TestCutOff(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	n := needs(f)
	f.refuses["POST /commands"] = no{501, idCommandsOff}
	kept, _, err := Run(t.Context(), n)
	if err == nil || kept.Token != botToken || kept.Secret == nil {
		t.Fatalf("kept %+v, error %v", kept, err)
	}
	delete(f.refuses, "POST /commands")
	n.Kept = kept
	_, steps, err := Run(t.Context(), n)
	if got := changed(steps); err != nil || !slices.Equal(got, []string{"command_made", "command_made", "command_made"}) {
		t.Errorf("then %v, error %v", got, err)
	}
}

// TestDoesWithout: a server that won't have the picture or a Swedish letter is
// no reason to stop, and that is told.
func TestDoesWithout(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.refuses["POST /users/"+id("bot")+"/image"] = no{http.StatusNotImplemented, "api.user.upload_profile_user.storage.app_error"}
	n := needs(f)
	n.Commands = n.Commands[:1]
	f.refuses["POST /commands"] = no{http.StatusBadRequest, refusedTrigger}
	kept, steps, err := Run(t.Context(), n)
	for _, key := range []string{"icon_refused", "command_refused"} {
		if !slices.ContainsFunc(steps, func(s Step) bool { return s.Key == key && !s.Changed }) {
			t.Errorf("%s isn't told: %+v", key, steps)
		}
	}
	if err != nil || len(kept.Commands) > 0 {
		t.Errorf("kept %v, error %v", kept.Commands, err)
	}
}

// TestTaken: a person who is called as the bot is left alone.
func TestTaken(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	n := needs(f)
	if _, _, err := Run(t.Context(), n); err != nil {
		t.Fatal(err)
	}
	f.bot.IsBot = false
	_, _, err := Run(t.Context(), n)
	var refusal *Refusal
	if !errors.As(err, &refusal) || refusal.Key != "taken" {
		t.Errorf("error %v", err)
	}
}
