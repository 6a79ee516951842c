package main

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"utblick/bot/i18n"
	"utblick/bot/mattermost"
	"utblick/bot/mattermost/mmtest"
	"utblick/bot/mattermost/setup"
	"utblick/store"
)

// stricken is an office on the real server whose bot is in for trouble: it
// runs outside the office's sight, and what it did is read off afterwards.
type stricken struct {
	t        *testing.T
	office   *mmtest.Office
	settings *settings
	env      map[string]string
	kept     setup.Kept
	words    *i18n.Catalogue
	log      *logged
	team     string // id
	bot      string // id
	people   []*colleague
}

// A colleague acts with a client of their own.
type colleague struct {
	*model.Client4
	id, user, dm string
}

// strike readies the office for a bot that reaches the server by way of the
// URL. The bot's data folder has what setup keeps, so that utblick serve begins
// there as after utblick setup mattermost.
func strike(t *testing.T, office *mmtest.Office, serverURL string) *stricken {
	t.Helper()
	words, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	o := &stricken{t: t, office: office, words: words, log: &logged{}}
	o.kept = setup.Kept{Token: o.office.Token, Commands: o.office.Commands, Secret: make([]byte, 32)}
	_, _ = rand.Read(o.kept.Secret) // never fails
	o.env = map[string]string{
		"UTBLICK_PLATFORM": "mattermost", "UTBLICK_DATA": t.TempDir(), "UTBLICK_LISTEN": freeAddress(t),
		"UTBLICK_PUBLIC_URL": o.office.PublicURL, "UTBLICK_MATTERMOST_URL": serverURL, "UTBLICK_MATTERMOST_TEAM": o.office.Team,
	}
	if o.settings, err = readSettings("", o.lookup); err != nil {
		t.Fatal(err)
	}
	if err := writeKept(o.settings, o.kept); err != nil {
		t.Fatal(err)
	}
	// What the server sends the bot is passed on to whichever process lives.
	here := httputil.NewSingleHostReverseProxy(&url.URL{Scheme: "http", Host: o.settings.Listen})
	here.ErrorHandler = func(w http.ResponseWriter, _ *http.Request, _ error) { w.WriteHeader(http.StatusBadGateway) }
	o.office.Serve(here)
	for _, user := range []string{"anna", "bo", "cilla"} {
		o.people = append(o.people, o.colleague(user))
	}
	return o
}

func (o *stricken) lookup(name string) (string, bool) { v, ok := o.env[name]; return v, ok }

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func (o *stricken) colleague(user string) *colleague {
	o.t.Helper()
	ctx := o.t.Context()
	c := &colleague{Client4: model.NewAPIv4Client(o.office.URL), user: user, id: o.office.ID(user)}
	c.HTTPClient = &http.Client{Timeout: 40 * time.Second}
	_, _, err := c.Login(ctx, user, mmtest.Password)
	if err != nil {
		o.t.Fatal(err)
	}
	o.t.Cleanup(func() { _, _ = c.Logout(context.Background()) }) // the session ends by itself later
	if o.bot == "" {
		b, _, err := c.GetUserByUsername(ctx, o.office.Bot(), "")
		if err != nil {
			o.t.Fatal(err)
		}
		team, _, err := c.GetTeamByName(ctx, o.office.Team, "")
		if err != nil {
			o.t.Fatal(err)
		}
		o.bot, o.team = b.Id, team.Id
	}
	dm, _, err := c.CreateDirectChannel(ctx, c.id, o.bot)
	if err != nil {
		o.t.Fatal(err)
	}
	c.dm = dm.Id
	return c
}

// types has the person type a command in the team's channel, and gives what
// they read at once.
func (o *stricken) types(c *colleague, text string) (string, error) {
	answer, _, err := c.ExecuteCommandWithTeam(o.t.Context(), o.office.Channel("allmant"), o.team, text)
	if err != nil {
		return "", err
	}
	return answer.Text, nil
}

// writes has the person say it to the bot alone.
func (o *stricken) writes(c *colleague, text string) error {
	_, _, err := c.CreatePost(o.t.Context(), &model.Post{ChannelId: c.dm, Message: text})
	return err
}

// remindWord and toldWord are the titles of tasks that are reminded of, and of
// those that people tell the bot of.
const (
	remindWord = "Erinran"
	toldWord   = "Uppdrag"
)

