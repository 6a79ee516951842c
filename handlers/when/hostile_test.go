package when

import (
	"strings"
	"testing"
)

// What someone pastes may be long, and made to be slow. Some of it was once
// read to the end from each of its words.
func TestLongAndHostileText(t *testing.T) {
	t.Parallel()
	const size = 1 << 14
	for _, s := range []string{
		"7", "å", "\x00", "\xff", "-", "/", ".", "15-", "15.", "15/", "1/2/", "fredag ", "på ", "den ", "i ", "om ", "kl ", "kl 1.",
		"senast ", "dagen före ", "eod ", "sista dagen i ", "15 dec – ", "v. 50–", "15–17 ", "nästa ", "e\u0301", "a'", "fredag'", "\u200b",
		"om 99999999999 veckor ", "första ", "2026-12-", "(", "fredag, ", "end of the ", "varje ", "varje måndag och ", "den 1 ", "7, ", "en vecka före och ", "från ", "every ", "kl 9 varje ", "\r", "\n",
	} {
		text := strings.Repeat(s, 1+size/len(s))
		for _, kind := range []Kind{Due, Held} {
			r := Ref{Today: day(monday23), Kind: kind}
			Find(text, r)
			if _, err := Parse(text, r); err == nil {
				t.Errorf("16 kB of %q is a day", s)
			}
			_, _ = Parse(text[:longest], r)
			FindRule(text, r)
			if _, err := ParseRule(text, r); err == nil {
				t.Errorf("16 kB of %q is a rule", s)
			}
			_, _ = ParseRule(text[:longest], r)
		}
	}
}

// A word with one letter gone means what it meant, or nothing: never another
// day.
func TestASlipNeverMeansAnotherDay(t *testing.T) {
	t.Parallel()
	for _, c := range []class{weekday, month, dayWord, unitOne, nextWord} {
		for text, lex := range lexicon().exact {
			if lex.mask&(1<<c) == 0 || len(text) < slipInParse {
				continue
			}
			for i := range text {
				slip := text[:i] + text[i+1:]
				got := lexicon().find([]byte(slip), slipInParse)
				if got != nil && got.text != slip && !got.same(lex) {
					t.Errorf("%q, from %q, is taken for %q", slip, text, got.text)
				}
			}
		}
	}
}
