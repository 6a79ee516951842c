package search

import (
	"strings"
	"testing"

	"github.com/kljensen/snowball/swedish"
	"pgregory.net/rapid"
)

func TestStemsTieForms(t *testing.T) {
	t.Parallel()
	for _, forms := range []string{
		"kommun kommunen kommuner kommunerna kommunens kommunernas",
		"resa resan resor resorna resorna",
		"möte mötet möten mötena mötets",
		"avtal avtalet avtalen avtalets",
		"projekt projektet projekten projektens",
		"program programmet programmen",
		"ansöka ansökan ansökning ansökningar ansökningarna",
		"utbilda utbildning utbildningen utbildningar",
		"stöd stödet stöden",
		"alfabet alfabetet", // looks like an article, and isn't
		"kommunal kommunalt kommunala",
		"internationell internationellt internationella",
		"meeting meetings meet",
		"city cities",
		"plan planning planned plans",
		"apply applies applied",
		"funding funded funds fund",
		"municipality municipalities",
	} {
		words := strings.Fields(Fold(forms))
		for _, asked := range words {
			for _, written := range words {
				if !stemsOf(asked).covers(written) && !strings.HasPrefix(written, asked) {
					t.Errorf("%q (%+v) doesn't find %q", asked, stemsOf(asked), written)
				}
			}
		}
	}
}

func TestStemsKeepApart(t *testing.T) {
	t.Parallel()
	for _, pair := range [][2]string{
		{"före", "förening"}, {"tid", "tidning"}, {"led", "ledning"}, {"k12", "k1"}, {"2026", "202"},
		{"by", "byggnad"}, {"kommun", "kommitté"}, {"resa", "resurs"}, {"bus", "business"},
	} {
		if stemsOf(Fold(pair[1])).covers(Fold(pair[0])) {
			t.Errorf("%q finds %q", pair[1], pair[0])
		}
	}
}

// What Snowball ties together is tied here, on the words of a guideline.
func TestStemsFollowSnowball(t *testing.T) {
	t.Parallel()
	const text = `arbete arbetet arbeten arbetar arbetade arbetare ansvar ansvarar ansvarig ansvariga
		aktivitet aktiviteter aktiviteterna beslut beslutas beslutade besluten dokument dokumentet
		finansiering finansieringen företag företaget företagen företagens förening föreningen föreningar
		handlingsplan handlingsplanen internationell internationella kompetens kompetensen kontakt kontakter
		kontakterna kunskap kunskaper möjlig möjligt möjlighet möjligheter nätverk nätverken nätverket
		näringsliv näringslivet omvärld omvärlden prioritera prioriterad prioriterade region regionen
		regionala riktlinje riktlinjer riktlinjen samverka samverkan samarbete samarbeten samarbetet skola
		skolan skolor skolorna strategi strategin strategier strategisk strategiska verksamhet verksamheten
		verksamheter utveckla utvecklar utvecklas utveckling utvecklingen`
	words := strings.Fields(text)
	for _, a := range words {
		for _, b := range words {
			if swedish.Stem(a, true) == swedish.Stem(b, true) && !stemsOf(Fold(a)).covers(Fold(b)) && !strings.HasPrefix(b, a) {
				t.Errorf("%q doesn't find %q", a, b)
			}
		}
	}
}

// The dictionary is walked from the root, so nothing else may be a form.
func TestStemsBeginTheirWord(t *testing.T) {
	t.Parallel()
	letters := rapid.StringMatching(`[a-z]{1,6}(ing|ning|ies|ed|et|heten|lig|s|mm|tt|e)?(s|et|a|en)?`)
	rapid.Check(t, func(t *rapid.T) {
		w := letters.Draw(t, "word")
		s := stemsOf(w)
		if !strings.HasPrefix(w, s.sv) || !strings.HasPrefix(w, s.en) || !strings.HasPrefix(w, s.root()) {
			t.Fatalf("%+v", s)
		}
		if len(w) >= shortestStem && len(s.root()) < shortestStem {
			t.Fatalf("too little left: %+v", s)
		}
		if !s.covers(w) {
			t.Fatalf("not its own form: %+v", s)
		}
	})
}

func TestStopwordsAreFolded(t *testing.T) {
	t.Parallel()
	for _, w := range strings.Fields("och på för är när där känner the which med i") {
		if !stopword(Fold(w)) {
			t.Errorf("%q is no stop word", w)
		}
	}
	for _, w := range strings.Fields("oulu ek berg möte k12 energi eu") {
		if stopword(Fold(w)) {
			t.Errorf("%q is a stop word", w)
		}
	}
}
