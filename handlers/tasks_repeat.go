package handlers

import (
	"errors"
	"strings"

	"utblick/bot"
	"utblick/handlers/when"
	"utblick/store"
)

// cutRepeat takes "första vardagen varje månad" out of a task's line. verb and
// code begin the line that would have been right.
func (d *Desk) cutRepeat(r *bot.Request, line, verb, code string) (rest string, rule when.Rule, err error) {
	found, ok := when.FindRule(line, d.due(r))
	if !ok {
		return line, rule, nil
	}
	if found.Err != nil {
		return line, rule, d.repeatProblem(r, line, found.Err, verb, code)
	}
	before := strings.Fields(line[:found.Start])
	if n := len(before) - 1; n >= 0 && r.Is("repeats", strings.Trim(before[n], ":,")) {
		before = before[:n] // "upprepas varje vecka"
	}
	return oneLine(strings.Join(before, " ") + " " + line[found.End:]), found.Rule, nil
}

// repeatProblem words a recurrence that a task can't have. Of one that is only
// half understood the whole line is named: what isn't stands beside what is.
func (d *Desk) repeatProblem(r *bot.Request, line string, err error, verb, code string) error {
	var bad *when.Error
	if !errors.As(err, &bad) {
		return err
	}
	example := func(rule string) bot.Markup {
		if code == "" {
			rule = r.Label("example.series") + " " + rule
		}
		return bot.Code(r.Line("task", verb, code, rule))
	}
	args := []any{"text", bad.Text, "line", example(r.Label("example.rule")), "other", example(r.Label("example.until"))}
	switch bad.Reason {
	case when.Never:
		return bot.Misread("repeat.never", args...)
	case when.TooOften:
		return bot.Misread("repeat.too_often", args...)
	case when.Impossible:
		return bot.Misread("repeat.impossible", args...)
	case when.Absurd:
		return bot.Misread("repeat.absurd", args...)
	}
	args[1] = short(line)
	return bot.Misread("repeat.unclear", args...)
}

// setRepeat has a task come again by a rule. Without a day of its own it is
// first due on the rule's next one, unless today's was the last and has been.
func (d *Desk) setRepeat(r *bot.Request, t *store.Task, rule when.Rule) error {
	if rule.IsZero() {
		return nil
	}
	t.Repeat = rule.String()
	if t.Due.IsZero() {
		from := d.today(r) - 1
		if clock := rule.Clock(); clock != when.NoClock {
			t.Clock = clock.String()
			if !(from + 1).At(int(clock)/60, int(clock)%60, d.Zone).After(r.Now) {
				from++ // today's has been
			}
		}
		var left bool
		if t.Due, left = rule.Next(from, 0, d.Calendar); !left {
			return bot.Misread("repeat.over", "rule", d.repeatText(r, t.Repeat))
		}
	}
	return nil
}

// repeatText is a task's rule in words.
func (d *Desk) repeatText(r *bot.Request, rule string) string {
	read, err := when.ReadRule(rule)
	if err != nil {
		return ""
	}
	return when.FormatRule(read, r.Lang(), d.today(r))
}

// stopsRepeating tells "upprepas inte" at the end of a line, and cuts it.
func stopsRepeating(r *bot.Request, line string) (rest string, stops bool) {
	words := strings.Fields(line)
	for i := max(0, len(words)-3); i < len(words); i++ {
		if r.Is("no_repeat", strings.Join(words[i:], " ")) {
			return strings.Join(words[:i], " "), true
		}
	}
	return line, false
}
