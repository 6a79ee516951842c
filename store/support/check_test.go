package support

import (
	"encoding/json"
	"strings"
	"testing"
)

const soundThemes = `{
	"themes": [{"id": "energi", "label_sv": "Energi", "label_en": "Energy", "synonyms_sv": ["solceller"], "synonyms_en": ["solar"]}],
	"who_can_apply": [{"id": "municipality", "label_sv": "kommun", "label_en": "municipality"}],
	"forms": [{"id": "grant", "label_sv": "bidrag", "label_en": "grant"}],
	"kinds": [{"id": "national", "label_sv": "nationellt", "label_en": "national"}]
}`

// sound is an entry with nothing wrong, to break in one place at a time.
func sound() map[string]any {
	return map[string]any{
		"id": "sol", "name_sv": "Solstödet", "name_en": "Solar Aid", "kind": "national", "status": "active",
		"summary_sv": "Solceller på tak.", "summary_en": "Solar panels on roofs.", "themes": []string{"energi"},
		"who_can_apply": []string{"municipality"}, "form": "grant", "url": "https://example.org/sol",
		"guideline_points": []string{"L3", "N12"}, "checked": "2026-11-23", "confidence": "verified",
		"cofinancing_max_percent": 37.5, "partners_min": nil, "typical_size_note": nil,
	}
}

func encode(t testing.TB, v any) []byte {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestParseSound(t *testing.T) {
	t.Parallel()
	c, err := Parse(encode(t, []any{sound()}), []byte(soundThemes))
	if err != nil {
		t.Fatal(err)
	}
	p := c.Programmes[0]
	if *p.CofinancingMaxPercent != 37.5 || p.PartnersMin != nil || p.TypicalSizeNote != "" {
		t.Errorf("numbers and nulls: %+v", p)
	}
	if m := c.Find("solceller på taket", "sv"); len(m) != 1 {
		t.Errorf("found %d, want the one there is", len(m))
	}
}

func TestParseNamesEntryAndField(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		field string
		value any
		want  string
	}{
		{"id", "", `programme number 2: id: missing`},
		{"id", "Sol Å", `"Sol Å": id: has more than small letters`},
		{"id", "first", `"first": id: used before`},
		{"name_sv", "", `"sol": name_sv: missing`},
		{"name_en", "", `"sol": name_en: missing`},
		{"summary_sv", "", `"sol": summary_sv: missing`},
		{"summary_en", nil, `"sol": summary_en: missing`},
		{"summary_sv", strings.Repeat("å", 241), `"sol": summary_sv: 241 characters, at most 240 fit`},
		{"url", "", `"sol": url: missing`},
		{"url", "ftp://example.org", `"sol": url: "ftp://example.org" is no http`},
		{"url", "javascript:alert(1)", `"sol": url: "javascript:alert(1)" is no http`},
		{"url", "https://", `"sol": url: "https://" is no http`},
		{"themes", []string{"energi", "katter"}, `"sol": themes: "katter" is unknown`},
		{"who_can_apply", []string{"cat"}, `"sol": who_can_apply: "cat" is unknown`},
		{"form", "", `"sol": form: "" is unknown`},
		{"kind", "foreign", `"sol": kind: "foreign" is unknown`},
		{"status", "open", `"sol": status: "open" is unknown`},
		{"guideline_points", []string{"N3", "n4"}, `"sol": guideline_points: "n4" is not like`},
		{"checked", "23 november", `"sol": checked: "23 november" is neither a date`},
		{"checked", "", `"sol": checked: "" is neither a date`},
		{"checked", nil, `"sol": checked: missing, though confidence is "verified"`},
		{"confidence", "certain", `"sol": confidence: "certain" is unknown`},
		{"cofinancing_max_percent", 120, `"sol": cofinancing_max_percent: 120`},
		{"partners_min", 0, `"sol": partners_min: 0`},
		{"partners_min", "två", `programme "sol": entry: json:`},
		{"sumary_sv", "Sol.", `unknown field "sumary_sv"`},
	} {
		first, second := sound(), sound()
		first["id"] = "first"
		second[tt.field] = tt.value
		_, err := Parse(encode(t, []any{first, second}), []byte(soundThemes))
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s = %.20v: error %v\nwant %s", tt.field, tt.value, err, tt.want)
		}
		if err != nil && strings.Contains(err.Error(), "\n") {
			t.Errorf("%s = %.20v: more than one complaint: %v", tt.field, tt.value, err)
		}
	}
}

func TestParseTellsAllAtOnce(t *testing.T) {
	t.Parallel()
	a, b := sound(), sound()
	a["form"], b["id"], b["status"] = "gift", "sol-2", "maybe"
	_, err := Parse(encode(t, []any{a, b}), []byte(soundThemes))
	if err == nil || strings.Count(err.Error(), "\n") != 1 {
		t.Errorf("want two lines, have %v", err)
	}
}

func TestParseBrokenFiles(t *testing.T) {
	t.Parallel()
	entries := string(encode(t, []any{sound()}))
	for _, tt := range []struct{ name, programmes, themes, want string }{
		{"empty", "", soundThemes, "support programmes: "},
		{"cut off", entries[:len(entries)/2], soundThemes, "support programmes: "},
		{"no array", "{}", soundThemes, "support programmes: "},
		{"no entries", "[]", soundThemes, "support programmes: none"},
		{"null entry", "[null]", soundThemes, "support programme number 1: id: missing"},
		{"themes empty", entries, "", "support themes: "},
		{"themes twice", entries, soundThemes + "}", "support themes: something follows"},
		{"theme null", entries, `{"themes": [null]}`, "support themes: themes: null"},
		{"no vocabularies", entries, "{}", "support themes: forms: none"},
		{"label missing", entries, strings.Replace(soundThemes, "Energy", "", 1), `support themes: themes "energi": label_en: missing`},
		{"theme twice", entries, strings.Replace(soundThemes, `"themes": [`, `"themes": [{"id":"energi","label_sv":"E","label_en":"E"},`, 1), `themes "energi": id: used before`},
	} {
		if _, err := Parse([]byte(tt.programmes), []byte(tt.themes)); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want %s", tt.name, err, tt.want)
		}
	}
}

// Whatever an operator feeds it, Parse complains or gives what Find can use.
func FuzzParse(f *testing.F) {
	f.Add(encode(f, []any{sound()}), []byte(soundThemes))
	f.Add([]byte("[null]"), []byte(soundThemes))
	f.Add([]byte("[{}]"), []byte(`{"themes":[null]}`))
	f.Fuzz(func(t *testing.T, programmes, themes []byte) {
		c, err := Parse(programmes, themes)
		if (c == nil) == (err == nil) {
			t.Fatalf("catalogue %v with error %v", c, err)
		}
		if c == nil {
			return
		}
		for _, p := range c.List() {
			if got, ok := c.Get(p.ID); !ok || got != p {
				t.Errorf("%q isn't found by its own id", p.ID)
			}
		}
		c.Find("solceller", "sv")
	})
}
