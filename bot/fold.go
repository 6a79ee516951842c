package bot

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// fold makes words equal that differ in case or in the marks of å ä ö, and
// hyphens of any kind equal to spaces.
func fold(s string) string {
	if isFolded(s) {
		return s
	}
	if !isASCII(s) {
		s = strings.Map(func(r rune) rune {
			switch {
			case unicode.Is(unicode.Mn, r) || isUnseen(r):
				return -1
			case r >= '\u2010' && r <= '\u2014': // what keyboards make of a hyphen
				return ' '
			case unicode.IsSpace(r):
				return ' '
			}
			return r
		}, norm.NFD.String(s))
	}
	return strings.ReplaceAll(strings.ToLower(s), "-", " ")
}

// isFolded: most words are typed as they are known.
func isFolded(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf || c == '-' || c >= 'A' && c <= 'Z' {
			return false
		}
	}
	return true
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// isUnseen: marks without width, which pasted text brings along.
func isUnseen(r rune) bool {
	return r == '\u200b' || r == '\u200e' || r == '\u200f' || r == '\u2060' || r == '\ufeff'
}

// isGap is what stands between words.
func isGap(r rune) bool { return unicode.IsSpace(r) || isUnseen(r) }

// trim takes away what surrounds text.
func trim(s string) string { return strings.TrimFunc(s, isGap) }

// cut parts the first word from the rest. The rest keeps its line breaks, also
// those that it begins with.
func cut(s string) (word, rest string) {
	s = strings.TrimLeftFunc(s, isGap)
	end := strings.IndexFunc(s, isGap)
	if end < 0 {
		return s, ""
	}
	return s[:end], strings.TrimLeftFunc(s[end:], func(r rune) bool { return isGap(r) && r != '\n' })
}

// cutLast takes the last word off.
func cutLast(s string) (rest, word string) {
	s = strings.TrimRightFunc(s, isGap)
	start := strings.LastIndexFunc(s, isGap)
	if start < 0 {
		return "", s
	}
	_, size := utf8.DecodeRuneInString(s[start:])
	return strings.TrimRightFunc(s[:start], isGap), s[start+size:]
}

// fewer tells whether s has fewer than n words, without reading all of it.
func fewer(s string, n int) bool {
	for range n {
		var word string
		if word, s = cut(s); word == "" {
			return true
		}
	}
	return false
}

// unmarked is a word without the punctuation that follows it.
func unmarked(word string) string { return strings.TrimRight(word, ":;,.!?…") }

// asks tells "ny?" from "ny".
func asks(word string) bool { return strings.HasSuffix(strings.TrimRight(word, "!."), "?") }

// clip is as much of a word as tells which one it was.
func clip(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	n := 0
	for i := range s {
		if n == most {
			return s[:i] + "…"
		}
		n++
	}
	return s
}
