package bot

import "strings"

// A Coded error tells the person what happened: the code is at once the
// catalogue's key (under "error."), the log's attribute and the metric's
// label. Any error without one is internal: the person gets a short id.
type Coded interface {
	error
	Code() string
	Args() []any // name, value pairs
}

// Error is bot's own Coded error.
type Error struct {
	code string
	args []any
	// Buttons offer what was probably meant.
	Buttons []Button
	// Unclear marks a line that was not understood.
	Unclear bool
}

// Fail makes an Error; args are name, value pairs for the text.
func Fail(code string, args ...any) *Error { return &Error{code: code, args: args} }

// Misread makes an Error for a line that was not understood.
func Misread(code string, args ...any) *Error {
	return &Error{code: code, args: args, Unclear: true}
}

// With adds a button that does what was probably meant.
func (e *Error) With(label, command string) *Error {
	e.Buttons = append(e.Buttons, Button{Label: label, Command: command})
	return e
}

// Code is the catalogue's key under "error.".
func (e *Error) Code() string { return e.code }

// Args are the values for the text.
func (e *Error) Args() []any { return e.args }

func (e *Error) Error() string { return strings.ReplaceAll(e.code, ".", ": ") }
