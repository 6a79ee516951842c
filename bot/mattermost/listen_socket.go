package mattermost

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/gorilla/websocket"
	"github.com/mattermost/mattermost/server/public/model"
)

// The library's own websocket client is not used: it can't be interrupted
// while it dials, and to close it while a ping is answered ends the process.

const (
	silence   = 90 * time.Second // the server pings each minute
	greeting  = 15 * time.Second // until the server's hello
	dialing   = 10 * time.Second
	maxPacket = 8 << 20
)

// A session is what the server knows a broken connection by: it sends what was
// missed (128 events, 5 minutes) if it still has it.
type session struct {
	id    string
	next  int64 // sequence of the next event
	heard bool  // over the connection that there is now
}

// hold listens on one connection until it breaks or ctx ends.
func (p *Platform) hold(ctx context.Context, s *session) error {
	conn, err := p.dial(ctx, *s)
	if err != nil {
		return err
	}
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
	defer stop()
	defer conn.Close()
	// Whatever stays silent for too long is broken, though nobody has said so.
	watch := time.AfterFunc(greeting, func() { _ = conn.Close() })
	defer watch.Stop()
	pong := conn.PingHandler()
	conn.SetPingHandler(func(data string) error {
		watch.Reset(silence)
		return pong(data)
	})
	if s.id != "" { // a session that goes on isn't greeted
		watch.Reset(silence)
		p.ear.setOpen(true)
	}
	for {
		_, packet, err := conn.ReadMessage()
		if err != nil {
			return fmt.Errorf("websocket: %w", err)
		}
		e, err := model.WebSocketEventFromJSON(bytes.NewReader(packet))
		if err != nil || !e.IsValid() {
			continue // an answer to our greeting, or something newer than we are
		}
		watch.Reset(silence)
		p.received(ctx, s, e)
	}
}

func (p *Platform) dial(ctx context.Context, s session) (*websocket.Conn, error) {
	address := "ws" + strings.TrimPrefix(p.needs.URL, "http") + model.APIURLSuffix + "/websocket?" + url.Values{
		"connection_id": {s.id}, "sequence_number": {strconv.FormatInt(s.next, 10)},
	}.Encode()
	dialer := websocket.Dialer{Proxy: http.ProxyFromEnvironment, HandshakeTimeout: dialing}
	if t, ok := p.needs.Client.Transport.(*http.Transport); ok { // a house's own certificates
		dialer.Proxy, dialer.TLSClientConfig = t.Proxy, t.TLSClientConfig
	}
	conn, answer, err := dialer.DialContext(ctx, address, http.Header{"Authorization": {"Bearer " + p.needs.Token}})
	if err != nil {
		return nil, fmt.Errorf("websocket: %w", err)
	}
	_ = answer.Body.Close()
	conn.SetReadLimit(maxPacket)
	// Where a proxy keeps the header to itself, this lets us in.
	err = conn.WriteJSON(model.WebSocketRequest{
		Seq: 1, Action: string(model.WebsocketAuthenticationChallenge), Data: map[string]any{"token": p.needs.Token},
	})
	if err != nil {
		_ = conn.Close()
		return nil, fmt.Errorf("websocket: %w", err)
	}
	return conn, nil
}

// received takes one event of the server's.
func (p *Platform) received(ctx context.Context, s *session, e *model.WebSocketEvent) {
	s.heard = true
	if e.EventType() == model.WebsocketEventHello {
		id, _ := e.GetData()["connection_id"].(string)
		if id != s.id {
			p.ear.fallBehind()
		}
		*s = session{id: id, next: e.GetSequence() + 1, heard: true}
		p.ear.setOpen(true)
		return
	}
	if e.GetSequence() > s.next { // the server has dropped some for us
		p.ear.fallBehind()
	}
	s.next = max(s.next, e.GetSequence()+1)
	if e.EventType() != model.WebsocketEventPosted {
		return
	}
	h, ok := decodePosted(e.GetData())
	if ok && p.isAddressed(h) {
		p.hear(ctx, h)
	}
}

// decodePosted reads a post as the server tells of it.
func decodePosted(data map[string]any) (h *heard, ok bool) {
	h = &heard{}
	text, _ := data["post"].(string)
	kind, _ := data["channel_type"].(string)
	h.name, _ = data["channel_name"].(string)
	h.kind = model.ChannelType(kind)
	if json.Unmarshal([]byte(text), &h.post) != nil || h.post == nil ||
		!isID(h.post.Id, false) || !isID(h.post.ChannelId, false) || !isID(h.post.UserId, false) || !isID(h.post.RootId, true) {
		return nil, false
	}
	return h, true
}
