package setup

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"
)

// A checked house is set up on the fake server, with its bot running.
type checked struct {
	*fake
	needs CheckNeeds
}

func newChecked(t *testing.T) *checked {
	t.Helper()
	f := newFake(t)
	n := needs(f)
	n.PublicURL = here(t, nil)
	kept, _, err := Run(t.Context(), n)
	if err != nil {
		t.Fatal(err)
	}
	return &checked{f, CheckNeeds{
		URL: f.URL, AdminToken: adminToken, Team: n.Team, Channel: n.Channel, PublicURL: n.PublicURL,
		Kept: kept, Mark: mark, MarkName: markName, Now: time.Now,
	}}
}

// moves has the bot be reached elsewhere, and the commands know it.
func (c *checked) moves(url string) {
	c.needs.PublicURL = url
	for _, command := range c.commands {
		command.URL = url + Path
	}
}

// finds is what is well, what is wrong and what couldn't be checked.
func (c *checked) finds(t *testing.T) (well, faults, skips []string) {
	t.Helper()
	for _, f := range Check(t.Context(), c.needs) {
		switch {
		case f.Fault:
			faults = append(faults, f.Key)
		case f.Skipped:
			skips = append(skips, f.Key)
		default:
			well = append(well, f.Key)
		}
	}
	return well, faults, skips
}

// TestAllIsWell: after setup, with the bot running.
func TestAllIsWell(t *testing.T) {
	t.Parallel()
	c := newChecked(t)
	c.changes = nil
	well, faults, skips := c.finds(t)
	want := []string{"server", "clock", "token", "site", "team", "channel", "websocket", "commands", "reached"}
	if !slices.Equal(well, want) || faults != nil || skips != nil {
		t.Errorf("well %v\nfaults %v\nskipped %v", well, faults, skips)
	}
	if len(c.changes) > 0 {
		t.Errorf("the check changed %v", c.changes)
	}
}

// TestWithoutAdministrator: then it is seen from here whether the bot stands at
// the public address, and what is skipped is named.
func TestWithoutAdministrator(t *testing.T) {
	t.Parallel()
	c := newChecked(t)
	c.needs.AdminToken, c.needs.Channel = "", ""
	well, faults, skips := c.finds(t)
	if !slices.Contains(well, "answers") || faults != nil || !slices.Equal(skips, []string{"channel_none", "admin_skipped"}) {
		t.Errorf("well %v\nfaults %v\nskipped %v", well, faults, skips)
	}
}

