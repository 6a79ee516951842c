package capture

import (
	"strings"
	"unicode"

	"utblick/handlers/when"
	"utblick/store"
)

// Task is what one line says of something to do.
type Task struct {
	Title string
	// Bare: the line held nothing but a day, people or points. Title is then
	// the line itself, never empty; ask for a better one.
	Bare bool

	Owner Person   // after a label, else the first person on the line
	With  []Person // the others, in order

	Due     store.Day
	Clock   when.Clock // when.NoClock without one
	DueText string     // the day as written
	DueErr  error      // *when.Error: meant as a day, but it can't be one; Due is zero

	// FarOff: in a note, the day has no year and the next such day is most of
	// a year after the meeting. It stands, but may be doubted.
	FarOff bool

	Points  []string
	Done    bool      // a ticked box
	Unknown []Problem // people and points that aren't there
	Line    string    // verbatim
}

// ParseTask reads a line like
//
//	Skicka intresseanmälan till ICLD senast 15 december @anna N7
//
// @anna, a label (ansvarig Anna) and a name where it can hardly mean anything
// else (plainOwner) make an owner: in "Ring Anna" she is part of what to do. The day is the one after a word for "by"; failing
// that one at the line's end, at its beginning, or anywhere in it, though not
// one that something is dated ("protokollet från 20 november"). Owner, day
// and points leave the title, and so do the small words that led to them.
// Another person after a preposition ("möte med @bo") stays in it by name.
func ParseTask(line string, people People, valid PointCheck, ref when.Ref) Task {
	if ref.Kind != when.Due {
		ref.Kind = when.Due
	}
	l := readLine(strings.NewReplacer("\r", " ", "\n", " ").Replace(repair(line)))
	text := l.text
	if label, ok := sectionLabel(text); ok && label.section == taskSection && hasWord(label.rest) {
		text = label.rest
	}
	d := newDraft(text, &names{people: people}, valid, ref)
	d.labelOwners(isOwnersLabel)
	d.findDay()
	d.plainOwner()
	t := d.finish()
	t.Line, t.Done = line, l.ticked
	return t
}

// mention is somebody on a task's line.
type mention struct {
	start, end int
	who        Person
	typed      string
	labelled   bool // "ansvarig: Anna": decides over the first
}

// draft is a task being read: the text, and what was recognised where.
type draft struct {
	text   string
	people *names
	ref    when.Ref

	mentions []mention
	cuts     []cut // all that leaves the title
	day      when.Match
	hasDay   bool
	task     Task

	// How the owner was found, for notes, where not every name is an owner.
	at, lead, bracket, segment bool
	verb                       int // where the words after a leading person begin
}

// newDraft finds mentions and points, which mean the same on any line.
func newDraft(text string, people *names, valid PointCheck, ref when.Ref) *draft {
	d := &draft{text: text, people: people, ref: ref}
	for _, s := range shapes(text, valid) {
		switch s.kind {
		case atShape:
			d.mentionAt(s)
		case pointShape:
			d.task.Points = addOnce(d.task.Points, s.value)
			if !d.spoken(s) {
				d.cut(s.start, s.end, pointCut)
			}
		case badPoint:
			d.problem(Problem{UnknownPoint, s.value})
			d.cut(s.start, s.end, pointCut)
		}
	}
	return d
}

// spoken tells a point that the sentence needs: "Kolla om N3 kan stödjas".
func (d *draft) spoken(s shape) bool {
	word := wordBefore(d.text, s.start)
	switch word {
	case "om", "about", "igenom", "kring", "mellan", "between":
		return true
	case "i", "av", "of", "in":
		return runeAt(d.text, s.end) == ' ' && unicode.IsLower(runeAt(d.text, s.end+1))
	case "och", "and":
		return runeAt(d.text, s.end) == ' ' && len(d.task.Points) > 1 && len(d.cuts) == 0
	}
	return false
}

func (d *draft) problem(p Problem) { d.task.Unknown = append(d.task.Unknown, p) }

// mentionAt takes @anna, and @Anna Ek where that is one name.
func (d *draft) mentionAt(s shape) {
	d.at = true
	who, n := d.people.lead(d.text[s.start+1:])
	if n < len(s.value) {
		d.problem(d.people.problem("@" + s.value))
		d.cut(s.start, s.end, personCut)
		return
	}
	d.mention(mention{start: s.start, end: s.start + 1 + n, who: who})
}

func (d *draft) mention(m mention) {
	m.typed = d.text[m.start:m.end]
	d.mentions = append(d.mentions, m)
}

// masked is the text with all that was recognised blanked out, byte for byte,
// so that what is sought next isn't found in it.
func (d *draft) masked() string {
	b := []byte(d.text)
	blank := func(start, end int) {
		for i := start; i < end; i++ {
			b[i] = ' '
		}
	}
	for _, c := range d.cuts {
		blank(c.start, c.end)
	}
	for _, m := range d.mentions {
		blank(m.start, m.end)
	}
	return string(b)
}

// finish gives the task its people and its title.
func (d *draft) finish() Task {
	t := &d.task
	if !d.hasDay {
		t.Clock = when.NoClock
	} else {
		t.Clock = d.day.Clock
	}
	owner := d.owner()
	for i, m := range d.mentions {
		switch {
		case i == owner:
			t.Owner = m.who
			d.cut(m.start, m.end, personCut)
		case d.keepsName(i):
			d.cuts = append(d.cuts, cut{m.start, m.end, nameCut, firstName(m.who)})
		default:
			d.cut(m.start, m.end, personCut)
		}
	}
	for _, m := range d.mentions {
		if m.who != t.Owner && !containsPerson(t.With, m.who) {
			t.With = append(t.With, m.who)
		}
	}
	t.Title = title(d.text, d.cuts)
	if !hasWord(t.Title) {
		t.Title, t.Bare = squeeze(d.text), hasWord(d.text)
	}
	return *t
}

// owner is the labelled mention, else the first on the line, or -1.
func (d *draft) owner() int {
	best := -1
	for i, m := range d.mentions {
		if best < 0 || m.labelled && !d.mentions[best].labelled ||
			m.labelled == d.mentions[best].labelled && m.start < d.mentions[best].start {
			best = i
		}
	}
	return best
}

// keepsName: "möte med @bo" keeps Bo in the title, "@anna, @bo" doesn't.
func (d *draft) keepsName(i int) bool {
	if d.mentions[i].labelled {
		return false
	}
	switch wordBefore(d.text, d.mentions[i].start) {
	case "med", "till", "for", "av", "hos", "fran", "with", "to", "from", "of":
		return true
	}
	return false
}

func firstName(p Person) string {
	name, _, _ := strings.Cut(p.Name, " ")
	if name == "" {
		return p.User
	}
	return name
}

func containsPerson(list []Person, p Person) bool {
	for _, one := range list {
		if one == p {
			return true
		}
	}
	return false
}
