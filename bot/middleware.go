package bot

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"time"
)

// A Middleware is one rule that every event passes on its way in, and its
// reply on its way out.
type Middleware func(HandlerFunc) HandlerFunc

// rules are all of them. The first sees the event first and the reply last.
func (r *Router) rules() []Middleware {
	return []Middleware{
		r.logged,   // one line in the log and one count an event; unknown errors get their short id
		r.once,     // an event at work, or just answered, isn't answered again
		recovered,  // a panic is an error like another
		r.admitted, // bots are left alone, guests get a polite no
		r.unseen,   // nor is an event whose deed is committed
		r.spoken,   // the person's own language
		cleaned,    // of a decent size, in whole letters
	}
}

func chain(h HandlerFunc, rules ...Middleware) HandlerFunc {
	for i := len(rules) - 1; i >= 0; i-- {
		h = rules[i](h)
	}
	return h
}

// logged tells the log and the counters what became of the event, and never
// what people wrote. An error that nobody has words for gets a short id, which
// the person is told and the log can be searched for.
func (r *Router) logged(next HandlerFunc) HandlerFunc {
	return func(ctx context.Context, req *Request) (Reply, error) {
		started := time.Now() //nolint:forbidigo // how long it took is real time, not the bot's clock
		reply, err := next(ctx, req)
		code := outcome(reply, err)
		r.needs.Count(req.Command, req.Verb, code)
		attrs := []any{
			"event", req.ID, "command", strings.TrimSpace(req.Command + " " + req.Verb),
			"code", code, "ms", time.Since(started).Milliseconds(),
		}
		if code != codeInternal {
			r.needs.Log.InfoContext(ctx, "handled", attrs...)
			return reply, err
		}
		id := r.needs.NewID()
		r.needs.Log.ErrorContext(ctx, "failed", append(attrs, "id", id, "error", err)...)
		return Reply{}, Fail(codeInternal, "id", id)
	}
}

// codeInternal is the code of every error that has none.
const codeInternal = "internal"

// outcome is the one word for what became of an event.
func outcome(reply Reply, err error) string {
	var coded Coded
	switch {
	case errors.As(err, &coded):
		return coded.Code()
	case err != nil:
		return codeInternal
	case reply.Form != nil:
		return "form"
	}
	return "ok"
}

// recentEvents is how many events are remembered in memory, for repeats within
// moments; those whose deeds are committed are asked of Needs.Seen.
const recentEvents = 10_000

// The errors that end an event in silence. The first is the store's too, for
// what was committed while this event was at work.
const (
	codeRepeated = "event.repeated"
	codeFromBot  = "event.from_bot"
)

func isSilent(code string) bool { return code == codeRepeated || code == codeFromBot }

// once remembers events in memory. One that failed may be tried again.
func (r *Router) once(next HandlerFunc) HandlerFunc {
	return func(ctx context.Context, req *Request) (Reply, error) {
		if req.ID == "" {
			return next(ctx, req)
		}
		if !r.recent.add(req.ID, struct{}{}) {
			return Reply{}, Fail(codeRepeated)
		}
		reply, err := next(ctx, req)
		if outcome(reply, err) == codeInternal {
			r.recent.forget(req.ID)
		}
		return reply, err
	}
}

// recovered turns a panic into an error, with its stack for the log.
func recovered(next HandlerFunc) HandlerFunc {
	return func(ctx context.Context, req *Request) (reply Reply, err error) {
		defer func() {
			if p := recover(); p != nil {
				err = fmt.Errorf("panic: %s\n%s", cause(p), debug.Stack())
			}
		}()
		return next(ctx, req)
	}
}

// cause is what a panic may tell the log: the runtime's own words and errors,
// but no text that may hold what people wrote.
func cause(p any) string {
	if err, ok := p.(error); ok {
		return err.Error()
	}
	return fmt.Sprintf("a value of type %T", p)
}

// admitted is who may. What a verb asks for beyond that, the verb says itself.
func (r *Router) admitted(next HandlerFunc) HandlerFunc {
	return func(ctx context.Context, req *Request) (Reply, error) {
		switch {
		case req.From.Bot:
			return Reply{}, Fail(codeFromBot)
		case req.From.Guest:
			return Reply{}, Fail("guest")
		}
		return next(ctx, req)
	}
}

// unseen asks whether the event's deed is committed: after a restart, or by
// another process.
func (r *Router) unseen(next HandlerFunc) HandlerFunc {
	return func(ctx context.Context, req *Request) (Reply, error) {
		seen, err := r.needs.Seen(ctx, req.ID)
		if err != nil {
			return Reply{}, fmt.Errorf("look for event: %w", err)
		}
		if seen {
			return Reply{}, Fail(codeRepeated)
		}
		return next(ctx, req)
	}
}

// spoken answers in the language that the person chose; until here it is the
// one that the platform tells, else the workspace's.
func (r *Router) spoken(next HandlerFunc) HandlerFunc {
	return func(ctx context.Context, req *Request) (Reply, error) {
		if lang := r.needs.Language(ctx, req.From); isLanguage(lang) {
			req.Words = req.In(lang)
		}
		return next(ctx, req)
	}
}
