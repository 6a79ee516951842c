package bottest

import (
	"strings"
	"testing"

	"utblick/bot"
)

// nasty are texts that some client takes for more than text.
var nasty = []string{
	"@channel @here @all", "<!here> <!channel>", "<@U123> <#C123|x>", "[x](javascript:alert(1))",
	"*x* _y_ `z` ~w~", "=1+1", "&lt;b&gt; <b>&</b>", "<https://example.org|bank>", "# rubrik", "1. ett",
	"\\*x\\*", "a_b_c", "```kod```", ":smile:", "@bo", "| a | b |", "> citat", "[x](https://example.org)",
}

// exerciseEscaping: what people wrote arrives as the text it is, wherever in a
// message it stands, and calls upon nobody.
func exerciseEscaping(t *testing.T, open func(t *testing.T) Subject) {
	for name, block := range map[string]func(string) bot.Block{
		"heading":  func(s string) bot.Block { return bot.Heading{Text: s} },
		"text":     func(s string) bot.Block { return bot.Text{Markup: bot.Escape(s)} },
		"bold":     func(s string) bot.Block { return bot.Text{Markup: bot.Bold(s)} },
		"code":     func(s string) bot.Block { return bot.Text{Markup: bot.Code(s)} },
		"fields":   func(s string) bot.Block { return bot.Fields{{Label: "Namn", Value: bot.Escape(s)}} },
		"list":     func(s string) bot.Block { return bot.List{Items: []bot.Markup{bot.Escape(s)}} },
		"quote":    func(s string) bot.Block { return bot.Quote{Text: s, Source: "4 § " + s} },
		"context":  func(s string) bot.Block { return bot.Context{Markup: bot.Escape(s)} },
		"table":    func(s string) bot.Block { return bot.Table{Head: []string{"a", "b"}, Rows: [][]string{{s, s}}} },
		"verbatim": func(s string) bot.Block { return bot.Verbatim{Text: s} },
	} {
		t.Run(name, func(t *testing.T) { exerciseBlock(t, open, block) })
	}
	t.Run("mention", func(t *testing.T) {
		s := start(t, open, always(bot.Response{}))
		bo := bot.Person{ID: s.id("bo"), User: "bo"}
		_, err := s.Platform.Post(t.Context(), "k", bot.Address{Channel: s.channel("allmant")},
			bot.Message{Blocks: []bot.Block{bot.Text{Markup: bot.Mention(bo)}}})
		s.do(err)
		got := s.arrival()
		if !strings.Contains(got.Text, "@bo") || s.Notifies && (len(got.Notified) != 1 || got.Notified[0] != "bo") {
			t.Errorf("read %q, notified %q; want @bo, told", got.Text, got.Notified)
		}
	})
}

func exerciseBlock(t *testing.T, open func(t *testing.T) Subject, block func(string) bot.Block) {
	var m bot.Message
	for _, text := range nasty {
		m.Add(block(text))
	}
	s := start(t, open, always(bot.Response{Message: &m, Public: true}))
	s.do(s.Driver.Type("/kontakt"))
	all := ""
	for _, got := range s.Driver.Arrived() {
		all += got.Text + "\n"
		if len(got.Notified) > 0 {
			t.Errorf("notified %q", got.Notified)
		}
	}
	for _, text := range nasty {
		if !strings.Contains(all, text) {
			t.Errorf("%q did not arrive in:\n%s", text, all)
		}
	}
}
