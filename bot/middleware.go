package bot

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
)

// recentEvents is how many event ids are remembered in memory, for repeats
// within moments; those of committed deeds are asked of Needs.Seen.
const recentEvents = 10_000

// begin notes that the event is at work; false when it already was.
func (r *Router) begin(id string) bool {
	if id == "" {
		return true
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.recent[id] {
		return false
	}
	if len(r.order) >= recentEvents {
		delete(r.recent, r.order[0])
		r.order = r.order[1:]
	}
	r.recent[id] = true
	r.order = append(r.order, id)
	return true
}

// recovered turns a panic into an error, with its stack for the log.
func (r *Router) recovered(next HandlerFunc) HandlerFunc {
	return func(ctx context.Context, req *Request) (reply Reply, err error) {
		defer func() {
			if p := recover(); p != nil {
				err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
			}
		}()
		return next(ctx, req)
	}
}

// errRepeated ends an event that was handled before: nothing is said twice.
var errRepeated = errors.New("event handled before")

// admitted lets through what may be answered: not a repeat, not from a guest
// or a bot, and of a decent size.
func (r *Router) admitted(next HandlerFunc) HandlerFunc {
	return func(ctx context.Context, req *Request) (Reply, error) {
		if req.From.Bot {
			return Reply{}, errRepeated
		}
		if req.From.Guest {
			return Reply{}, Fail("guest")
		}
		if size := eventSize(req.Event); size > MaxText {
			return Reply{}, Fail("too_long", "size", size>>10, "max", MaxText>>10)
		}
		clean(&req.Event)
		seen, err := r.needs.Seen(ctx, req.ID)
		if err != nil {
			return Reply{}, fmt.Errorf("look for event: %w", err)
		}
		if seen {
			return Reply{}, errRepeated
		}
		return next(ctx, req)
	}
}

func eventSize(e Event) int {
	n := len(e.Text)
	for name, value := range e.Values {
		n += len(name) + len(value)
	}
	return n
}

// clean makes what people sent valid text: broken bytes are shown as such,
// NULs go, and line ends are one kind.
func clean(e *Event) {
	e.Text = cleanText(e.Text)
	for name, value := range e.Values {
		e.Values[name] = cleanText(value)
	}
}

func cleanText(s string) string {
	if sound(s) && !strings.Contains(s, "\r") {
		return s
	}
	s = strings.ToValidUTF8(s, "\uFFFD")
	return strings.NewReplacer("\x00", "", "\r\n", "\n", "\r", "\n").Replace(s)
}
