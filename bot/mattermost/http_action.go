package mattermost

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/mattermost/mattermost/server/public/model"

	"utblick/bot"
)

// action answers a pressed button.
func (p *Platform) action(w http.ResponseWriter, r *http.Request, body []byte) {
	d, who, ok := p.decodeAction(body)
	if !ok {
		p.malformed(w, r)
		return
	}
	why := ""
	switch {
	case who == "":
		why = "altered"
	case who != anyone && who != d.user:
		why = "not_yours"
	}
	if why != "" {
		p.refused(d, why)
		write(w, ephemeral(p.words(p.langOf(d.user), why)))
		return
	}
	p.answer(w, r, d)
}

// decodeAction reads a press. The one who may have made it is empty when the
// button's signature does not hold; nothing but the sender's place is to be
// trusted then.
func (p *Platform) decodeAction(body []byte) (d deed, who string, ok bool) {
	var press model.PostActionIntegrationRequest
	if json.Unmarshal(body, &press) != nil ||
		!isID(press.UserId, false) || !isID(press.ChannelId, false) || !isID(press.PostId, false) {
		return deed{}, "", false
	}
	var cmd, sig string
	for name, value := range map[string]*string{"cmd": &cmd, "key": &d.key, "who": &who, "sig": &sig} {
		*value, _ = press.Context[name].(string)
	}
	d.user, d.channel, d.name = press.UserId, press.ChannelId, press.ChannelName
	d.post, d.trigger, d.route = press.PostId, press.TriggerId, p.talk.routeOf(d.key)
	d.event = bot.Event{
		ID:   eventID("press", press.UserId, press.PostId, sig, press.TriggerId),
		Kind: bot.Pressed, Text: cmd, CanForm: press.TriggerId != "",
	}
	if cmd == "" || d.key == "" || !p.sealed(sig, signsPress, cmd, d.key, who) || isPrivateKey(d.key) && who == anyone {
		who = ""
	}
	return d, who, true
}

// checkPost tells why a press on a post counts for nothing, or "": the post
// must be ours, stand there still, and be the one that the button was made for.
func (p *Platform) checkPost(ctx context.Context, d *deed) string {
	post, _, err := p.client.GetPost(ctx, d.post, "")
	switch {
	case isAbsent(err):
		return "altered"
	case err != nil:
		p.needs.Log.Error("post not read", "event", d.event.ID, "error", err)
		return "trouble"
	case post == nil, post.UserId != p.me.Id, post.ChannelId != d.channel, post.DeleteAt != 0, post.GetProp(propKey) != d.key:
		return "altered"
	}
	d.root = post.RootId
	return ""
}

// ephemeral is text that only the presser sees.
func ephemeral(text string) *model.PostActionIntegrationResponse {
	return &model.PostActionIntegrationResponse{EphemeralText: text, SkipSlackParsing: true}
}

// pressAnswer is the whole answer to a press when it can be: such an answer is
// mere text, and one of them. Anything else takes another way.
func pressAnswer(parts []drawn) (*model.PostActionIntegrationResponse, bool) {
	if len(parts) != 1 || len(parts[0].attachments) > 0 {
		return nil, false
	}
	return ephemeral(parts[0].text), true
}
