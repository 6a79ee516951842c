// Package capture turns typed text into fields: a line into a contact or a
// task, pasted notes into a meeting with its decisions and tasks. It is the
// engine behind those commands, no command itself.
//
// In: text as a person typed it, the colleagues who can be meant, a check for
// plan points, and the day it was typed. Out: plain values for the command to
// show and save, and a Problem for each thing that was meant but not found.
// Never: drops a word silently, saves, asks, phrases a reply, or reads a clock.
package capture

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// What says what is wrong with something that was typed; it is meant to be
// part of a catalogue key.
type What string

// The problems a line can have. None stops the rest of it from being read.
const (
	UnknownPerson   What = "unknown_person"   // @nisse, "ansvarig: Nisse": no such colleague
	AmbiguousPerson What = "ambiguous_person" // "ansvarig: Anna" where two are called so
	SecondOwner     What = "second_owner"     // a contact has one owner
	UnknownPoint    What = "unknown_point"    // N99
	BadEmail        What = "bad_email"        // mikko@, mikko@example
	SecondEmail     What = "second_email"     // another than the first
	BadPhone        What = "bad_phone"        // "tel: senare"
	UnknownCountry  What = "unknown_country"  // "land: Atlantis"
	SecondCountry   What = "second_country"   // another than the first
)

// Problem is something that was meant but could not be taken as meant. Text
// holds the words as typed, so that nothing is lost when the person is asked.
type Problem struct {
	What What
	Text string
}

// PointCheck tells whether the guideline's action plan has the point ("N5").
// A nil check accepts every L and N.
type PointCheck = func(code string) bool

// repair makes text safe to walk: bytes that are no UTF-8 and NULs become
// marks that show, never letters glued together.
func repair(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	return strings.ReplaceAll(s, "\x00", " ")
}

// isWord tells whether r belongs to a word; a combining mark does, or
// decomposed å ä ö would end one.
func isWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

func hasWord(s string) bool { return strings.IndexFunc(s, isWord) >= 0 }

func hasLetter(s string) bool { return strings.IndexFunc(s, unicode.IsLetter) >= 0 }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func digits(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if isDigit(s[i]) {
			n++
		}
	}
	return n
}

func runeAt(s string, i int) rune {
	if i >= len(s) {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	return r
}

func runeBefore(s string, i int) rune {
	if i <= 0 {
		return 0
	}
	r, _ := utf8.DecodeLastRuneInString(s[:i])
	return r
}

// squeeze makes every run of white space one space and trims the ends.
func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

// addOnce appends v unless it is there already.
func addOnce(list []string, v string) []string {
	for _, have := range list {
		if have == v {
			return list
		}
	}
	return append(list, v)
}
