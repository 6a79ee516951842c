package capture

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// part is one stretch of a line between separators.
type part struct {
	text   string
	quoted bool // kept together by quotes, which are gone from text
}

// isSeparator tells the marks that part a line. A new line does too, so that
// a pasted signature works; so do the bars people draw in signatures.
func isSeparator(r rune) bool {
	return r == ',' || r == ';' || r == '\t' || r == '\n' || r == '\r' || r == '|'
}

// closers gives the marks that may end a quote that r begins; Swedish quotes
// end as they begin.
func closers(r rune) string {
	switch r {
	case '"':
		return `"`
	case '\'':
		return `'`
	case '”', '“', '„':
		return "”“"
	case '’', '‘':
		return "’‘"
	case '»', '«':
		return "»«"
	}
	return ""
}

// split cuts a line at its separators. Quotes keep one together if they open
// and close at the edges of words, so O'Neil and 5" are no quotes.
func split(line string) []part {
	var parts []part
	dashed := strings.IndexFunc(line, isSeparator) < 0 // "Mikko - Oulun kaupunki"
	var quotes quoteFinder
	begin := 0
	cut := func(end int) {
		if p := unquote(strings.TrimSpace(line[begin:end])); p.text != "" {
			parts = append(parts, p)
		}
	}
	for i := 0; i < len(line); {
		r, size := utf8.DecodeRuneInString(line[i:])
		switch {
		case isSeparator(r), dashed && (r == '-' || r == '–') && runeBefore(line, i) == ' ' && runeAt(line, i+size) == ' ':
			cut(i)
			begin = i + size
		case opensQuote(line, i):
			size = quotes.length(line, i, r, size)
		}
		i += size
	}
	cut(len(line))
	return parts
}

// opensQuote: quotes open a part or the value of a label, or after a space.
func opensQuote(line string, i int) bool {
	r := runeAt(line, i)
	if closers(r) == "" {
		return false
	}
	prev := runeBefore(line, i)
	return prev == 0 || unicode.IsSpace(prev) || isSeparator(prev) || prev == ':' || prev == '=' || prev == '('
}

// quoteFinder remembers the marks it sought in vain, or a line of unclosed
// quotes would be read over and over.
type quoteFinder struct{ vain string }

// length is the bytes from the opening quote at i through its closing one;
// without one, of the mark alone.
func (q *quoteFinder) length(line string, i int, open rune, size int) int {
	if strings.ContainsRune(q.vain, open) {
		return size
	}
	ends := closers(open)
	for j := i + size; j < len(line); {
		r, n := utf8.DecodeRuneInString(line[j:])
		if strings.ContainsRune(ends, r) && !isWord(runeAt(line, j+n)) && j > i+size {
			return j + n - i
		}
		j += n
	}
	q.vain += string(open)
	return size
}

// unquote takes the quotes off a part that stands in them whole.
func unquote(s string) part {
	open, size := utf8.DecodeRuneInString(s)
	ends := closers(open)
	last, lastSize := utf8.DecodeLastRuneInString(s)
	if ends == "" || len(s) < size+lastSize+1 || !strings.ContainsRune(ends, last) {
		return part{text: s}
	}
	inner := strings.TrimSpace(s[size : len(s)-lastSize])
	if inner == "" || strings.ContainsAny(inner, ends) {
		return part{text: s}
	}
	return part{text: inner, quoted: true}
}
