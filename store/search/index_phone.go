package search

import "strings"

// The digits of a telephone number, which people group as they please.
const (
	shortestPhone = 7  // fewer digits in a record are some other number
	longestPhone  = 15 // E.164
	shortestPart  = 5  // digits in a query that may be part of one
)

// A dialled is a run of digit groups as it stands in a text.
type dialled struct {
	digits string // without 00 in front
	abroad bool   // begins with + or 00, so a country code comes first
	groups int
	length int // bytes of the text
}

// dial reads a run of digit groups with at most two separators between them
// (spaces, dashes, brackets) from the beginning of s. The trunk prefix that
// isn't dialled from abroad, (0), is left out. A group that would make the
// number too long is not part of it.
func dial(s string) (d dialled) {
	i := 0
	if strings.HasPrefix(s, "+") {
		d.abroad, i = true, 1
	}
	for i < len(s) {
		group := i
		for i < len(s) && isDigit(s[i]) {
			i++
		}
		if i == group || len(d.digits)+i-group > longestPhone+2 || i < len(s) && lowerASCII[s[i]&0x7f] != '_' && s[i] < 0x80 {
			break
		}
		if s[group:i] != "0" || !d.abroad {
			d.digits += s[group:i]
		}
		d.groups++
		d.length = i
		for gap := 0; gap < 2 && i < len(s) && strings.IndexByte(" -()", s[i]) >= 0; gap++ {
			i++
		}
	}
	if rest, ok := strings.CutPrefix(d.digits, "00"); ok && !d.abroad {
		d.digits, d.abroad = rest, true
	}
	return d
}

// national is the number as it is dialled inside its country.
func (d dialled) national() string {
	if n := countryCode(d.digits); d.abroad && n < len(d.digits) {
		return "0" + d.digits[n:]
	}
	return d.digits
}

// emitPhone emits the number that s begins with in both its ways, if it does
// begin with one, and returns its length.
func emitPhone(s string, place uint8, emit func(word []byte, place uint8)) int {
	d := dial(s)
	if len(d.digits) < shortestPhone || !d.abroad && d.digits[0] != '0' {
		return d.length
	}
	emit([]byte(d.digits), place)
	if d.abroad {
		emit([]byte(d.national()), place)
	}
	return d.length
}

// countryCode is how many digits the country takes (E.164: zones 1 and 7 are
// one country each; elsewhere two digits are a country only if listed).
func countryCode(digits string) int {
	if len(digits) < 2 {
		return len(digits)
	}
	if digits[0] == '1' || digits[0] == '7' {
		return 1
	}
	switch digits[:2] {
	case "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48", "49",
		"51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66",
		"81", "82", "84", "86", "90", "91", "92", "93", "94", "95", "98":
		return 2
	}
	return 3
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }
