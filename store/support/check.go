package support

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"regexp"
	"slices"
	"time"
	"unicode/utf8"
)

const maxSummary = 240 // characters: what fits a list without being cut

var (
	idShape    = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	pointShape = regexp.MustCompile(`^[LN]\d+$`)
)

// BuiltIn is the catalogue that comes with the program.
func BuiltIn() (*Catalogue, error) { return Parse(builtInProgrammes, builtInThemes) }

// Parse reads and checks a catalogue: the array of programmes and the themes
// with their vocabularies. The error lists everything that is wrong, a line
// each, naming the entry and the field, so that one round of mending is enough.
func Parse(programmes, themes []byte) (*Catalogue, error) {
	var words struct {
		Note   string   `json:"note"`
		Themes []*Theme `json:"themes"`
		Who    []Term   `json:"who_can_apply"`
		Forms  []Term   `json:"forms"`
		Kinds  []Term   `json:"kinds"`
	}
	if err := decode(themes, &words); err != nil {
		return nil, fmt.Errorf("support themes: %w", err)
	}
	var entries []json.RawMessage
	if err := json.Unmarshal(programmes, &entries); err != nil {
		return nil, fmt.Errorf("support programmes: %w", err)
	}
	c := &Catalogue{Themes: words.Themes, Who: words.Who, Forms: words.Forms, Kinds: words.Kinds}
	if slices.Contains(c.Themes, nil) {
		return nil, errors.New("support themes: themes: null among them")
	}
	problems := c.checkTerms()
	if len(entries) == 0 {
		problems = append(problems, errors.New("support programmes: none"))
	}
	seen := map[string]bool{}
	for i, raw := range entries {
		p := new(Programme)
		wrong := func(field, format string, args ...any) {
			problems = append(problems, fmt.Errorf("support programme %s: %s: %s", nameOf(i, p), field, fmt.Sprintf(format, args...)))
		}
		// An unknown field is an error: it is a misspelt known one, and
		// what was meant would be lost in silence.
		if err := decode(raw, p); err != nil {
			wrong("entry", "%v", err)
			continue
		}
		c.checkProgramme(p, wrong)
		if seen[p.ID] && p.ID != "" {
			wrong("id", "used before")
		}
		seen[p.ID] = true
		c.Programmes = append(c.Programmes, p)
	}
	if err := errors.Join(problems...); err != nil {
		return nil, err
	}
	c.index = newIndex(c)
	return c, nil
}

func decode(data []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return err
	}
	if _, err := d.Token(); err != io.EOF {
		return errors.New("something follows its end")
	}
	return nil
}

// nameOf is an entry's id, or its place in the file while it has none.
func nameOf(i int, p *Programme) string {
	if p.ID == "" {
		return fmt.Sprintf("number %d", i+1)
	}
	return fmt.Sprintf("%q", p.ID)
}

func (c *Catalogue) checkTerms() (problems []error) {
	vocabulary := func(name string, terms []Term) {
		if len(terms) == 0 {
			problems = append(problems, fmt.Errorf("support themes: %s: none", name))
		}
		seen := map[string]bool{}
		for i, t := range terms {
			switch {
			case t.ID == "":
				problems = append(problems, fmt.Errorf("support themes: %s number %d: id: missing", name, i+1))
			case seen[t.ID]:
				problems = append(problems, fmt.Errorf("support themes: %s %q: id: used before", name, t.ID))
			case t.LabelSV == "":
				problems = append(problems, fmt.Errorf("support themes: %s %q: label_sv: missing", name, t.ID))
			case t.LabelEN == "":
				problems = append(problems, fmt.Errorf("support themes: %s %q: label_en: missing", name, t.ID))
			}
			seen[t.ID] = true
		}
	}
	themes := make([]Term, len(c.Themes))
	for i, t := range c.Themes {
		themes[i] = t.Term
	}
	vocabulary("themes", themes)
	vocabulary("who_can_apply", c.Who)
	vocabulary("forms", c.Forms)
	vocabulary("kinds", c.Kinds)
	return problems
}

func (c *Catalogue) checkProgramme(p *Programme, wrong func(field, format string, args ...any)) {
	if p.ID == "" {
		wrong("id", "missing")
	} else if !idShape.MatchString(p.ID) {
		wrong("id", "has more than small letters a to z, digits and single hyphens")
	}
	for _, f := range []struct{ name, text string }{
		{"name_sv", p.NameSV},
		{"name_en", p.NameEN},
		{"summary_sv", p.SummarySV},
		{"summary_en", p.SummaryEN},
		{"url", p.URL},
	} {
		if f.text == "" {
			wrong(f.name, "missing")
		}
	}
	for _, f := range []struct{ name, text string }{{"summary_sv", p.SummarySV}, {"summary_en", p.SummaryEN}} {
		if n := utf8.RuneCountInString(f.text); n > maxSummary {
			wrong(f.name, "%d characters, at most %d fit", n, maxSummary)
		}
	}
	if u, err := url.Parse(p.URL); p.URL != "" && (err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "") {
		wrong("url", "%q is no http or https address", p.URL)
	}
	for _, id := range p.Themes {
		if _, ok := c.Theme(id); !ok {
			wrong("themes", "%q is unknown", id)
		}
	}
	for _, id := range p.WhoCanApply {
		if !has(c.Who, id) {
			wrong("who_can_apply", "%q is unknown", id)
		}
	}
	if !has(c.Forms, p.Form) {
		wrong("form", "%q is unknown", p.Form)
	}
	if !has(c.Kinds, p.Kind) {
		wrong("kind", "%q is unknown", p.Kind)
	}
	if !slices.Contains(statuses(), p.Status) {
		wrong("status", "%q is unknown", p.Status)
	}
	checkNumbers(p, wrong)
	for _, point := range p.GuidelinePoints {
		if !pointShape.MatchString(point) {
			wrong("guideline_points", "%q is not like L1 or N3", point)
		}
	}
	checkTrust(p, wrong)
}

func checkNumbers(p *Programme, wrong func(field, format string, args ...any)) {
	if n := p.CofinancingMaxPercent; n != nil && (*n <= 0 || *n > 100) {
		wrong("cofinancing_max_percent", "%v is not above 0 and at most 100; null means not known", *n)
	}
	if n := p.PartnersMin; n != nil && *n < 1 {
		wrong("partners_min", "%d is fewer than the applicant alone; null means not known", *n)
	}
}

func checkTrust(p *Programme, wrong func(field, format string, args ...any)) {
	if p.Checked != nil {
		if _, err := time.Parse(time.DateOnly, *p.Checked); err != nil {
			wrong("checked", "%q is neither a date like 2026-11-23 nor null", *p.Checked)
		}
	}
	switch p.Confidence {
	case Recalled:
	case Verified:
		// "Verified" is shown to people; without a day it would say nothing.
		if p.Checked == nil {
			wrong("checked", "missing, though confidence is %q", Verified)
		}
	default:
		wrong("confidence", "%q is unknown", p.Confidence)
	}
}

func has(terms []Term, id string) bool {
	return slices.ContainsFunc(terms, func(t Term) bool { return t.ID == id })
}
