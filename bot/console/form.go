package console

import (
	"context"
	"errors"
	"strings"

	"utblick/bot"
)

// An openForm waits for a person's answer.
type openForm struct {
	form  bot.Form
	place bot.Place // where it was asked for
}

// openForm shows a form and keeps it for the person, in place of any other.
// At a prompt it is asked at once.
func (c *Console) openForm(ctx context.Context, form bot.Form, place bot.Place) {
	form.Fields = append([]bot.FormField(nil), form.Fields...)
	c.forms[c.who] = &openForm{form, place}
	if c.needs.Terminal {
		c.askForm(ctx)
		return
	}
	d := c.private(bot.Message{}, place)
	d.kind, d.text, d.fields, d.hint = "form", form.Plain(), form.Fields, c.hint(form)
	d.records = form.Records
	c.deliver(d)
}

// hint tells how a script answers the form.
func (c *Console) hint(form bot.Form) string {
	hint := c.text("form.how", "fields", names(form.Fields))
	if form.Line != "" {
		hint += "\n" + c.text("form.line", "line", form.Line)
	}
	return hint
}

func names(fields []bot.FormField) string {
	all := make([]string, len(fields))
	for i, f := range fields {
		all[i] = f.Name
	}
	return strings.Join(all, ", ")
}

// fill puts values into the open form; block are the lines that came after <<
// and belong to the last value. One wrong name, and none is taken.
func (c *Console) fill(text, block string) {
	open, ok := c.forms[c.who]
	if !ok {
		c.misread("form.none")
		return
	}
	values, err := ParseFill(open.form.Fields, text, block)
	var unknown UnknownField
	switch {
	case errors.As(err, &unknown):
		c.misread("form.field", "field", beginning(string(unknown)), "fields", names(open.form.Fields))
	case err != nil:
		c.misread("form.fill", "fields", names(open.form.Fields))
	}
	for i, f := range open.form.Fields {
		if value, ok := values[f.Name]; ok {
			open.form.Fields[i].Value = value
		}
	}
}

// submit sends the open form: each of its fields, filled in or as it was. If
// something in it is wrong, the answer opens it again.
func (c *Console) submit(ctx context.Context) {
	open, ok := c.forms[c.who]
	if !ok {
		c.misread("form.none")
		return
	}
	delete(c.forms, c.who)
	values := map[string]string{}
	for _, f := range open.form.Fields {
		values[f.Name] = f.Value
	}
	c.event(ctx, bot.Event{
		Kind: bot.Submitted, Form: open.form.ID, Values: values, Place: open.place, CanForm: true,
	})
}

func (c *Console) cancel() {
	if _, ok := c.forms[c.who]; !ok {
		c.misread("form.none")
		return
	}
	delete(c.forms, c.who)
	c.tell("cancelled")
}
