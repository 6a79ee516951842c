package remind_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"utblick/store"
)

// TestChain follows a task that nobody does, to the end.
func TestChain(t *testing.T) {
	both(t, "2026-11-23 08:00", func(b *bureau) {
		b.point("N1", "bo")
		r := b.task("cilla", store.Task{Owner: "anna", Due: day(b, "2026-12-03"), Points: []string{"N2", "N1"}})
		b.passTo("2027-03-01 12:00")
		b.wantSent(r, "given 2026-11-23 08:00 @anna", "ahead 2026-11-26 09:00 @anna", "eve 2026-12-02 09:00 @anna", "today 2026-12-03 09:00 @anna",
			"late1 2026-12-07 09:00 @anna", "late2 2026-12-09 09:00 @anna", "late3 2026-12-11 09:00 @anna",
			"late4 2026-12-15 09:00 @anna", "late5 2026-12-17 09:00 @anna", "raise1 2026-12-21 09:00 @bo", "raise2 2026-12-30 09:00 #"+team)
	})
}

// TestChainMissing: whoever is missing in the chain is passed over.
func TestChainMissing(t *testing.T) {
	both(t, "2026-11-23 08:00", func(b *bureau) {
		none := b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-11-24"), Points: []string{"N1"}})
		b.point("N2", "anna") // who has it already
		own := b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-11-24"), Points: []string{"N2"}})
		b.passTo("2027-03-01 12:00")
		for _, r := range []store.Ref{none, own} {
			if got := b.sent(r); strings.Count(got, "raise") != 1 || !strings.Contains(got, "raise2 2026-12-17 09:00 #"+team) {
				b.Errorf("%s: %s", r, got)
			}
		}
		if got := b.posts(team); !slices.Contains(got, "2026-12-17 09:00 U1 U2") {
			b.Errorf("posts to the team: %q", got)
		}
	})
}

// TestChainPrivate: a private channel's task never comes to the team's.
func TestChainPrivate(t *testing.T) {
	both(t, "2026-11-23 08:00", func(b *bureau) {
		b.chat.Rooms = map[string][]string{"hr": {"anna"}}
		b.point("N1", "bo")
		r := b.task("anna", store.Task{Title: "Lönen", Owner: "anna", Channel: "hr", Due: day(b, "2026-11-24"), Points: []string{"N1"}})
		b.chat.Persons = b.chat.Persons[1:] // Anna leaves after a while
		b.passTo("2027-03-01 12:00")
		b.wantPosts(team)
		b.wantPosts("bo")
		b.wantSent(r)
	})
}

func TestRuleOff(t *testing.T) {
	both(t, "2026-11-23 08:00", func(b *bureau) {
		r := b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-11-24"), Rules: []store.Rule{{For: "anna", When: store.RuleOff}}})
		b.passTo("2027-03-01 12:00")
		b.wantSent(r)
	})
}

// TestQuiet: who wants no digest gets what they asked for themselves, and
// what others do.
func TestQuiet(t *testing.T) {
	both(t, "2026-11-23 08:00", func(b *bureau) {
		b.choose("anna", func(s *store.Settings) { s.Quiet = true })
		r := b.task("bo", store.Task{Owner: "anna", Due: day(b, "2026-12-03"), Rules: []store.Rule{{For: "anna", When: b.rule("2 dagar före")}}})
		b.passTo("2026-12-09 12:00")
		b.wantSent(r, "given 2026-11-23 08:00 @anna", "own 2026-12-01 09:00 @anna")
	})
}

// TestOneMessage: what comes at one time is one message, the late first.
func TestOneMessage(t *testing.T) {
	both(t, "2026-11-23 08:00", func(b *bureau) {
		b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-12-11")}) // ahead on the 4th
		b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-12-04")}) // today
		b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-12-02")}) // late
		b.task("anna", store.Task{Owner: "bo", Due: day(b, "2026-12-04"), Rules: []store.Rule{{For: "anna", Once: []string{b.rule("fredag v 49")}}}})
		b.passTo("2026-12-04 08:59")
		n := len(b.posts("anna"))
		b.passTo("2026-12-04 17:00")
		if got := b.posts("anna")[n:]; len(got) != 1 || got[0] != "2026-12-04 09:00 U3 U2 U4 U1" {
			b.Errorf("got %q", got)
		}
	})
}

