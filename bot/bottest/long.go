package bottest

import (
	"fmt"
	"strings"
	"testing"

	"utblick/bot"
)

// exerciseLong: what is longer than a message holds is split, never cut.
func exerciseLong(t *testing.T, open func(t *testing.T) Subject) {
	words := make([]string, 2500)
	for i := range words {
		words[i] = fmt.Sprintf("ord%04då", i)
	}
	long := strings.Join(words, " ") // some 20 000 letters
	lines := strings.Join(words, "\n")
	for name, block := range map[string]bot.Block{
		"one paragraph": bot.Text{Markup: bot.Escape(long)},
		"verbatim":      bot.Verbatim{Text: lines},
		"quote":         bot.Quote{Text: long, Source: "4. Handlingsplan"},
		"list":          bot.List{Items: items(words)},
		"one word":      bot.Text{Markup: bot.Escape(strings.Join(words, ""))},
	} {
		t.Run(name, func(t *testing.T) {
			s := start(t, open, always(bot.Response{Message: &bot.Message{Blocks: []bot.Block{block}}}))
			s.do(s.Driver.Type("/kontakt"))
			all := ""
			for _, got := range s.Driver.Arrived() {
				all += got.Text
				if !got.Private || got.To != "user:anna" {
					t.Errorf("a part went to %s", got.To)
				}
			}
			checkWhole(t, all, words)
		})
	}
}

func items(words []string) []bot.Markup {
	all := make([]bot.Markup, len(words))
	for i, w := range words {
		all[i] = bot.Escape(w)
	}
	return all
}

func checkWhole(t *testing.T, all string, words []string) {
	t.Helper()
	all = strings.Join(strings.Fields(all), "") // a split may fall within a word
	for _, w := range words {
		i := strings.Index(all, w)
		if i < 0 {
			t.Fatalf("%s is missing, or out of order", w)
		}
		all = all[i+len(w):]
	}
}
