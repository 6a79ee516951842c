package mattermost

import (
	"crypto/subtle"
	"net/http"
	"net/url"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"

	"utblick/bot"
)

// command answers a slash command.
func (p *Platform) command(w http.ResponseWriter, r *http.Request, body []byte) {
	form, err := url.ParseQuery(string(body))
	if err != nil {
		p.malformed(w, r)
		return
	}
	if !p.isOurs(form.Get("command"), form.Get("token")) {
		p.turnedAway(r, "token")
		http.Error(w, "not our command", http.StatusUnauthorized)
		return
	}
	if mark := Mark(p.needs.Secret); form.Get("text") == mark {
		write(w, &model.CommandResponse{Props: model.StringInterface{MarkName: mark}})
		return
	}
	d, ok := p.decodeCommand(form)
	if !ok {
		p.malformed(w, r)
		return
	}
	p.answer(w, r, d)
}

// isOurs tells whether the token is the one that this very command was
// installed with. A command that we don't have takes as long to refuse.
func (p *Platform) isOurs(command, token string) bool {
	want := p.needs.Commands[trigger(command)]
	same := subtle.ConstantTimeCompare([]byte(token), []byte(want)) == 1
	return same && want != ""
}

func trigger(command string) string {
	return strings.ToLower(strings.TrimPrefix(command, "/"))
}

// decodeCommand reads what isOurs has let through.
func (p *Platform) decodeCommand(form url.Values) (deed, bool) {
	d := deed{
		user: form.Get("user_id"), channel: form.Get("channel_id"), name: form.Get("channel_name"),
		root: form.Get("root_id"), trigger: form.Get("trigger_id"),
	}
	if !isID(d.user, false) || !isID(d.channel, false) || !isID(d.root, true) || d.trigger == "" {
		return deed{}, false
	}
	d.route = p.newRoute(form.Get("response_url"))
	text := "/" + trigger(form.Get("command"))
	if words := form.Get("text"); words != "" {
		text += " " + words
	}
	d.event = bot.Event{ID: eventID("command", d.trigger), Kind: bot.Typed, Text: text, CanForm: true}
	return d, true
}

// commandAnswer is what the person alone reads where they typed.
func commandAnswer(parts []drawn) *model.CommandResponse {
	var first *model.CommandResponse
	for _, part := range parts {
		answer := &model.CommandResponse{
			ResponseType: model.CommandResponseTypeEphemeral,
			Text:         part.text, Attachments: part.attachments,
			SkipSlackParsing: true, // else <https://a|b> in anyone's text becomes a link
		}
		if first == nil {
			first = answer
			continue
		}
		first.ExtraResponses = append(first.ExtraResponses, answer)
	}
	return first
}
