package guideline

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// layoutOnly: white space, bullets and their numbers, marks of headings and
// tables. Anything else in no span would be a word lost.
var layoutOnly = regexp.MustCompile(`^(?:[\s\x{feff}\x{a0}\x{2007}\x{202f}\x{200b}\v]|[-–—•*·▪◦‣#|:]|\d{1,2}[.)]|[a-zåäö][.)])*$`)

// checkSpans is the property of every parsed document: each byte of the
// source is in exactly one span, and no word is left to the layout.
func checkSpans(t *testing.T, d *Document) {
	t.Helper()
	at := 0
	for _, s := range d.Spans {
		if s.Start != at || s.End <= s.Start {
			t.Fatalf("span %v after byte %d", s, at)
		}
		at = s.End
		text := d.Source[s.Start:s.End]
		if s.Kind == Layout && !layoutOnly.MatchString(text) {
			t.Fatalf("text in the layout: %q", text)
		}
	}
	if at != len(d.Source) {
		t.Fatalf("spans end at byte %d of %d", at, len(d.Source))
	}
	for _, s := range d.Sections {
		for _, it := range s.Items {
			if d.Source[it.Start:it.End] != it.Text || it.Text == "" {
				t.Fatalf("item %q is not its stretch of the source", it.Text)
			}
		}
	}
	for _, f := range d.Metadata {
		if d.Source[f.Start:f.End] != f.Value {
			t.Fatalf("value %q is not its stretch of the source", f.Value)
		}
	}
	for _, p := range d.Points {
		if d.Source[p.Start:p.End] != p.Text {
			t.Fatalf("point %q is not its stretch of the source", p.Text)
		}
	}
}

func TestEveryCharacterIsAccountedFor(t *testing.T) {
	t.Parallel()
	d := builtIn(t)
	checkSpans(t, d)
	count := map[string]int{}
	var head []string
	for _, s := range d.Spans {
		count[s.Kind.String()]++
		if s.Kind == Head {
			head = append(head, d.Source[s.Start:s.End])
		}
	}
	want := map[string]int{"head": 4, "heading": 4, "paragraph": 11, "bullet": 19, "field name": 10, "field value": 10}
	delete(count, "layout")
	if diff := cmp.Diff(want, count); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"STYRDOKUMENT", "DATUM", "2019-09-09", "Det internationella arbetet"}, head); diff != "" {
		t.Error(diff)
	}
}

// outline prints a document in short, so that a case's expectation is readable.
func outline(d *Document) string {
	var b strings.Builder
	b.WriteString(d.Title + " | " + d.Edition + " | " + d.ValidUntil + "\n")
	for _, f := range d.Metadata {
		b.WriteString("  " + f.Key + "=" + f.Value + "\n")
	}
	for _, s := range d.Sections {
		b.WriteString("[" + s.Heading + "]\n")
		for _, it := range s.Items {
			mark := "  "
			if it.Bullet {
				mark = "  - "
			}
			b.WriteString(mark + strings.Join(strings.Fields(it.Text), " ") + "\n")
		}
	}
	for _, p := range d.Points {
		b.WriteString(p.Code + " " + strings.Join(strings.Fields(p.Text), " ") + "\n")
	}
	for _, w := range d.Warnings {
		b.WriteString("! " + string(w.Problem) + "\n")
	}
	return b.String()
}

// Documents of other municipalities, made up, each with its outline beside it.
func TestOtherDocuments(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) < 5 {
		t.Fatal(err, files)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			text, want, ok := strings.Cut(string(src), "\n==== outline\n")
			if !ok {
				t.Fatal("no outline in the file")
			}
			for name, variant := range map[string]string{
				"as it is": text, "windows": "\ufeff" + strings.ReplaceAll(text, "\n", "\r\n"),
			} {
				d, err := Parse(variant)
				if err != nil {
					t.Fatal(err)
				}
				checkSpans(t, d)
				if diff := cmp.Diff(want, outline(d)); diff != "" {
					t.Errorf("%s (-want +got):\n%s", name, diff)
				}
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	f.Add(alvsbyn)
	files, _ := filepath.Glob("testdata/*.txt")
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(src))
	}
	f.Add("Titel**1. A**\n| Dnr | Version\t|\n|-|\n- \n1) x\nText:\n1. y\n\xef\xbb\xbf**2 B** :\n")
	f.Fuzz(func(t *testing.T, text string) {
		d, err := Parse(text)
		if err != nil {
			return
		}
		checkSpans(t, d)
	})
}
