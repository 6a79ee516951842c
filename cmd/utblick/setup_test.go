package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"utblick/bot/mattermost/mmtest"
)

// A newcomer does what README says, on a real server with a team and a channel.
type newcomer struct {
	t     *testing.T
	env   map[string]string
	admin *model.Client4
}

func newNewcomer(t *testing.T) *newcomer {
	t.Helper()
	url := mmtest.Server(t)
	admin, _ := mmtest.Administrator(t, url)
	name := "ny-" + strings.ToLower(rand.Text()[:10])
	team, _, err := admin.CreateTeam(t.Context(), &model.Team{Name: name, DisplayName: name, Type: model.TeamOpen})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = admin.PermanentDeleteTeam(context.Background(), team.Id) })
	_, _, err = admin.CreateChannel(t.Context(),
		&model.Channel{TeamId: team.Id, Name: "naringsliv", DisplayName: "Näringsliv", Type: model.ChannelTypeOpen})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if bot, _, err := admin.GetUserByUsername(context.Background(), "utblick", ""); err == nil {
			_, _ = admin.PermanentDeleteUser(context.Background(), bot.Id)
		}
	})
	listen := freeAddress(t)
	return &newcomer{t: t, admin: admin, env: map[string]string{
		"UTBLICK_PLATFORM": "mattermost", "UTBLICK_DATA": filepath.Join(t.TempDir(), "data"), "UTBLICK_LISTEN": listen,
		"UTBLICK_PUBLIC_URL": "http://" + listen, "UTBLICK_CHANNEL": "naringsliv",
		"UTBLICK_MATTERMOST_URL": url, "UTBLICK_MATTERMOST_TEAM": name, "UTBLICK_MATTERMOST_ADMIN_TOKEN": admin.AuthToken,
	}}
}

func (n *newcomer) lookup(name string) (string, bool) { v, ok := n.env[name]; return v, ok }

// runs is what a command says, all of it, and its exit code.
func (n *newcomer) runs(args ...string) (code int, said string) {
	n.t.Helper()
	var all logged
	code = run(n.t.Context(), args, n.lookup, stdio{strings.NewReader(""), &all, &all})
	if text := all.String(); strings.Contains(text, n.admin.AuthToken) {
		n.t.Errorf("%v tells the administrator's token", args)
	}
	return code, all.String()
}

// hears fails unless a command ends with that code and says each of wants; one
// that begins with "!" it must not say.
func (n *newcomer) hears(want int, args string, wants ...string) {
	n.t.Helper()
	code, said := n.runs(strings.Fields(args)...)
	if code != want {
		n.t.Errorf("%s: exit code %d, want %d\n%s", args, code, want, said)
	}
	for _, want := range wants {
		bare, not := strings.CutPrefix(want, "!")
		if strings.Contains(said, bare) == not {
			n.t.Errorf("%s: want %q in\n%s", args, want, said)
		}
	}
}

// serves runs the bot, which is ready.
func (n *newcomer) serves() *started {
	n.t.Helper()
	s := start(n.t, n.env)
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		if status, _, why := s.asks(http.MethodGet, "/readyz"); status == http.StatusOK {
			return s
		} else if time.Now().After(end) {
			n.t.Fatalf("%s\n%s", why, s.err)
		}
	}
}

