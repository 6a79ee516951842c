package remind_test

import (
	"strings"
	"testing"

	"utblick/store"
)

// TestDeputyAwayADay: a deputy who is away for a day stands in on the next.
func TestDeputyAwayADay(t *testing.T) {
	both(t, "2026-11-23 08:00", func(b *bureau) {
		b.point("N1", "david")
		r := b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-12-02"), Points: []string{"N1"}})
		b.leave("anna", "2026-11-30", "2026-12-31", "bo")
		b.leave("bo", "2026-12-01", "2026-12-01", "")
		b.passTo("2026-12-04 12:00")
		b.wantSent(r, "ahead 2026-11-25 09:00 @anna", "eve 2026-12-02 09:00 @bo", "late1 2026-12-04 09:00 @bo")
		b.wantPosts("david")
	})
}

// TestHourChosenInTheMorning: today's reminder comes once, whatever hour its
// reader chooses before or after it.
func TestHourChosenInTheMorning(t *testing.T) {
	for chosen, want := range map[string][]string{
		"08:30 08:00": {"2026-11-30 09:00 U1 U2"}, // 08:00 has been
		"08:30 14:00": {"2026-11-30 14:00 U1 U2"},
		"10:00 14:00": {"2026-11-30 09:00 U1 U2"},
	} {
		t.Run(chosen, func(t *testing.T) {
			both(t, "2026-11-29 12:00", func(b *bureau) {
				when, hour, _ := strings.Cut(chosen, " ")
				b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-11-30")})
				b.task("anna", store.Task{Owner: "anna", Rules: []store.Rule{{For: "anna", When: b.rule("varje måndag")}}})
				b.passTo("2026-11-30 " + when)
				b.choose("anna", func(s *store.Settings) { s.Hour = hour })
				b.passTo("2026-11-30 18:00")
				b.wantPosts("anna", want...)
			})
		})
	}
}

// TestOwnRuleSpares: who has read of a task by a rule of their own is not told
// again the same day, and is told on.
func TestOwnRuleSpares(t *testing.T) {
	both(t, "2026-11-24 12:00", func(b *bureau) {
		b.point("N1", "cilla")
		r := b.task("anna", store.Task{
			Owner: "anna", Due: day(b, "2026-11-25"), Points: []string{"N1"},
			Rules: []store.Rule{{For: "anna", When: b.rule("varje vardag kl 8")}},
		})
		b.passTo("2026-12-14 12:00")
		for _, post := range b.posts("anna") {
			if !strings.Contains(post, " 08:00 ") {
				b.Errorf("came besides: %s", post)
			}
		}
		if got := b.sent(r); !strings.Contains(got, "raise1") {
			b.Errorf("nobody was asked to help:\n%s", got)
		}
	})
}

// TestBeforeItsHour: a task is reminded of before the hour at which it is due.
func TestBeforeItsHour(t *testing.T) {
	for clock, want := range map[string]string{
		"15:00": "today 2026-11-25 09:00", "09:00": "today 2026-11-25 08:00", "08:00": "today 2026-11-25 07:00",
		"07:30": "today 2026-11-25 07:00", "07:00": "today 2026-11-24 09:00", "06:00": "today 2026-11-24 09:00", "": "today 2026-11-25 09:00",
	} {
		t.Run(clock, func(t *testing.T) {
			p := newPlanning(t, store.Task{Owner: "anna", Due: day(t, "2026-11-25"), Clock: clock, Rules: []store.Rule{{For: "anna", When: storedRule(t, "3 dagar före", 0)}}}, store.Settings{}, "2026-11-23 10:00")
			r, ok := p.stream(store.StreamTask)
			if got := said(r, p.Zone); !ok || got != want {
				t.Errorf("%q, %v; want %q", got, ok, want)
			}
		})
	}
}

