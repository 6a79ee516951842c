package console_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"utblick/bot"
	"utblick/bot/console"
)

// TestAdvance: what falls due comes in order, each at its own time, headed by
// where it went.
func TestAdvance(t *testing.T) {
	var c *console.Console
	clock := newClock()
	at := func(day int) time.Time { return time.Date(2026, 12, day, 9, 0, 0, 0, stockholm()) }
	post := func(key string, to bot.Address, text string) func(context.Context) error {
		return func(ctx context.Context) error {
			ref, err := c.Post(ctx, key, to, *say(text))
			if err != nil || text != "Veckan" {
				return err
			}
			if _, err := c.Post(ctx, key, to, *say("Veckan igen")); err != nil {
				return err
			}
			return c.Update(ctx, ref, *say("Veckan, ändrad"))
		}
	}
	clock.due = []due{
		{at(1), post("a", bot.Address{Person: "bo"}, "U1 ska vara klar idag")},
		{at(2), post("b", bot.Address{Channel: "allmant"}, "Veckan")},
		{at(9), post("c", bot.Address{Person: "bo"}, "för sent")},
	}
	var out bytes.Buffer
	c = console.New(console.Needs{
		In: strings.NewReader(":at 2026-12-03T08:00\n/tyst\n"), Out: &out, Clock: clock, Words: echoWords{}, IDs: counter(),
	})
	if err := c.Run(t.Context(), office); err != nil || c.Unclear() != 0 {
		t.Fatal(err, c.Unclear())
	}
	want := `> :at 2026-12-03T08:00
→ @bo, 2026-12-01 09:00:
U1 ska vara klar idag

→ allmant, 2026-12-02 09:00:
Veckan

→ allmant, 2026-12-02 09:00 ({sv console.updated}):
Veckan, ändrad

> /tyst
`
	if out.String() != want {
		t.Errorf("came:\n%s\nwant:\n%s", out.String(), want)
	}
}

func TestClockFails(t *testing.T) {
	clock := newClock()
	clock.due = []due{{clock.now.Add(time.Hour), func(context.Context) error { return errors.New("full disk") }}}
	out, c := run(t, ":at 2026-12-03T08:00\n/x\n", func(n *console.Needs) { n.Clock = clock })
	if c.Unclear() != 1 || !strings.Contains(out, "console.at.failed now=2026-11-23 10:00") || strings.Contains(out, "full disk") {
		t.Errorf("%d unclear, came:\n%s", c.Unclear(), out)
	}
}

func TestPostToNobody(t *testing.T) {
	_, c := run(t, "")
	for _, to := range []bot.Address{{}, {Person: "bo", Channel: "allmant"}, {Person: "a b"}, {Channel: "\x1b"}} {
		if _, err := c.Post(t.Context(), "k", to, *say("x")); err == nil {
			t.Errorf("posted to %+v", to)
		}
	}
}

// TestOneKeyAtATime: of many posts at once with one key, one is printed.
func TestOneKeyAtATime(t *testing.T) {
	var out bytes.Buffer
	c := console.New(console.Needs{In: strings.NewReader(""), Out: &out, Clock: newClock(), Words: echoWords{}})
	var all sync.WaitGroup
	for range 16 {
		all.Go(func() {
			if _, err := c.Post(t.Context(), "k", bot.Address{Person: "bo"}, *say("God morgon")); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if n := strings.Count(out.String(), "God morgon"); n != 1 {
		t.Errorf("printed %d times", n)
	}
}

type shut struct{}

func (shut) Write([]byte) (int, error) { return 0, errors.New("pipe is closed") }

// TestShutOutput: nobody reads any more, so nothing more is done.
func TestShutOutput(t *testing.T) {
	n := 0
	c := console.New(console.Needs{In: strings.NewReader("/x\n/x\n"), Out: shut{}, Clock: newClock(), Words: echoWords{}})
	err := c.Run(t.Context(), func(ctx context.Context, e bot.Event) bot.Response { n++; return office(ctx, e) })
	if err == nil || n > 1 {
		t.Errorf("error %v after %d lines", err, n)
	}
	if _, err := c.Post(t.Context(), "k", bot.Address{Person: "bo"}, *say("x")); err == nil {
		t.Error("a post that nobody saw counts as posted")
	}
	if _, ok, _ := c.Find(t.Context(), "k", bot.Address{Person: "bo"}); ok {
		t.Error("it can be found as well")
	}
}
