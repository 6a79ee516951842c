package console_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"utblick/bot"
	"utblick/bot/console"
)

// echoWords shows the key and its arguments.
type echoWords struct{}

func (echoWords) Text(lang, key string, args ...any) string {
	text := "{" + lang + " " + key
	for i := 0; i+1 < len(args); i += 2 {
		text += fmt.Sprintf(" %v=%v", args[i], args[i+1])
	}
	return text + "}"
}

// fakeClock stands still but for Advance, which posts what was planned.
type fakeClock struct {
	mu  sync.Mutex
	now time.Time
	due []due
}

type due struct {
	at time.Time
	do func(context.Context) error
}

func (c *fakeClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *fakeClock) set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = t
}

func (c *fakeClock) Advance(ctx context.Context, to time.Time) error {
	for len(c.due) > 0 && !c.due[0].at.After(to) {
		next := c.due[0]
		c.due = c.due[1:]
		c.set(next.at)
		if err := next.do(ctx); err != nil {
			return err
		}
	}
	c.set(to)
	return nil
}

func stockholm() *time.Location { return time.FixedZone("CET", 3600) }

func newClock() *fakeClock {
	return &fakeClock{now: time.Date(2026, 11, 23, 9, 0, 0, 0, stockholm())}
}

// counter gives e1, e2, …
func counter() func() string {
	var mu sync.Mutex
	n := 0
	return func() string {
		mu.Lock()
		defer mu.Unlock()
		n++
		return fmt.Sprintf("e%d", n)
	}
}

// office is a small bot: it tells what it heard, or does what it is told.
func office(_ context.Context, e bot.Event) bot.Response {
	word, rest, _ := strings.Cut(strings.TrimPrefix(e.Text, "/"), " ")
	switch {
	case e.Kind == bot.Submitted:
		return submitted(e)
	case word == "ny" && e.CanForm:
		return bot.Response{Form: contactForm(rest)}
	case word == "oklart":
		return bot.Response{Message: say("Förstår inte."), Unclear: true}
	case word == "dela":
		return bot.Response{Message: say("Delat: " + rest), Public: true}
	case word == "val":
		m := say("Vilken?")
		m.Add(bot.Buttons{{Label: "Spara ändå", Command: "/spara K1"}, {Label: "Avbryt", Command: "/avbryt"}})
		m.Records = []string{"K1", "K2"}
		return bot.Response{Message: m}
	case word == "tyst":
		return bot.Response{}
	}
	return bot.Response{Message: say(heard(e))}
}

func heard(e bot.Event) string {
	kind := []string{"typed", "said", "pressed", "submitted"}[e.Kind]
	who := e.From.Display()
	if e.From.Admin {
		who += " (admin)"
	}
	if e.From.Guest {
		who += " (guest)"
	}
	return fmt.Sprintf("%s %s in %s private=%v direct=%v form=%v: %q",
		who, kind, e.Place.Name, e.Place.Private, e.Place.Direct, e.CanForm, e.Text)
}

func say(text string) *bot.Message {
	return &bot.Message{Blocks: []bot.Block{bot.Text{Markup: bot.Escape(text)}}}
}

func contactForm(name string) *bot.Form {
	return &bot.Form{
		ID: bot.FormID{Command: "contact", Verb: "new"}, Title: "Ny kontakt", Submit: "Spara",
		Line: "/kontakt ny NAMN, ORGANISATION",
		Fields: []bot.FormField{
			{Name: "name", Label: "Namn", Type: bot.FieldText, Required: true, Value: name},
			{Name: "organisation", Label: "Organisation", Type: bot.FieldText, Value: "Oulu"},
			{Name: "text", Label: "Löpande text", Type: bot.FieldLong},
		},
	}
}

func submitted(e bot.Event) bot.Response {
	if e.Values["name"] == "" {
		form := contactForm("")
		form.Fields[0].Error = "behövs"
		for i, f := range form.Fields {
			form.Fields[i].Value = e.Values[f.Name]
		}
		return bot.Response{Form: form}
	}
	return bot.Response{Message: say(fmt.Sprintf("Sparat: %q", e.Values))}
}

// run plays a script and gives what came out.
func run(t testing.TB, script string, change ...func(*console.Needs)) (string, *console.Console) {
	t.Helper()
	var out bytes.Buffer
	n := console.Needs{In: strings.NewReader(script), Out: &out, Clock: newClock(), Words: echoWords{}, IDs: counter()}
	for _, f := range change {
		f(&n)
	}
	c := console.New(n)
	if err := c.Run(t.Context(), office); err != nil {
		t.Fatal(err)
	}
	return out.String(), c
}

func asJSON(n *console.Needs) { n.JSON = true }
