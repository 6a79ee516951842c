package capture

import (
	"regexp"
	"strings"

	"utblick/handlers/when"
	"utblick/store"
)

// Note is a meeting read out of pasted text.
type Note struct {
	Title     string
	Date      store.Day  // today, if DateFound is false
	DateFound bool       // the text says the day
	Clock     when.Clock // when.NoClock without one
	DateText  string     // with DateErr: the day in the title or after its label, as written
	DateErr   error      // *when.Error: meant as the meeting's day, but it can't be one

	Participants []string // names as written: "Anna Ek", "Mikko Lahtinen (K1)", "@bo"
	Decisions    []string
	Tasks        []Task // to be done
	Done         []Task // ticked off already: to show, not to make

	Text  string // verbatim
	Lines []Line // what the lines became, in order
	// Unread is the bytes at the end that were only kept, not searched:
	// a text longer than any meeting's.
	Unread int
}

// LineKind is what a line of a note became.
type LineKind string

// The kinds of lines.
const (
	TitleLine        LineKind = "title"
	DateLine         LineKind = "date"
	ParticipantsLine LineKind = "participants"
	DecisionLine     LineKind = "decision"
	TaskLine         LineKind = "task"
	DoneLine         LineKind = "done"
	HeadingLine      LineKind = "heading" // "Beslut", "Att göra:" alone
	TextLine         LineKind = "text"
)

// Line says what line N (from 1) became. Blank lines have none; a line that
// is a decision with a task in it has two.
type Line struct {
	N    int
	Kind LineKind
}

// Limits of what is taken out of one note; the text itself is kept whole.
const (
	mostRead         = 128 << 10
	mostTasks        = 200
	mostDecisions    = 200
	mostParticipants = 200
	longestTitle     = 120  // runes
	longestDecision  = 2000 // runes
)

// ParseNote reads meeting notes as people paste them. today is the day they
// were pasted; the days in them count from the meeting's own.
//
// Decisions are what stands after "Beslut:", under such a heading, or in a
// sentence with "beslutade att". Tasks are what stands after "Att göra:",
// "TODO" or "AP1", under such a heading, behind a box, beside a mention with a
// day, or in a sentence that says which colleague does what and by when. A
// heading's section ends at the next heading, or at a blank line that no
// bullet follows. A decision that mentions somebody and a day is a task, too.
func ParseNote(text string, people People, valid PointCheck, today store.Day) Note {
	note := Note{Text: text, Date: today, Clock: when.NoClock}
	read := text
	if len(read) > mostRead {
		read = read[:mostRead]
		note.Unread = len(text) - mostRead
	}
	read = strings.ReplaceAll(strings.ReplaceAll(repair(read), "\r\n", "\n"), "\r", "\n")
	single := !strings.Contains(strings.TrimSpace(read), "\n")
	if single { // typed on one line: "Möte med Oulu 20/11, deltagare: Anna, beslut: …"
		read = inlineLabel.ReplaceAllString(read, "\n$1")
	}
	r := noteReader{note: &note, people: &names{people: people}, valid: valid, today: today, lines: readLines(read)}
	r.head()
	r.ref = when.Ref{Today: note.Date, Kind: when.Due}
	r.body()
	if single {
		note.Lines = onOneLine(note.Lines)
	}
	return note
}

var inlineLabel = regexp.MustCompile(`(?i)[,;.]\s+((?:deltagare|närvarande|narvarande|med|present|participants|attendees|beslut|decision|att göra|att gora|todo|action|datum|date|plats)\s*:)`)

// onOneLine gives every kind to the first line, each once.
func onOneLine(lines []Line) []Line {
	var out []Line
	seen := lineSet{}
	for _, l := range lines {
		if !seen[l.Kind] {
			seen[l.Kind] = true
			out = append(out, Line{lines[0].N, l.Kind})
		}
	}
	return out
}
