package console

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"utblick/bot"
)

// keys are what someone types at the prompt; "^C" is that key, and the end Ctrl-D.
type keys struct {
	lines   []string
	prompts []string
}

func (k *keys) next(_ context.Context, prompt string) (string, error) {
	k.prompts = append(k.prompts, prompt)
	if len(k.lines) == 0 {
		return "", io.EOF
	}
	line := k.lines[0]
	k.lines = k.lines[1:]
	if line == "^C" {
		return "", errLeft
	}
	return line, nil
}

func (k *keys) close() error { return nil }

type words struct{}

func (words) Text(_, key string, args ...any) string {
	return fmt.Sprint(append([]any{key}, args...)...)
}

type stillClock struct{}

func (stillClock) Now() time.Time                           { return time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC) }
func (stillClock) Advance(context.Context, time.Time) error { return nil }

func ask(t *testing.T, lines ...string) (sent []map[string]string, prompts []string, out string) {
	t.Helper()
	var b bytes.Buffer
	c := New(Needs{Out: &b, Terminal: true, Clock: stillClock{}, Words: words{}})
	k := &keys{lines: lines}
	c.source = k
	err := c.Run(t.Context(), func(_ context.Context, e bot.Event) bot.Response {
		if e.Kind == bot.Submitted {
			sent = append(sent, e.Values)
			return answer(e.Values)
		}
		return bot.Response{Form: card()}
	})
	if err != nil {
		t.Fatal(err)
	}
	return sent, k.prompts, b.String()
}

func card() *bot.Form {
	return &bot.Form{Title: "Ny kontakt", Fields: []bot.FormField{
		{Name: "name", Label: "Namn", Required: true},
		{Name: "organisation", Label: "Organisation", Value: "Oulu", Hint: "var de arbetar"},
		{Name: "text", Label: "Anteckning", Type: bot.FieldLong},
	}}
}

// answer refuses the name "fel".
func answer(values map[string]string) bot.Response {
	if values["name"] != "fel" {
		return bot.Response{Message: &bot.Message{Blocks: []bot.Block{bot.Heading{Text: "Sparat."}}}}
	}
	form := card()
	for i, f := range form.Fields {
		form.Fields[i].Value = values[f.Name]
	}
	form.Fields[0].Error = "finns redan"
	return bot.Response{Form: form}
}

func TestAskForm(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		typed []string
		want  []string
	}{
		"each in its turn":      {[]string{"/ny", " Mikko ", "Piteå", "rad 1", "", "rad 2", "."}, []string{"Mikko|Piteå|rad 1\n\nrad 2"}},
		"an empty line keeps":   {[]string{"/ny", "Mikko", "", "."}, []string{"Mikko|Oulu|"}},
		"a dash takes away":     {[]string{"/ny", "Mikko", "-", "."}, []string{"Mikko||"}},
		"required is asked for": {[]string{"/ny", "", "-", "Mikko", "", "."}, []string{"Mikko|Oulu|"}},
		"only what was wrong":   {[]string{"/ny", "fel", "", "x", ".", "Mikko"}, []string{"fel|Oulu|x", "Mikko|Oulu|x"}},
		"Ctrl-C":                {[]string{"/ny", "Mikko", "^C"}, nil},
		"Ctrl-C in long text":   {[]string{"/ny", "Mikko", "", "rad", "^C"}, nil},
		"Ctrl-D":                {[]string{"/ny"}, nil},
		"again after Ctrl-C":    {[]string{"/ny", "^C", "/ny", "Bo", "", "."}, []string{"Bo|Oulu|"}},
		"Ctrl-C in a block":     {[]string{"/ny <<", "rad", "^C"}, nil},
	} {
		sent, _, out := ask(t, c.typed...)
		var got []string
		for _, v := range sent {
			got = append(got, v["name"]+"|"+v["organisation"]+"|"+v["text"])
		}
		if strings.Join(got, "/") != strings.Join(c.want, "/") {
			t.Errorf("%s: sent %q, want %q", name, got, c.want)
		}
		if c.want == nil && !strings.Contains(out, "console.cancelled") {
			t.Errorf("%s: no word about it:\n%s", name, out)
		}
	}
}

func TestPrompts(t *testing.T) {
	t.Parallel()
	_, prompts, out := ask(t, ":in -ledning", ":as bo", "/ny", "Mikko", "", ".")
	want := []string{"anna> ", "anna -ledning> ", "bo -ledning> ", "Namn *: ", "Organisation [Oulu]: ", "… ", "bo -ledning> "}
	if strings.Join(prompts, "|") != strings.Join(want, "|") {
		t.Errorf("prompts %q, want %q", prompts, want)
	}
	if strings.Contains(out, "> /ny") || !strings.Contains(out, "var de arbetar") {
		t.Errorf("came:\n%s", out)
	}
}

// TestPostAtPrompt: what comes while someone types stands on lines of its own,
// and the prompt below it again.
func TestPostAtPrompt(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	p := newPlain(&b)
	p.waiting("anna> ")
	if err := p.send(&delivery{posted: true, to: bot.Address{Person: "bo"}, text: "U1"}); err != nil {
		t.Fatal(err)
	}
	if want := "\r\x1b[K→ @bo, 0001-01-01 00:00:\nU1\nanna> "; b.String() != want {
		t.Errorf("%q, want %q", b.String(), want)
	}
}

// TestHistoryFile: replaced whole and private, or the old one stays.
func TestHistoryFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	name := filepath.Join(dir, "history")
	if err := os.WriteFile(name, []byte("gammalt\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := writePrivate(name, []byte("nytt\n")); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(name)
	info, err2 := os.Stat(name)
	if err != nil || err2 != nil || string(text) != "nytt\n" || info.Mode().Perm() != 0o600 {
		t.Errorf("%q, %v, %v, %v", text, info.Mode(), err, err2)
	}
	if err := writePrivate(filepath.Join(dir, "none", "history"), nil); err == nil {
		t.Error("wrote into a folder that isn't there")
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".history-*")); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}
