package mattermost

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/mattermost/mattermost/server/public/model"

	"utblick/bot"
)

// How much a person may type; the server has no limit of its own for that,
// only for what stands in a field when the form opens.
const (
	maxTyped     = 500
	maxTypedLong = 16_000
)

var errNoTrigger = errors.New("nothing was typed or pressed that could open it")

// openForm opens a form in the person's client. Where that can't be done, a
// button does it: its press brings a fresh trigger.
func (p *Platform) openForm(ctx context.Context, d deed, f bot.Form, t *told) {
	dialog, err := p.newDialog(ctx, d, t.event, f)
	if err == nil && d.trigger == "" {
		err = errNoTrigger
	}
	if err == nil {
		_, err = p.client.OpenInteractiveDialog(ctx, model.OpenDialogRequest{
			TriggerId: d.trigger, URL: p.needs.PublicURL + pathDialog, Dialog: dialog,
		})
	}
	if err == nil {
		return
	}
	p.needs.Log.Error("form not opened", "event", t.event.ID, "error", err)
	if t.message == nil {
		t.message = &bot.Message{}
	}
	lang := t.event.From.Lang
	t.message.Add(p.line(lang, "form_not_opened").Blocks[0],
		bot.Buttons{{Label: p.words(lang, "form_open"), Command: t.event.Text}})
}

// newDialog is the form in the server's shape, within its limits; these count
// bytes. What does not fit is said in full above the fields.
func (p *Platform) newDialog(ctx context.Context, d deed, e bot.Event, f bot.Form) (model.Dialog, error) {
	c := newCarried(d, f.ID, p.needs.Now())
	dialog := model.Dialog{
		CallbackId: c.Nonce, Title: clip(oneLine(f.Title), model.DialogTitleMaxLength), SubmitLabel: f.Submit,
	}
	var above bot.Message
	if dialog.Title != f.Title {
		above.Add(bot.Text{Markup: bot.Bold(f.Title)})
	}
	for _, field := range f.Fields {
		element, ok := p.element(ctx, field)
		if !ok {
			c.Fields = append(c.Fields, carriedField{Name: field.Name, Kept: &field.Value})
			above.Add(p.line(e.From.Lang, "form_kept", "label", field.Label).Blocks[0])
			continue
		}
		c.Fields = append(c.Fields, carriedField{Name: field.Name, Person: element.DataSource != ""})
		dialog.Elements = append(dialog.Elements, element)
	}
	if f.Line != "" {
		above.Add(bot.Text{Markup: bot.Escape(p.words(e.From.Lang, "form_line")+" ") + bot.Code(f.Line)})
	}
	dialog.IntroductionText = p.drawText(above)
	dialog.State = p.pack(c)
	if err := dialog.IsValid(); err != nil { // the server would only log it, and send it anyway
		return model.Dialog{}, fmt.Errorf("form %s %s: %w", f.ID.Command, f.ID.Verb, err)
	}
	p.talk.keepRoute(c.Nonce, d.route)
	return dialog, nil
}

// drawText is the message as one text without buttons.
func (p *Platform) drawText(m bot.Message) string {
	if len(m.Blocks) == 0 {
		return ""
	}
	var all []string
	for _, part := range p.draw(m, p.presses("", "")) {
		all = append(all, part.text)
	}
	return strings.Join(all, "\n\n")
}

// element is one field; false when its value is longer than a field can hold
// at first: it stays as it is then, for a value that was cut would be saved so.
func (p *Platform) element(ctx context.Context, f bot.FormField) (model.DialogElement, bool) {
	e := model.DialogElement{
		Name: f.Name, Type: "text", Optional: !f.Required, Default: f.Value, MaxLength: maxTyped,
		DisplayName: clip(oneLine(f.Label), model.DialogElementDisplayNameMaxLength),
	}
	help := []string{f.Error, f.Hint}
	if e.DisplayName != f.Label {
		help = append([]string{f.Label}, help...)
	}
	e.HelpText = clip(sentences(help), model.DialogElementHelpTextMaxLength)
	switch f.Type {
	case bot.FieldLong:
		e.Type = "textarea"
	case bot.FieldPerson:
		p.offerPeople(ctx, &e)
	case bot.FieldEmail:
		e.SubType = "email"
	case bot.FieldPhone:
		e.SubType = "tel"
	case bot.FieldText, bot.FieldDay, bot.FieldList: // a day is typed: "nästa fredag" is one too
	}
	if e.Type == "text" && (len(e.Default) > model.DialogElementTextMaxLength || strings.Contains(e.Default, "\n")) {
		e.Type, e.SubType = "textarea", ""
	}
	if e.Type == "textarea" {
		e.MaxLength = maxTypedLong
	}
	return e, e.Type != "textarea" || len(e.Default) <= model.DialogElementTextareaMaxLength
}

// offerPeople makes the field a choice among the team's people, unless what
// stands in it is nobody's user name: that is left as it was typed, to be mended.
func (p *Platform) offerPeople(ctx context.Context, e *model.DialogElement) {
	if e.Default != "" {
		user, _, err := p.client.GetUserByUsername(ctx, strings.TrimPrefix(e.Default, "@"), "")
		if err != nil {
			return
		}
		e.Default = user.Id
	}
	e.Type, e.DataSource = "select", model.PostActionDataSourceUsers
}

// clip shortens s to at most limit bytes, between letters, with an ellipsis.
func clip(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	cut := limit - len("…")
	for cut > 0 && !utf8.RuneStart(s[cut]) {
		cut--
	}
	return strings.TrimRight(s[:cut], " ") + "…"
}

// sentences puts what is there of them in a row.
func sentences(all []string) string {
	text := ""
	for _, s := range all {
		if s = oneLine(s); s == "" {
			continue
		}
		if text != "" {
			text = strings.TrimRight(text, ".") + ". "
		}
		text += s
	}
	return text
}
