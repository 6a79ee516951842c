package mattermost

import (
	"sort"
	"unicode"

	"utblick/bot"
)

// within cuts a block into blocks that, drawn, have at most limit letters
// each. Nothing is lost but white space where it was cut.
func within(b bot.Block, limit int) []bot.Block {
	fits := func(b bot.Block) bool { return letters(block(b)) <= limit }
	if fits(b) {
		return []bot.Block{b}
	}
	var parts []bot.Block
	switch b := b.(type) {
	case bot.Text:
		for _, m := range cutMarkup(b.Markup, func(m bot.Markup) bool { return fits(bot.Text{Markup: m}) }) {
			parts = append(parts, bot.Text{Markup: m})
		}
	case bot.Context:
		for _, m := range cutMarkup(b.Markup, func(m bot.Markup) bool { return fits(bot.Context{Markup: m}) }) {
			parts = append(parts, bot.Context{Markup: m})
		}
	case bot.Verbatim:
		for _, s := range cutText(b.Text, func(s string) bool { return fits(bot.Verbatim{Text: s}) }) {
			parts = append(parts, bot.Verbatim{Text: s})
		}
	case bot.Quote:
		for _, s := range cutText(b.Text, func(s string) bool { return fits(bot.Quote{Text: s}) }) {
			parts = append(parts, bot.Quote{Text: s})
		}
		if b.Source != "" {
			parts = append(parts, within(bot.Text{Markup: bot.Escape("— " + oneLine(b.Source))}, limit)...)
		}
	case bot.List:
		parts = withinList(b, limit)
	case bot.Fields:
		parts = withinFields(b, limit)
	case bot.Table:
		parts = withinTable(b, limit)
	}
	if parts == nil || len(parts) == 1 && !fits(parts[0]) { // of another shape, rather than cut off
		return within(bot.Text{Markup: bot.Escape(b.Plain())}, limit)
	}
	return parts
}

func withinList(l bot.List, limit int) []bot.Block {
	size := func(m bot.Markup) int { return letters(list(bot.List{Items: []bot.Markup{m}})) }
	var items []bot.Markup
	for _, item := range l.Items {
		items = append(items, cutMarkup(item, func(m bot.Markup) bool { return size(m) <= limit })...)
	}
	var parts []bot.Block
	for _, some := range gathered(items, size, limit) {
		parts = append(parts, bot.List{Items: some})
	}
	return parts
}

func withinFields(all bot.Fields, limit int) []bot.Block {
	size := func(f bot.Field) int { return letters(fields(bot.Fields{f})) }
	var whole []bot.Field
	for _, f := range all {
		if letters(f.Label) > limit/4 {
			f = bot.Field{Value: bot.Escape(f.Label+": ") + f.Value}
		}
		for i, m := range cutMarkup(f.Value, func(m bot.Markup) bool { return size(bot.Field{Label: f.Label, Value: m}) <= limit }) {
			if i > 0 {
				f.Label = ""
			}
			whole = append(whole, bot.Field{Label: f.Label, Value: m})
		}
	}
	var parts []bot.Block
	for _, some := range gathered(whole, size, limit) {
		parts = append(parts, bot.Fields(some))
	}
	return parts
}

// withinTable repeats the head; nil when not even one row fits.
func withinTable(t bot.Table, limit int) []bot.Block {
	head := letters(table(bot.Table{Head: t.Head, Rows: [][]string{make([]string, len(t.Head))}}))
	size := func(row []string) int {
		return letters(table(bot.Table{Head: make([]string, len(row)), Rows: [][]string{row}}))
	}
	var parts []bot.Block
	for _, rows := range gathered(t.Rows, size, limit-head) {
		part := bot.Table{Head: t.Head, Rows: rows}
		if letters(table(part)) > limit {
			return nil
		}
		parts = append(parts, part)
	}
	return parts
}

