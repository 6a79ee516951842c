package capture

import (
	"strings"
	"unicode"
)

// Codes gives the record codes (K12, M7, U31) and plan points (L1, N3)
// written in text, in order, each once, in upper case. They stand alone: not
// in an address, a file name or a longer word. M365 is a product, never a
// meeting. Whether a record has the code is for the caller to look up.
func Codes(text string) []string {
	var found []string
	seen := map[string]bool{}
	for _, token := range strings.FieldsFunc(text, unicode.IsSpace) {
		if isAddress(token) {
			continue
		}
		for i := 0; i < len(token); i++ {
			n := codeAt(token, i)
			if n == 0 {
				continue
			}
			code := strings.ToUpper(token[i : i+n])
			if !seen[code] && code != "M365" {
				seen[code] = true
				found = append(found, code)
			}
			i += n
		}
	}
	return found
}

// isAddress tells whether a token is a link or an e-mail address.
func isAddress(token string) bool {
	lower := strings.ToLower(token)
	return strings.Contains(lower, "://") || strings.Contains(lower, "www.") || strings.LastIndexByte(token, '@') > 0
}

// codeAt is the length of the code that starts at i, or 0.
func codeAt(s string, i int) int {
	if !strings.ContainsRune("KMULNkmuln", rune(s[i])) || !startsCode(s, i) {
		return 0
	}
	n := 1
	for i+n < len(s) && isDigit(s[i+n]) {
		n++
	}
	most := 8
	if strings.ContainsRune("LNln", rune(s[i])) {
		most = 3
	}
	if n < 2 || n > most || s[i+1] == '0' || !endsRecordCode(s[i:], n) {
		return 0
	}
	return n
}

func startsCode(s string, i int) bool {
	prev := runeBefore(s, i)
	if prev == '-' || prev == '–' || prev == '/' { // a range or a pair: K3–K7, N3/N5
		before := runeBefore(s, i-len(string(prev)))
		return before == 0 || unicode.IsDigit(before)
	}
	return !isWord(prev) && prev != '_' && prev != '@' && prev != '.' && prev != '#'
}

// endsRecordCode lets N3-mötet and K12:s through, but no N3.pdf and U1.5.
func endsRecordCode(s string, n int) bool {
	next := runeAt(s, n)
	if next == '.' || next == '@' {
		return !isWord(runeAt(s, n+1)) && next != '@'
	}
	return !isWord(next) && next != '_'
}
