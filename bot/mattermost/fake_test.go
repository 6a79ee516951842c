package mattermost

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/mattermost/mattermost/server/public/model"
)

// id makes ids of the server's form.
func id(name string) string { return strings.ReplaceAll(fmt.Sprintf("%-26s", name), " ", "0") }

var (
	botID, annaID, boID = id("utblick"), id("anna"), id("bo")
	openID, privateID   = id("allmant"), id("ledning")
	directID            = directOf(annaID)
	strangeID           = id("strange") // of a channel that the bot isn't shown
)

// directOf is the channel of the bot's conversation with a person.
func directOf(person string) string { return id("dm" + person[:20]) }

// call is one call that the bot made.
type call struct{ pattern, path, body string }

// A server is as much of a Mattermost server as the tests need, with its rules
// as the real one was seen to keep them. It remembers what it is told.
type server struct {
	*httptest.Server
	t       testing.TB
	sockets chan *socket

	mu       sync.Mutex
	now      time.Time
	calls    []call
	broken   map[string]int                     // path prefix → status
	before   func(call call) int                // may take its time; a status: that, instead of the route
	fail     func(call string) http.HandlerFunc // instead of the route; nil: the route
	after    func(call string) bool             // the deed is done, but the answer is cut off
	posts    []*model.Post                      // as old as their order
	pending  map[string]string                  // forgotten by later
	users    map[string]*model.User
	team     map[string]*model.TeamMember
	channels map[string]*model.Channel
	members  map[string]map[string]*model.ChannelMember
	closed   map[string]bool // channels that the bot can't join
	files    map[string][]byte
}

func newServer(t testing.TB) *server {
	s := &server{
		t: t, now: start, sockets: make(chan *socket, 8), broken: map[string]int{}, pending: map[string]string{},
		users: map[string]*model.User{}, team: map[string]*model.TeamMember{}, channels: map[string]*model.Channel{},
		members: map[string]map[string]*model.ChannelMember{}, closed: map[string]bool{}, files: map[string][]byte{},
	}
	for _, u := range []*model.User{user("utblick", "", ""), user("abot", "", ""), user("anna", "Anna", "Ek"), user("bo", "Bo", "Lund")} {
		u.IsBot = u.Id == botID || u.Username == "abot"
		s.add(u)
	}
	s.open(&model.Channel{Id: openID, Name: "allmant", Type: model.ChannelTypeOpen}, boID, botID)
	s.open(&model.Channel{Id: privateID, Name: "ledning", Type: model.ChannelTypePrivate}, annaID, botID)
	s.direct(annaID)
	s.Server = httptest.NewServer(s.routes())
	t.Cleanup(func() { s.mends(); s.Close() })
	return s
}

func user(name, first, last string) *model.User {
	return &model.User{Id: id(name), Username: name, FirstName: first, LastName: last, Locale: "sv", Roles: "system_user"}
}

// add, open and direct are called before the bot is, or under the lock.
func (s *server) add(u *model.User) *model.TeamMember {
	m := &model.TeamMember{UserId: u.Id, SchemeUser: true, Roles: "team_user"}
	s.users[u.Id], s.team[u.Id] = u, m
	return m
}

func (s *server) open(c *model.Channel, members ...string) *model.Channel {
	s.channels[c.Id], s.members[c.Id] = c, map[string]*model.ChannelMember{}
	for _, m := range members {
		s.members[c.Id][m] = &model.ChannelMember{}
	}
	return c
}

func (s *server) direct(person string) *model.Channel {
	if c := s.channels[directOf(person)]; c != nil {
		return c
	}
	return s.open(&model.Channel{Id: directOf(person), Name: person + "__" + botID, Type: model.ChannelTypeDirect}, person, botID)
}

// newFake is a server and a bot that has found its place there.
func newFake(t *testing.T) (*server, *Platform) {
	s := newServer(t)
	p := New(Needs{
		URL: s.URL, Team: "kontor", Token: "t", Secret: []byte(strings.Repeat("s", 32)), PublicURL: "https://bot.example.org",
		Admins: []string{"@Chef"}, Words: keyWords{}, Now: s.Now,
	})
	p.me, p.team = s.users[botID], &model.Team{Id: id("team")}
	return s, p
}

// Now is the bot's clock, and the server's.
func (s *server) Now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

// later lets more than half a minute pass: the server forgets what was pending.
func (s *server) later(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = s.now.Add(d)
	clear(s.pending)
}

