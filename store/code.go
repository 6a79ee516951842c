package store

import (
	"encoding/binary"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Kind is the letter of a record's code.
type Kind byte

// The kinds of record.
const (
	KindContact  Kind = 'K'
	KindMeeting  Kind = 'M'
	KindTask     Kind = 'U'
	KindQuestion Kind = 'F'
)

// Ref names a record: K12, M7, U31, F5.
type Ref struct {
	Kind Kind
	ID   uint64
}

func (r Ref) String() string {
	if r.IsZero() {
		return ""
	}
	return string(r.Kind) + strconv.FormatUint(r.ID, 10)
}

// IsZero tells whether r names nothing.
func (r Ref) IsZero() bool { return r.ID == 0 }

// key is r in nine bytes that sort by kind and number.
func (r Ref) key() string {
	var b [9]byte
	b[0] = byte(r.Kind)
	binary.BigEndian.PutUint64(b[1:], r.ID)
	return string(b[:])
}

func refOfKey(k string) Ref {
	return Ref{Kind(k[0]), binary.BigEndian.Uint64([]byte(k[1:9]))}
}

// ParseRef reads a code, in upper or lower case; ok is false for anything else.
func ParseRef(s string) (r Ref, ok bool) {
	if len(s) < 2 || len(s) > 12 {
		return Ref{}, false
	}
	kind := Kind(unicode.ToUpper(rune(s[0])))
	if !strings.ContainsRune("KMUF", rune(kind)) || s[1] < '1' || s[1] > '9' {
		return Ref{}, false
	}
	id, err := strconv.ParseUint(s[1:], 10, 62)
	if err != nil {
		return Ref{}, false
	}
	return Ref{kind, id}, true
}

// ParsePoint reads a plan point's code (n3 is N3); whether the plan has it is
// for the guideline to say.
func ParsePoint(s string) (point string, ok bool) {
	if len(s) < 2 || len(s) > 3 || !strings.ContainsRune("LNln", rune(s[0])) || s[1] < '1' || s[1] > '9' {
		return "", false
	}
	if len(s) == 3 && (s[2] < '0' || s[2] > '9') {
		return "", false
	}
	return strings.ToUpper(s), true
}

// Codes are the codes of records and plan points written in text, as they
// stand there, each once: those that stand alone, not inside a word, an
// address or a hyphenated name ("M365-licens").
func Codes(text string) []string {
	var codes []string
	seen := map[string]bool{}
	for start, end := range codeSpans(text) {
		word := strings.ToUpper(text[start:end])
		if seen[word] || !isCode(word) {
			continue
		}
		seen[word] = true
		codes = append(codes, word)
	}
	return codes
}

func isCode(word string) bool {
	if _, ok := ParseRef(word); ok {
		return true
	}
	_, ok := ParsePoint(word)
	return ok
}

// codeSpans yields the runs of letters, digits and the marks that glue words
// together, so that a code inside a larger word is never seen.
func codeSpans(text string) func(yield func(int, int) bool) {
	return func(yield func(int, int) bool) {
		start := -1
		for i, r := range text {
			if glued(text, i, r) {
				if start < 0 {
					start = i
				}
				continue
			}
			if start >= 0 && !yield(start, i) {
				return
			}
			start = -1
		}
		if start >= 0 {
			yield(start, len(text))
		}
	}
}

func glued(text string, i int, r rune) bool {
	if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("@#_", r) {
		return true
	}
	if !strings.ContainsRune(".-/:§+", r) {
		return false
	}
	// A dot or a colon that ends a sentence or a label doesn't glue.
	next, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):])
	return unicode.IsLetter(next) || unicode.IsDigit(next)
}
