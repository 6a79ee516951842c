package bot

import "strings"

// A Message is what the bot says, in blocks that any platform can draw.
type Message struct {
	Blocks  []Block
	Records []string // codes of the records it is about
	More    string   // the command that shows the next page, or empty
}

// A Block is one part of a Message. Plain is its form as mere text: for
// notifications, screen readers and the console.
type Block interface{ Plain() string }

// Heading is a short title.
type Heading struct{ Text string }

// Text is a paragraph.
type Text struct{ Markup Markup }

// Field is one label and its value.
type Field struct {
	Label string
	Value Markup
}

// Fields are shown as a small table or as lines.
type Fields []Field

// List is a bulleted list; an item may have several lines.
type List struct{ Items []Markup }

// Quote is somebody's own words, with where they stand.
type Quote struct {
	Text   string
	Source string
}

// Button does what its Command does when it is typed.
type Button struct {
	Label   string
	Command string
}

// Buttons stand in a row.
type Buttons []Button

// Context is a line in small print.
type Context struct{ Markup Markup }

// Divider is a line across.
type Divider struct{}

// Table has a head and rows of plain text.
type Table struct {
	Head []string
	Rows [][]string
}

// Verbatim is text that keeps its line breaks and spaces: a pasted note.
type Verbatim struct{ Text string }

// File is text that is read elsewhere: an export. Platforms that can hand it
// over as a file.
type File struct{ Name, Text string }

// Image is a picture on the web with the text that stands for it.
type Image struct{ URL, Alt string }

// Plain forms.
func (b Heading) Plain() string  { return b.Text }
func (b Text) Plain() string     { return b.Markup.String() }
func (b Context) Plain() string  { return b.Markup.String() }
func (b Divider) Plain() string  { return "—" }
func (b Verbatim) Plain() string { return b.Text }
func (b File) Plain() string     { return b.Text }
func (b Image) Plain() string    { return strings.TrimSpace(b.Alt + " " + b.URL) }

// Plain gives a line a field, further lines of its value indented.
func (b Fields) Plain() string {
	lines := make([]string, len(b))
	for i, f := range b {
		lines[i] = f.Label + ": " + strings.ReplaceAll(f.Value.String(), "\n", "\n  ")
	}
	return strings.Join(lines, "\n")
}

// Plain gives a line an item, further lines of an item indented.
func (b List) Plain() string {
	lines := make([]string, len(b.Items))
	for i, item := range b.Items {
		lines[i] = "- " + strings.ReplaceAll(item.String(), "\n", "\n  ")
	}
	return strings.Join(lines, "\n")
}

// Plain marks each line as quoted.
func (b Quote) Plain() string {
	text := "> " + strings.ReplaceAll(b.Text, "\n", "\n> ")
	if b.Source != "" {
		text += "\n  " + b.Source
	}
	return text
}

// Plain names the command of every button, so that nothing depends on pressing.
func (b Buttons) Plain() string {
	lines := make([]string, len(b))
	for i, button := range b {
		lines[i] = "[" + button.Label + "] " + button.Command
	}
	return strings.Join(lines, "\n")
}

// Plain gives a line a row, its cells parted by a bar.
func (b Table) Plain() string {
	lines := make([]string, 0, len(b.Rows)+1)
	if len(b.Head) > 0 {
		lines = append(lines, oneLine(strings.Join(b.Head, " | ")))
	}
	for _, row := range b.Rows {
		lines = append(lines, oneLine(strings.Join(row, " | ")))
	}
	return strings.Join(lines, "\n")
}

// Plain is the whole message as text.
func (m Message) Plain() string {
	parts := make([]string, 0, len(m.Blocks))
	for _, b := range m.Blocks {
		if text := b.Plain(); text != "" {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, "\n")
}

// Buttons are all the message's buttons, in order.
func (m Message) Buttons() []Button {
	var all []Button
	for _, b := range m.Blocks {
		if row, ok := b.(Buttons); ok {
			all = append(all, row...)
		}
	}
	return all
}

// Add puts blocks at the end.
func (m *Message) Add(blocks ...Block) { m.Blocks = append(m.Blocks, blocks...) }
