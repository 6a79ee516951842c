// Package guideline reads a municipality's governing document: text in, its
// edition, metadata, sections and action-plan points out, each with its place
// in the source. In: the embedded document, or a file that configuration
// names. Out: a Document that never changes. Never: answers a question, knows
// the day, or rewrites a character of what was decided.
package guideline

import (
	_ "embed"
	"fmt"
	"io"
	"os"
	"strings"
)

// MaxSize bounds a document's file in bytes: a guideline is some pages of text.
const MaxSize = 1 << 20

// The built-in document: "Internationella arbetet", Älvsbyns kommun, as
// published. A byte-for-byte copy, so its origin stands here and not in it.
//
//go:embed alvsbyn.txt
var alvsbyn string

// Document is a parsed governing document. Every text in it is a substring of
// Source, and Source[Start:End] is that text.
type Document struct {
	Source     string    // as read, to the byte
	Title      string    // the metadata's document name, or the last line before the first heading
	Edition    string    // when and how it was adopted, as its metadata says: "2019-09-30, KS § 130"; may be empty
	ValidUntil string    // YYYY-MM-DD, empty when it does not say or says until further notice
	Metadata   []Field   // in the document's order
	Sections   []Section // in the document's order, at least one
	Points     []Point   // the action plan's bullets: long-term L1…, near-term N1…; may be none
	Spans      []Span    // the whole source without gap or overlap
	Warnings   []*Error  // what a document of this kind usually has and this one lacks
}

// Keys of the metadata fields that are known by their headings (headings.tsv).
// A field with another heading has no key, and is kept.
const (
	KeyType      = "type"
	KeyName      = "name"
	KeyAdopted   = "adopted"
	KeyBody      = "body"
	KeyValid     = "valid"
	KeyOwner     = "owner"
	KeyVersion   = "version"
	KeyRevised   = "revised"
	KeyReference = "reference"
	KeyScope     = "scope"
)

// Field is one cell of the metadata with its heading.
type Field struct {
	Key     string // one of the Key constants, or empty
	Heading string // "Giltighetstid"
	Value   string // "2022-12-31"; may be empty
	Start   int    // where Value stands, in bytes
	End     int
}

// Section is a heading and what stands under it up to the next one.
type Section struct {
	Number  string // "4", "4.1", or empty
	Title   string // "Handlingsplan"
	Heading string // "4. Handlingsplan"; empty for prose before the first heading
	Level   int    // 1 for a section, 2 for a part of one …
	Line    int    // counted from 1
	Items   []Item
}

// Item is a paragraph or a bullet.
type Item struct {
	Bullet bool
	Text   string // verbatim, without the bullet's mark; may hold line breaks where the source wraps
	Lead   string // a bullet's lead-in: the paragraph before its list
	Start  int
	End    int
}

// Point is one bullet of the action plan.
type Point struct {
	Code    string // "L1" long-term, "N3" near-term
	Text    string // verbatim, without the bullet's mark
	Lead    string // the sentence that leads in its list
	Section string // the heading it stands under
	Start   int
	End     int
}

// BuiltIn is Älvsbyn's guideline on international work.
func BuiltIn() (*Document, error) {
	doc, err := Parse(alvsbyn)
	if err != nil {
		return nil, fmt.Errorf("parse the built-in guideline: %w", err)
	}
	return doc, nil
}

// Load reads and parses the file at path. It returns an *Error for a document
// that is too big, not UTF-8 text or without a section, and an error of os for
// a file that can't be read.
func Load(path string) (*Document, error) {
	text, err := read(path)
	if err != nil {
		return nil, fmt.Errorf("read guideline %s: %w", path, err)
	}
	doc, err := Parse(text)
	if err != nil {
		return nil, fmt.Errorf("parse guideline %s: %w", path, err)
	}
	return doc, nil
}

// read stops one byte past the bound, so an endless file (a device) ends too.
func read(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, MaxSize+1))
	return string(b), err
}

// Point finds an action-plan point by its code, in any case: "n3".
func (d *Document) Point(code string) (Point, bool) {
	for _, p := range d.Points {
		if strings.EqualFold(p.Code, strings.TrimSpace(code)) {
			return p, true
		}
	}
	return Point{}, false
}

// Field gives the first metadata field with that key and a value.
func (d *Document) Field(key string) (Field, bool) {
	for _, f := range d.Metadata {
		if f.Key == key && f.Value != "" {
			return f, true
		}
	}
	return Field{}, false
}

// Expired tells whether the validity had ended before today (YYYY-MM-DD): the
// last valid day itself counts as valid. Without either day it is false.
func (d *Document) Expired(today string) bool {
	return d.ValidUntil != "" && today != "" && d.ValidUntil < today
}
