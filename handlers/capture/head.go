package capture

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"utblick/handlers/when"
	"utblick/store/search"
)

// headLines is how far down a note's head may reach, in lines that aren't
// blank.
const headLines = 15

// head finds title and day, which the rest counts from.
func (r *noteReader) head() {
	r.titleAt, r.dateAt = -1, -1
	var top []int
	for i, l := range r.lines {
		if !l.blank && !l.joined {
			top = append(top, i)
		}
		if len(top) == headLines {
			break
		}
	}
	if len(top) == 0 {
		return
	}
	r.findTitle(top)
	r.findDate(top)
	r.setTitle(top)
}

// findTitle chooses the title's line: a label ("Ämne:") among the first, else
// the first line that is neither a letter's head nor a greeting nor a label.
func (r *noteReader) findTitle(top []int) {
	for _, i := range top {
		h, ok := sectionLabel(r.lines[i].text)
		if ok && (h.section == decisionSection || h.section == taskSection) {
			break
		}
		if ok && h.section == titleSection && h.colon && hasWord(h.rest) {
			r.titleAt = i
			return
		}
	}
	for _, i := range top {
		l := r.lines[i]
		if r.isNoTitle(l) || !hasLetter(l.text) && len(top) > 1 && !r.hasDate(l.text) {
			continue
		}
		r.titleAt = i
		return
	}
	r.titleAt = top[0]
}

// isNoTitle tells labels and greetings.
func (r *noteReader) isNoTitle(l line) bool {
	h, ok := sectionLabel(l.text)
	if !ok || h.section == titleSection || isGeneric(l.text) {
		return greets(l.text)
	}
	return h.colon || h.section == participantSection || h.section == decisionSection || h.section == taskSection
}

// titleText is the title's line without its label and a letter's "SV:".
func (r *noteReader) titleText() string {
	text := clip(r.lines[r.titleAt].text, 4*longestTitle)
	if h, ok := sectionLabel(text); ok && h.section == titleSection && hasWord(h.rest) {
		text = h.rest
	}
	for {
		rest := replyMark.ReplaceAllString(text, "")
		if rest == text || !hasWord(rest) {
			return text
		}
		text = rest
	}
}

var replyMark = regexp.MustCompile(`(?i)^(?:sv|vb|re|fw|fwd|ang)\s*:\s*`)

// setTitle cleans the title. A line that is nothing but a day or "Protokoll"
// gives it to the heading below, if there is one; else it is the title.
func (r *noteReader) setTitle(top []int) {
	text := r.cleanTitle(r.titleText())
	for k, i := range top {
		if i != r.titleAt || k+1 >= len(top) || hasLetter(text) && !isGeneric(text) {
			continue
		}
		if below := r.lines[top[k+1]]; r.couldBeTitle(below) && !(hasLetter(text) && r.isAction(below)) {
			if r.dateAt < 0 && !hasLetter(text) {
				r.dateAt = r.titleAt
			}
			r.titleAt = top[k+1]
			text = r.cleanTitle(below.text)
			break
		}
	}
	if !hasWord(text) {
		text = squeeze(r.titleText())
	}
	if !hasWord(text) {
		text = r.firstWords(text)
	}
	r.note.Title = clip(text, longestTitle)
}

// firstWords is what stands from the first word to its line's end: what could
// be read of a text that is mostly broken; without any it is otherwise.
func (r *noteReader) firstWords(otherwise string) string {
	text := repair(r.note.Text)
	i := strings.IndexFunc(text, isWord)
	if i < 0 {
		return otherwise
	}
	line, _, _ := strings.Cut(strings.ReplaceAll(text[i:], "\r", "\n"), "\n")
	return squeeze(line)
}

// isGeneric tells titles that only say what notes are.
func isGeneric(text string) bool {
	switch headKey(text) {
	case "anteckningar", "minnesanteckningar", "motesanteckningar", "protokoll", "motesprotokoll", "minutes", "meeting minutes", "meeting notes", "notes",
		"mote", "meeting", "meeting summary", "meeting recap", "sammanfattning", "summary", "recap", "motesnoteringar", "noteringar":
		return true
	}
	return false
}

func (r *noteReader) couldBeTitle(l line) bool {
	_, label := sectionLabel(l.text)
	return !label && !l.bullet && !l.boxed && !greets(l.text) && hasLetter(r.cleanTitle(l.text)) && len(l.text) <= 80 && !strings.HasSuffix(l.text, ".")
}

// isAction tells a line that says what somebody does or what was decided; it
// is no title, not even below "Möte".
func (r *noteReader) isAction(l line) bool {
	r.ref = when.Ref{Today: r.note.Date, Kind: when.Due}
	_, n := r.people.lead(strings.TrimPrefix(l.text, "@"))
	return n > 0 || decides(l.text) || r.people.named(l.text) && r.proseDraft(l.text).isTask(l)
}

// shortParagraph is the runes up to which a title may be several sentences.
const shortParagraph = 50

// cleanTitle takes the day out of a title, and leaves a paragraph its first
// sentence. A week stays: "Veckomöte v. 47" is called so.
func (r *noteReader) cleanTitle(text string) string {
	text = clip(text, 4*longestTitle)
	if s := sentences(text); len(s) > 1 && utf8.RuneCountInString(text) > shortParagraph {
		text = s[0]
	}
	var cuts []cut
	for _, m := range r.titleDays(text) {
		if !weekOnly.MatchString(m.Text) {
			cuts = append(cuts, cut{start: m.Start, end: spanEnd(text, m), kind: dayCut})
		}
	}
	if m, ok := r.badTitleDay(text); ok && m.Text == r.note.DateText {
		cuts = append(cuts, cut{start: m.Start, end: m.End, kind: dayCut})
	}
	return title(text, cuts)
}

var weekOnly = regexp.MustCompile(`(?i)^(?:v|vk|w|vecka|week)\.?\s*\d{1,2}$`)

// titleLine reads what else a title's line says, if it is told in sentences
// rather than a heading.
func (r *noteReader) titleLine(l line) {
	if l.heading || len(l.text) < 20 {
		return
	}
	if h, ok := sectionLabel(l.text); ok && h.section != titleSection {
		r.labelled(h, l)
		return
	}
	r.prose(l.text, l)
}

// words is how many words are in s.
func words(s string) int { return len(search.Words(s)) }
