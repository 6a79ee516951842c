package mattermost

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"utblick/bot"
)

// soon is when what must come has come, also to a slow machine; polls are how
// often to look until then, a hundred times a second.
const (
	soon  = 30 * time.Second
	polls = int(soon / (10 * time.Millisecond))
)

type keyWords struct{}

func (keyWords) Text(_, key string, _ ...any) string {
	return "[" + strings.TrimPrefix(key, "chat.") + "]"
}

const annasToken = "token-of-kontakt"

var start = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

// An office is a bot at a fake server.
type office struct {
	*Platform
	t      testing.TB
	server *server
	log    *bytes.Buffer

	mu    sync.Mutex
	heard []bot.Event
}

// openOffice connects a bot that answers with handle and takes events until the end.
func openOffice(t testing.TB, handle bot.Handle, more ...func(*Needs)) *office {
	t.Helper()
	return openAt(t, newServer(t), handle, more...)
}

// openAt is openOffice at a server where there may have been a bot before.
func openAt(t testing.TB, s *server, handle bot.Handle, more ...func(*Needs)) *office {
	t.Helper()
	o := &office{t: t, server: s, log: &bytes.Buffer{}}
	needs := Needs{
		URL: o.server.URL, Team: "kontor", Token: "bot-token", Commands: map[string]string{"kontakt": annasToken, "tom": ""},
		Secret: bytes.Repeat([]byte("s"), 32), PublicURL: "http://bot.example", Lang: "sv",
		Words: keyWords{}, Now: o.server.Now, Log: slog.New(slog.NewTextHandler(o, nil)),
	}
	for _, change := range more {
		change(&needs)
	}
	o.Platform = New(needs)
	if err := o.Connect(t.Context()); err != nil {
		t.Fatal(err)
	}
	cut := o.talk.open(t.Context(), o.hearing(handle))
	t.Cleanup(func() { o.talk.close(cut) })
	return o
}

func (o *office) hearing(handle bot.Handle) bot.Handle {
	return func(ctx context.Context, e bot.Event) bot.Response {
		o.mu.Lock()
		o.heard = append(o.heard, e)
		o.mu.Unlock()
		return handle(ctx, e)
	}
}

// Write is the log.
func (o *office) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.log.Write(p)
}

func (o *office) logged() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.log.String()
}

// events are all that the bot has heard since it was last asked.
func (o *office) events() []bot.Event {
	o.mu.Lock()
	defer o.mu.Unlock()
	heard := o.heard
	o.heard = nil
	return heard
}

func (o *office) event() bot.Event {
	o.t.Helper()
	heard := o.events()
	if len(heard) != 1 {
		o.t.Fatalf("heard %d events, want 1: %+v", len(heard), heard)
	}
	return heard[0]
}

// request sends the bot what a server would.
func (o *office) request(path, kind, body string) *httptest.ResponseRecorder {
	o.t.Helper()
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	r.Header.Set("Content-Type", kind)
	w := httptest.NewRecorder()
	o.Handler().ServeHTTP(w, r)
	return w
}

func (o *office) post(path string, v any) *httptest.ResponseRecorder {
	o.t.Helper()
	body, err := json.Marshal(v)
	if err != nil {
		o.t.Fatal(err)
	}
	return o.request(path, "application/json", string(body))
}

func typedForm(text string) url.Values {
	return url.Values{
		"token": {annasToken}, "command": {"/kontakt"}, "text": {text}, "user_id": {annaID}, "user_name": {"anna"},
		"channel_id": {openID}, "channel_name": {"allmant"}, "trigger_id": {"trigger-" + text},
	}
}

// types sends /kontakt text as anna.
func (o *office) types(text string, change ...func(url.Values)) *httptest.ResponseRecorder {
	o.t.Helper()
	form := typedForm(text)
	for _, c := range change {
		c(form)
	}
	return o.request(pathCommand, "application/x-www-form-urlencoded", form.Encode())
}

func read[T any](t testing.TB, text string) (v T) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	return v
}

func saying(text string, buttons ...bot.Button) *bot.Message {
	m := &bot.Message{Blocks: []bot.Block{bot.Text{Markup: bot.Escape(text)}}}
	if len(buttons) > 0 {
		m.Add(bot.Buttons(buttons))
	}
	return m
}

func always(r bot.Response) bot.Handle {
	return func(context.Context, bot.Event) bot.Response { return r }
}
