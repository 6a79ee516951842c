package mattermost

import "context"

// ChannelID is the id of the team's channel of that name, without its ~.
func (p *Platform) ChannelID(ctx context.Context, name string) (string, error) {
	return p.channelID(ctx, name)
}
