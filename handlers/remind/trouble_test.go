package remind_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"utblick/bot"
	"utblick/handlers/remind"
	"utblick/store"
)

// TestMovedWhileAway: of what waited for a task that was moved meanwhile only
// what is still so is said, and that is.
func TestMovedWhileAway(t *testing.T) {
	both(t, "2026-11-23 08:00", func(b *bureau) {
		r := b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-11-25")})
		b.passTo("2026-11-24 08:59")
		b.chat.leave(true)
		b.passTo("2026-11-24 10:00")
		b.change("anna", r, func(t *store.Task) { t.Due = day(b, "2026-11-27") })
		b.passTo("2026-11-26 10:00")
		b.chat.leave(false)
		b.passTo("2026-11-26 17:00")
		if got := b.posts("anna"); len(got) != 1 || !strings.HasSuffix(got[0], " U1") {
			b.Errorf("posts: %q", got)
		}
		b.wantText(b.last("anna"), "fre 27 nov")
	})
}

// TestGivenThenDone: word that came too late to be true isn't given.
func TestGivenThenDone(t *testing.T) {
	both(t, "2026-11-24 10:00", func(b *bureau) {
		b.chat.leave(true)
		r := b.task("anna", store.Task{Owner: "bo", Due: day(b, "2026-12-25")})
		b.passTo("2026-11-24 11:00")
		b.close("bo", r)
		b.chat.leave(false)
		b.passTo("2026-11-24 13:00")
		b.wantPosts("bo")
	})
}

// deaf is a platform that can't be asked who is in a channel while it is set.
type deaf struct {
	*chat
	is bool
}

func (d *deaf) Member(ctx context.Context, channel, person string) (bool, error) {
	if d.is {
		return false, errAway
	}
	return d.chat.Member(ctx, channel, person)
}

// TestMembershipUnknown: whether somebody may read of a task is asked again
// when it can't be asked, at the claim and at the post.
func TestMembershipUnknown(t *testing.T) {
	for _, late := range []string{"claim", "post"} {
		t.Run(late, func(t *testing.T) {
			both(t, "2026-11-23 08:00", func(b *bureau) {
				d := &deaf{chat: b.chat}
				b.needs.Platform = d
				b.open("deaf")
				b.chat.Rooms = map[string][]string{"hemlig": {"anna", "bo"}}
				b.task("bo", store.Task{Owner: "bo", Channel: "hemlig", Rules: []store.Rule{{For: "anna", Once: []string{b.rule("imorgon")}}}})
				b.passTo("2026-11-24 08:59")
				if late == "post" {
					b.chat.fail = func(string, bot.Address) error { d.is = true; return errAway }
				} else {
					d.is = true
				}
				b.passTo("2026-11-24 09:10")
				b.wantPosts("anna")
				d.is, b.chat.fail = false, nil
				b.passTo("2026-11-24 10:00")
				if got := b.posts("anna"); len(got) != 1 {
					b.Errorf("posts: %q", got)
				}
			})
		})
	}
}

// TestClockPutRight: also when somebody changes a task before the next tick.
func TestClockPutRight(t *testing.T) {
	both(t, "2026-11-23 08:00", func(b *bureau) {
		b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-12-03")})
		b.passTo("2026-11-25 10:00")
		b.skipTo("2027-11-24 12:00")
		b.tick()
		before := len(b.posts("anna"))
		b.skipTo("2026-11-25 10:30")
		b.task("bo", store.Task{Owner: "bo", Due: day(b, "2026-12-24")})
		b.tick() // as Run does each minute
		b.passTo("2026-12-03 12:00")
		if got := b.posts("anna")[before:]; len(got) < 2 {
			b.Errorf("after the clock was put right came %q", got)
		}
	})
}

// TestAlarmOfLater: what comes to wait behind what can't be delivered is told of
// too, once.
func TestAlarmOfLater(t *testing.T) {
	both(t, "2026-11-23 08:00", func(b *bureau) {
		b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-11-25")})
		b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-12-04")})
		b.do("bo", func(tx *store.Tx) error { return tx.PutHouse(store.House{OverviewOff: true, OverviewAt: "08:30"}) })
		b.passTo("2026-11-24 08:59")
		b.chat.fail = func(_ string, to bot.Address) error {
			if to.Person == "anna" {
				return errAway
			}
			return nil
		}
		b.passTo("2026-12-08 17:00")
		var alarms []string
		for _, p := range b.chat.Posts() {
			if p.To.Channel == team {
				alarms = append(alarms, p.Message.Plain())
			}
		}
		if len(alarms) != 2 || !strings.Contains(alarms[0], "U1") || !strings.Contains(alarms[1], "U2") || strings.Contains(alarms[1], "U1") {
			b.Errorf("alarms: %q", alarms)
		}
	})
}

