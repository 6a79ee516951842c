package bottest

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"utblick/bot"
)

var _ bot.Platform = (*Recorder)(nil)

// A Posted is one call of Post that posted, or of Update that changed.
type Posted struct {
	Key     string // empty for an update
	To      bot.Address
	Message bot.Message
	Ref     bot.Ref
}

// A Recorder is a platform that only remembers, for tests of handlers. Its
// exported fields are set before use and may stay empty.
type Recorder struct {
	Persons []bot.Person
	// Rooms are the members of private channels, by id; a channel that is not
	// in it is public.
	Rooms map[string][]string
	// Fail, if set, is asked before each post; on its error nothing is posted.
	Fail func(key string, to bot.Address) error
	// Lose, if set, is asked after each post; its error is returned though the
	// post stands, as when an answer is lost on the way.
	Lose func(key string, to bot.Address) error

	mu      sync.Mutex
	posts   []Posted
	updates []Posted
	handle  bot.Handle
	running chan struct{}
}

// NewRecorder has Anna Ek, an administrator, Bo Lund and Cilla Berg in it, and
// whoever else is given.
func NewRecorder(others ...bot.Person) *Recorder {
	return &Recorder{
		running: make(chan struct{}),
		Persons: append([]bot.Person{
			{ID: "anna", User: "anna", Name: "Anna Ek", Admin: true},
			{ID: "bo", User: "bo", Name: "Bo Lund"},
			{ID: "cilla", User: "cilla", Name: "Cilla Berg"},
		}, others...),
	}
}

// Posts are all posts so far, in order.
func (r *Recorder) Posts() []Posted {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.posts)
}

// Updates are all updates so far, in order.
func (r *Recorder) Updates() []Posted {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.updates)
}

// Run implements bot.Platform: it waits for ctx. It is run once, on a Recorder
// from NewRecorder.
func (r *Recorder) Run(ctx context.Context, handle bot.Handle) error {
	r.handle = handle
	close(r.running)
	<-ctx.Done()
	return nil
}

// Hear has the running bot handle an event.
func (r *Recorder) Hear(ctx context.Context, e bot.Event) bot.Response {
	<-r.running
	return r.handle(ctx, e)
}

// Post implements bot.Platform.
func (r *Recorder) Post(_ context.Context, key string, to bot.Address, m bot.Message) (bot.Ref, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if ref, ok := r.find(key, to); ok && key != "" {
		return ref, nil
	}
	if r.Fail != nil {
		if err := r.Fail(key, to); err != nil {
			return bot.Ref{}, err
		}
	}
	ref := bot.Ref{Channel: to.Channel + to.Person, Post: fmt.Sprintf("p%d", len(r.posts)+1)}
	r.posts = append(r.posts, Posted{key, to, m, ref})
	if r.Lose != nil {
		if err := r.Lose(key, to); err != nil {
			return bot.Ref{}, err
		}
	}
	return ref, nil
}

func (r *Recorder) find(key string, to bot.Address) (bot.Ref, bool) {
	for _, p := range r.posts {
		if p.Key == key && p.To == to {
			return p.Ref, true
		}
	}
	return bot.Ref{}, false
}

// Find implements bot.Platform.
func (r *Recorder) Find(_ context.Context, key string, to bot.Address) (bot.Ref, bool, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	ref, ok := r.find(key, to)
	return ref, ok, nil
}

// Update implements bot.Platform.
func (r *Recorder) Update(_ context.Context, ref bot.Ref, m bot.Message) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	i := slices.IndexFunc(r.posts, func(p Posted) bool { return p.Ref == ref })
	if i < 0 {
		return fmt.Errorf("update %s: %w", ref.Post, bot.ErrGone)
	}
	r.updates = append(r.updates, Posted{"", r.posts[i].To, m, ref})
	return nil
}

// Person implements bot.Directory.
func (r *Recorder) Person(_ context.Context, id string) (bot.Person, bool, error) {
	i := slices.IndexFunc(r.Persons, func(p bot.Person) bool { return p.ID == id })
	if i < 0 {
		return bot.Person{}, false, nil
	}
	return r.Persons[i], true, nil
}

// People implements bot.Directory.
func (r *Recorder) People(context.Context) ([]bot.Person, error) {
	return slices.DeleteFunc(slices.Clone(r.Persons), func(p bot.Person) bool { return p.Guest || p.Bot }), nil
}

// Member implements bot.Directory.
func (r *Recorder) Member(ctx context.Context, channel, person string) (bool, error) {
	if members, private := r.Rooms[channel]; private {
		return slices.Contains(members, person), nil
	}
	p, ok, err := r.Person(ctx, person)
	return ok && !p.Guest, err
}
