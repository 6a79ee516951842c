package i18n

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/BurntSushi/toml"
)

// texts are a language's texts as they stand in its file, by key; one with
// plural forms has an entry a form, "task.open#one".
func texts(t *testing.T, lang string) map[string]string {
	t.Helper()
	raw, err := files.ReadFile(lang + ".toml")
	if err != nil {
		t.Fatal(err)
	}
	var tree map[string]any
	if err := toml.Unmarshal(raw, &tree); err != nil {
		t.Fatalf("%s.toml: %v", lang, err)
	}
	all := map[string]string{}
	flatten(t, all, "", tree)
	return all
}

func flatten(t *testing.T, all map[string]string, prefix string, tree map[string]any) {
	t.Helper()
	_, plural := tree["other"].(string)
	for name, value := range tree {
		key := prefix + "." + name
		if plural {
			key = prefix + "#" + name
		}
		switch v := value.(type) {
		case string:
			all[strings.TrimPrefix(key, ".")] = v
		case map[string]any:
			flatten(t, all, key, v)
		default:
			t.Errorf("%s: %T is no text", key, value)
		}
	}
}

func load(t testing.TB) *Catalogue {
	t.Helper()
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestLanguagesSayTheSame(t *testing.T) {
	t.Parallel()
	c := load(t)
	swedish := texts(t, Default)
	for _, lang := range Languages() {
		if len(c.Keys(lang)) == 0 {
			t.Fatalf("%s has no texts", lang)
		}
		own := texts(t, lang)
		for key := range swedish {
			if _, ok := own[key]; !ok {
				t.Errorf("%s.toml lacks %s", lang, key)
			}
		}
		for key, text := range own {
			of, ok := swedish[key]
			if !ok {
				t.Errorf("%s.toml has %s, which sv.toml lacks", lang, key)
				continue
			}
			if got, want := values(text), values(of); !slices.Equal(got, want) {
				t.Errorf("%s.toml %s: values %v, in sv.toml %v", lang, key, got, want)
			}
		}
	}
}

// TestPluralForms: each language here has two, and a text has both or none.
func TestPluralForms(t *testing.T) {
	t.Parallel()
	for _, lang := range Languages() {
		forms := map[string][]string{}
		for key := range texts(t, lang) {
			if key, form, ok := strings.Cut(key, "#"); ok {
				forms[key] = append(forms[key], form)
			}
		}
		for key, got := range forms {
			if slices.Sort(got); !slices.Equal(got, []string{"one", "other"}) {
				t.Errorf("%s.toml %s: forms %v, want one and other", lang, key, got)
			}
		}
	}
}

var value = regexp.MustCompile(`\{\{[^}]*?(\.[a-z_.]+)[^}]*\}\}`)

// values are the names of what a text leaves room for, sorted, each once.
// A count that the form itself says ("one contact") need not be written.
func values(text string) []string {
	names := map[string]bool{}
	for _, m := range value.FindAllStringSubmatch(text, -1) {
		names[m[1]] = true
	}
	return slices.Sorted(maps.Keys(names))
}

func TestTextsAreWhole(t *testing.T) {
	t.Parallel()
	for _, lang := range Languages() {
		for key, text := range texts(t, lang) {
			switch {
			case strings.TrimSpace(text) == "":
				t.Errorf("%s.toml %s is empty", lang, key)
			case text != strings.TrimSpace(text) || strings.Contains(text, "  ") && !strings.Contains(text, "\n  "):
				t.Errorf("%s.toml %s has spaces to spare: %q", lang, key, text)
			case strings.Count(text, "`")%2 != 0 || strings.Count(text, "*")%2 != 0 && !strings.Contains(text, "* "):
				t.Errorf("%s.toml %s: markup that doesn't end: %q", lang, key, text)
			}
		}
	}
}

// TestRendered fills in every text: nothing of the template may be left.
func TestRendered(t *testing.T) {
	t.Parallel()
	c := load(t)
	for _, lang := range Languages() {
		for key, text := range texts(t, lang) {
			key, form, _ := strings.Cut(key, "#")
			data := map[string]any{"count": 2, "slash": map[string]string{"desk": "/utblick"}}
			if form == "one" {
				data["count"] = 1
			}
			for _, name := range values(text) {
				if name = strings.TrimPrefix(name, "."); data[name] == nil {
					data[name] = "VALUE"
				}
			}
			got := c.Render(lang, key, data)
			if got == key || got == "" || strings.Contains(got, "{{") || strings.Contains(got, "<no value>") {
				t.Errorf("%s %s renders as %q", lang, key, got)
			}
			if strings.Contains(text, ".slash.") && !strings.Contains(got, "/utblick") {
				t.Errorf("%s %s: the command is not in %q", lang, key, got)
			}
		}
	}
}

func TestText(t *testing.T) {
	t.Parallel()
	c := load(t)
	for _, tt := range []struct {
		rule, lang, key string
		args            []any
		want            string
	}{
		{"Swedish", "sv", "error.record.unknown", []any{"code", "K3"}, "K3 finns inte."},
		{"English", "en", "error.record.unknown", []any{"code", "K3"}, "There is no K3."},
		{"another language is answered in Swedish", "fi", "error.record.unknown", []any{"code", "K3"}, "K3 finns inte."},
		{"one", "en", "plan.open", []any{"count", 1}, "1 open"},
		{"several", "sv", "plan.open", []any{"count", 3}, "3 öppna"},
		{"none", "sv", "plan.open", []any{"count", 0}, "0 öppna"},
		{"a key that is not there shows itself", "sv", "no.such", nil, "no.such"},
	} {
		if got := c.Text(tt.lang, tt.key, tt.args...); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.rule, got, tt.want)
		}
	}
}

