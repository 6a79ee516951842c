package answer

import (
	"bufio"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"
	"time"

	"utblick/store"
	"utblick/store/guideline"
	"utblick/store/search"
)

var today = store.NewDay(2026, time.November, 23)

func engine(t testing.TB) *Engine {
	t.Helper()
	doc, err := guideline.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	return New(doc, Options{Words: mapWords{}})
}

// asked is one line of a question set; testdata/README.md says what it means.
type asked struct {
	ID         int
	Kind       string
	Lang       string
	Question   string
	Answerable bool
	AnyOf      []string `json:"any_of"`
}

func questions(t *testing.T, file string) []asked {
	t.Helper()
	f, err := os.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the shared questions don't lie beside this project")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []asked
	for sc := bufio.NewScanner(f); sc.Scan(); {
		var q asked
		if err := json.Unmarshal(sc.Bytes(), &q); err != nil {
			t.Fatal(err)
		}
		out = append(out, q)
	}
	return out
}

// figures count what of a set came out right.
type figures struct {
	answerable, cited, first, third, quiet, refused int
	english, englishRight                           int
}

func (f figures) right() int { return f.cited + f.refused }

func holds(text string, snippets []string) bool {
	for _, s := range snippets {
		if strings.Contains(text, s) {
			return true
		}
	}
	return false
}

// measure asks every question; cited means that a citation holds a wanted
// snippet, first and third are the ranking's hit@1 and hit@3 before judging.
func measure(t *testing.T, e *Engine, qs []asked, edit func(string) string) (f figures) {
	for _, q := range qs {
		a := e.Ask(edit(q.Question), "", today)
		if q.Answerable {
			f.answerable++
			f.rank(e, understand(edit(q.Question), "", ""), q.AnyOf)
			if q.Lang == "en" {
				f.english++
			}
		} else {
			f.quiet++
		}
		right := !q.Answerable && !a.Answered
		for _, c := range a.Citations {
			right = right || holds(c.Quote, q.AnyOf)
		}
		switch {
		case !right:
			t.Logf("wrong %3d %-8s %s (confidence %.2f, %d cited)", q.ID, q.Kind, q.Question, a.Confidence, len(a.Citations))
		case !q.Answerable:
			f.refused++
		default:
			f.cited++
			if q.Lang == "en" {
				f.englishRight++
			}
		}
	}
	t.Logf("right %d of %d: cited %d of %d (hit@1 %d, hit@3 %d), refused %d of %d; English cited %d of %d", f.right(), len(qs),
		f.cited, f.answerable, f.first, f.third, f.refused, f.quiet, f.englishRight, f.english)
	return f
}

func (f *figures) rank(e *Engine, q question, snippets []string) {
	for i, v := range e.find(q) {
		if i < 3 && holds(e.chunks[v.chunk].text, snippets) {
			f.third++
			if i == 0 {
				f.first++
			}
			return
		}
	}
}

func same(s string) string { return s }

func TestDevelopmentQuestions(t *testing.T) {
	t.Parallel()
	f := measure(t, engine(t), questions(t, "../../../shared/questions/guideline_dev.jsonl"), same)
	if f.right() < 18 || f.englishRight < 2 {
		t.Errorf("right %d, English %d; wanted at least 18 and 2", f.right(), f.englishRight)
	}
}

func TestOwnQuestions(t *testing.T) {
	t.Parallel()
	for _, set := range []struct {
		file  string
		least int // right in a hundred
	}{{"own", 95}, {"check", 85}, {"last", 80}} {
		t.Run(set.file, func(t *testing.T) {
			t.Parallel()
			qs := questions(t, "testdata/"+set.file+".jsonl")
			f := measure(t, engine(t), qs, same)
			if f.right()*100 < set.least*len(qs) {
				t.Errorf("right %d of %d; wanted %d in a hundred", f.right(), len(qs), set.least)
			}
		})
	}
}

// Whoever types without å, ä and ö gets the very same answers.
func TestPlainLettersScoreTheSame(t *testing.T) {
	t.Parallel()
	e := engine(t)
	plain := strings.NewReplacer("å", "a", "ä", "a", "ö", "o", "Å", "A", "Ä", "A", "Ö", "O")
	for _, q := range questions(t, "testdata/own.jsonl") {
		a, b := e.Ask(q.Question, "", today), e.Ask(plain.Replace(q.Question), "", today)
		if a.Text != b.Text || a.Confidence != b.Confidence || len(a.Citations) != len(b.Citations) {
			t.Errorf("%s: %v %.2f, plain %v %.2f", q.Question, a.Answered, a.Confidence, b.Answered, b.Confidence)
		}
	}
}

// Questions that have nothing to do with the document, from other authorities'
// pages: nearly all are refused.
func TestForeignQuestionsAreRefused(t *testing.T) {
	t.Parallel()
	e := engine(t)
	refused, all := 0, 0
	for _, q := range questions(t, "../../../shared/swefaq/swefaq_dev.jsonl") {
		all++
		if a := e.Ask(q.Question, "", today); !a.Answered {
			refused++
		} else {
			t.Logf("answered %.2f: %s → %s", a.Confidence, q.Question, a.Citations[0].Quote[:min(60, len(a.Citations[0].Quote))])
		}
	}
	t.Logf("refused %d of %d", refused, all)
	if refused*100 < 90*all {
		t.Errorf("refused %d of %d; wanted nine in ten", refused, all)
	}
}

var sink []search.Match

func BenchmarkAsk(b *testing.B) {
	e := engine(b)
	for name, q := range map[string]string{
		"quoted": "Vem har samordnande ansvar för information om EU?", "refused": "What is the travel allowance for trips to Brussels?",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				e.Ask(q, "", today)
			}
		})
	}
	b.Run("longest", func(b *testing.B) {
		doc, err := guideline.BuiltIn()
		if err != nil {
			b.Fatal(err)
		}
		q := doc.Source[1000:3000]
		for b.Loop() {
			e.Ask(q, "", today)
		}
	})
	b.Run("rank", func(b *testing.B) {
		q := understand("Vem har samordnande ansvar för information om EU?", "", "")
		for b.Loop() {
			sink = e.passages.Rank(q.wanted)
		}
	})
}
