package mattermost

import (
	"context"
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/mattermost/mattermost/server/public/model"

	"utblick/bot"
)

func contactForm() *bot.Form {
	return &bot.Form{
		ID: bot.FormID{Command: "contact", Verb: "edit", State: `K1|rev "7" <å>`}, Title: "Ändra kontakt", Submit: "Spara",
		Fields: []bot.FormField{
			{Name: "name", Label: "Namn", Required: true, Value: "Mikko"},
			{Name: "email", Label: "E-post", Type: bot.FieldEmail},
			{Name: "owner", Label: "Ansvarig", Type: bot.FieldPerson, Value: "@anna"},
			{Name: "text", Label: "Anteckning", Type: bot.FieldLong},
		},
		Line: "/kontakt ändra K1",
	}
}

// opened has anna open the form; the dialog is what her client is sent.
func (o *office) opened(change ...func(url.Values)) model.Dialog {
	o.t.Helper()
	before := len(o.server.told("/actions/dialogs/open", 0))
	if w := o.types("ändra", change...); strings.TrimSpace(w.Body.String()) != "{}" {
		o.t.Fatalf("answered %s", w.Body)
	}
	o.events()
	request := read[model.OpenDialogRequest](o.t, o.server.told("/actions/dialogs/open", before+1)[before].body)
	if request.URL != "http://bot.example/mattermost/dialog" || request.TriggerId != "trigger-ändra" {
		o.t.Errorf("opened with %+v", request)
	}
	if err := request.IsValid(); err != nil {
		o.t.Error(err)
	}
	return request.Dialog
}

func sending(d model.Dialog) *model.SubmitDialogRequest {
	return &model.SubmitDialogRequest{
		Type: "dialog_submission", CallbackId: d.CallbackId, State: d.State, UserId: annaID, ChannelId: openID,
		Submission: map[string]any{"name": "Mikko L", "email": nil, "owner": boID, "text": "*x*"},
	}
}

func (o *office) sends(s *model.SubmitDialogRequest) model.SubmitDialogResponse {
	o.t.Helper()
	return read[model.SubmitDialogResponse](o.t, o.post(pathDialog, s).Body.String())
}

// formDesk opens the form, refuses the name "fel", and says what was saved.
func formDesk(_ context.Context, e bot.Event) bot.Response {
	switch {
	case e.Kind != bot.Submitted:
		return bot.Response{Form: contactForm()}
	case e.Values["name"] == "fel":
		form := contactForm()
		form.Fields[0].Error = "Inget namn"
		return bot.Response{Form: form}
	case e.Values["name"] == "ändrad":
		form := contactForm()
		form.ID.State = "K1|8"
		form.Fields[0].Error = "Någon hann före"
		return bot.Response{Form: form}
	}
	return bot.Response{Message: saying("Sparat")}
}

func TestFormSent(t *testing.T) {
	t.Parallel()
	o := openOffice(t, formDesk)
	hook := "/hooks/commands/" + id("hook")
	dialog := o.opened(func(f url.Values) { f.Set("response_url", o.server.URL+hook) })
	if owner := dialog.Elements[2]; owner.DataSource != "users" || owner.Default != annaID {
		t.Errorf("owner %+v", owner)
	}
	if got := o.sends(sending(dialog)); got.Error != "" || got.Errors != nil || got.Type != "" {
		t.Errorf("answered %+v", got)
	}
	e := o.event()
	want := map[string]string{"name": "Mikko L", "email": "", "owner": "@bo", "text": "*x*"}
	if e.Kind != bot.Submitted || e.Form != contactForm().ID || !e.CanForm || e.Place.Channel != openID || e.From.ID != annaID {
		t.Errorf("heard %+v", e)
	}
	for name, value := range want {
		if e.Values[name] != value {
			t.Errorf("%s = %q, want %q", name, e.Values[name], value)
		}
	}
	o.server.told(hook, 1)
	o.sends(sending(dialog))
	if again := o.event(); again.ID != e.ID {
		t.Errorf("ids %q and %q", e.ID, again.ID)
	}
	cancelled := sending(dialog)
	cancelled.Cancelled, cancelled.Submission = true, nil
	if got := o.sends(cancelled); got.Error != "" || len(o.events()) > 0 {
		t.Errorf("cancelled: %+v", got)
	}
}

func TestFormRefusedAndMended(t *testing.T) {
	t.Parallel()
	first := true
	o := openOffice(t, func(ctx context.Context, e bot.Event) bot.Response {
		if e.Kind == bot.Submitted && !first {
			return bot.Response{} // as the router answers a repeat
		}
		first = e.Kind != bot.Submitted
		return formDesk(ctx, e)
	})
	sent := sending(o.opened())
	sent.Submission["name"] = "fel"
	for range 2 {
		if got := o.sends(sent); got.Errors["name"] != "Inget namn" || len(got.Errors) != 1 {
			t.Errorf("answered %+v", got)
		}
	}
	refused := o.events()
	sent.Submission["name"] = "Mikko"
	o.sends(sent)
	if mended := o.event(); refused[0].ID != refused[1].ID || mended.ID == refused[0].ID {
		t.Errorf("ids %q, %q, mended %q", refused[0].ID, refused[1].ID, mended.ID)
	}
}

