package mattermost_test

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"utblick/bot"
	"utblick/bot/bottest"
	"utblick/bot/mattermost"
	"utblick/bot/mattermost/mmtest"
)

// TestConformance: the platform over a real server does what every platform
// does.
func TestConformance(t *testing.T) {
	t.Parallel()
	mmtest.Server(t)
	bottest.Exercise(t, realSubject)
}

// realSubject is a bot in an office of its own.
func realSubject(t *testing.T) bottest.Subject {
	t.Helper()
	office := mmtest.NewOffice(t)
	secret := make([]byte, 32)
	_, _ = rand.Read(secret) // never fails
	p := mattermost.New(mattermost.Needs{
		URL: office.URL, Team: office.Team, Token: office.Token, Commands: office.Commands,
		Secret: secret, PublicURL: office.PublicURL, Client: office.Client(),
		Words: keyWords{}, Now: time.Now, Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
	})
	if err := p.Connect(t.Context()); err != nil {
		t.Fatal(err)
	}
	office.Serve(p.Handler())
	return bottest.Subject{
		Platform: office.Watch(p), Driver: office.Driver(nil),
		ID: office.ID, Channel: office.Channel, Notifies: true,
	}
}

// TestRedelivered: a press and a sent form that come twice are the same deed,
// as the router must know; the same done twice is another.
func TestRedelivered(t *testing.T) {
	t.Parallel()
	s := realSubject(t)
	d := s.Driver.(*mmtest.Driver)
	heard := make(chan bot.Event, 10)
	runPlatform(t, s.Platform, func(_ context.Context, e bot.Event) bot.Response {
		heard <- e
		if e.Kind == bot.Submitted {
			return bot.Response{}
		}
		ask := bot.Message{Blocks: []bot.Block{bot.Buttons{{Label: "Klar", Command: "/uppgift klar U1"}}}}
		return bot.Response{Message: &ask, Form: &bot.Form{
			ID: bot.FormID{Command: "task", Verb: "new"}, Title: "Ny uppgift", Submit: "Spara",
			Fields: []bot.FormField{{Name: "title", Label: "Titel", Type: bot.FieldText}},
		}}
	})
	last := ""
	for _, deed := range []struct {
		name string
		do   func() error
		same bool
	}{
		{"typed", func() error { return d.Type("/uppgift") }, false},
		{"typed, redelivered", d.Redeliver, true},
		{"pressed", func() error { return d.Press("Klar") }, false},
		{"pressed, redelivered", d.Redeliver, true},
		{"pressed once more", func() error { return d.Press("Klar") }, false},
		{"sent", func() error { return errors.Join(d.Fill("title=Ring"), d.Submit()) }, false},
		{"sent, redelivered", d.Redeliver, true},
	} {
		if err := deed.do(); err != nil || len(heard) != 1 {
			t.Fatalf("%s: error %v, %d events", deed.name, err, len(heard))
		}
		e := <-heard
		if same := e.ID == last; same != deed.same {
			t.Errorf("%s: event %s after %s", deed.name, e.ID, last)
		}
		last = e.ID
	}
}

// runPlatform runs the platform until the test ends.
func runPlatform(t *testing.T, p bot.Platform, handle bot.Handle) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- p.Run(ctx, handle) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}

// keyWords says the key and its arguments.
type keyWords struct{}

func (keyWords) Text(_, key string, args ...any) string {
	return fmt.Sprint(append([]any{key}, args...)...)
}
