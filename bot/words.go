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
	lang      string
	slash     map[string]string            // command name → "/kontakt"
	all       map[string]map[string]string // the same for every language
}

// Lang is the language spoken: sv or en.
func (w Words) Lang() string { return w.lang }

// T is the text under key as Markup. Args are name, value pairs; strings
// among the values are escaped, Markup values are kept as they are.
func (w Words) T(key string, args ...any) Markup {
	return Markup(w.catalogue.Render(w.lang, key, w.data(true, args)))
}

// Label is the text under key where no markup is shown: titles, buttons, fields.
func (w Words) Label(key string, args ...any) string {
	return w.catalogue.Render(w.lang, key, w.data(false, args))
}

// Has tells whether there is a text under key.
func (w Words) Has(key string) bool { return w.catalogue.Has(w.lang, key) }

func (w Words) data(escape bool, args []any) map[string]any {
	data := make(map[string]any, len(args)/2+1)
	data["slash"] = w.slash
	for i := 0; i+1 < len(args); i += 2 {
		value := args[i+1]
		if s, ok := value.(string); ok && escape {
			value = Escape(s)
		}
		data[fmt.Sprint(args[i])] = value
	}
	return data
}

// Line is the command line to type: the command, its verb in this language
// (or none), and the rest.
func (w Words) Line(command, verb string, rest ...string) string {
	parts := []string{w.Slash(command)}
	if verb != "" {
		parts = append(parts, w.catalogue.Word(w.lang, "verb."+verb))
	}
	for _, r := range rest {
		if r != "" {
			parts = append(parts, r)
		}
	}
	return strings.Join(parts, " ")
}

// Slash is the command as it is typed in this workspace: "/kontakt".
func (w Words) Slash(command string) string {
	if s, ok := w.slash[command]; ok {
		return s
	}
	return "/" + command
}

// Word is the first word under key in this language: the one to print.
func (w Words) Word(key string) string { return w.catalogue.Word(w.lang, key) }

// Is tells whether word is one of those under key, in any language, with or
// without å ä ö.
func (w Words) Is(key, word string) bool {
	for _, known := range w.catalogue.Words(key) {
		if fold(known) == fold(word) {
			return true
		}
	}
	return false
}

// In is the same workspace's words in another language.
func (w Words) In(lang string) Words {
	w.lang = lang
	w.slash = w.all[lang]
	return w
}