func titleOf(word string, n int) string { return fmt.Sprintf("%s%04d", word, n) }

// plant puts n tasks in the store, by turns for each person, of which each is
// to be reminded of once: at the time that when gives.
func (o *stricken) plant(st *store.Store, n int, when func(i int) time.Time) {
	o.t.Helper()
	err := st.Update(o.t.Context(), store.By{}, func(tx *store.Tx) error {
		for i := range n {
			at := when(i)
			who := o.people[i%len(o.people)].id
			rule := fmt.Sprintf("ONCE:DTSTART=%s;BYHOUR=%d;BYMINUTE=%d", at.Format("20060102"), at.Hour(), at.Minute())
			err := tx.AddTask(&store.Task{
				Title: titleOf(remindWord, i), Owner: who, Rules: []store.Rule{{For: who, Once: []string{rule}}},
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		o.t.Fatal(err)
	}
}

// life is one process of utblick serve.
type life struct {
	cmd   *exec.Cmd
	ended chan error
}

// born starts one, with its clock at that time.
func (o *stricken) born(at time.Time) *life {
	o.t.Helper()
	l := &life{cmd: exec.Command("utblick", "serve", "--at", at.Format("2006-01-02T15:04:05")), ended: make(chan error, 1)}
	l.cmd.Dir = o.settings.Data
	l.cmd.Env = os.Environ()
	for name, value := range o.env {
		l.cmd.Env = append(l.cmd.Env, name+"="+value)
	}
	l.cmd.Stderr = o.log
	if err := l.cmd.Start(); err != nil {
		o.t.Fatal(err)
	}
	o.t.Cleanup(func() { _ = l.cmd.Process.Kill() }) // it has ended, unless the test went wrong
	go func() { l.ended <- l.cmd.Wait() }()
	return l
}

// process is one of ours, whose log is kept.
func (o *stricken) process(ctx context.Context) *process {
	return &process{ctx: ctx, catalogue: o.words, env: o.lookup, io: stdio{nil, io.Discard, o.log}}
}

// A serving is a bot within the test, put together as utblick serve does, with
// a clock that the test moves on.
type serving struct {
	*stricken
	*parts
}

// serve runs the bot until the test ends.
func (o *stricken) serve(at string) *serving {
	o.t.Helper()
	ctx, stop := context.WithCancel(context.WithoutCancel(o.t.Context()))
	p := o.process(ctx)
	clock, err := newClock(at, o.settings.zone)
	if err != nil {
		o.t.Fatal(err)
	}
	ground, err := p.open(o.settings, clock, "utblick test")
	if err != nil {
		o.t.Fatal(err)
	}
	platform := mattermost.New(mattermost.Needs{
		URL: o.settings.Mattermost.URL, Team: o.office.Team, Token: o.kept.Token, Commands: o.kept.Commands, Secret: o.kept.Secret,
		PublicURL: o.office.PublicURL, Lang: "sv", Words: o.words, Now: time.Now, Seen: ground.store, Log: p.log(),
	})
	if err := platform.Connect(ctx); err != nil {
		o.t.Fatal(err)
	}
	parts := p.assemble(ground, workspace{platform: platform})
	listener, err := net.Listen("tcp", o.settings.Listen)
	if err != nil {
		o.t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() {
		ended <- parts.close(p.behind(newDoors(ground, platform), listener, func(ctx context.Context) error { return p.runAll(ctx, parts, platform) }))
	}()
	o.t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			o.t.Errorf("the bot ended with %v", err)
		}
		if log := o.log.String(); strings.Contains(log, "panic") {
			o.t.Errorf("the bot panicked:\n%s", log)
		} else if o.t.Failed() {
			o.t.Logf("the bot's log:\n%s", log)
		}
	})
	s := &serving{o, parts}
	s.until("ready", time.Minute, func() bool { return o.ready() == http.StatusOK })
	return s
}

// pass lets time go by, and what is due happen.
func (s *serving) pass(d time.Duration) {
	s.clock.set(s.clock.Now().Add(d))
	_ = s.scheduler.Tick(s.t.Context()) // what it can't do it does at the next, and says in its log
}

// ready is the status of /readyz, 0 when nobody answers.
func (o *stricken) ready() int {
	client := http.Client{Timeout: 5 * time.Second}
	answer, err := client.Get("http://" + o.settings.Listen + "/readyz")
	if err != nil {
		return 0
	}
	_ = answer.Body.Close() // nothing was read of it
	return answer.StatusCode
}

// until waits for what must come to hold.
func (o *stricken) until(what string, most time.Duration, holds func() bool) bool {
	o.t.Helper()
	for end := time.Now().Add(most); !holds(); time.Sleep(100 * time.Millisecond) {
		if time.Now().After(end) {
			o.t.Errorf("not %s within %s", what, most)
			return false
		}
	}
	return true
}

// found is what stands in people's conversations with the bot.
type found struct {
	posts    int
	reminded map[string]int    // title → messages that remind of it
	messages int               // that remind
	saved    map[string]int    // title → answers that say it is saved
	codes    map[string]string // title → the code that such an answer gave
	asked    map[string]string // what people wrote → the key of its answer
	answered map[string]int    // key → posts
	keys     map[string]bool   // of each post, with its part
	twice    []string          // keys that stand there twice
	cut      []string          // messages that don't name all their tasks
}

var (
	savedAs  = regexp.MustCompile(`Sparad som \*+(U\d+)\*+: (` + toldWord + `\d{4})`)
	ofTasks  = regexp.MustCompile(remindWord + `\d{4}`)
	cutShort = regexp.MustCompile(`… och \d+ till`)
)

// read reads all conversations to their beginning.
func (o *stricken) read() found {
	o.t.Helper()
	f := found{
		reminded: map[string]int{}, saved: map[string]int{}, codes: map[string]string{},
		asked: map[string]string{}, answered: map[string]int{}, keys: map[string]bool{},
	}
	pages := map[string]bool{}
	for _, c := range o.people {
		for page, more := 0, true; more; page++ {
			list, _, err := c.GetPostsForChannel(o.t.Context(), c.dm, page, 200, "", false, false)
			if err != nil {
				o.t.Errorf("read the conversation with %s: %v", c.user, err)
				return f
			}
			more = len(list.Order) == 200
			for _, id := range list.Order {
				if !pages[id] { // a new one pushes another to the next page
					f.add(o.bot, list.Posts[id])
				}
				pages[id] = true
			}
		}
	}
	return f
}

func (f *found) add(bot string, post *model.Post) {
	if post.UserId != bot {
		if !post.IsSystemMessage() {
			f.asked[post.Message] = answerKey(post.Id)
		}
		return
	}
	f.posts++
	key, _ := post.GetProp("utblick_key").(string)
	part, _ := post.GetProp("utblick_part").(string)
	if f.keys[key+" "+part] || key == "" {
		f.twice = append(f.twice, key)
	}
	f.keys[key+" "+part] = true
	text := post.Message
	for _, a := range post.Attachments() {
		text += "\n" + a.Pretext + "\n" + a.Text
	}
	if strings.HasPrefix(key, "reply:") {
		f.answered[key]++
		f.save(text)
		return
	}
	if cutShort.MatchString(text) {
		f.cut = append(f.cut, key)
	}
	once := map[string]bool{}
	for _, title := range ofTasks.FindAllString(text, -1) {
		once[title] = true
	}
	for title := range once {
		f.reminded[title]++
	}
	if len(once) > 0 {
		f.messages++
	}
}

// answerKey is the key that what was said in a post is answered under.
func answerKey(post string) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%d:%s", len(post), post))
	return "reply:mm-post-" + base64.RawURLEncoding.EncodeToString(sum[:16])
}

// save notes an answer that says something was saved.
func (f *found) save(text string) {
	if m := savedAs.FindStringSubmatch(text); m != nil {
		f.saved[m[2]]++
		f.codes[m[2]] = m[1]
	}
}

// checkReminders wants each of n reminders once, and no message twice.
func (f *found) checkReminders(t *testing.T, n int) (lost, doubled int) {
	t.Helper()
	for i := range n {
		switch count := f.reminded[titleOf(remindWord, i)]; {
		case count == 0:
			lost++
		case count > 1:
			doubled++
			t.Errorf("%s is reminded of in %d messages", titleOf(remindWord, i), count)
		}
	}
	if lost > 0 {
		t.Errorf("%d reminders of %d lost", lost, n)
	}
	if len(f.twice) > 0 {
		t.Errorf("keys posted twice: %q", f.twice)
	}
	if len(f.cut) > 0 {
		t.Errorf("messages too long for this test to read: %q", f.cut)
	}
	return lost, doubled
}

// logged keeps what is written.
type logged struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}
