package console_test

import (
	"context"
	"strings"
	"testing"

	"utblick/bot"
	"utblick/bot/bottest"
)

const story = `# Anna skriver, Bo läser.
/ny
:fill name=Mikko Lahtinen
:submit
< Sparat: "Mikko Lahtinen"
<! Piteå

:as bo
:in -ledning
/möte ny <<
Rad ett
< inget svar än
.
< "/möte ny\nRad ett\n< inget svar än"
<~ ^Bo Lund typed .* private=true
/dela hej
< → -ledning: Delat: hej
/val
:press avbryt
< /avbryt
:at 2026-12-01T09:00
< → @anna: God morgon
@utblick hej
< said in -ledning
`

// TestStory: a story without a word of the platform is played on the console.
func TestStory(t *testing.T) {
	read, err := bottest.ReadStory("anna.story", strings.NewReader(story))
	if err != nil {
		t.Fatal(err)
	}
	clock := newClock()
	c, lines := driven(t, clock)
	clock.due = []due{{clock.now.AddDate(0, 0, 1), func(ctx context.Context) error {
		_, err := c.Post(ctx, "k", bot.Address{Person: "anna"}, *say("God morgon"))
		return err
	}}}
	done := make(chan error, 1)
	go func() { done <- c.Run(t.Context(), officeWithValues) }()
	read.Play(t, lines)
	_ = lines.Close()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func officeWithValues(ctx context.Context, e bot.Event) bot.Response {
	if e.Kind == bot.Submitted {
		return bot.Response{Message: say(`Sparat: "` + e.Values["name"] + `"`)}
	}
	return office(ctx, e)
}
