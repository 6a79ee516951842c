package handlers

import (
	"context"
	"errors"
	"strings"

	"utblick/bot"
	"utblick/handlers/capture"
	"utblick/handlers/when"
	"utblick/store"
)

// ruled is what "påminn U31 varje måndag 9" asks for.
type ruled struct {
	code  store.Ref
	who   capture.Person
	words string // the rule as typed
	rule  when.Rule
	off   bool
	usual bool
	today store.Day
}

// waitsAtMost is how many days a reminder may wait for its person.
const waitsAtMost = 90

// stillComing drops the days that have long been.
func stillComing(days []string, today store.Day) []string {
	var kept []string
	for _, text := range days {
		rule, err := when.ReadRule(text)
		// One that has been may still wait for its person to be back.
		if _, recent := rule.Next(today-waitsAtMost, 0, nil); err == nil && recent {
			kept = append(kept, text)
		}
	}
	return kept
}

// mayRemind: of others' reminders one may only add a single day, and only for
// somebody who may see the task.
func (d *Desk) mayRemind(ctx context.Context, r *bot.Request, t store.Task, asked ruled) error {
	who, code := asked.who, asked.code.String()
	if len(stillComing(t.RuleFor(who.ID).Once, asked.today)) >= store.MaxOnce && asked.rule.Once() {
		return bot.Fail("remind.full", "code", code, "max", store.MaxOnce)
	}
	if who.ID == r.From.ID {
		return nil
	}
	if !asked.rule.Once() {
		return bot.Misread("remind.others", "who", display(who), "line", bot.Code(r.Line("task", "remind", code, "@"+who.User, r.Label("example.day"))))
	}
	if !t.VisibleTo(d.alone(ctx, r, who.ID)) {
		return bot.Fail("remind.unseen", "code", code, "who", display(who))
	}
	return nil
}

// onto is the rule that a person has from now on.
func (a ruled) onto(rule store.Rule) store.Rule {
	switch {
	case a.off:
		return store.Rule{For: rule.For, When: store.RuleOff}
	case a.usual:
		return store.Rule{For: rule.For}
	case a.rule.Once():
		rule.Once = append(stillComing(rule.Once, a.today), a.rule.String()) // beside what recurs, or is off
	default:
		rule.When = a.rule.String()
	}
	return rule
}

// readRemind takes the task, the person and the rule from a line, in any
// order: "U31 varje måndag", "mig om U31 på fredag", "@bo U31 3 dagar före".
func (d *Desk) readRemind(ctx context.Context, r *bot.Request) (ruled, error) {
	asked := ruled{today: d.today(r), who: capture.Person{ID: r.From.ID, User: r.From.User, Name: r.From.Name}}
	var rest []string
	words := strings.Fields(r.Rest)
	for i, word := range words {
		bare := strings.Trim(word, ".,:;()")
		code, isCode := store.ParseRef(bare)
		switch {
		case isCode && asked.code.IsZero() && code.Kind == store.KindTask:
			asked.code = code
		case strings.HasPrefix(word, "@"):
			who, err := d.who(ctx, r, bare)
			if err != nil {
				return asked, err
			}
			asked.who = who
		case r.Is("about", bare) && aboutCode(words, i):
		case len(rest) == 0 && isMe(r, bare):
		default:
			rest = append(rest, word)
		}
	}
	if asked.code.IsZero() {
		word := ""
		if len(rest) > 0 {
			word = rest[0]
		}
		code, err := ref(r, store.KindTask, word)
		if err != nil {
			return asked, err
		}
		asked.code, rest = code, rest[1:]
	}
	if len(rest) > 1 { // "bo imorgon": a name without its @
		people, err := d.people(ctx)
		if err != nil {
			return asked, err
		}
		if who, ok := people.Find(rest[0]); ok {
			asked.who, rest = who, rest[1:]
		}
	}
	asked.words = strings.Join(rest, " ")
	asked.off, asked.usual = r.Is("off", asked.words), r.Is("usual", asked.words)
	if asked.words == "" || asked.off || asked.usual {
		return asked, nil
	}
	var err error
	asked.rule, err = when.ParseRule(asked.words, d.due(r))
	return asked, d.ruleProblem(r, err, asked.code.String())
}

// aboutCode tells "om" that stands right before the task's code.
func aboutCode(words []string, i int) bool {
	if i+1 >= len(words) {
		return false
	}
	_, ok := store.ParseRef(strings.Trim(words[i+1], ".,:;()"))
	return ok
}

// ruleProblem words a reminder's rule that can't be one.
func (d *Desk) ruleProblem(r *bot.Request, err error, code string) error {
	var bad *when.Error
	if err == nil || !errors.As(err, &bad) {
		return err
	}
	line := func(text string) string { return r.Line("task", "remind", code, text) }
	args := []any{
		"text", bad.Text, "line", bot.Code(line(r.Label("example.rule"))),
		"other", bot.Code(line(r.Label("example.before"))), "off", bot.Code(line(r.Word("off"))),
	}
	switch bad.Reason {
	case when.Never:
		return bot.Misread("remind.never", args...)
	case when.TooOften:
		return bot.Misread("remind.too_often", args...)
	case when.Impossible:
		return bot.Misread("remind.impossible", args...)
	case when.Unknown:
		return bot.Misread("remind.unclear", args...)
	}
	return d.dayProblem(r, err, line)
}
