package mattermost

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"utblick/bot"
)

// userName is what the server lets people be called.
var userName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]*$`)

// everybody are names that call upon a whole channel.
var everybody = []string{"all", "channel", "here"}

// inline draws text with its markup.
func inline(m bot.Markup) string { return inlineSpans(m.Spans()) }

func inlineSpans(spans []bot.Span) string {
	drawn := make([]string, len(spans))
	for i, s := range spans {
		drawn[i] = span(s)
	}
	return joined(spans, drawn)
}

// joined puts spans together so that a name next to letters is still read as
// that name.
func joined(spans []bot.Span, drawn []string) string {
	var out strings.Builder
	last := ' '
	for i, s := range spans {
		first, _ := utf8.DecodeRuneInString(s.Text)
		if shown, _ := utf8.DecodeRuneInString(drawn[i]); i > 0 && (s.Kind == bot.MentionSpan && inName(last) ||
			spans[i-1].Kind == bot.MentionSpan && (inName(first) || inName(shown))) {
			out.WriteString(joiner)
		}
		out.WriteString(drawn[i])
		last, _ = utf8.DecodeLastRuneInString(drawn[i])
	}
	return out.String()
}

// inName: the server reads it as a part of a name.
func inName(r rune) bool { return isWord(r) || r != 0 && strings.ContainsRune(":.-_@", r) }

func span(s bot.Span) string {
	switch s.Kind {
	case bot.BoldSpan:
		return around("**", s.Text, inText)
	case bot.ItalicSpan:
		return around("_", s.Text, inItalic)
	case bot.CodeSpan:
		return code(s.Text)
	case bot.LinkSpan:
		return link(s.Text, s.Target)
	case bot.MentionSpan:
		return mention(s.Text)
	}
	return escape(s.Text, inText)
}

// around puts marks around s, close to its letters, else they mean nothing.
func around(mark, s string, at where) string {
	s = oneLine(s)
	core := strings.TrimSpace(s)
	if core == "" {
		return s
	}
	before, after, _ := strings.Cut(s, core)
	return blank(before) + mark + escape(core, at) + mark + blank(after)
}

// blank is white space as one; more of it could begin code.
func blank(s string) string { return strings.Repeat(" ", min(1, len(s))) }

// code shows s between backticks, of which there are more than in s.
func code(s string) string {
	s = strings.TrimSpace(oneLine(s))
	if s == "" {
		return ""
	}
	fence := strings.Repeat("`", longestRun(s)+1)
	if s[0] == '`' || s[len(s)-1] == '`' {
		s = " " + s + " "
	}
	return fence + s + fence
}

// longestRun counts the backticks that stand together in s.
func longestRun(s string) int {
	longest, run := 0, 0
	for i := range len(s) {
		if s[i] != '`' {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	return longest
}

// link shows text that leads to target, which is of http, https or mailto or
// it would have been text.
func link(text, target string) string {
	to, err := url.Parse(target)
	if err != nil || !slices.Contains([]string{"http", "https", "mailto"}, to.Scheme) {
		return escape(text+" ("+target+")", inText)
	}
	if text == target && bareAddress(target) == target && !strings.Contains(target, "&") {
		return target // clients make a link of it
	}
	return "[" + escape(oneLine(text), inLink) + "](" + destination(target) + ")"
}

// destination is an address in which nothing can end the link or mean
// something else to a client.
func destination(target string) string {
	var b strings.Builder
	for _, r := range clean(target) {
		switch {
		case strings.ContainsRune("()<>[]\\\"'`*|~", r), unicode.IsSpace(r):
			b.WriteString(percent(r))
		case r == '@' && !wordBefore(b.String(), b.Len()):
			b.WriteString("%40")
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func percent(r rune) string {
	const digits = "0123456789ABCDEF"
	var b strings.Builder
	for _, c := range []byte(string(r)) {
		b.WriteString("%" + string(digits[c>>4]) + string(digits[c&15]))
	}
	return b.String()
}

// mention calls upon the person of that name; what can't be one calls upon
// nobody.
func mention(user string) string {
	if !userName.MatchString(user) || slices.Contains(everybody, strings.ToLower(user)) {
		return escape("@"+user, inText)
	}
	return "@" + user
}
