package mattermost

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"utblick/bot"
)

func TestSeal(t *testing.T) {
	t.Parallel()
	p := &Platform{needs: Needs{Secret: bytes.Repeat([]byte("s"), 32)}}
	sig := p.seal(signsPress, "a", "bc")
	if !p.sealed(sig, signsPress, "a", "bc") {
		t.Error("its own signature does not hold")
	}
	other := &Platform{needs: Needs{Secret: bytes.Repeat([]byte("t"), 32)}}
	for name, holds := range map[string]bool{
		"moved border":    p.sealed(sig, signsPress, "ab", "c"),
		"one more field":  p.sealed(sig, signsPress, "a", "bc", ""),
		"another purpose": p.sealed(sig, signsForm, "a", "bc"),
		"another secret":  other.sealed(sig, signsPress, "a", "bc"),
		"nothing":         p.sealed("", signsPress, "a", "bc"),
		"cut":             p.sealed(sig[:len(sig)-1], signsPress, "a", "bc"),
	} {
		if holds {
			t.Errorf("%s: holds", name)
		}
	}
}

const postKey = "remind:U1:2026-11-23"

// pressing is what the server sends when by presses the button of a post.
func (o *office) pressing(by, key, who string) *model.PostActionIntegrationRequest {
	button := o.presses(key, who)(bot.Button{Label: "Klar", Command: "/uppgift klar U1"}, 1)
	return &model.PostActionIntegrationRequest{
		UserId: by, ChannelId: openID, ChannelName: "allmant", PostId: id("post"), TriggerId: "trigger",
		Type: "button", Context: button.Integration.Context,
	}
}

// postStands puts up the post that the button stands on.
func (o *office) postStands(change ...func(*model.Post)) {
	post := &model.Post{Id: id("post"), ChannelId: openID, UserId: botID, RootId: id("root"), CreateAt: 1}
	post.AddProp(propKey, postKey)
	for _, c := range change {
		c(post)
	}
	o.server.stands(post)
}

func TestPressed(t *testing.T) {
	t.Parallel()
	o := openOffice(t, always(bot.Response{Message: saying("Klart")}))
	o.postStands()
	for name, press := range map[string]*model.PostActionIntegrationRequest{
		"by anyone":         o.pressing(boID, postKey, anyone),
		"by whom it is for": o.pressing(annaID, postKey, annaID),
		"on a private one":  o.pressing(annaID, privateKey(), annaID),
	} {
		w := o.post(pathAction, press)
		got := read[model.PostActionIntegrationResponse](t, w.Body.String())
		if w.Code != http.StatusOK || got.EphemeralText != "Klart" || !got.SkipSlackParsing || got.Update != nil {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
		}
		e := o.event()
		if e.Kind != bot.Pressed || e.Text != "/uppgift klar U1" || !e.CanForm || e.From.ID != press.UserId || e.Place.Channel != openID {
			t.Errorf("%s: heard %+v", name, e)
		}
		o.post(pathAction, press)
		again := o.event()
		press.TriggerId = "another"
		o.post(pathAction, press)
		if next := o.event(); again.ID != e.ID || next.ID == e.ID {
			t.Errorf("%s: ids %q, again %q, pressed again %q", name, e.ID, again.ID, next.ID)
		}
	}
}

