package main

import (
	"io"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"utblick/bot/mattermost/mmtest"
)

// get is what the bot answers to whoever watches over it.
func (o *stricken) get(path string) (status int, text string) {
	o.t.Helper()
	client := http.Client{Timeout: 10 * time.Second}
	answer, err := client.Get("http://" + o.settings.Listen + path)
	if err != nil {
		o.t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		o.t.Fatal(err)
	}
	return answer.StatusCode, string(body)
}

// TestServeTells: whoever watches over utblick serve is told how it is, and
// how much was done.
func TestServeTells(t *testing.T) {
	t.Parallel()
	b := standBetween(t)
	o := strike(t, mmtest.NewOffice(t), b.url())
	life := o.born(o.day())
	o.until("ready", time.Minute, func() bool { return o.ready() == http.StatusOK })
	for _, line := range []string{"/uppgift ny Ring senast 18 december", "/uppgift visa U1", "/uppgift visa U1", "/uppgift visa U99", "/fråga 🎉"} {
		if _, err := o.types(o.people[0], line); err != nil {
			t.Fatal(err)
		}
	}
	for path, wants := range map[string][]string{
		"/healthz": {"ok\n"},
		"/readyz":  {"ready\n"},
		"/metrics": {
			`utblick_events_total{command="task",outcome="ok",verb="new"} 1`,
			`utblick_events_total{command="task",outcome="ok",verb="show"} 2`,
			`utblick_events_total{command="task",outcome="record.unknown",verb="show"} 1`,
			"\nutblick_reminders_overdue 0\n", "\nutblick_reminders_overdue_seconds 0\n",
			"\ngo_goroutines ", "\nprocess_resident_memory_bytes ",
		},
	} {
		status, text := o.get(path)
		for _, want := range wants {
			if status != http.StatusOK || !strings.Contains(text, want) {
				t.Errorf("%s: %d, want %q in\n%s", path, status, want, text)
			}
		}
	}

	b.goAway()
	o.until("unready", time.Minute, func() bool { return o.ready() == http.StatusServiceUnavailable })
	if status, text := o.get("/healthz"); status != http.StatusOK {
		t.Errorf("without its server the process is well all the same, yet /healthz says %d %s", status, text)
	}
	if _, text := o.get("/readyz"); !strings.HasPrefix(text, "not ready: ") {
		t.Errorf("/readyz gives no reason: %q", text)
	}
	o.ends(life)
}

// day is when the clock of these tests begins.
func (o *stricken) day() time.Time {
	o.t.Helper()
	at, err := parseTime(serverDay, o.settings.zone)
	if err != nil {
		o.t.Fatal(err)
	}
	return at
}

// ends tells the process to end as systemd and containers do, and wants it to
// do so in order.
func (o *stricken) ends(l *life) {
	o.t.Helper()
	if err := l.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		o.t.Error(err)
	}
	select {
	case err := <-l.ended:
		if err != nil {
			o.t.Errorf("told to end, the bot ended with %v:\n%s", err, tail(o.log.String(), 4000))
		}
	case <-time.After(time.Minute):
		o.t.Errorf("told to end, the bot goes on:\n%s", tail(o.log.String(), 4000))
	}
}

// TestServeEnds: a command that is under way when the process is told to end is
// done and answered first, and stands in the store.
func TestServeEnds(t *testing.T) {
	t.Parallel()
	b := standBetween(t)
	o := strike(t, mmtest.NewOffice(t), b.url())
	life := o.born(o.day())
	o.until("ready", time.Minute, func() bool { return o.ready() == http.StatusOK })
	b.set(500*time.Millisecond, false) // so that it takes a while to find out who types
	before, answered := b.count(), make(chan string, 1)
	go func() {
		said, err := o.types(o.people[0], "/uppgift ny "+titleOf(toldWord, 1)+" senast 18 december")
		if err != nil {
			t.Error(err)
		}
		answered <- said
	}()
	o.until("at work", time.Minute, func() bool { return b.count() > before })
	o.ends(life)
	said := <-answered
	if read := o.read(); !savedAs.MatchString(said) && read.saved[titleOf(toldWord, 1)] != 1 {
		t.Errorf("what was under way is answered %q, and with %v", said, read.saved)
	}
	if !strings.Contains(o.log.String(), "msg=stopping") {
		t.Error("the log doesn't tell that it was stopped")
	}
	b.set(0, false)
	life = o.born(o.day())
	o.until("ready", time.Minute, func() bool { return o.ready() == http.StatusOK })
	if said, err := o.types(o.people[0], "/uppgift visa U1"); err != nil || !strings.Contains(said, titleOf(toldWord, 1)) {
		t.Errorf("started again, the bot says %q, %v", said, err)
	}
	o.ends(life)
}
