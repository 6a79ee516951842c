// Package support is the catalogue of support: what the EU, the Nordic
// countries and the state offer a municipality, its companies and its
// associations. Place: beside the guideline, asked by handlers/support.go.
// In: programmes.json and themes.json, embedded; later an operator's own.
// Out: programmes, and for an idea the few that fit, with reasons as data.
// Never: phrases a sentence, fetches anything, promises that a call is open.
//
// The two files were gathered from public pages on 2026-11-23; each entry's
// source, checked and confidence say how far it may be trusted. A person must
// always be shown the confidence and the official link.
package support

import (
	_ "embed"
	"strings"
	"time"

	"utblick/store/search"
)

//go:embed programmes.json
var builtInProgrammes []byte

//go:embed themes.json
var builtInThemes []byte

// Status tells whether Älvsbyn can use a programme at all.
type Status string

// From best to worst, which is also the order of List.
const (
	Active           Status = "active"
	Limited          Status = "limited"           // rarely or only indirectly useful to the municipality
	CheckEligibility Status = "check-eligibility" // find out before any work whether we may apply
	Unclear          Status = "unclear"
	StateOnly        Status = "state-only" // only the state applies
	NotForAlvsbyn    Status = "not-for-alvsbyn"
	Closed           Status = "closed" // kept so that the bot can say that it is closed
)

// statuses in the order of List.
func statuses() []Status {
	return []Status{Active, Limited, CheckEligibility, Unclear, StateOnly, NotForAlvsbyn, Closed}
}

// Open tells whether the municipality, or someone in it, may have any use of
// applying. What isn't open is shown only after everything that is.
func (s Status) Open() bool {
	return s != StateOnly && s != NotForAlvsbyn && s != Closed
}

// Confidence tells how well an entry is founded.
type Confidence string

const (
	Verified Confidence = "verified" // a stored source was found; VerifiedFacts says for what
	Recalled Confidence = "recalled" // general knowledge, no source
)

// Programme is one source of support. Notes are in Swedish, one text each;
// DetailsEN is their gist in English. Amounts and rates live in the notes.
type Programme struct {
	ID             string `json:"id"`
	NameSV         string `json:"name_sv"`
	NameEN         string `json:"name_en"`
	Kind           string `json:"kind"` // a Term of Catalogue.Kinds
	Status         Status `json:"status"`
	Period         string `json:"period"`
	ManagingBody   string `json:"managing_body"`
	SwedishContact string `json:"swedish_contact"`
	// Summaries are at most 240 characters.
	SummarySV   string   `json:"summary_sv"`
	SummaryEN   string   `json:"summary_en"`
	Themes      []string `json:"themes"` // ids, the most important first
	KeywordsSV  []string `json:"keywords_sv"`
	KeywordsEN  []string `json:"keywords_en"`
	WhoCanApply []string `json:"who_can_apply"` // Terms of Catalogue.Who
	Form        string   `json:"form"`          // a Term of Catalogue.Forms
	// CofinancingMaxPercent is the funder's highest share; nil means not
	// found or a lump sum, never nothing. The note says what it holds for.
	CofinancingMaxPercent *float64 `json:"cofinancing_max_percent"`
	CofinancingNote       string   `json:"cofinancing_note"`
	PartnersMin           *int     `json:"partners_min"` // parties in all, the applicant included; nil: not known
	PartnerCountriesNote  string   `json:"partner_countries_note"`
	GeographyNote         string   `json:"geography_note"` // may Älvsbyn take part, and why
	TypicalSizeNote       string   `json:"typical_size_note"`
	DeadlinesNote         string   `json:"deadlines_note"` // how calls recur; dates in it are mostly history
	DetailsEN             string   `json:"details_en"`
	URL                   string   `json:"url"`
	GuidelinePoints       []string `json:"guideline_points"`
	Source                string   `json:"source"`
	// Checked is 2006-01-02, or nil when nobody has checked the entry.
	Checked       *string    `json:"checked"`
	Confidence    Confidence `json:"confidence"`
	VerifiedFacts string     `json:"verified_facts"`
}

// Name in lang: "en", or else Swedish.
func (p *Programme) Name(lang string) string { return pick(lang, p.NameSV, p.NameEN) }

// Summary in lang: "en", or else Swedish.
func (p *Programme) Summary(lang string) string { return pick(lang, p.SummarySV, p.SummaryEN) }

// Deadline is the next day to apply by, on or after today. It is never known
// now: the catalogue has notes on how calls recur and no dated calls, and a
// day read out of such a note would mostly be history. Whoever adds dated
// calls fills it in here.
func (p *Programme) Deadline(today time.Time) (day time.Time, known bool) {
	return time.Time{}, false
}

// Term is an id of one of the vocabularies, in words.
type Term struct {
	ID      string `json:"id"`
	LabelSV string `json:"label_sv"`
	LabelEN string `json:"label_en"`
}

// Label in lang: "en", or else Swedish.
func (t Term) Label(lang string) string { return pick(lang, t.LabelSV, t.LabelEN) }

// Theme is a subject that ideas and programmes share.
type Theme struct {
	Term
	// Synonyms are lower case, in base or common compound form.
	SynonymsSV []string `json:"synonyms_sv"`
	SynonymsEN []string `json:"synonyms_en"`
}

// Catalogue is everything, checked. It is read only, so safe to share.
type Catalogue struct {
	Programmes []*Programme // in the file's order; see List
	Themes     []*Theme
	Who        []Term // who can apply
	Forms      []Term // grant, loan, advice …
	Kinds      []Term // whose support it is

	index *index
}

// Get finds a programme by its id, however the person wrote it: case, å ä ö
// and spaces for hyphens don't matter.
func (c *Catalogue) Get(id string) (*Programme, bool) {
	id = foldID(id)
	for _, p := range c.Programmes {
		if p.ID == id {
			return p, true
		}
	}
	return nil, false
}

// List is all programmes, those worth most first: by status, then in the
// file's order, which keeps families such as Interreg and Erasmus together.
func (c *Catalogue) List() []*Programme {
	list := make([]*Programme, 0, len(c.Programmes))
	for _, s := range statuses() {
		for _, p := range c.Programmes {
			if p.Status == s {
				list = append(list, p)
			}
		}
	}
	return list
}

// Theme finds a theme by its id.
func (c *Catalogue) Theme(id string) (*Theme, bool) {
	for _, t := range c.Themes {
		if t.ID == id {
			return t, true
		}
	}
	return nil, false
}

// LabelOf words an id of terms (a Catalogue's Who, Forms or Kinds); an id that
// isn't there comes back as it is.
func LabelOf(terms []Term, id, lang string) string {
	for _, t := range terms {
		if t.ID == id {
			return t.Label(lang)
		}
	}
	return id
}

func pick(lang, sv, en string) string {
	if lang == "en" {
		return en
	}
	return sv
}

// foldID makes an id of what a person typed: "Interreg Aurora" and
// "interreg_aurora" become interreg-aurora.
func foldID(s string) string {
	return strings.Join(search.Words(search.Fold(s)), "-")
}
