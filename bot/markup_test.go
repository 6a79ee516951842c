package bot_test

import (
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"utblick/bot"
)

func TestEscapeAndPlain(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		markup bot.Markup
		plain  string
	}{
		"text":                     {bot.Escape("Anna Ek"), "Anna Ek"},
		"marks":                    {bot.Escape(`*x* _y_ [z](u) <a|b> \n`), `*x* _y_ [z](u) <a|b> \n`},
		"line breaks stay":         {bot.Escape("a\r\nb\tc"), "a\nb\tc"},
		"control characters go":    {bot.Escape("a\x00b\x1b[31mc\x7f\u0085d"), "ab[31mcd"},
		"broken bytes show":        {bot.Escape("a\xffb"), "a\uFFFDb"},
		"bold":                     {bot.Bold("N3 *x*"), "N3 *x*"},
		"bold of nothing":          {bot.Bold("") + "a", "a"},
		"bold on one line":         {bot.Bold("a\nb"), "a b"},
		"code":                     {bot.Code("/kontakt `ny`"), "/kontakt `ny`"},
		"code of several lines":    {bot.Code("/möte ny\r\nrad"), "/möte ny rad"},
		"link":                     {bot.Link("Guide", "https://example.org/a_b_(c)"), "Guide (https://example.org/a_b_(c))"},
		"link to itself":           {bot.Link("https://x.se", "https://x.se"), "https://x.se"},
		"script is no link":        {bot.Link("x", "javascript:alert(1)"), "x"},
		"no address over lines":    {bot.Link("x", "https://x.se/\nb"), "x"},
		"mention":                  {bot.Mention(bot.Person{ID: "U1|>", User: "bo"}), "@bo"},
		"unclosed":                 {"*a _b `c [d <e", "*a _b `c [d <e"},
		"empty":                    {"** __ [](x)", "** __ [](x)"},
		"a link that leads astray": {"[x](javascript:alert)", "[x](javascript:alert)"},
		"last backslash":           {`a\`, `a\`},
	} {
		if got := c.markup.String(); got != c.plain {
			t.Errorf("%s: %q is %q, want %q", name, c.markup, got, c.plain)
		}
	}
}

func TestSpans(t *testing.T) {
	t.Parallel()
	m := bot.Markup("a *b* _c_ `d` ") + bot.Link("e", "https://x.se/_(f)") + " " +
		bot.Mention(bot.Person{ID: "U|1>", User: "bo"}) + bot.Escape("*f*")
	want := []bot.Span{
		{Text: "a "}, {Kind: bot.BoldSpan, Text: "b"}, {Text: " "}, {Kind: bot.ItalicSpan, Text: "c"}, {Text: " "},
		{Kind: bot.CodeSpan, Text: "d"}, {Text: " "}, {Kind: bot.LinkSpan, Text: "e", Target: "https://x.se/_(f)"}, {Text: " "},
		{Kind: bot.MentionSpan, Text: "bo", Target: "U|1>"}, {Text: "*f*"},
	}
	if diff := cmp.Diff(want, m.Spans()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// FuzzMarkup: what people wrote comes out as the text it is, in every wrapping,
// and no text breaks the parser or loses letters in it.
func FuzzMarkup(f *testing.F) {
	for _, s := range []string{"", "*a* `b` [c](https://d) <e|f>", "a\x00\xff\r\n\\", "<!here> @channel =1+1", "[x](javascript:alert(1))"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		want := strings.Map(func(r rune) rune {
			if unicode.IsControl(r) && r != '\n' && r != '\t' {
				return -1
			}
			return r
		}, strings.ToValidUTF8(s, "\uFFFD"))
		if got := bot.Escape(s).String(); got != want {
			t.Errorf("Escape(%q) shows %q, want %q", s, got, want)
		}
		for _, span := range bot.Escape(s).Spans() {
			if span.Kind != bot.Plain {
				t.Errorf("Escape(%q) has markup: %+v", s, span)
			}
		}
		inBold := (bot.Bold(s) + "|" + bot.Escape(s)).Spans()
		if last := inBold[len(inBold)-1]; last.Kind != bot.Plain || last.Text != "|"+want {
			t.Errorf("Bold(%q) reaches too far: %+v", s, inBold)
		}
		letters := 0
		for _, span := range bot.Markup(s).Spans() {
			letters += len(span.Text) + len(span.Target)
		}
		if letters > len(s) {
			t.Errorf("Spans of %q have more letters than it", s)
		}
	})
}
