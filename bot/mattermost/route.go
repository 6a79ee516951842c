package mattermost

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	neturl "net/url"
	"strings"
	"time"

	"utblick/bot"
)

// A route is the server's own way back to the client that typed a command: it
// shows what is private where the person stands. 5 uses, 30 minutes.
type route struct {
	url   string
	until time.Time
	left  int // guarded by talk.mu
}

const (
	routeUses = 5
	routeTime = 29 * time.Minute // the last one is for clocks that differ
)

// newRoute is nil for an address that isn't the server's own.
func (p *Platform) newRoute(url string) *route {
	if !strings.HasPrefix(url, p.needs.URL+"/hooks/commands/") {
		return nil
	}
	return &route{url: url, until: p.needs.Now().Add(routeTime), left: routeUses}
}

// isOpen: it can be used now; there may be no route at all. The caller holds
// talk.mu.
func (r *route) isOpen(now time.Time) bool {
	return r != nil && r.left > 0 && now.Before(r.until)
}

func (t *talk) mayUse(r *route, now time.Time) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return r.isOpen(now)
}

// use takes one of its uses, if it has any left.
func (t *talk) use(r *route, now time.Time) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !r.isOpen(now) {
		return false
	}
	r.left--
	return true
}

// keepRoute lets what is pressed or sent later under id find the route. When
// it is forgotten the direct messages do.
func (t *talk) keepRoute(id string, r *route) {
	if r != nil {
		t.routes.Put(id, r)
	}
}

func (t *talk) routeOf(id string) *route {
	r, _ := t.routes.Get(id)
	return r
}

// byRoute says m to the person's client, all parts at once: each call is one
// use. False when there is no way.
func (p *Platform) byRoute(ctx context.Context, d deed, m bot.Message) bool {
	if encloses(m) || !p.talk.use(d.route, p.needs.Now()) {
		return false
	}
	err := p.send(ctx, d.route.url, commandAnswer(p.drawPrivate(d, m)))
	if err != nil {
		p.needs.Log.Warn("no way back to the client", "event", d.event.ID, "error", err)
	}
	return err == nil
}

func (p *Platform) send(ctx context.Context, url string, v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("encode answer: %w", err)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("answer: %w", err)
	}
	request.Header.Set("Content-Type", "application/json")
	answer, err := p.needs.Client.Do(request)
	var withURL *neturl.Error
	if errors.As(err, &withURL) {
		err = withURL.Err // the address is a secret: who has it may speak
	}
	if err != nil {
		return fmt.Errorf("answer: %w", err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("answer: the server said %s", answer.Status)
	}
	return nil
}
