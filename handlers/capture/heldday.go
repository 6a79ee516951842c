package capture

import (
	"errors"
	"regexp"
	"strings"

	"utblick/handlers/when"
	"utblick/store/search"
)

// firstLines is how many of a note's first lines are searched for its day.
const firstLines = 5

func (r *noteReader) held() when.Ref { return when.Ref{Today: r.today, Kind: when.Held} }

func (r *noteReader) hasDate(text string) bool { return len(when.Find(text, r.held())) > 0 }

// findDate looks for the meeting's day: after a label, in the title, in the
// first lines, and last when a letter was sent.
func (r *noteReader) findDate(top []int) {
	sent, sentAt := r.labelledDay(top, sentSection)
	if d, at := r.labelledDay(top, dateSection); at >= 0 {
		r.setDate(d, at)
		return
	}
	if sentAt >= 0 { // "igår" in a letter counts from when it was sent
		r.today = sent.Day
	}
	for _, m := range r.titleDays(r.titleText()) {
		r.setDate(m, -1)
		return
	}
	if m, ok := r.badTitleDay(r.titleText()); ok && !r.badDate() {
		r.setBadDate(m, -1)
	}
	if !r.badDate() && r.dateInFirst(top) || sentAt < 0 {
		return
	}
	sent.Clock = when.NoClock
	r.setDate(sent, sentAt)
}

func (r *noteReader) setDate(m when.Match, at int) {
	r.note.Date, r.note.DateFound, r.note.Clock, r.dateAt = m.Day, true, m.Clock, at
	r.note.DateText, r.note.DateErr = "", nil
}

// setBadDate keeps a day that can't be the meeting's but was meant to be; one
// found after it takes its place.
func (r *noteReader) setBadDate(m when.Match, at int) {
	r.note.DateText, r.note.DateErr, r.dateAt = m.Text, m.Err, at
}

func (r *noteReader) badDate() bool { return r.note.DateErr != nil }

// badTitleDay gives the day in a title that is the meeting's, but isn't in the
// calendar or doesn't agree with its weekday.
func (r *noteReader) badTitleDay(text string) (when.Match, bool) {
	for _, m := range when.Find(text, r.held()) {
		var e *when.Error
		if errors.As(m.Err, &e) && e.Reason != when.Absurd && !m.By && !isAhead(wordBefore(text, m.Start)) && !preparing.MatchString(search.Fold(text[:m.Start])) {
			return m, true
		}
	}
	return when.Match{}, false
}

// labelledDay gives the day after a label of that kind, and its line or -1.
func (r *noteReader) labelledDay(top []int, want section) (when.Match, int) {
	for _, i := range top {
		h, ok := sectionLabel(r.lines[i].text)
		if !ok || h.section != want || !h.colon {
			continue
		}
		for _, m := range when.Find(h.rest, r.held()) {
			if m.Err == nil {
				return m, i
			}
			if want == dateSection && !r.badDate() {
				r.setBadDate(m, i)
			}
		}
	}
	return when.Match{}, -1
}

// titleDays gives the days in a title that are the meeting's, not of what it
// prepares ("inför Barentsdagarna 3 december").
func (r *noteReader) titleDays(text string) []when.Match {
	var days []when.Match
	for _, m := range when.Find(text, r.held()) {
		before := search.Fold(text[:m.Start])
		if m.Err != nil || m.By || isAhead(wordBefore(text, m.Start)) || m.Day > r.today && preparing.MatchString(before) {
			continue
		}
		days = append(days, m)
	}
	return days
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

var (
	preparing = regexp.MustCompile(`\b(?:infor|om|planer\w*|forbered\w*|before|about|planning|prepar\w*|ahead)\b`)
	meets     = regexp.MustCompile(`\b(?:\w*mot(?:e|et|en)|mott\w*|traff(?:a\w*|en)?|\w*samtal\w*|\w*avstamning\w*|besok\w*|lunch\w*|meeting|met|call|visit\w*|sync|workshop\w*|anteckning\w*|notes|minutes)\b`)
)

// dateInFirst looks at the lines below the title, up to the first section.
func (r *noteReader) dateInFirst(top []int) bool {
	searched := 0
	for _, i := range top {
		l := r.lines[i]
		h, ok := sectionLabel(l.text)
		if ok && (h.section == decisionSection || h.section == taskSection) || searched == firstLines {
			return false
		}
		if i == r.titleAt || l.boxed || ok || greets(l.text) || strings.Contains(l.text, "@") || len(l.text) > longestItem {
			continue
		}
		searched++
		if found := when.Find(l.text, r.held()); len(found) > 0 && r.isHeld(l.text, found[0]) {
			r.setDate(found[0], i)
			return true
		}
	}
	return false
}

// isHeld tells whether a day in a first line is the meeting's own: the line
// is hardly more than that day, or it tells of meeting somebody then. What
// something is dated or a colleague does on a day is not.
func (r *noteReader) isHeld(text string, m when.Match) bool {
	if m.Err != nil || m.By {
		return false
	}
	dated := isDating(wordBefore(text, m.Start))
	if dated && digits(m.Text) > 0 {
		return false
	}
	if _, n := r.people.lead(text); n > 0 {
		return false
	}
	others := words(text[:m.Start]) + words(text[spanEnd(text, m):])
	switch {
	case m.Day > r.today: // "Vi ses 10 december" is the next meeting
		return others <= 1
	case others <= 4 && !dated:
		return true
	}
	return m.Day > r.today-370 && meets.MatchString(search.Fold(text))
}