// TestDeputy: who is away has a deputy, who is told for whom.
func TestDeputy(t *testing.T) {
	both(t, "2026-11-23 08:00", func(b *bureau) {
		r := b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-12-03")})
		b.leave("anna", "2026-11-30", "2026-12-02", "bo")
		b.choose("bo", func(s *store.Settings) { s.Hour = "10:00" })
		b.passTo("2026-12-04 12:00")
		b.wantSent(r, "ahead 2026-11-26 09:00 @anna", "eve 2026-12-02 09:00 @bo", "today 2026-12-03 09:00 @anna")
		b.wantText(b.last("bo"), "som ersättare för Anna Ek", "2 dec")
	})
}

// TestDeputyFree: on a deputy's free day it waits for their next, or for the
// owner if that is sooner.
func TestDeputyFree(t *testing.T) {
	both(t, "2026-11-23 08:00", func(b *bureau) {
		b.choose("bo", func(s *store.Settings) { s.FreeDays = []time.Weekday{time.Wednesday} })
		r := b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-12-03")})
		b.leave("anna", "2026-11-30", "2026-12-02", "bo")
		long := b.task("anna", store.Task{Owner: "cilla", Due: day(b, "2026-12-03")})
		b.leave("cilla", "2026-11-30", "2026-12-12", "bo")
		b.passTo("2026-12-03 12:00")
		b.wantSent(r, "ahead 2026-11-26 09:00 @anna", "eve 2026-12-03 09:00 @anna")
		b.wantSent(long, "given 2026-11-23 08:00 @cilla", "ahead 2026-11-26 09:00 @cilla", "eve 2026-12-03 09:00 @bo")
	})
}

// TestDeputyAway: a deputy who is away, too, is none; another absence of the
// same days may have one who isn't.
func TestDeputyAway(t *testing.T) {
	both(t, "2026-11-23 08:00", func(b *bureau) {
		r := b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-12-03")})
		b.leave("anna", "2026-11-30", "2026-12-02", "bo")
		b.leave("bo", "2026-12-01", "2026-12-01", "anna")
		b.leave("bo", "2026-12-02", "2026-12-31", "")
		other := b.task("cilla", store.Task{Owner: "cilla", Due: day(b, "2026-12-03")})
		b.leave("cilla", "2026-11-27", "2026-12-02", "")
		b.leave("cilla", "2026-12-01", "2026-12-04", "david")
		b.passTo("2026-12-03 12:00")
		b.wantSent(r, "ahead 2026-11-26 09:00 @anna", "eve 2026-12-03 09:00 @anna")
		b.wantSent(other, "ahead 2026-11-26 09:00 @cilla", "eve 2026-12-02 09:00 @david", "today 2026-12-03 09:00 @david")
	})
}

// TestDeputyOutside: what belongs to a private channel isn't for a deputy who
// isn't in it.
func TestDeputyOutside(t *testing.T) {
	both(t, "2026-11-23 08:00", func(b *bureau) {
		b.chat.Rooms = map[string][]string{"hr": {"anna", "cilla"}}
		r := b.task("anna", store.Task{Owner: "anna", Channel: "hr", Due: day(b, "2026-12-03")})
		b.leave("anna", "2026-11-30", "2026-12-02", "bo")
		b.passTo("2026-12-03 08:00")
		b.wantPosts("bo")
		b.leave("anna", "2026-12-03", "2026-12-03", "cilla")
		b.passTo("2026-12-03 12:00")
		b.wantSent(r, "ahead 2026-11-26 09:00 @anna", "eve 2026-12-03 08:00 @cilla", "today 2026-12-03 09:00 @cilla")
	})
}

