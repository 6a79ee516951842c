package mattermost

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/mattermost/mattermost/server/public/model"

	"utblick/bot"
)

// soon is when what must come has come, also to a slow machine; polls are how
// often to look until then, a hundred times a second.
const (
	soon  = 30 * time.Second
	polls = int(soon / (10 * time.Millisecond))
)

// fakeID makes ids of the server's form.
func fakeID(name string) string { return (name + strings.Repeat("x", 26))[:26] }

var (
	botID, annaID, boID         = fakeID("bot"), fakeID("anna"), fakeID("bo")
	openID, privateID, directID = fakeID("open"), fakeID("private"), fakeID("direct")
	strangeID                   = fakeID("strange") // of a channel that the bot isn't shown
)

// said is one call that the bot made.
type said struct {
	path string
	body string
}

// A server is as much of a Mattermost server as the tests need: it remembers
// what it is told.
type server struct {
	*httptest.Server
	t testing.TB

	mu       sync.Mutex
	calls    []said
	posts    map[string]*model.Post
	broken   map[string]int // path prefix → status
	sockets  chan *socket
	lastPost map[string]int64 // channel → time
}

// A socket is one connection of the bot's.
type socket struct {
	*websocket.Conn
	query url.Values
	gone  chan struct{} // closed when the bot has left
}

func newServer(t testing.TB) *server {
	s := &server{
		t: t, posts: map[string]*model.Post{}, broken: map[string]int{}, sockets: make(chan *socket, 8),
		lastPost: map[string]int64{},
	}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if strings.HasSuffix(r.URL.Path, "/websocket") {
		s.accept(w, r)
		return
	}
	body, _ := io.ReadAll(r.Body)
	s.mu.Lock()
	defer s.mu.Unlock()
	path := strings.TrimPrefix(r.URL.Path, "/api/v4")
	for prefix, status := range s.broken {
		if strings.HasPrefix(path, prefix) && (status == http.StatusNotFound || status == http.StatusForbidden) {
			w.WriteHeader(status) // the server's own word
			fmt.Fprintf(w, `{"id":"app.fake.app_error","message":"no","status_code":%d}`, status)
			return
		}
		if strings.HasPrefix(path, prefix) { // a proxy's
			w.Header().Set("Content-Type", "text/html")
			w.WriteHeader(status)
			fmt.Fprint(w, "<html>Bad Gateway</html>")
			return
		}
	}
	if r.Method != http.MethodGet && !strings.HasSuffix(path, "/typing") {
		s.calls = append(s.calls, said{path, string(body)})
	}
	v, status := s.answer(r.Method, path, body)
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}

var channels = map[string]*model.Channel{
	openID:    {Id: openID, Name: "allmant", Type: model.ChannelTypeOpen},
	privateID: {Id: privateID, Name: "ledning", Type: model.ChannelTypePrivate},
	directID:  {Id: directID, Name: annaID + "__" + botID, Type: model.ChannelTypeDirect},
}

