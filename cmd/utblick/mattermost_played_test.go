package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"utblick/bot/i18n"
	"utblick/bot/mattermost"
	"utblick/bot/mattermost/mmtest"
	"utblick/store/engine"
)

// A played is the whole bot in an office of its own, with its insides in view.
type played struct {
	*mmtest.Driver
	t      testing.TB
	office *mmtest.Office
	parts  *parts
	words  *i18n.Catalogue
	below  engine.Engine
	team   string // by id

	mu   sync.Mutex
	log  bytes.Buffer
	last map[string][]byte // what the server last sent, by path
	took []time.Duration   // what the bot took for each request
}

// play runs the bot, put together as utblick serve does, in an office of its
// own until the test ends. Its calls to the server are made by client, or by
// the office's own when there is none: only those does the Driver wait for.
func play(t testing.TB, client *http.Client) *played {
	t.Helper()
	words, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	played := &played{t: t, words: words, office: mmtest.NewOffice(t), last: map[string][]byte{}}
	office := played.office
	if client == nil {
		client = office.Client()
	}
	env := map[string]string{"UTBLICK_DATA": t.TempDir()}
	p := &process{
		ctx: context.WithoutCancel(t.Context()), catalogue: words, io: stdio{nil, io.Discard, logOf{played}},
		env:  func(name string) (string, bool) { v, ok := env[name]; return v, ok },
		over: func(e engine.Engine) engine.Engine { played.below = e; return e },
	}
	s, err := readSettings("", p.env)
	if err != nil {
		t.Fatal(err)
	}
	clock, err := newClock(storiesBegin, s.zone)
	if err != nil {
		t.Fatal(err)
	}
	secret := make([]byte, 32)
	_, _ = rand.Read(secret) // never fails
	ground, err := p.open(s, clock, "utblick test")
	if err != nil {
		t.Fatal(err)
	}
	platform := mattermost.New(mattermost.Needs{
		URL: office.URL, Team: office.Team, Token: office.Token, Commands: office.Commands, Secret: secret,
		PublicURL: office.PublicURL, Lang: s.Language, Words: words, Now: time.Now, Seen: ground.store, Client: client, Log: p.log(),
	})
	if err := platform.Connect(t.Context()); err != nil {
		t.Fatal(err)
	}
	watched := office.Watch(platform)
	played.parts = p.assemble(ground, workspace{platform: watched, channel: office.Channel("allmant"), posters: 1})
	if err := played.parts.scheduler.Start(p.ctx); err != nil {
		t.Fatal(err)
	}
	clock.fires = played.parts.scheduler
	office.Serve(played.keeping(platform.Handler()))
	ctx, stop := context.WithCancel(p.ctx)
	ended := make(chan error, 1)
	go func() { ended <- watched.Run(ctx, played.parts.router.Handle) }()
	t.Cleanup(func() {
		stop()
		if err := played.parts.close(<-ended); err != nil {
			t.Error(err)
		}
		if t.Failed() {
			t.Log(played.logged())
		}
	})
	played.Driver = office.Driver(clock)
	return played
}

// keeping is h, whose requests can be had again, and whose time is taken.
func (p *played) keeping(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			p.t.Error(err)
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		began := time.Now()
		h.ServeHTTP(w, r)
		took := time.Since(began)
		p.mu.Lock()
		defer p.mu.Unlock()
		p.last[r.URL.Path] = body
		p.took = append(p.took, took)
	})
}

// request is the body of what the server last sent there.
func (p *played) request(path string) []byte {
	p.t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.last[path] == nil {
		p.t.Fatalf("the server has sent nothing to %s", path)
	}
	return p.last[path]
}

func (p *played) ok(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

// logOf writes into the log that logged reads.
type logOf struct{ *played }

func (l logOf) Write(line []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.log.Write(line)
}

func (p *played) logged() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.log.String()
}

// post sends to the bot's own address, past the server.
func (p *played) post(path, kind string, body []byte) (status int, answer string) {
	p.t.Helper()
	res, err := http.Post(p.office.PublicURL+path, kind, bytes.NewReader(body)) //nolint:noctx // a test's own server
	p.ok(err)
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	p.ok(err)
	return res.StatusCode, string(text)
}

// kept is what the store holds, as one sum. How far the bot has listened and
// looked for reminders isn't part of it, for that goes on by itself.
func (p *played) kept() string {
	p.t.Helper()
	h := sha256.New()
	p.ok(p.below.View(p.t.Context(), func(r engine.Reader) error {
		return r.Scan(engine.Range{}, func(key, value []byte) error {
			if !bytes.HasPrefix(key, []byte("mark/")) && string(key) != "m/ticked" {
				fmt.Fprintf(h, "%d:%s%d:%s", len(key), key, len(value), value)
			}
			return nil
		})
	}))
	return hex.EncodeToString(h.Sum(nil))
}

// does is what the user reads after a line or, with ":", another deed.
func (p *played) does(user, line string) string {
	p.t.Helper()
	p.ok(p.As(user, false))
	p.Arrived()
	deed, what, _ := strings.Cut(strings.TrimPrefix(line, ":"), " ")
	switch {
	case !strings.HasPrefix(line, ":"):
		p.ok(p.Type(line))
	case deed == "press":
		p.ok(p.Press(what))
	case deed == "fill":
		p.ok(p.Fill(what))
		p.ok(p.Submit())
	default:
		p.t.Fatalf("no such deed: %s", line)
	}
	var said []string
	for _, a := range p.Arrived() {
		if !a.Private || a.To == "user:"+user {
			said = append(said, a.Text)
		}
	}
	return strings.Join(said, "\n")
}

// says fails unless each of wants is in said; one that begins with "!" must not be.
func (p *played) says(said string, wants ...string) {
	p.t.Helper()
	said = strings.Join(strings.Fields(said), " ")
	for _, want := range wants {
		bare, not := strings.CutPrefix(want, "!")
		if strings.Contains(said, strings.Join(strings.Fields(bare), " ")) == not {
			p.t.Errorf("want %q in\n%s", want, said)
		}
	}
}

// word is a line of the platform's own.
func (p *played) word(key string) string {
	p.t.Helper()
	if !p.words.Has("sv", "chat."+key) {
		p.t.Errorf("there are no words for %s", key)
	}
	return p.words.Text("sv", "chat."+key)
}

// client is the person's own, logged in.
func (p *played) client(user string) *model.Client4 {
	p.t.Helper()
	c := model.NewAPIv4Client(p.office.URL)
	_, _, err := c.Login(p.t.Context(), user, mmtest.Password)
	p.ok(err)
	p.t.Cleanup(func() { _, _ = c.Logout(context.Background()) }) // the session ends by itself later
	if p.team == "" {
		team, _, err := c.GetTeamByName(p.t.Context(), p.office.Team, "")
		p.ok(err)
		p.team = team.Id
	}
	return c
}

// runs has a client type a command, and is its answer.
func (p *played) runs(c *model.Client4, channel, line string) string {
	p.t.Helper()
	answer, _, err := c.ExecuteCommandWithTeam(p.t.Context(), channel, p.team, line)
	p.ok(err)
	text := answer.Text
	for _, a := range answer.Attachments {
		text += "\n" + a.Text
	}
	return strings.ReplaceAll(text, "**", "")
}
