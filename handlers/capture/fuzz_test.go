package capture

import (
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"utblick/handlers/when"
	"utblick/store/search"
)

// FuzzParseContact: every word of the line is in some field, among what is
// unknown, or left over. Labels and country names are understood, not kept.
func FuzzParseContact(f *testing.F) {
	for _, line := range []string{
		"Mikko Lahtinen, Oulun kaupunki, projektledare, Finland, mikko.lahtinen@example.fi, +358 40 123 4567 #energi N5",
		`"Lahtinen, Mikko"; org: 'A, B'; tel: 0929-171 00 (växel), mejl: nej, land: it, ansvarig: Anna Ek, @nisse`,
		"Mvh\nEeva Mäki\nHead of Unit | City of Oulu\nT: +358 8 558 410\nE: eeva@ouka.fi", "ändå, Jordan, IT, N99 l2 77 64 20 00",
		"Med vänliga hälsningar Eeva | Oulu", "A0, A0*0`0, *B* C", "000000000000000000000,0000000 00000\u065di",
	} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		c := ParseContact(line, colleagues, alvsbyn)
		kept := []string{c.Name, c.Organisation, c.Role, c.Email, c.Phone, c.Country, c.Owner.User, c.Owner.Name}
		kept = append(append(append(kept, c.Topics...), c.Points...), c.Extra...)
		for _, p := range c.Unknown {
			kept = append(kept, p.Text)
		}
		have := map[string]bool{}
		for _, w := range search.Words(search.Fold(strings.Join(kept, " "))) {
			have[w] = true
		}
		for _, w := range search.Words(search.Fold(repair(line))) {
			if !have[w] && !understood(w, c) {
				t.Fatalf("%q: %q is lost: %+v", line, w, c)
			}
		}
		ParseContactChange(line, colleagues, alvsbyn)
	})
}

// understood tells the words that are turned into something else: labels,
// parts of a country's name, "ändå", "mailto", greetings.
func understood(w string, c Contact) bool {
	if fieldOf(w) != noField || len(w) == 1 || w == "mailto" || w == "post" || c.Anyway {
		return true
	}
	for name, code := range countryIndex() {
		if code == c.Country && strings.Contains(" "+strings.ReplaceAll(name, "och", "and")+" "+name+" ", w) {
			return true
		}
	}
	switch w { // greetings
	case "med", "vanlig", "vanliga", "basta", "halsning", "halsningar", "with", "kind", "best", "warm", "regards":
		return true
	}
	return len(w) <= 3 // FIN, e-, the
}

// FuzzParseTask: a line with a word has a title with a word, the line is kept,
// a day is there or isn't, and no point is made up.
func FuzzParseTask(f *testing.F) {
	for _, line := range []string{
		"Skicka intresseanmälan till ICLD senast 15 december @anna N7", "- [x] (ansvarig: Bo, senast 3 dec)", "@anna, @bo: N99 30/2 kl 14-15", "ansvarig: \x00\xff",
	} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		task := ParseTask(line, colleagues, alvsbyn, when.Ref{Today: today})
		checkTask(t, task)
		if task.Line != line {
			t.Fatalf("%q became %q", line, task.Line)
		}
	})
}

func checkTask(t *testing.T, task Task) {
	t.Helper()
	switch {
	case hasWord(readLine(repair(strings.NewReplacer("\r", " ", "\n", " ").Replace(task.Line))).text) && !hasWord(task.Title):
		t.Fatalf("%q has no title: %+v", task.Line, task)
	case !utf8.ValidString(task.Title) || strings.ContainsAny(task.Title, "\n\r\x00"):
		t.Fatalf("title %q", task.Title)
	case task.Due != 0 && task.DueErr != nil:
		t.Fatalf("a day and an error: %+v", task)
	}
	for _, p := range task.Points {
		if !alvsbyn(p) {
			t.Fatalf("point %q", p)
		}
	}
}

// FuzzParseNote: the text is kept as it is, every line that isn't blank has a
// kind, tasks have titles, and nothing grows beyond its limit.
func FuzzParseNote(f *testing.F) {
	files, err := filepath.Glob("testdata/notes/*.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		_, text, _ := readNote(f, file)
		f.Add(text)
	}
	f.Add("’" + strings.Repeat(">", 2*longestTitle) + "B")
	f.Fuzz(func(t *testing.T, text string) {
		n := ParseNote(text, colleagues, alvsbyn, today)
		checkNote(t, text, n)
		for _, task := range append(n.Tasks, n.Done...) {
			checkTask(t, task)
		}
	})
}

