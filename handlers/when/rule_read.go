package when

import (
	"errors"

	"utblick/store"
)

// RuleMatch is a recurrence found in a text.
type RuleMatch struct {
	Start, End int // its bytes: cut them and the title is clean
	Rule       Rule
	Text       string // as written
	Err        error  // an *Error: clearly meant as a recurrence, but can't be one
}

// ParseRule reads text that is nothing but a rule. The error is an *Error.
func ParseRule(text string, ref Ref) (Rule, error) {
	ref.Kind = Due
	return parseOnce(text, ref)
}

func parseOnce(text string, ref Ref) (Rule, error) {
	m, err := Parse(text, ref)
	if err != nil {
		var e *Error
		errors.As(err, &e)
		return Rule{}, e
	}
	return Rule{how: once, start: m.Day, clock: int16(m.Clock + 1)}, nil
}

// FindRule finds the one recurrence in a task's line, never a single day or
// what is counted from the due day.
func FindRule(text string, ref Ref) (RuleMatch, bool) { return RuleMatch{}, false }

// FormatRule writes r for people, "varje måndag kl 09:00", so that ParseRule
// reads it back on the same day; lang is "sv" or "en".
func FormatRule(r Rule, lang string, today store.Day) string {
	if r.how == once {
		s := Format(r.start, lang, today)
		if c := FormatClock(r.Clock(), lang); c != "" {
			s += " " + c
		}
		return s
	}
	return r.String()
}
