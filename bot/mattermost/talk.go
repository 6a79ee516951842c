package mattermost

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"utblick/bot"
)

// How long things may take.
const (
	promptly = 2 * time.Second // then the person is told that the answer is coming
	atMost   = 10 * time.Minute
	farewell = 10 * time.Second
	maxKept  = 5000 // of what talk remembers
)

// talk is what is open between a deed and its answer.
type talk struct {
	atMost    time.Duration                            // for one event, whatever hangs
	farewell  time.Duration                            // for all events under way when the bot stops
	connected atomic.Bool                              // me and team are known
	routes    *bot.Memory[*route]                      // by the key of a private message or the id of a form
	refusals  *bot.Memory[*model.SubmitDialogResponse] // by event id: what was wrong with a form

	mu      sync.Mutex
	handle  bot.Handle // set before the first event
	taking  bool
	life    context.Context
	running sync.WaitGroup
}

func newTalk() talk {
	return talk{
		atMost: atMost, farewell: farewell,
		routes: bot.NewMemory[*route](maxKept), refusals: bot.NewMemory[*model.SubmitDialogResponse](maxKept),
	}
}

// open takes events from now on. They go on when ctx ends, until the cut.
func (t *talk) open(ctx context.Context, handle bot.Handle) (cut context.CancelFunc) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.life, cut = context.WithCancel(context.WithoutCancel(ctx))
	t.handle, t.taking = handle, true
	return cut
}

// begin is the way in for one event; ok is false when the bot takes none. The
// caller calls end when its answer is out.
func (t *talk) begin() (ctx context.Context, end func(), ok bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.taking {
		return nil, nil, false
	}
	ctx, cancel := context.WithTimeout(t.life, t.atMost)
	t.running.Add(1)
	return ctx, sync.OnceFunc(func() { cancel(); t.running.Done() }), true
}

// close takes no more events, lets those under way finish, and cuts off what
// isn't done by then.
func (t *talk) close(cut context.CancelFunc) {
	t.mu.Lock()
	t.taking = false
	t.mu.Unlock()
	done := make(chan struct{})
	go func() { t.running.Wait(); close(done) }()
	select {
	case <-done:
	case <-time.After(t.farewell):
	}
	cut()
}

// A deed is one request that was found genuine, on its way to its answer.
type deed struct {
	event   bot.Event // From and Place are looked up later
	user    string
	channel string
	name    string // the channel's, as the server tells it
	root    string // of the thread where the answer belongs, or empty
	trigger string // opens a form; 30 s
	post    string // pressed: where the button stands
	key     string // pressed: the message's own
	route   *route // to the person's client, or nil
	form    *carried
	missed  bool         // an earlier life may have begun to answer it
	shown   *atomic.Bool // some of a public answer stands; nil: nobody asks
}

// told is what is left to say to the one who acted.
type told struct {
	event   bot.Event
	message *bot.Message
	public  bool                        // message is for the whole channel
	dialog  *model.SubmitDialogResponse // to a sent form
	form    *bot.Form                   // what dialog asks for
	late    bool                        // the request has had its answer
	stand   stand                       // what stands of message already
}

// act finds out who acted and where, has the bot answer, and posts what is
// public.
func (p *Platform) act(ctx context.Context, d deed) (t told) {
	defer p.recovered(d, &t)
	e, why := p.complete(ctx, &d)
	if why != "" {
		p.refused(d, why)
		if d.form != nil { // it stays open: what was typed can be sent again
			return told{event: e, dialog: &model.SubmitDialogResponse{Error: p.words(p.langOf(d.user), why)}}
		}
		return told{event: e, message: p.line(p.langOf(d.user), why)}
	}
	t = p.respond(ctx, d, e)
	if t.public {
		p.publish(ctx, d, &t)
	}
	return t
}

// respond has the bot answer, and opens its form. What is left to say comes
// back.
func (p *Platform) respond(ctx context.Context, d deed, e bot.Event) (t told) {
	defer p.recovered(d, &t)
	g := p.growth(ctx, d, e)
	defer g.end() // also when the bot panics
	e.Growing = g.show
	response := p.handle(ctx, d, e)
	t = told{event: e, message: response.Message, stand: g.end()}
	t.public = response.Public && t.message != nil && !e.Place.Direct
	if t.stand.public && !t.public || t.message == nil && !response.Repeated {
		p.withdraw(ctx, t.stand) // it was to be public, or it came to nothing
	}
	if t.stand.public != t.public { // what stands, if anything, stands elsewhere
		t.stand = stand{public: t.public, unsure: t.stand.unsure}
	}
	switch {
	case d.form != nil:
		p.answerForm(ctx, d, response, &t)
	case response.Form != nil:
		p.openForm(ctx, d, *response.Form, &t)
	}
	return t
}

// handle has the bot answer. What an earlier life did, without its answer
// getting out, is not done again: the bot says so, or answers a question again.
func (p *Platform) handle(ctx context.Context, d deed, e bot.Event) bot.Response {
	response := p.talk.handle(ctx, e)
	if !response.Repeated || !d.missed {
		return response
	}
	answered := false
	err := p.persist(ctx, "not known whether it was answered", func() (err error) {
		answered, err = p.isAnswered(ctx, d, e)
		return err
	})
	if answered || err != nil {
		return response
	}
	e.Lost = true
	return p.talk.handle(ctx, e)
}

// recovered keeps a fault in one answer from ending the bot.
func (p *Platform) recovered(d deed, t *told) {
	cause := recover()
	if cause == nil {
		return
	}
	p.needs.Log.Error("panic", "event", d.event.ID, "error", fmt.Sprintf("%T\n%s", cause, debug.Stack()))
	*t = told{event: d.event, message: p.line(p.langOf(d.user), "trouble")}
}

// complete looks up who acted and where; why is the key of the line that says
// why that can't be done.
func (p *Platform) complete(ctx context.Context, d *deed) (e bot.Event, why string) {
	e = d.event
	var err error
	if e.From, err = p.person(ctx, d.user); isUnknown(err) {
		return e, "unknown_person"
	}
	if err != nil {
		p.needs.Log.Error("person not read", "event", e.ID, "error", err)
		return e, "trouble"
	}
	if e.Kind == bot.Pressed && !isPrivateKey(d.key) {
		if why = p.checkPost(ctx, d); why != "" {
			return e, why
		}
	}
	if e.Place, err = p.place(ctx, *d); err != nil {
		p.needs.Log.Error("channel not read", "event", e.ID, "error", err)
		return e, "trouble"
	}
	if d.form != nil {
		if e.Values, err = p.named(ctx, d.form, e.Values); err != nil {
			p.needs.Log.Error("person not read", "event", e.ID, "error", err)
			return e, "trouble"
		}
	}
	return e, ""
}