func TestWords(t *testing.T) {
	t.Parallel()
	c := load(t)
	for lang, want := range map[string]string{"sv": "ny", "en": "new", "fi": "ny"} {
		if got := c.Word(lang, "verb.new"); got != want {
			t.Errorf("Word(%s) = %q, want %q", lang, got, want)
		}
	}
	if words := c.Words("verb.new"); words[0] != "ny" || !slices.Contains(words, "new") {
		t.Errorf("Words = %v, want Swedish first, and English", words)
	}
	if c.Has("en", "no.such") || !c.Has("en", "words.verb.new") {
		t.Error("Has is wrong")
	}
}

// TestWordsStandOnce: within an entry, and without stray commas.
func TestWordsStandOnce(t *testing.T) {
	t.Parallel()
	for _, lang := range Languages() {
		for key, text := range texts(t, lang) {
			if !strings.HasPrefix(key, "words.") {
				continue
			}
			words := strings.Split(text, ", ")
			for i, w := range words {
				if w != strings.TrimSpace(w) || w == "" || strings.Contains(w, ",") {
					t.Errorf("%s.toml %s: %q is no word", lang, key, w)
				}
				if slices.Contains(words[:i], w) {
					t.Errorf("%s.toml %s: %q stands twice", lang, key, w)
				}
			}
		}
	}
}

// TestTypedEverywhere holds the words that the design promises.
func TestTypedEverywhere(t *testing.T) {
	t.Parallel()
	c := load(t)
	for key, promised := range map[string]string{
		"command.contact": "kontakt contact", "command.meeting": "möte meeting", "command.task": "uppgift task",
		"command.plan": "plan", "command.ask": "fråga ask", "command.support": "stöd support", "command.desk": "utblick",
		"verb.new": "ny new", "verb.show": "visa show", "verb.search": "sök search", "verb.edit": "ändra edit",
		"verb.note": "notera note", "verb.list": "lista list", "verb.merge": "slå-ihop merge", "verb.delete": "radera delete",
		"verb.done": "klar done", "verb.move": "flytta move", "verb.assign": "tilldela assign", "verb.remind": "påminn remind",
		"mine": "mina mine", "all": "alla all", "late": "försenade late",
		"verb.undo": "ångra undo", "verb.absence": "absence", "verb.reminders": "reminders", "verb.settings": "settings",
		"verb.export": "export", "verb.answer": "answer", "verb.unanswered": "unanswered", "verb.statistics": "statistics",
		"by": "senast by before", "deputy": "ersättare deputy", "help": "hjälp help ?", "more": "mer", "share": "dela",
		"label.name": "name namn", "label.organisation": "org organisation", "label.role": "roll role", "label.email": "mejl mail",
		"label.phone": "tel phone", "label.country": "land country", "label.owner": "ansvarig owner",
	} {
		for word := range strings.FieldsSeq(promised) {
			if !slices.Contains(c.Words(key), word) {
				t.Errorf("words.%s lacks %q", key, word)
			}
		}
	}
}

// TestPlainLanguage: words of the trade that nobody at the office uses. The
// command line's own texts are for whoever runs the program.
func TestPlainLanguage(t *testing.T) {
	t.Parallel()
	jargon := map[string]string{
		"sv": "ogiltig ogiltigt parameter parametern argument entitet objekt instans exekvera exekveras parsa syntax sträng " +
			"timeout server token session request default metadata autentisera användare användaren query null vänligen erhåll id",
		"en": "invalid parameter argument entity object instance execute parse syntax string " +
			"timeout server token session request default metadata authenticate user query null id",
	}
	for _, lang := range Languages() {
		for key, text := range texts(t, lang) {
			if strings.HasPrefix(key, "cli.") {
				continue
			}
			said := strings.FieldsFunc(value.ReplaceAllString(text, ""), func(r rune) bool { return !unicode.IsLetter(r) })
			for _, word := range said {
				if slices.Contains(strings.Fields(jargon[lang]), strings.ToLower(word)) {
					t.Errorf("%s.toml %s: nobody at the office says %q: %s", lang, key, word, text)
				}
			}
		}
	}
}

// TestNamesNoCommand: what a command is called differs between workspaces, so
// texts take it from {{.slash.…}}.
func TestNamesNoCommand(t *testing.T) {
	t.Parallel()
	c := load(t)
	for _, lang := range Languages() {
		for key, text := range texts(t, lang) {
			for _, command := range []string{"contact", "meeting", "task", "plan", "ask", "support", "desk"} {
				for _, word := range c.Words("command." + command) {
					if strings.Contains(text, "/"+word) {
						t.Errorf("%s.toml %s names /%s: %s", lang, key, word, text)
					}
				}
			}
		}
	}
}

func BenchmarkText(b *testing.B) {
	c := load(b)
	for b.Loop() {
		c.Text("sv", "contact.saved", "code", "K12", "name", "Mikko Lahtinen")
	}
}

func BenchmarkTextPlural(b *testing.B) {
	c := load(b)
	for b.Loop() {
		c.Text("en", "plan.open", "count", 3)
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		load(b)
	}
}
