package setup

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/mattermost/mattermost/server/public/model"
)

// bot checks what the bot's own token can see.
func (c *check) bot(ctx context.Context) {
	if len(c.Kept.Secret) < secretBytes {
		c.fault("secret_missing")
	}
	if len(c.Kept.Commands) == 0 {
		c.fault("commands_missing")
	}
	if !c.token(ctx) {
		return
	}
	c.site(ctx)
	if c.member(ctx) {
		c.channel(ctx)
	}
	c.websocket()
}

func (c *check) token(ctx context.Context) bool {
	if c.Kept.Token == "" {
		c.fault("token_missing")
		return false
	}
	me, res, err := c.client.GetMe(ctx, "")
	switch {
	case err != nil && status(res) == http.StatusUnauthorized:
		c.fault("token_refused", "cause", cause(err))
		return false
	case err != nil:
		c.fault("server_busy", "url", c.URL, "cause", cause(err))
		return false
	case !me.IsBot:
		c.fault("token_person", "user", me.Username)
	default:
		c.well("token", "user", me.Username)
	}
	c.me = me
	return true
}

func (c *check) member(ctx context.Context) bool {
	team, _, err := c.client.GetTeamByName(ctx, c.Team, "")
	if err != nil {
		c.fault("team_missing", "team", c.Team, "cause", cause(err))
		return false
	}
	c.team = team
	m, _, err := c.client.GetTeamMember(ctx, team.Id, c.me.Id, "")
	if err != nil || m.DeleteAt > 0 {
		c.fault("team_outside", "team", c.Team)
		return false
	}
	c.roles = m.Roles + " " + c.me.Roles
	c.well("team", "team", c.Team)
	return true
}

// channel: the overview and escalations need one that the bot may post in.
func (c *check) channel(ctx context.Context) {
	if c.Channel == "" {
		c.skipped("channel_none")
		return
	}
	channel, res, err := c.client.GetChannelByName(ctx, c.Channel, c.team.Id, "")
	switch {
	case isAbsent(res, err):
		c.fault(c.unseen(ctx), "channel", c.Channel, "user", c.me.Username)
		return
	case err != nil:
		c.fault("channel_unread", "channel", c.Channel, "cause", cause(err))
		return
	}
	member, _, err := c.client.GetChannelMember(ctx, channel.Id, c.me.Id, "")
	switch {
	case err != nil:
		c.fault("channel_outside", "channel", c.Channel, "user", c.me.Username)
	case !c.mayPost(ctx, member):
		c.fault("channel_mute", "channel", c.Channel, "user", c.me.Username)
	default:
		c.well("channel", "channel", c.Channel)
	}
}

// unseen is what it means that the bot sees no such channel. A private one that
// it isn't in looks like none at all; an administrator sees the difference.
func (c *check) unseen(ctx context.Context) string {
	if c.admin == nil {
		return "channel_unseen"
	}
	_, res, err := c.admin.GetChannelByName(ctx, c.Channel, c.team.Id, "")
	switch {
	case err == nil:
		return "channel_outside"
	case isAbsent(res, err):
		return "channel_missing"
	}
	return "channel_unseen"
}

// mayPost adds up what the bot's roles allow in a channel. What can't be read
// is no fault.
func (c *check) mayPost(ctx context.Context, m *model.ChannelMember) bool {
	roles, _, err := c.client.GetRolesByNames(ctx, strings.Fields(m.Roles+" "+c.roles))
	if err != nil || len(roles) == 0 {
		return true
	}
	return slices.ContainsFunc(roles, func(r *model.Role) bool {
		return slices.Contains(r.Permissions, model.PermissionCreatePost.Id)
	})
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
