package mattermost

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"utblick/bot"
)

// echo answers what was said with itself.
func echo(_ context.Context, e bot.Event) bot.Response {
	return bot.Response{Message: saying("svar " + e.Text)}
}

// timed is a direct message of anna's, n milliseconds after the start.
func timed(text string, n int) *model.Post {
	post := saidPost(fmt.Sprintf("said%d", n+1<<30), directID, text)
	post.CreateAt = at(n)
	return post
}

// listened is the marks of a bot that has been there before.
func listened() *marks { return &marks{all: map[string]int64{"": at(-1000)}} }

// ready waits until the bot says that it is.
func (o *office) ready() {
	o.t.Helper()
	for range 1000 {
		if o.Healthy() == nil {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	o.t.Errorf("not ready: %v", o.Healthy())
}

// TestCatchesUpWhileItListens: a server that asks to wait is asked again,
// channel after channel, over one and the same websocket. What is said
// meanwhile is answered, and the bot isn't ready before it has caught up.
func TestCatchesUpWhileItListens(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	for i := range 10 {
		who := id(fmt.Sprintf("u%d", i))
		s.add(&model.User{Id: who, Username: fmt.Sprintf("u%d", i)})
		s.direct(who)
		s.stands(&model.Post{Id: id(fmt.Sprintf("missed%d", i)), ChannelId: directOf(who), UserId: who, Message: fmt.Sprintf("missat %d", i), CreateAt: at(i)})
	}
	goOn := make(chan struct{})
	var once sync.Map
	var stuck atomic.Bool
	stuck.Store(true) // one channel, for much longer than the others
	s.meets(func(c call) int {
		if c.pattern != "GET /channels/{id}/posts" || strings.Contains(c.path, directID) {
			return 0
		}
		<-goOn
		if strings.Contains(c.path, directOf(id("u0"))) && stuck.Load() {
			return http.StatusInternalServerError
		}
		if _, again := once.LoadOrStore(c.path, true); !again {
			return http.StatusTooManyRequests
		}
		return 0
	})
	o, _ := listeningAt(t, s, echo, listened())
	k := o.greeted("c1")
	k.posted(t, 1, timed("nu", 100))
	s.says(directID, "svar nu")
	if err := o.Healthy(); !errors.Is(err, ErrBehind) {
		t.Errorf("while it catches up: %v, want %v", err, ErrBehind)
	}
	close(goOn)
	for i := 1; i < 10; i++ {
		s.says(directOf(id(fmt.Sprintf("u%d", i))), fmt.Sprintf("svar missat %d", i))
	}
	if err := o.Healthy(); !errors.Is(err, ErrBehind) {
		t.Errorf("with one channel unread: %v, want %v", err, ErrBehind)
	}
	stuck.Store(false)
	o.ready()
	for i := range 10 {
		s.says(directOf(id(fmt.Sprintf("u%d", i))), fmt.Sprintf("svar missat %d", i))
	}
	if len(s.sockets) > 0 || len(o.hears(11)) != 11 {
		t.Error("it connected anew")
	}
}

// TestMissedBeforeNow: what was missed in a channel is answered before what is
// said there now, and each once.
func TestMissedBeforeNow(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	slow := make(chan struct{})
	s.meets(func(c call) int {
		if c.pattern == "GET /channels/{id}/posts" {
			<-slow
		}
		return 0
	})
	for i, text := range []string{"ett", "två", "tre"} {
		s.stands(timed(text, i))
	}
	o, _ := listeningAt(t, s, echo, listened())
	k := o.greeted("c1")
	k.posted(t, 1, timed("tre", 2))
	time.Sleep(50 * time.Millisecond)
	if heard := o.events(); len(heard) > 0 {
		t.Errorf("heard %q before what was missed", heard[0].Text)
	}
	close(slow)
	s.says(directID, "svar ett", "svar två", "svar tre")
}

// TestUnansweredStaysOpen: what couldn't be answered in its time is answered
// later, without doing it again; until then no later answer hides it.
func TestUnansweredStaysOpen(t *testing.T) {
	t.Parallel()
	m, s := listened(), newServer(t)
	s.meets(func(c call) int {
		if c.pattern == "POST /posts" && strings.Contains(c.body, "ett") {
			return http.StatusBadGateway
		}
		return 0
	})
	o, _ := listeningAt(t, s, echo, m, func(o *office) { o.talk.atMost = time.Second })
	k := o.greeted("c1")
	k.posted(t, 1, timed("ett", 10))
	k.posted(t, 2, timed("två", 20))
	s.says(directID, "svar två")
	if got, _ := m.Mark(t.Context(), directID); got >= at(10) {
		t.Errorf("the mark is at %d, beyond what has no answer", got-at(0))
	}
	s.mends()
	s.says(directID, "svar två", "svar ett")
	o.hears(2)
	o.marked(m, directID, at(20))
}

// marked waits until the bot has come so far in a channel.
func (o *office) marked(m *marks, channel string, want int64) {
	o.t.Helper()
	var got int64
	for range polls {
		if got, _ = m.Mark(o.t.Context(), channel); got == want {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	o.t.Errorf("the mark is at %d, want %d", got-at(0), want-at(0))
}

// committing is a router whose deeds are committed before their answers get
// out. It never does one twice.
type committing struct {
	mu    sync.Mutex
	deeds map[string]int
	then  func(e bot.Event) // before it answers
}

func (c *committing) handle(_ context.Context, e bot.Event) bot.Response {
	c.mu.Lock()
	done := c.deeds[e.ID] > 0
	if !done {
		c.deeds[e.ID]++
	}
	c.mu.Unlock()
	switch {
	case done && e.Lost:
		return bot.Response{Message: saying("gjort: " + e.Text)}
	case done:
		return bot.Response{Repeated: true}
	}
	if c.then != nil {
		c.then(e)
	}
	return bot.Response{Message: saying("svar " + e.Text)}
}

// TestAnswerLost: a deed was committed, but the bot ended before its answer got
// out, or when half of it stood. After the next start the person is told, once.
func TestAnswerLost(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		then func(o *office, e bot.Event)
		post func(*model.Post)
		want string
	}{
		"none of it": {then: func(o *office, _ bot.Event) { o.server.breaks("/posts", http.StatusBadGateway) }},
		"half of it": {then: func(o *office, e bot.Event) {
			e.Growing(*saying("sv"), false)
			time.Sleep(2 * growEvery)
			o.server.breaks("/posts", http.StatusBadGateway)
		}},
		"to a mention":  {then: func(o *office, _ bot.Event) { o.server.breaks("/posts", http.StatusBadGateway) }, post: func(p *model.Post) { p.ChannelId, p.Message = openID, "@utblick nytt" }},
		"all, unmarked": {want: "svar nytt", then: func(o *office, _ bot.Event) {}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m, s := listened(), newServer(t)
			said := timed("nytt", 10)
			if c.post != nil {
				c.post(said)
			}
			router := &committing{deeds: map[string]int{}}
			o, stop := listeningAt(t, s, router.handle, m, func(o *office) { o.talk.farewell = 100 * time.Millisecond })
			router.then = func(e bot.Event) { c.then(o, e) }
			s.stands(said)
			o.greeted("c1")
			o.hears(1)
			if c.want != "" {
				s.says(directID, c.want)
			}
			stop()
			s.mends()
			m.forget(said.ChannelId)
			want := c.want
			if want == "" {
				want = "gjort: nytt"
			}
			for range 2 {
				o, stop = listeningAt(t, s, router.handle, m)
				o.greeted("c2")
				o.ready()
				s.says(directID, want)
				o.marked(m, said.ChannelId, at(10))
				stop()
				m.forget(said.ChannelId)
			}
		})
	}
}

func (m *marks) forget(channel string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.all, channel)
	m.all[""] = at(-1000)
}

// TestManyMissed: much was said in a channel meanwhile; the bot looks through
// it page by page, and says so when it is too much.
func TestManyMissed(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		posts int
		heard int
	}{"some pages": {1200, 2}, "too many": {maxMissed, 1}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newServer(t)
			for i := range c.posts {
				s.posts = append(s.posts, &model.Post{Id: id(fmt.Sprintf("x%d", i)), ChannelId: openID, UserId: boID, Message: "hej", CreateAt: at(i + 2)})
			}
			first, last := saidPost("first", openID, "@utblick ett"), saidPost("last", openID, "@utblick två")
			last.CreateAt = at(c.posts + 2)
			s.stands(first)
			s.stands(last)
			o, _ := listeningAt(t, s, always(bot.Response{}), listened())
			o.greeted("c1")
			heard := o.hears(c.heard)
			if told := strings.Contains(o.logged(), "too much was missed"); told != (c.heard == 1) || heard[c.heard-1].Text != "två" {
				t.Errorf("heard %+v; log:\n%s", heard, o.logged())
			}
		})
	}
}

// TestFirstStart: what was said before there was a bot isn't answered, what
// was said after is, whatever the clocks show.
func TestFirstStart(t *testing.T) {
	t.Parallel()
	m, s := &marks{all: map[string]int64{}}, newServer(t)
	hour := int(time.Hour.Milliseconds())
	s.stands(timed("förr", -3*hour)) // by the server's clock, which is hours behind
	o, stop := listeningAt(t, s, echo, m)
	o.greeted("c1")
	o.ready()
	stop()
	s.stands(timed("nu", -2*hour))
	o, _ = listeningAt(t, s, echo, m)
	o.greeted("c2")
	s.says(directID, "svar nu")
	o.ready()
	o.marked(m, directID, at(-2*hour))
}