// TestSeriesMoved: a task that is moved stays what it is in its series.
func TestSeriesMoved(t *testing.T) {
	both(t, "2026-11-23 10:00", func(b *bureau) {
		r := b.task("anna", store.Task{Title: "Veckobrev", Owner: "anna", Due: day(b, "2026-11-24"), Repeat: b.rule("varje tisdag")})
		b.change("anna", r, func(t *store.Task) { t.Due = day(b, "2026-12-04") })
		b.passTo("2026-12-01 12:00")
		if got := dues(b); got != "U1 2026-12-04, U2 2026-12-01" {
			b.Errorf("the letter of 1 December: %s", got)
		}
	})
	t.Run("earlier", func(t *testing.T) {
		both(t, "2027-02-01 09:00", func(b *bureau) {
			r := b.task("anna", store.Task{Owner: "anna", Due: day(b, "2027-03-01"), Repeat: b.rule("varje år 1 mars")})
			b.change("anna", r, func(t *store.Task) { t.Due = day(b, "2027-02-22") })
			b.close("anna", r)
			if got := dues(b); got != "U2 2028-03-01" {
				b.Errorf("after this year's comes %s", got)
			}
		})
	})
}

// TestSeriesOnHoliday: what is due on a holiday is made, and reminded of, before.
func TestSeriesOnHoliday(t *testing.T) {
	both(t, "2026-12-17 10:00", func(b *bureau) {
		b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-12-18"), Repeat: b.rule("varje fredag")})
		b.passTo("2026-12-23 12:00")
		if got := b.posts("anna"); len(got) == 0 || got[len(got)-1] != "2026-12-23 09:00 U2" {
			b.Errorf("posts: %q", got)
		}
	})
}

// TestSeriesTakenUpAgain: a task whose successor came because it was done is
// late as any other when it is taken up again.
func TestSeriesTakenUpAgain(t *testing.T) {
	both(t, "2026-11-23 10:00", func(b *bureau) {
		r := b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-11-24"), Repeat: b.rule("varje tisdag")})
		b.close("anna", r)
		b.do("anna", func(tx *store.Tx) error { _, _, err := tx.ReopenTask(r, store.Viewer{Person: "anna"}); return err })
		b.passTo("2026-11-30 12:00")
		if got := b.sent(r); !strings.Contains(got, "late1") {
			b.Errorf("sent:\n%s", got)
		}
	})
}

// dues are the open tasks and their days.
func dues(b *bureau) string {
	b.Helper()
	var list []string
	err := b.View(b.Context(), func(tx *store.Tx) error {
		list = nil
		for id := uint64(1); ; id++ {
			t, ok, err := tx.TaskAsIs(store.Ref{Kind: store.KindTask, ID: id})
			if err != nil || !ok {
				return err
			}
			if !t.Done {
				list = append(list, t.Ref().String()+" "+t.Due.String())
			}
		}
	})
	if err != nil {
		b.Fatal(err)
	}
	return strings.Join(list, ", ")
}

// TestGivenClosedOpened: to have been given a task is news, whatever became of
// it since, if it is open.
func TestGivenClosedOpened(t *testing.T) {
	both(t, "2026-11-29 10:00", func(b *bureau) { // a Sunday
		r := b.task("anna", store.Task{Owner: "bo"})
		b.close("anna", r)
		b.do("anna", func(tx *store.Tx) error { _, _, err := tx.ReopenTask(r, store.Viewer{Person: "anna"}); return err })
		b.passTo("2026-11-30 12:00")
		b.wantPosts("bo", "2026-11-30 09:00 U1")
		b.wantText(b.last("bo"), "Du har fått")
	})
}

