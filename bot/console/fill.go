package console

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"utblick/bot"
)

// UnknownField is the error of ParseFill for a name that is no field of the form.
type UnknownField string

func (f UnknownField) Error() string { return "no such field: " + string(f) }

// errNoField is the error of ParseFill for text that names no field.
var errNoField = errors.New("no FIELD=VALUE")

// ParseFill reads FIELD=VALUE FIELD=VALUE … for a form. A field goes by its
// name or its label; a value ends where the next FIELD= begins, unless it is
// quoted, with \" and \n in it. block, if any, is further lines of the last
// value, taken as they are. What looks like FIELD= but is none is an
// UnknownField: a misspelt name must not become part of the value before it.
func ParseFill(fields []bot.FormField, text, block string) (map[string]string, error) {
	p := fillParser{names: map[string]string{}, values: map[string]string{}, reach: 4 * maxName}
	for _, f := range fields {
		p.names[fold(f.Label)] = f.Name
	}
	for _, f := range fields { // a name goes before another field's label
		p.names[fold(f.Name)] = f.Name
	}
	for key := range p.names {
		p.reach = max(p.reach, 3*len(key)) // folding may shorten letters
	}
	if err := p.run(text); err != nil {
		return nil, err
	}
	if block != "" {
		p.values[p.field] = strings.TrimPrefix(p.values[p.field]+"\n"+block, "\n")
	}
	return p.values, nil
}

type fillParser struct {
	names  map[string]string // folded name or label → name
	reach  int               // how far away a name's "=" may stand
	values map[string]string
	field  string // whose value is being read
}

func (p *fillParser) run(text string) error {
	field, rest, err := p.start(text)
	if err != nil {
		return err
	}
	if field == "" {
		return errNoField
	}
	for field != "" {
		p.field = field
		var value string
		if value, field, rest, err = p.value(rest); err != nil {
			return err
		}
		p.values[p.field] = value
	}
	return nil
}

// value reads up to the next FIELD= and tells which that is, if any.
func (p *fillParser) value(text string) (value, next, rest string, err error) {
	quoted, after, ok := unquote(strings.TrimLeft(text, " \t"))
	if ok {
		if next, rest, err = p.start(after); next != "" || err != nil || strings.TrimSpace(after) == "" {
			return quoted, next, rest, err
		}
	}
	for i, r := range text {
		if unicode.IsSpace(r) || i > 0 && !spaceBefore(text, i) {
			continue
		}
		if next, rest, err = p.start(text[i:]); err != nil || next != "" {
			return strings.TrimSpace(text[:i]), next, rest, err
		}
	}
	return strings.TrimSpace(text), "", "", nil
}

func spaceBefore(text string, i int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	return unicode.IsSpace(before)
}

// start reads FIELD= at the beginning of text; field is empty when there is none.
func (p *fillParser) start(text string) (field, rest string, err error) {
	text = strings.TrimLeft(text, " \t")
	end := strings.IndexByte(text[:min(len(text), p.reach)], '=')
	if end < 0 {
		return "", "", nil
	}
	before := text[:end]
	if field, ok := p.names[fold(before)]; ok {
		return field, text[end+1:], nil
	}
	if isFieldName(before) {
		return "", "", UnknownField(before)
	}
	return "", "", nil
}

// isFieldName tells what could only be meant as a field from "https://x/?a".
func isFieldName(s string) bool {
	for i, r := range s {
		if !unicode.IsLetter(r) && r != '_' && (i == 0 || !unicode.IsDigit(r) && r != '-') {
			return false
		}
	}
	return s != ""
}

// closing are the quotation marks that begin a value and those that end it;
// Swedish ones look the same at both ends.
func closing(first rune) string {
	switch first {
	case '"':
		return "\""
	case '”', '“':
		return "”“"
	}
	return ""
}

// unquote reads a quoted text at the beginning of s; ok is false where there
// is none, or none that ends.
func unquote(s string) (text, rest string, ok bool) {
	first, size := utf8.DecodeRuneInString(s)
	marks := closing(first)
	if marks == "" {
		return "", "", false
	}
	var b strings.Builder
	escaped := false
	for i, r := range s[size:] {
		switch {
		case escaped:
			escaped = false
			if r == 'n' {
				r = '\n'
			}
			b.WriteRune(r)
		case r == '\\':
			escaped = true
		case strings.ContainsRune(marks, r):
			return b.String(), s[size+i+utf8.RuneLen(r):], true
		default:
			b.WriteRune(r)
		}
	}
	return "", "", false
}
