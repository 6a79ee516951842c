package bot

import (
	"context"
	"log/slog"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"utblick/bot/i18n"
)

// MaxText is the most that one event may bring, in bytes. A person's longest
// paste (a day's minutes) is a tenth of it.
const MaxText = 256 << 10

// Needs are what a Router is built from. Catalogue and Commands are required.
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
	// Count is told of each event: its command, verb and outcome.
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

	mu     sync.Mutex
	recent map[string]bool // ids of events at work or just answered
	order  []string
	lists  map[string]string // person → command of their last list's next page
}

// NewRouter builds the chain: what comes first sees the event first.
func NewRouter(n Needs) *Router {
	r := &Router{
		needs: n.withDefaults(), grammar: newGrammar(n.Catalogue, n.Commands),
		slash: map[string]map[string]string{}, recent: map[string]bool{}, lists: map[string]string{},
	}
	for _, lang := range i18n.Languages() {
		r.slash[lang] = r.forms(lang)
	}
	r.handle = r.recovered(r.admitted(r.dispatch))
	return r
}

func (n Needs) withDefaults() Needs {
	if n.Default == "" {
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
			forms[c.Name] = form
		}
	}
	return forms
}

// Words speaks lang, with the commands of this workspace.
func (r *Router) Words(lang string) Words {
	if !known(lang) {
		lang = r.needs.Default
	}
	return Words{catalogue: r.needs.Catalogue, lang: lang, slash: r.slash[lang], all: r.slash}
}

func known(lang string) bool {
	for _, l := range i18n.Languages() {
		if l == lang {
			return true
		}
	}
	return false
}

// Handle answers one event; it is the Handle that a Platform's Run takes.
func (r *Router) Handle(ctx context.Context, e Event) Response {
	if !r.begin(e.ID) {
		return Response{}
	}
	started := time.Now() //nolint:forbidigo // how long we took is real time, not the bot's clock
	req := &Request{Event: e, Words: r.Words(r.language(ctx, e.From)), Page: 1, Now: r.needs.Now(), grammar: r.grammar}
	reply, err := r.handle(ctx, req)
	response, outcome := r.respond(req, reply, err)
	r.needs.Count(req.Command, req.Verb, outcome)
	r.needs.Log.Info("event", "event", e.ID, "command", req.Command, "verb", req.Verb,
		"code", outcome, "ms", time.Since(started).Milliseconds())
	return response
}

func (r *Router) language(ctx context.Context, p Person) string {
	if lang := r.needs.Language(ctx, p); lang != "" {
		return lang
	}
	return p.Lang
}

// dispatch finds the command and its verb and runs it.
func (r *Router) dispatch(ctx context.Context, req *Request) (Reply, error) {
	switch req.Kind {
	case Submitted:
		return r.submitted(ctx, req)
	case Said:
		return r.said(ctx, req)
	}
	c, rest := r.grammar.command(req.Text)
	if c == nil {
		return Reply{}, r.unknownCommand(req)
	}
	return r.run(ctx, req, c, rest)
}

func (r *Router) run(ctx context.Context, req *Request, c *Command, rest string) (Reply, error) {
	if c.Hub {
		if inner, innerRest := r.grammar.command(rest); inner != nil && !strings.HasPrefix(rest, "/") {
			if v, _ := r.grammar.verb(c, rest); v == nil {
				c, rest = inner, innerRest
			}
		}
	}
	req.Command = c.Name
	v, rest, err := r.pick(req, c, rest)
	if err != nil {
		return Reply{}, err
	}
	if v == nil || r.grammar.help[fold(strings.TrimSpace(rest))] && v.Name != c.Loose {
		if v != nil {
			req.Verb = v.Name
		}
		return r.needs.Help(ctx, req)
	}
	req.Verb = v.Name
	if v.Admin && !req.From.Admin {
		return Reply{}, Fail("admin_only")
	}
	req.Rest, req.Page, req.Share = r.grammar.tail(v, rest)
	return v.Run(ctx, req)
}

// pick chooses the verb; nil means help.
func (r *Router) pick(req *Request, c *Command, rest string) (*Verb, string, error) {
	if strings.TrimSpace(rest) == "" {
		return r.grammar.named(c, c.Bare), "", nil
	}
	word, _ := cut(rest)
	if r.grammar.help[fold(word)] {
		return nil, "", nil
	}
	if v, after := r.grammar.verb(c, rest); v != nil {
		return v, after, nil
	}
	if c.Block != "" && strings.Contains(strings.TrimSpace(rest), "\n") {
		return r.grammar.named(c, c.Block), rest, nil
	}
	if c.Loose != "" {
		return r.grammar.named(c, c.Loose), rest, nil
	}
	return nil, "", r.unknownVerb(req, c, rest)
}

func (r *Router) submitted(ctx context.Context, req *Request) (Reply, error) {
	for i := range r.needs.Commands {
		c := &r.needs.Commands[i]
		v := r.grammar.named(c, req.Form.Verb)
		if c.Name != req.Form.Command || v == nil || v.Submit == nil {
			continue
		}
		req.Command, req.Verb = c.Name, v.Name
		if v.Admin && !req.From.Admin {
			return Reply{}, Fail("admin_only")
		}
		return v.Submit(ctx, req)
	}
	return Reply{}, Misread("form.unknown")
}

// said is plain text: the next page, a command without its slash, or a question.
func (r *Router) said(ctx context.Context, req *Request) (Reply, error) {
	text := strings.TrimSpace(req.Text)
	if r.grammar.more[fold(text)] {
		return r.nextPage(ctx, req)
	}
	if text == "" || r.grammar.help[fold(strings.Trim(text, "!. "))] {
		return r.needs.Help(ctx, req)
	}
	if c, rest := r.grammar.command(text); c != nil && r.meant(c, text, rest) {
		return r.run(ctx, req, c, rest)
	}
	req.Rest = text
	return r.needs.Ask(ctx, req)
}

// meant tells a command typed without its slash from a question that happens
// to begin with the same word: "kontakt lahtinen" from "Kontakt med Bryssel?".
func (r *Router) meant(c *Command, text, rest string) bool {
	if strings.HasPrefix(text, "/") || strings.TrimSpace(rest) == "" {
		return true
	}
	word, _ := cut(rest)
	if v, _ := r.grammar.verb(c, rest); v != nil || r.grammar.help[fold(word)] || c.Hub {
		return true
	}
	if c.Block != "" && strings.Contains(rest, "\n") {
		return true
	}
	return c.Loose != "" && len(strings.Fields(rest)) <= 2 && !strings.HasSuffix(text, "?")
}

func (r *Router) nextPage(ctx context.Context, req *Request) (Reply, error) {
	r.mu.Lock()
	line := r.lists[req.From.ID]
	r.mu.Unlock()
	if line == "" {
		return Reply{}, Fail("more.none")
	}
	c, rest := r.grammar.command(line)
	return r.run(ctx, req, c, rest)
}

func sound(s string) bool { return utf8.ValidString(s) && !strings.ContainsRune(s, 0) }
