package console_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"utblick/bot"
	"utblick/bot/console"
)

func fields() []bot.FormField {
	return []bot.FormField{
		{Name: "name", Label: "Namn"}, {Name: "due", Label: "Klar senast"}, {Name: "text", Label: "Löptext"},
		{Name: "title", Label: "Name"}, // a label that is another field's name
	}
}

func TestParseFill(t *testing.T) {
	t.Parallel()
	type values = map[string]string
	for text, want := range map[string]values{
		`name=Mikko`:                              {"name": "Mikko"},
		`name=Mikko Lahtinen due=fredag`:          {"name": "Mikko Lahtinen", "due": "fredag"},
		`NAMN=Mikko klar  senast=fredag v 50`:     {"name": "Mikko", "due": "fredag v 50"},
		`loptext=å ä ö`:                           {"text": "å ä ö"},
		`Löptext=å`:                               {"text": "å"},
		`name=`:                                   {"name": ""},
		`name= due=`:                              {"name": "", "due": ""},
		`name=a name=b`:                           {"name": "b"},
		`name="a due=b" due="c"`:                  {"name": "a due=b", "due": "c"},
		`name=”a due=b” due=c`:                    {"name": "a due=b", "due": "c"},
		`text="han sa ”hej due=x” till oss"`:      {"text": "han sa ”hej due=x” till oss"},
		`text="a \"b\" \\ c\nd"`:                  {"text": "a \"b\" \\ c\nd"},
		`text="utan slut due=x`:                   {"text": `"utan slut`, "due": "x"},
		`text="Oulu" stad due=x`:                  {"text": `"Oulu" stad`, "due": "x"},
		`text=1+1=2, =1+1 och https://x.se/?a=b`:  {"text": "1+1=2, =1+1 och https://x.se/?a=b"},
		`text=x  y`:                               {"text": "x  y"},
		"text=" + strings.Repeat("ord ", 200_000): {"text": strings.TrimSpace(strings.Repeat("ord ", 200_000))},
	} {
		got, err := console.ParseFill(fields(), text, "")
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%.80s: %v (-want +got)\n%.500s", text, err, diff)
		}
	}
}

func TestParseFillBlock(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"name=a text=":    "due=1\nrad 2",
		"name=a text=rad": "rad\ndue=1\nrad 2",
	} {
		got, err := console.ParseFill(fields(), text, "due=1\nrad 2")
		if got["text"] != want || got["name"] != "a" || err != nil {
			t.Errorf("%s: %q, %v", text, got, err)
		}
	}
}

func TestParseFillRefuses(t *testing.T) {
	t.Parallel()
	for text, unknown := range map[string]string{
		"":                 "",
		"Mikko":            "",
		"nme=Mikko":        "nme",
		"name=Mikko ttl=x": "ttl",
		"=x":               "",
		`name="a" du=1`:    "du",
	} {
		got, err := console.ParseFill(fields(), text, "")
		var field console.UnknownField
		errors.As(err, &field)
		if err == nil || string(field) != unknown || got != nil {
			t.Errorf("%q: %v, %q", text, got, err)
		}
	}
}

func TestAt(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"2026-12-01T09:00":          "2026-12-01T09:00:00+01:00",
		"2026-12-01 09:00":          "2026-12-01T09:00:00+01:00",
		"2026-12-01T09:00:30":       "2026-12-01T09:00:30+01:00",
		"2026-12-01T09:00:00+01:00": "2026-12-01T09:00:00+01:00",
		"2026-12-01T08:00:00Z":      "2026-12-01T09:00:00+01:00",
		"2026-11-23 09:00":          "2026-11-23T09:00:20+01:00", // the minute it is
		"2026-11-23 08:59":          "",
		"2026-02-30 09:00":          "",
		"9:00":                      "",
		"2026-12-01":                "",
	} {
		clock := newClock()
		clock.now = clock.now.Add(20 * time.Second)
		before := clock.now
		_, c := run(t, ":at "+text+"\n", func(n *console.Needs) { n.Clock = clock })
		got := clock.now.Format(time.RFC3339)
		if want == "" {
			want = before.Format(time.RFC3339)
			if c.Unclear() != 1 {
				t.Errorf("%s was understood", text)
			}
		}
		if got != want {
			t.Errorf("%s: the clock shows %s, want %s", text, got, want)
		}
	}
}
