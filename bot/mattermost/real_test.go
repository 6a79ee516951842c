package mattermost_test

import (
	"crypto/rand"
	"fmt"
	"log/slog"
	"testing"
	"time"

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

// keyWords says the key and its arguments.
type keyWords struct{}

func (keyWords) Text(_, key string, args ...any) string {
	return fmt.Sprint(append([]any{key}, args...)...)
}
