package mattermost_test

import (
	"fmt"
	"strings"
	"testing"

	"utblick/bot"
	"utblick/bot/mattermost/mmtest"
)

// TestRealParts: on a real server too a message may grow into several posts
// and shrink again, is found by its key after each change, and only by the
// address it went to.
func TestRealParts(t *testing.T) {
	t.Parallel()
	mmtest.Server(t)
	s := realSubject(t)
	to := bot.Address{Channel: s.Channel("allmant")}
	of := func(n int) bot.Message {
		words := make([]string, n)
		for i := range words {
			words[i] = fmt.Sprintf("ord%04d_@bo", i)
		}
		return bot.Message{Blocks: []bot.Block{
			bot.Text{Markup: bot.Escape(strings.Join(words, " "))}, bot.Buttons{{Label: "Klar", Command: "/uppgift klar U1"}},
		}}
	}
	ref, err := s.Platform.Post(t.Context(), "k", to, of(2))
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{4000, 2000, 1, 3000} {
		if err := s.Platform.Update(t.Context(), ref, of(n)); err != nil {
			t.Fatalf("%d words: %v", n, err)
		}
		found, ok, err := s.Platform.Find(t.Context(), "k", to)
		if found != ref || !ok || err != nil {
			t.Errorf("%d words: found %v, %v, %v; want %v", n, found, ok, err, ref)
		}
	}
	if _, ok, err := s.Platform.Find(t.Context(), "k", bot.Address{Person: s.ID("bo")}); ok || err != nil {
		t.Errorf("found where it wasn't posted, %v", err)
	}
	if again, err := s.Platform.Post(t.Context(), "k", to, of(3000)); again != ref || err != nil {
		t.Errorf("posted again as %v, %v; want %v", again, err, ref)
	}
	for _, a := range s.Driver.Arrived() {
		if len(a.Notified) > 0 {
			t.Errorf("notified %q", a.Notified)
		}
	}
}
