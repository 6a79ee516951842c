package handlers

import (
	"context"
	"slices"
	"strings"

	"utblick/bot"
	"utblick/bot/i18n"
	"utblick/handlers/when"
	"utblick/store"
)

// Language is a person's own choice of language, or empty.
func (d *Desk) Language(ctx context.Context, p bot.Person) string {
	var s store.Settings
	err := d.view(ctx, func(tx *store.Tx) (err error) {
		s, err = tx.Settings(p.ID)
		return err
	})
	if err != nil {
		return "" // the reply itself will meet the same fault and say so
	}
	return s.Lang
}

func (d *Desk) settings(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	var s store.Settings
	err := d.view(ctx, func(tx *store.Tx) (err error) {
		s, err = tx.Settings(r.From.ID)
		return err
	})
	if err != nil {
		return bot.Reply{}, err
	}
	return bot.Say(text(r, "settings.heading"), bot.Fields{
		field(r, "language", bot.Escape(r.Label("language."+r.Lang()))+" — "+bot.Code(r.Line("desk", "language", other(r.Lang())))),
		field(r, "absence", d.absences(ctx, r, s)+" — "+bot.Code(r.Line("desk", "absence", r.Label("example.absence")))),
		field(r, "free", d.freeDays(r, s)+" — "+bot.Code(r.Line("desk", "free", r.Label("example.free")))),
		field(r, "reminders", d.hourText(r, s)),
	}), nil
}

func (d *Desk) freeDays(r *bot.Request, s store.Settings) bot.Markup {
	if len(s.FreeDays) == 0 {
		return r.T("absence.none")
	}
	return bot.Escape(d.weekdayNames(r, s.FreeDays))
}

func other(lang string) string {
	for _, l := range i18n.Languages() {
		if l != lang {
			return l
		}
	}
	return lang
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

func (d *Desk) language(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	chosen := ""
	for _, lang := range i18n.Languages() {
		if r.Is("language."+lang, strings.TrimSpace(r.Rest)) {
			chosen = lang
		}
	}
	if chosen == "" {
		return bot.Reply{}, bot.Misread("language.unknown", "word", r.Rest,
			"sv", bot.Code(r.Line("desk", "language", "sv")), "en", bot.Code(r.Line("desk", "language", "en")))
	}
	err := d.update(ctx, r, func(tx *store.Tx) error {
		s, err := tx.Settings(r.From.ID)
		if err != nil || s.Lang == chosen {
			return err
		}
		s.Lang = chosen
		return tx.PutSettings(s)
	})
	if err != nil {
		return bot.Reply{}, err
	}
	r.Words = r.In(chosen)
	return bot.Say(text(r, "language.set", "name", r.Label("language."+chosen))), nil
}

// absence reads "1–12 dec ersättare @bo", or "av" to take all of them away.
func (d *Desk) absence(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	words := oneLine(r.Rest)
	if words == "" {
		return d.settings(ctx, r)
	}
	var a store.Absence
	off := r.Is("off", words)
	if !off {
		var err error
		if a, err = d.readAbsence(ctx, r, words); err != nil {
			return bot.Reply{}, err
		}
	}
	var s store.Settings
	err := d.update(ctx, r, func(tx *store.Tx) (err error) {
		if s, err = tx.Settings(r.From.ID); err != nil {
			return err
		}
		s.Absences = slices.DeleteFunc(s.Absences, func(old store.Absence) bool { // taken back, or said anew
			return off || a.From <= old.From && old.To <= a.To
		})
		if !off {
			s.Absences = append(s.Absences, a)
		}
		return tx.PutSettings(s)
	})
	if err != nil {
		return bot.Reply{}, err
	}
	if off {
		return bot.Say(text(r, "absence.off")), nil
	}
	said := text(r, "absence.waits")
	if a.Deputy != "" {
		said = text(r, "absence.goes", "who", d.name(ctx, a.Deputy))
	}
	return bot.Say(text(r, "absence.set", "days", d.days(r, a.From, a.To)), said,
		bot.Fields{field(r, "absence", d.absences(ctx, r, s))},
		bot.Buttons{button(r, "button.undo", r.Line("desk", "undo"))}), nil
}

func (d *Desk) readAbsence(ctx context.Context, r *bot.Request, words string) (store.Absence, error) {
	days, deputy := d.cutDeputy(r, words)
	from, to, err := d.span(r, days)
	if err != nil {
		return store.Absence{}, d.dayProblem(r, err, func(day string) string { return r.Line("desk", "absence", day) })
	}
	a := store.Absence{From: from, To: to}
	if from > to {
		return a, bot.Misread("absence.backwards", "from", d.day(r, from), "to", d.day(r, to))
	}
	if deputy == "" {
		return a, nil
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

// cutDeputy parts the days from "ersättare @bo".
func (d *Desk) cutDeputy(r *bot.Request, words string) (days, deputy string) {
	list := strings.Fields(words)
	for i, word := range list {
		if r.Is("deputy", strings.Trim(word, ":,")) {
			return strings.Join(list[:i], " "), strings.Join(list[i+1:], " ")
		}
		if strings.HasPrefix(word, "@") {
			return strings.Join(list[:i], " "), word
		}
	}
	return words, ""
}

// span reads "1–12 dec", "måndag till fredag", "2026-12-01 - 2026-12-12", or one day.
func (d *Desk) span(r *bot.Request, words string) (from, to store.Day, err error) {
	left, right, ranged := cutSpan(words)
	last, err := when.Parse(right, d.due(r))
	if err != nil {
		return 0, 0, err
	}
	if !ranged {
		return last.Day, last.Day, nil
	}
	if left = strings.TrimSpace(left); strings.Trim(left, "0123456789") == "" {
		y, m, _ := last.Day.Date()
		n := 0
		for _, c := range left {
			n = n*10 + int(c-'0')
		}
		if !store.ValidDate(y, m, n) {
			return 0, 0, &when.Error{Reason: when.Impossible, Text: left}
		}
		return store.NewDay(y, m, n), last.Day, nil
	}
	ref := d.due(r)
	ref.Today = d.today(r)
	begin, err := when.Parse(left, ref)
	if err != nil {
		return 0, 0, err
	}
	if begin.Day > last.Day { // "fredag till tisdag": the tuesday after that friday
		ref.Today = begin.Day
		if later, err := when.Parse(right, ref); err == nil {
			last = later
		}
	}
	return begin.Day, sameWinter(begin.Day, last.Day, right), nil
}

// sameWinter takes the year off an end that came to lie most of a year away
// without anyone having written one: "12 dec - 1 dec" is a slip, not a year.
func sameWinter(begin, end store.Day, words string) store.Day {
	if end-begin < 183 || strings.Contains(words, "20") {
		return end
	}
	y, m, d := end.Date()
	return store.NewDay(y-1, m, d)
}

// cutSpan parts "1–12 dec" at what joins its ends; a hyphen inside
// 2026-12-01 doesn't.
func cutSpan(words string) (left, right string, ok bool) {
	for _, joint := range []string{"–", "—", " till och med ", " t.o.m. ", " t o m ", " tom ", " till ", " to ", " until ", " - "} {
		if left, right, ok := strings.Cut(words, joint); ok {
			return left, right, true
		}
	}
	if left, right, ok := strings.Cut(words, "-"); ok && len(left) <= 2 && strings.Trim(left, "0123456789") == "" {
		return left, right, true
	}
	return "", words, false
}
