package guideline

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// line is one line of the source, without its end.
type line struct {
	text  string
	start int
	no    int // counted from 1
}

func (l line) end() int { return l.start + len(l.text) }

// split cuts at \n and keeps \r out of the text; a byte order mark belongs to
// no line.
func split(src string) []line {
	var lines []line
	at := 0
	if strings.HasPrefix(src, "\ufeff") {
		at = len("\ufeff")
	}
	for no := 1; at < len(src); no++ {
		text, _, more := strings.Cut(src[at:], "\n")
		lines = append(lines, line{strings.TrimRight(text, "\r"), at, no})
		at += len(text)
		if more {
			at++
		}
	}
	return lines
}

// bullet is a list item's mark.
type bullet struct {
	text   int // where the text begins in the line
	number int // of "2." and "b)"; 0 for other marks
}

var (
	markBullet   = regexp.MustCompile(`^\s*(?:[-–—•·▪◦‣]|\*)(?:[\s\x{a0}]+|$)`)
	numberBullet = regexp.MustCompile(`^\s*(\d{1,2}|[a-zåäö])[.)][\s\x{a0}]+`)
)

// bulletOn reads the mark that a line begins with. Whether a numbered one is
// an item depends on what stands before it: see parser.isItem.
func bulletOn(l line) (bullet, bool) {
	if m := markBullet.FindString(l.text); m != "" {
		return bullet{text: len(m)}, true
	}
	m := numberBullet.FindStringSubmatch(l.text)
	if m == nil {
		return bullet{}, false
	}
	n := first(m[1])
	if n == 0 {
		r, _ := utf8.DecodeRuneInString(m[1])
		n = int(r-'a') + 1
	}
	return bullet{text: len(m[0]), number: n}, true
}

func startsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

func indented(l line) bool {
	r, _ := utf8.DecodeRuneInString(l.text)
	return unicode.IsSpace(r)
}