// TestFaults: each thing that is wrong is found, and nothing else.
func TestFaults(t *testing.T) {
	t.Parallel()
	for _, one := range []struct {
		fault string
		when  func(*testing.T, *checked)
	}{
		{"server_down", func(_ *testing.T, c *checked) { c.Close() }},
		{"server_busy", func(_ *testing.T, c *checked) { c.refuses["GET /system"] = no{503, ""} }},
		{"server_stranger", func(_ *testing.T, c *checked) { c.refuses["GET /system"] = no{404, ""} }},
		{"server_stranger", func(_ *testing.T, c *checked) { c.refuses["GET /system"] = no{200, ""} }},
		{"server_old", func(_ *testing.T, c *checked) { c.version = "9.11.3" }},
		{"clock_off", func(_ *testing.T, c *checked) {
			c.late.Set("Date", time.Now().Add(-2*time.Minute).UTC().Format(http.TimeFormat))
		}},
		{"site_other", func(_ *testing.T, c *checked) { c.site = "https://chatt.example.org" }},
		{"token_missing", func(_ *testing.T, c *checked) { c.needs.Kept.Token = "" }},
		{"token_refused", func(_ *testing.T, c *checked) { c.needs.Kept.Token = "another" }},
		{"token_person", func(_ *testing.T, c *checked) { c.needs.Kept.Token = personal }},
		{"secret_missing", func(_ *testing.T, c *checked) { c.needs.Kept.Secret = nil }},
		{"commands_missing", func(_ *testing.T, c *checked) { c.needs.Kept.Commands = nil }},
		{"team_missing", func(_ *testing.T, c *checked) { c.needs.Team = "boden" }},
		{"team_outside", func(_ *testing.T, c *checked) { c.member = false }},
		{"channel_missing", func(_ *testing.T, c *checked) { c.needs.Channel = "fika" }},
		{"channel_unseen", func(_ *testing.T, c *checked) { c.needs.Channel, c.needs.AdminToken = "fika", "" }},
		{"channel_outside", func(_ *testing.T, c *checked) { c.entered = false }},
		{"channel_mute", func(_ *testing.T, c *checked) { c.muted = true }},
		{"websocket_down", func(_ *testing.T, c *checked) { c.refuses["GET /websocket"] = no{502, ""} }},
		{"admin_refused", func(_ *testing.T, c *checked) { c.needs.AdminToken = "old" }},
		{"commands_off", func(_ *testing.T, c *checked) { c.refuses["GET /commands"] = no{501, idCommandsOff} }},
		{"commands_unread", func(_ *testing.T, c *checked) {
			c.refuses["GET /commands"] = no{403, "api.context.permissions.app_error"}
		}},
		{"commands_astray", func(_ *testing.T, c *checked) { c.commands[1].URL = "http://127.0.0.1:9" + Path }},
		{"commands_astray", func(_ *testing.T, c *checked) { c.commands[1].Token = "another" }},
		{"commands_astray", func(_ *testing.T, c *checked) { c.commands = c.commands[1:] }},
		{"way_untried", func(_ *testing.T, c *checked) { c.refuses["POST /channels/direct"] = no{403, "no"} }},
		// The way from the server to us.
		{"untrusted", func(_ *testing.T, c *checked) { c.allowed = "" }},
		{"untrusted", func(_ *testing.T, c *checked) {
			c.allowed = strings.TrimPrefix(c.needs.PublicURL, "http://") // with its port: the server compares the bare host
		}},
		{"untrusted", func(_ *testing.T, c *checked) { // by a name, of which only the address is listed
			c.moves(strings.Replace(c.needs.PublicURL, "127.0.0.1", "localhost", 1))
		}},
		{"unreached", func(_ *testing.T, c *checked) { c.moves("http://127.0.0.1:9") }},
		{"unreached_there", func(_ *testing.T, c *checked) { c.refuses["POST /commands/execute"] = no{500, idNoAnswer} }},
		{"unreached_there", func(t *testing.T, c *checked) { // it takes the command, and hangs
			c.needs.Client = &http.Client{Timeout: 500 * time.Millisecond}
			c.moves(here(t, func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set(markName, mark)
				if r.Method == http.MethodPost {
					time.Sleep(time.Second)
				}
			}))
		}},
		{"unready", func(t *testing.T, c *checked) { // it has begun, and isn't connected yet
			c.moves(here(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set(markName, mark)
				w.WriteHeader(http.StatusServiceUnavailable)
			}))
		}},
		{"stranger", func(t *testing.T, c *checked) { // a proxy before a bot that is down
			c.moves(here(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) }))
		}},
		{"stranger", func(t *testing.T, c *checked) { // a web site that answers whatever it is asked
			c.moves(here(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("Välkommen")) }))
		}},
		{"namesake", func(t *testing.T, c *checked) { // the bot, which has not been restarted since its keys were made anew
			c.moves(here(t, func(w http.ResponseWriter, _ *http.Request) { w.Header().Set(markName, "old") }))
		}},
		{"namesake", func(t *testing.T, c *checked) { // another house's bot: it doesn't know the command
			c.moves(here(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set(markName, "another")
				w.WriteHeader(http.StatusUnauthorized)
			}))
		}},
	} {
		t.Run(one.fault, func(t *testing.T) {
			t.Parallel()
			c := newChecked(t)
			one.when(t, c)
			if well, faults, _ := c.finds(t); !slices.Equal(faults, []string{one.fault}) {
				t.Errorf("found %v, want %s; well are %v", faults, one.fault, well)
			}
		})
	}
}

// TestWithoutAdministratorStill: without a token that could have the server try
// it, a bot that doesn't run is found all the same.
func TestWithoutAdministratorStill(t *testing.T) {
	t.Parallel()
	c := newChecked(t)
	c.needs.AdminToken = ""
	c.moves("http://127.0.0.1:9")
	if _, faults, _ := c.finds(t); !slices.Equal(faults, []string{"unreached"}) {
		t.Errorf("found %v", faults)
	}
}

// TestInside: the addresses that a server won't post to unless it is told to.
func TestInside(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]bool{
		"127.0.0.1": true, "10.1.2.3": true, "192.168.1.9": true, "172.20.0.5": true, "169.254.1.1": true,
		"100.64.0.1": true, "0.0.0.0": true, "::1": true, "fd00::1": true, "fe80::1": true, "224.0.0.1": true,
		"100.128.0.1": false, "193.10.10.10": false, "2a00:1450:400f::1": false,
	} {
		if got := inside(netip.MustParseAddr(address)); got != want {
			t.Errorf("%s: %v", address, got)
		}
	}
	own, err := net.InterfaceAddrs()
	if err != nil {
		t.Skip(err)
	}
	for _, o := range own {
		if p, err := netip.ParsePrefix(o.String()); err == nil && !isOwn(p.Addr().Unmap()) {
			t.Errorf("%s is this machine's", o)
		}
	}
}
