package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// A line that isn't understood is told so, with what to type instead and a
// button that does it.
func TestUnclear(t *testing.T) {
	t.Parallel()
	o := open(t, nil)
	long := strings.Repeat("å", 10_000)
	for _, tt := range []struct {
		line, want, button string
	}{
		{"/kontkat ny Mikko", "Kommandot /kontkat finns inte. Menade du /kontakt ny Mikko?", "/kontakt ny Mikko"},
		{"/xyzzy", "Kommandot /xyzzy finns inte. Skriv /utblick så ser du alla.", ""},
		{"/utblick angar", "”angar” förstår jag inte. Menade du /utblick ångra? Se annars /utblick hjälp", ""}, // a slip must not come to undo
		{"/utblick instälningar", "”instälningar” förstår jag inte. Menade du /utblick inställningar? Se annars /utblick hjälp", "/utblick inställningar"},
		{"/utblick kontkat ny Mikko", "”kontkat” förstår jag inte. Menade du /utblick kontakt ny Mikko?", "/utblick kontakt ny Mikko"},
		{"/utblick xyzzy", "”xyzzy” förstår jag inte. Se vad som går med /utblick hjälp", ""},
		{"/utblick visa M7", "”visa” finns i flera kommandon. Menade du /kontakt visa M7, /möte visa M7,", "/kontakt visa M7"},
		{"/*fet* <!here>", "Kommandot /*fet* finns inte.", ""},
		{"/kontkat " + long, "Menade du /kontakt ååå", "/kontakt " + long},
		{"/" + long, "Kommandot /åååå", ""},
	} {
		r := o.Handle(t.Context(), typed("", tt.line))
		if !r.Unclear || r.Public || !strings.HasPrefix(said(r), tt.want) && !strings.Contains(said(r), tt.want) {
			t.Errorf("%.60q: unclear %v, %.300q\nwant %q", tt.line, r.Unclear, said(r), tt.want)
		}
		buttons := r.Message.Buttons()
		if tt.button == "" && len(buttons) > 0 || tt.button != "" && (len(buttons) == 0 || buttons[0].Command != tt.button) {
			t.Errorf("%.60q: buttons %.100q", tt.line, fmt.Sprint(buttons))
		}
		for _, b := range r.Message.Blocks {
			if text, ok := b.(Text); ok && len(text.Markup) > 1000 {
				t.Errorf("%.60q: a text of %d bytes", tt.line, len(text.Markup))
			}
		}
	}
	if len(o.asked) > 0 {
		t.Errorf("ran %v", o.asked)
	}
}

