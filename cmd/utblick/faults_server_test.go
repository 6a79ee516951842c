package main

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"utblick/bot/mattermost/mmtest"
)

// patient is longer than the bot's longest pause between two tries, 90 s, and
// the last of them.
const patient = 3 * time.Minute

// serverDay is when the clock of these tests begins.
const serverDay = "2026-11-25T09:00"

// each minute of the bot's clock from now on one reminder falls due, by turns.
func (s *serving) eachMinute(n, minutes int) {
	s.t.Helper()
	from := s.clock.Now()
	s.plant(s.store, n, func(i int) time.Time { return from.Add(time.Duration(1+i*minutes/n) * time.Minute) })
}

// arrive lets minutes of the bot's clock go by until all reminders have come,
// and tells how many.
func (s *serving) arrive(n, most int) (minutes int) {
	s.t.Helper()
	for minutes = range most {
		if len(s.read().reminded) >= n {
			return minutes
		}
		s.pass(time.Minute)
	}
	return most
}

// told has each person type one command and see that it is saved.
func (s *serving) told(from int) {
	s.t.Helper()
	for i, c := range s.people {
		title := titleOf(toldWord, from+i)
		if said, err := s.types(c, "/uppgift ny "+title+" senast 18 december"); err != nil || !strings.Contains(said, title) {
			s.t.Errorf("%s types a command and reads %q, %v", c.user, said, err)
		}
	}
}

// TestServerGone takes the server away for ten minutes of the bot's clock in
// which reminders fall due. Afterwards they all come, to each in one message.
func TestServerGone(t *testing.T) {
	t.Parallel()
	b := standBetween(t)
	o := strike(t, mmtest.NewOffice(t), b.url())
	s := o.serve(serverDay)
	const n = 60
	s.eachMinute(n, 9)
	s.told(0)

	b.goAway()
	s.until("unready", time.Minute, func() bool { return s.ready() == http.StatusServiceUnavailable })
	for range 20 {
		s.pass(30 * time.Second)
		if got := s.ready(); got != http.StatusServiceUnavailable {
			t.Errorf("/readyz says %d while the server is gone", got)
		}
	}
	if read := s.read(); len(read.reminded) > 0 {
		t.Fatalf("%d reminders came through a server that is gone", len(read.reminded))
	}
	b.comeBack()
	s.until("ready again", patient, func() bool { return s.ready() == http.StatusOK })
	minutes := s.arrive(n, 40)
	read := s.read()
	read.checkReminders(t, n)
	if read.messages != len(s.people) {
		t.Errorf("what was missed came in %d messages, not in one to each", read.messages)
	}
	s.told(10)
	t.Logf("%d reminders came in %d messages, %d minutes after the server was back", n, read.messages, minutes)
}

// TestSlowServer has each of the server's answers come two seconds late.
func TestSlowServer(t *testing.T) {
	t.Parallel()
	b := standBetween(t)
	o := strike(t, mmtest.NewOffice(t), b.url())
	s := o.serve(serverDay)
	const n = 30
	s.eachMinute(n, 3)
	b.set(2*time.Second, false)

	var doing sync.WaitGroup
	var mu sync.Mutex
	atOnce := map[string]bool{} // titles that were soon enough saved for the command's own answer
	for i, c := range s.people {
		doing.Go(func() {
			for _, text := range []string{titleOf(toldWord, 2*i), titleOf(toldWord, 2*i+1)} {
				text = "/uppgift ny " + text + " senast 18 december"
				if strings.HasSuffix(strings.Fields(text)[2], "1") || i == 2 {
					if err := s.writes(c, text); err != nil {
						t.Error(err)
					}
				} else if said, err := s.types(c, text); err != nil {
					t.Errorf("%s: %q, %v", text, said, err)
				} else if m := savedAs.FindStringSubmatch(said); m != nil {
					mu.Lock()
					atOnce[m[2]] = true
					mu.Unlock()
				}
			}
		})
	}
	for range 5 {
		s.pass(time.Minute)
	}
	doing.Wait()
	s.until("answered", patient, func() bool { return len(s.read().saved)+len(atOnce) >= 2*len(s.people) })
	s.arrive(n, 20)
	time.Sleep(5 * time.Second) // for what would come twice
	read := s.read()
	read.checkReminders(t, n)
	for title := range atOnce {
		read.saved[title]++
	}
	read.checkAnswers(t)
	if len(read.saved) != 2*len(s.people) {
		t.Errorf("%d commands answered, want %d", len(read.saved), 2*len(s.people))
	}
	t.Logf("%d reminders in %d messages, %d commands answered, %d of them at once", n, read.messages, len(read.saved), len(atOnce))
}

