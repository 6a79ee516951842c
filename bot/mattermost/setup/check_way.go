package setup

import (
	"context"
	"maps"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

// way checks the way from the server to us. Only an administrator can have the
// server go it; without one it is seen whether we are at its end.
func (c *check) way(ctx context.Context) {
	if c.admin == nil {
		c.skipped("admin_skipped")
		c.look(ctx)
		return
	}
	me, res, err := c.admin.GetMe(ctx, "")
	switch {
	case err != nil && status(res) == http.StatusUnauthorized:
		c.fault("admin_refused", "cause", cause(err))
	case err != nil:
		c.fault("server_busy", "url", c.URL, "cause", cause(err))
	case c.me == nil || c.team == nil || !c.pointing(ctx):
		c.look(ctx) // there is nothing that the server could be told to do
	default:
		c.goes(ctx, me.Id)
	}
}

// pointing tells whether all commands lead to us.
func (c *check) pointing(ctx context.Context) bool {
	if len(c.Kept.Commands) == 0 {
		return false // as was told
	}
	there, _, err := c.admin.ListCommands(ctx, c.team.Id, true)
	switch id, _ := ownID(err); {
	case id == idCommandsOff:
		c.fault("commands_off")
		return false
	case err != nil:
		c.fault("commands_unread", "cause", cause(err))
		return false
	}
	for _, trigger := range slices.Sorted(maps.Keys(c.Kept.Commands)) {
		have := byTrigger(there, trigger)
		if have == nil || have.Token != c.Kept.Commands[trigger] || have.URL != c.PublicURL+Path {
			c.fault("commands_astray", "command", "/"+trigger, "url", c.PublicURL+Path)
			return false
		}
	}
	c.well("commands", "count", len(c.Kept.Commands))
	return true
}

// What the server says of a command whose address answered with another status
// than 200, and of one whose address it didn't get to.
const (
	idAnswered  = "api.command.execute_command.failed_resp.app_error"
	idNoAnswer  = "api.command.execute_command.failed.app_error"
	idNoContent = "api.command.execute_command.failed_empty.app_error"
)

// goes has the server go the way: it runs a command of ours, in the
// administrator's conversation with the bot. The mark behind it tells the bot
// to do nothing and show nothing, and to say the mark back.
func (c *check) goes(ctx context.Context, admin string) {
	dm, _, err := c.admin.CreateDirectChannel(ctx, admin, c.me.Id)
	if err != nil {
		c.fault("way_untried", "cause", cause(err))
		return
	}
	command := "/" + slices.Min(slices.Collect(maps.Keys(c.Kept.Commands))) + " " + c.Mark
	answer, res, err := c.admin.ExecuteCommandWithTeam(ctx, dm.Id, c.team.Id, command)
	switch id, _ := ownID(err); {
	case err == nil && answer.Props[c.MarkName] == c.Mark:
		c.well("reached", "url", c.PublicURL)
	case id == idAnswered:
		if c.look(ctx) {
			c.fault("unready", "url", c.PublicURL)
		}
	case err != nil && id != idNoAnswer && id != idNoContent && status(res) != 0: // 0: the server still waits for us
		c.fault("way_untried", "cause", cause(err))
	case err != nil && c.barred(ctx):
		c.fault("untrusted", "host", c.host())
	case c.look(ctx): // which tells what is there if it isn't us
		c.fault("unreached_there", "url", c.PublicURL)
	}
}

// look tells whether we are what answers at the public address, from here.
func (c *check) look(ctx context.Context) bool {
	// What is there for the server takes no GET; it says so, and has the mark.
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.PublicURL+Path, nil)
	if err != nil {
		c.fault("unreached", "url", c.PublicURL, "cause", clip(err.Error()))
		return false
	}
	with := c.Client
	if with == nil {
		with = &http.Client{Timeout: answerWithin}
	}
	res, err := with.Do(req)
	if err != nil {
		c.fault("unreached", "url", c.PublicURL, "cause", clip(err.Error()))
		return false
	}
	defer res.Body.Close()
	switch mark := res.Header.Get(c.MarkName); mark {
	case c.Mark:
		c.well("answers", "url", c.PublicURL)
		return true
	case "":
		c.fault("stranger", "url", c.PublicURL, "cause", res.Status)
	default:
		c.fault("namesake", "url", c.PublicURL)
	}
	return false
}

func (c *check) host() string {
	ours, err := url.Parse(c.PublicURL)
	if err != nil {
		return ""
	}
	return ours.Hostname()
}

// barred tells whether the server's own rule keeps it from us: it posts to an
// address inside a network only if that, or the bare host, is listed.
func (c *check) barred(ctx context.Context) bool {
	config, _, err := c.admin.GetConfig(ctx)
	if err != nil {
		return false
	}
	allowed := strings.FieldsFunc(model.SafeDereference(config.ServiceSettings.AllowedUntrustedInternalConnections),
		func(r rune) bool { return r == ',' || strings.ContainsRune(" \t\r\n", r) })
	if slices.Contains(allowed, c.host()) {
		return false
	}
	addresses, err := net.DefaultResolver.LookupNetIP(ctx, "ip", c.host())
	return err == nil && !slices.ContainsFunc(addresses, func(a netip.Addr) bool {
		return !inside(a.Unmap()) || listed(allowed, a.Unmap())
	})
}

// shared are the addresses inside a provider's network (RFC 6598).
var shared = netip.MustParsePrefix("100.64.0.0/10")

// inside: an address that doesn't lead out into the world, or to this machine.
// The module's own rule (httpservice.IsReservedIP) would bring a database
// driver and a SAML library with it; it differs in ranges where nobody lives.
func inside(a netip.Addr) bool {
	return !a.IsGlobalUnicast() || a.IsPrivate() || shared.Contains(a) || isOwn(a)
}

func isOwn(a netip.Addr) bool {
	own, err := net.InterfaceAddrs()
	return err == nil && slices.ContainsFunc(own, func(o net.Addr) bool {
		p, err := netip.ParsePrefix(o.String())
		return err == nil && p.Addr().Unmap() == a
	})
}

func listed(allowed []string, a netip.Addr) bool {
	return slices.ContainsFunc(allowed, func(s string) bool {
		p, err := netip.ParsePrefix(s)
		return err == nil && p.Contains(a)
	})
}
