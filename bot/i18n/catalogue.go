// Package i18n is the catalogue: every text a person sees, and every word
// they may type as a command or a verb, in Swedish and English. In: a
// language, a key and named values. Out: the text. Never: markup or escaping,
// which package bot adds.
package i18n

import (
	"embed"
	"fmt"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

//go:embed *.toml
var files embed.FS

// Default is the language of last resort, and the one whose texts must be complete.
const Default = "sv"

// Languages are those with a catalogue.
func Languages() []string { return []string{"sv", "en"} }

// Catalogue holds all texts in all languages. Safe for concurrent use.
type Catalogue struct {
	spoken map[string]*spoken
	words  map[string][]string // of all languages, Swedish first
}

// spoken is one language.
type spoken struct {
	tag   language.Tag
	keys  []string
	texts map[string]*forms
	words map[string][]string
}

// forms are a text's plural forms; Other is the one of texts that have no other.
type forms [plural.Many + 1]*text

// Load reads the embedded catalogues; an error names the file.
func Load() (*Catalogue, error) {
	c := &Catalogue{spoken: map[string]*spoken{}, words: map[string][]string{}}
	for _, lang := range Languages() {
		if err := c.load(lang); err != nil {
			return nil, fmt.Errorf("load catalogue %s: %w", lang, err)
		}
	}
	return c, nil
}

func (c *Catalogue) load(lang string) error {
	name := lang + ".toml"
	raw, err := files.ReadFile(name)
	if err != nil {
		return err
	}
	file, err := i18n.ParseMessageFileBytes(raw, name, map[string]i18n.UnmarshalFunc{"toml": toml.Unmarshal})
	if err != nil {
		return err
	}
	own := &spoken{tag: file.Tag, texts: map[string]*forms{}, words: map[string][]string{}}
	for _, m := range file.Messages {
		own.keys = append(own.keys, m.ID)
		if own.texts[m.ID], err = compileForms(m); err != nil {
			return fmt.Errorf("%s: %w", m.ID, err)
		}
		if strings.HasPrefix(m.ID, "words.") {
			own.words[m.ID] = split(m.Other)
			c.words[m.ID] = append(c.words[m.ID], own.words[m.ID]...)
		}
	}
	slices.Sort(own.keys)
	c.spoken[lang] = own
	return nil
}

func compileForms(m *i18n.Message) (*forms, error) {
	var f forms
	for form, source := range map[plural.Form]string{
		plural.Other: m.Other, plural.Zero: m.Zero, plural.One: m.One,
		plural.Two: m.Two, plural.Few: m.Few, plural.Many: m.Many,
	} {
		if source == "" {
			continue
		}
		t, err := compile(source)
		if err != nil {
			return nil, err
		}
		f[form] = &t
	}
	return &f, nil
}

func split(s string) []string {
	var out []string
	for w := range strings.SplitSeq(s, ",") {
		if w = strings.TrimSpace(w); w != "" {
			out = append(out, w)
		}
	}
	return out
}

// Text is the text under key, with args as name, value pairs. An int named
// "count" chooses the plural form. A missing key gives the key itself, which
// the tests make impossible.
func (c *Catalogue) Text(lang, key string, args ...any) string {
	return c.fill(lang, key, pairs(args))
}

// Render is Text with its values in a map.
func (c *Catalogue) Render(lang, key string, data map[string]any) string {
	return c.fill(lang, key, table(data))
}

func (c *Catalogue) fill(lang, key string, v filling) string {
	for _, l := range [...]string{lang, Default} {
		own, ok := c.spoken[l]
		if !ok {
			continue
		}
		if t := own.form(key, v); t != nil {
			if s, ok := t.fill(v); ok {
				return s
			}
		}
	}
	return key
}

// form is the text under key in the form that the count asks for.
func (s *spoken) form(key string, v filling) *text {
	f, ok := s.texts[key]
	if !ok {
		return nil
	}
	if count, _ := v.value("count"); count != nil {
		if n, ok := count.(int); ok {
			n %= 10_000_000 // no rule looks further
			if t := f[plural.Cardinal.MatchPlural(s.tag, max(n, -n), 0, 0, 0, 0)]; t != nil {
				return t
			}
		}
	}
	return f[plural.Other]
}

// Words are the words under "words."+key in every language, Swedish first:
// what may be typed for a command or a verb.
func (c *Catalogue) Words(key string) []string { return c.words["words."+key] }

// Word is the first word under key in lang: the one to print.
func (c *Catalogue) Word(lang, key string) string {
	for _, l := range [...]string{lang, Default} {
		if own, ok := c.spoken[l]; ok && len(own.words["words."+key]) > 0 {
			return own.words["words."+key][0]
		}
	}
	return key
}

// Has tells whether lang has a text under key.
func (c *Catalogue) Has(lang, key string) bool {
	own, ok := c.spoken[lang]
	return ok && own.texts[key] != nil
}

// Keys are all keys of lang, sorted.
func (c *Catalogue) Keys(lang string) []string {
	if own, ok := c.spoken[lang]; ok {
		return slices.Clone(own.keys)
	}
	return nil
}
