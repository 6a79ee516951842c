package remind_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"utblick/bot"
	"utblick/bot/bottest"
	"utblick/handlers/remind"
	"utblick/store"
)

var errLost = errors.New("the answer was lost")

// TestLostAnswer: what stands though nobody heard so is found, not posted anew.
func TestLostAnswer(t *testing.T) {
	both(t, "2026-11-23 08:00", func(b *bureau) {
		r := b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-11-24")})
		lost := 0
		b.chat.lose = func(string, bot.Address) error { lost++; return errLost }
		b.passTo("2026-11-24 12:00")
		b.wantPosts("anna", "2026-11-23 09:00 U1", "2026-11-24 09:00 U1")
		if lost != len(b.chat.Posts()) {
			b.Errorf("%d posts", lost)
		}
		b.wantSent(r, "eve 2026-11-23 09:00 @anna", "today 2026-11-24 09:00 @anna")
	})
}

// TestDiedBetween: who dies between the post and its receipt leaves a message
// that the next one finds, and one that was only taken, that the next one posts.
func TestDiedBetween(t *testing.T) {
	both(t, "2026-11-23 08:00", func(b *bureau) {
		b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-11-25")})
		b.task("bo", store.Task{Owner: "bo", Due: day(b, "2026-11-25")})
		b.passTo("2026-11-24 08:59")
		die, reborn := b.mortal()
		b.chat.lose = func(_ string, to bot.Address) error {
			if to.Person == "anna" {
				die()
			}
			return nil
		}
		b.needs.Posters = 1
		b.open("dying")
		b.skipTo("2026-11-24 09:00")
		if err := b.remind.Tick(b.Context()); err == nil {
			b.Error("died without an error")
		}
		b.chat.lose = nil
		reborn()
		b.open("next")
		b.passTo("2026-11-24 09:02")
		b.wantPosts("anna", "2026-11-24 09:00 U1")
		b.wantPosts("bo")
		b.passTo("2026-11-24 12:00")
		b.wantPosts("anna", "2026-11-24 09:00 U1")
		b.wantPosts("bo", "2026-11-24 09:03 U2")
	})
}

// TestStopped: what is under way when the program is told to stop is seen
// through, and what hasn't begun is the next one's at once.
func TestStopped(t *testing.T) {
	both(t, "2026-11-23 08:00", func(b *bureau) {
		r := b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-11-25")})
		b.task("bo", store.Task{Owner: "bo", Due: day(b, "2026-11-25")})
		b.passTo("2026-11-24 08:59")
		ctx, stop := context.WithCancel(b.Context())
		b.chat.lose = func(string, bot.Address) error { stop(); return nil }
		b.needs.Posters = 1
		b.open("stopping")
		b.skipTo("2026-11-24 09:00")
		if err := b.remind.Tick(ctx); !errors.Is(err, context.Canceled) {
			b.Errorf("stopped with %v", err)
		}
		b.wantSent(r, "eve 2026-11-24 09:00 @anna")
		b.wantPosts("bo")
		b.open("next")
		b.tick()
		b.wantPosts("anna", "2026-11-24 09:00 U1")
		b.wantPosts("bo", "2026-11-24 09:00 U2")
	})
}

// TestRetries: a platform that is away is tried again after growing pauses,
// never the same, and gets what waited in order.
func TestRetries(t *testing.T) {
	both(t, "2026-11-23 08:00", func(b *bureau) {
		b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-11-24")})
		b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-11-25"), Rules: []store.Rule{{For: "anna", When: b.rule("varje dag kl 11")}}})
		var tries []time.Time
		b.chat.fail = func(_ string, to bot.Address) error {
			if to.Person == "anna" {
				tries = append(tries, b.clock.Now())
				return errAway
			}
			return nil
		}
		b.passTo("2026-11-24 14:00")
		b.chat.fail = nil
		b.passTo("2026-11-24 17:00")
		var pauses []time.Duration
		for i := range tries[1:] {
			pauses = append(pauses, tries[i+1].Sub(tries[i]))
		}
		if len(tries) < 12 || len(tries) > 100 {
			b.Errorf("%d tries", len(tries))
		}
		for i, want := 0, 15*time.Second; i < 6; i, want = i+1, 2*want {
			if pauses[i] < want*3/4-time.Second || pauses[i] > want*5/4+time.Second {
				b.Errorf("pause %d is %v, want about %v", i, pauses[i], want)
			}
		}
		posts := b.posts("anna")
		var codes []string
		for _, p := range posts {
			codes = append(codes, p[16:])
		}
		if strings.Join(codes, ",") != " U1 U2" { // one message for all that waited
			b.Errorf("posts: %q", posts)
		}
		first := slices.IndexFunc(b.chat.Posts(), func(p bottest.Posted) bool { return p.To.Person == "anna" })
		b.wantText(b.chat.Posts()[first].Message.Plain(), "klar idag, tis 24 nov") // no longer tomorrow
	})
}

