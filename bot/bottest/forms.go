package bottest

import (
	"context"
	"maps"
	"strings"
	"testing"

	"utblick/bot"
)

// exerciseForms: a form is filled in, refused with a reason beside the field,
// mended and sent, once.
func exerciseForms(t *testing.T, open func(t *testing.T) Subject) {
	t.Run("filled and sent", func(t *testing.T) {
		s := start(t, open, contactDesk)
		s.do(s.Driver.Type("/kontakt ny"))
		s.event()
		s.checkForm(s.arrival())
		s.do(s.Driver.Fill(`name="Mikko =Lahtinen" text=*x* <!here>`))
		s.do(s.Driver.Submit())
		e := s.event()
		want := map[string]string{"name": "Mikko =Lahtinen", "organisation": "Oulun kaupunki", "text": "*x* <!here>"}
		if e.Kind != bot.Submitted || e.Form != contactForm().ID || !maps.Equal(e.Values, want) {
			t.Errorf("heard %+v, want %+v", e, want)
		}
		s.checkOrigin(e)
		if got := s.lastText(); !strings.Contains(got, "Sparat") {
			t.Errorf("read %q", got)
		}
		if err := s.Driver.Submit(); err == nil {
			t.Error("the same form was sent twice")
		}
	})
	t.Run("refused and mended", func(t *testing.T) {
		s := start(t, open, contactDesk)
		s.do(s.Driver.Type("/kontakt ny"))
		s.do(s.Driver.Fill(`name=fel organisation=Piteå`))
		s.Driver.Arrived()
		s.do(s.Driver.Submit())
		again := s.arrival()
		if again.Kind != "form" || !strings.Contains(again.Text, "Inget namn") || len(again.Fields) != 3 || again.Fields[1].Value != "Piteå" {
			t.Fatalf("after a refusal came %+v", again)
		}
		s.do(s.Driver.Fill(`name=Mikko`))
		s.do(s.Driver.Submit())
		if got := s.lastText(); !strings.Contains(got, "Sparat Mikko, Piteå") {
			t.Errorf("read %q", got)
		}
	})
	t.Run("no such field", func(t *testing.T) {
		s := start(t, open, contactDesk)
		s.do(s.Driver.Type("/kontakt ny"))
		if err := s.Driver.Fill(`nme=Mikko`); err == nil {
			t.Error("a field that is not there was filled in")
		}
	})
}

func (s *session) checkForm(got Arrival) {
	s.t.Helper()
	want := contactForm().Fields
	if got.Kind != "form" || got.To != "user:anna" || !got.Private || len(got.Fields) != len(want) {
		s.t.Fatalf("arrived %+v, want the form, for anna", got)
	}
	for i, f := range got.Fields {
		w := want[i]
		if f.Name != w.Name || f.Label != w.Label || f.Type != w.Type || f.Required != w.Required || f.Value != w.Value {
			s.t.Errorf("field %+v, want %+v", f, w)
		}
	}
}

func (s *session) lastText() string {
	got := s.Driver.Arrived()
	if len(got) == 0 {
		return ""
	}
	return got[len(got)-1].Text
}

// contactForm has an id with all that a code or a revision may bring.
func contactForm() *bot.Form {
	return &bot.Form{
		ID:    bot.FormID{Command: "contact", Verb: "edit", State: `K12|rev "7" <å>`},
		Title: "Ny kontakt", Submit: "Spara", Line: "/kontakt ny NAMN",
		Fields: []bot.FormField{
			{Name: "name", Label: "Namn", Type: bot.FieldText, Required: true},
			{Name: "organisation", Label: "Organisation", Type: bot.FieldText, Value: "Oulun kaupunki"},
			{Name: "text", Label: "Anteckning", Type: bot.FieldLong},
		},
	}
}

// contactDesk opens the form, refuses the name "fel" and takes others.
func contactDesk(_ context.Context, e bot.Event) bot.Response {
	if e.Kind != bot.Submitted {
		return bot.Response{Form: contactForm()}
	}
	if e.Values["name"] != "fel" {
		return bot.Response{Message: text("Sparat " + e.Values["name"] + ", " + e.Values["organisation"])}
	}
	form := contactForm()
	for i, f := range form.Fields {
		form.Fields[i].Value = e.Values[f.Name]
	}
	form.Fields[0].Error = "Inget namn"
	return bot.Response{Form: form}
}
