package mattermost

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/mattermost/mattermost/server/public/shared/markdown"

	"utblick/bot"
)

var (
	escaped = regexp.MustCompile("\\\\[!-/:-@[-`{-~]|&(?:amp|lt|#36|#91|#93|#95);|\u2060")
	meant   = strings.NewReplacer("&amp;", "&", "&lt;", "<", "&#36;", "$", "&#91;", "[", "&#93;", "]", "&#95;", "_", "\u2060", "")
)

// unescaped is what escaped text shows.
func unescaped(s string) string {
	return escaped.ReplaceAllStringFunc(s, func(mark string) string {
		if mark[0] == '\\' {
			return mark[1:]
		}
		return meant.Replace(mark)
	})
}

// called are those whom a post calls upon, and marks is the markup in it: as
// the server's own parser reads it, with its rules for names.
func called(post string) (names, marks []string) {
	text := ""
	flush := func() {
		names = append(names, namesIn(text)...)
		text = ""
	}
	markdown.Inspect(post, func(node any) bool {
		switch n := node.(type) {
		case *markdown.Text:
			text += n.Text
			return false
		case *markdown.CodeSpan, *markdown.FencedCode, *markdown.IndentedCode:
			marks = append(marks, "code")
		case *markdown.InlineLink, *markdown.ReferenceLink:
			marks = append(marks, "link")
		case *markdown.InlineImage, *markdown.ReferenceImage:
			marks = append(marks, "image")
		case *markdown.List:
			marks = append(marks, "list")
		case *markdown.BlockQuote:
			marks = append(marks, "quote")
		}
		flush()
		return true
	})
	flush()
	return names, marks
}

func namesIn(text string) (names []string) {
	for _, word := range strings.FieldsFunc(text, func(r rune) bool {
		return !strings.ContainsRune(":.-_@", r) && !unicode.IsLetter(r) && !unicode.IsNumber(r)
	}) {
		word = strings.Trim(word, ":.-_")
		parts := []string{word}
		if !strings.HasPrefix(word, "@") {
			parts = strings.FieldsFunc(word, func(r rune) bool { return strings.ContainsRune(".-:", r) })
		}
		for _, w := range parts {
			if strings.HasPrefix(w, "@") && len(w) > 1 && !slices.Contains(names, w[1:]) {
				names = append(names, w[1:])
			}
		}
	}
	return names
}

// The web client's own rules, where they are wider than the server's.
var webMarks = []*regexp.Regexp{
	regexp.MustCompile(`(?m)^ *\|(.+)\n *\|( *[-:]+[-| :]*)\n`),
	regexp.MustCompile(`(?m)^ *(\S.*\|.*)\n *([-:]+ *\|[-| :]*)$`),
	regexp.MustCompile(`(?m)^[^\n]+\n *(=|-){2,} *$`),
	regexp.MustCompile(`(?m)^ *(#{1,6}) +`),
	regexp.MustCompile(`(?m)^( *[-*_]){3,} *$`),
	regexp.MustCompile(`(?m)^( {4}|\t)`),
	regexp.MustCompile(`(?m)^ *([*+-]|\d+\.) `),
	regexp.MustCompile(`~~\S`),
	regexp.MustCompile("(^|[^\\\\])[*`\\[]"),
	regexp.MustCompile(`<`),
	regexp.MustCompile(`(?i)(javascript|vbscript):[\pL\d%/]`),
	regexp.MustCompile(`\B~[a-zA-Z0-9\-_]`),
	regexp.MustCompile(`\$[^$\n]+\$`),
}

var onWeb = regexp.MustCompile(`(?i)(https?://|www\.)\S+`)

// shown is what remains of text once what can't be shown is gone.
func shown(s string) string {
	return clean(string(bot.Escape(s).String()))
}

func checkEscaped(t *testing.T, text, got string) {
	t.Helper()
	if back := unescaped(got); back != text {
		t.Errorf("%q is shown as %q (%q)", text, back, got)
	}
	names, marks := called(got)
	if len(names) > 0 || len(marks) > 0 {
		t.Errorf("%q: %q calls upon %q and has %q", text, got, names, marks)
	}
	bare := onWeb.ReplaceAllString(got, "x") // which the web client reads first
	for _, r := range webMarks {
		if found := r.FindString(bare); found != "" {
			t.Errorf("%q: the web client takes %q in %q for markup", text, found, got)
		}
	}
}

var nasty = []string{
	"~-", "http://0\t", "@channel @here @all", "x.@bo", "_@bo_", "a@b.se", "@@bo", "-@bo: @bo", "@Anna.", "`@bo`", "~~~\n@bo\n~~~", "~torget ~~x~~",
	"<!here> <!channel>", "<@U123> <#C123|x>", "[x](javascript:alert(1))", "javascript:alert(1)", "*x* _y_ `z` ~w~", "**x** __y__",
	"=1+1", "&lt;b&gt; <b>&</b> &#64;channel &copy; & &x", "<https://example.org|bank>", "# rubrik", "Rubrik\n===", "Rubrik\n---\n- - -", "Rubrik\n-=", "Rubrik\n=-",
	"1. ett\n3) tre\n- x\n+ y\n* z", "-5 grader", "    kod", "\tkod", "a\n\n    @bo", "\\*x\\* \\@bo C:\\temp \\", "a_b_c", "```kod```", "```\nkod\n```",
	":smile:", "| a | b |\n|---|---|\n| c | d |", "a|b\n-|-", "> citat", "![x](https://example.org/x.png)", "[x]: https://example.org\n[x]", "[x]",
	"$a$ och 5$", "https://example.org/a_b_c?x=1&lt;=2#y (https://example.org/x_(y)). www.x.se/~anna", "https://example.org/@bo/x", "https://a/_ b https://a/_",
	"\x00\x1b[31mröd", "a\u2060b", "a\u2424# b", "👩\u200d👧 é", "",
}

func TestEscape(t *testing.T) {
	t.Parallel()
	for _, text := range nasty {
		checkEscaped(t, shown(text), inline(bot.Escape(text)))
	}
	for text, want := range map[string]string{
		"Ring Ulla (040-123 45) kl. 9!": "Ring Ulla (040-123 45) kl. 9!",
		"anna.ek@oulu.fi":               "anna.ek@oulu.fi",
		"@bo":                           "@\u2060bo",
		"https://example.org/a_b_c":     "https://example.org/a_b_c",
		"(se www.example.org/a_b).":     "(se www.example.org/a_b).",
		`C:\temp\*`:                     `C:\temp\\\*`,
		"1. ett":                        `1\. ett`,
		"AT&T &amp; <b>":                "AT&T &amp;amp; &lt;b\\>",
	} {
		if got := inline(bot.Escape(text)); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func FuzzEscape(f *testing.F) {
	for _, text := range nasty {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4000 {
			return
		}
		checkEscaped(t, shown(text), inline(bot.Escape(text)))
		cell := escape(oneLine(text), inText)
		checkEscaped(t, oneLine(text), cell)
		if strings.Contains(cell, "\n") {
			t.Errorf("%q has a line break", cell)
		}
	})
}
