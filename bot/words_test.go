package bot

import (
	"fmt"
	"testing"
)

// hostile is what somebody may be called.
const hostile = "*fet* _k_ `c` <!here> [x](https://a.se) \\"

type sign int

func (s sign) String() string { return fmt.Sprintf("*%d*", int(s)) }

// What people wrote comes out of a text as it went in, and markup of our own
// stays markup.
func TestTextsEscape(t *testing.T) {
	t.Parallel()
	w := open(t, nil).Words("sv")
	got := w.T("find.nothing", "query", hostile)
	if want := w.Label("find.nothing", "query", hostile); got.String() != want {
		t.Errorf("%q, want %q", got.String(), want)
	}
	for _, s := range got.Spans() {
		if s.Kind != Plain {
			t.Errorf("%v is markup, of what people wrote", s)
		}
	}
	for _, tt := range []struct {
		value any
		want  Span
	}{
		{Code("/kontakt ny"), Span{Kind: CodeSpan, Text: "/kontakt ny"}},
		{Bold(hostile), Span{Kind: BoldSpan, Text: hostile}},
		{Mention(anna), Span{Kind: MentionSpan, Text: "anna", Target: "anna"}},
	} {
		spans := w.T("find.nothing", "query", tt.value).Spans()
		if len(spans) != 3 || spans[1] != tt.want {
			t.Errorf("%v: %v", tt.value, spans)
		}
	}
	for _, value := range []any{sign(3), fmt.Errorf("*bold*"), []string{"*a*"}} {
		if spans := w.T("find.nothing", "query", value).Spans(); len(spans) != 1 {
			t.Errorf("%v: %v, which nobody escaped", value, spans)
		}
	}
	if got := w.Label("find.nothing", "query", Bold("x*y")); got != w.Label("find.nothing", "query", "x*y") {
		t.Errorf("where no markup is read: %q", got)
	}
}

func TestTextsCountAndChoose(t *testing.T) {
	t.Parallel()
	w := open(t, nil).Words("sv")
	for want, got := range map[string]Markup{
		"1 öppen": w.T("plan.open", "count", 1), "3 öppna": w.T("plan.open", "count", 3),
		"En kontakt:":                        w.T("contact.list", "count", 1, "words", ""),
		"2 kontakter för ”finland”:":         w.T("contact.list", "count", 2, "words", "finland"),
		"Ingen möjlighet att svälja nycklar": w.T("Ingen möjlighet att svälja nycklar", "odd"),
	} {
		if string(got) != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestIs(t *testing.T) {
	t.Parallel()
	w := open(t, nil).Words("en")
	for _, tt := range []struct {
		key, word string
		want      bool
	}{
		{"late", "försenade", true},
		{"late", "FORSENADE", true},
		{"late", "late", true},
		{"late", "later", false},
		{"more", "visa\u00a0fler", true},
		{"verb.merge", "slå–ihop", true},
		{"help", "?", true},
		{"help", "", false},
		{"no.such", "late", false},
	} {
		if got := w.Is(tt.key, tt.word); got != tt.want {
			t.Errorf("Is(%s, %q) = %v", tt.key, tt.word, got)
		}
	}
	if w.Word("verb.new") != "new" || w.In("sv").Word("verb.new") != "ny" || w.In("sv").Lang() != "sv" {
		t.Error("the word to print is the language's own")
	}
}
