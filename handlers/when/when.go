// Package when reads days as people write them, in Swedish and English, and
// knows the Swedish working days. It is an engine behind commands: tasks and
// meetings ask it what "senast fredag v 50" is. In: a text, and the day its
// words count from. Out: store.Day, a clock if one was given, which bytes said
// so, or an Error that tells why it can't be a day. Never: reads the wall
// clock, phrases an answer, or guesses where it should ask.
//
// A text goes through scan (token.go), the rules of grammar.go, which ask the
// words of sv.go and en.go by class, and is laid on the calendar by
// resolve.go. Both languages are always read, also mixed.
//
// What recurs, and what comes so long before a due day, is a Rule (rule.go):
// its parts are read in any order (rule_parts.go, rule_dates.go), put together
// (rule_build.go), and kept and shown as text that reads back. Days in a row,
// as those of an absence, are a first and a last day (days.go).
package when

import (
	"fmt"
	"strings"

	"utblick/store"
)

// Kind says what a day is wanted for.
type Kind int

// Due is a task's day: the next such day, and a past one is an error. Held is
// a meeting's own day: the nearest such day, mostly past, and never an error
// for being past.
const (
	Due Kind = iota
	Held
)

// Ref is what the words of a text are measured from.
type Ref struct {
	Today    store.Day // "imorgon" counts from it: a note's meeting day, or today
	Now      store.Day // a Due day before it is past; zero: Today
	Kind     Kind
	Calendar *Calendar // for "nästa vardag"; nil: Swedish holidays only
}

// Match is a day found in a text.
type Match struct {
	Start, End int       // its bytes, with the word for "by" before it: cut them and the title is clean
	Day        store.Day // zero with Err
	Clock      Clock     // NoClock without one
	NoYear     bool      // a day of the year, or a week, without which year
	By         bool      // senast, innan, före, till, klart, deadline, before, by, due … stood with it
	Text       string    // as written, without the word for "by"
	Err        error     // an *Error: clearly meant as a day, but can't be one

	first store.Day // of a week, or other days that were meant together
	part  Clock     // what a part of the day stands for; 0: none
}

// Reason says why something isn't a day.
type Reason int

// The reasons, from "not understood" to "understood and refused".
const (
	Unknown    Reason = iota + 1 // no day that we know of
	Impossible                   // 31 feb, v. 60, 2026-13-01, kl 25
	Past                         // Day is the day meant, Suggest the next such
	Ambiguous                    // Suggest holds the readings
	Absurd                       // more than ten years away, or apart
	Never                        // a rule that no day fits: varje 31 februari
	TooOften                     // several times a day: varje timme
)

// String is the reason as a code: "past".
func (r Reason) String() string {
	switch r {
	case Impossible:
		return "impossible"
	case Past:
		return "past"
	case Ambiguous:
		return "ambiguous"
	case Absurd:
		return "absurd"
	case Never:
		return "never"
	case TooOften:
		return "too_often"
	}
	return "unknown"
}

// Error is a text that can't be the day wanted.
type Error struct {
	Reason  Reason
	Text    string      // as written
	Day     store.Day   // with Past and Absurd: the day it says
	Suggest []store.Day // days that may have been meant, likeliest first
}

func (e *Error) Error() string { return fmt.Sprintf("day %q is %s", clip(e.Text), e.Reason) }

// clip keeps an error short when a whole page was given as a day.
func clip(s string) string {
	if len(s) <= 60 {
		return s
	}
	return strings.ToValidUTF8(s[:60], "") + "…"
}

// longest is how many bytes the longest sensible day has, and then some. Longer
// texts are no day, and aren't worth reading to the end to learn that.
const longest = 200

// Parse reads text that is nothing but a day: a form's field, or what follows
// "/uppgift flytta U31". The error is also the Match's Err. A clock alone is
// today at that time.
func Parse(text string, ref Ref) (Match, error) { return newParser(text, ref).lone() }

// lone reads a text that is nothing but a day.
func (p *parser) lone() (Match, error) {
	from, to := 0, 0
	if len(p.text) <= longest && !strings.ContainsAny(strings.TrimSpace(p.text), "\r\n") {
		p.toks = lexicon().scan(p.toks, p.text, 0, slipInParse)
		from, to = p.trim()
	}
	if from < to {
		if m, next, ok := p.match(from); ok && next >= to {
			return m, m.Err
		}
	}
	err := &Error{Reason: Unknown, Text: strings.TrimSpace(p.text)}
	return Match{End: len(p.text), Clock: NoClock, Text: err.Text, Err: err}, err
}

// Find finds the days in running text, in order, none overlapping. It takes
// only what is surely a day: "3/4 av", "sida 12", "fredagsbrevet", "LED 2.0"
// and telephone numbers are left alone. A day that can't be one is in the list
// with its Err. A day doesn't go on over a line's end.
func Find(text string, ref Ref) []Match {
	p := newParser(text, ref)
	p.find = true
	var found []Match
	for start := 0; start < len(text); {
		end := len(text)
		if n := strings.IndexAny(text[start:], "\r\n"); n >= 0 {
			end = start + n
		}
		p.toks = lexicon().scan(p.toks[:0], text[start:end], start, slipInFind)
		found = p.findLine(found)
		start = end + 1
	}
	return found
}

// findLine adds the days of the scanned line.
func (p *parser) findLine(found []Match) []Match {
	for i := 0; i < len(p.toks); {
		if t := &p.toks[i]; t.kind != number && (t.lex == nil || t.lex.mask&^neverFirst == 0) {
			i++
			continue
		}
		m, next, ok := p.match(i)
		if !ok {
			i++
			continue
		}
		found = append(found, m)
		i = next
	}
	return found
}
