package mattermost

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"utblick/bot"
)

// TestRefused: what no server of ours sends is turned away at the door, and
// never reaches the bot.
func TestRefused(t *testing.T) {
	t.Parallel()
	form, text := "application/x-www-form-urlencoded", "application/json"
	good := typedForm("lista").Encode()
	with := func(name, value string) string {
		f := typedForm("lista")
		f.Set(name, value)
		return f.Encode()
	}
	for name, c := range map[string]struct {
		method, path, kind, body string
		want                     int
	}{
		"GET":                    {http.MethodGet, pathCommand, form, "", 405},
		"PUT":                    {http.MethodPut, pathAction, text, "{}", 405},
		"another path":           {http.MethodPost, "/mattermost/other", form, good, 404},
		"below a path":           {http.MethodPost, pathCommand + "/x", form, good, 404},
		"a command as JSON":      {http.MethodPost, pathCommand, text, good, 415},
		"a press as a form":      {http.MethodPost, pathAction, form, "{}", 415},
		"a form without a kind":  {http.MethodPost, pathDialog, "", "{}", 415},
		"oversized command":      {http.MethodPost, pathCommand, form, good + "&x=" + strings.Repeat("y", maxBody), 413},
		"oversized press":        {http.MethodPost, pathAction, text, strings.Repeat(" ", maxBody+1), 413},
		"oversized form":         {http.MethodPost, pathDialog, text, strings.Repeat(" ", maxBody+1), 413},
		"forged token":           {http.MethodPost, pathCommand, form, with("token", "forged"), 401},
		"no token":               {http.MethodPost, pathCommand, form, with("token", ""), 401},
		"another's command":      {http.MethodPost, pathCommand, form, with("command", "/plan"), 401},
		"a command without one":  {http.MethodPost, pathCommand, form, strings.Replace(with("token", ""), "kontakt", "tom", 1), 401},
		"token in the query":     {http.MethodPost, pathCommand + "?token=" + annasToken, form, with("token", ""), 401},
		"broken form":            {http.MethodPost, pathCommand, form, "%zz", 400},
		"no such user id":        {http.MethodPost, pathCommand, form, with("user_id", "../../me"), 400},
		"no channel":             {http.MethodPost, pathCommand, form, with("channel_id", ""), 400},
		"no thread of that name": {http.MethodPost, pathCommand, form, with("root_id", "x"), 400},
		"no trigger":             {http.MethodPost, pathCommand, form, with("trigger_id", ""), 400},
		"broken press":           {http.MethodPost, pathAction, text, "{", 400},
		"press by nobody":        {http.MethodPost, pathAction, text, "{}", 400},
		"broken form sent":       {http.MethodPost, pathDialog, text, "[]", 400},
		"another submission":     {http.MethodPost, pathDialog, text, `{"type":"refresh"}`, 400},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := openOffice(t, always(bot.Response{}))
			r := httptest.NewRequest(c.method, c.path, strings.NewReader(c.body))
			r.Header.Set("Content-Type", c.kind)
			w := httptest.NewRecorder()
			o.Handler().ServeHTTP(w, r)
			if w.Code != c.want {
				t.Errorf("status %d %s, want %d", w.Code, w.Body, c.want)
			}
			if heard := o.events(); len(heard) > 0 {
				t.Errorf("heard %+v", heard)
			}
			if strings.Contains(o.logged(), annasToken) || strings.Contains(o.logged(), "forged") {
				t.Errorf("the log has a token:\n%s", o.logged())
			}
			if refused := strings.Count(o.logged(), "refused"); refused != 1 && (c.want == 401 || c.want == 400 || c.want == 413) {
				t.Errorf("%d lines in the log, want 1:\n%s", refused, o.logged())
			}
		})
	}
}

