package mmtest

import (
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"
)

// TestListenGoesOn: a client whose connection breaks hears what was posted
// meanwhile, once and in order.
func TestListenGoesOn(t *testing.T) {
	t.Parallel()
	o := NewOffice(t)
	anna, road := o.person("anna", false), openRoad(t)
	heard := make(chan string, 100)
	Listen(t, "http://"+road.address, anna.client.AuthToken, func(e *model.WebSocketEvent) {
		text, _ := e.GetData()["post"].(string)
		if e.EventType() == model.WebsocketEventPosted && strings.Contains(text, o.Channel("allmant")) {
			_, text, _ = strings.Cut(text, `"message":"rad `)
			heard <- text[:1]
		}
	})
	said := "abcdef"
	for _, letter := range said {
		road.cut()
		must(t, anna.client.CreatePost, &model.Post{ChannelId: o.Channel("allmant"), Message: "rad " + string(letter)})
	}
	got := ""
	for range said {
		select {
		case letter := <-heard:
			got += letter
		case <-time.After(restTimeout):
			t.Fatalf("heard %q of %q", got, said)
		}
	}
	if got != said {
		t.Errorf("heard %q, want %q", got, said)
	}
}

// A road leads to the server, and can be cut.
type road struct {
	address string

	mu    sync.Mutex
	going []net.Conn
}

func openRoad(t *testing.T) *road {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r := &road{address: l.Addr().String()}
	t.Cleanup(func() {
		_ = l.Close() // ends the loop below
		r.cut()
	})
	go func() {
		for {
			here, err := l.Accept()
			if err != nil {
				return
			}
			there, err := net.Dial("tcp", strings.TrimPrefix(URL, "http://"))
			if err != nil {
				t.Error(err)
				return
			}
			r.mu.Lock()
			r.going = append(r.going, here, there)
			r.mu.Unlock()
			go func() { _, _ = io.Copy(here, there) }() // until it is cut
			go func() { _, _ = io.Copy(there, here) }()
		}
	}()
	return r
}

func (r *road) cut() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, c := range r.going {
		_ = c.Close() // the other end may have been first
	}
	r.going = nil
}
