package mattermost

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"

	"utblick/bot"
)

// The most that a form's fields bring; far more than any form lets through.
const (
	maxValue  = 64 << 10
	maxChosen = 50
)

// dialog answers a form that was sent.
func (p *Platform) dialog(w http.ResponseWriter, r *http.Request, body []byte) {
	var sent model.SubmitDialogRequest
	if json.Unmarshal(body, &sent) != nil || sent.Type != "dialog_submission" && sent.Type != "" {
		p.malformed(w, r)
		return
	}
	if sent.Cancelled {
		write(w, nil)
		return
	}
	d, why := p.decodeDialog(sent)
	if why != "" {
		p.refused(d, why)
		write(w, &model.SubmitDialogResponse{Error: p.words(p.langOf(d.user), why)}) // keeps it open: what was typed can be copied
		return
	}
	p.answer(w, r, d)
}

// decodeDialog believes nothing of a submission but what we signed and, of
// who sent it, the server's word; why is the key of the line that refuses it.
func (p *Platform) decodeDialog(sent model.SubmitDialogRequest) (d deed, why string) {
	from := deed{user: sent.UserId, channel: sent.ChannelId} // who is refused
	c := p.unpack(sent.State)
	switch {
	case !isID(sent.UserId, true) || !isID(sent.ChannelId, true):
		return deed{}, "altered"
	case c == nil:
		return from, "altered"
	case sent.UserId != c.User:
		return from, "not_yours"
	case p.needs.Now().Unix() >= c.Until:
		return from, "form_expired"
	}
	values, ok := readValues(c, sent.Submission)
	if !ok {
		return from, "altered"
	}
	id := []string{c.Nonce, c.User}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		id = append(id, name, values[name])
	}
	return deed{
		user: c.User, channel: c.Channel, name: c.Name, root: c.Root, form: c, route: p.talk.routeOf(c.Nonce),
		event: bot.Event{
			// What was refused and mended is another deed; the same values are the same.
			ID:   eventID("form", id...),
			Kind: bot.Submitted, Form: c.formID(), Values: values, CanForm: true,
		},
	}, ""
}

// readValues are the values of all the form's fields, as text. The server
// checks nothing of them. False when they aren't what such a form can send.
func readValues(c *carried, sent map[string]any) (map[string]string, bool) {
	values := make(map[string]string, len(c.Fields))
	for _, f := range c.Fields {
		values[f.Name] = ""
		if f.Kept != nil {
			values[f.Name] = *f.Kept
		}
	}
	for name, value := range sent {
		f, known := c.field(name)
		text, ok := readValue(value)
		if !known || f.Kept != nil || !ok || len(text) > maxValue {
			return nil, false
		}
		values[name] = text
	}
	return values, true
}

func readValue(value any) (text string, ok bool) {
	switch v := value.(type) {
	case nil:
		return "", true
	case string:
		return v, true
	case bool:
		return strconv.FormatBool(v), true
	case []any:
		return readChosen(v)
	}
	return "", false
}

func readChosen(list []any) (text string, ok bool) {
	if len(list) > maxChosen {
		return "", false
	}
	all := make([]string, len(list))
	for i, value := range list {
		if all[i], ok = value.(string); !ok {
			return "", false
		}
	}
	return strings.Join(all, ", "), true
}

// named puts @anna where a form gave Anna's id.
func (p *Platform) named(ctx context.Context, c *carried, values map[string]string) (map[string]string, error) {
	values = maps.Clone(values)
	for _, f := range c.Fields {
		if !f.Person || !model.IsValidId(values[f.Name]) {
			continue
		}
		person, err := p.person(ctx, values[f.Name])
		switch {
		case isUnknown(err): // as it came: the handler says that there is no such person
		case err != nil:
			return values, err
		default:
			values[f.Name] = "@" + person.User
		}
	}
	return values, nil
}

// answerForm is the answer to a form that was sent: refused beside its fields,
// followed by another, or closed, with nothing said in it.
func (p *Platform) answerForm(ctx context.Context, d deed, r bot.Response, t *told) {
	if r.Form == nil {
		if r.Message == nil { // sent again as it was: so is what it was answered
			t.dialog, _ = p.talk.refusals.Get(t.event.ID)
		}
		return
	}
	t.form = r.Form
	t.dialog = d.form.refuse(*r.Form)
	if t.dialog == nil {
		next, err := p.newDialog(ctx, d, t.event, *r.Form)
		if err != nil {
			p.needs.Log.Error("form not opened", "event", t.event.ID, "error", err)
			t.late = true // as a message, then
			return
		}
		t.dialog = &model.SubmitDialogResponse{Type: string(model.SubmitDialogResponseTypeForm), Form: &next}
	}
	p.talk.refusals.Put(t.event.ID, t.dialog)
}

// refuse is the form sent back with what is wrong beside its fields; nil when
// f isn't the form that was sent, or is so no longer: those come anew.
func (c *carried) refuse(f bot.Form) *model.SubmitDialogResponse {
	if f.ID != c.formID() || len(f.Fields) != len(c.Fields) {
		return nil
	}
	answer := model.SubmitDialogResponse{Errors: map[string]string{}}
	for _, field := range f.Fields {
		known, ok := c.field(field.Name)
		switch {
		case !ok:
			return nil
		case field.Error == "":
		case known.Kept != nil: // it has no place in the dialog
			answer.Error = field.Label + ": " + field.Error
		default:
			answer.Errors[field.Name] = field.Error
		}
	}
	if len(answer.Errors) == 0 && answer.Error == "" {
		return nil
	}
	return &answer
}

// lateForm is what a form was to be answered with, as a message, for it can be
// opened no more: what was filled in is not lost.
func (p *Platform) lateForm(d deed, t told) *bot.Message {
	lang := t.event.From.Lang
	if t.form == nil {
		return after(p.line(lang, "form_not_sent").Blocks[0], &bot.Message{Blocks: []bot.Block{bot.Verbatim{Text: filledIn(d)}}})
	}
	m := &bot.Message{Blocks: []bot.Block{bot.Verbatim{Text: t.form.Plain()}}}
	if t.message != nil {
		m.Blocks = append(t.message.Blocks, m.Blocks...)
	}
	m.Add(p.line(lang, "form_not_opened").Blocks[0])
	if t.form.Line != "" {
		m.Add(bot.Text{Markup: bot.Escape(p.words(lang, "form_line")+" ") + bot.Code(t.form.Line)})
	}
	return m
}

func filledIn(d deed) string {
	var lines []string
	for _, f := range d.form.Fields {
		lines = append(lines, f.Name+": "+d.event.Values[f.Name])
	}
	return strings.Join(lines, "\n")
}