// TestOrder: what waited for one is one message, in the order in which it was
// due, and one who can't be reached holds up nobody else.
func TestOrder(t *testing.T) {
	both(t, "2026-11-23 08:00", func(b *bureau) {
		for _, hour := range []string{"kl 9", "kl 10", "kl 11"} {
			b.task("anna", store.Task{Owner: "anna", Rules: []store.Rule{{For: "anna", When: b.rule("varje måndag " + hour)}}})
		}
		b.task("bo", store.Task{Owner: "bo", Rules: []store.Rule{{For: "bo", When: b.rule("varje måndag kl 10")}}})
		b.chat.fail = func(_ string, to bot.Address) error {
			if to.Person == "anna" {
				return errAway
			}
			return nil
		}
		b.passTo("2026-11-23 11:30")
		b.chat.fail = nil
		b.wantPosts("bo", "2026-11-23 10:00 U4")
		b.passTo("2026-11-23 14:00")
		if posts := b.posts("anna"); len(posts) != 1 || !strings.HasSuffix(posts[0], "U1 U2 U3") {
			b.Errorf("posts: %q", posts)
		}
		b.wantText(b.last("anna"), "skulle ha kommit mån 23 nov kl 09:00")
	})
}

// TestWeekendOutage: from Friday's noon to Sunday the platform is away. What
// waits comes on Monday's morning, not before; after a day the team is told.
func TestWeekendOutage(t *testing.T) {
	both(t, "2026-11-23 08:00", func(b *bureau) {
		r := b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-12-04")}) // ahead on Friday
		b.passTo("2026-11-27 08:59")
		b.chat.leave(true)
		b.passTo("2026-11-29 15:00")
		b.chat.leave(false)
		b.passTo("2026-11-30 12:00")
		b.wantSent(r, "ahead 2026-11-30 09:00 @anna")
		b.wantPosts("anna", "2026-11-30 09:00 U1")
	})
}

// TestAlarm: what hasn't got through for a day is told to the team and the log, once.
func TestAlarm(t *testing.T) {
	both(t, "2026-11-23 08:00", func(b *bureau) {
		r := b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-11-25")})
		b.do("bo", func(tx *store.Tx) error { return tx.PutHouse(store.House{OverviewOff: true, OverviewAt: "08:30"}) })
		b.passTo("2026-11-24 08:59")
		b.chat.fail = func(_ string, to bot.Address) error {
			if to.Person == "anna" {
				return errAway
			}
			return nil
		}
		b.passTo("2026-11-25 08:50")
		b.wantPosts(team)
		b.passTo("2026-11-25 17:00")
		if posts := b.posts(team); len(posts) != 1 || posts[0] > "2026-11-25 09:31" {
			b.Errorf("posts to the team: %q", posts)
		}
		b.wantText(b.last(team), "Anna Ek", "24 nov kl 09:00", "U1")
		b.passTo("2026-11-27 17:00")
		if n := strings.Count(b.log.String(), "level=ERROR"); n != 1 || len(b.posts(team)) != 1 {
			b.Errorf("%d lines in the log, %d to the team", n, len(b.posts(team)))
		}
		b.chat.fail = nil
		b.passTo("2026-11-30 17:00")
		if got := b.sent(r); !strings.HasPrefix(got, "eve 2026-11-27 17:") || strings.Contains(got, "\n") {
			b.Errorf("sent: %s", got)
		}
	})
}

// TestProcessAway: after two weeks there is one digest, which tells when
// things should have come; nothing comes at night.
func TestProcessAway(t *testing.T) {
	both(t, "2026-11-23 08:00", func(b *bureau) {
		for _, due := range []string{"2026-12-01", "2026-12-03", "2026-12-15", "2026-12-30"} {
			b.task("anna", store.Task{Owner: "anna", Due: day(b, due)})
		}
		b.task("bo", store.Task{Owner: "bo", Due: day(b, "2026-12-01")})
		b.passTo("2026-11-25 12:00")
		before := b.posts("anna")
		b.skipTo("2026-12-08 23:00")
		b.open("later")
		b.passTo("2026-12-09 08:59")
		if got := b.posts("anna"); len(got) != len(before) {
			b.Errorf("at night: %q", got)
		}
		b.passTo("2026-12-09 17:00")
		if got := b.posts("anna")[len(before):]; len(got) != 1 || got[0] != "2026-12-09 09:00 U1 U2 U3" {
			b.Errorf("then: %q", got)
		}
		b.wantText(b.last("anna"), "skulle ha kommit", "30 nov kl 09:00", "26 nov kl 09:00", "8 dec kl 09:00")
		b.passTo("2027-01-31 17:00")
		for id := range uint64(3) {
			if got := b.sent(store.Ref{Kind: store.KindTask, ID: id + 1}); strings.Count(got, "@anna") > 3+5 || strings.Contains(got, "late6") {
				b.Errorf("U%d: %s", id+1, got)
			}
		}
	})
}

