package remind_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"utblick/store"
)

// TestNotices: whose task another changes is told of it, never of their own deed.
func TestNotices(t *testing.T) {
	both(t, "2026-11-23 10:00", func(b *bureau) {
		due := day(b, "2027-03-01")
		r := b.task("anna", store.Task{Owner: "anna", Due: due})
		steps := []struct {
			by     string
			change func(*store.Task)
			want   string // whom it is told, and what
		}{
			{"anna", func(t *store.Task) { t.Title = "Budget 2027" }, ""},
			{"anna", func(t *store.Task) { t.Owner = "bo" }, "given @bo"},
			{"bo", func(t *store.Task) { t.Due++ }, ""},
			{"anna", func(t *store.Task) { t.Due++ }, "put @bo"},
			{"anna", func(t *store.Task) { t.With = []string{"cilla"} }, "joined @cilla"},
			{"cilla", func(t *store.Task) { t.Owner = "david" }, "given @david, taken @bo"},
			{"david", func(t *store.Task) { t.Owner = "anna"; t.With = nil }, "given @anna, taken @cilla"},
			{"anna", func(t *store.Task) { t.Done, t.DoneBy, t.DoneAt = true, "anna", b.clock.Now() }, ""},
			{"bo", func(t *store.Task) { t.Done, t.DoneBy = false, "" }, "opened @anna"},
			{"bo", func(t *store.Task) { t.Done, t.DoneBy, t.DoneAt = true, "bo", b.clock.Now() }, "closed @anna"},
		}
		seen := ""
		for i, step := range steps {
			b.change(step.by, r, step.change)
			b.passTo(fmt.Sprintf("2026-11-23 10:%02d", i+1))
			var got []string
			for line := range strings.Lines(strings.TrimPrefix(b.sent(r), seen)) {
				if words := strings.Fields(line); len(words) == 4 {
					got = append(got, words[0]+" "+words[3])
				}
			}
			seen = b.sent(r)
			slices.Sort(got)
			if strings.Join(got, ", ") != step.want {
				b.Errorf("step %d: told %q, want %q", i, got, step.want)
			}
		}
		n := len(b.chat.Posts())
		b.do("bo", func(tx *store.Tx) error { _, err := tx.EraseTask(r, store.Viewer{Person: "bo"}); return err })
		b.passTo("2026-11-23 11:00")
		if len(b.chat.Posts()) != n {
			b.Errorf("the erasing of a task that was done was told: %s", b.last("anna"))
		}
		other := b.task("anna", store.Task{Title: "Skylten", Owner: "bo"})
		b.passTo("2026-11-23 12:00")
		b.do("anna", func(tx *store.Tx) error { _, err := tx.EraseTask(other, store.Viewer{Person: "anna"}); return err })
		b.passTo("2026-11-23 13:00")
		b.wantText(b.last("bo"), "Anna Ek tog bort", "Skylten")
	})
}

// TestNoticesWait: what is done in the evening or to one who is away is told
// when they work, in one message; what was given and taken in between isn't.
func TestNoticesWait(t *testing.T) {
	both(t, "2026-11-27 20:00", func(b *bureau) { // a Friday
		b.leave("cilla", "2026-11-28", "2026-12-01", "david")
		one := b.task("anna", store.Task{Title: "Ett", Owner: "bo"})
		b.task("anna", store.Task{Title: "Två", Owner: "bo"})
		b.task("anna", store.Task{Title: "Tre", Owner: "cilla"})
		b.passTo("2026-11-28 12:00")
		b.change("anna", one, func(t *store.Task) { t.Owner = "cilla" })
		b.passTo("2026-12-03 12:00")
		b.wantPosts("bo", "2026-11-30 09:00 U2")
		b.wantPosts("cilla", "2026-12-02 09:00 U1 U3")
		b.wantPosts("david")
	})
}

