package bot

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"
)

// What each kind of event becomes.
func TestKinds(t *testing.T) {
	t.Parallel()
	o := open(t, nil)
	for _, tt := range []struct {
		kind       Kind
		text, want string
	}{
		{Typed, "/kontakt ny Mikko", "contact new Mikko"},
		{Typed, "/utblick Vem ansvarar för EU-stöd?", "Vem ansvarar för EU-stöd?"},
		{Typed, "/kontakt hjälp", "contact"},
		{Said, "kontakt ny Mikko", "contact new Mikko"},
		{Said, " Vem ansvarar? ", "Vem ansvarar?"},
		{Pressed, "/kontakt ny Mikko", "contact new Mikko"},
		{Pressed, "Vem ansvarar för EU-stöd?", "Vem ansvarar för EU-stöd?"},
	} {
		r := o.Handle(t.Context(), Event{Kind: tt.kind, From: anna, Text: tt.text})
		if said(r) != tt.want || r.Unclear {
			t.Errorf("kind %d %q: %q, want %q", tt.kind, tt.text, said(r), tt.want)
		}
	}
}

// A command is told all that it needs to know.
func TestRequest(t *testing.T) {
	t.Parallel()
	o := open(t, nil)
	o.Handle(t.Context(), typed("e1", "/kontakt lista finland sida 3 dela"))
	r := o.asked[0]
	got := fmt.Sprint(r.ID, r.From.User, r.Command, r.Verb, r.All, r.Rest, r.Page, r.Share, r.Lang(), r.Now.Equal(nine))
	if want := fmt.Sprint("e1", "anna", "contact", "list", "lista finland sida 3 dela", "finland", 3, true, "sv", true); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	if r.Near("lsita") != "lista" || r.Near("lahtinen") != "" {
		t.Error("near misses are at hand")
	}
}

// "mer" goes on with a person's last list, until it ends.
func TestMore(t *testing.T) {
	t.Parallel()
	o := open(t, nil)
	const pages = 3
	o.answer = func(_ context.Context, r *Request) (Reply, error) {
		reply := Say(Text{Escape(strings.TrimSpace(fmt.Sprint(r.From.User, " ", r.Verb, " ", r.Rest, " ", r.Page)))})
		if r.Verb == "list" && r.Page < pages {
			reply.More = r.Line(r.Command, r.Verb, r.Rest, r.Word("page"), fmt.Sprint(r.Page+1))
		}
		return reply, nil
	}
	bo := Person{ID: "bo", User: "bo", Lang: "en"}
	say := func(p Person, text string) string {
		return said(o.Handle(t.Context(), Event{Kind: Said, From: p, Text: text}))
	}
	for _, step := range []struct {
		who        Person
		text, want string
	}{
		{anna, "mer", o.Words("sv").Label("error.more.none")},
		{anna, "kontakt lista finland", "anna list finland 1\n[Visa fler] /kontakt lista finland sida 2"},
		{bo, "task list", "bo list  1\n[Show more] /task list page 2"},
		{anna, "mer", "anna list finland 2\n[Visa fler] /kontakt lista finland sida 3"},
		{anna, "kontakt visa K3", "anna show K3 1"}, // in between, something that is no list
		{anna, "Mer!", "anna list finland 3"},
		{anna, "mer", o.Words("sv").Label("list.end")},
		{bo, "more", "bo list  2\n[Show more] /task list page 3"},
		{bo, "/utblick more", "bo list  3"},
		{bo, "more", o.Words("en").Label("list.end")},
	} {
		if got := say(step.who, step.text); got != step.want {
			t.Errorf("%s: %s: %q, want %q", step.who.User, step.text, got, step.want)
		}
	}
}

func TestLanguage(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ rule, platform, chosen, workspace, want string }{
		{"the person's own choice", "sv", "en", "sv", "en"},
		{"else what the platform tells", "en", "", "sv", "en"},
		{"with its region", "en-GB", "", "sv", "en"},
		{"however written", "SV_se", "", "en", "sv"},
		{"else the workspace's", "", "", "en", "en"},
		{"also for a language without a catalogue", "fi", "", "en", "en"},
		{"a choice that is none", "en", "klingon", "sv", "en"},
		{"Swedish when nobody says", "", "", "", "sv"},
		{"or says nonsense", "", "", "klingon", "sv"},
	} {
		o := open(t, func(n *Needs) {
			n.Default = tt.workspace
			n.Language = func(context.Context, Person) string { return tt.chosen }
		})
		e := typed("", "/plan")
		e.From.Lang = tt.platform
		o.Handle(t.Context(), e)
		if got := o.asked[0].Lang(); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.rule, got, tt.want)
		}
	}
	o := open(t, nil)
	o.answer = func(_ context.Context, r *Request) (Reply, error) {
		r.Words = r.In("en")
		return Reply{}, Fail("more.none")
	}
	if got := said(o.Handle(t.Context(), typed("", "/plan"))); got != o.Words("en").Label("error.more.none") {
		t.Errorf("after a change of language: %q", got)
	}
}

// The languages' words stand beside each other: nobody has to choose before
// they type.
func TestEveryLanguageIsUnderstood(t *testing.T) {
	t.Parallel()
	o := open(t, nil)
	for _, lang := range []string{"sv", "en"} {
		w := o.Words(lang)
		for _, c := range o.needs.Commands {
			for _, v := range c.Verbs {
				text := w.Line(c.Name, v.Name, "U3")
				if strings.Contains(text, "verb.") || !w.Has("words.verb."+v.Name) {
					continue // reached by what follows, never by a word
				}
				if r := o.grammar.typed(text); r.command == nil || r.command.Name != c.Name || r.verb == nil || r.verb.Name != v.Name || r.rest != "U3" {
					t.Errorf("%q is %s", text, shown(r))
				}
			}
		}
	}
}

// The router must not keep anyone waiting, whatever is sent.
func TestHugeLinesAreQuick(t *testing.T) {
	t.Parallel()
	o := open(t, nil)
	for _, unit := range []string{"a", "å", " ", "\n", "/", "?", "utblick ", "hjälp ", "sida 2 ", "dela ", "slå ", "\u00a0", "e\u0301"} {
		text := strings.Repeat(unit, (MaxText-20)/len(unit))
		for _, prefix := range []string{"", "/", "/kontakt ", "/möte\n", "/utblick ", "/kontakt lista "} {
			started := time.Now() //nolint:forbidigo // this is about real time
			for _, kind := range []Kind{Typed, Said} {
				o.Handle(t.Context(), Event{Kind: kind, From: anna, Text: prefix + text})
			}
			if took := time.Since(started); took > 2*time.Second {
				t.Errorf("%q and %q again and again: %v", prefix, unit, took)
			}
		}
	}
}
