package mattermost

import (
	"net/http"
	"sync/atomic"
	"time"

	"utblick/bot"
)

// answer has the deed done and answers within the request if that is soon;
// else it says that the answer is coming, and delivers that by another way.
// The request never waits for longer than promptly.
func (p *Platform) answer(w http.ResponseWriter, r *http.Request, d deed) {
	ctx, end, ok := p.talk.begin()
	if !ok {
		unready(w)
		return
	}
	d.shown = new(atomic.Bool)
	result, late := make(chan told, 1), false
	go func() { result <- p.act(ctx, d) }()
	timer := time.NewTimer(promptly)
	defer timer.Stop()
	select {
	case t := <-result:
		if r.Context().Err() == nil && p.inline(w, d, t) {
			end()
			return
		}
		result <- t // nobody waits for this request, or it can't hold the answer
	case <-timer.C:
		p.coming(w, d)
		late = true
	}
	go func() {
		defer end()
		t := <-result
		t.late = t.late || late
		p.deliver(ctx, d, t)
	}()
}

// inline answers within the request; false when the message must go another
// way, and the request has its empty answer or a line about it.
func (p *Platform) inline(w http.ResponseWriter, d deed, t told) bool {
	switch {
	case d.form != nil:
		if t.dialog == nil {
			write(w, nil) // closes it
		} else {
			write(w, t.dialog)
		}
		return t.message == nil && !t.late
	case t.message == nil:
		write(w, nil)
	case t.public: // it ran out of time
		write(w, nil)
		return false
	case encloses(*t.message):
		p.inDirect(w, d, t)
		return false
	case d.event.Kind == bot.Typed:
		write(w, commandAnswer(p.drawPrivate(d, *t.message)))
	default:
		answer, ok := pressAnswer(p.drawPrivate(d, *t.message))
		switch {
		case ok:
			write(w, answer)
		case p.talk.mayUse(d.route, p.needs.Now()):
			write(w, nil)
		default:
			p.inDirect(w, d, t)
		}
		return ok
	}
	return true
}

// inDirect says that the answer is where it may not be looked for.
func (p *Platform) inDirect(w http.ResponseWriter, d deed, t told) {
	if t.event.Place.Direct {
		write(w, nil)
		return
	}
	d.line(w, p.words(t.event.From.Lang, "in_direct"))
}

// coming is the line that bridges a wait, unless the answer is growing already
// where all can see it.
func (p *Platform) coming(w http.ResponseWriter, d deed) {
	if d.shown.Load() {
		write(w, nil)
		return
	}
	d.line(w, p.words(p.langOf(d.user), "coming"))
}

// line answers a request with mere text; a form closes without one.
func (d deed) line(w http.ResponseWriter, text string) {
	switch {
	case d.form != nil:
		write(w, nil)
	case d.event.Kind == bot.Typed:
		write(w, commandAnswer([]drawn{{text: text}}))
	default:
		write(w, ephemeral(text))
	}
}

// drawPrivate draws for the one who acted. The buttons have a key of their
// own, by which a press finds its way back to the same client.
func (p *Platform) drawPrivate(d deed, m bot.Message) []drawn {
	key := privateKey()
	p.talk.keepRoute(key, d.route)
	return p.draw(m, p.presses(key, d.user))
}
