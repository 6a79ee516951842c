package guideline

import "fmt"

// Problem says what is wrong with a document; it is a catalogue key as well.
type Problem string

// The first four keep a document from being used, the others are warnings.
const (
	TooBig     Problem = "guideline.too_big"     // more than MaxSize bytes
	NotText    Problem = "guideline.not_text"    // not UTF-8, or NUL in it
	Empty      Problem = "guideline.empty"       // nothing but white space
	NoSections Problem = "guideline.no_sections" // no heading was found
	NoMetadata Problem = "guideline.no_metadata" // no table or lines with known headings
	NoEdition  Problem = "guideline.no_edition"  // metadata, but not when it was adopted
	NoPlan     Problem = "guideline.no_plan"     // no section is an action plan
	NoPoints   Problem = "guideline.no_points"   // an action plan without a bullet
)

var remedies = map[Problem]string{
	TooBig:     fmt.Sprintf("the document is larger than %d bytes; save it as plain text", MaxSize),
	NotText:    "the document is not UTF-8 text; save it as plain text in UTF-8",
	Empty:      "the document is empty",
	NoSections: "no heading found; write headings as \"1. Title\", \"# Title\" or \"**1. Title**\" on lines of their own",
	NoMetadata: "no metadata table found; give it tab-separated rows, headings (such as Fastställd, Giltighetstid) above values",
	NoEdition:  "the metadata does not say when the document was adopted (Fastställd)",
	NoPlan:     "no section is called Handlingsplan, so there are no plan points",
	NoPoints:   "the action plan has no bullets, so there are no plan points",
}

// Error is a problem and where it was seen.
type Error struct {
	Problem Problem
	Line    int // counted from 1
}

func (e *Error) Error() string {
	return fmt.Sprintf("line %d: %s", e.Line, remedies[e.Problem])
}

// Code is the catalogue's key under "error.".
func (e *Error) Code() string { return string(e.Problem) }

// Args are the values for the text.
func (e *Error) Args() []any { return []any{"line", e.Line} }
