package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"utblick/bot/mattermost/mmtest"
	"utblick/store"
)

// How much of it all: a little with every test for which there is a server,
// and as much as it takes to trust it with UTBLICK_E2E=1.
type ordeal struct {
	kills, restarts, reminders int
	commands                   int // typed as such; half as many more are written to the bot
	leastAcked, leastTaken     int // the fewest of each that must have reached a living bot, or the server
}

func ordealNow() ordeal {
	if mmtest.Demanded() {
		return ordeal{kills: 100, restarts: 5, reminders: 500, commands: 210, leastAcked: 70, leastTaken: 70}
	}
	return ordeal{kills: 5, reminders: 60, commands: 30, leastAcked: 3, leastTaken: 10}
}

// faultsDay is when the clock of TestFaults begins: a Wednesday, on which
// nothing else is to be reminded of. Each life of the bot begins a little
// later on it.
const faultsDay = "2026-11-25T08:50"

// TestFaults runs the bot as a process on a real server, kills it at random
// moments and starts it again, while reminders fall due and three people tell
// it of tasks; and restarts the server as well, which therefore is its own.
// Then all reminders must have come, once; what was acknowledged must be there;
// and nothing may have been done twice.
func TestFaults(t *testing.T) {
	t.Parallel()
	seed := rand.Uint64()
	f := &faults{ordeal: ordealNow(), random: rand.New(rand.NewPCG(seed, 1)), acked: map[string]string{}, refused: map[string]string{}}
	url := ""
	if f.ordeal.restarts > 0 {
		f.server = mmtest.NewOwnServer(t)
		url = f.server.URL
	} else {
		url = mmtest.Server(t)
	}
	f.stricken = strike(t, mmtest.NewOfficeOn(t, url), url)
	defer func() {
		if t.Failed() {
			t.Logf("seed %d; the end of the log:\n%s", seed, tail(f.log.String(), 4000))
		}
	}()
	start, err := parseTime(faultsDay, f.settings.zone)
	if err != nil {
		t.Fatal(err)
	}
	f.begin(start)
	f.firstLife()

	var typing sync.WaitGroup
	for i := range f.people {
		random := rand.New(rand.NewPCG(seed, uint64(i)+2))
		typing.Go(func() { f.typist(i, random) })
	}
	f.live()
	f.settle(&typing)
	f.check()
}

func tail(text string, n int) string { return text[max(0, len(text)-n):] }

// faults is one such test under way.
type faults struct {
	*stricken
	ordeal
	server *mmtest.OwnServer // nil when it isn't restarted
	random *rand.Rand
	now    time.Time // the bot's clock at its last start
	last   time.Time // of the reminders

	serverAway atomic.Int64 // how often the server went and came: odd while it is away

	mu       sync.Mutex
	acked    map[string]string // title → code
	refused  map[string]string // title → what was said instead
	unknown  int               // typed when the bot or the server was dead
	written  []string
	restarts int
	kills    int
	// Without the server it does not start.
	stillborn int
}

// stepMost is how many minutes of the bot's clock a life is at most after the
// one before: more than a lease or less, so that what was begun is taken up
// again in the next life or in a later one.
const stepMost = 4

// begin fills the store, with as many minutes of reminders as there will be
// lives to post them.
func (f *faults) begin(start time.Time) {
	f.t.Helper()
	clock, err := newClock(faultsDay, f.settings.zone)
	if err != nil {
		f.t.Fatal(err)
	}
	ground, err := f.process(f.t.Context()).open(f.settings, clock, "utblick test")
	if err != nil {
		f.t.Fatal(err)
	}
	minutes := f.ordeal.kills * stepMost / 2
	f.plant(ground.store, f.reminders, func(i int) time.Time {
		at := start.Add(time.Duration(11+i*minutes/f.reminders) * time.Minute)
		f.last = at
		return at
	})
	if err := ground.close(nil); err != nil {
		f.t.Fatal(err)
	}
	f.now = start.Add(10 * time.Minute)
}

// firstLife has the bot listen for once: what was said before it ever did is
// not for it.
func (f *faults) firstLife() {
	f.t.Helper()
	l := f.born(f.now)
	f.until("ready", time.Minute, func() bool { return f.ready() == http.StatusOK })
	if err := f.writes(f.people[0], "/utblick"); err != nil {
		f.t.Error(err)
	}
	f.until("answered", time.Minute, func() bool { return len(f.read().answered) > 0 })
	f.ends(l)
}