// TestMeanwhile: a message that waits leaves out what was done, moved or
// handed over, and isn't posted when nothing is left.
func TestMeanwhile(t *testing.T) {
	both(t, "2026-11-23 08:00", func(b *bureau) {
		var refs []store.Ref
		for range 4 {
			refs = append(refs, b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-11-25")}))
		}
		only := b.task("bo", store.Task{Owner: "bo", Due: day(b, "2026-11-25")})
		b.passTo("2026-11-24 08:59")
		b.chat.leave(true)
		b.passTo("2026-11-24 09:30")
		b.close("anna", refs[0])
		b.change("anna", refs[1], func(t *store.Task) { t.Due = day(b, "2026-12-15") })
		b.change("anna", refs[2], func(t *store.Task) { t.Owner = "cilla" })
		b.close("bo", only)
		b.chat.leave(false)
		b.passTo("2026-11-24 12:00")
		if got := b.posts("anna"); len(got) != 1 || !strings.HasSuffix(got[0], " U4") {
			b.Errorf("posts: %q", got)
		}
		b.wantPosts("bo")
		b.wantSent(refs[0])
		b.wantSent(refs[1])
	})
}

// TestOwnRuleMeanwhile: a person's own reminder of another's task comes though
// the task is handed over or moved while it waits.
func TestOwnRuleMeanwhile(t *testing.T) {
	both(t, "2026-11-23 08:00", func(b *bureau) {
		r := b.task("bo", store.Task{Owner: "bo", Due: day(b, "2026-12-22"), Rules: []store.Rule{{For: "anna", When: b.rule("varje tisdag")}}})
		q := b.task("bo", store.Task{Owner: "bo", Due: day(b, "2026-11-26"), Rules: []store.Rule{{For: "anna", When: b.rule("2 dagar före")}}})
		b.passTo("2026-11-24 08:59")
		b.chat.leave(true)
		b.passTo("2026-11-24 09:30")
		b.change("bo", r, func(t *store.Task) { t.Owner, t.Due = "cilla", day(b, "2026-12-23") })
		b.change("bo", q, func(t *store.Task) { t.Due = day(b, "2026-12-23") })
		b.chat.leave(false)
		b.passTo("2026-11-24 12:00")
		if got := b.posts("anna"); len(got) != 1 || !strings.HasSuffix(got[0], " U1") {
			b.Errorf("posts: %q", got)
		}
		b.wantText(b.last("anna"), "23 dec")
	})
}

// TestTwoSchedulers share the work of one store at the same time.
func TestTwoSchedulers(t *testing.T) {
	both(t, "2026-11-23 08:00", func(b *bureau) {
		people := []string{"anna", "bo", "cilla", "david"}
		for i := range 40 {
			b.task("anna", store.Task{Owner: people[i%4], Due: day(b, "2026-12-03") + store.Day(i%3)})
		}
		all := []*remind.Scheduler{b.remind, b.scheduler("second"), b.scheduler("third")}
		for range 400 {
			at, ok, err := b.remind.Next(b.Context())
			if err != nil || !ok || at.After(day(b, "2026-12-12").At(0, 0, b.clock.zone)) {
				break
			}
			if at.After(b.clock.Now()) {
				b.clock.set(at)
			}
			var work sync.WaitGroup
			for _, s := range all {
				work.Go(func() {
					if err := s.Tick(b.Context()); err != nil {
						b.Error(err)
					}
				})
			}
			work.Wait()
		}
		keys := map[string]bool{}
		for _, p := range b.chat.Posts() {
			if keys[p.Key] {
				b.Errorf("%s was posted twice", p.Key)
			}
			keys[p.Key] = true
		}
		for i := range uint64(40) {
			got := strings.ReplaceAll(b.sent(store.Ref{Kind: store.KindTask, ID: i + 1}), "given", "")
			for _, what := range []string{"ahead", "eve", "today", "late1", "late2"} {
				if strings.Count(got, what) != 1 && (what != "late2" || i%3 == 0) && (what != "eve" || i%3 != 2) {
					b.Errorf("U%d: %s", i+1, got)
				}
			}
		}
		for _, who := range people {
			posts := b.posts(who)
			if times := slices.Compact(slices.Clone(posts)); len(times) != len(posts) || !slices.IsSorted(posts) {
				b.Errorf("%s: %q", who, posts)
			}
			for i := range posts[1:] {
				if posts[i+1][:16] == posts[i][:16] {
					b.Errorf("%s got two messages at %s", who, posts[i][:16])
				}
			}
		}
	})
}

// TestStaleAlarm: when the whole platform was away and all got through after
// all, nobody needs to hear that it didn't.
func TestStaleAlarm(t *testing.T) {
	both(t, "2026-11-23 08:00", func(b *bureau) {
		b.do("bo", func(tx *store.Tx) error { return tx.PutHouse(store.House{OverviewOff: true, OverviewAt: "08:30"}) })
		for _, who := range []string{"anna", "bo", "cilla", "david"} {
			b.task(who, store.Task{Owner: who, Due: day(b, "2026-12-04")})
		}
		b.passTo("2026-11-27 08:59")
		b.chat.leave(true)
		b.passTo("2026-11-28 15:00")
		b.chat.leave(false)
		b.passTo("2026-11-30 12:00")
		for _, who := range []string{"anna", "bo", "cilla", "david"} {
			if len(b.posts(who)) != 1 {
				b.Errorf("%s: %q", who, b.posts(who))
			}
		}
		b.wantPosts(team)
	})
}
