package console_test

import (
	"testing"

	"utblick/bot/bottest"
	"utblick/bot/console"
)

// TestConsole: the console is a platform like the others.
func TestConsole(t *testing.T) {
	bottest.Exercise(t, func(t *testing.T) bottest.Subject {
		c, lines := driven(t, newClock())
		return bottest.Subject{Platform: c, Driver: lines}
	})
}

func driven(t *testing.T, clock console.Clock) (*console.Console, *bottest.Lines) {
	lines := bottest.NewLines()
	c := console.New(console.Needs{In: lines, Out: lines, JSON: true, Clock: clock, Words: echoWords{}})
	lines.Unclear = c.Unclear
	t.Cleanup(func() { _ = lines.Close() })
	return c, lines
}
