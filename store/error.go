package store

import (
	"errors"
	"strings"
)

// Error is a rule that was broken or a thing that isn't there: a code that
// names its text in the catalogue, and the text's values.
type Error struct {
	code string
	args []any
}

// Fail makes an Error; args are name, value pairs.
func Fail(code string, args ...any) error { return &Error{code: code, args: args} }

// Code is the catalogue's key under "error.".
func (e *Error) Code() string { return e.code }

// Args are the values for the text.
func (e *Error) Args() []any { return e.args }

// isCoded tells a broken rule from a fault of the machine.
func isCoded(err error) bool {
	var coded *Error
	return errors.As(err, &coded)
}

func (e *Error) Error() string { return strings.ReplaceAll(e.code, ".", ": ") }

// CodeOf is the code of the broken rule that err is or wraps, or "".
func CodeOf(err error) string {
	var coded *Error
	if errors.As(err, &coded) {
		return coded.code
	}
	return ""
}
