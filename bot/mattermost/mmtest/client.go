package mmtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/mattermost/mattermost/server/public/model"
)

// A connection is what a person's client hears the server by. It goes on where
// it broke, as people's own do: the server keeps what it couldn't send for a
// while. The library's client does not go on, and to close that one while a
// ping is answered ends the process.
type connection struct {
	url, token string
	id         string // what the server knows it by, once it has greeted
	next       int64  // sequence of the next event
	greeted    chan struct{}
}

// Listen has hear called with each event for whom the token is of, one after
// the other, until the test ends. It comes back when the server has greeted.
func Listen(t testing.TB, serverURL, token string, hear func(*model.WebSocketEvent)) {
	t.Helper()
	c := &connection{url: serverURL, token: token, greeted: make(chan struct{})}
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	over := make(chan struct{})
	go func() {
		defer close(over)
		if err := c.listen(ctx, hear); err != nil {
			t.Errorf("a client hears no more: %v", err)
		}
	}()
	t.Cleanup(func() {
		stop()
		<-over
	})
	select {
	case <-c.greeted:
	case <-over:
		t.FailNow()
	case <-time.After(restTimeout):
		t.Fatal("the server does not greet a client")
	}
}

var errMissed = errors.New("the server no longer has what the client missed")

// A broken connection is tried again this often, and so many times.
const (
	tryEvery = 200 * time.Millisecond
	tries    = 150
)

// listen ends with ctx, or when what the server sends can't be had any more.
func (c *connection) listen(ctx context.Context, hear func(*model.WebSocketEvent)) (err error) {
	for left := tries; left > 0; left-- {
		before := c.next
		err = c.hold(ctx, hear)
		if ctx.Err() != nil {
			return nil
		}
		if errors.Is(err, errMissed) {
			return err
		}
		if c.next > before {
			left = tries
		}
		time.Sleep(tryEvery)
	}
	return err
}

// hold listens until the connection breaks.
func (c *connection) hold(ctx context.Context, hear func(*model.WebSocketEvent)) error {
	address := "ws" + strings.TrimPrefix(c.url, "http") + model.APIURLSuffix + "/websocket?" + url.Values{
		"connection_id": {c.id}, "sequence_number": {strconv.FormatInt(c.next, 10)},
	}.Encode()
	conn, answer, err := websocket.DefaultDialer.DialContext(ctx, address, http.Header{"Authorization": {"Bearer " + c.token}})
	if err != nil {
		return fmt.Errorf("websocket: %w", err)
	}
	_ = answer.Body.Close() // it has none
	defer conn.Close()
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
	defer stop()
	for {
		_, packet, err := conn.ReadMessage()
		if err != nil {
			return fmt.Errorf("websocket: %w", err)
		}
		e, err := model.WebSocketEventFromJSON(bytes.NewReader(packet))
		if err != nil || !e.IsValid() {
			continue // an answer to something we asked
		}
		id, _ := e.GetData()["connection_id"].(string)
		switch hello := e.EventType() == model.WebsocketEventHello; {
		case hello && c.id == "":
			c.id = id
			close(c.greeted)
		case hello && c.id != id:
			return errMissed
		case e.GetSequence() > c.next:
			return fmt.Errorf("%w: %d to %d", errMissed, c.next, e.GetSequence()-1)
		case e.GetSequence() < c.next:
			continue // it came over the last connection
		}
		c.next = e.GetSequence() + 1
		hear(e)
	}
}
