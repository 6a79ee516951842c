package capture

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A number has at most 15 digits (E.164); a domestic one here at least 6.
const (
	fewestDigits = 6
	mostDigits   = 15
)

// phoneAt reads a telephone number: it begins with +, 0 or (0, so years,
// diary numbers (145/19-140) and company numbers are none.
func phoneAt(s string) (shapeKind, int, string) {
	skip := 0
	if hasAnyPrefixFold(s, "tel:") {
		skip = len("tel:")
	}
	n := phoneLen(s[skip:])
	if n == 0 {
		return 0, 0, ""
	}
	return phoneShape, skip + n, squeeze(s[skip : skip+n])
}

func phoneLen(s string) int {
	if !strings.HasPrefix(s, "+") && !strings.HasPrefix(s, "0") && !strings.HasPrefix(s, "(0") && !strings.HasPrefix(s, "(+") {
		return 0
	}
	n, count := numberRun(s)
	if count < fewestDigits || dateForm.MatchString(s[:n]) || !endsPhone(s[n:]) {
		return 0
	}
	return n
}

// widestGap is the bytes between two groups: " – " with a no-break space.
const widestGap = 6

// numberRun gives the bytes and digits of the groups that s begins with. A
// group too many (a date after the number) is left out.
func numberRun(s string) (end, count int) {
	groupEnd, groupCount := 0, 0
	for i, r := range s {
		switch {
		case r >= '0' && r <= '9':
			count, end = count+1, i+1
			if count > mostDigits {
				return groupEnd, groupCount
			}
		case !strings.ContainsRune("+()-–‑. \u00a0\u202f", r), i-end > widestGap, r == '+' && count > 0,
			r == '.' && !unicode.IsDigit(runeAt(s, i+1)):
			return end, count
		default:
			groupEnd, groupCount = end, count
		}
	}
	return end, count
}

// endsPhone refuses a number that goes on as something else: 0700abc, 045/19.
func endsPhone(rest string) bool {
	r, size := utf8.DecodeRuneInString(rest)
	if size == 0 {
		return true
	}
	if r == '/' || r == '-' || r == ':' {
		return !isWord(runeAt(rest, size))
	}
	return !isWord(r) && r != '@' && r != '_'
}

// bareNumber tells whether a whole part is a number as Norwegians write it,
// without area code: 77 64 20 00 or 951 23 456.
func bareNumber(part string) bool {
	groups := strings.Fields(part)
	if len(groups) < 3 || len(groups) > 4 || digits(part) != 8 {
		return false
	}
	for _, g := range groups {
		if len(g) != digits(g) || len(g) > 3 {
			return false
		}
	}
	return true
}