// live has the bot be born and killed, again and again.
func (f *faults) live() {
	f.t.Helper()
	gap := f.ordeal.kills/(f.ordeal.restarts+1) + 1
	var restarting sync.WaitGroup
	begun := 0
	for round := 0; f.kills < f.ordeal.kills && !f.t.Failed(); round++ {
		if f.kills/gap > begun {
			begun++
			restarting.Wait()
			restarting.Go(f.restartServer)
		}
		away := f.serverAway.Load()
		l := f.born(f.now)
		// One in five dies while it starts, the others some time after.
		if round%5 != 4 {
			for end := time.Now().Add(time.Minute); f.ready() != http.StatusOK && time.Now().Before(end) && len(l.ended) == 0; {
				time.Sleep(10 * time.Millisecond)
			}
		}
		select {
		case err := <-l.ended:
			if away == f.serverAway.Load() && away%2 == 0 {
				f.t.Errorf("round %d: the bot ended with %v before it was killed", round, err)
			}
			f.stillborn++
			time.Sleep(300 * time.Millisecond) // as whoever watches over it would
			continue
		case <-time.After(time.Duration(f.random.IntN(1200)) * time.Millisecond):
			_ = l.cmd.Process.Kill()
			<-l.ended
			f.kills++
			time.Sleep(time.Duration(f.random.IntN(300)) * time.Millisecond)
		}
		f.now = f.now.Add(time.Duration(1+f.random.IntN(stepMost)) * time.Minute)
	}
	restarting.Wait()
}

