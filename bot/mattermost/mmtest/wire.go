package mmtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"

	"utblick/bot"
)

// still is how long nothing happens between server and bot before they count
// as having come to rest: long beside the moment between two steps of one
// answer, which is all that is hidden from here.
const still = 150 * time.Millisecond

// patience is how long an answer may stay with the bot that is to be given: a
// platform may find nothing in it to give.
const patience = 2 * time.Second

// restTimeout is when a bot that goes on, or never begins, counts as lost.
const restTimeout = 30 * time.Second

// A wire is what runs between the server and the bot: requests to the bot,
// which it serves; the bot's calls, whose transport it is; and what the bot
// hears, which it hands on. So it knows when the bot is at work.
type wire struct {
	mu     sync.Mutex
	change *sync.Cond
	bot    http.Handler
	busy   int  // requests, calls and events under way
	steps  int  // that began or ended so far
	heard  int  // events so far
	owes   bool // an answer that it has, and has not begun to give
	last   *delivered

	healthy func() error // nil: not told
}

// delivered is a request of the server's, to be had again.
type delivered struct {
	method, url string
	header      http.Header
	body        []byte
}

func newWire() *wire {
	w := &wire{}
	w.change = sync.NewCond(&w.mu)
	return w
}

func (w *wire) serve(h http.Handler) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.bot = h
}

// begin notes that something is under way.
func (w *wire) begin() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.busy++
	w.steps++
	w.owes = false
	w.change.Broadcast()
}

// end notes that it is over; owes, that something must come of it yet.
func (w *wire) end(owes bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.busy--
	w.steps++
	w.owes = owes
	w.change.Broadcast()
}

// ServeHTTP takes the server's requests.
func (w *wire) ServeHTTP(res http.ResponseWriter, req *http.Request) {
	w.begin()
	defer w.end(false)
	body, err := io.ReadAll(req.Body)
	if err != nil {
		http.Error(res, err.Error(), http.StatusBadRequest)
		return
	}
	req.Body = io.NopCloser(bytes.NewReader(body))
	w.mu.Lock()
	h := w.bot
	w.last = &delivered{req.Method, req.URL.String(), req.Header.Clone(), body}
	w.mu.Unlock()
	if h == nil {
		http.Error(res, "no bot serves here yet", http.StatusServiceUnavailable)
		return
	}
	h.ServeHTTP(res, req)
}

// RoundTrip makes the bot's calls.
func (w *wire) RoundTrip(req *http.Request) (*http.Response, error) {
	w.begin()
	defer w.end(false)
	return http.DefaultTransport.RoundTrip(req)
}

// hear is handle, watched.
func (w *wire) hear(handle bot.Handle) bot.Handle {
	return func(ctx context.Context, e bot.Event) (r bot.Response) {
		w.mu.Lock()
		w.heard++
		w.mu.Unlock()
		w.begin()
		defer func() { w.end(r.Message != nil || r.Form != nil) }()
		return handle(ctx, e)
	}
}

// events counts what the bot has heard.
func (w *wire) events() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.heard
}

var (
	errDeaf     = errors.New("the bot did not hear what was said to it")
	errRestless = errors.New("the bot does not come to rest")
)

// await waits until the bot has heard more than n events.
func (w *wire) await(ctx context.Context, n int) error {
	if w.until(ctx, func() bool { return w.heard > n }) {
		return nil
	}
	return errDeaf
}

// rest waits until nothing runs between server and bot.
func (w *wire) rest(ctx context.Context) error {
	for {
		if !w.until(ctx, func() bool { return w.busy == 0 }) {
			return errRestless
		}
		soon, cancel := context.WithTimeout(ctx, patience)
		w.until(soon, func() bool { return !w.owes })
		cancel()
		w.mu.Lock()
		before := w.steps
		w.mu.Unlock()
		select {
		case <-time.After(still):
		case <-ctx.Done():
			return errRestless
		}
		w.mu.Lock()
		after, busy := w.steps, w.busy
		w.mu.Unlock()
		if after == before && busy == 0 {
			return nil
		}
	}
}

// until waits for what must hold; false when ctx ends first.
func (w *wire) until(ctx context.Context, holds func() bool) bool {
	stop := context.AfterFunc(ctx, func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.change.Broadcast()
	})
	defer stop()
	w.mu.Lock()
	defer w.mu.Unlock()
	for !holds() {
		if ctx.Err() != nil {
			return false
		}
		w.change.Wait()
	}
	return true
}

var errNothingDelivered = errors.New("the server has sent the bot nothing that could come again")

// again has the server's last request come once more.
func (w *wire) again(ctx context.Context, base string) error {
	w.mu.Lock()
	d := w.last
	w.mu.Unlock()
	if d == nil {
		return errNothingDelivered
	}
	req, err := http.NewRequestWithContext(ctx, d.method, base+d.url, bytes.NewReader(d.body))
	if err != nil {
		return err
	}
	req.Header = d.header.Clone()
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	return res.Body.Close()
}

// A Platform is one that can tell whether it would hear what is said.
type Platform interface {
	bot.Platform
	Healthy() error
}

// watched is a platform whose handle is watched.
type watched struct {
	Platform
	wire *wire
}

// Run implements bot.Platform.
func (p watched) Run(ctx context.Context, handle bot.Handle) error {
	return p.Platform.Run(ctx, p.wire.hear(handle))
}

// Watch is p, to be run in its place: the office's Driver must know when the
// bot listens, when it has heard something and when it is done.
func (o *Office) Watch(p Platform) bot.Platform {
	o.wire.mu.Lock()
	defer o.wire.mu.Unlock()
	o.wire.healthy = p.Healthy
	return watched{p, o.wire}
}

// ready waits until the bot listens.
func (w *wire) ready(ctx context.Context) error {
	w.mu.Lock()
	healthy := w.healthy
	w.mu.Unlock()
	if healthy == nil {
		return nil
	}
	ticker := time.NewTicker(5 * time.Millisecond)
	defer ticker.Stop()
	for {
		err := healthy()
		if err == nil {
			return nil
		}
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return fmt.Errorf("the bot does not listen: %w", err)
		}
	}
}