// checkAnswers wants no answer twice.
func (f *found) checkAnswers(t *testing.T) {
	t.Helper()
	for title, n := range f.saved {
		if n > 1 {
			t.Errorf("%d answers say that %s is saved", n, title)
		}
	}
	for key, n := range f.answered {
		if n > 1 {
			t.Errorf("%d answers stand under %s", n, key)
		}
	}
}

// unanswered is what people wrote to the bot without an answer.
func (f *found) unanswered() (texts []string) {
	for text, key := range f.asked {
		if f.answered[key] == 0 {
			texts = append(texts, text)
		}
	}
	return texts
}

// TestWebsocketCut cuts the bot's websocket each second while people write to
// it: each line is answered once.
func TestWebsocketCut(t *testing.T) {
	t.Parallel()
	b := standBetween(t)
	o := strike(t, mmtest.NewOffice(t), b.url())
	s := o.serve(serverDay)
	lasts := 15 * time.Second
	if mmtest.Demanded() {
		lasts = time.Minute
	}
	end := time.Now().Add(lasts)
	var writing sync.WaitGroup
	var mu sync.Mutex
	written := 0
	for i, c := range s.people {
		writing.Go(func() {
			for n := 0; time.Now().Before(end); n++ {
				if err := s.writes(c, fmt.Sprintf("/uppgift ny %s senast 18 december", titleOf(toldWord, i*1000+n))); err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				written++
				mu.Unlock()
				time.Sleep(time.Duration(150+100*i) * time.Millisecond)
			}
		})
	}
	cuts := 0
	for ; time.Now().Before(end); time.Sleep(time.Second) {
		cuts += b.cut()
	}
	writing.Wait()
	if least := int(lasts / (2 * time.Second)); cuts < least {
		t.Errorf("the websocket was cut %d times, want %d at least", cuts, least)
	}
	s.until("all answered", patient, func() bool { return len(s.read().saved) >= written })
	time.Sleep(time.Second) // for what would come twice
	read := s.read()
	read.checkAnswers(t)
	if texts := read.unanswered(); len(texts) > 0 {
		t.Errorf("never answered: %q", texts)
	}
	if len(read.saved) != written || len(read.twice) > 0 {
		t.Errorf("%d lines written, %d saved, posted twice: %q", written, len(read.saved), read.twice)
	}
	t.Logf("%d cuts, %d lines written, %d answered", cuts, written, len(read.saved))
}

// TestBadServer has a proxy answer for the server with pages of HTML, also
// where the server has done what it was asked for, and withholds by what the
// server tells that it has: nothing is lost, and nothing comes twice.
func TestBadServer(t *testing.T) {
	t.Parallel()
	b := standBetween(t)
	o := strike(t, mmtest.NewOffice(t), b.url())
	s := o.serve(serverDay)
	const n = 60
	s.eachMinute(n, 20)
	s.told(950) // who they are is known, for a minute
	b.set(0, true)
	refused := 0
	for i := range 40 {
		s.pass(30 * time.Second)
		if i%16 == 0 {
			b.cut()
		}
		if i%4 == 0 {
			c := s.people[i/4%len(s.people)]
			said, err := s.types(c, "/uppgift ny "+titleOf(toldWord, i)+" senast 18 december")
			if err != nil {
				t.Errorf("a command isn't answered: %v", err)
			}
			if !savedAs.MatchString(said) {
				refused++
			}
		}
		if i%4 == 2 {
			if err := s.writes(s.people[i%len(s.people)], "/uppgift ny "+titleOf(toldWord, i)+" senast 18 december"); err != nil {
				t.Error(err)
			}
			time.Sleep(200 * time.Millisecond)
		}
	}
	b.set(0, false)
	s.until("ready again", patient, func() bool { return s.ready() == http.StatusOK })
	minutes := s.arrive(n, 60)
	s.until("all answered", patient, func() bool { f := s.read(); return len(f.unanswered()) == 0 })
	read := s.read()
	read.checkReminders(t, n)
	read.checkAnswers(t)
	if texts := read.unanswered(); len(texts) > 0 {
		t.Errorf("never answered: %q", texts)
	}
	s.told(900)
	b.mu.Lock()
	defer b.mu.Unlock()
	t.Logf("%d reminders in %d messages, %d minutes after; %d commands of 10 were not done; %d requests, %d of which were done but not answered",
		n, read.messages, minutes, refused, b.requests, b.spoilt)
	if !strings.Contains(s.log.String(), "level=WARN") {
		t.Error("the log says nothing of it")
	}
}
