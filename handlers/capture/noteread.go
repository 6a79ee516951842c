package capture

import (
	"regexp"
	"strings"

	"utblick/handlers/when"
	"utblick/store"
)

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
	opener   line    // the heading's line
	items    int     // in the section so far
	bulleted bool    // its items are bullets
	gap      bool    // a blank line since the last item
	seen     lineSet // what has been said of the current line

	person       string // "Anna" alone on a line: whose the items below it are
	personIndent int    // of that line, if it is an item itself; else -1
	itemIndent   int    // of the last task that stands for itself
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
	if label, ok := sectionLabel(l.text); ok && !r.isItem(label, l) {
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

// isItem tells an item that only begins like a label: "[ ] Beslut", "Budget:
// Anna tar fram" on a list of tasks, and what an agenda will bring up.
func (r *noteReader) isItem(h heading, l line) bool {
	switch {
	case r.section == agendaSection && !r.gap && l.bullet:
		return true
	case !hasWord(h.rest):
		return l.boxed || r.isTopicItem(h, l)
	case h.section == decisionSection || h.section == taskSection || h.section == mixedSection || h.section == participantSection:
		return false
	}
	return l.bullet && (r.section == taskSection || r.section == decisionSection || r.section == mixedSection) && !nextMeeting.MatchString(l.text)
}

// isTopicItem tells a bullet that is only a word some sections are called by:
// "- budget (Bo)" is to be done. A colon makes it a heading, and so do marks
// like those of the heading above it: "4. Att göra" … "5. Övrigt".
func (r *noteReader) isTopicItem(h heading, l line) bool {
	switch h.section {
	case decisionSection, taskSection, mixedSection, participantSection:
		return false
	}
	switch r.section {
	case decisionSection, taskSection, mixedSection:
	default:
		return false
	}
	alike := r.opener.bullet && l.indent <= r.opener.indent && isNumbered(l.raw) == isNumbered(r.opener.raw)
	return l.bullet && !l.hashed && !h.colon && !alike
}

// isNumbered tells "4. Att göra" from "- Att göra".
func isNumbered(raw string) bool {
	raw = strings.TrimLeft(raw, " \t(")
	return raw != "" && '0' <= raw[0] && raw[0] <= '9'
}

var nextMeeting = regexp.MustCompile(`(?i)^(?:nästa|nasta|next) (?:möte|mote|meeting)`)

// open begins a section.
func (r *noteReader) open(s section, weak, hashed bool) {
	r.section, r.weak, r.hashed = s, weak, hashed
	r.items, r.bulleted, r.opener = 0, false, line{}
	r.person, r.personIndent, r.itemIndent = "", -1, 0
}

// closeAtGap ends a section at a blank line that no bullet follows. Under a
// heading that can be nothing else its text may begin after the blank line.
func (r *noteReader) closeAtGap(l line) {
	plain := !l.bullet
	switch {
	case r.section == noSection || !plain:
	case r.gap && !(r.hashed && r.items == 0), r.section == agendaSection && r.gap,
		!r.gap && r.bulleted && !isTableRow(l.text):
		r.open(noSection, false, false)
	}
}

// labelled reads "Beslut: …": what follows on the line, or a section.
func (r *noteReader) labelled(h heading, l line) {
	if !hasWord(h.rest) {
		r.open(h.section, h.weak && h.colon && !l.hashed, !h.colon || l.hashed)
		r.opener = l
		if h.rest != "" { // "Beslut: -"
			r.items = 1
		} else {
			r.seen[HeadingLine] = true
		}
		return
	}
	if !l.bullet || !r.bulleted { // one labelled item doesn't end a list
		r.open(noSection, false, false)
	}
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
		r.opener = l
		return
	}
	r.open(noSection, false, false)
}
