package capture

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"utblick/handlers/when"
	"utblick/store"
)

var update = flag.Bool("update", false, "rewrite what testdata expects")

// today is the day of the transcript, a Monday.
var today = store.NewDay(2026, time.November, 23)

// noteView is a Note as testdata shows it: only what there is, a task a line.
type noteView struct {
	Title        string   `json:"title"`
	Date         string   `json:"date"`
	Participants []string `json:"participants,omitempty"`
	Decisions    []string `json:"decisions,omitempty"`
	Tasks        []string `json:"tasks,omitempty"`
	Done         []string `json:"done,omitempty"`
	Lines        string   `json:"lines"`
}

func viewNote(n Note) noteView {
	v := noteView{Title: n.Title, Date: n.Date.String(), Participants: n.Participants, Decisions: n.Decisions}
	if !n.DateFound {
		v.Date += " (today)"
	}
	if n.DateErr != nil {
		v.Date += " !" + n.DateErr.(*when.Error).Reason.String() + "(" + n.DateText + ")"
	}
	if n.Clock != when.NoClock {
		v.Date += fmt.Sprintf(" %02d:%02d", int(n.Clock)/60, int(n.Clock)%60)
	}
	for _, t := range n.Tasks {
		v.Tasks = append(v.Tasks, viewTask(t))
	}
	for _, t := range n.Done {
		v.Done = append(v.Done, viewTask(t))
	}
	var lines []string
	for _, l := range n.Lines {
		lines = append(lines, fmt.Sprintf("%d %s", l.N, l.Kind))
	}
	v.Lines = strings.Join(lines, ", ")
	return v
}

// viewTask is a task on a line: "Ta fram budget @anna +@bo 2026-12-04 N3".
func viewTask(t Task) string {
	s := t.Title
	if t.Bare {
		s += " (bare)"
	}
	if !t.Owner.IsZero() {
		s += " @" + t.Owner.User
	}
	for _, p := range t.With {
		s += " +@" + p.User
	}
	if t.Due != 0 {
		s += " " + t.Due.String()
	}
	if t.Clock != when.NoClock {
		s += fmt.Sprintf(" %02d:%02d", int(t.Clock)/60, int(t.Clock)%60)
	}
	if t.DueErr != nil {
		s += " !" + t.DueErr.(*when.Error).Reason.String() + "(" + t.DueText + ")"
	}
	if t.FarOff {
		s += " far off"
	}
	for _, p := range t.Points {
		s += " " + p
	}
	for _, p := range t.Unknown {
		s += fmt.Sprintf(" ?%s(%s)", p.What, p.Text)
	}
	return s
}

// TestNotes reads each note of testdata/notes and compares with what stands
// below it. A file is: "today: DAY", a line on what it shows, the note after
// "-- note --", and the view after "-- want --" (go test -update writes it).
func TestNotes(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/notes/*.txt")
	if err != nil || len(files) < 25 && !*update {
		t.Fatal("too few notes", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			head, text, want := readNote(t, file)
			got := marshal(t, viewNote(ParseNote(text, colleagues, alvsbyn, noteDay(t, head))))
			if *update {
				raw, _, _ := strings.Cut(string(mustRead(t, file)), "-- want --\n")
				if err := os.WriteFile(file, []byte(raw+"-- want --\n"+got), 0o600); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func mustRead(t testing.TB, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// readNote gives a testdata file's parts; "windows" in the head gives the
// note such line ends.
func readNote(t testing.TB, file string) (head, text, want string) {
	t.Helper()
	head, rest, _ := strings.Cut(string(mustRead(t, file)), "-- note --\n")
	text, want, _ = strings.Cut(rest, "-- want --\n")
	if strings.Contains(head, "windows") {
		text = strings.ReplaceAll(text, "\n", "\r\n")
	}
	return head, text, want
}

func noteDay(t testing.TB, head string) store.Day {
	t.Helper()
	first, _, _ := strings.Cut(strings.TrimPrefix(head, "today: "), "\n")
	d, err := store.ParseDay(strings.TrimSpace(first))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func marshal(t testing.TB, v any) string {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
