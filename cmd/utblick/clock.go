package main

import (
	"context"
	"fmt"
	"sync"
	"time"
	_ "time/tzdata" // Windows and small containers have no time zones of their own
)

// clock is the bot's clock: the real one, or one that was set and runs on.
type clock struct {
	zone *time.Location

	mu     sync.Mutex
	offset time.Duration
}

// newClock starts at the time given as --at ("" for now): RFC 3339, or local
// like 2026-12-01T09:00.
func newClock(at string, zone *time.Location) (*clock, error) {
	c := &clock{zone: zone}
	if at == "" {
		return c, nil
	}
	start, err := parseTime(at, zone)
	if err != nil {
		return nil, usageError{explained(nil, "cli.at", "text", at)}
	}
	c.offset = time.Until(start)
	return c, nil
}

func parseTime(text string, zone *time.Location) (time.Time, error) {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04", time.DateOnly} {
		if t, err := time.ParseInLocation(layout, text, zone); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("no time: %q", text)
}

// Now is the bot's time, in the workspace's zone.
func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().Add(c.offset).In(c.zone)
}

// Advance moves the clock on. Nothing falls due by itself yet: the reminders
// of a later version are fired from here, each at its own time.
func (c *clock) Advance(_ context.Context, to time.Time) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.offset = time.Until(to)
	return nil
}
