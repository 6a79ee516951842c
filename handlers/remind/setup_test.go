package remind_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	_ "time/tzdata" // not every machine has time zones of its own

	"utblick/bot"
	"utblick/bot/bottest"
	"utblick/bot/i18n"
	"utblick/handlers/remind"
	"utblick/handlers/when"
	"utblick/store"
	"utblick/store/engine"
	"utblick/store/engine/bolt"
	"utblick/store/engine/enginetest"
)

// A bureau is an office under test: its store, its clock, its chat, and the
// scheduler between them.
type bureau struct {
	testing.TB
	*store.Store
	engine engine.Engine
	clock  *wallClock
	chat   *chat
	needs  remind.Needs
	remind *remind.Scheduler
	log    *strings.Builder
}

// wallClock stands until it is set.
type wallClock struct {
	mu   sync.Mutex
	now  time.Time
	zone *time.Location
}

func (c *wallClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *wallClock) set(to time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = to.In(c.zone)
}

// chat is a Recorder that can be away, notes when each post was made, and
// may be told to fail or to lose its answers.
type chat struct {
	*bottest.Recorder
	clock *wallClock

	mu   sync.Mutex
	away bool
	fail func(key string, to bot.Address) error
	lose func(key string, to bot.Address) error
	at   map[string]time.Time
	ask  func(person string) // before the directory answers
	t    testing.TB
}

var errAway = errors.New("the chat server doesn't answer")

func newChat(t testing.TB, clock *wallClock, others ...bot.Person) *chat {
	c := &chat{Recorder: bottest.NewRecorder(others...), clock: clock, at: map[string]time.Time{}, t: t}
	c.Recorder.Lose = func(key string, to bot.Address) error {
		c.mu.Lock()
		defer c.mu.Unlock()
		if c.at[key] = c.clock.Now(); c.lose != nil {
			return c.lose(key, to)
		}
		return nil
	}
	return c
}

// down tells whether the server is away; leave has it go and come back.
func (c *chat) down() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.away {
		return errAway
	}
	return nil
}

func (c *chat) leave(away bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.away = away
}

func (c *chat) Post(ctx context.Context, key string, to bot.Address, m bot.Message) (bot.Ref, error) {
	c.mu.Lock()
	fail := c.fail
	if at, stands := c.at[key]; stands {
		c.t.Errorf("%s to %v is posted again; it stands since %v", key, to, at)
	}
	c.mu.Unlock()
	if err := c.down(); err != nil {
		return bot.Ref{}, err
	}
	if fail != nil {
		if err := fail(key, to); err != nil {
			return bot.Ref{}, err
		}
	}
	return c.Recorder.Post(ctx, key, to, m)
}

func (c *chat) Find(ctx context.Context, key string, to bot.Address) (bot.Ref, bool, error) {
	if err := c.down(); err != nil {
		return bot.Ref{}, false, err
	}
	return c.Recorder.Find(ctx, key, to)
}

func (c *chat) Person(ctx context.Context, id string) (bot.Person, bool, error) {
	c.mu.Lock()
	ask := c.ask
	c.mu.Unlock()
	if ask != nil {
		ask(id)
	}
	if err := c.down(); err != nil {
		return bot.Person{}, false, err
	}
	return c.Recorder.Person(ctx, id)
}

func (c *chat) Update(ctx context.Context, ref bot.Ref, m bot.Message) error {
	if err := c.down(); err != nil {
		return err
	}
	return c.Recorder.Update(ctx, ref, m)
}

func stockholm(t testing.TB) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// at reads 2026-11-23 09:00, or 2026-11-23, in Stockholm.
func at(t testing.TB, text string) time.Time {
	t.Helper()
	if len(text) == len(time.DateOnly) {
		text += " 00:00"
	}
	moment, err := time.ParseInLocation("2006-01-02 15:04", text, stockholm(t))
	if err != nil {
		t.Fatal(err)
	}
	return moment
}

