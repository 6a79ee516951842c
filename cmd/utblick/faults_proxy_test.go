package main

import (
	"bytes"
	"encoding/json"
	"io"
	"log"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"utblick/bot/mattermost/mmtest"
)

// between stands between the bot and the server, and does harm.
type between struct {
	t       *testing.T
	address string
	handler http.Handler
	forward http.Handler

	mu       sync.Mutex
	random   *rand.Rand
	slow     time.Duration // before each answer
	bad      bool          // see harm
	server   *http.Server  // nil while nobody listens
	sockets  map[net.Conn]bool
	requests int
	spoilt   int // were done, and the answer withheld
}

func standBetween(t *testing.T) *between {
	t.Helper()
	target, err := url.Parse(mmtest.Server(t))
	if err != nil {
		t.Fatal(err)
	}
	seed := rand.Uint64()
	b := &between{t: t, sockets: map[net.Conn]bool{}, random: rand.New(rand.NewPCG(seed, 1))}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("the proxy's seed is %d", seed)
		}
	})
	proxy := httputil.NewSingleHostReverseProxy(target)
	proxy.ErrorLog = log.New(io.Discard, "", 0)
	proxy.ModifyResponse = func(*http.Response) error {
		b.mu.Lock()
		slow := b.slow
		b.mu.Unlock()
		time.Sleep(slow)
		return nil
	}
	b.forward = proxy
	b.handler = http.HandlerFunc(b.harm)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	b.address = listener.Addr().String()
	b.serve(listener)
	t.Cleanup(b.goAway)
	return b
}

func (b *between) url() string { return "http://" + b.address }

func (b *between) serve(listener net.Listener) {
	server := &http.Server{Handler: b.handler, ReadHeaderTimeout: time.Minute, ConnState: func(c net.Conn, s http.ConnState) {
		if s == http.StateHijacked {
			b.mu.Lock()
			defer b.mu.Unlock()
			b.sockets[c] = true
		}
	}}
	b.mu.Lock()
	b.server = server
	b.mu.Unlock()
	go func() { _ = server.Serve(listener) }() // until goAway
}

// goAway refuses connections from now on, and breaks those that there are.
func (b *between) goAway() {
	b.mu.Lock()
	server := b.server
	b.server = nil
	b.mu.Unlock()
	if server != nil {
		_ = server.Close() // of the listener, which may be closed
	}
	b.cut()
}

// comeBack listens again.
func (b *between) comeBack() {
	b.t.Helper()
	listener, err := net.Listen("tcp", b.address)
	if err != nil {
		b.t.Fatal(err)
	}
	b.serve(listener)
}

// cut breaks all websockets, and tells how many there were.
func (b *between) cut() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	n := len(b.sockets)
	for c := range b.sockets {
		_ = c.Close() // the other end may have been first
	}
	clear(b.sockets)
	return n
}

func (b *between) set(slow time.Duration, bad bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.slow, b.bad = slow, bad
}

// count is how often the bot has called the server.
func (b *between) count() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.requests
}

const page502 = "<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"

// harm passes a request on. In bad times two of three get a page of HTML in
// place of an answer, one of them after the server has done what was asked;
// and nothing helps the server to tell that a post came before.
func (b *between) harm(w http.ResponseWriter, r *http.Request) {
	b.mu.Lock()
	b.requests++
	bad, luck, fate := b.bad, b.random.IntN(2), b.random.IntN(3)
	b.mu.Unlock()
	socket := strings.HasSuffix(r.URL.Path, "/websocket")
	if !bad || socket && luck == 0 {
		b.forward.ServeHTTP(w, r)
		return
	}
	switch fate {
	case 0:
		b.forward.ServeHTTP(w, withoutPending(r))
		return
	case 1:
		if socket {
			break
		}
		b.forward.ServeHTTP(&unheard{header: http.Header{}}, withoutPending(r))
		b.mu.Lock()
		b.spoilt++
		b.mu.Unlock()
	}
	w.Header().Set("Content-Type", "text/html")
	w.WriteHeader(http.StatusBadGateway)
	_, _ = io.WriteString(w, page502) // the other end may have gone
}

// withoutPending takes from a post what the server knows a second try by.
func withoutPending(r *http.Request) *http.Request {
	if r.Method != http.MethodPost || !strings.HasSuffix(r.URL.Path, "/posts") {
		return r
	}
	raw, err := io.ReadAll(r.Body)
	var post map[string]any
	if err == nil && json.Unmarshal(raw, &post) == nil {
		delete(post, "pending_post_id")
		if less, err := json.Marshal(post); err == nil {
			raw = less
		}
	}
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(raw)), int64(len(raw))
	return r
}

// unheard is an answer that nobody gets.
type unheard struct{ header http.Header }

func (u *unheard) Header() http.Header         { return u.header }
func (u *unheard) Write(p []byte) (int, error) { return len(p), nil }
func (u *unheard) WriteHeader(int)             {}
