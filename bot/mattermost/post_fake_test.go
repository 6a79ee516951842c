package mattermost

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"
)

// now is the tests' clock; the fake's posts are as old as their order.
var now = time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)

// A fakeServer has the few routes that posting and the directory use, with
// their rules as the real one was seen to keep them.
type fakeServer struct {
	*httptest.Server
	t *testing.T

	mu      sync.Mutex
	clock   time.Time
	calls   []string
	fail    func(call string) http.HandlerFunc // instead of the route; nil: the route
	after   func(call string) bool             // the deed is done, but the answer is cut off
	posts   []*model.Post
	pending map[string]string // forgotten by forget
	users   map[string]*model.User
	team    map[string]*model.TeamMember
	members map[string]map[string]*model.ChannelMember
	closed  map[string]bool // channels that the bot can't join
	files   map[string][]byte
}

func id(name string) string { return strings.ReplaceAll(fmt.Sprintf("%-26s", name), " ", "0") }

func user(name, first, last string) *model.User {
	return &model.User{Id: id(name), Username: name, FirstName: first, LastName: last, Locale: "sv", Roles: "system_user"}
}

func newFake(t *testing.T) (*fakeServer, *Platform) {
	f := &fakeServer{
		t: t, clock: now, pending: map[string]string{}, users: map[string]*model.User{}, team: map[string]*model.TeamMember{},
		members: map[string]map[string]*model.ChannelMember{}, closed: map[string]bool{}, files: map[string][]byte{},
	}
	for _, u := range []*model.User{user("utblick", "", ""), user("anna", "Anna", "Ek"), user("bo", "Bo", "Lund")} {
		u.IsBot = u.Username == "utblick"
		f.add(u)
	}
	f.members[id("allmant")] = map[string]*model.ChannelMember{id("bo"): {}, id("utblick"): {}}
	f.Server = httptest.NewServer(f.routes())
	t.Cleanup(f.Close)
	p := New(Needs{
		URL: f.URL, Team: "kansliet", Token: "t", Secret: []byte(strings.Repeat("s", 32)), PublicURL: "https://bot.example.org",
		Admins: []string{"@Chef"}, Now: func() time.Time { f.mu.Lock(); defer f.mu.Unlock(); return f.clock },
	})
	p.me, p.team = f.users[id("utblick")], &model.Team{Id: id("team")}
	return f, p
}

func (f *fakeServer) add(u *model.User) *model.TeamMember {
	m := &model.TeamMember{UserId: u.Id, SchemeUser: true, Roles: "team_user"}
	f.users[u.Id], f.team[u.Id] = u, m
	return m
}

func (f *fakeServer) routes() http.Handler {
	mux := http.NewServeMux()
	handle := func(pattern string, route func(r *http.Request) (int, any)) {
		method, path, _ := strings.Cut(pattern, " ")
		mux.HandleFunc(method+" /api/v4"+path, func(w http.ResponseWriter, r *http.Request) {
			f.mu.Lock()
			f.calls = append(f.calls, pattern)
			fail, after := f.fail, f.after
			f.mu.Unlock()
			if fail != nil {
				if instead := fail(pattern); instead != nil {
					instead(w, r)
					return
				}
			}
			f.mu.Lock()
			status, v := route(r)
			f.mu.Unlock()
			if after != nil && after(pattern) {
				panic(http.ErrAbortHandler)
			}
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(status)
			_ = json.NewEncoder(w).Encode(v) // the client is in the same test
		})
	}
	handle("POST /posts", f.create)
	handle("GET /posts/{id}", f.read)
	handle("PUT /posts/{id}/patch", f.patch)
	handle("DELETE /posts/{id}", f.remove)
	handle("GET /channels/{id}/posts", f.list)
	handle("POST /channels/direct", func(r *http.Request) (int, any) {
		var ids []string
		_ = json.NewDecoder(r.Body).Decode(&ids)
		channel := id("dm" + ids[1][:20])
		f.members[channel] = map[string]*model.ChannelMember{ids[0]: {}, ids[1]: {}}
		return 201, &model.Channel{Id: channel}
	})
	handle("POST /channels/{id}/members", func(r *http.Request) (int, any) {
		if f.closed[r.PathValue("id")] {
			return refusal(403, "api.context.permissions.app_error")
		}
		f.members[r.PathValue("id")] = map[string]*model.ChannelMember{id("utblick"): {}}
		return 201, &model.ChannelMember{}
	})
	handle("GET /channels/{id}/members/{user}", func(r *http.Request) (int, any) {
		all := f.members[r.PathValue("id")]
		if all[id("utblick")] == nil {
			return refusal(403, "api.context.permissions.app_error")
		}
		return found(all[r.PathValue("user")])
	})
	handle("GET /teams/{team}/channels/name/{name}", func(r *http.Request) (int, any) {
		if f.members[id(r.PathValue("name"))] == nil {
			return refusal(404, "app.channel.get_by_name.missing.app_error")
		}
		return 200, &model.Channel{Id: id(r.PathValue("name"))}
	})
	handle("GET /users/{id}", func(r *http.Request) (int, any) { return found(f.users[r.PathValue("id")]) })
	handle("GET /users", func(r *http.Request) (int, any) {
		return 200, paged(r, slices.SortedFunc(maps.Values(f.users), func(a, b *model.User) int { return cmp.Compare(a.Id, b.Id) }))
	})
	handle("GET /teams/{team}/members", func(r *http.Request) (int, any) {
		return 200, paged(r, slices.SortedFunc(maps.Values(f.team), func(a, b *model.TeamMember) int { return cmp.Compare(a.UserId, b.UserId) }))
	})
	handle("GET /teams/{team}/members/{id}", func(r *http.Request) (int, any) { return found(f.team[r.PathValue("id")]) })
	handle("GET /files/{id}/info", func(r *http.Request) (int, any) {
		return 200, &model.FileInfo{Size: int64(len(f.files[r.PathValue("id")]))}
	})
	mux.HandleFunc("GET /api/v4/files/{id}", func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write(f.files[r.PathValue("id")])
	})
	return mux
}

