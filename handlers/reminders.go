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
	var at time.Time
	set := asked
	err = d.update(ctx, r, func(tx *store.Tx) error {
		if t, err = tx.Task(asked.code, v); err != nil {
			return err
		}
		if t.Done {
			return bot.Fail("remind.done", "code", asked.code.String(), "title", t.Title)
		}
		if err := d.mayRemind(ctx, r, t, asked); err != nil {
			return err
		}
		if asked.rule.Relative() && t.Due.IsZero() {
			line := r.Line("task", "move", asked.code.String(), r.Label("example.day"))
			return bot.Misread("remind.undated", "code", asked.code.String(), "line", bot.Code(line))
		}
		if asked.rule.Once() {
			s, err := tx.Settings(asked.who.ID)
			if err != nil {
				return err
			}
			if set.rule, at, err = d.onceAt(r, s, asked); err != nil {
				return err
			}
		}
		t.SetRule(set.onto(t.RuleFor(asked.who.ID)))
		return tx.PutTask(&t, store.Reminded)
	})
	switch {
	case err != nil:
		return bot.Reply{}, err
	case set.rule.Once():
		return d.onceSet(ctx, r, t, set, at), nil
	}
	return d.remindSet(ctx, r, t, set)
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
	coming, err := d.comingText(ctx, r, t)
	if err != nil {
		return bot.Reply{}, err
	}
	reply.Add(coming...)
	if c := asked.rule.Clock(); c != when.NoClock && !remind.Hours(c) {
		reply.Add(text(r, "remind.hours"))
	}
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
