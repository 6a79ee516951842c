package answer

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"utblick/store"
	"utblick/store/guideline"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// ticking is a clock that goes on by 400 µs each time it is read.
func ticking() func() time.Time {
	at := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	return func() time.Time {
		at = at.Add(400 * time.Microsecond)
		return at
	}
}

func TestGoldenAnswers(t *testing.T) {
	t.Parallel()
	doc, err := guideline.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	for name, question := range map[string]string{
		"point":    "Ska vi ha kontakt med någon i Bryssel?",
		"metadata": "Hur länge gäller riktlinjen?",
		"english":  "Who is responsible for coordinating EU information?",
		"refused":  "Hur många invånare har Älvsbyn?",
		"foreign":  "What does a parking fine cost?",
		"empty":    " ",
	} {
		e := New(doc, Options{Words: mapWords{}, Clock: ticking()})
		var got bytes.Buffer
		enc := json.NewEncoder(&got)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		if err := enc.Encode(e.Ask(question, "", today)); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join("testdata", "golden", name+".json")
		if *update {
			if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got.String()); diff != "" {
			t.Errorf("%s (-want +got, -update rewrites):\n%s", name, diff)
		}
	}
}

func TestLanguageOfTheReply(t *testing.T) {
	t.Parallel()
	e := engine(t)
	for _, tc := range []struct{ question, lang, want string }{
		{"Vem är dokumentansvarig?", "", "sv"},
		{"vem ar dokumentansvarig", "", "sv"},
		{"Who owns the guideline?", "", "en"},
		{"Who owns the guideline?", "sv", "sv"},
		{"Vem äger riktlinjen?", "en", "en"},
		{"ICLD", "", "sv"},
		{"", "", "sv"},
		{"", "en", "en"},
		{"Vem äger riktlinjen?", "fi", "sv"},
	} {
		if a := e.Ask(tc.question, tc.lang, today); a.Lang != tc.want {
			t.Errorf("Ask(%q, %q) replies in %q, want %q", tc.question, tc.lang, a.Lang, tc.want)
		}
	}
	if a := e.Ask("Who owns the guideline?", "sv", today); !a.Answered {
		t.Error("an English question to a Swedish bot is still an English question")
	}
}

func TestExpiryIsSaidWithEveryAnswer(t *testing.T) {
	t.Parallel()
	e := engine(t)
	for day, want := range map[store.Day]int{
		store.NewDay(2022, time.December, 31): 0, store.NewDay(2023, time.January, 1): 1, 0: 0,
	} {
		if a := e.Ask("Vem är dokumentansvarig?", "", day); len(a.Notices) != want {
			t.Errorf("on %s: %q", day, a.Notices)
		}
	}
	if a := e.Ask("Vad kostar en parkeringsbot?", "", today); len(a.Notices) != 0 {
		t.Errorf("a refusal has nothing to be out of date: %q", a.Notices)
	}
}

func TestPointsByCode(t *testing.T) {
	t.Parallel()
	e := engine(t)
	for question, want := range map[string]string{
		"Vad står i N3?": "N3", "n8": "N8", "What is L2 about?": "L2", "Vad är skillnaden mellan N5 och N6?": "N5",
	} {
		a := e.Ask(question, "", today)
		if !a.Answered || a.Citations[0].Point == nil || *a.Citations[0].Point != want {
			t.Errorf("%s: %+v", question, a.Citations)
		}
	}
	if a := e.Ask("Vad står i N9?", "", today); a.Answered {
		t.Errorf("there is no N9: %+v", a.Citations)
	}
}

func TestBadQuestions(t *testing.T) {
	t.Parallel()
	e := engine(t)
	for name, question := range map[string]string{
		"empty": "", "blank": " \t\n", "marks": "???!", "nul": "vem \x00 äger", "not UTF-8": "vem \xff\xfe äger",
		"huge": strings.Repeat("vem äger riktlinjen ", 50_000), "one word": strings.Repeat("å", 1_000_000),
		"marks on nothing": strings.Repeat("\u0301", 5_000), "emoji": "🙂🙂🙂", "long words": strings.Repeat(strings.Repeat("ab", 400)+" ", 9),
	} {
		start := time.Now()
		a := e.Ask(question, "", today)
		if took := time.Since(start); took > time.Second {
			t.Errorf("%s took %s", name, took)
		}
		check(t, e, a)
		if utf8.RuneCountInString(a.Question) > longestQuestion {
			t.Errorf("%s: the question comes back with %d runes", name, utf8.RuneCountInString(a.Question))
		}
	}
	if a := e.Ask("vem \x00 äger \xff riktlinjen", "", today); !a.Answered || a.Citations[0].Quote != "Näringslivschef" {
		t.Errorf("stray bytes hide the question: %+v", a)
	}
}

// Another municipality's document answers from its own words.
func TestAnotherDocument(t *testing.T) {
	t.Parallel()
	doc, err := guideline.Parse("Riktlinje\n\nDokumentnamn\tInternationellt samarbete\nAntagen\t2025-05-20, KF § 44\n\n" +
		"1. Mål\n\nKommunen ska ha minst två aktiva vänorter.\n\n2. Handlingsplan\n\nPå lång sikt ska vi:\n\n- sprida kunskap om Nordkalotten\n")
	if err != nil {
		t.Fatal(err)
	}
	e := New(doc, Options{Words: mapWords{}})
	a := e.Ask("Hur många vänorter ska vi ha?", "", today)
	if !a.Answered || a.Citations[0].Edition != "2025-05-20, KF § 44" || a.Citations[0].Section != "1. Mål" || len(a.Notices) != 0 {
		t.Errorf("%+v", a)
	}
	if a := e.Ask("nordkalotten?", "", today); !a.Answered || a.Citations[0].Point == nil || *a.Citations[0].Point != "L1" {
		t.Errorf("%+v", a)
	}
	if a := e.Ask("Vad kostar bygglov?", "", today); a.Answered || a.AskInstead.Role != "näringslivskontoret" {
		t.Errorf("%+v", a)
	}
}

// check is what holds of every answer, whatever was asked.
func check(t *testing.T, e *Engine, a Answer) {
	t.Helper()
	if a.Citations == nil || a.Notices == nil || a.Text == "" {
		t.Fatalf("an answer without its parts: %+v", a)
	}
	if a.Answered != (len(a.Citations) > 0) || a.Answered != (a.AskInstead == nil) || a.Answered != (a.Nearest == nil) {
		t.Fatalf("neither answer nor refusal: %+v", a)
	}
	if len(a.Citations) > 3 || len(a.Nearest) > 3 || a.Confidence < 0 || a.Confidence > 1 {
		t.Fatalf("out of bounds: %+v", a)
	}
	for _, c := range append(a.Citations, a.Nearest...) {
		if c.Quote == "" || !strings.Contains(e.doc.Source, c.Quote) || utf8.RuneCountInString(c.Quote) > 400 {
			t.Fatalf("not a quote: %q", c.Quote)
		}
		if c.Section == "" || c.Document == "" {
			t.Fatalf("a quote from nowhere: %+v", c)
		}
	}
}

func FuzzAsk(f *testing.F) {
	for _, q := range []string{"Vem har samordnande ansvar för information om EU?", "vad star i N3 och n9", "how much?", "\x00\xff", "Å"} {
		f.Add(q, "", int32(today))
	}
	e := engine(f)
	f.Fuzz(func(t *testing.T, question, lang string, day int32) {
		check(t, e, e.Ask(question, lang, store.Day(day)))
	})
}
