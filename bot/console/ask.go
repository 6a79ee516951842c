package console

import (
	"context"
	"errors"
	"strings"
	"unicode"

	"utblick/bot"
)

// askForm asks at the prompt for each field of the open form and sends it.
// Ctrl-C or Ctrl-D lets it go with a word, and nothing is saved.
func (c *Console) askForm(ctx context.Context) {
	form := c.forms[c.who].form
	c.note(form.Title, c.text("form.ask"))
	wrong := anyWrong(form.Fields)
	for i := range form.Fields {
		f := &form.Fields[i]
		if wrong && f.Error == "" {
			continue // it was taken already
		}
		if err := c.askField(ctx, f); err != nil {
			c.cancel()
			return
		}
	}
	c.submit(ctx)
}

func anyWrong(fields []bot.FormField) bool {
	for _, f := range fields {
		if f.Error != "" {
			return true
		}
	}
	return false
}

// askField asks until a required field has a value. An empty line keeps the
// value, a lone "-" takes it away.
func (c *Console) askField(ctx context.Context, f *bot.FormField) error {
	for _, about := range []string{f.Error, f.Hint} {
		if about != "" {
			c.note("  " + about)
		}
	}
	for {
		value, err := c.askValue(ctx, *f)
		switch {
		case err != nil:
			return err
		case value == "-":
			f.Value = ""
		case value != "":
			f.Value = value
		}
		if f.Value != "" || !f.Required {
			return nil
		}
		c.note("  " + c.text("form.required", "label", f.Label))
	}
}

func (c *Console) askValue(ctx context.Context, f bot.FormField) (string, error) {
	if f.Type == bot.FieldLong {
		return c.askLong(ctx, f)
	}
	line, err := c.ask(ctx, fieldPrompt(f))
	return strings.TrimSpace(line), unlessTooLong(err)
}

// askLong takes lines up to a lone dot.
func (c *Console) askLong(ctx context.Context, f bot.FormField) (string, error) {
	c.note(strings.TrimSpace(fieldPrompt(f)), "  "+c.text("form.long"))
	var lines []string
	for size := 0; size <= maxLine; {
		line, err := c.ask(ctx, "… ")
		if unlessTooLong(err) != nil {
			return "", err
		}
		if strings.TrimSpace(line) == "." {
			break
		}
		size += len(line) + 1
		lines = append(lines, line)
	}
	return strings.TrimSpace(strings.Join(lines, "\n")), nil
}

// unlessTooLong: of a line longer than any form takes, its beginning will do.
func unlessTooLong(err error) error {
	if errors.Is(err, errTooLong) {
		return nil
	}
	return err
}

// fieldPrompt is "Label * [value]: ", short enough to edit beside it.
func fieldPrompt(f bot.FormField) string {
	label := f.Label
	if f.Required {
		label += " *"
	}
	if f.Value != "" {
		label += " [" + beginning(strings.Join(strings.Fields(f.Value), " ")) + "]"
	}
	return strings.Map(visible, label) + ": "
}

// visible drops what a prompt can't hold: liner refuses it.
func visible(r rune) rune {
	if unicode.Is(unicode.C, r) {
		return -1
	}
	return r
}

// note writes what belongs to the asking, not to the bot's messages.
func (c *Console) note(lines ...string) { c.out.echo(lines...) }
