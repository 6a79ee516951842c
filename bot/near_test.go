package bot

import (
	"strings"
	"testing"
)

// A near miss is suggested; a wild guess never is.
func TestNear(t *testing.T) {
	t.Parallel()
	g := theGrammar(t)
	for _, tt := range []struct{ of, typed, want string }{
		// commands: a letter dropped, doubled, changed, or swapped with its neighbour
		{"", "kontkt", "kontakt"}, {"", "konttakt", "kontakt"}, {"", "komtakt", "kontakt"}, {"", "kontkat", "kontakt"},
		{"", "uppgft", "uppgift"}, {"", "upgfit", "uppgift"}, {"", "plann", "plan"}, {"", "mötet", "möte"}, {"", "KONTKAT", "kontakt"},
		{"", "utblik", "utblick"}, {"", "fråg", "fråga"}, {"", "contct", "contact"}, {"", "ontakt", "kontakt"},
		// verbs
		{"contact", "lsita", "lista"}, {"contact", "vsia", "visa"}, {"contact", "ivsa", "visa"}, {"contact", "skö", "sök"},
		{"contact", "sökk", "sök"}, {"contact", "ändr", "ändra"}, {"contact", "andrra", "ändra"}, {"contact", "raderra", "radera"},
		{"task", "klra", "klar"}, {"task", "tildela", "tilldela"}, {"contact", "slåihp", "slåihop"},
		{"desk", "ångar", "ångra"}, {"desk", "instälningar", "inställningar"},
		// too short, or too far
		{"contact", "ny", ""}, {"contact", "nt", ""}, {"contact", "n", ""}, {"contact", "", ""}, {"contact", "nyy", ""},
		{"contact", "son", ""}, {"contact", "sjö", ""}, {"", "sten", ""}, {"", "bok", ""}, {"", "mat", ""}, {"", "klan", ""},
		{"", "xyzzy", ""},
		// names and codes are no words
		{"contact", "lahtinen", ""}, {"contact", "bo", ""}, {"contact", "K12", ""}, {"task", "u3", ""}, {"contact", "vis4", ""},
		{"contact", "@anna", ""}, {"contact", "mikko@example.fi", ""}, {"contact", "Nina", ""}, {"contact", "Lisa", ""}, {"contact", "Ändre", ""}, {"contact", "LSITA", "lista"}, {"contact", "Mirjam", ""},
		{"", strings.Repeat("kontakt", 40_000), ""},
	} {
		if got := g.near(tt.of, tt.typed); got != tt.want {
			t.Errorf("%s %q: near %q, want %q", tt.of, clip(tt.typed, 40), got, tt.want)
		}
	}
}

func TestDistance(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"visa", "", 4}, {"visa", "visa", 0}, {"visa", "vissa", 1}, {"visa", "isa", 1},
		{"visa", "vita", 1}, {"visa", "vsia", 1}, {"visa", "sök", 4}, {"möte", "mote", 1},
	} {
		for _, pair := range [][2]string{{tt.a, tt.b}, {tt.b, tt.a}} {
			if got := distance([]rune(pair[0]), []rune(pair[1])); got != tt.want {
				t.Errorf("distance(%q, %q) = %d, want %d", pair[0], pair[1], got, tt.want)
			}
		}
	}
}

func TestFold(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"": "", "ny": "ny", "ÅTERÖPPNA": "ateroppna", "o\u0308ppna": "oppna", "slå-ihop": "sla ihop", "slå–ihop": "sla ihop",
		"Émile": "emile", "\u200bny\ufeff": "ny", "visa\u00a0fler": "visa fler", "İ": "i",
	} {
		if got := fold(typed); got != want {
			t.Errorf("fold(%q) = %q, want %q", typed, got, want)
		}
		if got := fold(fold(typed)); got != want {
			t.Errorf("folded twice, %q is %q, want %q", typed, got, want)
		}
	}
}

func TestCut(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ text, word, rest, before, last string }{
		{"", "", "", "", ""},
		{"a", "a", "", "", "a"},
		{" a  b c ", "a", "b c ", "a  b", "c"},
		{"a\nb\n c", "a", "\nb\n c", "a\nb", "c"},
		{"a \nb", "a", "\nb", "a", "b"},
		{"å\u00a0ä\u2003ö", "å", "ä\u2003ö", "å\u00a0ä", "ö"},
		{"\ufeffa\u200b b", "a", "b", "a", "b"},
	} {
		if word, rest := cut(tt.text); word != tt.word || rest != tt.rest {
			t.Errorf("cut(%q) = %q, %q", tt.text, word, rest)
		}
		if before, last := cutLast(tt.text); trim(before) != tt.before || last != tt.last {
			t.Errorf("cutLast(%q) = %q, %q", tt.text, before, last)
		}
	}
}

func TestClip(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ in, want string }{{"", ""}, {"åäö", "åäö"}, {"åäöå", "åäö…"}} {
		if got := clip(tt.in, 3); got != tt.want {
			t.Errorf("clip(%q) = %q", tt.in, got)
		}
	}
}