func day(t testing.TB, text string) store.Day {
	t.Helper()
	d, err := store.ParseDay(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

var planPoints = regexp.MustCompile(`^(L[1-4]|N[1-8])$`)

// team is the team's channel.
const team = "utblick"

// both runs a test over the engine, and over one that runs each closure twice
// and more.
func both(t *testing.T, start string, test func(b *bureau)) {
	t.Helper()
	t.Parallel()
	t.Run("bolt", func(t *testing.T) {
		t.Parallel()
		test(newBureau(t, start, ground(t)))
	})
	t.Run("flaky", func(t *testing.T) {
		t.Parallel()
		test(newBureau(t, start, enginetest.Flaky(ground(t), 1)))
	})
}

func ground(t testing.TB) engine.Engine {
	t.Helper()
	e, err := bolt.Open(t.TempDir(), bolt.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.Close() })
	return e
}

// newBureau opens an office with Anna, Bo, Cilla and David in it at a time.
func newBureau(t testing.TB, start string, e engine.Engine) *bureau {
	t.Helper()
	clock := &wallClock{zone: stockholm(t)}
	clock.set(at(t, start))
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	planner := remind.Planner{Calendar: when.NewCalendar(), Zone: clock.zone}
	st, err := store.Open(t.Context(), e, store.Needs{Now: clock.Now, Point: planPoints.MatchString, Planner: planner})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	b := &bureau{TB: t, Store: st, engine: e, clock: clock, log: &strings.Builder{}}
	b.chat = newChat(t, clock, bot.Person{ID: "david", User: "david", Name: "David Ros"})
	b.needs = remind.Needs{
		Store: st, Platform: b.chat, Planner: planner, Mark: planner.Mark(nil),
		Words:  bot.NewRouter(bot.Needs{Catalogue: catalogue, Now: clock.Now}).Words,
		Points: []remind.Point{{Code: "L1"}, {Code: "N1"}, {Code: "N2"}}, Channel: team, Now: clock.Now,
		Log: slog.New(slog.NewTextHandler(b.log, nil)),
	}
	b.open("")
	return b
}

// mortal has the schedulers that are opened from now on lose their store, as
// whoever is killed does, when die is called, until reborn is.
func (b *bureau) mortal() (die, reborn func()) {
	b.Helper()
	fate := &luck{out: true}
	theirs, err := store.Open(b.Context(), &unlucky{b.engine, fate}, store.Needs{
		Now: b.clock.Now, Point: planPoints.MatchString, Planner: b.needs.Planner,
	})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = theirs.Close() })
	b.needs.Store = theirs
	return func() { fate.dead = true }, func() { fate.dead = false }
}

// open starts a scheduler in place of the one there was, as after a crash.
func (b *bureau) open(id string) {
	b.Helper()
	b.remind = b.scheduler("s" + id)
	if err := b.remind.Start(b.Context()); err != nil {
		b.Fatal(err)
	}
}

func (b *bureau) scheduler(id string) *remind.Scheduler {
	n := b.needs
	n.ID, n.Random = id, rand.New(rand.NewPCG(1, uint64(len(id))))
	return remind.New(n)
}

