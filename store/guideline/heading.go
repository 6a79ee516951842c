package guideline

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"utblick/store/search"
)

// heading is a line that opens a section, or could.
type heading struct {
	number     string // "4.1", or empty
	start, end int    // the heading with its number, in the source
	title      string
	level      int
	headEnd    int // where text glued before the heading on its line ends
	mark       rune
}

var (
	boldHeading   = regexp.MustCompile(`^(.*?)\*\*\s*((?:\d{1,2}(?:\.\d{1,2})*\.?\s+)?[^*]*[^*\s])\s*\*\*\s*:?\s*$`)
	hashHeading   = regexp.MustCompile(`^\s*(#{1,6})\s+(.*?)[\s#]*$`)
	plainHeading  = regexp.MustCompile(`^\s*(\d{1,2}(?:\.\d{1,2})*\.?[ \t\x{a0}]+\p{Lu}.*?)\s*$`)
	headingNumber = regexp.MustCompile(`^(\d{1,2}(?:\.\d{1,2})*)\.?\s+(.+)$`)
)

const longestHeading = 100 // in runes; longer is a numbered sentence

// headingOn reads line as a heading in any of its written forms: "# 1. X",
// "**1. X**" (also glued after other text) or "1. X".
func headingOn(l line) (heading, bool) {
	if m := hashHeading.FindStringSubmatchIndex(l.text); m != nil {
		h := newHeading(l, m[4], m[5], '#')
		if h.number == "" {
			h.level = m[3] - m[2]
		}
		return h, h.title != ""
	}
	if m := boldHeading.FindStringSubmatchIndex(l.text); m != nil {
		h := newHeading(l, m[4], m[5], '*')
		h.headEnd = l.start + m[3]
		glued := strings.TrimSpace(l.text[m[2]:m[3]]) != ""
		return h, titleLike(h.title) && (!glued || h.number != "")
	}
	if m := plainHeading.FindStringSubmatchIndex(l.text); m != nil {
		h := newHeading(l, m[2], m[3], '1')
		return h, titleLike(h.title)
	}
	return heading{}, false
}

func newHeading(l line, from, to int, mark rune) heading {
	// "# **1. X**" carries both marks.
	text := strings.TrimRight(l.text[from:to], "* \t")
	from += len(text) - len(strings.TrimLeft(text, "* \t"))
	text = strings.TrimLeft(text, "* \t")
	h := heading{start: l.start + from, end: l.start + from + len(text), title: text, level: 1, headEnd: l.start, mark: mark}
	if m := headingNumber.FindStringSubmatch(text); m != nil {
		h.number, h.title = m[1], m[2]
		h.level = strings.Count(m[1], ".") + 1
	}
	return h
}

// titleLike tells a heading's words from a numbered or emphasised sentence.
func titleLike(s string) bool {
	if s == "" || utf8.RuneCountInString(s) > longestHeading || strings.Contains(s, "...") {
		return false
	}
	return !strings.ContainsAny(s[len(s)-1:], ".:,;?!") && !strings.Contains(s, "\t")
}

// headings finds the lines that open a section, by line index.
func headings(lines []line) map[int]heading {
	found := make(map[int]heading)
	for i, l := range lines {
		if _, bullet := bulletOn(l); bullet && !plainHeading.MatchString(l.text) {
			continue
		}
		if h, ok := headingOn(l); ok {
			found[i] = h
		}
	}
	dropContentsList(lines, found)
	if marked(found, '#') >= 2 {
		keep(found, func(_ int, h heading) bool { return h.mark == '#' })
	}
	inSequence(lines, found)
	if len(found) == 0 {
		return unmarked(lines)
	}
	return found
}

func marked(found map[int]heading, mark rune) (n int) {
	for _, h := range found {
		if h.mark == mark {
			n++
		}
	}
	return n
}

func keep(found map[int]heading, want func(int, heading) bool) {
	for i, h := range found {
		if !want(i, h) {
			delete(found, i)
		}
	}
}

var pageNumber = regexp.MustCompile(`[\s.…]*\d*$`)

// dropContentsList removes headings that come again further down: the first
// time they were lines of a table of contents.
func dropContentsList(lines []line, found map[int]heading) {
	seen := make(map[string]bool)
	for i := len(lines) - 1; i >= 0; i-- {
		h, ok := found[i]
		if !ok {
			continue
		}
		key := h.number + " " + search.Fold(pageNumber.ReplaceAllString(h.title, ""))
		if h.number != "" && seen[key] {
			delete(found, i)
		}
		seen[key] = true
	}
}

// inSequence drops plain "2 Xxx" lines whose number does not follow: they are
// items of a numbered list, or sentences that begin with a number.
func inSequence(lines []line, found map[int]heading) {
	top, list := 0, 0
	lead := false
	for i, l := range lines {
		text := strings.TrimSpace(l.text)
		h, ok := found[i]
		switch {
		case !ok:
			if _, bullet := bulletOn(l); text != "" && !bullet {
				list, lead = 0, strings.HasSuffix(text, ":")
			}
			continue
		case h.mark == '1' && !follows(h, top, list, lead):
			delete(found, i)
			list, lead = first(h.number), false
			continue
		}
		if n := first(h.number); n > 0 {
			top = n
		}
		list, lead = 0, false
	}
}

// follows tells whether h can come after section number top; list is the
// number of the list item just before it, lead that a list was announced.
func follows(h heading, top, list int, lead bool) bool {
	n := first(h.number)
	if strings.Contains(h.number, ".") {
		return n == top || n == top+1
	}
	if list > 0 && n == list+1 || lead && n == 1 {
		return false
	}
	return n == top+1 || n == top+2
}

func first(number string) int {
	head, _, _ := strings.Cut(number, ".")
	n, err := strconv.Atoi(head)
	if err != nil {
		return 0
	}
	return n
}

// unmarked serves documents without any marked heading: a short line of its
// own, set off by blank lines, with text under it.
func unmarked(lines []line) map[int]heading {
	found := make(map[int]heading)
	for i, l := range lines {
		text := strings.TrimSpace(l.text)
		if text == "" || utf8.RuneCountInString(text) > 60 || !titleLike(text) || !startsUpper(text) {
			continue
		}
		if _, bullet := bulletOn(l); bullet || isRow(l) || known(text) != "" || !blank(lines, i-1) || !blank(lines, i+1) {
			continue
		}
		if next := nextText(lines, i); next >= 0 && proseLike(lines[next]) {
			start, end := trim(l.text, 0, len(l.text))
			found[i] = newHeading(l, start, end, ' ')
		}
	}
	return found
}

func blank(lines []line, i int) bool {
	return i < 0 || i >= len(lines) || strings.TrimSpace(lines[i].text) == ""
}

func nextText(lines []line, i int) int {
	for i++; i < len(lines); i++ {
		if !blank(lines, i) {
			return i
		}
	}
	return -1
}

func proseLike(l line) bool {
	text := strings.TrimSpace(l.text)
	_, bullet := bulletOn(l)
	return bullet || utf8.RuneCountInString(text) > 60 || strings.HasSuffix(text, ".") || strings.HasSuffix(text, ":")
}
