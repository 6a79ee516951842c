package setup

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/gorilla/websocket"
	"github.com/mattermost/mattermost/server/public/model"
)

// id makes ids of the server's form.
func id(name string) string { return (name + strings.Repeat("x", 26))[:26] }

const (
	adminToken = "an administrator's"
	botToken   = "the bot's"
	personal   = "a person's"
	mark       = "only-the-bot-knows"
	markName   = "Test-Mark"
)

// no is an answer that refuses: the server's own with an id, without one a
// proxy's page.
type no struct {
	status int
	id     string
}

// A fake is as much of a Mattermost server as setup and its check ask for, on a
// server of that version. It remembers what is made there.
type fake struct {
	*httptest.Server
	mu       sync.Mutex
	version  string
	bot      *model.User
	token    string // the bot's, once it is made
	member   bool   // of the team
	entered  bool   // into the channel
	commands []*model.Command
	refuses  map[string]no // "POST /bots" → what it says instead
	changes  []string      // what it was asked to make or change
	site     string        // what it calls itself; empty: by its address
	allowed  string        // AllowedUntrustedInternalConnections
	late     http.Header   // headers of its own
	muted    bool          // who is in the channel may not post there
}

func newFake(t *testing.T) *fake {
	f := &fake{version: "11.4.0", refuses: map[string]no{}, allowed: "127.0.0.1", late: http.Header{}}
	f.Server = httptest.NewServer(f)
	t.Cleanup(f.Close)
	return f
}

func (f *fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	defer f.mu.Unlock()
	path := strings.TrimPrefix(r.URL.Path, "/api/v4")
	what := r.Method + " " + path
	for begin, answer := range f.refuses {
		if strings.HasPrefix(what, begin) {
			refuse(w, answer)
			return
		}
	}
	if path == "/websocket" {
		f.greet(w, r)
		return
	}
	body, _ := io.ReadAll(r.Body)
	reads := r.Method == http.MethodGet || slices.Contains([]string{"/roles/names", "/channels/direct", "/commands/execute"}, path)
	if !reads {
		f.changes = append(f.changes, what)
	}
	w.Header().Set(model.HeaderVersionId, f.version+".1.hash.false")
	for name := range f.late {
		w.Header().Set(name, f.late.Get(name))
	}
	_, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	answer, refused := f.answer(what, token, body)
	if refused.status != 0 {
		refuse(w, refused)
		return
	}
	_ = json.NewEncoder(w).Encode(answer)
}

func refuse(w http.ResponseWriter, answer no) {
	if answer.id == "" {
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(answer.status)
		_, _ = io.WriteString(w, "<html>Bad Gateway</html>")
		return
	}
	w.WriteHeader(answer.status)
	_ = json.NewEncoder(w).Encode(model.NewAppError("fake", answer.id, nil, "", answer.status))
}

var absent = no{http.StatusNotFound, "fake.absent"}

func (f *fake) answer(what, token string, body []byte) (any, no) {
	switch what {
	case "GET /system/ping":
		return map[string]string{"status": "OK"}, no{}
	case "GET /config/client":
		return map[string]string{"SiteURL": orElse(f.site, f.URL)}, no{}
	case "GET /users/me":
		return f.whose(token)
	case "GET /teams/name/alvsbyn":
		return &model.Team{Id: id("team"), Name: "alvsbyn"}, no{}
	case "GET /teams/" + id("team") + "/channels/name/allmant":
		return &model.Channel{Id: id("allmant"), Name: "allmant"}, no{}
	case "GET /users/username/utblick":
		return f.bot, when(f.bot != nil)
	case "POST /bots":
		f.bot = &model.User{Id: id("bot"), Username: "utblick", IsBot: true, Roles: "system_user"}
		return &model.Bot{UserId: f.bot.Id, Username: "utblick"}, no{}
	case "POST /users/" + id("bot") + "/image":
		f.bot.LastPictureUpdate = 1
	case "POST /users/" + id("bot") + "/tokens":
		f.token = botToken
		return &model.UserAccessToken{Token: botToken}, no{}
	case "GET /teams/" + id("team") + "/members/" + id("bot"):
		return &model.TeamMember{Roles: "team_user"}, when(f.member)
	case "POST /teams/" + id("team") + "/members":
		f.member = true
		return &model.TeamMember{}, no{}
	case "GET /channels/" + id("allmant") + "/members/" + id("bot"):
		return &model.ChannelMember{Roles: "channel_user"}, when(f.entered)
	case "POST /channels/" + id("allmant") + "/members":
		f.entered = true
		return &model.ChannelMember{}, no{}
	case "POST /roles/names":
		role := &model.Role{Name: "channel_user"}
		if !f.muted {
			role.Permissions = []string{model.PermissionCreatePost.Id}
		}
		return []*model.Role{role}, no{}
	case "GET /config":
		var config model.Config
		config.ServiceSettings.AllowedUntrustedInternalConnections = &f.allowed
		return config, no{}
	case "POST /channels/direct":
		return &model.Channel{Id: id("direct")}, no{}
	case "GET /commands":
		return f.commands, no{}
	case "POST /commands":
		return f.keep(body)
	case "POST /commands/execute":
		return f.execute(body)
	default:
		return nil, absent
	}
	return map[string]string{"status": "OK"}, no{}
}

