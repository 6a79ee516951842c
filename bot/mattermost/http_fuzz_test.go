package mattermost

import (
	"context"
	"encoding/json"
	"net/url"
	"testing"

	"github.com/mattermost/mattermost/server/public/model"

	"utblick/bot"
)

// FuzzCommand: whatever comes, nothing falls over, and nothing is a command
// without the token of that very command.
func FuzzCommand(f *testing.F) {
	o := openOffice(f, always(bot.Response{}))
	f.Add(typedForm("lista").Encode())
	f.Add("token=" + annasToken + "&command=%2FKONTAKT&text=%zz")
	f.Add("token=&command=/tom")
	f.Add("command=/kontakt&token=x;token=" + annasToken)
	f.Fuzz(func(t *testing.T, body string) {
		o.t = t
		w := o.request(pathCommand, "application/x-www-form-urlencoded", body)
		form, err := url.ParseQuery(body)
		genuine := err == nil && form.Get("token") == annasToken && trigger(form.Get("command")) == "kontakt"
		if heard := o.events(); len(heard) > 0 && !genuine || w.Code == 200 && !genuine {
			t.Errorf("%d, heard %+v", w.Code, heard)
		}
		if w.Code >= 500 {
			t.Errorf("status %d", w.Code)
		}
	})
}

// FuzzAction: no press counts without a signature of ours for this person.
func FuzzAction(f *testing.F) {
	o := openOffice(f, always(bot.Response{}))
	o.postStands()
	for _, r := range []*model.PostActionIntegrationRequest{
		o.pressing(annaID, postKey, anyone), o.pressing(annaID, postKey, boID), o.pressing(annaID, privateKey(), annaID), {},
	} {
		body, _ := json.Marshal(r)
		f.Add(string(body))
	}
	f.Fuzz(func(t *testing.T, body string) {
		o.t = t
		w := o.request(pathAction, "application/json", body)
		heard := o.events()
		if len(heard) == 0 {
			return
		}
		r := read[model.PostActionIntegrationRequest](t, body)
		cmd, _ := r.Context["cmd"].(string)
		key, _ := r.Context["key"].(string)
		who, _ := r.Context["who"].(string)
		if sig := o.seal(signsPress, cmd, key, who); r.Context["sig"] != sig || who != anyone && who != r.UserId || w.Code != 200 {
			t.Errorf("%d, heard %+v", w.Code, heard)
		}
	})
}

// FuzzDialog: no form counts without a state of ours for this person.
func FuzzDialog(f *testing.F) {
	o := openOffice(f, formDesk)
	d, err := o.newDialog(context.Background(), deed{user: annaID, channel: openID}, bot.Event{}, *contactForm())
	if err != nil {
		f.Fatal(err)
	}
	sent := sending(d)
	body, _ := json.Marshal(sent)
	f.Add(string(body))
	sent.State = sent.State[1:]
	body, _ = json.Marshal(sent)
	f.Add(string(body))
	f.Add(`{"type":"dialog_submission","state":".","submission":{"a":[1,{}]}}`)
	f.Fuzz(func(t *testing.T, body string) {
		o.t = t
		o.request(pathDialog, "application/json", body)
		heard := o.events()
		if len(heard) == 0 {
			return
		}
		r := read[model.SubmitDialogRequest](t, body)
		if c := o.unpack(r.State); c == nil || c.User != r.UserId || len(heard[0].Values) != len(c.Fields) {
			t.Errorf("heard %+v", heard)
		}
	})
}

// FuzzName: cutting the name out leaves all else, and never takes another's.
func FuzzName(f *testing.F) {
	for _, s := range []string{"@utblick hej", "hej @Utblick, vem", "@utblickaren hej", "a@utblick.se", "@utblick.", "@utblick.se", "@utblick: x\ny", "İ@utblick"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		rest, named := cutName(s, "utblick")
		if !named && rest != s || named && len(rest) > len(s)-len("@utblick") {
			t.Errorf("%q: %q, %v", s, rest, named)
		}
	})
}
