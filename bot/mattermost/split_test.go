package mattermost

import (
	"fmt"
	"strings"
	"testing"

	"utblick/bot"
)

func manyWords(n int) []string {
	words := make([]string, n)
	for i := range words {
		words[i] = fmt.Sprintf("ord%04då", i)
	}
	return words
}

// What is longer than a post holds is split, and all of it is there.
func TestSplit(t *testing.T) {
	t.Parallel()
	words := manyWords(4000)
	long := strings.Join(words, " ")
	var fields bot.Fields
	var items []bot.Markup
	var rows [][]string
	for _, w := range words {
		fields = append(fields, bot.Field{Label: "L", Value: bot.Bold(w)})
		items = append(items, bot.Escape(w))
		rows = append(rows, []string{w, "*"})
	}
	for name, b := range map[string]bot.Block{
		"text":         bot.Text{Markup: bot.Escape(long)},
		"bold":         bot.Text{Markup: bot.Bold(long)},
		"code":         bot.Text{Markup: bot.Code(long)},
		"lines":        bot.Text{Markup: bot.Escape(strings.Join(words, "\n"))},
		"paragraphs":   bot.Text{Markup: bot.Escape(strings.Join(words, "\n\n"))},
		"one word":     bot.Text{Markup: bot.Escape(strings.Join(words, ""))},
		"backslashes":  bot.Text{Markup: bot.Escape(strings.Join(words, `\\*`))},
		"heading":      bot.Heading{Text: long},
		"context":      bot.Context{Markup: bot.Escape(long)},
		"list":         bot.List{Items: items},
		"long item":    bot.List{Items: []bot.Markup{"a", bot.Escape(long), "b"}},
		"fields":       fields,
		"long field":   bot.Fields{{Label: "L", Value: bot.Escape(long)}},
		"long label":   bot.Fields{{Label: long, Value: "x"}},
		"quote":        bot.Quote{Text: strings.Join(words, "\n"), Source: "4 §"},
		"long source":  bot.Quote{Text: "x", Source: long},
		"verbatim":     bot.Verbatim{Text: strings.Join(words, "\n")},
		"table":        bot.Table{Head: []string{"Ord", "*"}, Rows: rows},
		"long cell":    bot.Table{Head: []string{"Ord"}, Rows: [][]string{{long}}},
		"no such kind": unknown{long},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			posts := draw(say(bot.Text{Markup: "före"}, b, bot.Text{Markup: "efter"}))
			all := ""
			for _, post := range posts {
				all += post.text
				if n := letters(post.text); n > maxPost || n == 0 {
					t.Errorf("a post of %d letters", n)
				}
				if _, marks := called(post.text); strings.Count(strings.Join(marks, ""), "code")%2 == 1 && name != "verbatim" && name != "code" {
					t.Errorf("marks %q", marks)
				}
			}
			checkAll(t, all, append([]string{"före"}, append(words, "efter")...))
			if most := letters(all)/(maxPost/2) + 1; len(posts) > most {
				t.Errorf("%d posts for %d letters", len(posts), letters(all))
			}
			for _, post := range draw(say(bot.Text{Markup: "x"}, task, b, task)) {
				for _, a := range post.attachments {
					if n := letters(a.Text); n > maxAttachment {
						t.Errorf("an attachment of %d letters", n)
					}
				}
			}
		})
	}
}

func checkAll(t *testing.T, all string, words []string) {
	t.Helper()
	all = strings.Join(strings.Fields(strings.NewReplacer("> ", "", "*", "", "\\", "", "`", "").Replace(all)), "")
	for _, w := range words {
		_, after, ok := strings.Cut(all, w)
		if !ok {
			t.Fatalf("%s is missing, or out of order", w)
		}
		all = after
	}
}

type unknown struct{ text string }

func (u unknown) Plain() string { return u.text }

func TestSplitsWhereItReadsWell(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		m    bot.Markup
		want []bot.Markup
	}{
		{"aaaa bbbb cccc", []bot.Markup{"aaaa bbbb ", "cccc"}},
		{"aaaa\nbbbb cccc", []bot.Markup{"aaaa\n", "bbbb cccc"}},
		{"aaa\n\nbb\ncc dd", []bot.Markup{"aaa\n\n", "bb\ncc dd"}},
		{"aaaaaaaaaaaaaa", []bot.Markup{"aaaaaaaaaa", "aaaa"}},
		{"aaaa `bb cc dd`", []bot.Markup{"aaaa ", "`bb cc dd`"}},
		{"*aaaa bbbb cccc*", nil},
		{"aaaaaaaaae\u0301b", []bot.Markup{"aaaaaaaaa", "e\u0301b"}},
		{"aaaaaaa<u|anna>", []bot.Markup{"aaaaaaa", "<u|anna>"}},
		{`aaaaaaaaa\*\*`, []bot.Markup{"aaaaaaaaa", `\*\*`}},
	} {
		got := cutMarkup(tt.m, func(m bot.Markup) bool { return letters(inline(m)) <= 10 })
		if len(tt.want) > 0 && fmt.Sprintf("%q", got) != fmt.Sprintf("%q", tt.want) {
			t.Errorf("%q: %q, want %q", tt.m, got, tt.want)
		}
		for _, m := range got {
			if letters(inline(m)) > 10 {
				t.Errorf("%q is too long", m)
			}
		}
	}
}

// A long message's attachments are spread over posts, each row once and right
// under its text.
func TestManyRows(t *testing.T) {
	t.Parallel()
	m := say(bot.Heading{Text: "Uppgifter"})
	for i := range 50 {
		m.Add(bot.Text{Markup: bot.Markup(fmt.Sprintf("U%d", i))}, bot.Buttons{{Label: "Klar", Command: fmt.Sprintf("/uppgift klar U%d", i)}})
	}
	posts, n := draw(m), 0
	for _, post := range posts {
		if len(post.attachments) > maxAttachments {
			t.Errorf("%d attachments", len(post.attachments))
		}
		for _, a := range post.attachments {
			if a.Text != fmt.Sprintf("U%d", n) || a.Actions[0].Integration.Context["command"] != fmt.Sprintf("/uppgift klar U%d", n) || a.Actions[0].Id != fmt.Sprintf("b%d", n+1) {
				t.Errorf("%q has %v", a.Text, a.Actions[0])
			}
			n++
		}
	}
	if len(posts) != 3 || n != 50 {
		t.Errorf("%d posts with %d rows", len(posts), n)
	}
}