// TestMeetingNotices: for all tasks of a meeting each gets one message.
func TestMeetingNotices(t *testing.T) {
	both(t, "2026-11-23 10:00", func(b *bureau) {
		b.do("anna", func(tx *store.Tx) error {
			tasks := []*store.Task{{Title: "Ett", Owner: "bo"}, {Title: "Två", Owner: "anna"}, {Title: "Tre", Owner: "bo"}, {Title: "Fyra", Owner: "cilla"}}
			return tx.AddMeeting(&store.Meeting{Title: "Avstämning", Date: store.DayOf(tx.Now)}, tasks)
		})
		b.passTo("2026-11-23 12:00")
		b.wantPosts("anna")
		b.wantPosts("bo", "2026-11-23 10:00 U1 U3")
		b.wantPosts("cilla", "2026-11-23 10:00 U4")
	})
}

func (b *bureau) undo(by string) {
	b.Helper()
	b.do(by, func(tx *store.Tx) error { _, err := tx.Undo(); return err })
}

// TestUndo plans anew, for tasks as for what a person chose.
func TestUndo(t *testing.T) {
	both(t, "2026-11-23 08:00", func(b *bureau) {
		r := b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-11-25")})
		b.close("anna", r)
		b.undo("anna")
		b.passTo("2026-11-24 08:55")
		b.change("anna", r, func(t *store.Task) { t.Due = day(b, "2026-12-15") })
		b.undo("anna")
		b.passTo("2026-11-25 08:55")
		b.choose("anna", func(s *store.Settings) { s.Hour = "14:00" })
		b.undo("anna")
		b.passTo("2026-11-25 17:00")
		b.wantSent(r, "eve 2026-11-24 09:00 @anna", "today 2026-11-25 09:00 @anna")
		made := b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-11-26")})
		b.undo("anna")
		b.passTo("2026-12-31 12:00")
		b.wantSent(made)
	})
}

// TestClockAnHourBack: nothing comes twice, and nothing is lost.
func TestClockAnHourBack(t *testing.T) {
	both(t, "2026-11-23 08:00", func(b *bureau) {
		r := b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-11-25"), Rules: []store.Rule{{For: "bo", When: b.rule("varje dag kl 9")}}})
		b.passTo("2026-11-24 09:10")
		b.skipTo("2026-11-24 08:10")
		b.open("back")
		b.tick()
		b.change("anna", r, func(t *store.Task) { t.Title = "Ny" })
		b.passTo("2026-11-25 12:00")
		b.wantPosts("anna", "2026-11-24 09:00 U1", "2026-11-25 09:00 U1")
		b.wantPosts("bo", "2026-11-23 09:00 U1", "2026-11-24 09:00 U1", "2026-11-25 09:00 U1")
	})
}

// TestClockAYearAhead: when it is put right again all is planned anew and
// nothing is lost, whatever time of day it showed.
func TestClockAYearAhead(t *testing.T) {
	for _, ahead := range []string{"2027-11-24 12:00", "2027-11-24 03:00", "2027-12-24 12:00"} {
		t.Run(ahead, func(t *testing.T) {
			both(t, "2026-11-23 08:00", func(b *bureau) {
				b.point("N1", "cilla")
				r := b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-12-03"), Points: []string{"N1"}, Rules: []store.Rule{{For: "bo", When: b.rule("varje tisdag")}}})
				late := b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-11-20")})
				b.passTo("2026-11-25 10:00")
				b.skipTo(ahead)
				told := b.task("anna", store.Task{Owner: "bo"})
				b.tick()
				b.tick()
				n := len(b.posts("anna"))
				b.skipTo("2026-11-25 10:30")
				b.tick() // Run does each minute
				b.passTo("2026-12-03 12:00")
				want := "2026-11-27 09:00 U2, 2026-12-01 09:00 U2, 2026-12-02 09:00 U1, 2026-12-03 09:00 U2 U1"
				if len(b.posts("anna")) == n+5 { // that it's a week off wasn't said ahead of time
					want = "2026-11-26 09:00 U1, " + want
				}
				if got := strings.Join(b.posts("anna")[n:], ", "); got != want {
					b.Errorf("posts to anna: %s\nsent: %s\nlate: %s", got, b.sent(r), b.sent(late))
				}
				if got := b.posts("bo"); !slices.Contains(got, "2026-12-01 09:00 U1") {
					b.Errorf("posts to bo: %q", got)
				}
				if got := b.sent(told); !strings.HasPrefix(got, "given ") {
					b.Errorf("given: %s", got)
				}
				if got := b.posts(team); !slices.Contains(got, "2026-11-30 08:30 U2 U1") {
					b.Errorf("overview: %q", got)
				}
			})
		})
	}
}