func TestPressRefused(t *testing.T) {
	t.Parallel()
	set := func(name string, value any) func(*office, *model.PostActionIntegrationRequest) {
		return func(o *office, r *model.PostActionIntegrationRequest) { o.postStands(); r.Context[name] = value }
	}
	for name, c := range map[string]struct {
		change func(*office, *model.PostActionIntegrationRequest)
		want   string
	}{
		"another command":   {set("cmd", "/uppgift radera U1"), "[altered]"},
		"another key":       {set("key", "other"), "[altered]"},
		"for another":       {set("who", annaID), "[altered]"},
		"no signature":      {set("sig", ""), "[altered]"},
		"signature is none": {set("sig", 7), "[altered]"},
		"no command":        {set("cmd", nil), "[altered]"},
		"a form's signature": {func(o *office, r *model.PostActionIntegrationRequest) {
			o.postStands()
			r.Context["sig"] = o.seal(signsForm, "/uppgift klar U1", postKey, anyone)
		}, "[altered]"},
		"no post": {func(*office, *model.PostActionIntegrationRequest) {}, "[altered]"},
		"a post with another key": {func(o *office, _ *model.PostActionIntegrationRequest) {
			o.postStands(func(p *model.Post) { p.AddProp(propKey, "other") })
		}, "[altered]"},
		"a post without a key": {func(o *office, _ *model.PostActionIntegrationRequest) {
			o.postStands(func(p *model.Post) { p.DelProp(propKey) })
		}, "[altered]"},
		"somebody else's post": {func(o *office, _ *model.PostActionIntegrationRequest) {
			o.postStands(func(p *model.Post) { p.UserId = annaID })
		}, "[altered]"},
		"a post elsewhere": {func(o *office, _ *model.PostActionIntegrationRequest) {
			o.postStands(func(p *model.Post) { p.ChannelId = privateID })
		}, "[altered]"},
		"the wrong person": {func(o *office, r *model.PostActionIntegrationRequest) {
			o.postStands()
			r.Context = o.pressing(annaID, postKey, annaID).Context
		}, "[not_yours]"},
		"a private one for all": {func(o *office, r *model.PostActionIntegrationRequest) {
			r.Context = o.pressing(annaID, privateKey(), anyone).Context
		}, "[altered]"},
		"HTML from the server": {func(o *office, _ *model.PostActionIntegrationRequest) { o.server.breaks("/posts", 502) }, "[trouble]"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := openOffice(t, always(bot.Response{Message: saying("Klart")}))
			press := o.pressing(boID, postKey, anyone)
			c.change(o, press)
			w := o.post(pathAction, press)
			if got := read[model.PostActionIntegrationResponse](t, w.Body.String()); strings.ReplaceAll(got.EphemeralText, `\`, "") != c.want {
				t.Errorf("answered %s, want %s", w.Body, c.want)
			}
			if heard := o.events(); len(heard) > 0 || strings.Count(o.logged(), "msg=refused") != 1 {
				t.Errorf("heard %+v; log:\n%s", heard, o.logged())
			}
		})
	}
}

// TestPressAnsweredWithButtons: such an answer goes the way that the command
// came by, or into the direct messages with a word about it.
func TestPressAnsweredWithButtons(t *testing.T) {
	t.Parallel()
	ask := saying("Vilken?", bot.Button{Label: "Klar", Command: "/uppgift klar U1"})
	o := openOffice(t, always(bot.Response{Message: ask}))
	hook := "/hooks/commands/" + id("hook")
	typed := read[model.CommandResponse](t, o.types("lista", func(f url.Values) {
		f["response_url"] = []string{o.server.URL + hook}
	}).Body.String())
	press := &model.PostActionIntegrationRequest{
		UserId: annaID, ChannelId: openID, PostId: id("ephemeral"), TriggerId: "t",
		Context: typed.Attachments[len(typed.Attachments)-1].Actions[0].Integration.Context,
	}
	if w := o.post(pathAction, press); strings.TrimSpace(w.Body.String()) != "{}" {
		t.Errorf("answered %s", w.Body)
	}
	sent := o.server.told(hook, 1)
	if got := read[model.CommandResponse](t, sent[0].body); len(got.Attachments) == 0 || got.ResponseType != "ephemeral" {
		t.Errorf("sent %s", sent[0].body)
	}
	o.server.later(30 * time.Minute)
	if got := read[model.PostActionIntegrationResponse](t, o.post(pathAction, press).Body.String()); got.EphemeralText != "[in_direct]" {
		t.Errorf("half an hour later: %+v", got)
	}
	posted := o.server.told("/posts", 1)
	if post := read[model.Post](t, posted[0].body); post.ChannelId != directID {
		t.Errorf("posted %s", posted[0].body)
	}
}

// TestMark: who checks the way from the server to us types what only the bot
// knows. It comes back, shows nothing, and nobody hears of it; to a bot with
// another secret it is a text like any other.
func TestMark(t *testing.T) {
	t.Parallel()
	o := openOffice(t, always(bot.Response{Message: saying("hej")}))
	mark := Mark(bytes.Repeat([]byte("s"), 32))
	w := o.types(mark)
	answer := read[model.CommandResponse](t, w.Body.String())
	if answer.Props[MarkName] != mark || answer.Text != "" || answer.Attachments != nil || len(o.events()) > 0 {
		t.Errorf("answered %s", w.Body)
	}
	w = o.types(Mark(bytes.Repeat([]byte("t"), 32)))
	if answer = read[model.CommandResponse](t, w.Body.String()); answer.Props[MarkName] != nil || answer.Text != "hej" {
		t.Errorf("another's mark is answered %s", w.Body)
	}
	if w.Header().Get(MarkName) != mark {
		t.Errorf("an answer without the mark: %v", w.Header())
	}
}
