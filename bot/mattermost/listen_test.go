package mattermost

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"utblick/bot"
)

// marks are kept in memory.
type marks struct {
	mu  sync.Mutex
	all map[string]int64
}

func (m *marks) Mark(_ context.Context, channel string) (int64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.all[channel], nil
}

func (m *marks) SetMark(_ context.Context, channel string, at int64) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.all[channel] = at
	return nil
}

// at is a moment of the server's, n milliseconds after the start.
func at(n int) int64 { return start.UnixMilli() + int64(n) }

func saidPost(name, channel, text string) *model.Post {
	return &model.Post{Id: id(name), ChannelId: channel, UserId: annaID, Message: text, CreateAt: at(1)}
}

// tell sends the bot one event.
func (k *socket) tell(t *testing.T, seq int, event string, data map[string]any) {
	t.Helper()
	err := k.WriteJSON(map[string]any{"event": event, "data": data, "broadcast": map[string]any{}, "seq": seq})
	if err != nil {
		t.Error(err)
	}
}

func (k *socket) posted(t *testing.T, seq int, post *model.Post) {
	t.Helper()
	text, err := json.Marshal(post)
	if err != nil {
		t.Fatal(err)
	}
	c := k.server.channels[post.ChannelId]
	k.tell(t, seq, "posted", map[string]any{"post": string(text), "channel_type": string(c.Type), "channel_name": c.Name, "mentions": `["` + botID + `"]`})
}

func (o *office) greeted(id string) *socket {
	o.t.Helper()
	t := o.t.(*testing.T)
	select {
	case k := <-o.server.sockets:
		k.tell(t, 0, "hello", map[string]any{"connection_id": id})
		return k
	case <-time.After(soon):
		o.t.Fatal("the bot does not connect")
		return nil
	}
}

// listening runs the bot at a fake server, until the test ends.
func listening(t *testing.T, handle bot.Handle, m *marks) (o *office, stop func()) {
	t.Helper()
	return listeningAt(t, newServer(t), handle, m)
}

func listeningAt(t *testing.T, s *server, handle bot.Handle, m *marks, more ...func(*office)) (o *office, stop func()) {
	t.Helper()
	o = openAt(t, s, handle, func(n *Needs) {
		if m != nil {
			n.Seen = m
		}
	})
	for _, change := range more {
		change(o)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- o.Run(ctx, o.hearing(handle)) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("Run: %v", err)
		}
	})
	t.Cleanup(stop)
	return o, stop
}

