// Package bottest holds every platform to the same conduct. In: a
// bot.Platform, and a Driver that acts on it as a person's own client does.
// Out: failures of the test that asked. Beside the suite (Exercise) stand the
// user stories (Story), a Driver over the console's lines (Lines) and a
// platform that only remembers (Recorder). Never: part of the product, and
// never knows which platform it tests.
package bottest

import (
	"context"
	"sync"
	"testing"
	"time"

	"utblick/bot"
)

// A Driver acts as people do in their own clients. At first anna types, in the
// public channel allmant. Each method returns when the platform has come to
// rest: what the deed led to has arrived. An error means that no client could
// have done it: there is no such button, field or open form.
type Driver interface {
	// As changes who types, to a user name; a guest if so.
	As(user string, guest bool) error
	// In changes where commands and mentions are typed. A name that begins
	// with "-" is a private channel; who writes in it is its member.
	In(channel string) error
	// At moves the bot's clock forward, to a time as the console's :at takes it.
	At(when string) error
	// Type sends a line as people write it: "/kontakt …" a command,
	// "@utblick …" a mention in the channel, anything else a direct message.
	// It may have several lines.
	Type(text string) error
	// Press presses the button of that label (or number) in the last message
	// that has it.
	Press(label string) error
	// Fill puts values into the open form, written as for the console's :fill;
	// console.ParseFill reads them.
	Fill(assignments string) error
	// Submit sends the open form.
	Submit() error
	// Arrived is what has come since it was last asked, to anyone, oldest first.
	Arrived() []Arrival
}

// An Arrival is one message as it reached its reader.
type Arrival struct {
	Kind     string // message, update or form
	To       string // "user:anna" or "channel:allmant", by the names people use
	Private  bool   // seen by one person only
	Text     string // all of it, as a screen reader would say it, and what stands in its files
	Buttons  []bot.Button
	Records  []string
	Fields   []bot.FormField // of a form
	Notified []string        // user names, or "channel", that the message calls upon
	Ref      string          // the same for a message and its updates
	At       time.Time
}

// A Redeliverer is a Driver that can have the platform deliver the last deed
// once more, as platforms do when they saw no acknowledgement.
type Redeliverer interface{ Redeliver() error }

// A Subject is a platform under test: fresh, with Anna Ek anna, Bo Lund bo and
// Cilla Berg cilla in it, and a public channel allmant.
type Subject struct {
	Platform bot.Platform
	Driver   Driver
	ID       func(user string) string // a person's id; nil: user names are ids
	Channel  func(name string) string // a channel's id; nil: names are ids
	Notifies bool                     // the Driver knows who was Notified
}

// Exercise runs the whole suite, each part on a Subject of its own.
func Exercise(t *testing.T, open func(t *testing.T) Subject) {
	t.Helper()
	for _, topic := range []struct {
		name string
		run  func(t *testing.T, open func(t *testing.T) Subject)
	}{
		{"Commands", exerciseCommands},
		{"Visibility", exerciseVisibility},
		{"Escaping", exerciseEscaping},
		{"Buttons", exerciseButtons},
		{"Forms", exerciseForms},
		{"Posts", exercisePosts},
		{"Directory", exerciseDirectory},
		{"Long", exerciseLong},
		{"Files", exerciseFiles},
		{"Repeated", exerciseRepeated},
		{"Growing", exerciseGrowing},
	} {
		t.Run(topic.name, func(t *testing.T) { topic.run(t, open) })
	}
}

// A session is a Subject whose platform runs.
type session struct {
	Subject
	t *testing.T

	mu    sync.Mutex
	heard []bot.Event
}

// start runs the platform with handle until the test ends.
func start(t *testing.T, open func(t *testing.T) Subject, handle bot.Handle) *session {
	t.Helper()
	s := &session{Subject: open(t), t: t}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- s.Platform.Run(ctx, s.hear(handle)) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil && ctx.Err() == nil {
			t.Errorf("Run: %v", err)
		}
	})
	return s
}

func (s *session) hear(handle bot.Handle) bot.Handle {
	return func(ctx context.Context, e bot.Event) bot.Response {
		s.mu.Lock()
		s.heard = append(s.heard, e)
		s.mu.Unlock()
		return handle(ctx, e)
	}
}

// event is the one event heard since it was last asked.
func (s *session) event() bot.Event {
	s.t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	heard := s.heard
	s.heard = nil
	if len(heard) != 1 {
		s.t.Fatalf("the bot heard %d events, want 1: %+v", len(heard), heard)
	}
	return heard[0]
}

// arrival is the one message that arrived since it was last asked.
func (s *session) arrival() Arrival {
	s.t.Helper()
	got := s.Driver.Arrived()
	if len(got) != 1 {
		s.t.Fatalf("%d messages arrived, want 1: %+v", len(got), got)
	}
	return got[0]
}

func (s *session) nothing() {
	s.t.Helper()
	if got := s.Driver.Arrived(); len(got) > 0 {
		s.t.Errorf("arrived, though nothing should: %+v", got)
	}
}

// do ends the test if a deed that any client can do could not be done.
func (s *session) do(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *session) id(user string) string {
	if s.ID == nil {
		return user
	}
	return s.ID(user)
}

func (s *session) channel(name string) string {
	if s.Channel == nil {
		return name
	}
	return s.Channel(name)
}

// always answers every event alike.
func always(r bot.Response) bot.Handle {
	return func(context.Context, bot.Event) bot.Response { return r }
}

func text(s string) *bot.Message {
	return &bot.Message{Blocks: []bot.Block{bot.Text{Markup: bot.Escape(s)}}}
}
