package bot_test

import (
	"testing"

	"utblick/bot"
)

func TestPlain(t *testing.T) {
	t.Parallel()
	m := bot.Message{}
	m.Add(
		bot.Heading{Text: "K12 Mikko Lahtinen"},
		bot.Text{Markup: bot.Bold("Sparat.") + " " + bot.Escape("*ny*")},
		bot.Fields{{Label: "Ansvarig", Value: bot.Mention(bot.Person{ID: "U1", User: "anna"})}, {Label: "Not", Value: "a\nb"}},
		bot.List{Items: []bot.Markup{"ett\nmer", "två"}},
		bot.Quote{Text: "rad 1\nrad 2", Source: "4. Handlingsplan"},
		bot.Divider{},
		bot.Text{},
		bot.Table{Head: []string{"Punkt", "Öppna"}, Rows: [][]string{{"N1\nx", "2"}}},
		bot.Verbatim{Text: "  *som det är*"},
		bot.Image{URL: "https://x.se/a.png"},
		bot.Buttons{{Label: "Ändra", Command: "/kontakt ändra K12"}},
		bot.Context{Markup: "Bara du ser det här."},
	)
	want := `K12 Mikko Lahtinen
Sparat. *ny*
Ansvarig: @anna
Not: a
  b
- ett
  mer
- två
> rad 1
> rad 2
  4. Handlingsplan
—
Punkt | Öppna
N1 x | 2
  *som det är*
https://x.se/a.png
[Ändra] /kontakt ändra K12
Bara du ser det här.`
	if got := m.Plain(); got != want {
		t.Errorf("plain form:\n%s\nwant:\n%s", got, want)
	}
	if b := m.Buttons(); len(b) != 1 || b[0].Label != "Ändra" {
		t.Errorf("buttons %+v", b)
	}
	if got := (bot.Table{Rows: [][]string{{"a", "b"}}}).Plain(); got != "a | b" {
		t.Errorf("a table without a head: %q", got)
	}
}