func checkNote(t *testing.T, text string, n Note) {
	t.Helper()
	switch {
	case n.Text != text:
		t.Fatal("the text has changed")
	case len(n.Tasks) > mostTasks || len(n.Done) > mostTasks || len(n.Decisions) > mostDecisions || len(n.Participants) > mostParticipants:
		t.Fatal("too many", len(n.Tasks), len(n.Done), len(n.Decisions), len(n.Participants))
	case utf8.RuneCountInString(n.Title) > longestTitle:
		t.Fatalf("title of %d runes", utf8.RuneCountInString(n.Title))
	case n.Unread == 0 && hasWord(repair(text)) && !hasWord(n.Title):
		t.Fatalf("no title for %q: %q", text, n.Title)
	case n.Date == 0 || !n.DateFound && n.Date != today:
		t.Fatal("no day", n.Date)
	}
	said := map[int]bool{}
	for _, l := range n.Lines {
		said[l.N] = true
	}
	if n.Unread > 0 {
		return
	}
	for i, raw := range strings.Split(strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n"), "\n") {
		if hasWord(repair(raw)) && !said[i+1] {
			t.Fatalf("line %d, %q, became nothing in %q", i+1, raw, text)
		}
	}
}

// TestHostile: absurd input ends soon.
func TestHostile(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"a megabyte of letters": strings.Repeat("a", 1<<20), "of NULs": strings.Repeat("\x00", 1<<20), "of bytes": strings.Repeat("\xff", 1<<20),
		"lines": strings.Repeat("a\n", 100_000), "boxes": strings.Repeat("- [ ] @anna a senast fredag\n", 10_000), "decisions": strings.Repeat("Beslut: ja\n", 10_000),
		"wrapped": "- a\n" + strings.Repeat("  b\n", 50_000), "quotes": strings.Repeat(`"a 'b ”c `, 50_000), "mentions": strings.Repeat("@anna ", 20_000), "points": strings.Repeat("N1 ", 50_000),
		"brackets": strings.Repeat("(", 200_000), "labels": strings.Repeat("ansvarig: ", 20_000), "days": strings.Repeat("senast fredag ", 10_000), "sentences": strings.Repeat("Bo mejlar. ", 20_000),
		"commas": strings.Repeat("Anna,", 40_000), "och": strings.Repeat("Anna och ", 20_000), "stars": strings.Repeat("*a", 100_000), "colons": strings.Repeat("a:", 200_000), "digits": strings.Repeat("0", 1<<20),
		"at": strings.Repeat("a@", 200_000), "marks": strings.Repeat("\u0301", 100_000), "dashes": strings.Repeat("- ", 200_000), "names": "Närvarande: " + strings.Repeat("Anna Ek (Å, ", 20_000),
	} {
		t.Run(name, func(t *testing.T) { // one after another, or they would wait for each other
			start := time.Now() //nolint:forbidigo // how long it really took
			checkNote(t, text, ParseNote(text, colleagues, alvsbyn, today))
			ParseContact(text, colleagues, alvsbyn)
			ParseTask(text, colleagues, alvsbyn, when.Ref{Today: today})
			if took := time.Since(start); took > 30*time.Second {
				t.Error(took)
			} else {
				t.Log(took)
			}
		})
	}
}

// BenchmarkParseNote reads notes of 10 kB.
func BenchmarkParseNote(b *testing.B) {
	_, text, _ := readNote(b, "testdata/notes/02-tidy-minutes.txt")
	text = strings.Repeat(text, 10_000/len(text)+1)[:10_000]
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		ParseNote(text, colleagues, alvsbyn, today)
	}
}

func BenchmarkParseContact(b *testing.B) {
	for b.Loop() {
		ParseContact("Mikko Lahtinen, Oulun kaupunki, projektledare, Finland, mikko.lahtinen@example.fi, +358 40 123 4567 #energi N5", colleagues, alvsbyn)
	}
}

func BenchmarkParseTask(b *testing.B) {
	for b.Loop() {
		ParseTask("Skicka intresseanmälan till ICLD senast 15 december @anna N7", colleagues, alvsbyn, when.Ref{Today: today})
	}
}
