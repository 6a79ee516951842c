package support

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// shared is where the catalogue was gathered, beside the project; a clone of
// the project alone hasn't got it.
const shared = "../../../shared/support"

func readShared(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(shared, name))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("%s isn't here: it lies beside the project, not in it", filepath.Join(shared, name))
	}
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func builtIn(t testing.TB) *Catalogue {
	t.Helper()
	c, err := BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestBuiltIn(t *testing.T) {
	t.Parallel()
	c := builtIn(t)
	if len(c.Programmes) != 81 || len(c.Themes) != 25 {
		t.Errorf("%d programmes and %d themes, want 81 and 25", len(c.Programmes), len(c.Themes))
	}
	if len(c.Who) == 0 || len(c.Forms) == 0 || len(c.Kinds) == 0 {
		t.Errorf("a vocabulary is empty: %d who, %d forms, %d kinds", len(c.Who), len(c.Forms), len(c.Kinds))
	}
}

func TestBuiltInIsWhatWasGathered(t *testing.T) {
	t.Parallel()
	for name, built := range map[string][]byte{"programmes.json": builtInProgrammes, "themes.json": builtInThemes} {
		if !bytes.Equal(readShared(t, name), built) {
			t.Errorf("%s differs from %s: copy it here byte for byte", name, filepath.Join(shared, name))
		}
	}
}

func TestGet(t *testing.T) {
	t.Parallel()
	c := builtIn(t)
	for typed, want := range map[string]string{
		"interreg-aurora":     "interreg-aurora",
		"  INTERREG aurora ":  "interreg-aurora",
		"erdf_övre-norrland":  "erdf-ovre-norrland",
		"WiFi4EU":             "wifi4eu",
		"":                    "",
		"-":                   "",
		"interreg":            "",
		"interreg-aurora\x00": "interreg-aurora",
	} {
		p, ok := c.Get(typed)
		if got := idOf(p); got != want || ok != (want != "") {
			t.Errorf("Get(%q) = %q, %v; want %q", typed, got, ok, want)
		}
	}
}

func TestNearest(t *testing.T) {
	t.Parallel()
	c := builtIn(t)
	for typed, want := range map[string]string{
		"aurora":                 "interreg-aurora",
		"interreg norra arktis":  "interreg-npa",
		"klimatlivet":            "klimatklivet",
		"horisont-europe":        "horizon-europe",
		"nordplus-junor":         "nordplus-junior",
		"cerv":                   "cerv-twinning",
		"kulturb":                "kulturbryggan",
		"Älena":                  "elena",
		"pannkakor":              "",
		"x":                      "",
		"":                       "",
		strings.Repeat("a", 1e6): "",
	} {
		p, ok := c.Nearest(typed)
		if got := idOf(p); got != want || ok != (want != "") {
			t.Errorf("Nearest(%.30q) = %q, %v; want %q", typed, got, ok, want)
		}
	}
}

func idOf(p *Programme) string {
	if p == nil {
		return ""
	}
	return p.ID
}

func TestListIsBestFirst(t *testing.T) {
	t.Parallel()
	c := builtIn(t)
	list := c.List()
	if len(list) != len(c.Programmes) {
		t.Fatalf("%d listed of %d", len(list), len(c.Programmes))
	}
	rank := func(p *Programme) int { return slices.Index(statuses(), p.Status) }
	if !slices.IsSortedFunc(list, func(a, b *Programme) int { return rank(a) - rank(b) }) {
		t.Error("not in the order of status")
	}
	if first, last := list[0], list[len(list)-1]; first.ID != "interreg-aurora" || last.Status != Closed {
		t.Errorf("first %s, last %s (%s)", first.ID, last.ID, last.Status)
	}
}

func TestWords(t *testing.T) {
	t.Parallel()
	c := builtIn(t)
	p, _ := c.Get("cerv-twinning")
	theme, _ := c.Theme("vanort")
	for _, tt := range []struct{ what, got, want string }{
		{"name sv", p.Name("sv"), "CERV – vänortsprojekt"},
		{"name en", p.Name("en"), "CERV – Town twinning"},
		{"another language is Swedish", p.Name("fi"), "CERV – vänortsprojekt"},
		{"theme sv", theme.Label("sv"), "Vänort och medborgarutbyte"},
		{"theme en", theme.Label("en"), "Twinning"},
		{"who", LabelOf(c.Who, "company", "sv"), "företag"},
		{"unknown who", LabelOf(c.Who, "cat", "sv"), "cat"},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: %q, want %q", tt.what, tt.got, tt.want)
		}
	}
	if _, ok := c.Theme("cats"); ok {
		t.Error("a theme that isn't was found")
	}
	if _, known := p.Deadline(time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)); known {
		t.Error("a deadline is known, though the catalogue has no dated calls")
	}
}
