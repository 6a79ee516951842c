package bot

import (
	"fmt"
	"strings"

	"utblick/bot/i18n"
)

// Words speaks one language of the catalogue, with the commands as this
// workspace has them. What people wrote is escaped on its way in.
type Words struct {
	catalogue *i18n.Catalogue
	known     vocabulary
	lang      string
	all       map[string]map[string]string // language → command name → "/kontakt"
}

// Lang is the language spoken: sv or en.
func (w Words) Lang() string { return w.lang }

// T is the text under key as Markup. Args are name, value pairs; values that
// are Markup are kept as they are, all others are escaped.
func (w Words) T(key string, args ...any) Markup {
	return Markup(w.catalogue.Text(w.lang, key, w.fill(args, escaped)...))
}

// Label is the text under key where no markup is shown: titles, buttons, fields.
func (w Words) Label(key string, args ...any) string {
	return w.catalogue.Text(w.lang, key, w.fill(args, plain)...)
}

// Has tells whether there is a text under key.
func (w Words) Has(key string) bool { return w.catalogue.Has(w.lang, key) }

// fill makes args safe for where they will stand, and adds what every text
// may name: the commands.
func (w Words) fill(args []any, safe func(any) any) []any {
	out := make([]any, 0, len(args)+2)
	for i := 0; i+1 < len(args); i += 2 {
		out = append(out, args[i], safe(args[i+1]))
	}
	return append(out, "slash", w.all[w.lang])
}

// escaped is a value within Markup. As a mere string: a Markup says its plain
// form to whoever prints it.
func escaped(value any) any {
	switch v := value.(type) {
	case Markup:
		return string(v)
	case string:
		return string(Escape(v))
	case int, bool, nil: // a count, or what a text depends on
		return v
	}
	return string(Escape(fmt.Sprint(value)))
}

// plain is a value where no markup is read.
func plain(value any) any {
	if m, ok := value.(Markup); ok {
		return m.String()
	}
	return value
}

// Line is the command line to type: the command, its verb in this language
// (or none), and the rest.
func (w Words) Line(command, verb string, rest ...string) string {
	var b strings.Builder
	b.WriteString(w.Slash(command))
	if verb != "" {
		b.WriteString(" " + w.catalogue.Word(w.lang, "verb."+verb))
	}
	for _, r := range rest {
		if r != "" {
			b.WriteString(" " + r)
		}
	}
	return b.String()
}

// Slash is the command as it is typed in this workspace: "/kontakt".
func (w Words) Slash(command string) string {
	if s, ok := w.all[w.lang][command]; ok {
		return s
	}
	return "/" + command
}

// Word is the first word under key in this language: the one to print.
func (w Words) Word(key string) string { return w.catalogue.Word(w.lang, key) }

// Is tells whether word is one of those under key, in any language, with or
// without å ä ö.
func (w Words) Is(key, word string) bool { return w.known.has(key, word) }

// In is the same workspace's words in another language.
func (w Words) In(lang string) Words {
	w.lang = lang
	return w
}

// A vocabulary holds, for each key under "words." in the catalogue, what may
// be typed for it.
type vocabulary map[string]wordSet

type wordSet struct {
	folded  map[string]bool
	longest int // in bytes; a sentence needn't be folded to know that it is no word
}

func newVocabulary(catalogue *i18n.Catalogue) vocabulary {
	known := vocabulary{}
	for _, lang := range i18n.Languages() {
		for _, key := range catalogue.Keys(lang) {
			name, ok := strings.CutPrefix(key, "words.")
			if _, done := known[name]; !ok || done {
				continue
			}
			set := wordSet{folded: map[string]bool{}}
			for _, word := range catalogue.Words(name) {
				set.folded[fold(word)] = true
				set.longest = max(set.longest, len(word))
			}
			known[name] = set
		}
	}
	return known
}

func (v vocabulary) has(key, word string) bool {
	set := v[key]
	return len(word) <= maxTyped*set.longest && set.folded[fold(word)]
}

// maxTyped is how many bytes one of a known word may be typed with: letters
// with their marks apart, spaces of other kinds.
const maxTyped = 3

// maxKnown is more than any command, verb or name of a command has, in bytes.
const maxKnown = 80
