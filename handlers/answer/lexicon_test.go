package answer

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"utblick/store/guideline"
)

// Every line of the data files is read: a line with a slip is no silent loss.
func TestDataFiles(t *testing.T) {
	t.Parallel()
	for name, file := range map[string]struct {
		text  string
		cells int
	}{
		"glossary": {glossaryTSV, 2}, "everyday": {everydayTSV, 2}, "aliases": {aliasesTSV, 2},
		"function": {functionTSV, 2}, "demands": {demandsTSV, 4},
	} {
		if !strings.HasPrefix(file.text, "#") || !strings.Contains(file.text, "# Origin:") {
			t.Errorf("%s does not begin with what it is and where it comes from", name)
		}
		n := 0
		for l := range strings.Lines(file.text) {
			l = strings.TrimRight(l, "\n")
			if strings.HasPrefix(l, "#") {
				continue
			}
			n++
			cells := strings.Split(l, "\t")
			if len(cells) != file.cells || slices.Contains(cells, "") {
				t.Errorf("%s: line %q has not %d cells", name, l, file.cells)
			}
		}
		t.Logf("%s: %d lines", name, n)
	}
	for cells := range rows(demandsTSV) {
		if w, err := strconv.ParseFloat(cells[1], 64); err != nil || w <= 0 || w >= 1 {
			t.Errorf("demand %s weighs %q", cells[0], cells[1])
		}
	}
}

func TestAliasesNameKnownFields(t *testing.T) {
	t.Parallel()
	keys := []string{
		guideline.KeyType, guideline.KeyName, guideline.KeyAdopted, guideline.KeyBody, guideline.KeyValid,
		guideline.KeyOwner, guideline.KeyVersion, guideline.KeyRevised, guideline.KeyReference, guideline.KeyScope,
	}
	for key := range aliases() {
		if !slices.Contains(keys, key) {
			t.Errorf("no field has key %q", key)
		}
	}
	for _, key := range keys {
		if aliases()[key] == "" {
			t.Errorf("nobody can ask for %q", key)
		}
	}
}

func TestGlossary(t *testing.T) {
	t.Parallel()
	for phrase, want := range map[string]string{
		"investors": "investerare", "countries": "länder", "cooperating": "samarbete", "business office": "näringslivskontor",
		"neighbouring": "närliggande", "projects": "projekt",
	} {
		if ways := glossary().find(phrase); !slices.Contains(ways, want) {
			t.Errorf("%s: %q", phrase, ways)
		}
	}
	if ways := glossary().find("parking"); ways != nil {
		t.Errorf("parking: %q", ways)
	}
	if ways := everyday().find("grannkommunen"); !slices.Contains(ways, "närliggande") {
		t.Errorf("grannkommunen: %q", ways)
	}
}

func TestDemands(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		question, passage string
		full              bool
	}{
		{"Hur många procent?", "drygt hälften av dagordningen", true},
		{"Hur många invånare?", "mervärde för kommunens invånare", false},
		{"Hur mycket påverkas vi?", "enligt SKL 2010 påverkas vi", false},
		{"Hur många vänorter?", "minst 2 vänorter", true},
		{"När antogs den?", "2019-09-30, KS § 130", true},
		{"När ska vi återkoppla?", "Återkoppling sker fortlöpande", true},
		{"Vad gäller när vi söker stöd?", "söka stöd", true},
		{"Vilken mejladress har kontoret?", "kontoret i Bryssel", false},
		{"What is the travel allowance?", "resor", false},
		{"Vad kostar det?", "det är billigt", false},
		{"Vad kostar det?", "en avgift tas ut", true},
	} {
		got := met(understand(tc.question, "", "").demands, meets(tc.passage))
		if (got == 1) != tc.full {
			t.Errorf("%s %q: %.1f", tc.question, tc.passage, got)
		}
	}
}
