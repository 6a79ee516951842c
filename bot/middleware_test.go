package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
)

// The order matters: each rule may count on those before it.
func TestRulesInOrder(t *testing.T) {
	t.Parallel()
	var seen []string
	rule := func(name string) Middleware {
		return func(next HandlerFunc) HandlerFunc {
			return func(ctx context.Context, r *Request) (Reply, error) {
				seen = append(seen, name)
				defer func() { seen = append(seen, name+" again") }()
				return next(ctx, r)
			}
		}
	}
	h := chain(func(context.Context, *Request) (Reply, error) {
		seen = append(seen, "command")
		return Reply{}, nil
	}, rule("first"), rule("second"))
	_, _ = h(t.Context(), &Request{})
	if got := strings.Join(seen, ", "); got != "first, second, command, second again, first again" {
		t.Error(got)
	}
}

func TestRepeats(t *testing.T) {
	t.Parallel()
	o := open(t, nil)
	if said(o.Handle(t.Context(), typed("e1", "/plan"))) == "" {
		t.Error("the first is answered")
	}
	if r := o.Handle(t.Context(), typed("e1", "/plan")); r.Message != nil || r.Form != nil {
		t.Errorf("the same again: %+v", r)
	}
	if said(o.Handle(t.Context(), typed("e2", "/plan"))) == "" {
		t.Error("another event is answered")
	}
	for range 2 {
		if said(o.Handle(t.Context(), typed("", "/plan"))) == "" {
			t.Error("an event without id is its own")
		}
	}
	if want := "[plan overview: ok : event.repeated plan overview: ok plan overview: ok plan overview: ok]"; fmt.Sprint(o.count) != want {
		t.Errorf("counted %v, want %s", o.count, want)
	}
}

// A platform that sees no answer repeats an event that is still at work.
func TestRepeatWhileAtWork(t *testing.T) {
	t.Parallel()
	o := open(t, nil)
	begun, end := make(chan struct{}), make(chan struct{})
	o.answer = func(context.Context, *Request) (Reply, error) {
		close(begun)
		<-end
		return Say(Text{"done"}), nil
	}
	var first Response
	var wait sync.WaitGroup
	wait.Go(func() { first = o.Handle(t.Context(), typed("e1", "/plan")) })
	<-begun
	for range 10 {
		wait.Go(func() {
			if r := o.Handle(t.Context(), typed("e1", "/plan")); r.Message != nil {
				t.Error("the repeat is answered too")
			}
		})
	}
	close(end)
	wait.Wait()
	if said(first) != "done" || len(o.asked) != 1 {
		t.Errorf("answered %q, run %d times", said(first), len(o.asked))
	}
}

// What failed may be tried again under the same id; what was refused with
// words was answered.
func TestRepeatAfterAnError(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		fail  HandlerFunc
		again bool
	}{
		{"internal", func(context.Context, *Request) (Reply, error) { return Reply{}, errors.New("disk") }, true},
		{"panic", func(context.Context, *Request) (Reply, error) { panic("oops") }, true},
		{"gone", func(ctx context.Context, _ *Request) (Reply, error) { return Reply{}, context.Canceled }, true},
		{"coded", func(context.Context, *Request) (Reply, error) { return Reply{}, Fail("undo.nothing") }, false},
	} {
		o := open(t, nil)
		o.answer = tt.fail
		if said(o.Handle(t.Context(), typed("e1", "/plan"))) == "" {
			t.Errorf("%s: not told", tt.name)
		}
		o.answer = nil
		if again := said(o.Handle(t.Context(), typed("e1", "/plan"))) != ""; again != tt.again {
			t.Errorf("%s: tried again = %v", tt.name, again)
		}
	}
}

func TestMemoryIsBounded(t *testing.T) {
	t.Parallel()
	m := NewMemory[int](3)
	for i := range 100 {
		if !m.Add(fmt.Sprint(i), i) {
			t.Fatalf("%d is new", i)
		}
		for j := max(0, i-2); j <= i; j++ {
			if v, ok := m.Get(fmt.Sprint(j)); !ok || v != j {
				t.Fatalf("after %d, %d is forgotten", i, j)
			}
		}
		if n := len(m.young) + len(m.old); n > 6 {
			t.Fatalf("%d entries", n)
		}
	}
	m.Put("99", 7)
	if v, _ := m.Get("99"); v != 7 || m.Add("99", 8) {
		t.Error("put replaces, add doesn't")
	}
	if m.Forget("99"); !m.Add("99", 9) {
		t.Error("what is forgotten is new again")
	}
}

