package bot

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"time"

	"utblick/bot/i18n"
)

// Needs are what a Router is built from. Catalogue, Commands, Ask, Help and
// Now are required.
type Needs struct {
	Catalogue *i18n.Catalogue
	Commands  []Command
	// Ask answers plain text.
	Ask HandlerFunc
	// Help answers "hjälp", also within a command: Request.Command is set then.
	Help HandlerFunc
	// Seen tells whether an event's deed is already committed.
	Seen func(ctx context.Context, eventID string) (bool, error)
	// Language is a person's own choice, or empty.
	Language func(ctx context.Context, p Person) string
	// Default is the workspace's language; empty means Swedish.
	Default string
	// Installed are the commands' forms in this workspace where they differ
	// from the catalogue's words: command name → "/mote".
	Installed map[string]string
	// Count is told of each event: its command, verb and outcome, which is
	// "ok", "form" or an error's code.
	Count func(command, verb, outcome string)
	Now   func() time.Time
	// NewID makes the short ids that join a message to its line in the log.
	NewID func() string
	Log   *slog.Logger
}

// A Router understands events and has them answered. Safe for concurrent use.
type Router struct {
	needs   Needs
	grammar *grammar
	slash   map[string]map[string]string // language → command → form
	handle  HandlerFunc

	recent *Memory[struct{}] // ids of events at work or just answered
	lists  *Memory[string]   // person → command of their last list's next page
}

// NewRouter puts the rules before the commands.
func NewRouter(n Needs) *Router {
	r := &Router{
		needs: n.withDefaults(), grammar: newGrammar(n.Catalogue, n.Commands, n.Installed),
		slash:  map[string]map[string]string{},
		recent: NewMemory[struct{}](recentEvents), lists: NewMemory[string](recentEvents),
	}
	for _, lang := range i18n.Languages() {
		r.slash[lang] = r.forms(lang)
	}
	r.handle = chain(r.dispatch, r.rules()...)
	return r
}

func (n Needs) withDefaults() Needs {
	if !isLanguage(n.Default) {
		n.Default = i18n.Default
	}
	if n.Seen == nil {
		n.Seen = func(context.Context, string) (bool, error) { return false, nil }
	}
	if n.Language == nil {
		n.Language = func(context.Context, Person) string { return "" }
	}
	if n.Count == nil {
		n.Count = func(string, string, string) {}
	}
	if n.Log == nil {
		n.Log = slog.New(slog.DiscardHandler)
	}
	if n.NewID == nil {
		n.NewID = func() string { return "-" }
	}
	return n
}

func (r *Router) forms(lang string) map[string]string {
	forms := map[string]string{}
	for _, c := range r.needs.Commands {
		forms[c.Name] = "/" + r.needs.Catalogue.Word(lang, "command."+c.Name)
		if form, ok := r.needs.Installed[c.Name]; ok {
			forms[c.Name] = "/" + strings.TrimPrefix(form, "/")
		}
	}
	return forms
}

// Words speaks lang (sv, en-GB …), with the commands of this workspace. A
// language without a catalogue gives the workspace's own.
func (r *Router) Words(lang string) Words {
	lang, _, _ = strings.Cut(strings.ReplaceAll(strings.ToLower(lang), "_", "-"), "-")
	if !isLanguage(lang) {
		lang = r.needs.Default
	}
	return Words{catalogue: r.needs.Catalogue, known: r.grammar.known, lang: lang, all: r.slash}
}

func isLanguage(lang string) bool { return slices.Contains(i18n.Languages(), lang) }

// Handle answers one event; it is the Handle that a Platform's Run takes.
func (r *Router) Handle(ctx context.Context, e Event) Response {
	req := &Request{Event: e, Words: r.Words(e.From.Lang), Page: 1, Now: r.needs.Now(), grammar: r.grammar}
	reply, err := r.handle(ctx, req)
	return r.respond(req, reply, err)
}
