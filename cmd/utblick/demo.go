package main

import (
	"context"
	_ "embed"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"utblick/bot/console"
	"utblick/handlers/when"
	"utblick/store"
)

// demo is a made-up office, typed as people would type it. {-3} stands for
// the working day three days back, {+10} for one ten days on.
//
//go:embed demo.txt
var demo string

// furnish fills an empty store with the made-up office; one that holds
// anything is left as it is.
func (p *process) furnish(parts *parts) error {
	empty := false
	err := parts.store.View(p.ctx, func(tx *store.Tx) (err error) {
		empty, err = tx.Empty()
		return err
	})
	if err != nil || !empty {
		return err
	}
	today := store.DayOf(parts.clock.Now())
	office := console.New(console.Needs{
		In: strings.NewReader(dated(demo, today)), Out: io.Discard, User: "anna",
		Lang: "sv", Channel: parts.Channel, Clock: parts.clock, Words: p.catalogue,
	})
	if err := office.Run(context.WithoutCancel(p.ctx), parts.router.Handle); err != nil {
		return fmt.Errorf("furnish demo: %w", err)
	}
	if n := office.Unclear(); n > 0 {
		return fmt.Errorf("furnish demo: %d lines were not understood", n)
	}
	return nil
}

// dated puts real days for {-3} and {+10}: on a working day, so that the
// office looks as if people had worked there.
func dated(script string, today store.Day) string {
	calendar := when.NewCalendar()
	return regexp.MustCompile(`\{[-+]\d+\}`).ReplaceAllStringFunc(script, func(m string) string {
		n, _ := strconv.Atoi(m[1 : len(m)-1])
		day := today + store.Day(n)
		if !calendar.Working(day) {
			day = calendar.Previous(day)
		}
		return day.String()
	})
}