func TestUnready(t *testing.T) {
	t.Parallel()
	o := openOffice(t, always(bot.Response{}))
	o.talk.close(func() {})
	if w := o.types("lista"); w.Code != http.StatusServiceUnavailable {
		t.Errorf("stopped: status %d", w.Code)
	}
	p := New(Needs{URL: "http://127.0.0.1:1", Words: keyWords{}, Now: o.server.Now})
	r := httptest.NewRequest(http.MethodPost, pathCommand, strings.NewReader(typedForm("x").Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	p.Handler().ServeHTTP(w, r)
	if w.Code != http.StatusServiceUnavailable {
		t.Errorf("not connected: status %d", w.Code)
	}
}

func TestCommandHeard(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(url.Values)
		want   bot.Place
	}{
		"open channel":    {func(url.Values) {}, bot.Place{Channel: openID, Name: "allmant"}},
		"private channel": {func(f url.Values) { f.Set("channel_id", privateID) }, bot.Place{Channel: privateID, Name: "ledning", Private: true}},
		"with the bot":    {func(f url.Values) { f.Set("channel_id", directID) }, bot.Place{Channel: directID, Name: annaID + "__" + botID, Direct: true}},
		"unknown channel": {func(f url.Values) { f.Set("channel_id", strangeID) }, bot.Place{Channel: strangeID, Name: "allmant", Private: true, Closed: true}},
		"in a thread":     {func(f url.Values) { f.Set("root_id", id("root")) }, bot.Place{Channel: openID, Name: "allmant", Thread: id("root")}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := openOffice(t, always(bot.Response{}))
			if w := o.types("ny\nMikko  L", c.change); w.Code != http.StatusOK || strings.TrimSpace(w.Body.String()) != "{}" {
				t.Errorf("%d %s, want {}", w.Code, w.Body)
			}
			e := o.event()
			if e.Kind != bot.Typed || e.Text != "/kontakt ny\nMikko  L" || !e.CanForm || e.From.User != "anna" || e.Place != c.want {
				t.Errorf("heard %+v, want it in %+v", e, c.want)
			}
			o.types("ny\nMikko  L", c.change)
			if again := o.event(); again.ID != e.ID || e.ID == "" || strings.Contains(e.ID, "trigger") {
				t.Errorf("ids %q and %q", e.ID, again.ID)
			}
		})
	}
}

func TestUnknownPerson(t *testing.T) {
	t.Parallel()
	o := openOffice(t, always(bot.Response{Message: saying("hemligt")}))
	w := o.types("lista", func(f url.Values) { f.Set("user_id", id("nobody")) })
	got := read[model.CommandResponse](t, w.Body.String())
	if got.Text != "[unknown_person]" && !strings.Contains(got.Text, "unknown") || len(o.events()) > 0 {
		t.Errorf("%+v", got)
	}
}

// TestServerInTrouble: a proxy's HTML in place of the server's answer.
func TestServerInTrouble(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"/users/" + annaID, "/channels/" + openID} {
		o := openOffice(t, always(bot.Response{Message: saying("Svar")}))
		o.server.breaks(path, http.StatusBadGateway)
		got := read[model.CommandResponse](t, o.types("lista").Body.String())
		if !strings.Contains(got.Text, "trouble") || len(o.events()) > 0 {
			t.Errorf("%s: %+v", path, got)
		}
		o.server.mends()
		if got := read[model.CommandResponse](t, o.types("lista").Body.String()); got.Text != "Svar" {
			t.Errorf("mended: %+v", got)
		}
	}
}

func TestCommandAnswered(t *testing.T) {
	t.Parallel()
	o := openOffice(t, always(bot.Response{Message: saying("<https://a|b>", bot.Button{Label: "Visa", Command: "/kontakt visa K1"})}))
	w := o.types("lista")
	got := read[model.CommandResponse](t, w.Body.String())
	if got.ResponseType != "ephemeral" || !got.SkipSlackParsing || len(got.Attachments) == 0 || w.Header().Get("Content-Type") != "application/json" {
		t.Fatalf("%+v", got)
	}
	button := got.Attachments[len(got.Attachments)-1].Actions[0]
	if button.Integration.URL != "http://bot.example/mattermost/action" || button.Integration.Context["who"] != annaID {
		t.Errorf("%+v", button.Integration)
	}
}

func TestLongAnswer(t *testing.T) {
	t.Parallel()
	o := openOffice(t, always(bot.Response{Message: &bot.Message{Blocks: []bot.Block{bot.Verbatim{Text: strings.Repeat("rad\n", 10_000)}}}}))
	got := read[model.CommandResponse](t, o.types("lista").Body.String())
	if len(got.ExtraResponses) < 2 {
		t.Fatalf("%d more", len(got.ExtraResponses))
	}
	for _, more := range got.ExtraResponses {
		if more.ResponseType != "ephemeral" || !more.SkipSlackParsing || more.Text == "" {
			t.Errorf("%+v", more)
		}
	}
}