// passTo lets time pass, and stops whenever something is due until it is done.
func (b *bureau) passTo(text string) {
	b.Helper()
	to := at(b, text)
	for still := 0; ; {
		next, ok, err := b.remind.Next(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		if !ok || next.After(to) {
			break
		}
		if still++; next.After(b.clock.Now()) {
			still = 0
			b.clock.set(next)
		}
		if still > 20 {
			b.Fatalf("%v: what is due since %v stays due", b.clock.Now(), next)
		}
		b.tick()
	}
	if to.After(b.clock.Now()) {
		b.clock.set(to)
	}
}

func (b *bureau) tick() {
	b.Helper()
	if err := b.remind.Tick(b.Context()); err != nil {
		b.Fatal(err)
	}
}

// skipTo lets time pass while nothing runs.
func (b *bureau) skipTo(text string) {
	b.Helper()
	b.clock.set(at(b, text))
}

func (b *bureau) do(person string, fn func(*store.Tx) error) {
	b.Helper()
	if err := b.Store.Update(b.Context(), store.By{Person: person}, fn); err != nil {
		b.Fatal(err)
	}
}

// task records a task by a person.
func (b *bureau) task(by string, t store.Task) store.Ref {
	b.Helper()
	given := t
	b.do(by, func(tx *store.Tx) error {
		if t = given; t.Title == "" {
			t.Title = "Budget"
		}
		return tx.AddTask(&t)
	})
	return t.Ref()
}

// change has a person change a task.
func (b *bureau) change(by string, r store.Ref, change func(*store.Task)) {
	b.Helper()
	b.do(by, func(tx *store.Tx) error {
		t, ok, err := tx.TaskAsIs(r)
		if err != nil || !ok {
			return fmt.Errorf("%s is there: %v: %w", r, ok, err)
		}
		change(&t)
		return tx.PutTask(&t, store.Changed)
	})
}

func (b *bureau) close(by string, r store.Ref) {
	b.Helper()
	b.do(by, func(tx *store.Tx) error { _, _, err := tx.CloseTask(r, store.Viewer{Person: by}); return err })
}

// choose changes a person's settings.
func (b *bureau) choose(person string, change func(*store.Settings)) {
	b.Helper()
	b.do(person, func(tx *store.Tx) error {
		s, err := tx.Settings(person)
		if err != nil {
			return err
		}
		change(&s)
		return tx.PutSettings(s)
	})
}

// leave notes an absence, both days included.
func (b *bureau) leave(person, from, to, deputy string) {
	b.Helper()
	a := store.Absence{From: day(b, from), To: day(b, to), Deputy: deputy}
	b.choose(person, func(s *store.Settings) { s.Absences = append(s.Absences, a) })
}

func (b *bureau) point(code, owner string) {
	b.Helper()
	b.do("anna", func(tx *store.Tx) error { _, err := tx.SetPointOwner(code, owner); return err })
}

// sent is what was sent about a task, oldest first: "eve 2026-12-03 09:00 @anna".
func (b *bureau) sent(r store.Ref) string {
	b.Helper()
	var list []string
	err := b.View(b.Context(), func(tx *store.Tx) error {
		all, err := tx.SentAbout(r, 1000)
		list = nil
		for _, s := range slices.Backward(all) {
			n := ""
			if s.N > 0 {
				n = fmt.Sprint(s.N)
			}
			list = append(list, fmt.Sprintf("%s%s %s %s", s.What, n, s.At.In(b.clock.zone).Format("2006-01-02 15:04"), s.To))
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return strings.Join(list, "\n")
}

// posts are all messages to an address: "2026-12-03 09:00 U1 U2".
func (b *bureau) posts(to string) []string {
	var list []string
	for _, p := range b.chat.Posts() {
		if p.To.Person == to || p.To.Channel == to {
			b.chat.mu.Lock()
			when := b.chat.at[p.Key]
			b.chat.mu.Unlock()
			list = append(list, strings.TrimSpace(when.Format("2006-01-02 15:04")+" "+strings.Join(p.Message.Records, " ")))
		}
	}
	return list
}

// last is the text of the last message to an address.
func (b *bureau) last(to string) string {
	b.Helper()
	for _, p := range slices.Backward(b.chat.Posts()) {
		if p.To.Person == to || p.To.Channel == to {
			return p.Message.Plain()
		}
	}
	b.Fatalf("nothing was posted to %s", to)
	return ""
}

func (b *bureau) wantSent(r store.Ref, want ...string) {
	b.Helper()
	if got := b.sent(r); got != strings.Join(want, "\n") {
		b.Errorf("sent about %s:\n%s\nwant\n%s", r, got, strings.Join(want, "\n"))
	}
}

func (b *bureau) wantPosts(to string, want ...string) {
	b.Helper()
	if got := b.posts(to); !slices.Equal(got, want) {
		b.Errorf("posts to %s:\n%s\nwant\n%s", to, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func (b *bureau) wantText(text string, parts ...string) {
	b.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			b.Errorf("%q isn't in\n%s", part, text)
		}
	}
}

// rule is a rule as it is stored.
func (b *bureau) rule(text string) string {
	b.Helper()
	return storedRule(b, text, store.DayOf(b.clock.Now()))
}

func storedRule(t testing.TB, text string, today store.Day) string {
	t.Helper()
	r, err := when.ParseRule(text, when.Ref{Today: today, Calendar: when.NewCalendar()})
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return r.String()
}