// hears waits for n events.
func (o *office) hears(n int) []bot.Event {
	o.t.Helper()
	var all []bot.Event
	for range polls {
		if all = append(all, o.events()...); len(all) >= n {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if len(all) != n {
		o.t.Fatalf("heard %d events, want %d: %+v", len(all), n, all)
	}
	return all
}

func TestSaid(t *testing.T) {
	t.Parallel()
	o, _ := listening(t, always(bot.Response{Message: saying("Svar")}), nil)
	if err := o.Healthy(); !errors.Is(err, ErrDeaf) {
		t.Errorf("before the hello: %v", err)
	}
	k := o.greeted("c1")
	posts := []*model.Post{
		saidPost("notnamed", openID, "hej alla @all"),
		saidPost("named", openID, "@Utblick: vem ansvarar?"),
		saidPost("direct", directID, "Vad gäller?"),
		saidPost("own", directID, "Svar"), saidPost("frombot", directID, "x"), saidPost("webhook", directID, "x"), saidPost("joined", directID, "x"),
		saidPost("another", openID, "@utblick2 hej"),
		saidPost("direct", directID, "Vad gäller?"), // once more
		saidPost("stranger", directID, "x"), saidPost("abot", directID, "x"),
	}
	posts[1].RootId = id("root")
	posts[3].UserId, posts[6].Type = botID, "system_join_channel"
	posts[4].AddProp("from_bot", "true")
	posts[5].AddProp("from_webhook", "true")
	posts[9].UserId, posts[10].UserId = id("nobody"), id("abot")
	for i, post := range posts {
		k.posted(t, i+1, post)
	}
	byChannel := map[string]bot.Event{}
	for _, e := range o.hears(2) {
		byChannel[e.Place.Channel] = e
		if e.Kind != bot.Said || e.CanForm || e.From.User != "anna" || e.ID == "" {
			t.Errorf("heard %+v", e)
		}
	}
	if e := byChannel[openID]; e.Text != "vem ansvarar?" || e.Place.Thread != id("root") || e.Place.Direct {
		t.Errorf("mention %+v", e)
	}
	if e := byChannel[directID]; e.Text != "Vad gäller?" || !e.Place.Direct {
		t.Errorf("direct %+v", e)
	}
	for _, c := range o.server.told("/posts", 2) {
		if post := read[model.Post](t, c.body); post.ChannelId != directID || post.Message != "Svar" {
			t.Errorf("answered %s", c.body)
		}
	}
	if err := o.Healthy(); err != nil {
		t.Error(err)
	}
}

// TestSaidPublic: what is public goes to the thread of the mention.
func TestSaidPublic(t *testing.T) {
	t.Parallel()
	o, _ := listening(t, always(bot.Response{Message: saying("Delat"), Public: true}), nil)
	k := o.greeted("c1")
	k.posted(t, 1, saidPost("named", openID, "@utblick dela"))
	c := o.server.told("/posts", 1)[0]
	post := read[model.Post](t, c.body)
	if post.ChannelId != openID || post.RootId != id("named") {
		t.Errorf("posted %+v", c.body)
	}
}

// TestSaidSlowly: a line stands in the direct messages, and becomes the answer.
func TestSaidSlowly(t *testing.T) {
	t.Parallel()
	handle, goOn := slowly(bot.Response{Message: saying("Till slut")})
	o, _ := listening(t, handle, nil)
	k := o.greeted("c1")
	k.posted(t, 1, saidPost("direct", directID, "Vad gäller?"))
	c := o.server.told("/posts", 1)[0]
	post := read[model.Post](t, c.body)
	if !strings.Contains(post.Message, "coming") {
		t.Errorf("posted %+v", c.body)
	}
	goOn()
	for range polls {
		if changed := o.server.changed(); strings.Contains(changed, "Till slut") {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Error("it did not become the answer")
}

// changed is the last change of a post.
func (s *server) changed() (body string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.calls {
		if strings.HasSuffix(c.path, "/patch") {
			body = c.body
		}
	}
	return body
}

// TestReconnects: the session goes on where it broke; after a new one the bot
// looks for what it missed, and answers that once.
func TestReconnects(t *testing.T) {
	t.Parallel()
	m := &marks{all: map[string]int64{}}
	o, _ := listening(t, always(bot.Response{}), m)
	k := o.greeted("c1")
	k.posted(t, 1, saidPost("first", directID, "ett"))
	o.hears(1)
	_ = k.Close()
	var again *socket
	select {
	case again = <-o.server.sockets:
	case <-time.After(soon):
		t.Fatal("it does not come back")
	}
	if again.query.Get("connection_id") != "c1" || again.query.Get("sequence_number") != "2" {
		t.Errorf("asked for %v", again.query)
	}
	o.server.stands(saidPost("first", directID, "ett"))
	missed := saidPost("missed", directID, "två")
	missed.CreateAt = at(5000)
	o.server.stands(missed)
	again.tell(t, 0, "hello", map[string]any{"connection_id": "c2"})
	again.posted(t, 1, missed)
	if e := o.hears(1)[0]; e.Text != "två" {
		t.Errorf("heard %+v", e)
	}
}

// TestMissed: what was said while the process was gone is answered at its next
// start, in order, and once.
func TestMissed(t *testing.T) {
	t.Parallel()
	m := &marks{all: map[string]int64{"": at(-1000), directID: at(10)}}
	for round := range 2 {
		o, stop := listening(t, always(bot.Response{Message: saying("Svar")}), m)
		for i, when := range []int{5, 30, 20} {
			post := saidPost(fmt.Sprint("said", i), directID, fmt.Sprint("vid ", when))
			post.CreateAt = at(when)
			o.server.stands(post)
		}
		o.server.stands(saidPost("chat", openID, "inte till dig"))
		o.greeted("c1")
		if round == 0 {
			heard := o.hears(2)
			if heard[0].Text != "vid 20" || heard[1].Text != "vid 30" {
				t.Errorf("heard %+v", heard)
			}
			o.server.told("/posts", 2)
		}
		stop()
		if heard := o.events(); len(heard) > 0 {
			t.Errorf("round %d: heard %+v", round, heard)
		}
		if got, _ := m.Mark(t.Context(), directID); got != at(30) {
			t.Errorf("round %d: mark %d", round, got)
		}
	}
}

func TestTokenGone(t *testing.T) {
	t.Parallel()
	o := openOffice(t, always(bot.Response{}))
	o.server.breaks("/users/me", http.StatusUnauthorized)
	done := make(chan error, 1)
	go func() { done <- o.Run(t.Context(), always(bot.Response{})) }()
	k := <-o.server.sockets
	_ = k.Close()
	select {
	case err := <-done:
		if !errors.Is(err, ErrToken) {
			t.Errorf("Run: %v", err)
		}
	case <-time.After(soon):
		t.Error("it goes on")
	}
}

func TestCutName(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"@utblick hej": "hej", "@Utblick: hej": "hej", "hej @utblick": "hej", "hej @utblick, vem?": "hej, vem?",
		"@utblick. Hej": ". Hej", "@utblick": "", "@utblick\nrad 1\nrad 2": "rad 1\nrad 2",
		"@utblick2 hej": "-", "a@utblick.se": "-", "@utblick.se hej": "-", "@all hej": "-",
	} {
		got, named := cutName(text, "utblick")
		if named != (want != "-") || named && got != want {
			t.Errorf("%q: %q, %v; want %q", text, got, named, want)
		}
	}
}
