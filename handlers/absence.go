package handlers

import (
	"context"
	"errors"
	"slices"
	"strings"

	"utblick/bot"
	"utblick/handlers/when"
	"utblick/store"
)

// absence reads "1–12 dec ersättare @bo"; "av" takes all of them away, "av 1–12
// dec" those days.
func (d *Desk) absence(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	words := oneLine(r.Rest)
	if words == "" {
		return d.settings(ctx, r)
	}
	if r.Is("off", words) {
		_, err := d.changeSettings(ctx, r, func(s *store.Settings) bool {
			s.Absences = nil
			return true
		})
		return bot.Say(text(r, "absence.off")), err
	}
	if word, days := first(words); r.Is("off", word) {
		return d.presence(ctx, r, days)
	}
	a, err := d.readAbsence(ctx, r, words)
	if err != nil {
		return bot.Reply{}, err
	}
	var corrected store.Absence
	var corrects bool
	s, err := d.changeSettings(ctx, r, func(s *store.Settings) bool {
		corrected, corrects = s.Leave(a)
		return true
	})
	if err != nil {
		return bot.Reply{}, err
	}
	reply := bot.Say(text(r, "absence.set", "days", d.days(r, a.From, a.To)))
	if corrects {
		reply.Add(text(r, "absence.corrects", "days", d.days(r, corrected.From, corrected.To)))
	}
	if a.Deputy != "" {
		reply.Add(text(r, "absence.goes", "who", d.name(ctx, a.Deputy)))
	} else {
		reply.Add(text(r, "absence.waits"))
	}
	reply.Add(d.away(ctx, r, s)...)
	return reply, nil
}

// presence takes days out of one's absences.
func (d *Desk) presence(ctx context.Context, r *bot.Request, words string) (bot.Reply, error) {
	days, err := d.awayDays(r, words, r.Word("off"))
	if err != nil {
		return bot.Reply{}, err
	}
	was := false
	s, err := d.changeSettings(ctx, r, func(s *store.Settings) bool {
		was = s.Return(days.From, days.To)
		return was
	})
	if err != nil {
		return bot.Reply{}, err
	}
	if !was {
		return bot.Say(text(r, "absence.was_none", "days", d.days(r, days.From, days.To)), bot.Fields{field(r, "absence", d.absences(ctx, r, s))}), nil
	}
	reply := bot.Say(text(r, "absence.back", "days", d.days(r, days.From, days.To)))
	reply.Add(d.away(ctx, r, s)...)
	return reply, nil
}

// away shows all absences as they are now, with a way back.
func (d *Desk) away(ctx context.Context, r *bot.Request, s store.Settings) []bot.Block {
	return []bot.Block{
		bot.Fields{field(r, "absence", d.absences(ctx, r, s))},
		bot.Buttons{button(r, "button.undo", r.Line("desk", "undo"))},
	}
}

func (d *Desk) readAbsence(ctx context.Context, r *bot.Request, words string) (store.Absence, error) {
	days, deputy := d.cutDeputy(r, words)
	a, err := d.awayDays(r, days, "")
	if err != nil || deputy == "" {
		return a, err
	}
	who, err := d.who(ctx, r, deputy)
	if err != nil {
		return a, err
	}
	if who.ID == r.From.ID {
		return a, bot.Misread("absence.own_deputy")
	}
	a.Deputy = who.ID
	return a, nil
}

// awayDays reads the days of an absence, which are whole ones; before begins
// the line that would have been right.
func (d *Desk) awayDays(r *bot.Request, words, before string) (store.Absence, error) {
	from, to, err := when.ParseDays(words, d.due(r))
	var bad *when.Error
	switch {
	case errors.As(err, &bad) && bad.Reason == when.Unknown:
		return store.Absence{}, bot.Misread("absence.unclear", "text", words, "line", bot.Code(r.Line("desk", "absence", r.Label("example.absence"))))
	case err != nil:
		return store.Absence{}, d.dayProblem(r, err, func(day string) string { return r.Line("desk", "absence", before, day) })
	case from > to:
		return store.Absence{}, bot.Misread("absence.backwards", "from", d.day(r, from), "to", d.day(r, to))
	}
	return store.Absence{From: from, To: to}, nil
}

// cutDeputy parts the days from "ersättare @bo", wherever that stands. A name
// without its @ is all that follows.
func (d *Desk) cutDeputy(r *bot.Request, words string) (days, deputy string) {
	list := strings.Fields(words)
	for i, word := range list {
		named := r.Is("deputy", strings.Trim(word, ":,"))
		if !named && !strings.HasPrefix(word, "@") {
			continue
		}
		name, end := i, len(list)
		if named && name+1 < end {
			name++
		}
		if name < end && strings.HasPrefix(list[name], "@") {
			end = name + 1
		}
		return strings.Join(slices.Concat(list[:i], list[end:]), " "), strings.Join(list[name:end], " ")
	}
	return words, ""
}

func (d *Desk) absences(ctx context.Context, r *bot.Request, s store.Settings) bot.Markup {
	var list []string
	for _, a := range s.Absences {
		if a.To < d.today(r) {
			continue
		}
		line := bot.Escape(d.days(r, a.From, a.To))
		if a.Deputy != "" {
			line += " " + r.T("absence.deputy", "who", d.at(ctx, a.Deputy))
		}
		list = append(list, string(line))
	}
	if len(list) == 0 {
		return r.T("absence.none")
	}
	return bot.Markup(strings.Join(list, "; "))
}

// days shows the first and the last of some days, or the only one.
func (d *Desk) days(r *bot.Request, from, to store.Day) string {
	if from == to {
		return d.day(r, from)
	}
	return d.day(r, from) + "–" + d.day(r, to)
}