// Seen knows what is committed, also before a restart.
func TestSeen(t *testing.T) {
	t.Parallel()
	var broken error
	o := open(t, func(n *Needs) {
		n.Seen = func(_ context.Context, id string) (bool, error) { return id == "old", broken }
	})
	if r := o.Handle(t.Context(), typed("old", "/plan")); r.Message != nil {
		t.Error("what is committed is not said again")
	}
	if said(o.Handle(t.Context(), typed("new", "/plan"))) == "" {
		t.Error("a new event is answered")
	}
	broken = errors.New("store closed")
	if got := said(o.Handle(t.Context(), typed("e3", "/plan"))); !strings.Contains(got, "id1") {
		t.Errorf("the store fails: %q", got)
	}
	broken = nil
	if said(o.Handle(t.Context(), typed("e3", "/plan"))) == "" {
		t.Error("afterwards the same event may come again")
	}
	o.answer = func(context.Context, *Request) (Reply, error) {
		return Reply{}, fmt.Errorf("save: %w", Fail("event.repeated"))
	}
	if r := o.Handle(t.Context(), typed("e4", "/plan")); r.Message != nil {
		t.Error("committed while it was at work, by another process: not said again")
	}
}

// TestLost: what is committed and never got its answer isn't done again. Its
// person is told that it is done; a question is answered after all.
func TestLost(t *testing.T) {
	t.Parallel()
	o := open(t, func(n *Needs) {
		n.Seen = func(_ context.Context, id string) (bool, error) { return id == "old", nil }
	})
	for text, want := range map[string]string{
		"kontakt ny Mikko Lahtinen, Oulu":             "Det här är gjort, men svaret kom bort: ”kontakt ny Mikko Lahtinen, Oulu”",
		"/kontakt ny " + strings.Repeat("Mikko ", 20): "Det här är gjort, men svaret kom bort: ”/kontakt ny " + strings.TrimSpace(strings.Repeat("Mikko ", 8)) + "…”",
		"Vem ansvarar för information om EU-stöd?":    "Vem ansvarar för information om EU-stöd?",
	} {
		e := Event{ID: "old", Kind: Said, From: anna, Text: text, Place: Place{Direct: true}}
		if r := o.Handle(t.Context(), e); r.Message != nil || !r.Repeated {
			t.Errorf("%s: %+v, want a silent repeat", text, r)
		}
		ran := len(o.asked)
		e.Lost = true
		if got := said(o.Handle(t.Context(), e)); got != want || len(o.asked)-ran > 0 != (want == text) {
			t.Errorf("%s: %q after %d deeds, want %q", text, got, len(o.asked)-ran, want)
		}
	}
}

func TestWhoMay(t *testing.T) {
	t.Parallel()
	o := open(t, nil)
	for _, kind := range []Kind{Typed, Said, Pressed, Submitted} {
		e := Event{Kind: kind, From: guest, Text: "/kontakt lista", Form: FormID{Command: "contact", Verb: "new"}}
		if got := said(o.Handle(t.Context(), e)); !strings.Contains(got, "kommunens egna") {
			t.Errorf("a guest, kind %d: %q", kind, got)
		}
		e.From = Person{ID: "b", Bot: true}
		if r := o.Handle(t.Context(), e); r.Message != nil || r.Form != nil {
			t.Errorf("a bot, kind %d: %+v", kind, r)
		}
	}
	merge := typed("", "/kontakt slå ihop K3 K7")
	if got := said(o.Handle(t.Context(), merge)); !strings.Contains(got, "administratör") {
		t.Errorf("for administrators: %q", got)
	}
	if len(o.asked) != 0 {
		t.Fatalf("ran %d commands", len(o.asked))
	}
	merge.From.Admin = true
	if got := said(o.Handle(t.Context(), merge)); got != "contact merge K3 K7" {
		t.Errorf("an administrator: %q", got)
	}
}

// The log says what happened, and never what people wrote.
func TestLog(t *testing.T) {
	t.Parallel()
	o := open(t, nil)
	o.Handle(t.Context(), typed("e1", "/kontakt ny Hemliga Hilda"))
	o.Handle(t.Context(), typed("e1", "/kontakt ny Hemliga Hilda"))
	o.Handle(t.Context(), typed("e2", "/kontkat Hemliga Hilda"))
	o.answer = func(context.Context, *Request) (Reply, error) {
		return Reply{}, fmt.Errorf("load contact K3: %w", errors.New("disk"))
	}
	o.Handle(t.Context(), typed("e3", "/kontakt visa Hilda"))
	o.answer = func(_ context.Context, r *Request) (Reply, error) { panic("can't read " + r.Rest) }
	o.Handle(t.Context(), typed("e4", "/kontakt visa Hilda"))
	want := []string{
		"INFO handled event=e1 command=contact new code=ok",
		"INFO handled event=e1 command= code=event.repeated",
		"INFO handled event=e2 command= code=command.near",
		"ERROR failed event=e3 command=contact show code=internal id=id1 error=load contact K3: disk",
		"ERROR failed event=e4 command=contact show code=internal id=id2 error=panic: a value of type string\ngoroutine",
	}
	if len(o.log.lines) != len(want) {
		t.Fatalf("%d lines: %q", len(o.log.lines), o.log.lines)
	}
	for i, line := range o.log.lines {
		if !strings.HasPrefix(line, want[i]) {
			t.Errorf("%s\nwant %s", line, want[i])
		}
		if strings.Contains(line, "Hilda") {
			t.Errorf("what people wrote: %s", line)
		}
	}
	if !strings.Contains(o.log.lines[4], "middleware_test.go") {
		t.Error("a panic's stack is missing")
	}
}
