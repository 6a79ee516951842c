package handlers

import (
	"context"
	"errors"
	"strings"
	"time"

	"utblick/bot"
	"utblick/handlers/capture"
	"utblick/handlers/remind"
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

// stillComing drops the days that have been.
func stillComing(days []string, today store.Day) []string {
	var kept []string
	for _, text := range days {
		rule, err := when.ReadRule(text)
		if _, coming := rule.Next(today-1, 0, nil); err == nil && coming {
			kept = append(kept, text)
		}
	}
	return kept[max(0, len(kept)-store.MaxOnce+1):]
}

// taskRemind sets when somebody is reminded of a task; without words it tells.
func (d *Desk) taskRemind(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	asked, err := d.readRemind(ctx, r)
	if err != nil {
		return bot.Reply{}, err
	}
	if asked.words == "" {
		return d.remindHow(ctx, r, asked.code)
	}
	v := d.viewer(ctx, r)
	var t store.Task
	err = d.update(ctx, r, func(tx *store.Tx) error {
		if t, err = tx.Task(asked.code, v); err != nil {
			return err
		}
		if t.Done {
			return bot.Fail("remind.done", "code", asked.code.String(), "title", t.Title)
		}
		if asked.rule.Relative() && t.Due.IsZero() {
			line := r.Line("task", "move", asked.code.String(), r.Label("example.day"))
			return bot.Misread("remind.undated", "code", asked.code.String(), "line", bot.Code(line))
		}
		t.SetRule(asked.onto(t.RuleFor(asked.who.ID)))
		return tx.PutTask(&t, store.Reminded)
	})
	if err != nil {
		return bot.Reply{}, err
	}
	return d.remindSet(ctx, r, t, asked)
}

// onto is the rule that a person has from now on.
func (a ruled) onto(rule store.Rule) store.Rule {
	switch {
	case a.off:
		return store.Rule{For: rule.For, When: store.RuleOff}
	case a.usual:
		return store.Rule{For: rule.For}
	case a.rule.Once():
		rule.Once = append(stillComing(rule.Once, a.today), a.rule.String()) // beside what recurs
		if rule.When == store.RuleOff {
			rule.When = ""
		}
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
	for _, word := range strings.Fields(r.Rest) {
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
		case len(rest) == 0 && (isMe(r, bare) || r.Is("about", bare)):
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
	asked.words = strings.Join(rest, " ")
	asked.off, asked.usual = r.Is("off", asked.words), r.Is("usual", asked.words)
	if asked.words == "" || asked.off || asked.usual {
		return asked, nil
	}
	var err error
	asked.rule, err = when.ParseRule(asked.words, d.due(r))
	return asked, d.ruleProblem(r, err, "remind", asked.code.String())
}

// ruleProblem words a recurrence that can't be.
func (d *Desk) ruleProblem(r *bot.Request, err error, verb, code string) error {
	var bad *when.Error
	if err == nil || !errors.As(err, &bad) {
		return err
	}
	line := func(text string) string {
		if code == "" {
			text = r.Label("example.series") + " " + text
		}
		return r.Line("task", verb, code, text)
	}
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

// remindHow tells when a task is reminded of, and how to change it.
func (d *Desk) remindHow(ctx context.Context, r *bot.Request, code store.Ref) (bot.Reply, error) {
	v := d.viewer(ctx, r)
	var t store.Task
	err := d.view(ctx, func(tx *store.Tx) (err error) {
		t, err = tx.Task(code, v)
		return err
	})
	if err != nil {
		return bot.Reply{}, err
	}
	line := func(text string) bot.Markup { return bot.Code(r.Line("task", "remind", code.String(), text)) }
	reply := bot.Say(bot.Text{Markup: bot.Bold(code.String()) + " " + d.taskBrief(r, t)})
	coming, err := d.comingText(ctx, r, t)
	if err != nil {
		return bot.Reply{}, err
	}
	reply.Add(coming...)
	reply.Add(text(r, "remind.how", "code", code.String(), "line", line(r.Label("example.rule")),
		"other", line(r.Label("example.before")), "off", line(r.Word("off"))))
	return reply.About(code.String()), nil
}

func (d *Desk) remindSet(ctx context.Context, r *bot.Request, t store.Task, asked ruled) (bot.Reply, error) {
	code := t.Ref().String()
	undo := bot.Buttons{button(r, "button.undo", r.Line("desk", "undo"))}
	if asked.off {
		who := r.T("remind.you")
		if asked.who.ID != r.From.ID {
			who = d.at(ctx, asked.who.ID)
		}
		return bot.Say(text(r, "remind.off", "code", code, "title", t.Title, "who", who,
			"line", bot.Code(r.Line("task", "remind", code, r.Word("usual")))), undo).About(code), nil
	}
	reply := bot.Say(text(r, "remind.set", "code", code, "title", t.Title, "rule", d.ruleText(r, asked)))
	if asked.rule.Once() {
		reply = bot.Say(text(r, "remind.once", "code", code, "title", t.Title))
	}
	coming, err := d.comingText(ctx, r, t)
	if err != nil {
		return bot.Reply{}, err
	}
	reply.Add(coming...)
	reply.Add(undo)
	return reply.About(code), nil
}

// ruleText is what was asked for, in words.
func (d *Desk) ruleText(r *bot.Request, asked ruled) string {
	if asked.usual {
		return r.Label("remind.usual")
	}
	return when.FormatRule(asked.rule, r.Lang(), d.today(r))
}

// coming is when a task will be reminded of, by the person reminded: as many
// times as are sure now.
func (d *Desk) coming(ctx context.Context, r *bot.Request, t store.Task) (all []remind.Coming, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		next, m, err := tx.Planned(t.Ref())
		if err != nil {
			return err
		}
		all, err = d.Planner.Coming(t, m, next, tx.Settings, r.Now)
		return err
	})
	return all, err
}

// comingText says when a task will be reminded of: "Jag påminner dig fre 27
// nov och tors 3 dec kl 09:00."
func (d *Desk) comingText(ctx context.Context, r *bot.Request, t store.Task) ([]bot.Block, error) {
	all, err := d.coming(ctx, r, t)
	if err != nil {
		return nil, err
	}
	var blocks []bot.Block
	for len(all) > 0 {
		who, rest := all[0].Who, []remind.Coming(nil)
		var times []time.Time
		for _, c := range all {
			if c.Who == who {
				times = append(times, c.At)
			} else {
				rest = append(rest, c)
			}
		}
		key := "remind.for_other"
		if who == r.From.ID {
			key = "remind.for_me"
		}
		blocks = append(blocks, bot.Context{Markup: r.T(key, "who", d.name(ctx, who), "times", d.times(r, times))})
		all = rest
	}
	return blocks, nil
}

// maxTimes is how many coming times a reply names.
const maxTimes = 4

// times lists moments; those at one time of day share it.
func (d *Desk) times(r *bot.Request, at []time.Time) string {
	at = at[:min(len(at), maxTimes)]
	clock, shared := at[0].In(d.Zone).Format("15:04"), true
	for _, t := range at {
		shared = shared && t.In(d.Zone).Format("15:04") == clock
	}
	days := make([]string, len(at))
	for i, t := range at {
		t = t.In(d.Zone)
		days[i] = d.day(r, store.DayOf(t))
		if !shared {
			days[i] = d.dayAt(r, store.DayOf(t), t.Format("15:04"))
		}
	}
	text := days[0]
	if n := len(days) - 1; n > 0 {
		text = strings.Join(days[:n], ", ") + " " + r.Label("remind.and") + " " + days[n]
	}
	if !shared {
		return text
	}
	return r.Label("remind.times", "days", text, "time", clock)
}
