package when

import (
	"strings"
	"testing"
)

// BenchmarkParse reads what people type into a form; under 20 µs each.
func BenchmarkParse(b *testing.B) {
	for _, text := range []string{"imorgon", "2026-12-15", "senast fredag v 50 kl 14", "Kristi himmelsfärd", "gurka", "tisdg"} {
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = Parse(text, ref("2026-11-23"))
			}
		})
	}
}

// BenchmarkFind reads a meeting note of 100 kB; under 20 ms.
func BenchmarkFind(b *testing.B) {
	const lines = `Vi gick igenom läget för Interreg Aurora och ansökan på 15 000 kr (se sida 12/15).
Beslut: Vi söker förstudie tillsammans med Piteå. Mandatet gäller till vidare, enligt § 130.
Att göra: @anna ta fram budget senast 4 december (N3), sedan ringer hon 070-123 45 67.
- [ ] @bo boka möte med Piteå nästa fredag kl 14, om det går att ordna för alla i gruppen.
`
	texts := map[string]string{
		"note":   strings.Repeat(lines, 100_000/len(lines)),
		"digits": strings.Repeat("7", 100_000),
		"words":  strings.Repeat("dagen före senast om ", 100_000/22),
		"dates":  strings.Repeat("15/12-26 ", 100_000/9),
	}
	for name, text := range texts {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				Find(text, ref("2026-11-23"))
			}
		})
	}
}

// BenchmarkWorking tells how cheap a calendar question is.
func BenchmarkWorking(b *testing.B) {
	c := NewCalendar()
	d := day("2026-05-14")
	for b.Loop() {
		c.Working(d)
	}
}

// BenchmarkParseRule reads a rule; under 40 µs each.
func BenchmarkParseRule(b *testing.B) {
	for _, text := range []string{"varje måndag 9", "första vardagen varje månad", "varannan vecka på onsdagar kl 10", "7 och 1 dagar före", "imorgon", "gurka"} {
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = ParseRule(text, ref("2026-11-23"))
			}
		})
	}
}

// BenchmarkFindRule reads a task's line; under 40 µs.
func BenchmarkFindRule(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		FindRule("Skicka in månadsrapporten till styrelsen första vardagen varje månad kl 9 @anna", ref("2026-11-23"))
	}
}

// BenchmarkRuleNext asks a rule of a year ago, or of none; under 50 µs.
func BenchmarkRuleNext(b *testing.B) {
	for _, text := range []string{"varannan torsdag", "varje vardag", "den 31 varje månad", "första vardagen varje kvartal", "sista fredagen i mars varje år", "varje 29 februari"} {
		b.Run(text, func(b *testing.B) {
			r, err := ParseRule(text, ref("2026-11-23"))
			if err != nil {
				b.Fatal(err)
			}
			after := day("2027-11-23")
			b.ReportAllocs()
			for b.Loop() {
				r.Next(after, 0, nil)
			}
		})
	}
}
