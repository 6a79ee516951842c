package capture

import (
	"regexp"
	"strings"

	"utblick/store/search"
)

// item reads a line that is no label: what it is depends on where it stands.
func (r *noteReader) item(l line) {
	if l.boxed {
		r.action(l.text, l)
		r.counted(l)
		return
	}
	switch r.section {
	case participantSection:
		if !r.participants(l.text, l.bullet || r.items > 0) {
			r.open(noSection, false, false)
			r.prose(l.text, l)
			return
		}
	case decisionSection:
		r.decision(l.text, l)
	case taskSection:
		r.taskItem(l)
	case mixedSection:
		r.mixed(l.text, l)
	default:
		r.prose(l.text, l)
		return
	}
	r.counted(l)
}

// taskItem reads an item under "Att göra". Items below one that is just a
// person are theirs; items below a task that say neither who nor when explain
// it, and are no tasks of their own.
func (r *noteReader) taskItem(l line) {
	if r.person != "" && l.indent <= r.personIndent {
		r.person = ""
	}
	if _, ok := r.people.find(strings.Trim(l.text, " :")); ok {
		r.person, r.personIndent, r.itemIndent = strings.Trim(l.text, " :"), l.indent, l.indent
		r.seen[HeadingLine] = true
		return
	}
	below := r.items > 0 && l.bullet && r.bulleted && l.indent > r.itemIndent && r.person == ""
	if below && !r.standsAlone(l.text) {
		r.seen[TaskLine] = true
		return
	}
	if !below {
		r.itemIndent = l.indent
	}
	r.actions(l.text, l, r.weak)
}

func (r *noteReader) standsAlone(text string) bool {
	d := r.draft(text)
	return len(d.mentions) > 0 || d.hasDay || len(d.task.Unknown) > 0
}

func (r *noteReader) counted(l line) {
	r.items++
	r.bulleted = r.bulleted || l.bullet
}

// isNone tells what is written where there is nothing: "inga", "-", "none".
func isNone(text string) bool {
	text = search.Fold(strings.Trim(text, " .!()*_"))
	if !hasWord(text) {
		return true
	}
	switch text {
	case "inga", "ingen", "inget", "ingenting", "nej", "none", "no", "n/a", "na", "nil", "nothing", "saknas", "inga beslut", "inget beslut", "no decisions", "no decision",
		"inget sarskilt", "inget att rapportera", "inga uppgifter", "inga atgarder", "no actions", "no action items", "ej aktuellt", "tbd", "inget just nu", "nothing to do", "inget att gora", "nothing decided":
		return true
	}
	for _, begin := range []string{"inga beslut ", "inget beslut ", "no decisions ", "no decision ", "inga formella beslut", "inga nya "} {
		if strings.HasPrefix(text, begin) {
			return true
		}
	}
	return false
}

// decision keeps a decision, and a task if it says who and when.
func (r *noteReader) decision(text string, l line) {
	text = dropStars(strings.TrimSpace(text))
	if isNone(text) || l.ticked && !hasWord(text) {
		return
	}
	if len(r.note.Decisions) < mostDecisions {
		r.note.Decisions = append(r.note.Decisions, clip(capital(text), longestDecision))
		r.seen[DecisionLine] = true
	}
	for _, s := range sentences(text) {
		r.taskInProse(s, l)
	}
}

// mixed reads an item under "Beslut och åtgärder": who or when makes a task.
func (r *noteReader) mixed(text string, l line) {
	d := r.draft(text)
	if len(d.mentions) > 0 || d.hasDay && d.day.By {
		r.actions(text, l, false)
		return
	}
	r.decision(text, l)
}

// actions reads what is to be done: one thing, or several people's on a line.
func (r *noteReader) actions(text string, l line, weak bool) {
	if isNone(text) {
		return
	}
	for _, one := range r.splitActions(strings.TrimSpace(text)) {
		if weak {
			if d := r.draft(one); len(d.mentions) == 0 {
				r.prose(one, l)
				continue
			}
		}
		r.action(one, l)
	}
}

