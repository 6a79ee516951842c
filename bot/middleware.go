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
		r.spoken,   // the person's own language
		cleaned,    // of a decent size, in whole letters
		r.unseen,   // nor is an event whose deed is committed
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
		id, started := req.ID, time.Now() //nolint:forbidigo // how long it took is real time, not the bot's clock
		reply, err := next(ctx, req)
		code := outcome(reply, err)
		r.needs.Count(req.Command, req.Verb, code)
		attrs := []any{
			"event", id, "command", strings.TrimSpace(req.Command + " " + req.Verb),
			"code", code, "ms", time.Since(started).Milliseconds(),
		}
		if code != codeInternal {
			r.needs.Log.InfoContext(ctx, "handled", attrs...)
			return reply, err
		}
		fault := r.needs.NewID()
		r.needs.Log.ErrorContext(ctx, "failed", append(attrs, "id", fault, "error", err)...)
		return Reply{}, Fail(codeInternal, "id", fault)
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

// codeLost is of an event whose deed is done, and whose answer never got out.
const codeLost = "event.lost"

func isSilent(code string) bool { return code == codeRepeated || code == codeFromBot }

// once remembers events in memory. One that failed may be tried again.
func (r *Router) once(next HandlerFunc) HandlerFunc {
	return func(ctx context.Context, req *Request) (Reply, error) {
		if req.ID == "" || req.Lost {
			return next(ctx, req)
		}
		if !r.recent.Add(req.ID, struct{}{}) {
			return Reply{}, Fail(codeRepeated)
		}
		reply, err := next(ctx, req)
		if outcome(reply, err) == codeInternal {
			r.recent.Forget(req.ID)
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
// another process. If its answer got lost, a question is answered again, which
// the log of questions counts; of any other deed it is only said that it is
// done.
func (r *Router) unseen(next HandlerFunc) HandlerFunc {
	return func(ctx context.Context, req *Request) (Reply, error) {
		seen, err := r.needs.Seen(ctx, req.ID)
		switch {
		case err != nil:
			return Reply{}, fmt.Errorf("look for event: %w", err)
		case !seen:
			return next(ctx, req)
		case !req.Lost:
			return Reply{}, Fail(codeRepeated)
		case req.Kind == Said && r.grammar.said(req.Text).sense == isAsked:
			req.ID = "" // a deed of its own
			return next(ctx, req)
		}
		return Reply{}, Fail(codeLost, "text", brief(req.Text))
	}
}

// brief is enough of a text for its writer to know it again.
func brief(text string) string {
	const most = 60
	letters := []rune(oneLine(text))
	if len(letters) <= most {
		return string(letters)
	}
	return strings.TrimRight(string(letters[:most]), " ") + "…"
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
