package mmtest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/mattermost/mattermost/server/public/model"

	"utblick/bot"
	"utblick/bot/bottest"
	"utblick/bot/console"
)

// A form is a dialog as it stands on somebody's screen.
type form struct {
	url    string
	dialog model.Dialog
	fields []bot.FormField // as people read them
	fault  string          // what is wrong with all of it
}

func newForm(o *Office, url string, dialog model.Dialog) *form {
	f := &form{url: url, dialog: dialog}
	for _, e := range dialog.Elements {
		f.fields = append(f.fields, bot.FormField{
			Name: e.Name, Label: e.DisplayName, Type: fieldType(e), Required: !e.Optional,
			Hint: e.HelpText, Value: shown(o, e, e.Default),
		})
	}
	return f
}

func fieldType(e model.DialogElement) bot.FieldType {
	switch {
	case e.Type == "textarea":
		return bot.FieldLong
	case e.Type == "date":
		return bot.FieldDay
	case e.DataSource == "users":
		return bot.FieldPerson
	case e.SubType == "email":
		return bot.FieldEmail
	case e.SubType == "tel":
		return bot.FieldPhone
	}
	return bot.FieldText
}

// shown is a value as the client shows it: a person's name, a choice's text.
func shown(o *Office, e model.DialogElement, value string) string {
	if e.DataSource == "users" && value != "" {
		for _, p := range o.everybody() {
			if p.user.Id == value {
				return "@" + p.user.Username
			}
		}
	}
	for _, option := range e.Options {
		if option.Value == value {
			return option.Text
		}
	}
	return value
}

// sent is a shown value as the client sends it; an error when the client's own
// input would not take it.
func sent(o *Office, e model.DialogElement, value string) (string, error) {
	letters := utf8.RuneCountInString(value)
	switch {
	case value == "" && !e.Optional:
		return "", fmt.Errorf("%s must be filled in", e.DisplayName)
	case value == "":
		return "", nil
	case e.DataSource == "users":
		if id := o.ID(strings.TrimPrefix(value, "@")); id != "" {
			return id, nil
		}
		return "", fmt.Errorf("%s: nobody is called %s", e.DisplayName, value)
	case e.Type == "date":
		if _, err := time.Parse(time.DateOnly, value); err != nil {
			return "", fmt.Errorf("%s: %s can't be picked as a day", e.DisplayName, value)
		}
	case e.Type == "select" || e.Type == "radio":
		i := slices.IndexFunc(e.Options, func(p *model.PostActionOptions) bool { return p.Text == value || p.Value == value })
		if i < 0 {
			return "", fmt.Errorf("%s: there is no choice %s", e.DisplayName, value)
		}
		return e.Options[i].Value, nil
	case letters > e.MaxLength || letters < e.MinLength:
		return "", fmt.Errorf("%s takes %d to %d letters, not %d", e.DisplayName, e.MinLength, e.MaxLength, letters)
	}
	return value, nil
}

// arrival is the form as it reaches who has it before them.
func (f *form) arrival(user string) bottest.Arrival {
	title := f.dialog.Title
	for _, line := range []string{f.dialog.IntroductionText, f.fault} {
		if line != "" {
			title += "\n" + reading(line)
		}
	}
	return bottest.Arrival{
		Kind: "form", To: "user:" + user, Private: true, Fields: slices.Clone(f.fields),
		Text: bot.Form{Title: title, Fields: f.fields}.Plain(),
	}
}

// show puts the form before the user.
func (d *Driver) show(user string, f *form) {
	d.forms[user] = f
	d.screen.tellForm(f.arrival(user))
}

var errNoForm = errors.New("no form is open")

// Fill implements bottest.Driver.
func (d *Driver) Fill(assignments string) error {
	f := d.forms[d.who]
	if f == nil {
		return errNoForm
	}
	text, block, _ := strings.Cut(assignments, "\n")
	values, err := console.ParseFill(f.fields, text, block)
	if err != nil {
		return err
	}
	for i := range f.fields {
		if value, ok := values[f.fields[i].Name]; ok {
			f.fields[i].Value = value
		}
	}
	return nil
}

// Submit implements bottest.Driver. What the client itself would not send is
// an error.
func (d *Driver) Submit() error {
	return d.deed(func(ctx context.Context, p *person) error {
		f := d.forms[d.who]
		if f == nil {
			return errNoForm
		}
		submission := map[string]any{}
		for i, e := range f.dialog.Elements {
			value, err := sent(d.office, e, f.fields[i].Value)
			if err != nil {
				return err
			}
			submission[e.Name] = value
		}
		answer, _, err := p.client.SubmitInteractiveDialog(ctx, model.SubmitDialogRequest{
			Type: "dialog_submission", URL: f.url, CallbackId: f.dialog.CallbackId, State: f.dialog.State,
			UserId: p.user.Id, ChannelId: d.stands[d.who], TeamId: d.office.team.Id, Submission: submission,
		})
		if err != nil {
			return err
		}
		d.answered(f, answer)
		return nil
	})
}

// answered: the form stays with what is wrong in it, turns into another, or
// closes.
func (d *Driver) answered(f *form, answer *model.SubmitDialogResponse) {
	switch {
	case answer.Error != "" || len(answer.Errors) > 0:
		f.fault = answer.Error
		for i := range f.fields {
			f.fields[i].Error = answer.Errors[f.fields[i].Name]
		}
		d.show(d.who, f)
	case answer.Type == string(model.SubmitDialogResponseTypeForm):
		d.show(d.who, newForm(d.office, f.url, *answer.Form))
	default:
		delete(d.forms, d.who)
	}
}
