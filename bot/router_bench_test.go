package bot

import (
	"context"
	"testing"
)

// BenchmarkRoute is the router's own time for a command that writes nothing:
// everything but the command itself. Beside it stands the bare call.
func BenchmarkRoute(b *testing.B) {
	reply := Say(Text{"N3"})
	run := func(context.Context, *Request) (Reply, error) { return reply, nil }
	r := NewRouter(Needs{Catalogue: catalogue(b), Commands: commands(run), Ask: run, Help: run, Now: open(b, nil).needs.Now})
	b.Run("baseline=call", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_, _ = run(b.Context(), &Request{})
		}
	})
	for _, bb := range []struct {
		name string
		e    Event
	}{
		{"plan", typed("", "/plan N3")},
		{"contact", typed("", "/kontakt lista finland #energi sida 2 dela")},
		{"mote", typed("", "/mote andra M7")},
		{"hub", typed("", "/utblick uppgift klar U3")},
		{"misspelt", typed("", "/uppgfit klar U3")},
		{"question", Event{Kind: Said, From: anna, Text: "Vem ansvarar för information om EU-stöd?"}},
		{"said", Event{Kind: Said, From: anna, Text: "uppgift klar u3"}},
	} {
		b.Run(bb.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r.Handle(b.Context(), bb.e)
			}
		})
	}
	b.Run("with-id", func(b *testing.B) { // remembered against repeats
		b.ReportAllocs()
		e, id := typed("", "/plan N3"), make([]byte, 12)
		for n := 0; b.Loop(); n++ {
			for i := range id {
				id[i] = byte('a' + n>>(2*i)&15)
			}
			e.ID = string(id)
			r.Handle(b.Context(), e)
		}
	})
}

// BenchmarkTexts is the catalogue's part: the texts that a list of ten lines takes.
func BenchmarkTexts(b *testing.B) {
	w := open(b, nil).Words("sv")
	b.ReportAllocs()
	for b.Loop() {
		for range 10 {
			w.T("meeting.saved", "code", "M7", "title", "Budget Piteå", "day", "fre 4 dec")
			w.T("plan.open", "count", 3)
			w.T("task.is_late")
			w.Label("find.hits", "count", 10, "query", "oulu")
			w.Line("task", "done", "U3")
		}
	}
}
