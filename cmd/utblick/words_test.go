package main

import (
	"slices"
	"strings"
	"testing"

	"utblick/bot"
	"utblick/bot/i18n"
	"utblick/handlers/capture"
	"utblick/handlers/when"
	"utblick/store"
	"utblick/store/guideline"
	"utblick/store/search"
	"utblick/store/support"
)

func catalogueOf(t *testing.T) *i18n.Catalogue {
	t.Helper()
	c, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// typed makes words equal that the bot takes for the same: fråga, Fraga.
func typed(word string) string { return strings.ReplaceAll(search.Fold(word), "-", " ") }

// distinct fails when two owners have a word in common; words of one owner
// may repeat, as "plan" does in both languages.
func distinct(t *testing.T, c *i18n.Catalogue, among string, keys ...string) map[string]string {
	t.Helper()
	owner := map[string]string{}
	for _, key := range keys {
		if len(c.Words(key)) == 0 {
			t.Errorf("%s: nothing can be typed for %s", among, key)
		}
		for _, word := range c.Words(key) {
			if other := owner[typed(word)]; other != "" && other != key {
				t.Errorf("%s: %q is a word for %s and for %s", among, word, other, key)
			}
			owner[typed(word)] = key
		}
	}
	return owner
}

// TestEachWordMeansOneThing: of the commands, and of one command's verbs, in
// all languages together.
func TestEachWordMeansOneThing(t *testing.T) {
	t.Parallel()
	c := catalogueOf(t)
	var commands []string
	for _, name := range commandNames() {
		commands = append(commands, "command."+name)
	}
	distinct(t, c, "commands", commands...)
	for _, command := range commandList() {
		keys := []string{"help"}
		for _, v := range command.Verbs {
			if wordless[v.Name] == "" {
				keys = append(keys, "verb."+v.Name)
			}
		}
		if command.Hub { // its verbs stand where another command's name can
			keys = append(keys, without(slices.Clone(commands), "command."+command.Name)...)
		}
		distinct(t, c, "/"+command.Name, keys...)
	}
	distinct(t, c, "a task list", "all", "late", "finished", "mine")
	distinct(t, c, "plain text", "help", "more")
	distinct(t, c, "the end of a line", "page", "share", "to", "by", "deputy")
}

// TestNoVerbSwallowsAFilter: a verb of two words goes before one of one word,
// so "lista alla" as a verb would leave nothing of "alla".
func TestNoVerbSwallowsAFilter(t *testing.T) {
	t.Parallel()
	c := catalogueOf(t)
	for _, filter := range []string{"all", "late", "finished", "mine", "share"} {
		for _, verb := range c.Words("verb.list") {
			for _, word := range c.Words(filter) {
				if strings.HasSuffix(typed(verb), " "+typed(word)) {
					t.Errorf("%q is a word for list and takes %q (%s) with it", verb, word, filter)
				}
			}
		}
	}
}

// TestVerbsNamedByCommands: what a command does without a verb is one of its verbs.
func TestVerbsNamedByCommands(t *testing.T) {
	t.Parallel()
	for _, command := range commandList() {
		for _, name := range []string{command.Bare, command.Loose, command.Block} {
			if name != "" && !slices.ContainsFunc(command.Verbs, func(v bot.Verb) bool { return v.Name == name }) {
				t.Errorf("/%s has no verb %s", command.Name, name)
			}
		}
	}
}

func colleagues() capture.People {
	return capture.People{
		{ID: "anna", User: "anna", Name: "Anna Ek"}, {ID: "bo", User: "bo", Name: "Bo Lund"},
	}
}

func anyPoint(string) bool { return true }

// TestLabelsAreUnderstood: whatever the catalogue prints or promises as a
// label on a contact's line, the line is read by it.
func TestLabelsAreUnderstood(t *testing.T) {
	t.Parallel()
	c := catalogueOf(t)
	for label, field := range map[string]struct {
		value string
		got   func(capture.Contact) string
	}{
		"name":         {"Eva Berg", func(c capture.Contact) string { return c.Name }},
		"organisation": {"Eva Berg", func(c capture.Contact) string { return c.Organisation }},
		"role":         {"Eva Berg", func(c capture.Contact) string { return c.Role }},
		"email":        {"eva@example.fi", func(c capture.Contact) string { return c.Email }},
		"phone":        {"+358 40 123 4567", func(c capture.Contact) string { return c.Phone }},
		"country":      {"FI", func(c capture.Contact) string { return c.Country }},
		"owner":        {"anna", func(c capture.Contact) string { return c.Owner.ID }},
	} {
		for _, word := range c.Words("label." + label) {
			line := "#x, " + word + ": " + field.value
			if got := field.got(capture.ParseContact(line, colleagues(), anyPoint)); got != field.value {
				t.Errorf("%s: %q is read as %q", label, line, got)
			}
		}
	}
	for _, word := range c.Words("anyway") {
		if !capture.ParseContact("Eva Berg, "+word, nil, anyPoint).Anyway {
			t.Errorf("anyway: %q is not read as such", word)
		}
	}
}

// TestExamplesAreUnderstood: a line that we tell people to type had better work.
func TestExamplesAreUnderstood(t *testing.T) {
	t.Parallel()
	c := catalogueOf(t)
	today, err := store.ParseDay("2026-11-23")
	if err != nil {
		t.Fatal(err)
	}
	due := when.Ref{Today: today, Kind: when.Due, Calendar: when.NewCalendar()}
	for _, lang := range i18n.Languages() {
		for key, want := range map[string]string{
			"example.task": "2026-12-15 anna N7", "usage.task_new": "2026-12-15 anna N7",
			"example.point_task": "2026-11-27  N3", "example.task_change": "2026-12-20 bo ",
		} {
			line := c.Text(lang, key, "code", "N3")
			read := capture.ParseTask(line, colleagues(), anyPoint, due)
			got := read.Due.String() + " " + read.Owner.ID + " " + strings.Join(read.Points, " ")
			if got != want || read.DueErr != nil {
				t.Errorf("%s %s: %q is read as %q (%v), want %q", lang, key, line, got, read.DueErr, want)
			}
		}
		if day, err := when.Parse(c.Text(lang, "example.day"), due); err != nil || day.Day.String() != "2026-12-04" {
			t.Errorf("%s example.day: %v %v", lang, day.Day, err)
		}
		read := capture.ParseContact(c.Text(lang, "example.contact"), colleagues(), anyPoint)
		if read.Name != "Mikko Lahtinen" || read.Organisation == "" || read.Role == "" || read.Country != "FI" || read.Email == "" || len(read.Unknown) > 0 {
			t.Errorf("%s example.contact is read as %+v", lang, read)
		}
		days, _, ok := strings.Cut(c.Text(lang, "example.absence"), " "+c.Word(lang, "deputy")+" ")
		if from, to, err := when.ParseDays(days, due); !ok || err != nil || from.String() != "2026-12-01" || to.String() != "2026-12-12" {
			t.Errorf("%s example.absence: %q is read as %v to %v (%v)", lang, days, from, to, err)
		}
	}
}

// TestUsageNamesWhatIsThere: a programme, points, an idea that finds something.
func TestUsageNamesWhatIsThere(t *testing.T) {
	t.Parallel()
	c := catalogueOf(t)
	programmes, err := support.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := guideline.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range i18n.Languages() {
		if id := c.Text(lang, "usage.support_show"); !hasProgramme(programmes, id) {
			t.Errorf("%s: there is no programme %s", lang, id)
		}
		if idea := c.Text(lang, "usage.support_search"); len(programmes.Find(idea, lang)) == 0 {
			t.Errorf("%s: nothing fits %q", lang, idea)
		}
		for _, key := range []string{"usage.plan_show", "usage.plan_owner", "usage.task_new", "usage.contact_new", "example.task", "example.point_task"} {
			for _, code := range store.Codes(c.Text(lang, key, "code", "N3")) {
				if point, ok := store.ParsePoint(code); ok {
					if _, ok := doc.Point(point); !ok {
						t.Errorf("%s %s: there is no point %s", lang, key, point)
					}
				}
			}
		}
	}
}

func hasProgramme(c *support.Catalogue, id string) bool {
	_, ok := c.Get(id)
	return ok
}

// TestHintsNameDaysThatAreUnderstood: error.day.unknown and
// error.absence.unclear tell what to type.
func TestHintsNameDaysThatAreUnderstood(t *testing.T) {
	t.Parallel()
	c := catalogueOf(t)
	due := when.Ref{Today: store.NewDay(2026, 11, 23), Kind: when.Due, Calendar: when.NewCalendar()}
	for _, lang := range i18n.Languages() {
		parts := strings.Split(c.Text(lang, "error.day.unknown", "text", "x"), "`")
		for i := 1; i < len(parts); i += 2 {
			if _, err := when.Parse(parts[i], due); err != nil {
				t.Errorf("%s: we say to type %q: %v", lang, parts[i], err)
			}
		}
		parts = strings.Split(c.Text(lang, "error.absence.unclear", "text", "x", "line", "y"), "`")
		for i := 1; i < len(parts); i += 2 {
			if _, _, err := when.ParseDays(parts[i], due); err != nil {
				t.Errorf("%s: we say to type %q: %v", lang, parts[i], err)
			}
		}
	}
}
