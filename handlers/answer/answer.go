// Package answer turns a question into quotes of the guideline, or an honest
// "it does not say". It is no command: handlers/ask and the command line call
// it. In: a question in any spelling, Swedish or English, and the day. Out: an
// Answer with at most three verbatim citations, or whom to ask instead. Never:
// says what the document does not, reads a clock for what day it is, or keeps
// what was asked.
package answer

import (
	"time"

	"utblick/store"
	"utblick/store/guideline"
	"utblick/store/search"
)

// Answer is what `utblick ask --json` prints: the fixed face of design.md.
type Answer struct {
	Question   string     `json:"question"`
	Lang       string     `json:"lang"` // of the reply: sv or en
	Answered   bool       `json:"answered"`
	Text       string     `json:"answer"`    // a sentence that leads in, and the best quote
	Citations  []Citation `json:"citations"` // best first; never null
	Notices    []string   `json:"notices"`   // what to know before relying on it; never null
	AskInstead *Ask       `json:"ask_instead"`
	Nearest    []Citation `json:"nearest,omitzero"` // only when unanswered, then never null
	Engine     string     `json:"engine"`
	Confidence float64    `json:"confidence"` // 0–1, of the best passage
	MS         int64      `json:"ms"`         // rounded up
}

// Citation is a quote with its place.
type Citation struct {
	Document string  `json:"document"`
	Edition  string  `json:"edition"`
	Section  string  `json:"section"` // a section's heading, or a metadata cell's
	Point    *string `json:"point"`   // the plan point's code, or null
	Quote    string  `json:"quote"`   // verbatim, at most 400 runes
}

// Ask says who knows what the document does not say.
type Ask struct {
	Role string `json:"role"`
	Why  string `json:"why"`
}

// Extractive is the engine of this package: quotes, nothing else.
const Extractive = "extractive"

// Words gives texts by their key in the catalogue; args are name, value pairs.
type Words interface {
	Text(lang, key string, args ...any) string
}

// Options are what an Engine needs besides its document.
type Options struct {
	Words Words
	Clock func() time.Time // measures MS; without it MS is 0
}

// Engine answers from one document. It is made once and safe for concurrent use.
type Engine struct {
	doc      *guideline.Document
	chunks   []chunk
	passages *search.Passages
	opts     Options
}

// New indexes doc.
func New(doc *guideline.Document, opts Options) *Engine {
	cs, ps := chunks(doc)
	if opts.Clock == nil {
		opts.Clock = func() time.Time { return time.Time{} }
	}
	return &Engine{doc: doc, chunks: cs, passages: search.NewPassages(ps), opts: opts}
}

// Ask answers question in lang ("sv", "en", or empty: the question's own).
// today decides whether the document's validity has ended; a zero Day says
// nothing about that. No question is an error: an empty one is unanswered.
func (e *Engine) Ask(text, lang string, today store.Day) Answer {
	start := e.opts.Clock()
	q := understand(text, lang, e.doc.Source)
	found := e.find(q)
	a := Answer{Question: q.text, Lang: q.lang, Citations: []Citation{}, Notices: []string{}, Engine: Extractive}
	if len(found) > 0 {
		a.Confidence = round(found[0].confidence)
	}
	if best := cited(found, e.chunks); best != nil {
		e.answer(&a, q, best, today)
	} else {
		e.refuse(&a, q, nearest(found))
	}
	a.MS = int64((e.opts.Clock().Sub(start) + time.Millisecond - 1) / time.Millisecond)
	return a
}

// find ranks the document's chunks; a point asked for by its code comes first.
func (e *Engine) find(q question) []verdict {
	vs := judge(q, e.chunks, e.passages.Rank(q.wanted))
	for i := len(q.codes) - 1; i >= 0; i-- {
		for n, c := range e.chunks {
			if c.point == q.codes[i] {
				vs = append([]verdict{{chunk: n, rank: 1, confidence: 1}}, without(vs, n)...)
			}
		}
	}
	return vs
}

func without(vs []verdict, chunk int) []verdict {
	out := make([]verdict, 0, len(vs))
	for _, v := range vs {
		if v.chunk != chunk {
			out = append(out, v)
		}
	}
	return out
}

func (e *Engine) answer(a *Answer, q question, best []verdict, today store.Day) {
	a.Answered = true
	a.Citations = e.cite(q, best)
	a.Text = e.lead(q.lang, e.chunks[best[0].chunk], a.Citations[0])
	if e.doc.Expired(today.String()) {
		a.Notices = append(a.Notices, e.opts.Words.Text(q.lang, "answer.expired", "document", e.doc.Title, "day", e.doc.ValidUntil, "whom", e.whom(q.lang)))
	}
}

// lead introduces the quote by where it stands.
func (e *Engine) lead(lang string, c chunk, cit Citation) string {
	key := "answer.section"
	switch {
	case c.field:
		key = "answer.field"
	case c.point != "":
		key = "answer.point"
	}
	return e.opts.Words.Text(lang, key, "document", cit.Document, "section", cit.Section, "point", c.point, "quote", cit.Quote)
}

func (e *Engine) refuse(a *Answer, q question, near []verdict) {
	a.Nearest = e.cite(q, near)
	key := "answer.silent"
	if q.text == "" {
		key = "answer.empty"
	} else if len(near) > 0 {
		key = "answer.silent_nearest"
	}
	a.Text = e.opts.Words.Text(q.lang, key, "document", e.doc.Title, "whom", e.whom(q.lang))
	a.AskInstead = e.askInstead(q.lang)
}

// Role is who answers for the document, as its metadata says; where it does
// not say, the office this bot is made for.
func (e *Engine) Role(lang string) string {
	if f, ok := e.doc.Field(guideline.KeyOwner); ok {
		return f.Value
	}
	return e.opts.Words.Text(lang, "answer.office")
}

func (e *Engine) askInstead(lang string) *Ask {
	why := "answer.why_office"
	if _, ok := e.doc.Field(guideline.KeyOwner); ok {
		why = "answer.why_owner"
	}
	role := e.Role(lang)
	return &Ask{Role: role, Why: e.opts.Words.Text(lang, why, "document", e.doc.Title, "role", role)}
}

// whom is the same within a sentence: the cell's word stands in no case there.
func (e *Engine) whom(lang string) string {
	if f, ok := e.doc.Field(guideline.KeyOwner); ok {
		return e.opts.Words.Text(lang, "answer.owner", "role", f.Value)
	}
	return e.Role(lang)
}

func (e *Engine) cite(q question, vs []verdict) []Citation {
	out := make([]Citation, 0, len(vs))
	for _, v := range vs {
		c := e.chunks[v.chunk]
		cit := Citation{Document: e.doc.Title, Edition: e.doc.Edition, Section: c.section, Quote: c.quote(q.wanted)}
		if c.point != "" {
			cit.Point = &c.point
		}
		out = append(out, cit)
	}
	return out
}

// round keeps two decimals: more would claim a measure that nobody made.
func round(x float64) float64 { return float64(int(x*100+0.5)) / 100 }
