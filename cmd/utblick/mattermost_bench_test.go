package main

import (
	"crypto/rand"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"utblick/bot/mattermost/mmtest"
)

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
	admin := p.client(mmtest.Admin)
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
		user, _, err = admin.CreateUser(ctx, &model.User{Username: name, Email: name + "@example.org", Password: mmtest.Password, Locale: "sv"})
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
