package mattermost

import (
	"net/url"
	"strings"
	"unicode"

	"utblick/bot"
)

// block draws one block; of buttons nothing, they are drawn as attachments.
func block(b bot.Block) string {
	switch b := b.(type) {
	case bot.Heading:
		return prefixed("#### ", escape(oneLine(b.Text), inText))
	case bot.Text:
		return strings.Trim(inline(b.Markup), "\n")
	case bot.Context:
		return strings.Trim(small(b.Markup), "\n")
	case bot.Fields:
		return fields(b)
	case bot.List:
		return list(b)
	case bot.Quote:
		return quote(b)
	case bot.Table:
		return table(b)
	case bot.Verbatim:
		return verbatim(b.Text)
	case bot.Divider:
		return "---"
	case bot.Image:
		return image(b)
	case bot.Buttons:
		return ""
	}
	return escape(b.Plain(), inText)
}

func prefixed(prefix, s string) string {
	if s == "" {
		return ""
	}
	return prefix + s
}

// small is text in small print: its words are in italics.
func small(m bot.Markup) string {
	spans := m.Spans()
	drawn := make([]string, len(spans))
	for i, s := range spans {
		if s.Kind != bot.Plain {
			drawn[i] = span(s)
			continue
		}
		lines := strings.Split(clean(s.Text), "\n")
		for k, line := range lines {
			lines[k] = italic(line)
		}
		drawn[i] = strings.Join(lines, "\n")
	}
	return joined(spans, drawn)
}

// italic leaves what has no letters as it is: a mark less to go wrong.
func italic(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) {
		return escape(s, inText)
	}
	return around("_", s, inItalic)
}

func fields(all bot.Fields) string {
	lines := make([]string, 0, len(all))
	for _, f := range all {
		value := strings.Trim(inline(f.Value), "\n")
		if label := around("**", f.Label, inText); label != "" {
			value = strings.TrimRight(strings.TrimSuffix(label, "**")+":** "+value, " ")
		}
		lines = append(lines, value)
	}
	return strings.Join(lines, "\n")
}

func list(l bot.List) string {
	items := make([]string, len(l.Items))
	for i, item := range l.Items {
		text := strings.Trim(inline(item), "\n")
		if text == "" {
			text = joiner // a dash alone would underline a heading
		}
		items[i] = "- " + indented(text)
	}
	return strings.Join(items, "\n")
}

// indented keeps further lines within their item.
func indented(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		if i > 0 && line != "" {
			lines[i] = "  " + line
		}
	}
	return strings.Join(lines, "\n")
}

func quote(q bot.Quote) string {
	var parts []string
	if text := strings.Trim(clean(q.Text), "\n"); text != "" {
		parts = append(parts, "> "+strings.ReplaceAll(escape(text, inText), "\n", "\n> "))
	}
	if source := escape(oneLine(q.Source), inText); source != "" {
		parts = append(parts, "— "+source)
	}
	return strings.Join(parts, "\n\n")
}

func table(t bot.Table) string {
	columns := len(t.Head)
	for _, row := range t.Rows {
		columns = max(columns, len(row))
	}
	if columns == 0 {
		return ""
	}
	lines := []string{row(t.Head, columns), strings.Repeat("|---", columns) + "|"}
	for _, cells := range t.Rows {
		lines = append(lines, row(cells, columns))
	}
	return strings.Join(lines, "\n")
}

func row(cells []string, columns int) string {
	var out strings.Builder
	for i := range columns {
		cell := ""
		if i < len(cells) {
			cell = strings.TrimSpace(escape(oneLine(cells[i]), inText))
		}
		out.WriteString("| " + cell + " ")
	}
	return out.String() + "|"
}

// verbatim is text between fences longer than any in it.
func verbatim(s string) string {
	s = strings.Trim(clean(s), "\n")
	if s == "" {
		return ""
	}
	fence := strings.Repeat("`", max(3, longestRun(s)+1))
	return fence + "\n" + s + "\n" + fence
}

func image(b bot.Image) string {
	if u, err := url.Parse(b.URL); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return escape(b.Plain(), inText)
	}
	return "![" + escape(oneLine(b.Alt), inLink) + "](" + destination(b.URL) + ")"
}
