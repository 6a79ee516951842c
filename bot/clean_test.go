package bot

import (
	"maps"
	"strings"
	"testing"
)

func TestSizes(t *testing.T) {
	t.Parallel()
	o := open(t, nil)
	for _, tt := range []struct {
		name string
		e    Event
		want string
	}{
		{"as long as goes", typed("", "/kontakt ny "+strings.Repeat("a", MaxText-12)), ""},
		{"a byte too long", typed("", "/kontakt ny "+strings.Repeat("a", MaxText-11)), "257 kB, och högst 256 kB"},
		{"a megabyte of NUL", typed("", strings.Repeat("\x00", 1<<20)), "1024 kB"},
		{"a form", Event{
			Kind: Submitted, From: anna, Form: FormID{Command: "contact", Verb: "new"},
			Values: map[string]string{"name": "Mikko", "role": strings.Repeat("å", MaxText/2)},
		}, "257 kB"},
	} {
		got := said(o.Handle(t.Context(), tt.e))
		if tt.want == "" && strings.Contains(got, "för lång") || !strings.Contains(got, tt.want) {
			t.Errorf("%s: %.100q", tt.name, got)
		}
	}
}

func TestCleaning(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Åsa\nÖberg\t1":                    "Åsa\nÖberg\t1",
		"a\r\nb\rc":                        "a\nb\nc",
		"a\vb\u2028c\u0085d":               "a\nb\nc\nd",
		"a\x00b":                           "ab",
		"a\xffb\xc3":                       "a\uFFFDb\uFFFD",
		"👩\u200d👩\u200d👧 \u202eabc":        "👩\u200d👩\u200d👧 \u202eabc", // kept: it is a family, and not ours to judge
		strings.Repeat("\r\n", 3) + "\x00": "\n\n\n",
	} {
		if got := cleanText(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

// The platform's own event stays as it came.
func TestCleaningLeavesTheEvent(t *testing.T) {
	t.Parallel()
	o := open(t, nil)
	values := map[string]string{"name": "Mik\x00ko", "role": "a\r\nb"}
	before := maps.Clone(values)
	o.Handle(t.Context(), Event{Kind: Submitted, From: anna, Form: FormID{Command: "contact", Verb: "new"}, Values: values})
	if !maps.Equal(values, before) {
		t.Errorf("changed to %q", values)
	}
	if got := o.asked[0].Values; got["name"] != "Mikko" || got["role"] != "a\nb" {
		t.Errorf("the command was given %q", got)
	}
	o.Handle(t.Context(), typed("", "/kontakt ny Mik\x00ko\xff"))
	if got := o.asked[1].Rest; got != "Mikko\uFFFD" {
		t.Errorf("the command was given %q", got)
	}
}