// TestSeries: the next task is made when the last is done or its time has
// come, whichever is first, and never two.
func TestSeries(t *testing.T) {
	both(t, "2026-11-23 08:00", func(b *bureau) {
		r := b.task("bo", store.Task{Owner: "anna", Due: day(b, "2026-11-25"), Repeat: b.rule("varje onsdag"), Rules: []store.Rule{{For: "bo", Once: []string{b.rule("imorgon")}}}})
		dues := func() string {
			var list []string
			err := b.View(b.Context(), func(tx *store.Tx) error {
				list = nil
				for id := uint64(1); ; id++ {
					t, ok, err := tx.TaskAsIs(store.Ref{Kind: store.KindTask, ID: id})
					if err != nil || !ok && id > 9 {
						return err
					}
					if ok {
						list = append(list, fmt.Sprintf("%s %d %v", t.Due, len(t.Rules), t.Done))
					}
				}
			})
			if err != nil {
				b.Fatal(err)
			}
			return strings.Join(list, ", ")
		}
		want := func(s string) {
			b.Helper()
			if got := dues(); got != s {
				b.Errorf("%v: tasks %s, want %s", b.clock.Now(), got, s)
			}
		}
		b.close("anna", r) // before its day
		want("2026-11-25 1 true, 2026-12-02 0 false")
		b.undo("anna")
		want("2026-11-25 1 false")
		b.close("anna", r)
		b.do("anna", func(tx *store.Tx) error { _, _, err := tx.ReopenTask(r, store.Viewer{Person: "anna"}); return err })
		b.close("anna", r)
		want("2026-11-25 1 true, 2026-12-02 0 false")
		b.passTo("2026-12-08 23:59")
		want("2026-11-25 1 true, 2026-12-02 0 false")
		b.open("another")
		b.passTo("2026-12-09 00:00") // nobody did the second one
		b.tick()
		want("2026-11-25 1 true, 2026-12-02 0 false, 2026-12-09 0 false")
		b.passTo("2026-12-09 12:00")
		if got := b.posts("anna"); got[len(got)-1] != "2026-12-09 09:00 U4" || slices.Contains(got, "2026-12-09 00:00 U4") {
			b.Errorf("posts to anna: %q", got)
		}
		b.close("anna", store.Ref{Kind: store.KindTask, ID: 3})
		b.skipTo("2026-12-25 12:00") // two of them pass while nobody is there
		b.passTo("2026-12-26 12:00")
		want("2026-11-25 1 true, 2026-12-02 0 true, 2026-12-09 0 false, 2026-12-23 0 false")
	})
}

// TestRests: with nothing to do the scheduler writes nothing, and Run waits.
func TestRests(t *testing.T) {
	t.Parallel()
	e := &counted{Engine: ground(t)}
	b := newBureau(t, "2026-11-23 08:00", e)
	b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-12-03")})
	b.tick()
	before := e.updates.Load()
	for range 10 {
		b.tick()
	}
	if n := e.updates.Load() - before; n != 0 {
		t.Errorf("%d updates with nothing to do", n)
	}
	ctx, stop := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer stop()
	views := e.views.Load()
	if err := b.remind.Run(ctx); err != nil {
		t.Error(err)
	}
	if n := e.views.Load() - views; n > 60 {
		t.Errorf("%d views in %v", n, 200*time.Millisecond)
	}
}