// Suggestions and texts name the commands as this workspace has them.
func TestInstalledForms(t *testing.T) {
	t.Parallel()
	o := open(t, func(n *Needs) {
		n.Installed = map[string]string{"meeting": "/mote", "contact": "/utblick kontakt", "desk": "utb"}
	})
	for line, want := range map[string]string{
		"/mötte ny": "/mote ny", "/kontkat ny Mikko": "/utblick kontakt ny Mikko", "/xyzzy": "/utb",
	} {
		if got := said(o.Handle(t.Context(), typed("", line))); !strings.Contains(got, want) {
			t.Errorf("%q: %q, want %q in it", line, got, want)
		}
	}
	for line, want := range map[string]string{"/utb kontakt ny Mikko": "contact new Mikko", "/utblick kontakt ny Mikko": "contact new Mikko"} {
		if got := said(o.Handle(t.Context(), typed("", line))); got != want {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
	w := o.Words("sv")
	if w.Line("meeting", "new", "Budget", "", "Piteå") != "/mote ny Budget Piteå" || w.Slash("contact") != "/utblick kontakt" ||
		w.In("en").Line("task", "done", "U3") != "/task done U3" || w.Slash("nosuch") != "/nosuch" {
		t.Error("lines are not as installed")
	}
}

func TestErrors(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		err     error
		want    string
		unclear bool
	}{
		{"coded", Fail("record.unknown", "code", "K3"), "K3 finns inte.", false},
		{"coded and wrapped", fmt.Errorf("show: %w", Fail("record.unknown", "code", "K3")), "K3 finns inte.", false},
		{"not understood", Misread("more.none"), "Det finns inget mer att visa.", true},
		{"with a way out", Fail("more.none").With("Se alla", "/kontakt lista"), "Det finns inget mer att visa.\n[Se alla] /kontakt lista", false},
		{"internal", errors.New("bbolt: page 7"), "Något gick fel hos mig.", false},
		{"what people wrote is text", Fail("record.unknown", "code", "*<!here>*"), "*<!here>* finns inte.", false},
	} {
		o := open(t, nil)
		o.answer = func(context.Context, *Request) (Reply, error) { return Reply{}, tt.err }
		r := o.Handle(t.Context(), typed("", "/plan dela"))
		if !strings.HasPrefix(said(r), tt.want) || r.Unclear != tt.unclear || r.Public {
			t.Errorf("%s: %+v, %q", tt.name, r, said(r))
		}
		if strings.Contains(said(r), "bbolt") {
			t.Errorf("%s: the person reads the cause: %q", tt.name, said(r))
		}
	}
	if got := Fail("task.untitled").Error(); got != "task: untitled" {
		t.Error(got)
	}
}

// A command that says nothing is a fault of ours, not silence.
func TestNothingSaid(t *testing.T) {
	t.Parallel()
	o := open(t, nil)
	o.answer = func(context.Context, *Request) (Reply, error) { return Reply{}, nil }
	if got := said(o.Handle(t.Context(), typed("", "/plan"))); !strings.Contains(got, "id1") {
		t.Error(got)
	}
}

func TestShared(t *testing.T) {
	t.Parallel()
	o := open(t, nil)
	if r := o.Handle(t.Context(), typed("", "/plan N3 dela")); !r.Public {
		t.Error("shared in a channel, it is public")
	}
	e := typed("", "/plan N3 dela")
	e.Place.Direct = true
	if r := o.Handle(t.Context(), e); r.Public {
		t.Error("in a direct message there is nobody to share with")
	}
	if r := o.Handle(t.Context(), typed("", "/plan N3")); r.Public {
		t.Error("private unless shared")
	}
}

// anyForm is what "ny" opens.
func anyForm(_ context.Context, r *Request) (Reply, error) {
	return Open(Form{ID: FormID{r.Command, r.Verb, "K12 7"}, Title: "Ny", Line: r.Line(r.Command, r.Verb, "Mikko, Oulu")}), nil
}

func TestForms(t *testing.T) {
	t.Parallel()
	o := open(t, nil)
	o.answer = anyForm
	if r := o.Handle(t.Context(), typed("", "/kontakt ny")); r.Form == nil || r.Message != nil {
		t.Errorf("%+v", r)
	}
	o.answer = func(ctx context.Context, r *Request) (Reply, error) {
		reply, err := anyForm(ctx, r)
		reply.Add(Text{"Rätta det som är fel."})
		return reply, err
	}
	if r := o.Handle(t.Context(), typed("", "/kontakt ny")); r.Form == nil || said(r) != "Rätta det som är fel." {
		t.Errorf("with words before it: %+v", r)
	}
	o.answer = nil
	e := Event{Kind: Submitted, From: anna, Form: FormID{Command: "contact", Verb: "edit", State: "K12 7"}, Values: map[string]string{"name": "Mikko"}}
	if got := said(o.Handle(t.Context(), e)); got != "contact edit" || o.asked[len(o.asked)-1].Form.State != "K12 7" {
		t.Errorf("sent: %q", got)
	}
	for _, id := range []FormID{{"contact", "show", ""}, {"contact", "nosuch", ""}, {"nosuch", "new", ""}, {}} {
		e.Form = id
		if r := o.Handle(t.Context(), e); !r.Unclear || !strings.Contains(said(r), "Formuläret gäller inte längre") {
			t.Errorf("%v: %q", id, said(r))
		}
	}
}

// Where no form can be opened, a button does: to a press one can.
func TestFormsInstead(t *testing.T) {
	t.Parallel()
	o := open(t, nil)
	o.answer = anyForm
	for line, again := range map[string]string{
		"kontakt ny": "/kontakt ny", "kontakt ändra K12": "/kontakt ändra K12", "utblick uppgift ny": "/uppgift ny",
	} {
		r := o.Handle(t.Context(), Event{Kind: Said, From: anna, Text: line})
		if r.Form != nil || !strings.HasPrefix(said(r), "Tryck på Fyll i, eller skriv en hel rad, till exempel /") {
			t.Fatalf("%q: %q", line, said(r))
		}
		button := r.Message.Buttons()[0]
		if button != (Button{"Fyll i", again}) {
			t.Errorf("%q: %v", line, button)
		}
		if r := o.Handle(t.Context(), Event{Kind: Pressed, From: anna, Text: button.Command, CanForm: true}); r.Form == nil {
			t.Errorf("%q, pressed: %+v", line, r)
		}
	}
	e := Event{Kind: Submitted, From: anna, Form: FormID{Command: "contact", Verb: "new"}}
	o.answer = func(_ context.Context, r *Request) (Reply, error) {
		return Open(Form{ID: r.Form, Title: "Ny", Fields: []FormField{{Name: "name", Label: "Namn", Value: "Mikko"}}}), nil
	}
	if got := said(o.Handle(t.Context(), e)); !strings.Contains(got, "Namn: Mikko") || !strings.Contains(got, "till exempel /kontakt ny") {
		t.Errorf("sent where none can be opened again: %q", got)
	}
}
