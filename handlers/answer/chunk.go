package answer

import (
	"strings"

	"utblick/store/guideline"
	"utblick/store/search"
)

// chunk is one citable stretch of the document.
type chunk struct {
	excerpt // of the verbatim text; a metadata field's cell
	section string
	point   string // code, or empty
	field   bool
	meets   []bool // by place in demands
}

// chunks cuts a document into what can be cited, each with what is searched
// for it: paragraphs and bullets whole (sentences rank worse), a metadata
// field under its heading and the ways people ask for it.
func chunks(doc *guideline.Document) ([]chunk, []search.Passage) {
	codes := make(map[int]string, len(doc.Points))
	for _, p := range doc.Points {
		codes[p.Start] = p.Code
	}
	var cs []chunk
	var ps []search.Passage
	for _, f := range doc.Metadata {
		if f.Value == "" {
			continue
		}
		cs = append(cs, chunk{excerpt: newExcerpt(f.Value), section: f.Heading, field: true, meets: meets(f.Value)})
		ps = append(ps, search.Passage{Text: f.Heading + aliases()[f.Key], Context: spoken(f)})
	}
	for _, s := range doc.Sections {
		section := s.Heading
		if section == "" {
			section = doc.Title
		}
		for _, it := range s.Items {
			cs = append(cs, chunk{excerpt: newExcerpt(it.Text), section: section, point: codes[it.Start], meets: meets(it.Text)})
			ps = append(ps, search.Passage{Text: it.Text, Context: s.Title + " " + it.Lead})
		}
	}
	return cs, ps
}

// spoken is the cell where somebody may ask by it: a number, a day, a board.
// Who asks for the Näringslivschef by title does not ask who owns the document,
// and the document's name is in half of all questions.
func spoken(f guideline.Field) string {
	if f.Key == guideline.KeyBody || strings.ContainsAny(f.Value, "0123456789") {
		return f.Value
	}
	return ""
}
