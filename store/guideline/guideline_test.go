package guideline

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func builtIn(t testing.TB) *Document {
	t.Helper()
	doc, err := BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestBuiltInIsTheDecision(t *testing.T) {
	t.Parallel()
	d := builtIn(t)
	if d.Title != "Internationella arbetet" || d.Edition != "2019-09-30, KS § 130" || d.ValidUntil != "2022-12-31" {
		t.Errorf("title %q, edition %q, valid until %q", d.Title, d.Edition, d.ValidUntil)
	}
	if len(d.Warnings) != 0 {
		t.Errorf("warnings: %v", d.Warnings)
	}
	type section struct {
		Heading             string
		Paragraphs, Bullets int
	}
	var got []section
	for _, s := range d.Sections {
		row := section{Heading: s.Heading}
		for _, it := range s.Items {
			if it.Bullet {
				row.Bullets++
			} else {
				row.Paragraphs++
			}
		}
		got = append(got, row)
	}
	want := []section{{"1. Inledning", 5, 0}, {"2. Mål", 2, 0}, {"3. Syfte", 1, 7}, {"4. Handlingsplan", 3, 12}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestBuiltInMetadata(t *testing.T) {
	t.Parallel()
	var got [][3]string
	for _, f := range builtIn(t).Metadata {
		got = append(got, [3]string{f.Key, f.Heading, f.Value})
	}
	want := [][3]string{
		{KeyType, "Dokumenttyp", "Riktlinje"},
		{KeyName, "Dokumentnamn", "Internationella arbetet"},
		{KeyAdopted, "Fastställd/upprättad", "2019-09-30, KS § 130"},
		{KeyBody, "Beslutsinstans", "Kommunstyrelse"},
		{KeyValid, "Giltighetstid", "2022-12-31"},
		{KeyOwner, "Dokumentansvarig", "Näringslivschef"},
		{KeyVersion, "Version", "1-5"},
		{KeyRevised, "Senast reviderad", "2016-01-18, KS § 17"},
		{KeyReference, "Dokumentinformation", "145/19-140"},
		{KeyScope, "Detta dokument gäller för", "Älvsbyns Kommun"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestBuiltInPoints(t *testing.T) {
	t.Parallel()
	var got []string
	for _, p := range builtIn(t).Points {
		got = append(got, p.Code+" "+p.Text[:20])
		if p.Section != "4. Handlingsplan" || !strings.HasSuffix(p.Lead, ":") {
			t.Errorf("%s: section %q, lead %q", p.Code, p.Section, p.Lead)
		}
	}
	want := []string{
		"L1 delta i regionens nä"[:23], "L2 tillsammans med komm", "L3 bistå kommunens för"[:23], "L4 utgöra kommunens ko"[:23],
		"N1 Etablera god kontakt", "N2 Etablera internation", "N3 Initiera och utveckl", "N4 Information av möjl"[:23],
		"N5 Vidareutveckla samar", "N6 Skapa samarbete enli", "N7 Eventuella internati", "N8 Stimulera och stödj"[:23],
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	p, ok := builtIn(t).Point(" n8 ")
	if !ok || p.Text != "Stimulera och stödja Älvsbyns kommuns internationella engagemang" {
		t.Errorf("Point(n8) = %q, %v", p.Text, ok)
	}
	if _, ok := builtIn(t).Point("N9"); ok {
		t.Error("there is no N9")
	}
}

func TestExpired(t *testing.T) {
	t.Parallel()
	d := builtIn(t)
	for day, want := range map[string]bool{"2022-12-30": false, "2022-12-31": false, "2023-01-01": true, "": false} {
		if got := d.Expired(day); got != want {
			t.Errorf("Expired(%q) = %v", day, got)
		}
	}
	if (&Document{}).Expired("2026-01-01") {
		t.Error("a document without an end never expires")
	}
	if y, m, day, ok := d.LastDay(); y != 2022 || m != 12 || day != 31 || !ok {
		t.Error(y, m, day, ok)
	}
}

func TestValidity(t *testing.T) {
	t.Parallel()
	for cell, want := range map[string]string{
		"2022-12-31":                  "2022-12-31",
		"t.o.m. 31 december 2027":     "2027-12-31",
		"2023-01-01 – 2026-06-30":     "2026-06-30",
		"2023–2026":                   "2026-12-31",
		"1 maj 2026":                  "2026-05-01",
		"Tills vidare":                "",
		"Från 2024, tills vidare":     "",
		"2022-02-30":                  "",
		"31 foo 2022":                 "",
		"fyra år":                     "",
		"until 1 May 2030":            "2030-05-01",
		"2024-01-01 och fyra år fram": "2024-01-01",
	} {
		if got := lastDay(cell); got != want {
			t.Errorf("lastDay(%q) = %q, want %q", cell, got, want)
		}
	}
}

func TestLoad(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	d, err := Load("alvsbyn.txt")
	if err != nil || d.Source != alvsbyn {
		t.Errorf("loading the same file: %v", err)
	}
	if _, err := Load(filepath.Join(dir, "none.txt")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("missing file: %v", err)
	}
	for name, tc := range map[string]struct {
		text    string
		problem Problem
		line    int
	}{
		"big.txt":   {strings.Repeat("1. Mål\n", MaxSize/6), TooBig, 1},
		"utf16.txt": {"\xff\xfe1\x00.\x00", NotText, 1},
		"nul.txt":   {"1. Mål\n\nVi ska\x00 växa.\n", NotText, 3},
		"empty.txt": {"\ufeff \r\n\n", Empty, 1},
		"prose.txt": {"bara en rad text utan rubrik", NoSections, 1},
	} {
		_, err := Load(write(name, tc.text))
		var e *Error
		if !errors.As(err, &e) || e.Problem != tc.problem || e.Line != tc.line {
			t.Errorf("%s: %v", name, err)
		}
	}
}
