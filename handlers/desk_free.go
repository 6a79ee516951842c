package handlers

import (
	"context"
	"strings"
	"time"

	"utblick/bot"
	"utblick/store"
)

// free reads the weekdays on which somebody doesn't work; "av" takes them away.
func (d *Desk) free(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	words := strings.TrimSpace(r.Rest)
	how := bot.Misread("free.how", "line", bot.Code(r.Line("desk", "free", r.Label("example.free"))))
	var days []time.Weekday
	switch {
	case words == "":
		return bot.Reply{}, how
	case r.Is("off", words), r.Is("nobody", words):
	default:
		var ok bool
		if days, _, ok = d.weekdays(r, words); !ok {
			return bot.Reply{}, how
		}
	}
	kept := store.Settings{FreeDays: days}
	works := false
	for day := time.Monday; day <= time.Friday; day++ {
		works = works || kept.WorksOn(day)
	}
	if !works {
		return bot.Reply{}, bot.Misread("free.all")
	}
	_, err := d.changeSettings(ctx, r, func(s *store.Settings) bool {
		s.FreeDays = days
		return true
	})
	if err != nil {
		return bot.Reply{}, err
	}
	if len(days) == 0 {
		return bot.Say(text(r, "free.none")), nil
	}
	return bot.Say(text(r, "free.set", "days", d.weekdayNames(r, days))), nil
}

// weekdayNames lists weekdays: "onsdagar och fredagar".
func (d *Desk) weekdayNames(r *bot.Request, days []time.Weekday) string {
	names := make([]string, len(days))
	for i, day := range days {
		names[i] = r.Label("weekday." + strings.ToLower(day.String()))
	}
	if n := len(names) - 1; n > 0 {
		return strings.Join(names[:n], ", ") + " " + r.Label("remind.and") + " " + names[n]
	}
	return names[0]
}