// gathered puts parts that are drawn a line each into runs that fit.
func gathered[T any](parts []T, size func(T) int, limit int) [][]T {
	var runs [][]T
	room := 0
	for _, part := range parts {
		n := size(part) + len("\n")
		if n > room {
			runs, room = append(runs, nil), limit+len("\n")
		}
		runs[len(runs)-1] = append(runs[len(runs)-1], part)
		room -= n
	}
	return runs
}

func cutText(s string, fits func(string) bool) []string {
	var parts []string
	for _, spans := range cut([]bot.Span{{Text: clean(s)}}, func(spans []bot.Span) bool { return fits(spans[0].Text) }) {
		parts = append(parts, spans[0].Text)
	}
	return parts
}

func cutMarkup(m bot.Markup, fits func(bot.Markup) bool) []bot.Markup {
	if fits(m) {
		return []bot.Markup{m}
	}
	var parts []bot.Markup
	for _, spans := range cut(m.Spans(), func(spans []bot.Span) bool { return fits(markup(spans)) }) {
		parts = append(parts, markup(spans))
	}
	return parts
}

// markup is what the spans were cut from.
func markup(spans []bot.Span) bot.Markup {
	var m bot.Markup
	for _, s := range spans {
		switch s.Kind {
		case bot.BoldSpan:
			m += bot.Bold(s.Text)
		case bot.ItalicSpan:
			m += "_" + bot.Escape(s.Text) + "_"
		case bot.CodeSpan:
			m += bot.Code(s.Text)
		case bot.LinkSpan:
			m += bot.Link(s.Text, s.Target)
		case bot.MentionSpan:
			m += bot.Mention(bot.Person{ID: s.Target, User: s.Text})
		default:
			m += bot.Escape(s.Text)
		}
	}
	return m
}

// cut cuts spans into parts that fit: between paragraphs, else lines, else
// words, and within other markup than plain text only where it alone is too
// long.
func cut(spans []bot.Span, fits func([]bot.Span) bool) [][]bot.Span {
	var parts [][]bot.Span
	for len(spans) > 0 {
		some, rest := parted(spans, window)
		if len(rest) == 0 && fits(some) {
			return append(parts, some)
		}
		n := 0
		for _, s := range some {
			n += letters(s.Text)
		}
		longest := sort.Search(n, func(k int) bool {
			head, _ := parted(some, k+1)
			return !fits(head)
		})
		head, tail := parted(spans, comely(some, max(1, longest)))
		parts, spans = append(parts, head), tail
	}
	return parts
}

// parted cuts spans after that many letters.
func parted(spans []bot.Span, at int) (head, tail []bot.Span) {
	for i, s := range spans {
		text := []rune(s.Text)
		if at >= len(text) {
			at -= len(text)
			continue
		}
		head, tail = append(head, spans[:i]...), append(tail, spans[i:]...)
		if at > 0 {
			before := s
			before.Text, tail[0].Text = string(text[:at]), string(text[at:])
			head = append(head, before)
		}
		return head, tail
	}
	return spans, nil
}

// comely is where to cut at the latest letter at, not far from it.
func comely(spans []bot.Span, at int) int {
	text := make([]rune, 0, at)
	whole := make([]bool, 0, at) // this letter and the one before belong together
	for _, s := range spans {
		for i, r := range []rune(s.Text) {
			text, whole = append(text, r), append(whole, i > 0 && s.Kind != bot.Plain)
		}
		if len(text) > at {
			break
		}
	}
	for _, end := range []string{"\n\n", "\n", " "} {
		for k := at; k > at/3; k-- {
			if k >= len(end) && !whole[k-1] && (k == len(whole) || !whole[k]) && string(text[k-len(end):k]) == end {
				return k
			}
		}
	}
	for k := at; k > at/3; k-- {
		if k < len(whole) && !whole[k] && !unicode.IsMark(text[k]) && text[k] != zeroWidthJoiner && text[k-1] != zeroWidthJoiner {
			return k
		}
	}
	return at
}

// window is more letters than any part holds: what is drawn is hardly ever
// shorter than what it is drawn from.
const window = maxPost + maxPost/4

const zeroWidthJoiner = '\u200d' // makes one picture of two
