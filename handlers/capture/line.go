package capture

import (
	"regexp"
	"strings"
	"unicode"

	"utblick/store/search"
)

// line is a line of notes without its markup.
type line struct {
	n      int    // number, from 1
	raw    string // as it stands
	text   string // without bullet, box, emphasis
	indent int

	bullet  bool
	boxed   bool // [ ] or a ticked box
	ticked  bool
	heading bool // looks like one: "## …", "**…**", ALL CAPS
	hashed  bool // is one: "## …"
	blank   bool
	rule    bool // nothing but dashes; blank, too
	joined  bool // its words were added to the line before
}

var (
	bulletForm = regexp.MustCompile(`^(?:[-*+•–—·◦▪▫‣●○■□➢➤→>✓]|o\t|\(?\d{1,2}[.)]|\(?[a-z]\))(?:\s+|$)`)
	tightDash  = regexp.MustCompile(`^[•–—●▪]|^-(?:\[|\p{L}|@)`)
	tickForm   = regexp.MustCompile(`^\[([ xX✓✔_]?)\]\s*`)
	hashForm   = regexp.MustCompile(`^#{1,6}\s+`)
	ruleForm   = regexp.MustCompile(`^[\s|:_=*—–-]{3,}$`)
	doneForm   = regexp.MustCompile(`(?i)(?:\s[-–—]\s*|\s*\()(?:klar|klart|klara|done|färdig|färdigt|gjort|utfört)\)?\s*[.!]?$`)
)

// readLine takes the markup off one line. Text that had a box or was struck
// out keeps that as ticked or not.
func readLine(raw string) line {
	var l line
	s := strings.TrimRightFunc(raw, unicode.IsSpace)
	s = strings.TrimLeftFunc(s, func(r rune) bool {
		if unicode.IsSpace(r) || r == '\ufeff' || r == '\u200b' {
			l.indent++
			if r == '\t' {
				l.indent += 3
			}
			return true
		}
		return false
	})
	if s == "" || ruleForm.MatchString(s) {
		l.blank, l.rule = true, s != ""
		return l
	}
	s = l.takeHeading(s)
	s = l.takeBullets(s)
	s = l.takeBox(s)
	bold := isBold(s)
	if strings.HasPrefix(s, "~~") && strings.HasSuffix(s, "~~") {
		l.ticked, l.boxed = true, true
	}
	l.text = strings.TrimSpace(plainText(s))
	if !hasWord(l.text) && hasWord(raw) { // "2)" alone, or a word all marks
		l.text = squeeze(raw)
	}
	l.blank = l.text == "" && !l.boxed
	l.heading = l.hashed || !l.bullet && !l.boxed && (bold || isCaps(l.text))
	return l
}

func (l *line) takeHeading(s string) string {
	if loc := hashForm.FindStringIndex(s); loc != nil {
		l.hashed = true
		return strings.TrimRight(s[loc[1]:], " #")
	}
	return s
}

// takeBullets takes bullets and numbers, also doubled ("- 1. …").
func (l *line) takeBullets(s string) string {
	for range 2 {
		loc := bulletForm.FindStringIndex(s)
		if loc == nil {
			if m := tightDash.FindString(s); m != "" && !l.bullet && !strings.HasPrefix(s, "--") {
				l.bullet = true
				_, s, _ = strings.Cut(s, string(runeAt(s, 0)))
			}
			return strings.TrimSpace(s)
		}
		l.ticked = l.ticked || strings.HasPrefix(s, "✓")
		l.bullet = true
		s = s[loc[1]:]
	}
	return s
}

func (l *line) takeBox(s string) string {
	if m := tickForm.FindStringSubmatch(s); m != nil {
		l.boxed, l.bullet = true, true
		l.ticked = strings.ContainsAny(m[1], "xX✓✔")
		return s[len(m[0]):]
	}
	for mark, ticked := range map[string]bool{"☐": false, "⬜": false, "☑": true, "✅": true, "✔": true, "☒": true} {
		if strings.HasPrefix(s, mark) {
			l.boxed, l.bullet, l.ticked = true, true, ticked
			return strings.TrimLeft(s[len(mark):], "\ufe0f \t")
		}
	}
	l.boxed = l.boxed || l.ticked
	return s
}

// isBold tells whether the whole line is emphasised.
func isBold(s string) bool {
	for _, mark := range []string{"**", "__", "*", "_"} {
		inner, ok := strings.CutPrefix(strings.TrimRight(s, ": "), mark)
		if inner, end := strings.CutSuffix(strings.TrimRight(inner, ": "), mark); ok && end && hasWord(inner) && !strings.Contains(inner, mark) {
			return true
		}
	}
	return false
}

// isCaps tells a line in capitals, as headings are typed: at least four
// letters, few words, and not one abbreviation.
func isCaps(s string) bool {
	letters := 0
	for _, r := range s {
		switch {
		case unicode.IsLower(r):
			return false
		case unicode.IsUpper(r):
			letters++
		}
	}
	return letters >= 4 && len(strings.Fields(s)) <= 8
}

