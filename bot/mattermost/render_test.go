package mattermost

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/mattermost/mattermost/server/public/model"

	"utblick/bot"
)

var update = flag.Bool("update", false, "rewrite testdata")

// press is a stand-in for a signed button.
func press(b bot.Button, n int) *model.PostAction {
	return &model.PostAction{
		Id: fmt.Sprintf("b%d", n), Type: model.PostActionTypeButton, Name: b.Label,
		Integration: &model.PostActionIntegration{URL: "https://bot.example.org", Context: map[string]any{"command": b.Command}},
	}
}

func draw(m bot.Message) []drawn { return new(Platform).draw(m, press) }

// written is what draw gives, for people to read.
func written(posts []drawn) string {
	var out strings.Builder
	for i, post := range posts {
		fmt.Fprintf(&out, "== post %d\n%s\n", i+1, post.text)
		for _, a := range post.attachments {
			fmt.Fprintf(&out, "-- attachment\n%s\n", a.Text)
			for _, action := range a.Actions {
				fmt.Fprintf(&out, "(%s: %s → %s)\n", action.Id, action.Name, action.Integration.Context["command"])
			}
			fmt.Fprintf(&out, "-- where it isn't shown\n%s\n", a.Fallback)
		}
	}
	return out.String()
}

var (
	anna = bot.Person{ID: "u1", User: "anna.ek", Name: "Anna Ek"}
	task = bot.Buttons{{Label: "Klar", Command: "/uppgift klar U31"}, {Label: "En vecka till", Command: "/uppgift flytta U31 +1v"}}
)

func say(blocks ...bot.Block) bot.Message { return bot.Message{Blocks: blocks} }

func TestDraw(t *testing.T) {
	t.Parallel()
	for name, m := range map[string]bot.Message{
		"heading": say(bot.Heading{Text: "4 § Nätverk #1\noch annat"}),
		"text": say(bot.Text{Markup: "Ring " + bot.Bold("Ulla *Å*") + " eller _skriv a_b_, se " + bot.Code("/kontakt `x`") + ".\n\n" +
			bot.Link("Avtal [2]", "https://example.org/a(b)?x=<1>") + " " + bot.Link("https://example.org/a", "https://example.org/a") +
			" " + bot.Link("post", "mailto:anna@example.org") + "\n" + bot.Mention(anna) + "s uppgift, " + bot.Mention(anna) + "."}),
		"fields":   say(bot.Fields{{Label: "Namn", Value: "Ulla"}, {Label: "Noter*", Value: "en\n# två"}, {Label: "Tom"}}),
		"list":     say(bot.List{Items: []bot.Markup{"ett", "två\n\n- rader", ""}}),
		"quote":    say(bot.Quote{Text: "Staden ska\n\n1. verka\n> väl", Source: "4 § Handlingsplan"}),
		"table":    say(bot.Table{Head: []string{"Vad", "Vem"}, Rows: [][]string{{"a|b\n@bo", "<x>"}, {"c"}}}),
		"nohead":   say(bot.Table{Rows: [][]string{{"a", "b"}}}),
		"divider":  say(bot.Text{Markup: "a"}, bot.Divider{}, bot.Text{Markup: "b"}),
		"context":  say(bot.Context{Markup: "Ändrat av " + bot.Mention(anna) + " i dag, se " + bot.Code("/utblick ångra") + "."}),
		"verbatim": say(bot.Verbatim{Text: "Möte\n````\n@channel <b>\n  in\n"}),
		"image":    say(bot.Image{URL: "https://example.org/x_(1).png", Alt: "Bild [1]"}, bot.Image{URL: "javascript:x", Alt: "Ej"}),
		"buttons":  say(bot.Text{Markup: "Vilken?"}, task),
		"bare":     say(task, bot.Buttons{}, task),
		"digest": say(bot.Heading{Text: "God morgon"}, bot.Text{Markup: "*Försenade*"}, bot.Text{Markup: "U31 Ring Ulla"}, task,
			bot.Text{Markup: "*I dag*"}, bot.Text{Markup: "U32 Skriv"}, bot.Buttons{{Label: "Klar", Command: "/uppgift klar U32"}},
			bot.Text{Markup: "U33 Nytt"}, bot.Context{Markup: "och 3 till"}),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			golden(t, name+".txt", written(draw(m)))
		})
	}
	if got := draw(bot.Message{}); got != nil {
		t.Errorf("nothing is %v", got)
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

// Only whom our own markup names is called upon, and by their whole name,
// whatever stands beside it.
func TestMentions(t *testing.T) {
	t.Parallel()
	for _, m := range []bot.Markup{
		bot.Mention(anna), "a" + bot.Mention(anna) + "s", bot.Mention(anna) + ".x", "_" + bot.Mention(anna) + "\\_x", "*a*" + bot.Mention(anna) + "_b_",
		"av:" + bot.Mention(anna) + "-@bo", bot.Mention(anna) + bot.Mention(anna), "_@bo_" + bot.Mention(anna), bot.Bold("@bo") + bot.Mention(anna) + bot.Code("@bo"),
	} {
		for _, b := range []bot.Block{bot.Text{Markup: m}, bot.Context{Markup: m}, bot.List{Items: []bot.Markup{m}}} {
			if names, _ := called(block(b)); !slices.Equal(names, []string{"anna.ek"}) {
				t.Errorf("%q calls upon %q", block(b), names)
			}
		}
	}
	for _, user := range []string{"all", "Channel", "here", "x y", "a\u00a0@bo", ""} {
		if names, _ := called(inline(bot.Mention(bot.Person{ID: "u", User: user}))); len(names) > 0 {
			t.Errorf("%q calls upon %q", user, names)
		}
	}
}

// What people wrote is text in every block.
func TestBlocksEscape(t *testing.T) {
	t.Parallel()
	for _, text := range nasty {
		for _, b := range []bot.Block{
			bot.Heading{Text: text}, bot.Text{Markup: bot.Bold(text)}, bot.Text{Markup: bot.Escape(text)}, bot.Context{Markup: bot.Escape(text)},
			bot.Text{Markup: bot.Code(text)}, bot.Text{Markup: bot.Link(text, "https://example.org/"+text)}, bot.Text{Markup: "_" + bot.Escape(text) + "_"},
			bot.Fields{{Label: text, Value: bot.Escape(text)}}, bot.List{Items: []bot.Markup{bot.Escape(text)}}, bot.Quote{Text: text, Source: text},
			bot.Table{Head: []string{text}, Rows: [][]string{{text}}}, bot.Verbatim{Text: text}, bot.Image{URL: text, Alt: text},
		} {
			got := block(b)
			names, marks := called(got)
			if _, isCode := b.(bot.Verbatim); len(names) > 0 || slices.Contains(marks, "code") && !isCode && !strings.Contains(got, "`") {
				t.Errorf("%T of %q is %q: calls upon %q, has %q", b, text, got, names, marks)
			}
		}
	}
}
