package mattermost

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What people wrote is never markup, for none of those that read a post: the
// server looks for mentions with a parser of its own, the web client and the
// mobile apps draw with two others. A backslash keeps a mark from meaning
// anything for all three, but not an at-sign, for which the server reads on;
// nor "<" and "$", before which the web client shows it.

// joiner is shown as nothing and parts what it stands between. What people
// wrote is relieved of their own.
const joiner = "\u2060"

// where text stands decides what else could mean something there.
type where int

const (
	inText   where = iota
	inLink         // between [ and ]: the web client counts escaped brackets too
	inItalic       // between _ and _: it takes an escaped one for the end
)

var (
	entity  = regexp.MustCompile(`^&#?[0-9A-Za-z]+;`)
	number  = regexp.MustCompile(`^[0-9]+[.)](?:\s|$)`)
	address = regexp.MustCompile(`^(?i:https?://|www\.)[\pL\pN\-._~/?#=&%+:,;()]+`)
)

// clean takes from s what can't be shown: control characters, and marks that
// a client takes for others. Line ends are of one kind.
func clean(s string) string {
	s = strings.NewReplacer("\r\n", "\n").Replace(strings.ToValidUTF8(s, "\uFFFD"))
	return strings.Map(func(r rune) rune {
		switch r {
		case '\r', '\v', '\f', '\u0085', '\u2028', '\u2029', '\u2424': // the web client breaks the line at ␤
			return '\n'
		case '\u2060':
			return -1
		case '\n', '\t':
			return r
		}
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, s)
}

// oneLine is clean s without line breaks.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(clean(s), func(r rune) bool { return r == '\n' }), " ")
}

// escape makes s plain text where it stands.
func escape(s string, at where) string {
	e := escaper{at: at}
	for i, line := range strings.Split(clean(s), "\n") {
		if i > 0 {
			e.out.WriteByte('\n')
		}
		e.line(line)
	}
	return e.out.String()
}

type escaper struct {
	at  where
	out strings.Builder
}

func (e *escaper) line(s string) {
	rest := e.begin(s)
	for i := len(s) - len(rest); i < len(s); {
		if n := e.address(s, i); n > 0 {
			i += n
			continue
		}
		_, size := utf8.DecodeRuneInString(s[i:])
		e.rune(s, i, i+size)
		i += size
	}
}

// begin keeps a line from being a list, a heading's underline, a rule or code
// by how it begins, and gives what is left to write.
func (e *escaper) begin(s string) string {
	text := strings.TrimLeft(s, " \t\u00a0")
	indent := s[:len(s)-len(text)]
	// To the web client the two marks of an underline may stand mixed.
	underline := strings.Contains(text, "=") && strings.Trim(text, "=- ") == ""
	if len(indent) > 1 || indent == "\t" || underline {
		e.out.WriteString(joiner)
		return s
	}
	n := 0
	switch {
	case strings.HasPrefix(text, "-"), strings.HasPrefix(text, "+"):
		if len(text) > 1 && !strings.ContainsRune(" \t\u00a0-+", second(text)) {
			return s
		}
	case number.MatchString(text):
		n = strings.IndexAny(text, ".)")
	default:
		return s
	}
	e.out.WriteString(indent + text[:n] + `\` + text[n:n+1])
	return text[n+1:]
}

func second(s string) rune {
	r, _ := utf8.DecodeRuneInString(s[1:])
	return r
}

// address writes an address on the web as it is, for clients make a link of
// it with all that it has. It gives how many bytes were read; 0: there is none.
func (e *escaper) address(s string, i int) int {
	if e.at != inText || s[i]|0x20 != 'h' && s[i]|0x20 != 'w' || wordBefore(s, i) {
		return 0
	}
	found := bareAddress(s[i:])
	for k := 0; k < len(found); k++ {
		if found[k] == '&' && entity.MatchString(s[i+k:]) {
			e.out.WriteString("&amp;")
		} else {
			e.out.WriteByte(found[k])
		}
	}
	return len(found)
}

// bareAddress is the address on the web that s begins with, without what
// rather belongs to the sentence around it.
func bareAddress(s string) string { return strings.TrimRight(address.FindString(s), "?.,:;_~()") }

func wordBefore(s string, i int) bool {
	r, _ := utf8.DecodeLastRuneInString(s[:i])
	return isWord(r)
}

// isWord: what an at-sign may follow without calling upon anybody. The server
// reads "x.@bo", "x-@bo" and "_@bo" as @bo.
func isWord(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsNumber(r))
}

// rune writes the letter that s has from i to end.
func (e *escaper) rune(s string, i, end int) {
	letter := s[i:end]
	next, _ := utf8.DecodeRuneInString(s[end:])
	switch letter {
	case "*", "#", "`", ">", "|":
		letter = `\` + letter
	case "[", "]", "_":
		letter = e.pair(letter)
	case "~":
		letter = `\~`
		if inName(next) { // ~name leads to a channel
			letter += joiner
		}
	case "\\":
		// Before a letter it means nothing, and the web client would show both.
		if end == len(s) || next < utf8.RuneSelf && (unicode.IsPunct(next) || unicode.IsSymbol(next)) {
			letter = `\\`
		}
	case "<":
		letter = "&lt;"
	case "$": // else between two of them is a formula
		letter = "&#36;"
	case "&":
		if entity.MatchString(s[i:]) {
			letter = "&amp;"
		}
	case "@":
		if !wordBefore(s, i) {
			letter += joiner
		}
	case ":":
		if isScript(s[:i]) {
			letter += joiner
		}
	}
	e.out.WriteString(letter)
}

// isScript: s ends with what, before a colon, begins a link that runs.
func isScript(s string) bool {
	low := strings.ToLower(s[max(0, len(s)-len("javascript")):])
	return strings.HasSuffix(low, "javascript") || strings.HasSuffix(low, "vbscript") || strings.HasSuffix(low, "data")
}

// pair writes a mark that has a partner.
func (e *escaper) pair(mark string) string {
	switch {
	case e.at == inLink && mark == "[":
		return "&#91;"
	case e.at == inLink && mark == "]":
		return "&#93;"
	case e.at == inItalic && mark == "_":
		return "&#95;"
	}
	return `\` + mark
}
