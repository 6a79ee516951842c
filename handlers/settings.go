package handlers

import (
	"context"
	"strings"

	"utblick/bot"
	"utblick/bot/i18n"
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
	_, err := d.changeSettings(ctx, r, func(s *store.Settings) bool {
		same := s.Lang == chosen
		s.Lang = chosen
		return !same
	})
	if err != nil {
		return bot.Reply{}, err
	}
	r.Words = r.In(chosen)
	return bot.Say(text(r, "language.set", "name", r.Label("language."+chosen))), nil
}

// changeSettings lets change work on the asker's settings as they are now, and
// saves them unless it says that it changed nothing.
func (d *Desk) changeSettings(ctx context.Context, r *bot.Request, change func(*store.Settings) bool) (s store.Settings, err error) {
	err = d.update(ctx, r, func(tx *store.Tx) (err error) {
		if s, err = tx.Settings(r.From.ID); err != nil || !change(&s) {
			return err
		}
		return tx.PutSettings(s)
	})
	return s, err
}
