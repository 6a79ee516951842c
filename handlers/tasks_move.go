package handlers

import (
	"context"
	"regexp"
	"strings"

	"utblick/bot"
	"utblick/handlers/when"
	"utblick/store"
)

func (d *Desk) taskMove(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	word, words := first(r.Rest)
	code, err := ref(r, store.KindTask, word)
	if err != nil {
		return bot.Reply{}, err
	}
	if words == "" && r.CanForm {
		return d.openChange(ctx, r, code, d.moveForm)
	}
	if words == "" {
		return bot.Reply{}, bot.Misread("task.move_when", "code", code.String(),
			"line", bot.Code(r.Line("task", "move", code.String(), r.Label("example.day"))))
	}
	if r.Is("no_day", words) {
		return d.changeTask(ctx, r, code, store.Moved, "task.dayless", func(t *store.Task) (wrong, error) {
			t.Due, t.Clock = 0, ""
			return nil, nil
		})
	}
	return d.changeTask(ctx, r, code, store.Moved, "task.moved", func(t *store.Task) (wrong, error) {
		day, err := when.Parse(trimTo(r, words), d.due(r))
		if err != nil {
			later, ok := d.later(r, words, t.Due)
			if !ok {
				return nil, d.dayProblem(r, err, func(day string) string { return r.Line("task", "move", code.String(), day) })
			}
			t.Due = later
			return nil, nil
		}
		t.Due, t.Clock = day.Day, day.Clock.String()
		return nil, nil
	})
}

var countedUnit = regexp.MustCompile(`^(\d{1,3})\s*(\p{L}+)$`)

// later reads how much later than its own day a task is to be: "en vecka",
// "+3d", "fram två dagar". One without a day, or whose new one would be past,
// counts from today.
func (d *Desk) later(r *bot.Request, words string, due store.Day) (store.Day, bool) {
	list := after(r, strings.Fields(strings.TrimPrefix(strings.TrimSpace(words), "+")), "onward")
	for len(list) > 0 && r.Is("onward", bare(list[len(list)-1])) {
		list = list[:len(list)-1]
	}
	span := strings.Join(list, " ")
	if m := countedUnit.FindStringSubmatch(span); m != nil {
		switch {
		case r.Is("unit.day", m[2]):
			span = m[1] + " dagar"
		case r.Is("unit.week", m[2]):
			span = m[1] + " veckor"
		case r.Is("unit.month", m[2]):
			span = m[1] + " månader"
		}
	}
	for _, from := range []store.Day{due, d.today(r)} {
		ref := d.due(r)
		ref.Today = from
		for _, within := range []string{"om ", "in "} { // as either language says it
			day, err := when.Parse(within+span, ref)
			if err == nil && !from.IsZero() && day.Day >= d.today(r) {
				return day.Day, true
			}
		}
	}
	return 0, false
}

// trimTo drops "till" before a day or a person.
func trimTo(r *bot.Request, words string) string {
	if word, rest := first(words); rest != "" && r.Is("to", word) {
		return rest
	}
	return words
}
