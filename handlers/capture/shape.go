package capture

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// shapeKind is what a stretch of text is recognised as by its looks alone.
type shapeKind int

const (
	plain      shapeKind = iota
	emailShape           // mikko@example.fi
	badEmail             // mikko@
	phoneShape           // +358 40 123 4567
	urlShape             // https://…, www.…
	topicShape           // #energi
	pointShape           // N5
	badPoint             // N99
	atShape              // @anna
)

// shape is one recognised stretch: text[start:end] in the source, value
// without its wrapping (#, @, mailto:).
type shape struct {
	kind       shapeKind
	start, end int
	value      string
}

var (
	emailForm = regexp.MustCompile(`^[\p{L}\p{M}\p{N}._%+'’&=~!-]+@[\p{L}\p{M}\p{N}-]+(\.[\p{L}\p{M}\p{N}-]+)*\.[\p{L}\p{M}]{2,}$`)
	dateForm  = regexp.MustCompile(`^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}$`)
)

// shapes finds what text holds that is known by its looks, from left to
// right. It reads every byte a bounded number of times.
func shapes(text string, valid PointCheck) []shape {
	var found []shape
	for i := 0; i < len(text); {
		if startsWord(text, i) {
			if s, ok := shapeAt(text, i, valid); ok {
				found = append(found, s)
				i = s.end
				continue
			}
		}
		_, size := utf8.DecodeRuneInString(text[i:])
		i += size
	}
	return found
}

// startsWord tells whether something may begin at i. An apostrophe opens
// only after a space, or O'Neil would have a second beginning.
func startsWord(text string, i int) bool {
	switch prev := runeBefore(text, i); {
	case prev == 0 || unicode.IsSpace(prev):
		return true
	case strings.ContainsRune(`([{<"”“»«,;:/|=*`, prev):
		return true
	case prev == '\'' || prev == '’':
		before := runeBefore(text, i-utf8.RuneLen(prev))
		return before == 0 || unicode.IsSpace(before)
	}
	return false
}

func shapeAt(text string, i int, valid PointCheck) (shape, bool) {
	rest := text[i:]
	for _, try := range []func(string) (shapeKind, int, string){urlAt, emailAt, atAt, topicAt, phoneAt} {
		if kind, n, value := try(rest); n > 0 {
			return shape{kind, i, i + n, value}, true
		}
	}
	if kind, n, value := pointAt(rest, valid); n > 0 {
		return shape{kind, i, i + n, value}, true
	}
	return shape{}, false
}

func urlAt(s string) (shapeKind, int, string) {
	if !hasAnyPrefixFold(s, "http://", "https://", "www.") {
		return 0, 0, ""
	}
	n := strings.IndexFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(`<>"|`, r) })
	if n < 0 {
		n = len(s)
	}
	n = len(strings.TrimRight(s[:n], ".,;:!?)]}'*"))
	return urlShape, n, s[:n]
}

func hasAnyPrefixFold(s string, prefixes ...string) bool {
	for _, p := range prefixes {
		if len(s) >= len(p) && strings.EqualFold(s[:len(p)], p) {
			return true
		}
	}
	return false
}

// emailAt reads an address, or something with an @ inside that was meant as
// one: better to ask than to make a role of "mikko@".
func emailAt(s string) (shapeKind, int, string) {
	skip := 0
	if hasAnyPrefixFold(s, "mailto:") {
		skip = len("mailto:")
	}
	local := strings.IndexFunc(s[skip:], func(r rune) bool {
		return !isWord(r) && !strings.ContainsRune("._%+'’&=~!-", r)
	})
	if local <= 0 || s[skip+local] != '@' || !isWord(runeAt(s, skip)) && s[skip] != '_' {
		return 0, 0, ""
	}
	end := strings.IndexFunc(s[skip+local:], func(r rune) bool {
		return !isWord(r) && !strings.ContainsRune("@._-", r)
	})
	if end < 0 {
		end = len(s)
	} else {
		end += skip + local
	}
	end = len(strings.TrimRight(s[:end], "._-"))
	value := s[skip:end]
	if len(value) > 254 || !emailForm.MatchString(value) {
		return badEmail, end, value
	}
	return emailShape, end, value
}

func atAt(s string) (shapeKind, int, string) {
	if s[0] != '@' {
		return 0, 0, ""
	}
	n := nameEnd(s[1:], "._-")
	if n == 0 || !isWord(runeAt(s, 1)) {
		return 0, 0, ""
	}
	return atShape, 1 + n, s[1 : 1+n]
}

// topicAt reads #energi; "#1" is a number, not a topic.
func topicAt(s string) (shapeKind, int, string) {
	if s[0] != '#' {
		return 0, 0, ""
	}
	n := nameEnd(s[1:], "_-&")
	if n == 0 || !isWord(runeAt(s, 1)) || !hasLetter(s[1:1+n]) {
		return 0, 0, ""
	}
	return topicShape, 1 + n, strings.ToLower(s[1 : 1+n])
}

// nameEnd is where a run of word letters and inner marks ends.
func nameEnd(s, inner string) int {
	n := strings.IndexFunc(s, func(r rune) bool { return !isWord(r) && !strings.ContainsRune(inner, r) })
	if n < 0 {
		n = len(s)
	}
	return len(strings.TrimRight(s[:n], inner))
}

// pointAt reads a plan point. In lower case it counts only if the plan has
// it; an upper-case L or N with a number was meant as one, so it is reported.
func pointAt(s string, valid PointCheck) (shapeKind, int, string) {
	n := 1
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	upper := s[0] >= 'A' && s[0] <= 'Z'
	lower := s[0] >= 'a' && s[0] <= 'z'
	if n < 2 || n > 3 || !upper && !lower || !endsCode(s, n) {
		return 0, 0, ""
	}
	code := strings.ToUpper(s[:n])
	planLetter := code[0] == 'L' || code[0] == 'N'
	switch {
	case s[1] != '0' && (valid != nil && valid(code) || valid == nil && planLetter):
		return pointShape, n, code
	case upper && planLetter:
		return badPoint, n, code
	}
	return 0, 0, ""
}

// endsCode tells whether a code may end at n: no letter or digit follows,
// save the genitive of "N3:s", and it is no file name or decimal.
func endsCode(s string, n int) bool {
	next := runeAt(s, n)
	switch {
	case isWord(next) || next == '_' || next == '@':
		return false
	case next == '.' || next == '-':
		after := runeAt(s, n+1)
		return !isWord(after)
	}
	return true
}