func (f *faults) restartServer() {
	f.serverAway.Add(1)
	defer f.serverAway.Add(1)
	if err := f.server.Restart(); err != nil {
		f.t.Error(err)
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.restarts++
}

// typist has one person tell the bot of tasks, by commands and now and then in
// their conversation, each once whatever comes of it.
func (f *faults) typist(i int, random *rand.Rand) {
	c := f.people[i]
	mine := f.commands / len(f.people)
	pace := time.Duration(f.ordeal.kills) * 1500 * time.Millisecond / time.Duration(mine)
	for n := range mine {
		title := titleOf(toldWord, i*1000+n)
		said, err := f.types(c, "/uppgift ny "+title+" senast 18 december")
		f.typed(title, said, err)
		if n%2 == 0 {
			f.writesTo(c, "/uppgift ny "+titleOf(toldWord, i*1000+500+n)+" senast 18 december")
		}
		time.Sleep(time.Duration(random.Int64N(2*int64(pace) + 1)))
	}
}

// writesTo keeps what the server has taken: the bot must come to hear of it.
func (f *faults) writesTo(c *colleague, text string) {
	if err := f.writes(c, text); err != nil {
		return // the server is away, and says so
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.written = append(f.written, text)
}

func (f *faults) typed(title, said string, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	m := savedAs.FindStringSubmatch(said)
	switch {
	case m != nil && m[2] == title:
		f.acked[title] = m[1]
	case err != nil:
		f.unknown++
	default:
		f.refused[title] = said
	}
}

// settle lets the bot live in peace until all has come, in two lives: what was
// begun when it last died is taken up when its lease has run out.
func (f *faults) settle(typing *sync.WaitGroup) {
	f.t.Helper()
	if f.now.Before(f.last) {
		f.now = f.last
	}
	for life := range 2 {
		f.now = f.now.Add(10 * time.Minute)
		l := f.born(f.now)
		f.until("ready", time.Minute, func() bool { return f.ready() == http.StatusOK })
		typing.Wait()
		f.rest(life == 1)
		f.shows()
		f.ends(l)
	}
}

// rest waits until nothing more comes and, when that is asked for, all
// reminders have.
func (f *faults) rest(all bool) {
	f.t.Helper()
	before := -1
	f.until("at rest, with all reminders that are due", 2*time.Minute, func() bool {
		time.Sleep(time.Second)
		now := f.read()
		still := now.posts == before
		before = now.posts
		return still && (!all || len(now.reminded) == f.reminders)
	})
}

var oneCode = regexp.MustCompile(`^U\d+$`)

// shows asks the bot for each task that it has acknowledged.
func (f *faults) shows() {
	f.t.Helper()
	all := f.read().codes
	f.mu.Lock()
	defer f.mu.Unlock()
	for title, code := range f.acked {
		all[title] = code
	}
	for title, code := range all {
		if !oneCode.MatchString(code) {
			f.t.Errorf("%q is no task's code", code)
		}
		said, err := f.types(f.people[0], "/uppgift visa "+code)
		if err != nil || !strings.Contains(said, title) {
			f.t.Errorf("%s was acknowledged as %s; now that is %q, %v", title, code, said, err)
		}
	}
}

// check reads what stands in the conversations, and what is in the store.
func (f *faults) check() {
	f.t.Helper()
	read := f.read()
	lost, doubled := read.checkReminders(f.t, f.reminders)
	titles := f.titles()
	twice, unheard, unanswered := 0, 0, 0
	for title, n := range titles {
		if n > 1 {
			twice++
			f.t.Errorf("%d tasks are called %s", n, title)
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.checkOrdeal()
	for _, text := range f.written {
		title := strings.Fields(text)[2]
		if titles[title] == 0 {
			unheard++
			f.t.Errorf("%s was written to the bot, which never heard of it", title)
		}
		if read.answered[read.asked[text]] == 0 {
			unanswered++
		}
	}
	for title, n := range read.saved {
		if n > 1 {
			f.t.Errorf("%d answers say that %s is saved", n, title)
		}
	}
	f.t.Logf("%d kills, %d restarts of the server, without which the bot ended by itself %d times", f.kills, f.restarts, f.stillborn)
	f.t.Logf("%d reminders in %d messages: %d lost, %d twice", f.reminders, read.messages, lost, doubled)
	f.t.Logf("%d commands typed and acknowledged, %d met a dead bot or server, %d were put off in words", len(f.acked), f.unknown, len(f.refused))
	f.t.Logf("%d commands written to the bot: %d acknowledged, %d lost, %d done but never answered", len(f.written), len(read.saved), unheard, unanswered)
	f.t.Logf("%d tasks made twice, %d keys posted twice", twice, len(read.twice))
}

// checkOrdeal wants all of it to have happened, or the rest would prove little;
// and who was refused to have been told so in our own words. The caller holds mu.
func (f *faults) checkOrdeal() {
	f.t.Helper()
	if f.kills < f.ordeal.kills || f.restarts < f.ordeal.restarts {
		f.t.Errorf("%d kills and %d restarts, want %d and %d", f.kills, f.restarts, f.ordeal.kills, f.ordeal.restarts)
	}
	if typed := len(f.acked) + f.unknown + len(f.refused); typed != f.commands {
		f.t.Errorf("%d commands typed, want %d", typed, f.commands)
	}
	if acked, taken := len(f.acked), len(f.written); acked < f.leastAcked || taken < f.leastTaken {
		f.t.Errorf("%d commands acknowledged and %d lines taken, want %d and %d at least", acked, taken, f.leastAcked, f.leastTaken)
	}
	words := []string{f.words.Text("sv", "chat.trouble"), f.words.Text("sv", "chat.coming")}
	for title, said := range f.refused {
		if !slices.Contains(words, strings.TrimSpace(said)) {
			f.t.Errorf("whoever told of %s reads %q", title, said)
		}
	}
}

// titles counts the tasks that people told of, by title.
func (f *faults) titles() map[string]int {
	f.t.Helper()
	clock, err := newClock(f.now.Format("2006-01-02T15:04"), f.settings.zone)
	if err != nil {
		f.t.Fatal(err)
	}
	ground, err := f.process(context.WithoutCancel(f.t.Context())).open(f.settings, clock, "utblick test")
	if err != nil {
		f.t.Fatal(err)
	}
	count := map[string]int{}
	err = ground.store.View(f.t.Context(), func(tx *store.Tx) error {
		clear(count)
		tasks, more, err := tx.Tasks(store.TaskFilter{}, store.Viewer{Person: f.people[0].id}, 0, 10_000)
		for _, task := range tasks {
			if strings.HasPrefix(task.Title, toldWord) {
				count[task.Title]++
			}
		}
		if more {
			return fmt.Errorf("more than %d tasks", len(tasks))
		}
		return err
	})
	if err := errors.Join(err, ground.close(nil)); err != nil {
		f.t.Fatal(err)
	}
	return count
}