// TestTimeoutsPause: a platform that never answers is asked more and more
// seldom, and keeps nobody else's reminders.
func TestTimeoutsPause(t *testing.T) {
	both(t, "2026-11-23 08:00", func(b *bureau) {
		b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-11-25")})
		b.task("bo", store.Task{Owner: "bo", Rules: []store.Rule{{For: "bo", When: b.rule("varje dag kl 10")}}})
		b.passTo("2026-11-24 08:59")
		tries := 0
		b.chat.fail = func(_ string, to bot.Address) error {
			if to.Person != "anna" {
				return nil
			}
			tries++
			b.clock.set(b.clock.Now().Add(30 * time.Second))
			return fmt.Errorf("post: %w", context.DeadlineExceeded)
		}
		b.passTo("2026-11-24 17:00")
		if tries > 40 {
			b.Errorf("%d tries in eight hours", tries)
		}
		b.wantPosts("bo", "2026-11-23 10:00 U2", "2026-11-24 10:00 U2")
	})
}

// TestClosedBeforeReceipt: a task that changes while its message is being
// posted is drawn anew as soon as it is known where that stands.
func TestClosedBeforeReceipt(t *testing.T) {
	both(t, "2026-11-23 08:00", func(b *bureau) {
		r := b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-11-25")})
		b.passTo("2026-11-24 08:59")
		b.chat.lose = func(string, bot.Address) error { b.chat.lose = nil; return errLost }
		b.skipTo("2026-11-24 09:00")
		b.tick()
		b.close("anna", r)
		b.passTo("2026-11-24 12:00")
		b.wantPosts("anna", "2026-11-24 09:00 U1")
		b.wantText(b.redrawn(), "✓")
	})
}

// redrawn is the text of the last message that was changed.
func (b *bureau) redrawn() string {
	b.Helper()
	all := b.chat.Updates()
	if len(all) == 0 {
		b.Fatal("no message was changed")
	}
	return all[len(all)-1].Message.Plain()
}

// interrupted is a platform on which something happens while a message is changed.
type interrupted struct {
	*chat
	once func()
}

func (r *interrupted) Update(ctx context.Context, ref bot.Ref, m bot.Message) error {
	if do := r.once; do != nil {
		r.once = nil
		do()
	}
	return r.chat.Update(ctx, ref, m)
}

// TestClosedWhileDrawn: a task that is closed within the second in which the
// message is drawn anew for another one is seen in it, too.
func TestClosedWhileDrawn(t *testing.T) {
	both(t, "2026-11-23 08:00", func(b *bureau) {
		p := &interrupted{chat: b.chat}
		b.needs.Platform = p
		b.open("redrawn")
		first := b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-11-25")})
		second := b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-11-25")})
		b.passTo("2026-11-24 09:30")
		p.once = func() { b.close("anna", second) }
		b.close("anna", first)
		b.passTo("2026-11-24 12:00")
		if text := b.redrawn(); strings.Count(text, "✓") != 2 {
			b.Errorf("it reads\n%s", text)
		}
	})
}

// TestTakenUpAgain: to take back a 'klar' doesn't begin the late reminders anew.
func TestTakenUpAgain(t *testing.T) {
	both(t, "2026-11-02 08:00", func(b *bureau) {
		b.point("N1", "cilla")
		r := b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-11-03"), Points: []string{"N1"}})
		b.passTo("2026-12-02 12:00")
		before := b.sent(r)
		if !strings.Contains(before, "late5") || !strings.Contains(before, "raise1") || !strings.Contains(before, "raise2") {
			b.Fatalf("sent:\n%s", before)
		}
		b.close("anna", r)
		b.undo("anna")
		b.passTo("2027-02-02 12:00")
		b.wantSent(r, before)
	})
}

// TestOverviewsFold: after weeks in which nothing got through the team reads
// the last overview, under its own week.
func TestOverviewsFold(t *testing.T) {
	both(t, "2026-11-23 08:00", func(b *bureau) {
		b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-12-25")})
		b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-11-20")})
		b.passTo("2026-11-24 10:00")
		before := len(b.posts(team))
		b.chat.leave(true)
		b.passTo("2026-12-09 10:00")
		b.chat.leave(false)
		b.passTo("2026-12-09 17:00")
		if got := b.posts(team)[before:]; len(got) != 1 {
			b.Errorf("overviews: %q", got)
		}
		b.wantText(b.last(team), "vecka 50")
	})
}

