package bot

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Markup is text in the small markup that every platform can show: *bold*,
// _italic_, `code`, [text](https://…) and mentions. Text from people enters
// through Escape and thus comes out as the text it is.
type Markup string

// Escape makes s plain text within Markup: no markup, no mention, no control
// characters but line breaks and tabs.
func Escape(s string) Markup {
	if utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool { return isMark(r) || isDropped(r) }) {
		return Markup(s)
	}
	var b strings.Builder
	b.Grow(len(s) + 8)
	for _, r := range strings.ToValidUTF8(s, "\uFFFD") {
		if isDropped(r) {
			continue
		}
		if isMark(r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return Markup(b.String())
}

func isMark(r rune) bool { return strings.ContainsRune("*_`[]<>\\", r) }

func isDropped(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }

// Mention names a person so that the platform may notify them.
func Mention(p Person) Markup {
	return "<" + target(p.ID) + "|" + inline(p.User) + ">"
}

// Code shows s as something to type.
func Code(s string) Markup { return marked("`", s) }

// Bold shows s in bold.
func Bold(s string) Markup { return marked("*", s) }

// marked puts marks around s; around nothing they would be letters.
func marked(mark Markup, s string) Markup {
	if text := inline(s); text != "" {
		return mark + text + mark
	}
	return ""
}

// target is s where a bar or a closing bracket would end it.
func target(s string) Markup {
	return Markup(strings.NewReplacer(")", `\)`, "|", `\|`).Replace(string(inline(s))))
}

// inline is s on one line, as far as a span reaches.
func inline(s string) Markup { return Escape(oneLine(s)) }

func oneLine(s string) string {
	if !strings.ContainsAny(s, "\r\n") {
		return s
	}
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '\r' || r == '\n' }), " ")
}

// Link shows text that leads to url; anything but http, https and mailto stays text.
func Link(text, url string) Markup {
	if !safeURL(url) || text == "" {
		return Escape(text)
	}
	return "[" + inline(text) + "](" + target(url) + ")"
}

// safeURL: an address that leads to a page or a letter, with nothing in it
// that an address can't have.
func safeURL(url string) bool {
	low := strings.ToLower(url)
	return (strings.HasPrefix(low, "https://") || strings.HasPrefix(low, "http://") || strings.HasPrefix(low, "mailto:")) &&
		!strings.ContainsFunc(url, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) })
}

// SpanKind is what a Span is shown as.
type SpanKind int

// The kinds of Span.
const (
	Plain SpanKind = iota
	BoldSpan
	ItalicSpan
	CodeSpan
	LinkSpan
	MentionSpan
)

// A Span is a piece of Markup with its escapes taken out.
type Span struct {
	Kind   SpanKind
	Text   string // what is shown; of a mention the user name
	Target string // a link's address, a mention's person id
}

// Spans cuts m into its pieces; markup that is never closed is text.
func (m Markup) Spans() []Span {
	p := spanParser{s: string(m)}
	p.run()
	return p.out
}

// String is m without its markup, as a screen reader should say it.
func (m Markup) String() string {
	if !strings.ContainsAny(string(m), "*_`[<\\") {
		return string(m)
	}
	var b strings.Builder
	for _, s := range m.Spans() {
		if s.Kind == MentionSpan {
			b.WriteByte('@')
		}
		b.WriteString(s.Text)
		if s.Kind == LinkSpan && s.Text != s.Target {
			b.WriteString(" (" + s.Target + ")")
		}
	}
	return b.String()
}

type spanParser struct {
	s    string
	text strings.Builder
	out  []Span
}

func (p *spanParser) run() {
	for i := 0; i < len(p.s); {
		if p.s[i] == '\\' && i+1 < len(p.s) {
			p.text.WriteByte(p.s[i+1])
			i += 2
			continue
		}
		if span, n := p.span(i); n > 0 {
			p.flush()
			p.out = append(p.out, span)
			i += n
			continue
		}
		p.text.WriteByte(p.s[i])
		i++
	}
	p.flush()
}

func (p *spanParser) flush() {
	if p.text.Len() > 0 {
		p.out = append(p.out, Span{Text: p.text.String()})
		p.text.Reset()
	}
}

// span reads the span that begins at i, and tells its length in bytes.
func (p *spanParser) span(i int) (Span, int) {
	switch p.s[i] {
	case '*':
		return p.closed(i, '*', BoldSpan)
	case '_':
		return p.closed(i, '_', ItalicSpan)
	case '`':
		return p.closed(i, '`', CodeSpan)
	case '<':
		return p.mention(i)
	case '[':
		return p.link(i)
	}
	return Span{}, 0
}

func (p *spanParser) closed(i int, end byte, kind SpanKind) (Span, int) {
	text, n := until(p.s[i+1:], end)
	if n <= 1 {
		return Span{}, 0
	}
	return Span{Kind: kind, Text: text}, 1 + n
}

func (p *spanParser) mention(i int) (Span, int) {
	id, n := until(p.s[i+1:], '|')
	if n == 0 {
		return Span{}, 0
	}
	user, k := until(p.s[i+1+n:], '>')
	if k == 0 {
		return Span{}, 0
	}
	return Span{Kind: MentionSpan, Text: user, Target: id}, 1 + n + k
}

func (p *spanParser) link(i int) (Span, int) {
	text, n := until(p.s[i+1:], ']')
	rest := p.s[min(len(p.s), i+1+n):]
	if n == 0 || !strings.HasPrefix(rest, "(") {
		return Span{}, 0
	}
	url, k := until(rest[1:], ')')
	if k == 0 || !safeURL(url) {
		return Span{}, 0
	}
	return Span{Kind: LinkSpan, Text: text, Target: url}, 1 + n + 1 + k
}

// until reads up to an unescaped end on the same line; n counts the bytes
// read, end included, and is 0 where there is none.
func until(s string, end byte) (text string, n int) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s):
			i++
			b.WriteByte(s[i])
		case s[i] == end:
			return b.String(), i + 1
		case s[i] == '\n':
			return "", 0
		default:
			b.WriteByte(s[i])
		}
	}
	return "", 0
}