// TestOverviewOnce: what was done stands in one overview, and an overview whose
// day is a holiday comes before it in the same week.
func TestOverviewOnce(t *testing.T) {
	both(t, "2026-11-29 10:00", func(b *bureau) {
		done := b.task("anna", store.Task{Title: "Avtalet", Owner: "anna"})
		b.task("anna", store.Task{Title: "Budget", Owner: "anna", Due: day(b, "2026-12-10")})
		b.passTo("2026-11-30 08:00")
		b.close("anna", done)
		b.passTo("2026-12-08 08:00")
		n := 0
		for _, p := range b.chat.Posts() {
			if p.To.Channel == team && strings.Contains(p.Message.Plain(), "Avtalet") {
				n++
			}
		}
		if n != 1 {
			b.Errorf("it stands in %d overviews", n)
		}
	})
	p := newPlanning(t, store.Task{}, store.Settings{}, "2026-12-28 10:00")
	for after, want := range map[string]string{
		"2026-12-28 10:00": "2026-12-30 08:00", // Thursday is New Year's Eve
		"2026-12-30 10:00": "2027-01-07 08:00",
	} {
		h := store.House{OverviewDay: 4, OverviewAt: "08:00"}
		if got := p.NextOverview(h, at(t, after)); !got.Equal(at(t, want)) {
			t.Errorf("after %s comes %v, want %s", after, got, want)
		}
	}
}

// TestBackEarly: who comes back before they had said gets at once what waits
// for them, and stands in for others again.
func TestBackEarly(t *testing.T) {
	both(t, "2026-11-23 10:00", func(b *bureau) {
		mine := b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-11-26")})
		b.leave("anna", "2026-11-24", "2026-11-30", "bo")
		b.leave("bo", "2026-11-24", "2026-11-27", "")
		b.passTo("2026-11-24 10:00")
		b.task("anna", store.Task{Title: "Ring Eva", Owner: "bo", Due: day(b, "2027-01-20")})
		b.passTo("2026-11-25 09:30")
		b.choose("bo", func(s *store.Settings) { s.Absences = nil })
		b.passTo("2026-11-26 12:00")
		if got := b.posts("bo"); len(got) == 0 || got[0] != "2026-11-25 09:30 U1 U2" {
			b.Errorf("posts to bo: %q", got)
		}
		if got := b.sent(mine); !strings.Contains(got, "today 2026-11-26 09:00 @bo") {
			b.Errorf("sent about anna's:\n%s", got)
		}
	})
}

// TestHourMoved: who has a task is told also when only its hour is another.
func TestHourMoved(t *testing.T) {
	both(t, "2026-11-23 10:00", func(b *bureau) {
		r := b.task("anna", store.Task{Owner: "bo", Due: day(b, "2026-11-26"), Clock: "15:00"})
		b.passTo("2026-11-25 13:00")
		b.change("anna", r, func(t *store.Task) { t.Clock = "08:00" })
		b.passTo("2026-11-25 13:10")
		b.wantText(b.last("bo"), "flyttade", "15:00", "08:00")
		b.wantText(b.redrawn(), "08:00")
	})
}

// TestWaitsNoMore: that a reminder waits isn't told of a task that is done.
func TestWaitsNoMore(t *testing.T) {
	both(t, "2026-11-23 10:00", func(b *bureau) {
		b.point("L1", "bo")
		r := b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-11-26"), Points: []string{"L1"}})
		b.leave("anna", "2026-11-25", "2026-11-30", "")
		b.leave("bo", "2026-11-25", "2026-11-26", "")
		b.passTo("2026-11-26 11:00")
		b.close("anna", r)
		b.passTo("2026-11-27 12:00")
		b.wantPosts("bo")
	})
}

// TestUndoneSeries: to take back a 'klar' of a series tells nobody of the task
// that came of it and went with it.
func TestUndoneSeries(t *testing.T) {
	both(t, "2026-11-23 10:00", func(b *bureau) {
		r := b.task("anna", store.Task{Owner: "bo", Due: day(b, "2026-12-15"), Repeat: b.rule("varje månad den 15")})
		b.passTo("2026-11-23 11:00")
		b.close("anna", r)
		b.undo("anna")
		b.passTo("2026-11-23 12:00")
		for _, p := range b.chat.Posts() {
			if strings.Contains(p.Message.Plain(), "U2") {
				b.Errorf("told: %s", p.Message.Plain())
			}
		}
	})
}
