package bot

import "strings"

// What is told of a line that wasn't understood is kept short; what a button
// does is kept whole.
const (
	maxWord  = 40
	maxLine  = 120
	maxLabel = 40
)

// unclear says what wasn't understood and what may be typed instead.
func (g *grammar) unclear(req *Request, line reading) error {
	word := clip(line.word, maxWord)
	switch line.sense {
	case noCommand:
		return g.unknownCommand(req, line, "/"+word)
	case whichOne:
		return g.severalVerbs(req, line, word)
	}
	help := Code(req.Slash(line.command.Name) + " " + req.Word("help"))
	if line.near == "" {
		return Misread("verb.unknown", "word", word, "help", help)
	}
	_, after := cut(line.all)
	meant := req.Slash(line.command.Name) + " " + line.near
	err := suggest("verb.near", word, join(meant, after), "help", help)
	if g.isGrave(line.command.Name, line.near) {
		err.Buttons = nil // who slips must not come to press it
	}
	return err
}

func (g *grammar) unknownCommand(req *Request, line reading, word string) error {
	if line.near == "" {
		return Misread("command.unknown", "word", word)
	}
	return suggest("command.near", word, join(g.form(req, line.near), line.all))
}

// form is the command that a word stands for, as this workspace has it.
func (g *grammar) form(req *Request, word string) string {
	name := g.commands[fold(word)].Name
	if own := req.Slash(name); own != "/"+req.Word("command."+name) {
		return own // installed under another name
	}
	return "/" + word
}

// severalVerbs offers the verb in each command that has it.
func (g *grammar) severalVerbs(req *Request, line reading, word string) error {
	err := Misread("verb.several", "word", word)
	var lines []string
	for i := range g.list {
		c := &g.list[i]
		if v, _, _ := g.verb(c, line.all); v != nil && !c.Hub {
			meant := join(req.Slash(c.Name), line.all)
			lines = append(lines, string(Code(clip(meant, maxLine))))
			err = err.With(clip(meant, maxLabel), meant)
		}
	}
	err.args = append(err.args, "lines", Markup(strings.Join(lines, ", ")))
	return err
}

func suggest(code, word, meant string, more ...any) *Error {
	args := append([]any{"word", word, "line", Code(clip(meant, maxLine))}, more...)
	return Misread(code, args...).With(clip(meant, maxLabel), meant)
}

func join(line, rest string) string { return strings.TrimSpace(line + " " + rest) }