// TestWaits: without a deputy it waits for the first working day, and the
// point's owner is told once.
func TestWaits(t *testing.T) {
	both(t, "2026-11-23 08:00", func(b *bureau) {
		b.point("N1", "cilla")
		r := b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-12-03"), Points: []string{"N1"}})
		b.leave("anna", "2026-11-25", "2026-11-27", "")
		b.leave("anna", "2026-11-30", "2026-12-01", "") // the weekend between is no return
		b.passTo("2026-11-27 12:00")
		b.leave("anna", "2026-12-01", "2026-12-04", "") // longer than thought
		b.passTo("2026-12-07 08:59")
		b.wantSent(r, "waits 2026-11-26 09:00 @cilla")
		b.wantText(b.last("cilla"), "Anna Ek är borta", "1 dec")
		b.passTo("2026-12-08 12:00")
		b.wantSent(r, "waits 2026-11-26 09:00 @cilla", "ahead 2026-12-07 09:00 @anna")
		b.wantText(b.last("anna"), "skulle ha varit klar tors 3 dec")
	})
}

// TestBackSooner: what waits comes when its person is back before they thought.
func TestBackSooner(t *testing.T) {
	both(t, "2026-11-23 08:00", func(b *bureau) {
		r := b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-12-03")})
		b.leave("anna", "2026-11-25", "2027-01-10", "")
		b.passTo("2026-11-30 10:00")
		b.choose("anna", func(s *store.Settings) { s.Absences = nil })
		b.passTo("2026-12-01 12:00")
		b.wantSent(r, "ahead 2026-11-30 10:00 @anna")
	})
}

// TestHandedOverWhileAway: what waited for one who is away comes to whoever
// has the task now.
func TestHandedOverWhileAway(t *testing.T) {
	both(t, "2026-11-23 08:00", func(b *bureau) {
		r := b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-12-03")})
		b.leave("anna", "2026-11-25", "2027-01-10", "")
		b.passTo("2026-11-30 10:00")
		b.change("bo", r, func(t *store.Task) { t.Owner = "bo" })
		b.passTo("2026-12-03 12:00")
		b.wantSent(r, "ahead 2026-11-30 10:00 @bo", "eve 2026-12-02 09:00 @bo", "today 2026-12-03 09:00 @bo")
	})
}

// TestHandedOverAtOnce: who gets a reminder is whoever has the task when the
// message is made, not when it was begun.
func TestHandedOverAtOnce(t *testing.T) {
	both(t, "2026-11-23 10:00", func(b *bureau) {
		r := b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-11-25"), Rules: []store.Rule{{For: "cilla", When: b.rule("en dag före")}}})
		b.passTo("2026-11-24 08:59")
		b.chat.ask = func(person string) {
			if person == "anna" {
				b.chat.ask = nil
				b.change("anna", r, func(t *store.Task) { t.Owner = "bo" })
			}
		}
		b.passTo("2026-11-24 12:00")
		b.wantPosts("anna")
		b.wantPosts("bo", "2026-11-24 09:00 U1") // with word that it's his now
		b.wantPosts("cilla", "2026-11-24 09:00 U1")
	})
}

// TestGone: for an owner who has left the point's owner is told, or who made
// the task, or the team.
func TestGone(t *testing.T) {
	both(t, "2026-11-23 08:00", func(b *bureau) {
		b.point("N1", "cilla")
		due := day(b, "2026-11-25")
		one := b.task("bo", store.Task{Owner: "david", Due: due, Points: []string{"N1"}})
		two := b.task("bo", store.Task{Owner: "david", Due: due})
		three := b.task("david", store.Task{Owner: "david", Due: due})
		b.passTo("2026-11-24 12:00")
		for i := range b.chat.Persons {
			if b.chat.Persons[i].ID == "david" {
				b.chat.Persons[i].Guest = true
			}
		}
		b.passTo("2026-11-25 12:00")
		first := []string{"given 2026-11-23 08:00 @david", "eve 2026-11-24 09:00 @david"}
		b.wantSent(one, append(first[:2:2], "today 2026-11-25 09:00 @cilla")...)
		b.wantSent(two, append(first[:2:2], "today 2026-11-25 09:00 @bo")...)
		b.wantSent(three, first[1], "today 2026-11-25 09:00 #"+team)
		b.wantText(b.last("bo"), "@david", "Vem tar över?")
	})
}

