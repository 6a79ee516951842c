package remind_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"utblick/bot"
	"utblick/bot/i18n"
	"utblick/handlers/remind"
	"utblick/handlers/when"
	"utblick/store"
	"utblick/store/engine"
	"utblick/store/engine/bolt"
)

// killWords speak the house's own language whatever they are asked for.
func killWords(t testing.TB) func(lang string) bot.Words {
	t.Helper()
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	return bot.NewRouter(bot.Needs{Catalogue: catalogue}).Words
}

func killZone(t testing.TB) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// A killClock stands where it was set, also in the next process.
type killClock struct {
	file *os.File
	zone *time.Location
	unix atomic.Int64
}

func openKillClock(t testing.TB, dir string) *killClock {
	t.Helper()
	file, err := os.OpenFile(filepath.Join(dir, "clock"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	c := &killClock{file: file, zone: killZone(t)}
	var raw [8]byte
	if _, err := file.ReadAt(raw[:], 0); err == nil {
		c.unix.Store(int64(binary.BigEndian.Uint64(raw[:])))
	} else {
		c.set(t, time.Date(2026, 11, 23, 9, 0, 0, 0, c.zone))
	}
	return c
}

func (c *killClock) Now() time.Time { return time.Unix(c.unix.Load(), 0).In(c.zone) }

// set has the time on disk before anyone can see it.
func (c *killClock) set(t testing.TB, at time.Time) {
	t.Helper()
	var raw [8]byte
	binary.BigEndian.PutUint64(raw[:], uint64(at.Unix()))
	if _, err := c.file.WriteAt(raw[:], 0); err != nil {
		t.Fatal(err)
	}
	c.unix.Store(at.Unix())
}

// A killChat is a chat server that keeps what it got in a file, a line each,
// and lives on when who speaks to it dies. It takes the same key twice: that
// nobody hands it one again is what is tested.
type killChat struct {
	path  string
	file  *os.File
	clock *killClock
	moody int // one in so many times it doesn't take a post, and as often takes it and doesn't say so; 0: never

	mu     sync.Mutex
	random *rand.Rand
}

// killPost is one line of the file.
type killPost struct {
	Key   string    `json:"key"`
	To    string    `json:"to"`
	Text  string    `json:"text"`
	Time  time.Time `json:"time"`
	Codes []string  `json:"codes,omitempty"` // of the tasks it reminds or tells of, a line each
	More  int       `json:"more,omitempty"`  // … and of so many that it doesn't name
}

func openKillChat(t testing.TB, dir string, clock *killClock, random *rand.Rand) *killChat {
	t.Helper()
	path := filepath.Join(dir, "chat.jsonl")
	raw, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	// Half a line is what a server makes of half a request: nothing.
	if whole := bytes.LastIndexByte(raw, '\n') + 1; whole < len(raw) {
		if err := os.Truncate(path, int64(whole)); err != nil {
			t.Fatal(err)
		}
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	return &killChat{path: path, file: file, clock: clock, random: random}
}

func (c *killChat) n(n int) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.random.IntN(n)
}

var (
	errKillMood = errors.New("the server is moody")
	killCode    = regexp.MustCompile(`\bU[0-9]+\b`)
	killCount   = regexp.MustCompile(`[0-9]+`)
)

func (c *killChat) Post(_ context.Context, key string, to bot.Address, m bot.Message) (bot.Ref, error) {
	mood := c.n(max(c.moody, 2))
	time.Sleep(time.Duration(c.n(500)) * time.Microsecond)
	if c.moody > 0 && mood == 0 {
		return bot.Ref{}, errKillMood
	}
	p := killPost{Key: key, To: to.Person + to.Channel, Time: c.clock.Now()}
	var lines []string
	for _, b := range m.Blocks {
		switch b.(type) {
		case bot.Text:
			// An alarm names tasks, but it doesn't remind of them.
			if code := killCode.FindString(b.Plain()); code != "" && len(m.Records) > 0 {
				p.Codes = append(p.Codes, code)
			}
		case bot.Context:
			p.More, _ = strconv.Atoi(killCount.FindString(b.Plain()))
		default:
			continue
		}
		lines = append(lines, b.Plain())
	}
	p.Text = strings.Join(lines, "\n")
	raw, err := json.Marshal(p)
	if err != nil {
		return bot.Ref{}, err
	}
	if _, err := c.file.Write(append(raw, '\n')); err != nil {
		return bot.Ref{}, err
	}
	time.Sleep(time.Duration(c.n(500)) * time.Microsecond)
	if c.moody > 0 && mood == 1 {
		return bot.Ref{}, errKillMood
	}
	return bot.Ref{Channel: p.To, Post: key}, nil
}

func (c *killChat) Find(_ context.Context, key string, to bot.Address) (bot.Ref, bool, error) {
	if c.moody > 0 && c.n(c.moody) == 0 {
		return bot.Ref{}, false, errKillMood
	}
	raw, err := os.ReadFile(c.path)
	found := bytes.Contains(raw, []byte(`{"key":"`+key+`","to":"`+to.Person+to.Channel+`"`))
	return bot.Ref{Channel: to.Person + to.Channel, Post: key}, found, err
}

func (c *killChat) Update(context.Context, bot.Ref, bot.Message) error { return nil }

func (c *killChat) Person(_ context.Context, id string) (bot.Person, bool, error) {
	return bot.Person{ID: id, User: id, Name: id}, slices.Contains(killPeople, id), nil
}

func (c *killChat) People(context.Context) ([]bot.Person, error)         { return nil, nil }
func (c *killChat) Member(context.Context, string, string) (bool, error) { return true, nil }

// killPeople: the last three are away now and then.
var killPeople = []string{"anna", "bo", "cilla", "david", "eva", "folke", "gun", "hans", "inga"}

const killOften = 6

// A killHouse is the store with its schedulers, over a folder that outlives
// the process.
type killHouse struct {
	*store.Store
	clock      *killClock
	chat       *killChat
	random     *rand.Rand
	schedulers []*remind.Scheduler
}

const killTeam = "team"

// openKillHouse has two schedulers, as two processes on one database would be.
func openKillHouse(t testing.TB, dir string, seed uint64) *killHouse {
	t.Helper()
	ctx := context.Background()
	h := &killHouse{clock: openKillClock(t, dir), random: rand.New(rand.NewPCG(seed, 1))}
	h.chat = openKillChat(t, dir, h.clock, rand.New(rand.NewPCG(seed, 2)))
	var floor engine.Engine
	floor, err := bolt.Open(filepath.Join(dir, "data"), bolt.Options{NoSync: seed%2 == 0})
	if err != nil {
		t.Fatal(err)
	}
	planner := remind.Planner{Calendar: when.NewCalendar(), Zone: h.clock.zone}
	point := func(code string) bool { return code == "N1" || code == "N2" }
	if h.Store, err = store.Open(ctx, floor, store.Needs{Now: h.clock.Now, Point: point, Planner: planner}); err != nil {
		t.Fatal(err)
	}
	words := killWords(t)
	for i := range 2 {
		s := remind.New(remind.Needs{
			Store: h.Store, Platform: h.chat, Planner: planner, Mark: planner.Mark(nil), Words: words,
			Points: []remind.Point{{Code: "N1"}, {Code: "N2"}}, Channel: killTeam, Now: h.clock.Now, Random: rand.New(rand.NewPCG(seed, uint64(i))),
			ID: fmt.Sprintf("%x/%d", seed, i), Log: slog.New(slog.DiscardHandler),
		})
		if err := s.Start(ctx); err != nil {
			t.Fatal(err)
		}
		h.schedulers = append(h.schedulers, s)
	}
	return h
}

func (h *killHouse) end(t testing.TB) {
	t.Helper()
	if err := errors.Join(h.Close(), h.clock.file.Close(), h.chat.file.Close()); err != nil {
		t.Error(err)
	}
}

// tick has all schedulers do what is due now. The clock stands meanwhile: were
// it to run as fast as between ticks, each lease would be over at once.
func (h *killHouse) tick(t testing.TB) {
	t.Helper()
	var all sync.WaitGroup
	for _, s := range h.schedulers {
		all.Go(func() {
			if err := s.Tick(context.Background()); err != nil {
				t.Errorf("tick: %v", err)
			}
		})
	}
	all.Wait()
}

// next is the time to go on to; false when nothing will ever be due.
func (h *killHouse) next(t testing.TB) (time.Time, bool) {
	t.Helper()
	at, ok, err := h.schedulers[0].Next(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return at, ok
}

// quiet lets everything come that is still to come.
func (h *killHouse) quiet(t testing.TB) {
	t.Helper()
	err := h.Update(context.Background(), store.By{Person: "anna"}, func(tx *store.Tx) error {
		return tx.PutHouse(store.House{OverviewOff: true})
	})
	if err != nil {
		t.Fatal(err)
	}
	for range 20_000 {
		h.tick(t)
		at, ok := h.next(t)
		if !ok || t.Failed() {
			return
		}
		if now := h.clock.Now(); !at.After(now) {
			at = now.Add(time.Second)
		}
		h.clock.set(t, at)
	}
	t.Fatal("it never rests")
}
