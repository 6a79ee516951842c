package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"utblick/bot/i18n"
	"utblick/bot/mattermost"
	"utblick/bot/mattermost/mmtest"
	"utblick/store/engine"
)

// Who mmtest's people are on the test server.
const (
	serverAdmin    = "utblick-test-admin"
	serverPassword = "Utblick-test-1!"
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

// play assembles the bot as onMattermost does, // whose calls to the server are made by client, or by
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
	late := &lateMarks{}
	platform := mattermost.New(mattermost.Needs{
		URL: office.URL, Team: office.Team, Token: office.Token, Commands: office.Commands, Secret: secret,
		PublicURL: office.PublicURL, Lang: s.Language, Words: words, Now: time.Now, Seen: late, Client: client, Log: p.log(),
	})
	if err := platform.Connect(t.Context()); err != nil {
		t.Fatal(err)
	}
	watched := office.Watch(platform)
	played.parts, err = p.assemble(assembly{
		settings: s, clock: clock, platform: watched, program: "utblick test", channel: office.Channel("allmant"), posters: 1,
	})
	if err != nil {
		t.Fatal(err)
	}
	late.set(played.parts.store)
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

// kept is what the store holds, as one sum; where the bot has listened to
// isn't part of it.
func (p *played) kept() string {
	p.t.Helper()
	h := sha256.New()
	p.ok(p.below.View(p.t.Context(), func(r engine.Reader) error {
		return r.Scan(engine.Range{}, func(key, value []byte) error {
			if !bytes.HasPrefix(key, []byte("mark/")) {
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
	_, _, err := c.Login(p.t.Context(), user, serverPassword)
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

// asServed is how utblick serve calls the server.
func asServed() *http.Client { return &http.Client{Timeout: 10 * time.Second} }

// BenchmarkMattermostCommand runs commands one after the other: what a person
// waits for, and how much of it is the bot's, its calls to the server included.
func BenchmarkMattermostCommand(b *testing.B) {
	mmtest.Server(b)
	const commands = 100 // an iteration
	p := play(b, asServed())
	anna := p.client("anna")
	channel := p.office.Channel("allmant")
	p.runs(anna, channel, "/uppgift ny Ring Piteå senast 4 dec @bo")
	for _, kind := range []struct{ name, line string }{{"write", "/uppgift ny Ring Piteå senast 4 dec N5"}, {"read", "/uppgift visa U1"}} {
		b.Run(kind.name, func(b *testing.B) {
			var whole []time.Duration
			p.forget()
			for b.Loop() {
				for range commands {
					began := time.Now()
					p.runs(anna, channel, kind.line)
					whole = append(whole, time.Since(began))
				}
			}
			report(b, "whole", whole)
			report(b, "bot", p.forget())
		})
	}
}

// forget gives what the bot took for its requests until now, and begins anew.
func (p *played) forget() []time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	took := p.took
	p.took = nil
	return took
}

func report(b *testing.B, of string, took []time.Duration) {
	b.Helper()
	if len(took) == 0 {
		b.Fatal("nothing was timed")
	}
	slices.Sort(took)
	for name, i := range map[string]int{"p50": len(took) / 2, "p99": len(took) * 99 / 100} {
		b.ReportMetric(took[i].Seconds()*1000, name+"-"+of+"-ms")
	}
}

// BenchmarkMattermostSustained has eight people type as fast as they are
// answered: to the bot, and by turns to handlers that do nothing but say ok or
// what the bot says. The server works more for a longer answer with buttons, so
// "bot/bare" is what people notice, its goal 0.8, and "bot/same" what is ours.
func BenchmarkMattermostSustained(b *testing.B) {
	mmtest.Server(b)
	const people, turns, turn = 8, 4, 300 * time.Millisecond
	p := play(b, asServed())
	channel := p.office.Channel("allmant")
	p.client("anna")
	admin := p.client(serverAdmin)
	var clients []*model.Client4
	for i := range people {
		clients = append(clients, p.colleague(admin, fmt.Sprint("snabb-", i), channel))
	}
	p.install(admin, "bar", `{"text":"ok"}`)
	lines := []string{"/bar hej", "/read hej", "/uppgift visa U1", "/write hej", "/uppgift ny Ring Piteå senast 4 dec N5"}
	for _, i := range []int{4, 2} {
		p.runs(clients[0], channel, lines[i])
		command, err := url.ParseQuery(string(p.request("/mattermost/command")))
		p.ok(err)
		command.Set("trigger_id", rand.Text())
		_, answer := p.post("/mattermost/command", "application/x-www-form-urlencoded", []byte(command.Encode()))
		p.install(admin, lines[i-1][1:len(lines[i-1])-len(" hej")], answer)
	}
	done := make([]float64, len(lines))
	for b.Loop() {
		for range turns {
			for i, line := range lines {
				done[i] += p.rush(clients, channel, line, turn)
			}
		}
	}
	for i, name := range []string{"bare", "", "read", "", "write"} {
		if name != "" {
			b.ReportMetric(done[i]/float64(b.N*turns), name+"/s")
		}
		if i > 0 && name != "" {
			b.ReportMetric(done[i]/done[0], name+"/bare")
			b.ReportMetric(done[i]/done[i-1], name+"/same")
		}
	}
}

// colleague brings somebody into the team whose screen nobody looks at. People
// stay on the server, as mmtest's do.
func (p *played) colleague(admin *model.Client4, name, channel string) *model.Client4 {
	p.t.Helper()
	ctx := p.t.Context()
	user, _, err := admin.GetUserByUsername(ctx, name, "")
	if err != nil {
		user, _, err = admin.CreateUser(ctx, &model.User{Username: name, Email: name + "@example.org", Password: serverPassword, Locale: "sv"})
	}
	p.ok(err)
	_, _, err = admin.AddTeamMember(ctx, p.team, user.Id)
	p.ok(err)
	_, _, err = admin.AddChannelMember(ctx, channel, user.Id)
	p.ok(err)
	c := p.client(name)
	c.HTTPClient = &http.Client{Transport: &http.Transport{}} // a connection of their own
	return c
}

// install makes a command that is answered the same whatever comes.
func (p *played) install(admin *model.Client4, trigger, answer string) {
	p.t.Helper()
	here := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, answer) // the server has gone: nobody left to tell
	}))
	p.t.Cleanup(here.Close)
	_, _, err := admin.CreateCommand(p.t.Context(), // it goes with the team
		&model.Command{TeamId: p.team, Trigger: trigger, Method: model.CommandMethodPost, URL: here.URL})
	p.ok(err)
}

// rush has all clients type the line for a while, and gives how many a second
// were answered.
func (p *played) rush(clients []*model.Client4, channel, line string, lasting time.Duration) float64 {
	p.t.Helper()
	var n atomic.Int64
	var all sync.WaitGroup
	began := time.Now()
	for _, c := range clients {
		all.Go(func() {
			for time.Since(began) < lasting {
				if _, _, err := c.ExecuteCommandWithTeam(p.t.Context(), channel, p.team, line); err != nil {
					p.t.Errorf("%s: %v", line, err)
					return
				}
				n.Add(1)
			}
		})
	}
	all.Wait()
	if p.t.Failed() {
		p.t.FailNow()
	}
	return float64(n.Load()) / time.Since(began).Seconds()
}

// BenchmarkMattermostMemory tells how much the process holds after a hundred
// commands and after ten thousand, one in twenty of which records a task.
// They come past the server, which would be ten times slower.
func BenchmarkMattermostMemory(b *testing.B) {
	mmtest.Server(b)
	const few, many, writes = 100, 10_000, 20
	p := play(b, asServed())
	p.runs(p.client("anna"), p.office.Channel("allmant"), "/uppgift ny Ring Piteå senast 4 dec")
	command, err := url.ParseQuery(string(p.request("/mattermost/command")))
	p.ok(err)
	typed := func(n int) {
		again := maps.Clone(command)
		again.Set("trigger_id", rand.Text())
		again.Set("text", "visa U1")
		if n%writes == 0 {
			again.Set("text", fmt.Sprintf("ny Ring Piteå %d senast 4 dec", n))
		}
		if status, answer := p.post("/mattermost/command", "application/x-www-form-urlencoded", []byte(again.Encode())); status != http.StatusOK {
			b.Errorf("%d %s", status, answer)
		}
	}
	all := func(commands int) {
		var people sync.WaitGroup
		for i := range 4 {
			people.Go(func() {
				for n := i; n < commands; n += 4 {
					typed(n)
				}
			})
		}
		people.Wait()
	}
	for b.Loop() {
		all(few)
		before := memory()
		all(many)
		after := memory()
		b.ReportMetric(float64(before.HeapAlloc)/(1<<20), "MB-heap-after-100")
		b.ReportMetric(float64(after.HeapAlloc)/(1<<20), "MB-heap-after-10000")
		b.ReportMetric(float64(before.Sys)/(1<<20), "MB-sys-after-100")
		b.ReportMetric(float64(after.Sys)/(1<<20), "MB-sys-after-10000")
		if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 64<<20 {
			b.Errorf("the heap grew by %d MB", grown>>20)
		}
	}
}

// memory is what is in use once all rubbish is gone.
func memory() (m runtime.MemStats) {
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m
}