// plainText takes emphasis, code marks and struck-out marks off.
func plainText(s string) string {
	if !strings.ContainsAny(s, "*_`~") {
		return s
	}
	s = strings.NewReplacer("**", "", "__", "", "`", "", "~~", "").Replace(s)
	for range 2 { // two next to each other share the space between
		s = emphasis.ReplaceAllString(s, "$1$2$3")
	}
	return s
}

// plainStars takes the stars off *words*, and no other marks.
func plainStars(s string) string {
	for range 2 {
		s = starred.ReplaceAllString(s, "$1$2$3")
	}
	return s
}

var starred = regexp.MustCompile(`(^|[\s(])\*([^*\s](?:[^*]*[^*\s])?)\*([\s).,:;!?]|$)`)

// dropStars takes off the stars that text begins with if it has those that
// end them, and stars that stand by themselves at its ends. Others are kept:
// half a pair says nothing of what was meant.
func dropStars(s string) string {
	inner := strings.TrimLeft(s, "*")
	marks := s[:len(s)-len(inner)]
	for at := 0; marks != ""; {
		i := strings.Index(inner[at:], marks)
		if i < 0 {
			break
		}
		i += at
		at = i + len(marks)
		if before := runeBefore(inner, i); before != 0 && !unicode.IsSpace(before) && !isWord(runeAt(inner, at)) {
			s = inner[:i] + inner[at:]
			break
		}
	}
	if inner = strings.TrimLeft(s, "*"); inner == "" || inner[0] == ' ' {
		s = strings.TrimLeft(inner, " ")
	}
	if inner = strings.TrimRight(s, "*"); strings.HasSuffix(inner, " ") {
		s = strings.TrimRight(inner, " ")
	}
	return s
}

// emphasis is *word* or _word_ at the edges of words only: 2*3 and a_b stay.
var emphasis = regexp.MustCompile(`(^|[\s(])[*_]([^*_\s](?:[^*_]*[^*_\s])?)[*_]([\s).,:;!?]|$)`)

// isDone tells an item that says so itself: "Boka lokal (klart)".
func (l *line) isDone() bool { return l.ticked || doneForm.MatchString(l.text) }

// longestItem bounds what is joined to one item.
const longestItem = 4000

// readLines reads a note's lines, and joins what was wrapped: the indented or
// lower-case line after a bullet, and the owner and day on lines of their own
// below what is to be done. A joined line stays in the list, marked.
func readLines(text string) []line {
	var lines []line
	item := 0 // the last line that others may be joined to
	n := 0
	for raw := range strings.SplitSeq(text, "\n") {
		n++
		l := readLine(raw)
		l.n, l.raw = n, raw
		switch {
		case len(lines) == 0:
		case l.rule && underlines(lines[len(lines)-1], raw):
			lines[len(lines)-1].heading, lines[len(lines)-1].hashed = true, true
			l.joined, l.blank = true, false
		case l.rule && strings.Contains(raw, "|"): // the line under a table's head
			l.joined, l.blank = true, false
		case continues(lines[item], l, item == 0):
			lines[item].text = joinWrapped(lines[item].text, l.text)
			l.joined = true
		}
		if !l.joined {
			item = len(lines)
		}
		lines = append(lines, l)
	}
	return lines
}

// underlines tells the marks below a heading, as Markdown has them.
func underlines(above line, raw string) bool {
	return !above.blank && !above.bullet && !above.joined && strings.Trim(raw, "=- \r") == "" && len(above.text) < 80
}

var itemLabel = regexp.MustCompile(`(?i)^(?:ansvarig|ansv\.?|owner|responsible|assignee|senast|deadline|due|klart|klart senast|due date|färdigt)\s*:`)

// continues tells whether l goes on with the line before.
func continues(prev, l line, first bool) bool {
	if l.blank || prev.blank || prev.heading || l.boxed || l.heading || len(prev.text) > longestItem {
		return false
	}
	if itemLabel.MatchString(l.text) {
		return !first && !strings.HasSuffix(prev.text, ":")
	}
	if l.bullet || !prev.bullet {
		return false
	}
	if _, ok := sectionLabel(l.text); ok {
		return false
	}
	return l.indent > prev.indent || unicode.IsLower(runeAt(l.text, 0))
}

func joinWrapped(a, b string) string {
	if itemLabel.MatchString(b) {
		return strings.TrimRight(a, " .,;") + ", " + b
	}
	return a + " " + b
}

// greets tells the line that opens or closes a letter.
func greets(s string) bool {
	key := search.Fold(strings.Trim(s, " ,.!"))
	if len(key) > 40 {
		return false
	}
	for _, word := range []string{"hej", "hejsan", "hi", "hello", "dear", "tjena", "god morgon", "mvh", "med vanlig", "best regards", "halsningar", "vanligen", "kind regards"} {
		if key == word || strings.HasPrefix(key, word+" ") {
			return true
		}
	}
	return false
}
