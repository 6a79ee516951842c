package handlers

import (
	"context"
	"slices"
	"strings"

	"utblick/bot"
	"utblick/handlers/remind"
	"utblick/handlers/when"
	"utblick/store"
)

// reminders are one's coming reminders; a time of day, "av" and "på" change
// when they come.
func (d *Desk) reminders(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	words := strings.TrimSpace(r.Rest)
	if words == "" {
		return d.remindersComing(ctx, r)
	}
	hour, quiet := "", false
	switch {
	case r.Is("off", words):
		quiet = true
	case r.Is("on", words):
	default:
		clock, ok := clockOf(words)
		if !ok || !remind.Hours(clock) {
			return bot.Reply{}, bot.Misread("remind.hour", "line", bot.Code(r.Line("desk", "reminders", r.Label("example.hour"))))
		}
		hour = clock.String()
	}
	s, err := d.changeSettings(ctx, r, func(s *store.Settings) bool {
		if s.Quiet = quiet; hour != "" {
			s.Hour = hour
		}
		return true
	})
	if err != nil {
		return bot.Reply{}, err
	}
	undo := bot.Buttons{button(r, "button.undo", r.Line("desk", "undo"))}
	if quiet {
		return bot.Say(text(r, "remind.quiet_set"), undo), nil
	}
	return bot.Say(text(r, "remind.hour_set", "time", remind.HourOf(s).String()), undo), nil
}

// clockOf reads a bare time of day: 8, 8.30, kl 9, 07:45.
func clockOf(words string) (when.Clock, bool) {
	m, err := when.Parse("2026-12-01 kl "+strings.TrimSpace(trimClock(words)), when.Ref{Today: store.NewDay(2026, 1, 1)})
	return m.Clock, err == nil && m.Clock != when.NoClock && !strings.ContainsAny(words, "/-")
}

func trimClock(words string) string {
	for _, lead := range []string{"kl.", "kl ", "klockan ", "at "} {
		if rest, ok := strings.CutPrefix(strings.ToLower(words), lead); ok {
			return rest
		}
	}
	return words
}

func (d *Desk) remindersComing(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	type item struct {
		task   store.Task
		coming remind.Coming
	}
	v := d.viewer(ctx, r)
	var items []item
	var s store.Settings
	err := d.view(ctx, func(tx *store.Tx) (err error) {
		items = nil
		if s, err = tx.Settings(r.From.ID); err != nil {
			return err
		}
		tasks, err := tx.RemindedOf(r.From.ID, v)
		if err != nil {
			return err
		}
		for _, t := range tasks {
			next, m, err := tx.Planned(t.Ref())
			if err != nil {
				return err
			}
			all, err := d.Planner.Coming(t, m, next, tx.Settings, r.Now)
			if err != nil {
				return err
			}
			for _, c := range all {
				if c.Who == r.From.ID {
					items = append(items, item{t, c})
				}
			}
		}
		return nil
	})
	if err != nil {
		return bot.Reply{}, err
	}
	slices.SortStableFunc(items, func(a, b item) int { return a.coming.At.Compare(b.coming.At) })
	var reply bot.Reply
	var list bot.List
	for _, one := range items[:min(len(items), pageSize)] {
		code := one.task.Ref().String()
		list.Items = append(list.Items, r.T("remind.item", "when", d.moment(r, one.coming.At), "code", code, "title", one.task.Title))
		if !slices.Contains(reply.Records, code) {
			reply = reply.About(code)
		}
	}
	if len(items) > 0 {
		reply.Add(text(r, "remind.coming"), list)
	} else {
		reply.Add(text(r, "remind.none"))
	}
	if rest := len(items) - len(list.Items); rest > 0 {
		reply.Add(bot.Context{Markup: r.T("show.more_links", "count", rest)})
	}
	reply.Add(bot.Context{Markup: d.hourText(r, s)})
	return reply, nil
}

// hourText is when a person's reminders come, and how to change it.
func (d *Desk) hourText(r *bot.Request, s store.Settings) bot.Markup {
	if s.Quiet {
		return r.T("remind.quiet", "line", bot.Code(r.Line("desk", "reminders", r.Word("on"))))
	}
	return r.T("remind.hour", "time", remind.HourOf(s).String(),
		"line", bot.Code(r.Line("desk", "reminders", r.Label("example.hour"))), "off", bot.Code(r.Line("desk", "reminders", r.Word("off"))))
}

// maxSent is how many of the reminders sent about a task it shows.
const maxSent = 6

// reminded is what was sent about a task, and what comes next.
func (d *Desk) reminded(ctx context.Context, r *bot.Request, t store.Task) ([]bot.Block, error) {
	var sent []store.Sending
	var next []store.Reminder
	err := d.view(ctx, func(tx *store.Tx) (err error) {
		if next, _, err = tx.Planned(t.Ref()); err != nil {
			return err
		}
		sent, err = tx.SentAbout(t.Ref(), maxSent+1)
		return err
	})
	if err != nil {
		return nil, err
	}
	blocks, err := d.comingText(ctx, r, t)
	if err != nil {
		return nil, err
	}
	for _, one := range next {
		if one.What == store.Raise {
			blocks = append(blocks, bot.Context{Markup: r.T("remind.raised_next", "when", d.moment(r, one.At))})
		}
	}
	var list bot.List
	for _, one := range sent[:min(len(sent), maxSent)] {
		who := r.T("remind.team")
		if id, ok := strings.CutPrefix(one.To, "@"); ok {
			who = d.at(ctx, id)
		}
		list.Items = append(list.Items, r.T("remind.sent_item", "when", d.moment(r, one.At), "who", who)+
			bot.Escape(" – ")+r.T("remind.what."+one.What))
	}
	if len(list.Items) > 0 {
		blocks = append(blocks, text(r, "remind.sent"), list)
	}
	if len(sent) > maxSent {
		blocks = append(blocks, bot.Context{Markup: r.T("remind.older")})
	}
	return blocks, nil
}
