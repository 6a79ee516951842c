package capture

import (
	"errors"
	"regexp"
	"strings"

	"utblick/handlers/when"
	"utblick/store/search"
)

// prose reads a line outside every section, sentence by sentence.
func (r *noteReader) prose(text string, l line) {
	if l.ticked {
		r.action(text, l)
		return
	}
	for _, s := range sentences(text) {
		switch {
		case decides(s):
			if len(r.note.Decisions) < mostDecisions {
				r.note.Decisions = append(r.note.Decisions, clip(capital(s), longestDecision))
				r.seen[DecisionLine] = true
			}
			r.taskInProse(s, l)
		case r.todoInProse(s, l):
		default:
			r.taskInProse(s, l)
		}
	}
}

var (
	decidedThat = regexp.MustCompile(`\b(?:tog|togs|fattade|fattades|fattat|tagit)(?: \p{L}+)? beslut(?:et)?(?: om)? att\b|\bbeslut(?:et)? (?:togs|fattades|blev|blir|ar)(?: om)? att\b|\b(?:beslutade(?:s)?|beslutar(?:s)?|beslutat(?:s)?|bestamde(?:s)?|bestamt|kom overens om|enades om|enats om)(?: (?:\p{L}+ ){0,2})? ?att\b|\b(?:we|it was|was|they|have|has|meeting|group|all) (?:\p{L}+ )?(?:decided|agreed) (?:to|that|on)\b|\bdecided (?:to|that)\b`)
	undecided   = regexp.MustCompile(`\b(?:om|ifall|innan|nar|tills|if|when|before|whether|forra motet|forra gangen|tidigare|last meeting|last time|inte|ej|not|forra aret|i fjol)\b`)
)

// decides tells a sentence that reports a decision of this meeting: "vi
// beslutade att …". Not what somebody may decide one day, was decided before,
// or is asked.
func decides(s string) bool {
	folded := search.Fold(s)
	if !strings.Contains(folded, "att") && !strings.Contains(folded, "decided") && !strings.Contains(folded, "agreed") || strings.HasSuffix(folded, "?") {
		return false
	}
	loc := decidedThat.FindStringIndex(folded)
	if loc == nil {
		return false
	}
	before := folded[:loc[0]]
	if i := strings.LastIndexAny(before, ",;:"); i >= 0 {
		before = before[i:]
	}
	return !undecided.MatchString(before)
}

var todoMark = regexp.MustCompile(`(?:^|[\s(\[])(?:TODO|ATT GÖRA|Att göra|Todo|ACTION|Action):?\s`)

// todoInProse reads what stands after TODO in the middle of a line.
func (r *noteReader) todoInProse(s string, l line) bool {
	loc := todoMark.FindStringIndex(s)
	if loc == nil || !hasWord(s[loc[1]:]) {
		return false
	}
	mark := s[loc[0]:loc[1]]
	if !strings.Contains(mark, ":") && !strings.Contains(mark, "TODO") {
		return false
	}
	r.actions(strings.Trim(s[loc[1]:], " )]"), l, false)
	return true
}

// taskInProse keeps a sentence as a task if it says who does what and by when.
func (r *noteReader) taskInProse(s string, l line) {
	if strings.HasSuffix(s, "?") && !strings.HasPrefix(s, "@") || len(s) > longestItem || !r.people.named(s) {
		return
	}
	if i := leadIn(s); i > 0 {
		s = s[i:]
	}
	var tasks []*draft
	for _, one := range r.splitActions(s) {
		if d := r.proseDraft(one); d.isTask(l) {
			tasks = append(tasks, d)
		} else { // "Anna skriver och Bo läser, klart fredag" stays one
			tasks = nil
			break
		}
	}
	if tasks == nil {
		if d := r.proseDraft(s); d.isTask(l) {
			tasks = append(tasks, d)
		}
	}
	for _, d := range tasks {
		if t := d.finish(); !t.Bare {
			r.keep(t, l)
		}
	}
}

// proseDraft reads a sentence as a task, where a name alone is no owner.
func (r *noteReader) proseDraft(s string) *draft {
	d := newDraft(s, r.people, r.valid, r.ref)
	d.labelOwners(anyLabel)
	d.findNoteDay()
	d.leadOwner(false)
	d.segmentOwner()
	d.invertedOwner()
	return d
}

