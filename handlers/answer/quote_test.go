package answer

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"utblick/store/search"
)

func TestSentences(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{
		"Ett. Två! Tre?":                   {"Ett.", "Två!", "Tre?"},
		"Enligt SKL t.ex. hälften. (2010)": {"Enligt SKL t.ex. hälften. (2010)"},
		"Före\nradbrytning.\nEfter.":       {"Före\nradbrytning.", "Efter."},
		"Utan punkt":                       {"Utan punkt"},
		"":                                 nil,
	} {
		var got []string
		for _, s := range sentences(text) {
			got = append(got, text[s.from:s.to])
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

func TestQuote(t *testing.T) {
	t.Parallel()
	filler := strings.Repeat("Detta är utfyllnad om väder. ", 10)
	wanted := []search.Wanted{{Word: "sjöfart"}}
	for name, tc := range map[string]struct {
		text  string
		holds string
	}{
		"short is whole":  {"Kort om sjöfart.", "Kort om sjöfart."},
		"last sentence":   {filler + filler + "Här talas om sjöfart.", "Här talas om sjöfart."},
		"first sentence":  {"Här talas om sjöfart. " + filler + filler, "Här talas om sjöfart."},
		"one without end": {strings.Repeat("sjöfart och hamnar, ", 40), "sjöfart och hamnar"},
		"one long word":   {strings.Repeat("å", 900), "å"},
	} {
		got := newExcerpt(tc.text).quote(wanted)
		if !strings.Contains(tc.text, got) || !strings.Contains(got, tc.holds) || utf8.RuneCountInString(got) > longestQuote {
			t.Errorf("%s: %q", name, got)
		}
	}
	if got := newExcerpt(strings.Repeat("sjöfart och hamnar, ", 40)).quote(wanted); !strings.HasSuffix(got, "hamnar") {
		t.Errorf("cut within a word: %q", got)
	}
}