func (s *server) answer(method, path string, body []byte) (any, int) {
	absent := model.NewAppError("fake", "fake.absent", nil, "", http.StatusNotFound)
	parts := strings.Split(strings.Trim(path, "/"), "/")
	last := parts[len(parts)-1]
	users := map[string]*model.User{
		"me":  {Id: botID, Username: "utblick", IsBot: true, Roles: "system_user"},
		botID: {Id: botID, Username: "utblick", IsBot: true}, annaID: {Id: annaID, Username: "anna", FirstName: "Anna", LastName: "Ek", Locale: "sv"},
		fakeID("abot"): {Id: fakeID("abot"), Username: "abot", IsBot: true},
		boID:           {Id: boID, Username: "bo", FirstName: "Bo", LastName: "Lund", Locale: "sv"},
	}
	switch {
	case strings.HasPrefix(path, "/teams/name/kontor"):
		return &model.Team{Id: fakeID("team"), Name: "kontor"}, http.StatusOK
	case strings.Contains(path, "/members/"):
		return &model.TeamMember{UserId: last, Roles: "team_user"}, http.StatusOK
	case strings.HasSuffix(path, "/channels"):
		return s.all(), http.StatusOK
	case strings.HasPrefix(path, "/users/username/"):
		for _, u := range users {
			if u.Username == last {
				return u, http.StatusOK
			}
		}
	case strings.HasPrefix(path, "/users/") && users[last] != nil:
		return users[last], http.StatusOK
	case path == "/channels/direct":
		return channels[directID], http.StatusOK
	case strings.HasSuffix(path, "/posts") && method == http.MethodGet:
		list := model.NewPostList()
		for _, post := range s.posts {
			if post.ChannelId == parts[1] {
				list.AddPost(post)
			}
		}
		return list, http.StatusOK
	case strings.HasPrefix(path, "/channels/") && channels[last] != nil:
		return channels[last], http.StatusOK
	case path == "/posts":
		var post model.Post
		if err := json.Unmarshal(body, &post); err != nil {
			s.t.Error(err)
		}
		post.Id, post.UserId, post.CreateAt = model.NewId(), botID, 1
		s.posts[post.Id] = &post
		return &post, http.StatusCreated
	case strings.HasPrefix(path, "/posts/") && last == "patch":
		post := s.posts[parts[1]]
		var patch model.PostPatch
		if err := json.Unmarshal(body, &patch); err != nil || post == nil {
			return absent, http.StatusNotFound
		}
		post.Patch(&patch)
		return post, http.StatusOK
	case strings.HasPrefix(path, "/posts/") && s.posts[last] != nil:
		return s.posts[last], http.StatusOK
	case path == "/actions/dialogs/open", strings.HasPrefix(path, "/hooks/commands/"), last == "typing":
		return map[string]string{"status": "OK"}, http.StatusOK
	case path == "/config/client":
		return map[string]string{}, http.StatusOK
	}
	return absent, http.StatusNotFound
}

func (s *server) all() []*model.Channel {
	var all []*model.Channel
	for id, c := range channels {
		c := *c
		c.LastPostAt = s.lastPost[id]
		all = append(all, &c)
	}
	return all
}

func (s *server) accept(w http.ResponseWriter, r *http.Request) {
	upgrader := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	conn, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		s.t.Error(err)
		return
	}
	k := &socket{Conn: conn, query: r.URL.Query(), gone: make(chan struct{})}
	go func() {
		defer close(k.gone)
		for {
			if _, _, err := conn.ReadMessage(); err != nil {
				return
			}
		}
	}()
	s.sockets <- k
}

// told are the bot's calls to paths that begin so, since it was last asked;
// it waits for as many as n.
func (s *server) told(prefix string, n int) []said {
	s.t.Helper()
	var got []said
	for range polls {
		s.mu.Lock()
		got = nil
		for _, c := range s.calls {
			if strings.HasPrefix(c.path, prefix) {
				got = append(got, c)
			}
		}
		s.mu.Unlock()
		if len(got) >= n && n > 0 {
			break
		}
		if n == 0 {
			return got
		}
		time.Sleep(10 * time.Millisecond)
	}
	if len(got) != n {
		s.t.Errorf("%d calls to %s, want %d: %v", len(got), prefix, n, got)
	}
	return got
}

func (s *server) breaks(prefix string, status int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.broken[prefix] = status
}

func (s *server) mends() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.broken = map[string]int{}
}

func (s *server) stands(post *model.Post) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.posts[post.Id] = post
	s.lastPost[post.ChannelId] = max(s.lastPost[post.ChannelId], post.CreateAt)
}

type keyWords struct{}

func (keyWords) Text(_, key string, _ ...any) string {
	return "[" + strings.TrimPrefix(key, "chat.") + "]"
}

const annasToken = "token-of-kontakt"

var start = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

// clock is moved by the test.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) forward(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// An office is a bot at a fake server.
type office struct {
	*Platform
	t      testing.TB
	server *server
	clock  *clock
	log    *bytes.Buffer

	mu    sync.Mutex
	heard []bot.Event
}

// openOffice connects a bot that answers with handle and takes events until the end.
func openOffice(t testing.TB, handle bot.Handle, more ...func(*Needs)) *office {
	t.Helper()
	o := &office{t: t, server: newServer(t), clock: &clock{now: start}, log: &bytes.Buffer{}}
	needs := Needs{
		URL: o.server.URL, Team: "kontor", Token: "bot-token", Commands: map[string]string{"kontakt": annasToken, "tom": ""},
		Secret: bytes.Repeat([]byte("s"), 32), PublicURL: "http://bot.example", Lang: "sv",
		Words: keyWords{}, Now: o.clock.Now, Log: slog.New(slog.NewTextHandler(o, nil)),
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
