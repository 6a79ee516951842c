package capture

import (
	"strings"

	"utblick/handlers/when"
)

// findDay chooses the task's day among those on the line.
func (d *draft) findDay() {
	masked := d.masked()
	best, rank := when.Match{}, 0
	found := when.Find(masked, d.ref)
	for _, m := range found {
		if r := d.dayRank(masked, m); r > rank {
			best, rank = m, r
		}
	}
	if rank == 0 {
		if best, rank = d.openingDay(masked); rank == 0 {
			return
		}
	}
	best = d.shorter(masked, eitherDay(masked, best, found))
	d.hasDay, d.day = true, best
	d.day.End = spanEnd(masked, best)
	d.task.DueText, d.task.DueErr = best.Text, best.Err
	if best.Err == nil {
		d.task.Due = best.Day
	}
	kind := dayCut
	if best.By {
		kind = byCut
	}
	if !isSpan(masked, best) {
		d.cut(d.day.Start, d.day.End, kind)
	}
}

// farOff is the days from which a yearless day of a note is doubted.
const farOff = 300

// findNoteDay is findDay in a note, where a day may also be one that has been.
func (d *draft) findNoteDay() {
	d.findDay()
	d.task.FarOff = d.hasDay && d.day.NoYear && d.task.Due > d.ref.Today+farOff
}

// openingDay reads "Idag ring Bo". In running text the word opens what is
// told, so when.Find leaves it alone; on a task's line it is the day.
func (d *draft) openingDay(text string) (when.Match, int) {
	start := max(strings.IndexFunc(text, isWord), 0)
	word := firstWord(text[start:])
	if word != "idag" && word != "today" {
		return when.Match{}, 0
	}
	m, err := when.Parse(word, d.ref)
	if err != nil {
		return when.Match{}, 0
	}
	m.Start, m.End = start, start+len(word)
	m.Text = text[m.Start:m.End]
	return m, 1
}

// dayRank tells how surely a day on the line is its due day; 0 is not at all.
// One that can't be a day is asked about only where it surely was meant.
func (d *draft) dayRank(text string, m when.Match) int {
	switch {
	case m.By && m.Err == nil:
		return 6
	case m.By:
		return 5
	case isDating(wordBefore(text, m.Start)), isEvent(wordBefore(text, m.Start)) && m.Day > d.ref.Today+farOff:
		return 0
	case !hasWord(text[m.End:]):
		return 4
	case !hasWord(text[:m.Start]):
		return 3
	case m.Err == nil:
		return 2
	}
	return 0
}

// isDating tells the words after which a day dates something there already.
func isDating(word string) bool {
	switch word {
	case "fran", "from", "efter", "after", "sedan", "since", "daterad", "daterat", "dated", "av", "of", "enligt", "version":
		return true
	}
	return false
}

// isEvent tells what took place if its day seems most of a year ahead:
// "Följ upp mötet 20/11", three days later.
func isEvent(word string) bool {
	switch word {
	case "motet", "besoket", "samtalet", "beslutet", "traffen", "resan", "meeting", "visit", "call", "trip", "decision":
		return true
	}
	return false
}

// spanEnd takes the end of a span of time ("kl 13-14", "13.00–14.30") with
// its beginning.
func spanEnd(text string, m when.Match) int {
	if m.Clock == when.NoClock {
		return m.End
	}
	if loc := clockSpan.FindStringIndex(text[m.End:]); loc != nil {
		return m.End + loc[1]
	}
	return m.End
}
