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

// Codes are the codes of records and plan points written in text, in upper
// case, each once: those that stand alone, also with an ending ("K12:s",
// "N3-mötet") or in a pair ("N3/N5"), but not inside a longer word, a number,
// a file's name or an address. M365 is a product, never a meeting.
func Codes(text string) []string {
	var codes []string
	seen := map[string]bool{"M365": true}
	for token := range strings.FieldsSeq(text) {
		if isAddress(token) {
			continue
		}
		for i := 0; i < len(token); i++ {
			n := codeAt(token, i)
			if code := strings.ToUpper(token[i : i+n]); n > 0 && !seen[code] {
				seen[code] = true
				codes = append(codes, code)
			}
			i += max(0, n-1)
		}
	}
	return codes
}

func isAddress(token string) bool {
	return strings.Contains(token, "://") || strings.Contains(strings.ToLower(token), "www.") ||
		strings.LastIndexByte(token, '@') > 0
}

// codeAt is the length of the code that begins at i, or 0.
func codeAt(s string, i int) int {
	if !strings.ContainsRune("KMUFLNkmufln", rune(s[i])) || !beginsCode(s[:i]) {
		return 0
	}
	n := 1
	for i+n < len(s) && '0' <= s[i+n] && s[i+n] <= '9' {
		n++
	}
	if !isCode(s[i:i+n]) || !endsCode(s[i+n:]) {
		return 0
	}
	return n
}

func isCode(word string) bool {
	if _, ok := ParseRef(word); ok {
		return true
	}
	_, ok := ParsePoint(word)
	return ok
}

// beginsCode tells whether a code may follow what stands before it: a hyphen
// or a slash only between two codes (K3–K7, N3/N5).
func beginsCode(before string) bool {
	last, size := utf8.DecodeLastRuneInString(before)
	if strings.ContainsRune("-–/", last) {
		ahead, _ := utf8.DecodeLastRuneInString(before[:len(before)-size])
		return len(before) == size || unicode.IsDigit(ahead)
	}
	return before == "" || !inWord(last) && !strings.ContainsRune("_@.#§+:", last)
}

// endsCode lets "N3-mötet" and "K12:s" through, but no "N3.pdf" and "U1.5".
func endsCode(after string) bool {
	next, size := utf8.DecodeRuneInString(after)
	if next == '.' {
		then, _ := utf8.DecodeRuneInString(after[size:])
		return len(after) == size || !inWord(then)
	}
	return after == "" || !inWord(next) && next != '_' && next != '@'
}

func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}
