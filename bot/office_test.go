package bot

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"utblick/bot/i18n"
)

// An office is a Router over commands that have the real ones' names and only
// say what they were asked.
type office struct {
	*Router
	needs Needs
	mu    sync.Mutex
	asked []*Request
	log   recorder
	count []string
	// answer, if set, is what every command does instead.
	answer HandlerFunc
}

// commands are as the desk has them: the tables below speak of these.
func commands(run HandlerFunc) []Command {
	verbs := func(names ...string) []Verb {
		list := make([]Verb, len(names))
		for i, name := range names {
			name, flags, _ := strings.Cut(name, "+")
			list[i] = Verb{
				Name: name, Run: run, Shares: strings.Contains(flags, "s"),
				Pages: strings.Contains(flags, "p"), Admin: strings.Contains(flags, "a"),
				Grave: strings.Contains(flags, "g"),
			}
			if strings.Contains(flags, "f") {
				list[i].Submit = run
			}
		}
		return list
	}
	return []Command{
		{Name: "contact", Bare: "list", Loose: "search", Verbs: verbs("new+f", "show+s", "search+p", "list+sp", "edit+f", "note+f", "merge+ag", "delete+g")},
		{Name: "meeting", Bare: "list", Loose: "search", Block: "new", Verbs: verbs("new+f", "show+s", "list+sp", "search+p", "edit+f", "note+f", "delete+g")},
		{
			Name: "task", Bare: "list", Loose: "guess",
			Verbs: verbs("new+f", "list+sp", "show+s", "done", "reopen", "move", "assign", "edit+f", "note+f", "search+p", "remind", "delete+g", "guess"),
		},
		{Name: "plan", Bare: "overview", Loose: "show", Verbs: verbs("overview+s", "show+s", "owner")},
		{Name: "ask", Bare: "ask", Loose: "ask", Block: "ask", Verbs: verbs("ask", "show+s", "answer", "unanswered+p", "statistics")},
		{Name: "support", Bare: "list", Loose: "search", Verbs: verbs("search", "show+s", "list+p")},
		{Name: "desk", Hub: true, Verbs: verbs("undo+g", "cancel", "whoami", "settings", "language", "absence", "reminders", "export", "search+p")},
	}
}

var nine = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

func catalogue(t testing.TB) *i18n.Catalogue {
	t.Helper()
	c, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// open builds an office; with changes what its Router needs.
func open(t testing.TB, with func(*Needs)) *office {
	t.Helper()
	o := &office{}
	ids := 0
	o.needs = Needs{
		Catalogue: catalogue(t), Commands: commands(o.run), Ask: o.run, Help: o.run,
		Now: func() time.Time { return nine }, Log: slog.New(&o.log),
		NewID: func() string { ids++; return fmt.Sprintf("id%d", ids) },
		Count: func(command, verb, outcome string) {
			o.mu.Lock()
			defer o.mu.Unlock()
			o.count = append(o.count, strings.TrimSpace(command+" "+verb)+": "+outcome)
		},
	}
	if with != nil {
		with(&o.needs)
	}
	o.Router = NewRouter(o.needs)
	return o
}

func (o *office) run(ctx context.Context, r *Request) (Reply, error) {
	o.mu.Lock()
	o.asked = append(o.asked, r)
	answer := o.answer
	o.mu.Unlock()
	if answer != nil {
		return answer(ctx, r)
	}
	return Say(Text{Escape(strings.TrimSpace(r.Command + " " + r.Verb + " " + r.Rest))}), nil
}

var (
	anna  = Person{ID: "anna", User: "anna", Name: "Anna Ek", Lang: "sv"}
	guest = Person{ID: "gus", User: "gus", Guest: true, Lang: "sv"}
)

func typed(id, text string) Event {
	return Event{ID: id, Kind: Typed, From: anna, Text: text, CanForm: true}
}

// said is what a Response says, buttons included; "" is silence.
func said(r Response) string {
	if r.Message == nil {
		return ""
	}
	return r.Message.Plain()
}

// A recorder keeps what is logged, a line an entry.
type recorder struct {
	mu    sync.Mutex
	lines []string
}

func (*recorder) Enabled(context.Context, slog.Level) bool { return true }
func (r *recorder) WithAttrs([]slog.Attr) slog.Handler     { return r }
func (r *recorder) WithGroup(string) slog.Handler          { return r }

func (r *recorder) Handle(_ context.Context, rec slog.Record) error {
	line := rec.Level.String() + " " + rec.Message
	rec.Attrs(func(a slog.Attr) bool {
		if a.Key == "ms" {
			return true // real time
		}
		line += fmt.Sprintf(" %s=%v", a.Key, a.Value)
		return true
	})
	r.mu.Lock()
	defer r.mu.Unlock()
	r.lines = append(r.lines, line)
	return nil
}
