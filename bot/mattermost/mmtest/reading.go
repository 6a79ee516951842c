package mmtest

import (
	"context"
	"html"
	"regexp"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

// textOf is a post as a screen reader would say it, with what its buttons do.
func textOf(post *model.Post) string {
	parts := []string{reading(post.Message)}
	for _, a := range post.Attachments() {
		parts = append(parts, reading(a.Pretext), reading(a.Title), reading(a.Text))
		for _, f := range a.Fields {
			value, _ := f.Value.(string)
			parts = append(parts, reading(f.Title)+": "+reading(value))
		}
		parts = append(parts, reading(a.Footer))
	}
	for _, b := range buttonsOf(post) {
		parts = append(parts, "["+b.Label+"] "+b.Command)
	}
	var said []string
	for _, p := range parts {
		if p != "" {
			said = append(said, p)
		}
	}
	return strings.Join(said, "\n")
}

// enclosed is what stands in a post's files.
func (o *Office) enclosed(files []string) string {
	text := ""
	for _, id := range files {
		raw, _, err := o.admin.GetFile(context.Background(), id)
		o.check(err)
		text += "\n" + string(raw)
	}
	return text
}

// reading is Markdown, of the kind that Mattermost draws, as what it says. It
// takes for markup all that is, so that text which only looks like it must
// have been escaped to come out whole.
func reading(markdown string) string {
	var out []string
	fence := ""
	for line := range strings.SplitSeq(markdown, "\n") {
		text := strings.TrimSpace(line)
		run := text[:len(text)-len(strings.TrimLeft(text, "`"))]
		switch {
		case fence != "" && text == fence:
			fence = ""
		case fence != "":
			out = append(out, line)
		case len(run) >= 3 && !strings.Contains(text[len(run):], "`"):
			fence = run
		case isRuler.MatchString(text):
			out = append(out, "—")
		case isTableHead.MatchString(text):
		default:
			out = append(out, lineReading(line))
		}
	}
	return strings.Trim(strings.Join(out, "\n"), "\n")
}

var (
	isRuler     = regexp.MustCompile(`^(\*\s*\*\s*\*[\s*]*|-\s*-\s*-[\s-]*|_\s*_\s*_[\s_]*)$`)
	isTableHead = regexp.MustCompile(`^\|?(\s*:?-+:?\s*\|)+\s*(:?-+:?)?\s*$`)
	heading     = regexp.MustCompile(`^\s{0,3}#{1,6}\s+`)
)

func lineReading(line string) string {
	if mark := heading.FindString(line); mark != "" {
		return inlineReading(line[len(mark):])
	}
	if text := strings.TrimSpace(line); len(text) > 1 && text[0] == '|' {
		return strings.TrimSpace(inlineReading(strings.Trim(text, "|")))
	}
	return inlineReading(line)
}

// inlineReading reads a line: escapes, entities, code, emphasis and links.
func inlineReading(s string) string {
	var out strings.Builder
	for i := 0; i < len(s); {
		said, n := piece(s, i)
		out.WriteString(said)
		i += n
	}
	return strings.NewReplacer("\u2060", "", "\u200b", "").Replace(out.String())
}

const punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"

// piece reads what begins at i, and tells its length in bytes.
func piece(s string, i int) (string, int) {
	rest := s[i:]
	if i == 0 || !isLetter(s[i-1]) {
		if a := address.FindString(rest); a != "" { // clients make a link of it
			return html.UnescapeString(a), len(a)
		}
	}
	switch s[i] {
	case '\\':
		if len(rest) > 1 && strings.IndexByte(punctuation, rest[1]) >= 0 {
			return rest[1:2], 2
		}
	case '&':
		if e := entity.FindString(rest); e != "" {
			return html.UnescapeString(e), len(e)
		}
	case '`':
		return code(rest)
	case '!':
		if m := link.FindStringSubmatch(rest[1:]); m != nil {
			return inlineReading(m[1]) + " " + m[2], 1 + len(m[0])
		}
	case '[':
		if m := link.FindStringSubmatch(rest); m != nil {
			return linkReading(inlineReading(m[1]), html.UnescapeString(m[2])), len(m[0])
		}
	case '*', '_', '~':
		return emphasis(s, i)
	}
	return rest[:1], 1
}

var (
	entity = regexp.MustCompile(`^&(#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);`)
	// A client's link ends before what more likely ends the sentence.
	address = regexp.MustCompile(`^(?i:https?://|www\.)[^\s<>"|*` + "`" + `\\]*[^\s<>"|*` + "`" + `\\?.,:;_~()]`)
	link    = regexp.MustCompile(`^\[((?:\\.|[^\]\\])*)\]\(([^)\s]*)\)`)
)

func linkReading(text, target string) string {
	if text == target {
		return text
	}
	return text + " (" + target + ")"
}

// code reads a span between backticks; a run that is never closed is text.
func code(s string) (string, int) {
	fence := s[:len(s)-len(strings.TrimLeft(s, "`"))]
	for i := len(fence); i < len(s); {
		k := strings.IndexByte(s[i:], '`')
		if k < 0 {
			break
		}
		i += k
		run := len(s[i:]) - len(strings.TrimLeft(s[i:], "`"))
		if run == len(fence) {
			inside := s[len(fence):i]
			if trimmed := strings.TrimSpace(inside); trimmed != "" && inside[0] == ' ' && inside[len(inside)-1] == ' ' {
				inside = inside[1 : len(inside)-1]
			}
			return inside, i + run
		}
		i += run
	}
	return fence, len(fence)
}

// emphasis reads what stands between two equal marks; a mark without its
// partner is text.
func emphasis(s string, i int) (string, int) {
	mark := s[i]
	run := s[i : len(s)-len(strings.TrimLeft(s[i:], string(mark)))]
	after := s[i+len(run):]
	inWord := i > 0 && isLetter(s[i-1])
	if after == "" || after[0] == ' ' || mark == '_' && inWord || mark == '~' && len(run) != 2 {
		return run, len(run)
	}
	for k := 1; k < len(after); k++ {
		switch {
		case after[k] == '\\':
			k++
		case after[k] == '`':
			_, n := code(after[k:])
			k += n - 1
		case strings.HasPrefix(after[k:], run) && after[k-1] != ' ':
			end := k + len(run)
			if mark == '_' && end < len(after) && isLetter(after[end]) {
				continue
			}
			return inlineReading(after[:k]), len(run) + end
		}
	}
	return run, len(run)
}

// isLetter: letters beyond ASCII begin with such bytes too.
func isLetter(b byte) bool {
	return b >= 0x80 || b >= '0' && b <= '9' || b|0x20 >= 'a' && b|0x20 <= 'z'
}
