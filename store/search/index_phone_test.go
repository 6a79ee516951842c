package search

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func wordsOf(text string) (words []string) {
	for _, t := range tokensOf(Doc{Text: text}) {
		words = append(words, t.word)
	}
	return words
}

func TestWordsOfARecord(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		want []string
		why  string
	}{
		{"Åsa Öberg", []string{"åsa", "öberg"}, "letters keep their marks here"},
		{"A\u030asa", []string{"åsa"}, "however they are written"},
		{"+358 40 123 4567", []string{"358401234567", "0401234567", "358", "40", "123", "4567"}, "dialled from abroad, at home, and its groups"},
		{"00358 40 1234567", []string{"358401234567", "0401234567", "00358", "40", "1234567"}, "00 is +"},
		{"+46 (0)929-170 00", []string{"4692917000", "092917000", "46", "0", "929", "170", "00"}, "the trunk prefix is not dialled from abroad"},
		{"0929-170 00", []string{"092917000", "0929", "170", "00"}, "at home"},
		{"+1 202 555 0123", []string{"12025550123", "02025550123", "1", "202", "555", "0123"}, "a country of one digit"},
		{"2026-11-20", []string{"2026", "11", "20"}, "a day is no number"},
		{"K12, N5", []string{"k12", "n5"}, "codes"},
		{"info@alvsbyn.se", []string{"info", "alvsbyn", "se"}, "an address's parts"},
		{"070-123 45 67 nästa vecka", []string{"0701234567", "070", "123", "45", "67", "nästa", "vecka"}, "a number in a text"},
		{"\x00\xff+ + 0 -", []string{"0"}, "rubbish"},
	} {
		if d := cmp.Diff(c.want, wordsOf(c.text)); d != "" {
			t.Errorf("%q: %s\n%s", c.text, c.why, d)
		}
	}
}

func TestReadings(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		query string
		want  [][]string
		why   string
	}{
		{"Mötet med Oulu", [][]string{{"mötet", "oulu"}}, "med tells nothing"},
		{"vilka känner vi i Finland?", [][]string{{"finland"}}, "a question's words tell nothing"},
		{"i", [][]string{{"i"}}, "unless there is nothing else"},
		{"oulu Oulu OULU", [][]string{{"oulu"}}, "once is enough"},
		{"Mikko 040 123", [][]string{{"mikko", "040123"}, {"mikko", "040", "123"}}, "a number, or two"},
		{"+358 40 123 4567", [][]string{{"358401234567"}, {"358", "40", "123", "4567"}}, "from abroad"},
		{"0401234567", [][]string{{"0401234567"}}, "one group needs no joining"},
		{"K12 34", [][]string{{"k12", "34"}}, "a code is no number"},
		{" \x00 ", [][]string{nil}, "nothing"},
	} {
		var got [][]string
		for _, reading := range readings(c.query) {
			var words []string
			for _, w := range reading {
				words = append(words, w.word)
			}
			got = append(got, words)
		}
		if !slices.EqualFunc(got, c.want, slices.Equal[[]string]) {
			t.Errorf("%q: %s\n%s", c.query, c.why, cmp.Diff(c.want, got))
		}
	}
}
