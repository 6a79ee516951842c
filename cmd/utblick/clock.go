package main

import (
	"context"
	"errors"
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
	fires  alarms
}

// alarms are what is to happen at its time: the reminders.
type alarms interface {
	Next(ctx context.Context) (at time.Time, ok bool, err error)
	Tick(ctx context.Context) error
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

// maxStill is how often something may fall due without time passing: word to
// somebody may follow from what somebody else was told.
const maxStill = 20

// Advance moves the clock on, and stops at each time at which something is due
// until that is done.
func (c *clock) Advance(ctx context.Context, to time.Time) error {
	for still := 0; c.fires != nil; {
		at, ok, err := c.fires.Next(ctx)
		if err != nil {
			return err
		}
		if !ok || at.After(to) {
			break
		}
		if still++; at.After(c.Now()) {
			still = 0
			c.set(at)
		}
		if still > maxStill {
			return errStill
		}
		if err := c.fires.Tick(ctx); err != nil {
			return err
		}
	}
	if to.After(c.Now()) {
		c.set(to)
	}
	return nil
}

var errStill = errors.New("what is due stays due")

func (c *clock) set(now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.offset = time.Until(now)
}