// TestOverdueIsNoNight: what waits for the morning isn't overdue, and one
// failure before a weekend is no alarm after it.
func TestOverdueIsNoNight(t *testing.T) {
	both(t, "2026-11-23 08:00", func(b *bureau) {
		b.task("anna", store.Task{Owner: "anna", Rules: []store.Rule{{For: "anna", When: b.rule("varje fredag kl 17.50")}}})
		b.do("bo", func(tx *store.Tx) error { return tx.PutHouse(store.House{OverviewOff: true, OverviewAt: "08:30"}) })
		b.passTo("2026-11-27 17:49")
		b.chat.leave(true)
		b.passTo("2026-11-28 12:00")
		if n, _, err := remind.Overdue(b.Context(), b.Store, b.clock.Now()); n != 0 || err != nil {
			b.Errorf("on Saturday %d are overdue, %v", n, err)
		}
		b.passTo("2026-11-30 09:01")
		b.chat.leave(false)
		b.passTo("2026-11-30 12:00")
		b.wantPosts(team)
		if len(b.posts("anna")) != 1 {
			b.Errorf("posts: %q", b.posts("anna"))
		}
	})
}

// TestOverdue: what doesn't get through is counted, from when it waits.
func TestOverdue(t *testing.T) {
	both(t, "2026-11-23 08:00", func(b *bureau) {
		b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-11-25")})
		b.passTo("2026-11-24 08:59")
		b.chat.leave(true)
		b.passTo("2026-11-24 10:00")
		n, since, err := remind.Overdue(b.Context(), b.Store, b.clock.Now())
		if n != 1 || !since.Equal(at(b, "2026-11-24 09:00")) || err != nil {
			b.Errorf("%d are overdue since %v, %v", n, since, err)
		}
		if waiting, err := remind.Waiting(b.Context(), b.Store, b.clock.Now()); waiting || err != nil {
			b.Errorf("waiting %v, %v", waiting, err)
		}
		b.skipTo("2026-11-25 10:00")
		if waiting, err := remind.Waiting(b.Context(), b.Store, b.clock.Now()); !waiting || err != nil {
			b.Errorf("nobody takes up what is due: waiting %v, %v", waiting, err)
		}
	})
}

// TestRunWakes: a change wakes the scheduler that sleeps.
func TestRunWakes(t *testing.T) {
	t.Parallel()
	b := newBureau(t, "2026-11-23 10:00", ground(t))
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	came := make(chan string, 1)
	b.chat.lose = func(_ string, to bot.Address) error { came <- to.Person; return nil }
	go func() { ended <- b.remind.Run(ctx) }()
	b.task("anna", store.Task{Owner: "bo"})
	select {
	case who := <-came:
		if who != "bo" {
			t.Errorf("%s was told", who)
		}
	case <-time.After(30 * time.Second): // it would have slept for a minute
		t.Error("it sleeps on")
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// TestTakenOver: who was so slow that another has said the message meanwhile
// says nothing in its stead.
func TestTakenOver(t *testing.T) {
	both(t, "2026-11-23 08:00", func(b *bureau) {
		b.task("anna", store.Task{Owner: "anna", Due: day(b, "2026-11-25")})
		b.passTo("2026-11-24 08:59")
		b.skipTo("2026-11-24 09:00")
		other, slow := b.scheduler("other"), false
		b.chat.ask = func(string) {
			if slow {
				return
			}
			// The first message waits for its post while the lease runs out.
			err := b.View(b.Context(), func(tx *store.Tx) error {
				waiting, err := tx.WaitingFor("@anna")
				slow = len(waiting) > 0
				return err
			})
			if err != nil || !slow {
				return
			}
			b.clock.set(b.clock.Now().Add(4 * time.Minute))
			if err := other.Tick(b.Context()); err != nil {
				b.Error(err)
			}
			b.task("bo", store.Task{Owner: "anna", Due: day(b, "2026-12-24")})
			b.chat.fail = func(string, bot.Address) error { return errAway } // so that this one waits
			if err := other.Tick(b.Context()); err != nil {
				b.Error(err)
			}
			b.chat.fail = nil
		}
		b.tick()
		b.chat.ask = nil
		b.passTo("2026-11-24 12:00")
		if got := b.posts("anna"); len(got) != 2 || !strings.HasSuffix(got[0], " U1") || !strings.HasSuffix(got[1], " U2") {
			b.Errorf("posts: %q", got)
		}
	})
}
