package guideline

import (
	_ "embed"
	"strings"
	"sync"

	"utblick/store/search"
)

//go:embed headings.tsv
var headingsTSV string

// knownHeadings maps a folded heading to its key.
var knownHeadings = sync.OnceValue(func() map[string]string {
	m := make(map[string]string)
	for l := range strings.Lines(headingsTSV) {
		l = strings.TrimRight(l, "\r\n")
		if l == "" || l[0] == '#' {
			continue
		}
		cells := strings.Split(l, "\t")
		for _, variant := range cells[1:] {
			m[headingWords(variant)] = cells[0]
		}
	}
	return m
})

func headingWords(s string) string {
	return strings.Join(search.Words(search.Fold(s)), " ")
}

// known gives the key of a metadata heading, or nothing.
func known(text string) string { return knownHeadings()[headingWords(text)] }

// cell is a table cell's place in the source, without the white space round it.
type cell struct {
	text       string
	start, end int
}

// isRow tells whether l is a row of a table: its cells part by tabs or bars.
func isRow(l line) bool {
	return strings.Contains(strings.Trim(l.text, spaces), "\t") || isBarRow(l)
}

func isBarRow(l line) bool {
	t := strings.TrimSpace(l.text)
	return strings.HasPrefix(t, "|") && strings.Count(t, "|") > 1
}

func cells(l line) []cell {
	sep, text, at := "\t", l.text, l.start
	if isBarRow(l) {
		sep = "|"
		t := strings.TrimSpace(text)
		at += strings.Index(text, t) + 1
		text = strings.TrimSuffix(t[1:], "|")
	}
	var row []cell
	for part := range strings.SplitSeq(text, sep) {
		start, end := trim(part, 0, len(part))
		row = append(row, cell{part[start:end], at + start, at + end})
		at += len(part) + 1
	}
	return row
}

// table takes the rows from here on (a single blank line may part them). One
// with two known headings is metadata, any other is text.
func (p *parser) table() {
	p.closeItem()
	var rows [][]cell
	hits := 0
	from := p.at
	for p.at < len(p.lines) && p.inTable() {
		if row := cells(p.lines[p.at]); !ruler(row) {
			rows = append(rows, row)
			for _, c := range row {
				if known(c.text) != "" {
					hits++
				}
			}
		}
		p.at++
	}
	if hits >= 2 {
		p.metadata(rows)
		return
	}
	for _, l := range p.lines[from:p.at] {
		p.tableText(l)
	}
}

// inTable looks one line ahead over a blank one.
func (p *parser) inTable() bool {
	l := p.lines[p.at]
	if _, isHeading := p.headings[p.at]; isHeading {
		return false
	}
	if b, ok := bulletOn(l); ok && b.number == 0 {
		return false
	}
	if isRow(l) {
		return true
	}
	return blank(p.lines, p.at) && p.at+1 < len(p.lines) && isRow(p.lines[p.at+1])
}

// ruler is the |---|---| under a header row, or an empty row.
func ruler(row []cell) bool {
	for _, c := range row {
		if strings.Trim(c.text, "-: ") != "" {
			return false
		}
	}
	return true
}

func (p *parser) tableText(l line) {
	row := cells(l)
	if ruler(row) {
		return
	}
	start, end := trim(p.doc.Source, row[0].start, row[len(row)-1].end)
	p.open = &Item{Start: start, End: end}
	p.closeItem()
}

// metadata pairs headings with values: beside each other when more known
// headings stand in the first column than in every other row, else above.
func (p *parser) metadata(rows [][]cell) {
	beside, above := 0, 0
	for i, row := range rows {
		if known(row[0].text) != "" {
			beside++
		}
		for _, c := range row {
			if i%2 == 0 && known(c.text) != "" {
				above++
			}
		}
	}
	if beside > above {
		for _, row := range rows {
			for i := 0; i < len(row); i += 2 {
				p.field(row[i], at(row, i+1))
			}
		}
		return
	}
	for i := 0; i < len(rows); i++ {
		values := []cell(nil)
		names := rows[i]
		if i+1 < len(rows) && !isHeader(rows[i+1]) {
			i++
			values = rows[i]
		}
		for c := range max(len(names), len(values)) {
			p.field(at(names, c), at(values, c))
		}
	}
}

func isHeader(row []cell) bool {
	for _, c := range row {
		if known(c.text) != "" {
			return true
		}
	}
	return false
}

func at(row []cell, i int) cell {
	if i < len(row) {
		return row[i]
	}
	return cell{}
}

func (p *parser) field(name, value cell) {
	p.add(name.start, name.end, FieldName)
	p.add(value.start, value.end, FieldValue)
	if name.text == "" && value.text == "" {
		return
	}
	p.doc.Metadata = append(p.doc.Metadata, Field{
		Key: known(name.text), Heading: name.text, Value: value.text, Start: value.start, End: value.end,
	})
}

// longestFieldLine keeps a sentence that happens to begin like a heading from
// being read as one, in bytes.
const longestFieldLine = 160

// fieldLine takes "Giltighetstid: 2026-12-31", metadata without a table.
func (p *parser) fieldLine(l line) bool {
	colon := strings.IndexByte(l.text, ':')
	if colon < 0 || len(l.text) > longestFieldLine || known(l.text[:colon]) == "" {
		return false
	}
	a, b := trim(l.text, 0, colon)
	c, d := trim(l.text, colon+1, len(l.text))
	if c == d || a == b {
		return false
	}
	p.field(cell{l.text[a:b], l.start + a, l.start + b}, cell{l.text[c:d], l.start + c, l.start + d})
	return true
}
