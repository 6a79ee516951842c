// Package i18n is the catalogue: every text a person sees, and every word
// they may type as a command or a verb, in Swedish and English. In: a
// language, a key and named values. Out: the text. Never: markup or escaping,
// which package bot adds.
package i18n

import (
	"embed"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
	i18n "github.com/nicksnyder/go-i18n/v2/i18n"
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
	localizers map[string]*i18n.Localizer
	keys       map[string][]string
	words      map[string][]string // of all languages, Swedish first
	own        map[string]map[string][]string
}

// Load reads the embedded catalogues; an error names the file.
func Load() (*Catalogue, error) {
	c := &Catalogue{
		localizers: map[string]*i18n.Localizer{}, keys: map[string][]string{},
		words: map[string][]string{}, own: map[string]map[string][]string{},
	}
	bundle := i18n.NewBundle(language.Swedish)
	bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	for _, lang := range Languages() {
		if err := c.load(bundle, lang); err != nil {
			return nil, fmt.Errorf("load catalogue %s: %w", lang, err)
		}
	}
	for _, lang := range Languages() {
		c.localizers[lang] = i18n.NewLocalizer(bundle, lang)
	}
	return c, nil
}

func (c *Catalogue) load(bundle *i18n.Bundle, lang string) error {
	raw, err := files.ReadFile(lang + ".toml")
	if err != nil {
		return err
	}
	file, err := bundle.ParseMessageFileBytes(raw, lang+".toml")
	if err != nil {
		return err
	}
	own := map[string][]string{}
	for _, m := range file.Messages {
		c.keys[lang] = append(c.keys[lang], m.ID)
		if strings.HasPrefix(m.ID, "words.") {
			own[m.ID] = split(m.Other)
			c.words[m.ID] = append(c.words[m.ID], own[m.ID]...)
		}
	}
	slices.Sort(c.keys[lang])
	c.own[lang] = own
	return nil
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
	data := make(map[string]any, len(args)/2)
	for i := 0; i+1 < len(args); i += 2 {
		data[fmt.Sprint(args[i])] = args[i+1]
	}
	return c.Render(lang, key, data)
}

// Render is Text with its values in a map.
func (c *Catalogue) Render(lang, key string, data map[string]any) string {
	config := i18n.LocalizeConfig{MessageID: key, TemplateData: data}
	if n, ok := data["count"].(int); ok {
		config.PluralCount = n
	}
	text, err := c.localizer(lang).Localize(&config)
	if err != nil && text == "" {
		return key
	}
	return text
}

func (c *Catalogue) localizer(lang string) *i18n.Localizer {
	if l, ok := c.localizers[lang]; ok {
		return l
	}
	return c.localizers[Default]
}

// Words are the words under "words."+key in every language, Swedish first:
// what may be typed for a command or a verb.
func (c *Catalogue) Words(key string) []string { return c.words["words."+key] }

// Word is the first word under key in lang: the one to print.
func (c *Catalogue) Word(lang, key string) string {
	for _, l := range []string{lang, Default} {
		if w := c.own[l]["words."+key]; len(w) > 0 {
			return w[0]
		}
	}
	return key
}

// Has tells whether lang has a text under key.
func (c *Catalogue) Has(lang, key string) bool {
	_, ok := slices.BinarySearch(c.keys[lang], key)
	return ok
}

// Keys are all keys of lang, sorted.
func (c *Catalogue) Keys(lang string) []string { return slices.Clone(c.keys[lang]) }

// Known are the languages that have a catalogue, as Languages, for messages.
func (c *Catalogue) Known() []string { return slices.Sorted(maps.Keys(c.localizers)) }
