package setup

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/mattermost/mattermost/server/public/model"
)

// A Finding is what is well, wrong or was skipped. Key names its text under
// "cli.check." in the catalogue; the text of a fault names the remedy.
type Finding struct {
	Key     string
	Args    []any
	Fault   bool
	Skipped bool
}

// CheckNeeds are what Check works with; AdminToken may be empty.
type CheckNeeds struct {
	URL, AdminToken, Team, Channel, PublicURL string
	Kept                                      Kept
	Client                                    *http.Client // nil: one with a time limit
}

// oldest is the oldest server that the bot was made for.
const oldest = 10

// Check looks at the server from both ends as far as it may.
func Check(ctx context.Context, n CheckNeeds) []Finding {
	c := &check{CheckNeeds: n, client: client(n.URL, n.Kept.Token, n.Client)}
	c.server(ctx)
	if c.down {
		return c.found
	}
	c.bot(ctx)
	if n.AdminToken == "" {
		c.add(Finding{Key: "admin_skipped", Skipped: true})
		return c.found
	}
	c.admin(ctx, client(n.URL, n.AdminToken, n.Client))
	return c.found
}

type check struct {
	CheckNeeds
	client *model.Client4
	team   string
	down   bool
	found  []Finding
}

func (c *check) add(f Finding)              { c.found = append(c.found, f) }
func (c *check) well(key string, a ...any)  { c.add(Finding{Key: key, Args: a}) }
func (c *check) fault(key string, a ...any) { c.add(Finding{Key: key, Args: a, Fault: true}) }
func (c *check) cause(err error) (app string) {
	var e *model.AppError
	if errors.As(err, &e) && e.StatusCode > 0 {
		return e.Id
	}
	return clip(err.Error())
}

// clip keeps a page of HTML out of a finding.
func clip(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	if len(s) > 200 {
		s = strings.ToValidUTF8(s[:200], "") + "…"
	}
	return s
}

func (c *check) server(ctx context.Context) {
	ping, res, err := c.client.GetPingWithFullServerStatus(ctx)
	if err != nil && status(res) != http.StatusUnauthorized {
		c.down = true
		c.fault("server_down", "url", c.URL, "cause", c.cause(err))
		return
	}
	version := ""
	if res != nil {
		version, _, _ = strings.Cut(res.ServerVersion, ".dev")
	}
	if v, ok := ping["version"].(string); ok && version == "" {
		version = v
	}
	parts := strings.SplitN(version, ".", 4)
	if len(parts) > 3 {
		version = strings.Join(parts[:3], ".")
	}
	var major int
	if _, err := fmt.Sscanf(version, "%d", &major); err == nil && major < oldest {
		c.fault("server_old", "version", version, "oldest", oldest)
		return
	}
	c.well("server", "url", c.URL, "version", version)
}

// bot checks what the bot's own token can see.
func (c *check) bot(ctx context.Context) {
	if c.Kept.Token == "" {
		c.fault("token_missing")
		return
	}
	me, _, err := c.client.GetMe(ctx, "")
	if err != nil {
		c.fault("token_refused", "cause", c.cause(err))
		return
	}
	c.well("token", "user", me.Username)
	team, _, err := c.client.GetTeamByName(ctx, c.Team, "")
	if err != nil {
		c.fault("team_missing", "team", c.Team)
		return
	}
	c.team = team.Id
	if m, _, err := c.client.GetTeamMember(ctx, team.Id, me.Id, ""); err != nil || m.DeleteAt > 0 {
		c.fault("team_outside", "team", c.Team)
		return
	}
	c.well("team", "team", c.Team)
	c.ownChannel(ctx, me.Id)
	c.websocket()
	if len(c.Kept.Commands) == 0 {
		c.fault("commands_missing")
	}
}

func (c *check) ownChannel(ctx context.Context, me string) {
	if c.Channel == "" {
		c.well("channel_none")
		return
	}
	channel, _, err := c.client.GetChannelByName(ctx, c.Channel, c.team, "")
	if err == nil {
		_, _, err = c.client.GetChannelMember(ctx, channel.Id, me, "")
	}
	if err != nil {
		c.fault("channel_outside", "channel", c.Channel, "user", "utblick")
		return
	}
	c.well("channel", "channel", c.Channel)
}

