package search

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// office makes up n contacts of the north, the same ones each time.
func office(n int) []Doc {
	r := rand.New(rand.NewPCG(2, 7))
	pick := func(words string) string { all := strings.Fields(words); return all[r.IntN(len(all))] }
	docs := make([]Doc, n)
	for i := range docs {
		first := pick("Mikko Anna Åsa Jørgen Kari Päivi Björn Ingrid Märta Timo Siiri Lars Eeva Håkon Nils Sámmol Örjan Berit")
		last := pick("Lahti Virta Berg Lund Sjö Niemi Hägg Øst Mäki Korho Öst Dal Sand Nils Lars Ander Joki Salo") +
			pick("nen ström mark sen son qvist la vik gren dahl") + pick("- - - x y z")
		place := pick("Oulu Piteå Luleå Älvsbyn Tromsø Bodø Rovaniemi Kemi Umeå Skellefteå Narvik Haparanda Torneå Boden")
		docs[i] = Doc{
			ID: uint64(i + 1),
			Name: []string{
				first + " " + strings.TrimRight(last, "-"),
				place + " " + pick("kommun kaupunki universitet företagarförening region skola bibliotek energi"),
				strings.ToLower(first) + "." + strings.ToLower(last) + fmt.Sprint(i) + "@" + Fold(place) + ".example.fi",
				pick("projektledare rektor utvecklare koordinator näringslivschef handläggare forskare"),
				pick("Finland Norge Sverige Danmark Tyskland"),
				pick("energi turism skola kultur gruvor miljö"), pick("resor vatten skog batteri rymden språk"),
			},
		}
		if i%4 == 0 {
			docs[i].Text = "Träffades i " + place + " om kommunernas " + pick("förstudie ansökan budget resa utbyte") + " och " + pick("kompetens fisket kylan vindkraften")
		}
	}
	return docs
}

// heap is what lives, after the garbage is gone.
func heap() float64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) / (1 << 20)
}

func BenchmarkLoad100k(b *testing.B) {
	docs := office(100_000)
	before := heap()
	var x *Index
	b.ReportAllocs()
	b.ResetTimer()
	for b.Loop() {
		x = New()
		x.Load(slices.Values(docs))
	}
	b.StopTimer()
	b.ReportMetric(heap()-before, "MB-kept")
	runtime.KeepAlive(x)
	runtime.KeepAlive(docs)
}

func BenchmarkSearch100k(b *testing.B) {
	docs := office(100_000)
	x := New()
	x.Load(slices.Values(docs))
	for _, c := range []struct{ name, query string }{
		{"exact", "mikko lahtinen"},
		{"prefix", "laht"},
		{"prefix=oneletter", "m"},
		{"typo", "lathinen"},
		{"typo=many", "makko lathinen oulo kaupunkki projektldare"},
		{"typo=nothing", "xylofonist"},
		{"all=example.fi", "example.fi"},
		{"all=a", "a"},
		{"all=kommun", "kommun"},
		{"all=letters", "a b c d e f g h i j k l m n o p"},
		{"all=nested", "e ex exa exam examp exampl example f fi o ou oul oulu k ka kau"},
		{"text", "kommuner resor"},
		{"inside", "kraft ström"},
		{"phone", "040 123"},
		{"missing", "mikko lahtinen zzzzzz"},
		{"question", "vilka känner vi i Finland"},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				x.Search(c.query, 10)
			}
		})
	}
	b.Run("baseline=contains", func(b *testing.B) {
		texts := make([]string, len(docs))
		for i, d := range docs {
			texts[i] = Fold(strings.Join(d.Name, " ") + " " + d.Text)
		}
		b.ResetTimer()
		for b.Loop() {
			hits := 0
			for _, t := range texts {
				if strings.Contains(t, "mikko") && strings.Contains(t, "lahtinen") {
					hits++
				}
			}
			if hits == 0 {
				b.Fatal("nobody found")
			}
		}
	})
}

func BenchmarkPut(b *testing.B) {
	docs := office(100_000)
	fresh := func() *Index {
		x := New()
		x.Load(slices.Values(docs))
		return x
	}
	b.Run("replace", func(b *testing.B) {
		x, i := fresh(), 0
		b.ReportAllocs()
		b.ResetTimer()
		for b.Loop() {
			i = (i + 7919) % len(docs)
			x.Put(docs[i])
		}
	})
	b.Run("new", func(b *testing.B) {
		x, i := fresh(), 0
		b.ReportAllocs()
		b.ResetTimer()
		for b.Loop() {
			i++
			d := docs[i%len(docs)]
			d.ID = uint64(1e6 + i)
			d.Name = append(slices.Clone(d.Name), fmt.Sprint("Nykoping", i))
			x.Put(d)
		}
	})
	b.Run("delete", func(b *testing.B) {
		x, i := fresh(), 0
		b.ResetTimer()
		for b.Loop() {
			i++
			x.Delete(docs[i%len(docs)].ID)
		}
	})
}
