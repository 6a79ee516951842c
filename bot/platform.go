package bot

import (
	"context"
	"errors"
)

// ErrGone is returned by Update when the message no longer stands.
var ErrGone = errors.New("message is gone")

// ErrClosed is returned by Member for a channel that the bot isn't in.
var ErrClosed = errors.New("who is in the channel can't be seen")

// A Platform carries the conversation: a chat server, or a terminal.
type Platform interface {
	Directory
	// Run receives until ctx ends or the connection is beyond repair, and
	// delivers what handle answers. It may call handle from many goroutines;
	// the same Event may come twice, with the same ID.
	Run(ctx context.Context, handle Handle) error
	// Post starts something new. The same key is posted once: an unclear
	// outcome is settled with Find before a second try. May block, may fail.
	Post(ctx context.Context, key string, to Address, m Message) (Ref, error)
	// Find looks for what was posted to an address under a key; ok is false
	// when there is nothing.
	Find(ctx context.Context, key string, to Address) (ref Ref, ok bool, err error)
	// Update replaces a posted message; ErrGone when it no longer stands.
	Update(ctx context.Context, ref Ref, m Message) error
}

// A Directory knows the people and channels of the workspace.
type Directory interface {
	// Person looks someone up by the id that records keep.
	Person(ctx context.Context, id string) (p Person, ok bool, err error)
	// People are those who may own tasks; guests and bots are left out.
	People(ctx context.Context) ([]Person, error)
	// Member tells whether the person is in the channel now. It returns
	// ErrClosed where that can't be known, for the bot isn't in it.
	Member(ctx context.Context, channel, person string) (bool, error)
}

// Handle answers one Event.
type Handle func(ctx context.Context, e Event) Response

// A Response is what goes back where the Event came from. With neither
// Message nor Form nothing is shown.
type Response struct {
	Message *Message
	Form    *Form
	Public  bool // posted in the channel by the bot in its own name
	Unclear bool // the line was not understood
	// Repeated: the event was handled before, and nothing is to be said, unless
	// the platform knows that the answer never got out; then it asks again with
	// Event.Lost.
	Repeated bool
}

// Address is a person or a channel, by the platform's ids.
type Address struct{ Person, Channel string }

// Ref names a posted message.
type Ref struct{ Channel, Post string }