func (s *server) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/api/v4/websocket", s.accept)
	s.route(mux, "POST /hooks/commands/{id}", done)
	for pattern, answer := range map[string]func(r *http.Request) (int, any){
		"POST /posts": s.create, "GET /posts/{id}": s.read, "PUT /posts/{id}/patch": s.patch, "DELETE /posts/{id}": s.remove,
		"GET /channels/{id}/posts": s.list, "POST /files": s.upload, "POST /actions/dialogs/open": done, "POST /users/{id}/typing": done,
		"POST /channels/direct":             s.openDirect,
		"POST /channels/{id}/members":       s.join,
		"GET /channels/{id}/members/{user}": s.member,
		"GET /channels/{id}":                func(r *http.Request) (int, any) { return found(s.channels[r.PathValue("id")]) },
		"GET /users/" + botID + "/channels": func(*http.Request) (int, any) { return 200, s.all() },
		"GET /users/{id}":                   func(r *http.Request) (int, any) { return found(s.users[whoOf(r)]) },
		"GET /users": func(r *http.Request) (int, any) {
			return 200, paged(r, sorted(s.users, func(u *model.User) string { return u.Id }))
		},
		"GET /teams/name/kontor": func(*http.Request) (int, any) { return 200, &model.Team{Id: id("team"), Name: "kontor"} },
		"GET /teams/{team}/members": func(r *http.Request) (int, any) {
			return 200, paged(r, sorted(s.team, func(m *model.TeamMember) string { return m.UserId }))
		},
		"GET /teams/{team}/members/{id}":         func(r *http.Request) (int, any) { return found(s.team[whoOf(r)]) },
		"GET /users/username/{name}":             func(r *http.Request) (int, any) { return found(s.users[id(r.PathValue("name"))]) },
		"GET /teams/{team}/channels/name/{name}": func(r *http.Request) (int, any) { return found(s.channels[id(r.PathValue("name"))]) },
		"GET /files/{id}/info": func(r *http.Request) (int, any) {
			return 200, &model.FileInfo{Size: int64(len(s.files[r.PathValue("id")]))}
		},
	} {
		method, path, _ := strings.Cut(pattern, " ")
		s.route(mux, method+" /api/v4"+path, answer)
	}
	mux.HandleFunc("GET /api/v4/files/{id}", func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		defer s.mu.Unlock()
		_, _ = w.Write(s.files[r.PathValue("id")])
	})
	return mux
}

// route has a call answered, unless a fault was ordered for it.
func (s *server) route(mux *http.ServeMux, pattern string, answer func(r *http.Request) (int, any)) {
	mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		r.Body = io.NopCloser(strings.NewReader(string(body)))
		name, path := strings.Replace(pattern, "/api/v4", "", 1), strings.TrimPrefix(r.URL.Path, "/api/v4")
		s.mu.Lock()
		one := call{name, path, string(body)}
		before, fail, after, status := s.before, s.fail, s.after, s.brokenAt(path)
		if status == 0 {
			s.calls = append(s.calls, one)
		}
		s.mu.Unlock()
		if before != nil && status == 0 {
			status = before(one)
		}
		if status != 0 {
			refuse(w, status)
			return
		}
		if fail != nil {
			if instead := fail(name); instead != nil {
				instead(w, r)
				return
			}
		}
		s.mu.Lock()
		status, v := answer(r)
		raw, _ := json.Marshal(v) // under the lock: it may be changed after
		s.mu.Unlock()
		if after != nil && after(name) {
			panic(http.ErrAbortHandler)
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = w.Write(raw) // the client is in the same test
	})
}

func (s *server) brokenAt(path string) int {
	for prefix, status := range s.broken {
		if strings.HasPrefix(path, prefix) {
			return status
		}
	}
	return 0
}

// refuse is the server's own word where it is one that it has, else a proxy's.
func refuse(w http.ResponseWriter, status int) {
	if status == http.StatusNotFound || status == http.StatusForbidden || status == http.StatusBadRequest {
		w.WriteHeader(status)
		fmt.Fprintf(w, `{"id":"app.fake.app_error","message":"no","status_code":%d}`, status)
		return
	}
	w.Header().Set("Content-Type", "text/html")
	w.WriteHeader(status)
	fmt.Fprint(w, "<html>Bad Gateway</html>")
}

func done(*http.Request) (int, any) { return 200, map[string]string{"status": "OK"} }

func found[T any](v *T) (int, any) {
	if v == nil {
		return refusal(404, "app.missing.app_error")
	}
	return 200, v
}

func refusal(status int, id string) (int, any) {
	return status, &model.AppError{Id: id, Message: "nej", StatusCode: status}
}

func whoOf(r *http.Request) string { return strings.Replace(r.PathValue("id"), "me", botID, 1) }

func sorted[T any](all map[string]T, by func(T) string) []T {
	return slices.SortedFunc(maps.Values(all), func(a, b T) int { return cmp.Compare(by(a), by(b)) })
}

func paged[T any](r *http.Request, all []T) []T {
	page, _ := strconv.Atoi(r.URL.Query().Get("page"))
	size := 60
	if n, err := strconv.Atoi(r.URL.Query().Get("per_page")); err == nil {
		size = n
	}
	from := min(page*size, len(all))
	return all[from:min(from+size, len(all))]
}

// A socket is one connection of the bot's.
type socket struct {
	*websocket.Conn
	server *server
	query  url.Values
	gone   chan struct{} // closed when the bot has left
}

func (s *server) accept(w http.ResponseWriter, r *http.Request) {
	upgrader := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	conn, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		s.t.Error(err)
		return
	}
	k := &socket{Conn: conn, server: s, query: r.URL.Query(), gone: make(chan struct{})}
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