var mentionAfter = regexp.MustCompile(`(?:\b(?:att|that)|:)\s+@`)

// leadIn is the bytes before the mention in "Vi kom fram till att @anna …".
func leadIn(s string) int {
	loc := mentionAfter.FindStringIndex(s)
	if loc == nil {
		return 0
	}
	return loc[1] - 1
}

// isTask judges a sentence outside "Att göra". A day alone or a name alone is
// telling; both together, with something to do, are a task.
func (d *draft) isTask(l line) bool {
	words := fieldsFolded(d.text, 1)
	if len(words) == 0 {
		return false
	}
	real := d.hasDay && (d.day.Err == nil || d.day.By || isImpossible(d.day.Err))
	telling := isPronoun(words[0]) || isPast(words[0])
	switch {
	case d.at:
		return d.mentionIsTask(real, telling)
	case len(d.mentions) == 0:
		return false
	case d.mentions[0].labelled:
		return real
	case d.lead:
		rest := d.text[d.verb:]
		said := strings.HasPrefix(strings.TrimLeft(rest, " "), ":") || startsDash(strings.TrimLeft(rest, " "))
		return real && (willDo(rest) || d.day.By && (said && !tells(rest) || isReporting(firstWord(strings.TrimLeft(rest, " ")))))
	case d.segment:
		return real && !telling && (d.bracket || l.bullet)
	}
	return real
}

// isImpossible tells a day that was clearly meant, but isn't in the calendar.
func isImpossible(err error) bool {
	var e *when.Error
	return errors.As(err, &e) && e.Reason == when.Impossible
}

// mentionIsTask judges a sentence with @somebody in it.
func (d *draft) mentionIsTask(real, telling bool) bool {
	after, leads := d.afterMention()
	switch {
	case leads && willDo(after):
		return true
	case isPast(firstWord(after)), leads && isTelling(firstWord(after)):
		return false
	case d.hasDay && d.day.By:
		return true
	}
	return real && !telling && !strings.HasSuffix(d.text, "?")
}

// afterMention gives the words after the first mention (and those joined to
// it), and whether it opens the sentence.
func (d *draft) afterMention() (after string, leads bool) {
	masked := d.masked()
	at := strings.IndexByte(d.text, '@')
	if len(d.mentions) > 0 {
		at = d.mentions[0].start
	}
	end := at + 1
	for end < len(masked) && masked[end] == ' ' && d.text[end] != ' ' {
		end++
	}
	after = strings.TrimLeft(d.text[end:], " :,")
	for {
		joint := listJoint.FindString(after)
		next := strings.TrimLeft(after[len(joint):], "@")
		_, n := d.people.lead(next)
		if joint == "" || n == 0 {
			break
		}
		after = strings.TrimLeft(next[n:], " :,")
	}
	return after, !hasWord(d.text[:at])
}

// invertedOwner reads Swedish word order after a day: "Senast fredag mejlar
// Bo rektorn".
func (d *draft) invertedOwner() {
	if len(d.mentions) > 0 || !d.hasDay || hasWord(d.text[:d.day.Start]) {
		return
	}
	rest := d.text[d.day.End:]
	words := fieldsFolded(rest, 1)
	if len(words) == 0 || !isDoing(words[0]) && words[0] != "ska" {
		return
	}
	start := strings.IndexFunc(rest, isWord)
	start += strings.IndexFunc(rest[start:], func(r rune) bool { return !isWord(r) }) + 1
	if start <= 0 || start >= len(rest) {
		return
	}
	if found, n := d.people.leadList(rest[start:]); n > 0 {
		d.addList(found, d.day.End+start, false)
		if words[0] == "ska" {
			d.cut(d.day.End, d.day.End+start, personCut)
		}
	}
}

func isPronoun(word string) bool {
	switch word {
	case "vi", "jag", "de", "han", "hon", "man", "det", "den", "dom", "ni", "du", "we", "i", "they", "he", "she", "it", "you", "moter", "motet", "nasta":
		return true
	}
	return false
}