// TestNextForm: one that is another, or about a record that has changed, comes
// with a state of its own.
func TestNextForm(t *testing.T) {
	t.Parallel()
	o := openOffice(t, formDesk)
	sent := sending(o.opened())
	sent.Submission["name"] = "ändrad"
	got := o.sends(sent)
	if got.Type != "form" || got.Form == nil || !strings.Contains(got.Form.Elements[0].HelpText, "Någon hann före") {
		t.Fatalf("answered %+v", got)
	}
	if err := got.IsValid(); err != nil {
		t.Error(err)
	}
	o.events()
	o.sends(sending(*got.Form))
	if e := o.event(); e.Form.State != "K1|8" {
		t.Errorf("heard %+v", e)
	}
}

func TestFormRefusals(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*office, *model.SubmitDialogRequest)
		want   string
	}{
		"another person": {func(_ *office, s *model.SubmitDialogRequest) { s.UserId = boID }, "[not_yours]"},
		"no state":       {func(_ *office, s *model.SubmitDialogRequest) { s.State = "" }, "[altered]"},
		"altered state":  {func(_ *office, s *model.SubmitDialogRequest) { s.State = "x" + s.State }, "[altered]"},
		"no signature":   {func(_ *office, s *model.SubmitDialogRequest) { s.State, _, _ = strings.Cut(s.State, ".") }, "[altered]"},
		"a press's signature": {func(o *office, s *model.SubmitDialogRequest) {
			text, _, _ := strings.Cut(s.State, ".")
			s.State = text + "." + o.seal(signsPress, text)
		}, "[altered]"},
		"a day later":   {func(o *office, _ *model.SubmitDialogRequest) { o.server.later(24 * time.Hour) }, "[form_expired]"},
		"unknown field": {func(_ *office, s *model.SubmitDialogRequest) { s.Submission["role"] = "admin" }, "[altered]"},
		"a number":      {func(_ *office, s *model.SubmitDialogRequest) { s.Submission["name"] = 7 }, "[altered]"},
		"an object":     {func(_ *office, s *model.SubmitDialogRequest) { s.Submission["name"] = map[string]any{} }, "[altered]"},
		"too long":      {func(_ *office, s *model.SubmitDialogRequest) { s.Submission["text"] = strings.Repeat("x", maxValue+1) }, "[altered]"},
		"too many":      {func(_ *office, s *model.SubmitDialogRequest) { s.Submission["text"] = make([]string, maxChosen+1) }, "[altered]"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := openOffice(t, formDesk)
			sent := sending(o.opened())
			c.change(o, sent)
			if got := o.sends(sent); got.Error != c.want {
				t.Errorf("answered %+v, want %s", got, c.want)
			}
			if heard := o.events(); len(heard) > 0 || strings.Count(o.logged(), "msg=refused") != 1 {
				t.Errorf("heard %+v; log:\n%s", heard, o.logged())
			}
		})
	}
}

// TestFormNotOpened: a button in its stead brings a fresh trigger.
func TestFormNotOpened(t *testing.T) {
	t.Parallel()
	o := openOffice(t, formDesk)
	o.server.breaks("/actions/dialogs/open", 502)
	got := read[model.CommandResponse](t, o.types("ändra").Body.String())
	if len(got.Attachments) == 0 {
		t.Fatalf("answered %+v", got)
	}
	if button := got.Attachments[len(got.Attachments)-1].Actions[0]; button.Integration.Context["cmd"] != "/kontakt ändra" {
		t.Errorf("button %+v", button.Integration)
	}
}

// TestFormLimits: what is too long for the server is said above the fields, or
// stays as it is; no value is cut.
func TestFormLimits(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("åäö ", 1000)
	form := &bot.Form{ID: bot.FormID{Command: "meeting", Verb: "edit"}, Title: strings.Repeat("å", 40), Fields: []bot.FormField{
		{Name: "title", Label: strings.Repeat("ö", 40), Hint: strings.Repeat("ä", 200), Value: strings.Repeat("v", 200)},
		{Name: "text", Label: "Anteckningar", Type: bot.FieldLong, Value: long},
		{Name: "owner", Label: "Ansvarig", Type: bot.FieldPerson, Value: "ingen sådan"},
		{Name: "due", Label: "När", Type: bot.FieldDay, Value: "2026-12-04"},
	}}
	o := openOffice(t, func(_ context.Context, e bot.Event) bot.Response {
		if e.Kind == bot.Submitted {
			return bot.Response{}
		}
		return bot.Response{Form: form}
	})
	d := o.opened()
	if len(d.Elements) != 3 || !utf8.ValidString(d.Title) || !strings.HasSuffix(d.Title, "…") || !strings.Contains(d.IntroductionText, form.Title) {
		t.Fatalf("%+v", d)
	}
	if d.Elements[0].Type != "textarea" || d.Elements[0].Default != form.Fields[0].Value || d.Elements[1].Default != "ingen sådan" || d.Elements[2].Type != "text" {
		t.Errorf("%+v", d.Elements)
	}
	sent := sending(d)
	sent.Submission = map[string]any{"title": "Ny"}
	o.sends(sent)
	if e := o.event(); e.Values["text"] != long || e.Values["title"] != "Ny" || e.Values["due"] != "" {
		t.Errorf("heard %+v", e)
	}
	sent.Submission["text"] = "cut"
	if got := o.sends(sent); got.Error != "[altered]" {
		t.Errorf("a field that was not shown: %+v", got)
	}
}

func TestClip(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"", "kort", strings.Repeat("å", 12), strings.Repeat("å", 13), "x" + strings.Repeat("å", 30), strings.Repeat("€", 30)} {
		got := clip(s, 24)
		if len(got) > 24 || !utf8.ValidString(got) || len(s) <= 24 && got != s {
			t.Errorf("clip(%q) = %q", s, got)
		}
	}
}