// websocketWait is how long the server's greeting may take.
const websocketWait = 10 * time.Second

func (c *check) websocket() {
	ws, err := model.NewWebSocketClient4(strings.Replace(c.URL, "http", "ws", 1), c.Kept.Token)
	if err != nil {
		c.fault("websocket_down", "cause", clip(err.Error()))
		return
	}
	defer ws.Close()
	ws.Listen()
	late := time.NewTimer(websocketWait)
	defer late.Stop()
	for {
		select {
		case event, ok := <-ws.EventChannel:
			if !ok {
				c.fault("websocket_down", "cause", "closed")
				return
			}
			if event.EventType() == model.WebsocketEventHello {
				c.well("websocket")
				return
			}
		case <-ws.ResponseChannel:
		case <-ws.PingTimeoutChannel:
		case <-late.C:
			c.fault("websocket_down", "cause", "timeout")
			return
		}
	}
}

// admin checks what only an administrator sees: that the commands lead to us,
// and that the server may and can go there.
func (c *check) admin(ctx context.Context, admin *model.Client4) {
	if _, _, err := admin.GetMe(ctx, ""); err != nil {
		c.fault("admin_refused", "cause", c.cause(err))
		return
	}
	if c.team == "" {
		return
	}
	if len(c.Kept.Commands) > 0 {
		c.pointing(ctx, admin)
	}
	c.untrusted(ctx, admin)
	c.reaches(ctx)
}

func (c *check) pointing(ctx context.Context, admin *model.Client4) {
	there, _, err := admin.ListCommands(ctx, c.team, true)
	if err != nil {
		c.fault("commands_unread", "cause", c.cause(err))
		return
	}
	for trigger, token := range c.Kept.Commands {
		have := byTrigger(there, trigger)
		if have == nil || have.Token != token || have.URL != c.PublicURL+Path {
			c.fault("commands_astray", "command", "/"+trigger, "url", c.PublicURL+Path)
			return
		}
	}
	c.well("commands", "count", len(c.Kept.Commands))
}

// untrusted: a server refuses to post to a private address unless it is listed.
func (c *check) untrusted(ctx context.Context, admin *model.Client4) {
	ours, err := url.Parse(c.PublicURL)
	if err != nil || !private(ours.Hostname()) {
		return
	}
	config, _, err := admin.GetConfig(ctx)
	if err != nil || config.ServiceSettings.AllowedUntrustedInternalConnections == nil {
		c.add(Finding{Key: "untrusted_skipped", Skipped: true})
		return
	}
	for _, allowed := range strings.FieldsFunc(*config.ServiceSettings.AllowedUntrustedInternalConnections, func(r rune) bool { return r == ' ' || r == ',' }) {
		if allowed == ours.Hostname() || allowed == ours.Host || inNet(allowed, ours.Hostname()) {
			c.well("untrusted_ok", "host", ours.Hostname())
			return
		}
	}
	c.fault("untrusted", "host", ours.Hostname())
}

func private(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && (ip.IsLoopback() || ip.IsPrivate() || ip.IsLinkLocalUnicast())
}

func inNet(cidr, host string) bool {
	_, network, err := net.ParseCIDR(cidr)
	return err == nil && network.Contains(net.ParseIP(host))
}

// reaches: whether something of ours answers at the public address. That the
// server gets there, too, shows when it is the same machine or network.
func (c *check) reaches(ctx context.Context) {
	// What is there for the server takes no GET, and says so.
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.PublicURL+Path, nil)
	if err != nil {
		c.fault("unreached", "url", c.PublicURL, "cause", clip(err.Error()))
		return
	}
	with := c.Client
	if with == nil {
		with = &http.Client{Timeout: answerWithin}
	}
	res, err := with.Do(req)
	if err != nil {
		c.fault("unreached", "url", c.PublicURL, "cause", clip(err.Error()))
		return
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusMethodNotAllowed && res.StatusCode != http.StatusServiceUnavailable {
		c.fault("unreached", "url", c.PublicURL, "cause", res.Status)
		return
	}
	c.well("reached", "url", c.PublicURL)
}
