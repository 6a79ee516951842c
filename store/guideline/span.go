package guideline

import (
	"slices"
	"strings"
)

// Kind says what a stretch of the source is.
type Kind int

// Layout is white space and marks (bullets, asterisks, the table's bars);
// everything else is text that somebody wrote.
const (
	Layout     Kind = iota
	Head            // lines above the first heading: kind of paper, date, title
	Heading         // a section's heading, with its number
	Paragraph       // running text, or a row of a table that is no metadata
	Bullet          // a bullet's text
	FieldName       // a heading in the metadata
	FieldValue      // a cell of the metadata
)

func (k Kind) String() string {
	return [...]string{"layout", "head", "heading", "paragraph", "bullet", "field name", "field value"}[k]
}

// Span is the stretch Source[Start:End].
type Span struct {
	Start, End int
	Kind       Kind
}

// cover adds the layout between the texts, so that the spans are the source.
func cover(texts []Span, size int) []Span {
	slices.SortFunc(texts, func(a, b Span) int { return a.Start - b.Start })
	all := make([]Span, 0, 2*len(texts)+1)
	at := 0
	for _, s := range texts {
		if s.Start > at {
			all = append(all, Span{at, s.Start, Layout})
		}
		all = append(all, s)
		at = s.End
	}
	if at < size {
		all = append(all, Span{at, size, Layout})
	}
	return all
}

// trim narrows [start,end) to what is not white space.
func trim(src string, start, end int) (int, int) {
	s := src[start:end]
	start += len(s) - len(strings.TrimLeft(s, spaces))
	end -= len(s) - len(strings.TrimRight(s, spaces))
	return min(start, end), end
}

// spaces are what a text may lose at its ends: also the no-break space and
// the byte order mark that word processors leave.
const spaces = " \t\r\n\v\f\u00a0\u2007\u202f\u200b\ufeff"