// TestOverview goes out on Mondays, or on the first working day after one
// that isn't; when there is nothing to say, not at all.
func TestOverview(t *testing.T) {
	both(t, "2027-03-12 08:00", func(b *bureau) {
		b.chat.Rooms = map[string][]string{"hr": {"anna"}}
		off := []store.Rule{{For: "anna", When: store.RuleOff}}
		b.passTo("2027-03-20 12:00")
		b.wantPosts(team) // nothing is recorded
		b.task("anna", store.Task{Owner: "anna", Due: day(b, "2027-03-25"), Rules: off})
		b.task("anna", store.Task{Owner: "anna", Due: day(b, "2027-03-25"), Rules: off, Channel: "hr"})
		b.passTo("2027-03-31 12:00") // Easter Monday is the 29th
		b.wantPosts(team, "2027-03-22 08:30 U1", "2027-03-30 08:30 U1")
		b.close("anna", store.Ref{Kind: store.KindTask, ID: 1})
		b.passTo("2027-04-20 12:00")
		b.wantPosts(team, "2027-03-22 08:30 U1", "2027-03-30 08:30 U1", "2027-04-05 08:30 U1")
	})
}

// TestOverviewMissed comes once, when somebody works, and not at all when it
// was turned off while it waited.
func TestOverviewMissed(t *testing.T) {
	both(t, "2027-03-12 08:00", func(b *bureau) {
		off := []store.Rule{{For: "anna", When: store.RuleOff}}
		b.task("anna", store.Task{Owner: "anna", Due: day(b, "2027-03-15"), Rules: off})
		b.passTo("2027-03-12 09:00")
		b.skipTo("2027-04-13 20:00")
		b.passTo("2027-04-14 12:00")
		b.wantPosts(team, "2027-04-14 09:00 U1")
		b.passTo("2027-04-19 12:00")
		b.wantPosts(team, "2027-04-14 09:00 U1", "2027-04-19 08:30 U1")
		b.skipTo("2027-04-26 20:00")
		b.tick() // it waits for the morning
		b.do("anna", func(tx *store.Tx) error {
			h, err := tx.House()
			if h.OverviewOff = true; err != nil {
				return err
			}
			return tx.PutHouse(h)
		})
		b.passTo("2027-05-20 12:00")
		b.wantPosts(team, "2027-04-14 09:00 U1", "2027-04-19 08:30 U1")
	})
}

// TestHeldThenBack: a message that was held because its person was away comes
// when they are back before they thought, and holds up no other.
func TestHeldThenBack(t *testing.T) {
	both(t, "2026-11-23 08:00", func(b *bureau) {
		b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-12-01")}) // ahead on the 24th
		b.passTo("2026-11-24 08:59")
		b.chat.leave(true)
		b.passTo("2026-11-24 16:00")
		b.leave("anna", "2026-11-24", "2026-12-18", "")
		b.passTo("2026-11-24 17:00")
		b.chat.leave(false)
		b.passTo("2026-11-26 10:00")
		b.wantPosts("anna")
		b.choose("anna", func(s *store.Settings) { s.Absences = nil })
		b.passTo("2026-11-26 12:00")
		b.wantPosts("anna", "2026-11-26 10:00 U1")
		b.passTo("2026-11-30 12:00")
		b.wantPosts("anna", "2026-11-26 10:00 U1", "2026-11-30 09:00 U1")
	})
}