func found[T any](v *T) (int, any) {
	if v == nil {
		return refusal(404, "app.missing.app_error")
	}
	return 200, v
}

func refusal(status int, id string) (int, any) {
	return status, &model.AppError{Id: id, Message: "nej", StatusCode: status}
}

func paged[T any](r *http.Request, all []T) []T {
	page, _ := strconv.Atoi(r.URL.Query().Get("page"))
	size, _ := strconv.Atoi(r.URL.Query().Get("per_page"))
	from := min(page*size, len(all))
	return all[from:min(from+size, len(all))]
}

func (f *fakeServer) create(r *http.Request) (int, any) {
	var post model.Post
	if err := json.NewDecoder(r.Body).Decode(&post); err != nil {
		return refusal(400, "api.context.invalid_body_param.app_error")
	}
	if f.members[post.ChannelId][id("utblick")] == nil {
		return refusal(403, "api.context.permissions.app_error")
	}
	if n := letters(post.Message); n > 16383 {
		return refusal(400, "model.post.is_valid.message_length.app_error")
	}
	if first, ok := f.pending[post.PendingPostId]; ok && post.PendingPostId != "" {
		if f.post(first).DeleteAt > 0 {
			return refusal(500, idDeleted)
		}
		return 201, f.post(first)
	}
	post.Id, post.UserId = id(fmt.Sprintf("p%d", len(f.posts)+1)), id("utblick")
	post.CreateAt = f.clock.UnixMilli() + int64(len(f.posts))
	f.pending[post.PendingPostId] = post.Id
	post.PendingPostId = ""
	f.posts = append(f.posts, &post)
	return 201, &post
}

func (f *fakeServer) post(id string) *model.Post {
	for _, post := range f.posts {
		if post.Id == id {
			return post
		}
	}
	return nil
}

func (f *fakeServer) read(r *http.Request) (int, any) {
	post := f.post(r.PathValue("id"))
	if post != nil && post.DeleteAt > 0 {
		post = nil
	}
	return found(post)
}

func (f *fakeServer) patch(r *http.Request) (int, any) {
	var patch model.PostPatch
	post := f.post(r.PathValue("id"))
	if err := json.NewDecoder(r.Body).Decode(&patch); err != nil || post == nil || post.DeleteAt > 0 {
		return refusal(403, "api.context.permissions.app_error")
	}
	post.Message = *patch.Message
	post.SetProps(*patch.Props) // all of them, the old ones are lost
	return 200, post
}

func (f *fakeServer) remove(r *http.Request) (int, any) {
	f.post(r.PathValue("id")).DeleteAt = 1
	return 200, map[string]string{"status": "OK"}
}

// list gives the newest first, or what came after a post.
func (f *fakeServer) list(r *http.Request) (int, any) {
	var all []string
	list := model.NewPostList()
	after := f.post(r.URL.Query().Get("after"))
	for _, post := range slices.Backward(f.posts) {
		if post.ChannelId == r.PathValue("id") && post.DeleteAt == 0 && (after == nil || post.CreateAt > after.CreateAt) {
			all = append(all, post.Id)
		}
	}
	if after != nil {
		slices.Reverse(all)
	}
	for _, id := range paged(r, all) {
		list.AddPost(f.post(id))
		list.AddOrder(id)
	}
	return 200, list
}

// said are the texts that stand in a channel.
func (f *fakeServer) said(channel string) (all []string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, post := range f.posts {
		if post.ChannelId == channel && post.DeleteAt == 0 {
			all = append(all, post.Message)
		}
	}
	return all
}

// later lets half a minute pass: the server forgets what was pending.
func (f *fakeServer) later(d time.Duration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.clock = f.clock.Add(d)
	clear(f.pending)
}

func (f *fakeServer) count(call string) (n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, c := range f.calls {
		if c == call {
			n++
		}
	}
	return n
}
