package guideline

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// Parse reads a document. It returns an *Error when the text is too big, not
// text, empty or without a section; what else a document of this kind usually
// has and this one lacks stands in Warnings.
func Parse(text string) (*Document, error) {
	if err := check(text); err != nil {
		return nil, err
	}
	lines := split(text)
	p := &parser{lines: lines, headings: headings(lines), doc: &Document{Source: text}}
	for p.at < len(lines) {
		p.step()
	}
	p.closeItem()
	p.doc.Spans = cover(p.texts, len(text))
	return p.finish()
}

func check(text string) error {
	switch {
	case len(text) > MaxSize:
		return &Error{TooBig, 1}
	case strings.Trim(text, spaces) == "":
		return &Error{Empty, 1}
	}
	for i, l := range strings.Split(text, "\n") {
		if !utf8.ValidString(l) || strings.ContainsRune(l, 0) {
			return &Error{NotText, i + 1}
		}
	}
	return nil
}

// parser walks the lines once; at is the next one.
type parser struct {
	doc      *Document
	lines    []line
	headings map[int]heading
	at       int
	texts    []Span
	head     []Span // the head's lines, of which the last names the document

	open   *Item  // the paragraph or bullet that a following line may continue
	lead   string // the paragraph before the list
	inList bool
}

// step takes one line, or a whole table.
func (p *parser) step() {
	l := p.lines[p.at]
	h, isHeading := p.headings[p.at]
	b, isBullet := bulletOn(l)
	switch {
	case strings.Trim(l.text, spaces) == "":
		p.closeItem()
	case isHeading:
		p.heading(l, h)
	case isBullet && p.isItem(b):
		p.bullet(l, b)
	case isRow(l):
		p.table()
		return
	case p.open == nil && p.fieldLine(l):
	default:
		p.text(l)
	}
	p.at++
}

func (p *parser) add(start, end int, kind Kind) Span {
	s := Span{start, end, kind}
	if start < end {
		p.texts = append(p.texts, s)
	}
	return s
}

func (p *parser) heading(l line, h heading) {
	p.closeItem()
	if start, end := trim(p.doc.Source, l.start, h.headEnd); start < end {
		p.headLine(start, end)
	}
	p.add(h.start, h.end, Heading)
	p.doc.Sections = append(p.doc.Sections, Section{
		Number: h.number, Title: h.title, Heading: p.doc.Source[h.start:h.end], Level: h.level, Line: l.no,
	})
	p.lead, p.inList = "", false
}

// headLine keeps text that stands outside the sections; glued before a later
// heading it is the end of the section before.
func (p *parser) headLine(start, end int) {
	if len(p.doc.Sections) > 0 {
		p.open = &Item{Start: start, End: end}
		p.closeItem()
		return
	}
	p.head = append(p.head, p.add(start, end, Head))
}

// isItem decides about numbers: "1." opens a list after a lead-in or heading,
// and within a list every number is an item; elsewhere it is running text.
func (p *parser) isItem(b bullet) bool {
	lead, inList := p.lead, p.inList
	if p.open != nil && !p.open.Bullet {
		lead, inList = p.doc.Source[p.open.Start:p.open.End], false
	}
	return b.number == 0 || inList || b.number == 1 && (lead == "" || strings.HasSuffix(lead, ":"))
}

func (p *parser) bullet(l line, b bullet) {
	p.closeItem()
	p.inList = true
	if start, end := trim(p.doc.Source, l.start+b.text, l.end()); start < end {
		p.open = &Item{Bullet: true, Lead: p.lead, Start: start, End: end}
	}
}

// text continues the open item, opens a paragraph, or is a line of the head.
func (p *parser) text(l line) {
	start, end := trim(p.doc.Source, l.start, l.end())
	if p.open != nil && p.continues(l) {
		p.open.End = end
		return
	}
	p.closeItem()
	if len(p.doc.Sections) == 0 && !proseLike(l) {
		p.headLine(start, end)
		return
	}
	p.open = &Item{Start: start, End: end}
}

// continues tells a wrapped line from a lead-in glued under the last bullet.
func (p *parser) continues(l line) bool {
	if !p.open.Bullet || indented(l) || !startsUpper(l.text) {
		return true
	}
	ended := strings.HasSuffix(p.doc.Source[p.open.Start:p.open.End], ".")
	return !ended && !strings.HasSuffix(strings.TrimSpace(l.text), ":")
}

// closeItem files the open paragraph or bullet under its section.
func (p *parser) closeItem() {
	it := p.open
	if it == nil {
		return
	}
	p.open = nil
	it.Text = p.doc.Source[it.Start:it.End]
	kind := Bullet
	if !it.Bullet {
		kind = Paragraph
		p.lead, p.inList = it.Text, false
	}
	p.add(it.Start, it.End, kind)
	if len(p.doc.Sections) == 0 { // prose before the first heading
		p.doc.Sections = append(p.doc.Sections, Section{Level: 1, Line: 1})
	}
	s := &p.doc.Sections[len(p.doc.Sections)-1]
	s.Items = append(s.Items, *it)
}

// finish draws title, edition, validity and points from what was gathered.
func (p *parser) finish() (*Document, error) {
	d := p.doc
	if len(p.headings) == 0 {
		return nil, &Error{NoSections, 1}
	}
	d.Title = p.title()
	if f, ok := d.Field(KeyAdopted); ok {
		d.Edition = f.Value
	}
	if f, ok := d.Field(KeyValid); ok {
		d.ValidUntil = lastDay(f.Value)
	}
	d.warnMetadata()
	d.findPoints()
	return d, nil
}

// title is what the metadata calls the document, else its "# Title", else the
// last line above the headings, else the first heading: a citation needs a name.
func (p *parser) title() string {
	if f, ok := p.doc.Field(KeyName); ok {
		return f.Value
	}
	first := p.headings[slices.Min(slices.Collect(maps.Keys(p.headings)))]
	if n := len(p.head); n > 0 && (first.mark != '#' || first.number != "") {
		return p.doc.Source[p.head[n-1].Start:p.head[n-1].End]
	}
	return first.title
}

func (d *Document) warnMetadata() {
	switch {
	case len(d.Metadata) == 0:
		d.Warnings = append(d.Warnings, &Error{NoMetadata, 1})
	case d.Edition == "":
		line := 1 + strings.Count(d.Source[:d.Metadata[0].Start], "\n")
		d.Warnings = append(d.Warnings, &Error{NoEdition, line})
	}
}
