package handlers

import (
	"context"
	"strings"
	"time"

	"utblick/bot"
	"utblick/handlers/remind"
	"utblick/handlers/when"
	"utblick/store"
)

// weekly sets when the team's overview goes out; without words it tells.
func (d *Desk) weekly(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	words := strings.TrimSpace(r.Rest)
	if words == "" || !r.From.Admin {
		if words != "" {
			return bot.Reply{}, bot.Fail("admin_only")
		}
		return d.weeklyAt(ctx, r)
	}
	var change func(*store.House)
	switch {
	case r.Is("off", words):
		change = func(h *store.House) { h.OverviewOff = true }
	case r.Is("on", words):
		change = func(h *store.House) { h.OverviewOff = false }
	default:
		var err error
		if change, err = d.readWeekly(r, words); err != nil {
			return bot.Reply{}, err
		}
	}
	err := d.update(ctx, r, func(tx *store.Tx) error {
		h, err := tx.House()
		if err != nil {
			return err
		}
		change(&h)
		return tx.PutHouse(h)
	})
	if err != nil {
		return bot.Reply{}, err
	}
	return d.weeklyAt(ctx, r)
}

// readWeekly reads "måndag 8.30", or one of them; the other stays as it is.
func (d *Desk) readWeekly(r *bot.Request, words string) (func(*store.House), error) {
	day, clock, dated := d.weekdayAndClock(r, words)
	timed := clock != when.NoClock
	if !dated {
		clock, timed = clockOf(words)
	}
	line := bot.Code(r.Line("desk", "weekly", r.Label("example.weekly")))
	switch {
	case !dated && !timed:
		return nil, bot.Misread("weekly.how", "line", line)
	case timed && !remind.Hours(clock):
		return nil, bot.Misread("remind.hour", "line", line)
	}
	return func(h *store.House) {
		h.OverviewOff = false
		if dated {
			h.OverviewDay = day
		}
		if timed {
			h.OverviewAt = clock.String()
		}
	}, nil
}

func (d *Desk) weeklyAt(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	var h store.House
	err := d.view(ctx, func(tx *store.Tx) (err error) {
		h, err = tx.House()
		return err
	})
	switch {
	case err != nil:
		return bot.Reply{}, err
	case d.Channel == "":
		return bot.Say(text(r, "weekly.no_channel")), nil
	case h.OverviewOff:
		return bot.Say(text(r, "weekly.off", "line", bot.Code(r.Line("desk", "weekly", r.Word("on"))))), nil
	}
	return bot.Say(text(r, "weekly.at", "channel", d.Channel, "when", d.moment(r, d.Planner.NextOverview(h, r.Now)),
		"line", bot.Code(r.Line("desk", "weekly", r.Label("example.weekly"))))), nil
}

// weekdayAndClock reads "måndag 8.30".
func (d *Desk) weekdayAndClock(r *bot.Request, words string) (time.Weekday, when.Clock, bool) {
	days, clock, ok := d.weekdays(r, words)
	if !ok || len(days) != 1 {
		return 0, when.NoClock, false
	}
	return days[0], clock, true
}

// weekdays reads weekdays, as "fredagar" or "onsdag och fredag", which the
// rule "varje onsdag och fredag" knows.
func (d *Desk) weekdays(r *bot.Request, words string) ([]time.Weekday, when.Clock, bool) {
	ref := d.due(r)
	rule, err := when.ParseRule(words, ref)
	if err != nil || rule.Once() {
		rule, err = when.ParseRule(r.Label("example.every")+" "+words, ref)
	}
	if err != nil || rule.Once() || rule.Relative() || rule.Ends() {
		return nil, when.NoClock, false
	}
	var days []time.Weekday
	monday := ref.Today + 7 // a week from now: a rule may begin later this week
	for monday.Weekday() != time.Monday {
		monday++
	}
	for day := monday; day < monday+7; day++ {
		if !onDay(rule, day) {
			continue
		}
		if !onDay(rule, day+7) {
			return nil, when.NoClock, false // every other week is no weekday
		}
		days = append(days, day.Weekday())
	}
	return days, rule.Clock(), len(days) > 0
}

func onDay(rule when.Rule, day store.Day) bool {
	next, ok := rule.Next(day-1, 0, nil)
	return ok && next == day
}
