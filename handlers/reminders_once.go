package handlers

import (
	"context"
	"time"

	"utblick/bot"
	"utblick/handlers/when"
	"utblick/store"
)

// onceAt is when a single day's reminder comes, in the person's working time.
// "Idag", when the hour they are reminded at has been, is the next full hour;
// what else has been is refused: it would never come.
func (d *Desk) onceAt(r *bot.Request, s store.Settings, asked ruled) (when.Rule, time.Time, error) {
	at := d.Planner.OnceAt(s, asked.rule)
	if at.After(r.Now) {
		return asked.rule, at, nil
	}
	hour, open := d.nextHour(r, s)
	if open && asked.rule.Clock() == when.NoClock {
		rule := asked.rule.At(hour)
		return rule, d.Planner.OnceAt(s, rule), nil
	}
	fail := bot.Misread("remind.late")
	if clock := asked.rule.Clock(); clock != when.NoClock {
		fail = bot.Misread("remind.past", "text", asked.words, "when", d.dayAt(r, d.today(r), clock.String()))
	}
	later := []string{r.Label("digest.say_tomorrow")}
	if open {
		later = append([]string{r.Label("day.at", "time", hour.String())}, later...)
	}
	for _, words := range later {
		fail.With(words, r.Line("task", "remind", asked.code.String(), d.toWhom(r, asked), words))
	}
	return when.Rule{}, at, fail
}

// nextHour is the next full hour, if the person may be reminded then and it is
// still today.
func (d *Desk) nextHour(r *bot.Request, s store.Settings) (when.Clock, bool) {
	now := r.Now.In(d.Zone)
	hour := when.Clock(60 * (now.Hour() + 1))
	at := store.DayOf(now).At(now.Hour()+1, 0, d.Zone)
	return hour, d.Planner.Open(s, at) && store.DayOf(at) == store.DayOf(now)
}

// toWhom is the person as a line names them: nobody, when it's who writes it.
func (d *Desk) toWhom(r *bot.Request, asked ruled) string {
	if asked.who.ID == r.From.ID {
		return ""
	}
	return "@" + asked.who.User
}

func (d *Desk) onceSet(ctx context.Context, r *bot.Request, t store.Task, set ruled, at time.Time) bot.Reply {
	code, key, mine := set.code.String(), "remind.once", set.who.ID == r.From.ID
	if !mine {
		key = "remind.once_other"
	}
	reply := bot.Say(text(r, key, "code", code, "title", t.Title, "when", d.moment(r, at), "who", d.name(ctx, set.who.ID)))
	if d.moved(set.rule, at) {
		reply.Add(text(r, "remind.hours"))
	}
	if mine && t.RuleFor(set.who.ID).When == store.RuleOff {
		reply.Add(text(r, "remind.still_off"))
	}
	reply.Add(bot.Buttons{button(r, "button.undo", r.Line("desk", "undo"))})
	return reply.About(code)
}

// moved tells whether a single day's reminder comes at another time than was
// said: in the evening and on days off nobody is reminded.
func (d *Desk) moved(rule when.Rule, at time.Time) bool {
	at = at.In(d.Zone)
	day, _ := rule.Next(0, 0, d.Calendar)
	c := rule.Clock()
	return day != store.DayOf(at) || c != when.NoClock && c.String() != at.Format("15:04")
}
