package search

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// plainErrors is typingErrors as the textbook has it.
func plainErrors(x, y string) int {
	a, b := []rune(x), []rune(y)
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}

func TestTypingErrors(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		typed, meant string
		errors       int
	}{
		{"lathinen", "lahtinen", 1},    // swapped
		{"lahtnien", "lahtinen", 1},    // swapped
		{"makko", "mikko", 1},          // exchanged
		{"oulun", "oulu", 1},           // one too many
		{"skeleftea", "skelleftea", 1}, // one too few
		{"lahtine", "lahtinens", 2},
		{"oulu", "lulea", 3},
	} {
		if got := typingErrors([]rune(c.typed), c.meant, 2); got != c.errors {
			t.Errorf("%s for %s: %d errors, want %d", c.typed, c.meant, got, c.errors)
		}
	}
}

// A shape may never rule out what the word itself would let through.
func TestShapesOverlookNothing(t *testing.T) {
	t.Parallel()
	word := rapid.StringMatching(`[abcåл0]{0,9}`)
	rapid.Check(t, func(t *rapid.T) {
		a, b := word.Draw(t, "a"), word.Draw(t, "b")
		want := plainErrors(a, b)
		for most := 1; most <= 2; most++ {
			got := typingErrors([]rune(a), b, most)
			if want <= most && got != want || want > most && got <= most {
				t.Fatalf("%q %q: %d errors at most %d, want %d", a, b, got, most, want)
			}
			if want <= most && !shapeOf(a).mayBe(shapeOf(b), most) {
				t.Fatalf("%q rules out %q with %d errors", a, b, most)
			}
		}
		if a != b && strings.Contains(b, a) && !shapeOf(b).mayHold(shapeOf(a)) {
			t.Fatalf("%q rules out %q inside", b, a)
		}
	})
}

func TestTyposAllowed(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]int{
		"abc": 0, "oulu": 1, "makko": 1, "lathinen": 2, "k12": 0, "projekt2026": 0,
		strings.Repeat("a", longestWord+1): 0,
	} {
		if got := typosIn(shapeOf(word)); got != want {
			t.Errorf("%s may have %d errors, want %d", word, got, want)
		}
	}
}
