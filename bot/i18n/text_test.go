package i18n

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"text/template"
)

// TestFillIsTextTemplate: what is joined here reads as text/template would
// have it, in every text of the catalogue and in those that it may yet have.
func TestFillIsTextTemplate(t *testing.T) {
	t.Parallel()
	sources := map[string]bool{
		"": true, "plain": true, "{{.name}}": true, "{{ .name }}!": true, "{{.slash.task}} {{.slash.none}}": true,
		"{{if .words}}a{{else}}b{{end}}": true, "{{if .none}}a{{else}}{{.name}}{{end}}": true, "{{if .zero}}a{{end}}": true,
		"{{- .name -}}": true, "{{.name | printf \"%q\"}}": true, "{{range .list}}{{.}}{{end}}": true, "{{with .name}}{{.}}{{end}}": true,
		"{{if eq .count 2}}two{{else if .words}}words{{end}}": true, "{{/* nothing */}}{{.count}} {{.yes}} {{.none}}": true,
		"{{len .list}} {{.list}}": true, "{{$x := .name}}{{$x}}": true,
	}
	for _, lang := range Languages() {
		for source := range maps.Values(texts(t, lang)) {
			sources[source] = true
		}
	}
	full := map[string]any{
		"name": "Åsa", "words": "finland", "count": 2, "zero": 0, "yes": true, "list": []string{"a", "b"},
		"slash": map[string]string{"task": "/uppgift", "desk": "/utblick"},
	}
	for _, source := range slices.Sorted(maps.Keys(sources)) {
		compiled, err := compile(source)
		if err != nil {
			t.Errorf("%q: %v", source, err)
			continue
		}
		for _, data := range []map[string]any{full, {"words": "", "count": 1}} {
			want, ok := byTemplate(source, data)
			if got, did := compiled.fill(table(data)); did != ok || ok && got != want {
				t.Errorf("%q with %v: %q, want %q", source, data, got, want)
			}
			if got, did := compiled.fill(inTurn(data)); did != ok || ok && got != want {
				t.Errorf("%q with pairs of %v: %q, want %q", source, data, got, want)
			}
		}
	}
}

func inTurn(data map[string]any) pairs {
	var p pairs
	for name, value := range data {
		p = append(p, name, value)
	}
	return p
}

func byTemplate(source string, data map[string]any) (string, bool) {
	var b strings.Builder
	err := template.Must(template.New("").Parse(source)).Execute(&b, data)
	return b.String(), err == nil
}

func TestCompileRefuses(t *testing.T) {
	t.Parallel()
	for _, source := range []string{"{{", "{{.name", "{{if .x}}", "{{nosuch .x}}", "{{end}}"} {
		if _, err := compile(source); err == nil {
			t.Errorf("%q compiles", source)
		}
	}
}

func TestPluralOfAnything(t *testing.T) {
	t.Parallel()
	c := load(t)
	for _, n := range []int{0, 1, -1, 2, 10_000_001, -1 << 63, 1<<63 - 1} {
		if got := c.Text("sv", "plan.open", "count", n); !strings.Contains(got, "öpp") {
			t.Errorf("%d: %q", n, got)
		}
	}
	if got := c.Text("sv", "plan.open", "count", "three"); got != "three öppna" {
		t.Errorf("a count that is no number: %q", got)
	}
}
