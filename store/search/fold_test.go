package search

import (
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestFold(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ in, want, why string }{
		{"älvsbyn", "alvsbyn", "Swedish"},
		{"ÅÄÖ åäö", "aao aao", "upper case too"},
		{"Øystein Bærum", "oystein baerum", "Norwegian"},
		{"Päivi Hyvärinen", "paivi hyvarinen", "Finnish"},
		{"Jåhkåmåhkke Đorđi Ŋuorra Ŧ", "jahkamahkke dordi nuorra t", "Sámi"},
		{"Straße ẞ", "strasse ss", "German"},
		{"Łódź İstanbul ısı", "lodz istanbul isi", "Polish, Turkish"},
		{"Ǿ", "o", "two steps: mark, then stroke"},
		{"Δελφοί", "δελφοι", "marks go in any script"},
		{"e\u0301cole A\u030a", "ecole a", "marks of their own"},
		{"\x00\xff", "\x00\ufffd", "what is no text stays visible"},
		{"K12", "k12", "codes"},
		{"", "", "nothing"},
	} {
		if got := Fold(c.in); got != c.want {
			t.Errorf("Fold(%q) = %q, want %q (%s)", c.in, got, c.want, c.why)
		}
	}
}

// Rune by rune must give what decomposing all at once gives.
func TestFoldIsDecompositionWithoutMarks(t *testing.T) {
	t.Parallel()
	for r := rune(1); r < 0x20000; r++ {
		s := string(r)
		var want strings.Builder
		for _, r := range norm.NFD.String(s) {
			if !unicode.Is(unicode.Mn, r) {
				want.WriteString(foldBase(unicode.ToLower(r)))
			}
		}
		if got := Fold(s); got != want.String() {
			t.Fatalf("Fold(%U) = %q, want %q", r, got, want.String())
		}
	}
}

func TestFoldTwiceIsFold(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		once := Fold(rapid.String().Draw(t, "text"))
		if twice := Fold(once); twice != once {
			t.Fatalf("%q folds again to %q", once, twice)
		}
	})
}

func TestWords(t *testing.T) {
	t.Parallel()
	got := Words("Möte 2026-11-20: K12, mikko@example.fi – A\u030asa\x00!")
	want := []string{"Möte", "2026", "11", "20", "K12", "mikko", "example", "fi", "A\u030asa"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func BenchmarkFold(b *testing.B) {
	const text = "Kommunstyrelsen i Älvsbyn antog riktlinjen för internationellt arbete på sammanträdet."
	b.Run("swedish", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			Fold(text)
		}
	})
	b.Run("baseline=nfd", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			_ = strings.ToLower(norm.NFD.String(text))
		}
	})
}
