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
			out = append(out, Line{1, l.Kind})
		}
	}
	return out
}

// noteReader walks the lines of a note.
type noteReader struct {
	note   *Note
	people *names
	valid  PointCheck
	today  store.Day
	ref    when.Ref // tasks' days count from the meeting's
	lines  []line

	titleAt, dateAt int // indexes in lines, or -1

	section  section
	weak     bool
	hashed   bool    // the section's heading can be nothing else
	items    int     // in the section so far
	bulleted bool    // its items are bullets
	gap      bool    // a blank line since the last item
	person   string  // "Anna:" on a line of its own: whose the next items are
	seen     lineSet // what has been said of the current line
}

type lineSet map[LineKind]bool

// body gives each line its kind.
func (r *noteReader) body() {
	for i, l := range r.lines {
		switch {
		case l.joined:
			continue
		case l.blank:
			r.gap = true
			continue
		}
		r.seen = lineSet{}
		r.line(i, l)
		r.gap = false
		r.tell(i)
	}
}

// tell records what a line and those joined to it became.
func (r *noteReader) tell(i int) {
	if len(r.seen) == 0 {
		r.seen[TextLine] = true
	}
	for j := i; j < len(r.lines) && (j == i || r.lines[j].joined); j++ {
		for _, kind := range []LineKind{TitleLine, DateLine, ParticipantsLine, DecisionLine, TaskLine, DoneLine, HeadingLine, TextLine} {
			if r.seen[kind] {
				r.note.Lines = append(r.note.Lines, Line{r.lines[j].n, kind})
			}
		}
	}
}

func (r *noteReader) line(i int, l line) {
	if i == r.dateAt {
		r.seen[DateLine] = true
	}
	if i == r.titleAt {
		r.seen[TitleLine] = true
		r.titleLine(l)
		return
	}
	if isTableHead(l.text) {
		r.seen[HeadingLine] = true
		r.open(taskSection, false, false)
		return
	}
	if label, ok := sectionLabel(l.text); ok && !(l.boxed && !hasWord(label.rest)) {
		r.labelled(label, l)
		return
	}
	if strings.HasSuffix(l.text, ":") && !l.boxed && len(l.text) <= longestHead || l.heading {
		r.heading(l)
		return
	}
	if barePresent.MatchString(l.text) && r.section == noSection && r.bareNames(l.text) {
		return
	}
	r.closeAtGap(l)
	r.item(l)
}

// open begins a section.
func (r *noteReader) open(s section, weak, hashed bool) {
	r.section, r.weak, r.hashed = s, weak, hashed
	r.items, r.bulleted, r.person = 0, false, ""
}

// closeAtGap ends a section at a blank line that no bullet follows. Under a
// heading that can be nothing else its text may begin after the blank line.
func (r *noteReader) closeAtGap(l line) {
	plain := !l.bullet
	switch {
	case r.section == noSection || !plain:
	case r.gap && !(r.hashed && r.items == 0),
		!r.gap && r.bulleted && !isTableRow(l.text):
		r.open(noSection, false, false)
	}
}

// labelled reads "Beslut: …": what follows on the line, or a section.
func (r *noteReader) labelled(h heading, l line) {
	if !hasWord(h.rest) {
		r.open(h.section, h.weak && h.colon && !l.hashed, !h.colon || l.hashed)
		if h.rest != "" { // "Beslut: -"
			r.items = 1
		} else {
			r.seen[HeadingLine] = true
		}
		return
	}
	r.open(noSection, false, false)
	switch h.section {
	case participantSection:
		r.participants(h.rest, false)
	case decisionSection:
		r.decision(h.rest, l)
		r.openIfList(h)
	case taskSection:
		r.actions(h.rest, l, h.weak)
		r.openIfList(h)
		if !l.bullet { // bullets right below go on with it
			r.open(taskSection, h.weak, false)
			r.items, r.bulleted = 1, true
		}
	case mixedSection:
		r.mixed(h.rest, l)
	default:
		r.prose(h.rest, l)
	}
}

// openIfList: "Beslut: följande:" is a heading after all.
func (r *noteReader) openIfList(h heading) {
	if strings.HasSuffix(h.rest, ":") {
		r.open(h.section, h.weak, false)
	}
}

// heading reads a line that looks like a heading but is no known label.
func (r *noteReader) heading(l line) {
	r.seen[HeadingLine] = true
	name := strings.Trim(l.text, " :*")
	if _, ok := r.people.find(name); ok && (r.section == taskSection || r.section == mixedSection) {
		r.person, r.gap = name, false
		return
	}
	if s := freeHeading(l.text); l.heading || s != otherSection {
		r.open(s, false, l.hashed)
		return
	}
	r.open(noSection, false, false)
}
