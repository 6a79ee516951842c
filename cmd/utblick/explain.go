package main

import (
	"errors"
	"strings"

	"utblick/bot"
	"utblick/store/engine"
	"utblick/store/engine/bolt"
	"utblick/store/guideline"
)

// explainedError is an error that the catalogue has words for.
type explainedError struct {
	key   string
	args  []any
	cause error
}

func explained(cause error, key string, args ...any) error {
	return &explainedError{key: key, args: args, cause: cause}
}

func (e *explainedError) Error() string {
	if e.cause == nil {
		return e.key
	}
	return e.key + ": " + e.cause.Error()
}

func (e *explainedError) Unwrap() error { return e.cause }

// explain words an error for standard error: what happened, what to do.
func (p *process) explain(err error) string {
	lang := p.lang()
	var own *explainedError
	if errors.As(err, &own) {
		text := p.catalogue.Text(lang, own.key, own.args...)
		if own.cause != nil {
			text += "\n(" + own.cause.Error() + ")"
		}
		return text
	}
	var locked *bolt.LockedError
	if errors.As(err, &locked) {
		return p.catalogue.Text(lang, "cli.store_locked", "holder", p.holder(locked.Holder))
	}
	var broken *guideline.Error
	if errors.As(err, &broken) {
		return p.catalogue.Text(lang, "cli.guideline", "error", err.Error())
	}
	var coded bot.Coded
	if errors.As(err, &coded) {
		return bot.Markup(p.catalogue.Text(lang, "error."+coded.Code(), coded.Args()...)).String()
	}
	for _, known := range []struct {
		err error
		key string
	}{
		{bolt.ErrDamaged, "cli.store_damaged"}, {bolt.ErrForeign, "cli.store_foreign"},
		{bolt.ErrReadOnly, "cli.store_readonly"}, {engine.ErrFull, "cli.store_full"},
	} {
		if errors.Is(err, known.err) {
			return p.catalogue.Text(lang, known.key) + "\n(" + err.Error() + ")"
		}
	}
	return err.Error()
}

// holder names the process that holds the data folder.
func (p *process) holder(h bolt.Holder) string {
	if h == (bolt.Holder{}) {
		return p.catalogue.Text(p.lang(), "cli.holder_unknown")
	}
	return p.catalogue.Text(p.lang(), "cli.holder", "program", h.Program, "pid", h.PID,
		"user", h.User, "host", h.Host, "since", h.Since.Local().Format("2006-01-02 15:04"))
}

// lang is the language of the command line's own messages: the one chosen
// there, else that of the settings.
func (p *process) lang() string {
	if p.chosen != "" {
		return p.chosen
	}
	if lang, ok := p.env("UTBLICK_LANGUAGE"); ok && strings.HasPrefix(lang, "en") {
		return "en"
	}
	return "sv"
}
