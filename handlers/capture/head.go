package capture

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"utblick/handlers/when"
	"utblick/store/search"
)

// How far down a note's head may reach, in lines that aren't blank.
const (
	headLines  = 15
	firstLines = 5
)

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
	if !ok || h.section == titleSection {
		return greets(l.text)
	}
	return h.colon || h.section == participantSection || h.section == decisionSection || h.section == taskSection
}

// titleText is the title's line without its label and a letter's "SV:".
func (r *noteReader) titleText() string {
	text := r.lines[r.titleAt].text
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

// findDate looks for the meeting's day: after a label, in the title, in the
// first lines, and last when a letter was sent.
func (r *noteReader) findDate(top []int) {
	for _, want := range []section{dateSection, noSection, sentSection} {
		if want == noSection {
			if r.dateInTitle() || r.dateInFirst(top) {
				return
			}
			continue
		}
		for _, i := range top {
			if h, ok := sectionLabel(r.lines[i].text); ok && h.section == want && h.colon && r.dateIn(h.rest, i, false) {
				return
			}
		}
	}
}

func (r *noteReader) held() when.Ref { return when.Ref{Today: r.today, Kind: when.Held} }

func (r *noteReader) hasDate(text string) bool { return len(when.Find(text, r.held())) > 0 }

// dateIn takes the first day in text as the meeting's.
func (r *noteReader) dateIn(text string, at int, strict bool) bool {
	for _, m := range when.Find(text, r.held()) {
		if m.Err != nil || strict && !r.isHeld(text, m) {
			continue
		}
		r.note.Date, r.note.DateFound, r.note.Clock, r.dateAt = m.Day, true, m.Clock, at
		return true
	}
	return false
}

// isHeld tells whether a day in running text is the meeting's own: not what
// it is about ("inför 4 december", "protokollet från 20/11"), nor a day to
// come, unless the line is hardly more than that day.
func (r *noteReader) isHeld(text string, m when.Match) bool {
	if isDating(wordBefore(text, m.Start)) || m.By {
		return false
	}
	others := len(search.Words(text[:m.Start])) + len(search.Words(text[spanEnd(text, m):]))
	return m.Day <= r.today && m.Day > r.today-370 || others <= 4
}

func (r *noteReader) dateInTitle() bool {
	text := r.titleText()
	for _, m := range when.Find(text, r.held()) {
		if m.Err == nil && !m.By && !isAhead(wordBefore(text, m.Start)) {
			r.note.Date, r.note.DateFound, r.note.Clock = m.Day, true, m.Clock
			return true
		}
	}
	return false
}

// isAhead tells the words after which a day in a title is what the meeting
// prepares or speaks of.
func isAhead(word string) bool {
	switch word {
	case "infor", "om", "before", "for", "about", "till", "sedan", "since", "efter", "after", "senast":
		return true
	}
	return false
}

// dateInFirst looks at the lines below the title, up to the first section.
func (r *noteReader) dateInFirst(top []int) bool {
	for _, i := range top[:min(len(top), firstLines)] {
		l := r.lines[i]
		h, ok := sectionLabel(l.text)
		if ok && (h.section == decisionSection || h.section == taskSection) {
			return false
		}
		if l.boxed || strings.Contains(l.text, "@") || ok && h.section == sentSection {
			continue
		}
		if r.dateIn(l.text, i, true) {
			return true
		}
	}
	return false
}

// setTitle cleans the title. A line that is nothing but a day gives it to the
// heading below, if there is one; else the day is the title.
func (r *noteReader) setTitle(top []int) {
	text := r.cleanTitle(r.titleText())
	if !hasLetter(text) {
		for k, i := range top {
			if i != r.titleAt || k+1 >= len(top) {
				continue
			}
			if below := r.lines[top[k+1]]; r.couldBeTitle(below) {
				if r.dateAt < 0 {
					r.dateAt = r.titleAt
				}
				r.titleAt = top[k+1]
				text = r.cleanTitle(below.text)
				break
			}
		}
	}
	if !hasWord(text) {
		text = squeeze(r.titleText())
	}
	if s := sentences(text); utf8.RuneCountInString(text) > longestTitle && len(s) > 1 {
		text = trimTitle(s[0])
	}
	r.note.Title = clip(text, longestTitle)
}

func (r *noteReader) couldBeTitle(l line) bool {
	_, label := sectionLabel(l.text)
	return !label && !l.bullet && !l.boxed && !greets(l.text) && hasLetter(r.cleanTitle(l.text)) && len(l.text) <= 80 && !strings.HasSuffix(l.text, ".")
}

// cleanTitle takes the day out of a title. A title that is several sentences
// keeps them: there the day belongs to what is told.
func (r *noteReader) cleanTitle(text string) string {
	if len(text) > 4*longestTitle {
		return trimTitle(squeeze(clip(text, 4*longestTitle)))
	}
	var cuts []cut
	if len(sentences(text)) == 1 {
		for _, m := range when.Find(text, r.held()) {
			if m.Err == nil && !m.By && !isAhead(wordBefore(text, m.Start)) {
				cuts = append(cuts, cut{start: m.Start, end: spanEnd(text, m), kind: dayCut})
			}
		}
	}
	return title(text, cuts)
}

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