// splitActions parts "Bo mejlar rektorn, Anna bokar lokal" where a person
// begins to do something; "@anna, @bo ta fram budget" stays whole.
func (r *noteReader) splitActions(text string) []string {
	if strings.HasPrefix(text, "- ") { // bullets that lost their line ends
		return strings.Split(text[2:], " - ")
	}
	var out []string
	begin := 0
	for _, loc := range actionJoint.FindAllStringIndex(text, -1) {
		rest := text[loc[1]:]
		bare := strings.TrimPrefix(rest, "@")
		_, n := r.people.leadList(bare)
		if n == 0 || !r.hasDoing(text[begin:loc[0]]) {
			continue
		}
		after := bare[n:]
		if len(bare) < len(rest) || strings.HasPrefix(after, ":") || willDo(after) {
			out = append(out, text[begin:loc[0]])
			begin = loc[1]
		}
	}
	return append(out, text[begin:])
}

var actionJoint = regexp.MustCompile(`[,;.]\s+(?:(?:och|and|samt|medan|while)\s+)?|\s(?:och|and|samt|medan|while)\s+`)

// hasDoing tells whether a stretch says what to do, and isn't just people.
func (r *noteReader) hasDoing(text string) bool {
	rest := strings.TrimLeft(text, " ,;@")
	_, n := r.people.leadList(rest)
	return hasWord(rest[n:])
}

// draft reads a line of a note as a task, with every way an owner is written.
func (r *noteReader) draft(text string) *draft {
	d := newDraft(text, r.people, r.valid, r.ref)
	d.labelOwners(anyLabel)
	d.findNoteDay()
	d.leadOwner(true)
	d.segmentOwner()
	return d
}

// action keeps a task, or what was ticked off.
func (r *noteReader) action(text string, l line) {
	if isNone(text) && !l.boxed || !hasWord(text) {
		return
	}
	d := r.draft(strings.TrimSpace(text))
	if who, ok := r.people.find(r.person); ok && len(d.mentions) == 0 {
		d.task.Owner = who
	}
	r.keep(d.finish(), l)
}

// keep adds a task to those to make or those done.
func (r *noteReader) keep(t Task, l line) {
	t.Line, t.Done = l.raw, l.isDone()
	t.Title = clip(t.Title, 2*longestTitle)
	switch n := r.note; {
	case t.Done && len(n.Done) < mostTasks:
		t.Title = trimTitle(doneForm.ReplaceAllString(t.Title, ""))
		n.Done = append(n.Done, t)
		r.seen[DoneLine] = true
	case !t.Done && len(n.Tasks) < mostTasks:
		n.Tasks = append(n.Tasks, t)
		r.seen[TaskLine] = true
	}
}

// isTableRow tells a row of a table: cells between bars or tabs.
func isTableRow(text string) bool {
	return strings.Count(text, "|") >= 2 || strings.Count(text, "\t") >= 1
}

// isTableHead tells the head of a table of tasks: "| Vad | Vem | När |".
func isTableHead(text string) bool {
	if !isTableRow(text) {
		return false
	}
	cells, who := 0, false
	for _, cell := range strings.FieldsFunc(text, func(r rune) bool { return r == '|' || r == '\t' }) {
		switch key := headKey(cell); key {
		case "":
		case "vem", "ansvarig", "who", "owner", "ansvar", "responsible":
			cells, who = cells+1, true
		case "vad", "nar", "uppgift", "atgard", "senast", "deadline", "klart", "status", "what", "when", "task", "due", "action", "nr", "no", "beslut", "datum", "aktivitet", "date", "due date", "klar", "kommentar", "item", "klart senast":
			cells++
		default:
			return false
		}
	}
	return who && cells >= 2
}