func when(there bool) no {
	if there {
		return no{}
	}
	return absent
}

func orElse(s, other string) string {
	if s != "" {
		return s
	}
	return other
}

func (f *fake) whose(token string) (any, no) {
	switch {
	case token == adminToken:
		return &model.User{Id: id("admin"), Username: "chefen"}, no{}
	case token == personal:
		return &model.User{Id: id("bot"), Username: "anna"}, no{}
	case token == f.token && f.bot != nil:
		return f.bot, no{}
	}
	return nil, no{http.StatusUnauthorized, "api.context.session_expired.app_error"}
}

func (f *fake) keep(body []byte) (any, no) {
	var c model.Command
	_ = json.Unmarshal(body, &c)
	c.Id, c.Token = id(c.Trigger), "token of "+c.Trigger
	f.commands = append(f.commands, &c)
	return &c, no{}
}

// execute posts to the command's address, as the server does.
func (f *fake) execute(body []byte) (any, no) {
	var args model.CommandArgs
	_ = json.Unmarshal(body, &args)
	trigger, text, _ := strings.Cut(strings.TrimPrefix(args.Command, "/"), " ")
	c := byTrigger(f.commands, trigger)
	to, _ := url.Parse(c.URL)
	if !slices.Contains(strings.Fields(f.allowed), to.Hostname()) {
		return nil, no{http.StatusInternalServerError, idNoAnswer}
	}
	res, err := http.PostForm(c.URL, url.Values{"token": {c.Token}, "text": {text}}) //nolint:noctx // a test's own server
	if err != nil {
		return nil, no{http.StatusInternalServerError, idNoAnswer}
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return nil, no{http.StatusInternalServerError, idAnswered}
	}
	answer, _ := model.CommandResponseFromHTTPBody(res.Header.Get("Content-Type"), res.Body)
	return answer, no{}
}

// greet is a websocket that says hello.
func (f *fake) greet(w http.ResponseWriter, r *http.Request) {
	ws, err := (&websocket.Upgrader{}).Upgrade(w, r, nil)
	if err != nil {
		return
	}
	hello, _ := model.NewWebSocketEvent(model.WebsocketEventHello, "", "", "", nil, "").ToJSON()
	_ = ws.WriteMessage(websocket.TextMessage, hello)
	go func() {
		defer ws.Close()
		_, _, _ = ws.ReadMessage() // until the other end leaves
	}()
}

// here is what stands at the public address: the bot, unless it is another.
func here(t *testing.T, other http.HandlerFunc) string {
	bot := func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set(markName, mark)
		if r.Method != http.MethodPost {
			w.WriteHeader(http.StatusMethodNotAllowed)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		if r.FormValue("text") == mark {
			_ = json.NewEncoder(w).Encode(&model.CommandResponse{Props: model.StringInterface{markName: mark}})
		}
	}
	if other != nil {
		bot = other
	}
	s := httptest.NewServer(http.HandlerFunc(bot))
	t.Cleanup(s.Close)
	return s.URL
}