// slowly answers when told to.
func slowly(r bot.Response) (handle bot.Handle, goOn func()) {
	gate := make(chan struct{})
	return func(ctx context.Context, _ bot.Event) bot.Response {
		select {
		case <-gate:
		case <-ctx.Done():
		}
		return r
	}, func() { close(gate) }
}

// TestSlowCommand: first a line that says it's coming, then all of the answer
// by the server's own way back, or as a direct message.
func TestSlowCommand(t *testing.T) {
	t.Parallel()
	hook := "/hooks/commands/" + id("hook")
	for name, c := range map[string]struct {
		route func(o *office) string
		way   string
	}{
		"the way back":     {func(o *office) string { return o.server.URL + hook }, hook},
		"none":             {func(*office) string { return "" }, "/posts"},
		"to another host":  {func(*office) string { return "http://evil.example/hooks/commands/x" }, "/posts"},
		"like our host":    {func(o *office) string { return o.server.URL + ".evil.example/hooks/commands/x" }, "/posts"},
		"before an at":     {func(o *office) string { return o.server.URL + "@evil.example/hooks/commands/x" }, "/posts"},
		"to another path":  {func(o *office) string { return o.server.URL + "/api/v4/users/me" }, "/posts"},
		"that is used up":  {func(o *office) string { o.server.breaks(hook, 400); return o.server.URL + hook }, "/posts"},
		"that is all HTML": {func(o *office) string { o.server.breaks(hook, 502); return o.server.URL + hook }, "/posts"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			handle, goOn := slowly(bot.Response{Message: saying("Till slut")})
			o := openOffice(t, handle)
			w := o.types("lista", func(f url.Values) { f.Set("response_url", c.route(o)) })
			if got := read[model.CommandResponse](t, w.Body.String()); got.Text != "[coming]" || got.ResponseType != "ephemeral" {
				t.Errorf("%+v", got)
			}
			goOn()
			got := o.server.told(c.way, 1)
			if len(got) == 1 && !strings.Contains(got[0].body, "Till slut") {
				t.Errorf("said %s", got[0].body)
			}
			if other := o.server.told("/users/me", 0); len(other) > 0 {
				t.Errorf("called %v", other)
			}
		})
	}
}

// TestPublic: the bot says it in the channel, by its own post, and the one who
// typed is shown nothing.
func TestPublic(t *testing.T) {
	t.Parallel()
	o := openOffice(t, always(bot.Response{Message: saying("Delat"), Public: true}))
	if w := o.types("lista", func(f url.Values) { f.Set("root_id", id("root")) }); strings.TrimSpace(w.Body.String()) != "{}" {
		t.Errorf("answered %s", w.Body)
	}
	posted := o.server.told("/posts", 1)
	if post := read[model.Post](t, posted[0].body); post.ChannelId != openID || post.RootId != id("root") || post.Message != "Delat" {
		t.Errorf("posted %s", posted[0].body)
	}
	o.server.breaks("/posts", http.StatusForbidden)
	got := read[model.CommandResponse](t, o.types("igen").Body.String())
	if !strings.Contains(got.Text, "not_posted") && !strings.Contains(got.Text, "not\\_posted") || !strings.Contains(got.Text, "Delat") {
		t.Errorf("where it may not: %+v", got)
	}
}

// TestStops: what is under way has its time, and nothing new is taken.
func TestStops(t *testing.T) {
	t.Parallel()
	handle, goOn := slowly(bot.Response{Message: saying("Till slut")})
	o := openOffice(t, handle)
	o.types("lista", func(f url.Values) { f.Set("response_url", o.server.URL+"/hooks/commands/x") })
	stopped := make(chan struct{})
	go func() { o.talk.close(func() {}); close(stopped) }()
	select {
	case <-stopped:
		t.Error("it did not wait")
	case <-time.After(50 * time.Millisecond):
	}
	goOn()
	<-stopped
	o.server.told("/hooks/commands/x", 1)
}

func TestPanic(t *testing.T) {
	t.Parallel()
	o := openOffice(t, func(context.Context, bot.Event) bot.Response { panic("hemligt") })
	if w := o.types("lista"); !strings.Contains(w.Body.String(), "trouble") {
		t.Errorf("%s", w.Body)
	}
	if strings.Contains(o.logged(), "hemligt") || !strings.Contains(o.logged(), "panic") {
		t.Errorf("log:\n%s", o.logged())
	}
}