// TestNewcomer goes from a Mattermost with a team and a channel to a bot that
// works, by README's three commands, and breaks what can break by the way.
func TestNewcomer(t *testing.T) {
	t.Parallel()
	n := newNewcomer(t)
	kept := filepath.Join(n.env["UTBLICK_DATA"], keptFile)

	n.hears(done, "setup mattermost --dry-run", "Kontot @utblick ", "skulle skapas", "!är skapat", "Inget är ändrat")
	if _, err := os.Stat(kept); err == nil {
		t.Error("a dry run keeps something")
	}
	n.hears(failed, "doctor", "Botens nyckel saknas. Kör: utblick setup mattermost")
	n.hears(done, "setup mattermost", "Kommandot /mote är skapat", "Starta boten med: utblick serve")
	private(t, kept)
	n.hears(done, "setup mattermost", "Klart. 0 saker ändrades")
	n.hears(failed, "doctor", "svarar inte", "Starta utblick serve")

	serving := n.serves()
	n.hears(done, "doctor", "Servern når boten på "+n.env["UTBLICK_PUBLIC_URL"], "Boten är med i kanalen naringsliv", "Klockan visar samma tid", "!!! ")
	n.hears(done, "setup mattermost", "Klart. 0 saker ändrades. Boten är igång.")

	// Elsewhere: the commands lead astray until setup has run, and the server
	// may not go there.
	was := n.env["UTBLICK_PUBLIC_URL"]
	n.env["UTBLICK_PUBLIC_URL"] = strings.Replace(was, "127.0.0.1", "0.0.0.0", 1)
	n.hears(failed, "doctor", "pekar inte på")
	n.hears(done, "setup mattermost", "Kommandot /mote är rättat")
	n.hears(failed, "doctor", "Servern får inte ansluta till 0.0.0.0", "Allow untrusted internal connections")
	n.env["UTBLICK_PUBLIC_URL"] = was
	n.hears(done, "setup mattermost", "är rättat")

	// Keys that are lost and made anew: the bot goes on with the old.
	n.forgets()
	n.hears(failed, "doctor", "Nyckeln som signerar knappar och formulär saknas")
	n.hears(done, "setup mattermost", "formulär är skapad", "Boten går fortfarande på det gamla: starta om utblick serve")
	n.hears(failed, "doctor", "svarar Utblick med andra nycklar", "Starta om utblick serve")
	serving.stop()
	if code := serving.ends(); code != done {
		t.Errorf("serve ends with %d\n%s", code, serving.err)
	}

	// A token that is withdrawn.
	serving = n.serves()
	n.hears(done, "doctor", "Servern når boten")
	serving.stop()
	serving.ends()
	n.withdraw()
	n.hears(failed, "doctor", "Servern godtar inte botens nyckel")
	n.hears(done, "setup mattermost", "En nyckel för boten är skapad", "Starta boten med: utblick serve")

	// The rest is settings.
	n.env["UTBLICK_MATTERMOST_URL"] = strings.Replace(n.env["UTBLICK_MATTERMOST_URL"], "127.0.0.1", "localhost", 1)
	n.hears(failed, "doctor", "Servern kallar sig http://127.0.0.1", "Site URL")
	n.env["UTBLICK_MATTERMOST_URL"] = mmtest.URL
	n.env["UTBLICK_CHANNEL"] = "fika"
	n.hears(failed, "doctor", "Kanalen fika finns inte i teamet")
	n.hears(failed, "setup mattermost", "Kanalen fika finns inte i teamet", "Skapa den")
	n.env["UTBLICK_MATTERMOST_TOKEN"] = n.env["UTBLICK_MATTERMOST_ADMIN_TOKEN"]
	n.hears(failed, "doctor", "Nyckeln är en persons")
	n.env["UTBLICK_MATTERMOST_ADMIN_TOKEN"] = "fel"
	n.hears(failed, "setup mattermost", "Servern godtar inte administratörens nyckel")
}

// forgets loses the key that signs.
func (n *newcomer) forgets() {
	n.t.Helper()
	s := &settings{Data: n.env["UTBLICK_DATA"]}
	kept, err := readKept(s)
	if err != nil {
		n.t.Fatal(err)
	}
	kept.Secret = nil
	if err := writeKept(s, kept); err != nil {
		n.t.Fatal(err)
	}
}

// withdraw takes the bot's tokens back.
func (n *newcomer) withdraw() {
	n.t.Helper()
	ctx := n.t.Context()
	bot, _, err := n.admin.GetUserByUsername(ctx, "utblick", "")
	if err != nil {
		n.t.Fatal(err)
	}
	tokens, _, err := n.admin.GetUserAccessTokensForUser(ctx, bot.Id, 0, 100)
	for _, token := range tokens {
		if _, err2 := n.admin.RevokeUserAccessToken(ctx, token.Id); err2 != nil {
			err = fmt.Errorf("%w; %w", err, err2)
		}
	}
	if err != nil {
		n.t.Fatal(err)
	}
}
