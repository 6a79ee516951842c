package remind_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"utblick/bot"
	"utblick/handlers/remind"
	"utblick/handlers/when"
	"utblick/store"
	"utblick/store/engine"
	"utblick/store/engine/bolt"
)

// A benchHouse is a store with a scheduler, and a clock that stands.
type benchHouse struct {
	*store.Store
	scheduler *remind.Scheduler
	chat      *benchChat
	now       time.Time
}

// benchStart is before anything is due.
func benchStart(b *testing.B) time.Time {
	return time.Date(2026, 11, 23, 6, 0, 0, 0, killZone(b))
}

// openBench has over, if any, look at what passes to the engine.
func openBench(b *testing.B, dir string, sync bool, over func(engine.Engine) engine.Engine) *benchHouse {
	b.Helper()
	var floor engine.Engine
	floor, err := bolt.Open(dir, bolt.Options{NoSync: !sync})
	if err != nil {
		b.Fatal(err)
	}
	if over != nil {
		floor = over(floor)
	}
	h := &benchHouse{chat: &benchChat{}, now: benchStart(b)}
	now := func() time.Time { return h.now }
	planner := remind.Planner{Calendar: when.NewCalendar(), Zone: killZone(b)}
	if h.Store, err = store.Open(context.Background(), floor, store.Needs{Now: now, Planner: planner}); err != nil {
		b.Fatal(err)
	}
	h.scheduler = remind.New(remind.Needs{
		Store: h.Store, Platform: h.chat, Planner: planner, Mark: planner.Mark(nil), Words: killWords(b),
		Now: now, Random: rand.New(rand.NewPCG(1, 1)), ID: "bench", Log: slog.New(slog.DiscardHandler),
	})
	if err := h.scheduler.Start(context.Background()); err != nil {
		b.Fatal(err)
	}
	h.tick(b) // all that is to be planned at the start
	return h
}

func (h *benchHouse) tick(b *testing.B) {
	b.Helper()
	if err := h.scheduler.Tick(context.Background()); err != nil {
		b.Fatal(err)
	}
}

// fill makes tasks in turn for so many people.
func (h *benchHouse) fill(b *testing.B, tasks, people int, due func(n int) store.Day) {
	b.Helper()
	const atOnce = 500
	for from := 0; from < tasks; from += atOnce {
		err := h.Update(context.Background(), store.By{}, func(tx *store.Tx) error {
			for n := from; n < min(from+atOnce, tasks); n++ {
				t := store.Task{
					Title: fmt.Sprintf("Skicka underlaget till nämnden, del %d", n), Owner: benchPerson(n % people), Due: due(n),
				}
				if err := tx.AddTask(&t); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

func (h *benchHouse) close(b *testing.B) {
	b.Helper()
	if err := h.Close(); err != nil {
		b.Fatal(err)
	}
}

func benchPerson(n int) string { return fmt.Sprintf("person%03d", n) }

// A benchChat takes as long for a post as it is told, and no longer.
type benchChat struct {
	takes time.Duration
	posts atomic.Int64
	bytes atomic.Int64
}

// Post makes of a message what goes over the wire.
func (c *benchChat) Post(_ context.Context, key string, to bot.Address, m bot.Message) (bot.Ref, error) {
	raw, err := json.Marshal(m)
	c.posts.Add(1)
	c.bytes.Add(int64(len(raw)))
	if c.takes > 0 {
		time.Sleep(c.takes)
	}
	return bot.Ref{Channel: to.Person, Post: key}, err
}

func (c *benchChat) Find(context.Context, string, bot.Address) (bot.Ref, bool, error) {
	return bot.Ref{}, false, nil
}

func (c *benchChat) Update(context.Context, bot.Ref, bot.Message) error { return nil }

func (c *benchChat) Person(_ context.Context, id string) (bot.Person, bool, error) {
	return bot.Person{ID: id, User: id, Name: id, Lang: "sv"}, true, nil
}

func (c *benchChat) People(context.Context) ([]bot.Person, error)         { return nil, nil }
func (c *benchChat) Member(context.Context, string, string) (bool, error) { return true, nil }

// BenchmarkTickNothingDue: a tick costs the same however many tasks there are,
// if none is due. "many/few" is the ratio of times; the many are 100,000, with
// UTBLICK_E2E=1 a million, which takes a while to make.
func BenchmarkTickNothingDue(b *testing.B) {
	few, many := 1000, 100_000
	if os.Getenv("UTBLICK_E2E") != "" {
		many = 1_000_000
	}
	took := map[int]time.Duration{}
	for _, tasks := range []int{few, many} {
		h := openBench(b, b.TempDir(), false, nil)
		today := store.DayOf(h.now)
		h.fill(b, tasks, 1000, func(n int) store.Day { return today + 300 + store.Day(n%1000) })
		b.Run(fmt.Sprintf("tasks=%d", tasks), func(b *testing.B) {
			for b.Loop() {
				h.tick(b)
			}
			var each []time.Duration
			for range 500 {
				began := time.Now()
				h.tick(b)
				each = append(each, time.Since(began))
			}
			took[tasks] = benchMiddle(each)
			b.ReportMetric(benchMicros(each), "µs/tick")
			if tasks == many {
				b.ReportMetric(float64(took[many])/float64(took[few]), "many/few")
			}
		})
		h.close(b)
	}
}

func benchMiddle(all []time.Duration) time.Duration {
	slices.Sort(all)
	return all[len(all)/2]
}

func benchMicros(all []time.Duration) float64 { return float64(benchMiddle(all).Nanoseconds()) / 1000 }

// BenchmarkSlot sends 10,000 reminders that are due in the same minute, in one
// message to each of 500 people, from the tick's beginning until all is handed
// to the platform and noted on disk. Beside it, a bare loop hands 500 messages
// of the same length to the same platform, one after another: "ours/bare" is
// the ratio of speeds.
func BenchmarkSlot(b *testing.B) {
	const tasks, people = 10_000, 500
	made := b.TempDir()
	h := openBench(b, made, false, nil)
	day := store.DayOf(h.now)
	h.fill(b, tasks, people, func(int) store.Day { return day })
	h.close(b)
	for _, takes := range []time.Duration{0, 5 * time.Millisecond} {
		b.Run("post="+takes.String(), func(b *testing.B) {
			var ours, bare time.Duration
			for n := 0; b.Loop(); n++ {
				b.StopTimer()
				dir := filepath.Join(b.TempDir(), fmt.Sprint(n))
				if err := os.CopyFS(dir, os.DirFS(made)); err != nil {
					b.Fatal(err)
				}
				h := openBench(b, dir, true, nil)
				h.chat.takes = takes
				h.now = h.now.Add(3 * time.Hour)
				b.StartTimer()
				began := time.Now()
				h.tick(b)
				ours += time.Since(began)
				b.StopTimer()
				if n := h.chat.posts.Load(); n != people {
					b.Fatalf("%d posts", n)
				}
				bare += benchBare(b, takes, people, int(h.chat.bytes.Load())/people)
				h.close(b)
				b.StartTimer()
			}
			rate := func(d time.Duration) float64 { return float64(b.N) * people / d.Seconds() }
			b.ReportMetric(rate(ours), "messages/s")
			b.ReportMetric(rate(bare), "bare-messages/s")
			b.ReportMetric(rate(ours)/rate(bare), "ours/bare")
		})
	}
}

// benchBare posts n messages, long as they are told, one after another.
func benchBare(b *testing.B, takes time.Duration, n, long int) time.Duration {
	b.Helper()
	chat := &benchChat{takes: takes}
	var text bot.Message
	for range 20 {
		text.Add(bot.Text{})
	}
	for size := 0; size < long; {
		raw, err := json.Marshal(text)
		if err != nil {
			b.Fatal(err)
		}
		size = len(raw)
		for i := range text.Blocks {
			text.Blocks[i] = bot.Text{Markup: text.Blocks[i].(bot.Text).Markup + "En rad till. "}
		}
	}
	began := time.Now()
	for i := range n {
		if _, err := chat.Post(context.Background(), "key", bot.Address{Person: benchPerson(i)}, text); err != nil {
			b.Fatal(err)
		}
	}
	return time.Since(began)
}

// BenchmarkReschedule gives a task another day, in somebody else's name, in a
// store of 10,000 tasks. "µs-ours" is the time from the transaction's beginning
// until it can be committed: ours, with the writes into the engine's tree; and
// "µs-raw" that of those writes alone.
func BenchmarkReschedule(b *testing.B) {
	const tasks = 10_000
	watch := &benchWatch{}
	h := openBench(b, b.TempDir(), false, func(e engine.Engine) engine.Engine {
		watch.Engine = e
		return watch
	})
	defer h.close(b)
	day := store.DayOf(h.now)
	h.fill(b, tasks, 100, func(n int) store.Day { return day + 20 + store.Day(n%300) })
	var ours, raw []time.Duration
	keys := 0
	move := func() {
		id := uint64(len(ours)*7919%tasks) + 1
		by := store.By{Person: "somebody", Event: fmt.Sprint(len(ours))}
		err := h.Update(context.Background(), by, func(tx *store.Tx) error {
			t, _, err := tx.TaskAsIs(store.Ref{Kind: store.KindTask, ID: id})
			if err != nil {
				return err
			}
			t.Due += 3
			return tx.PutTask(&t, store.Moved)
		})
		if err != nil {
			b.Fatal(err)
		}
		ours = append(ours, watch.took)
	}
	replay := func() {
		wrote := watch.wrote
		keys += len(wrote)
		if err := watch.Update(context.Background(), func(w engine.Writer) error { return benchReplay(w, wrote) }); err != nil {
			b.Fatal(err)
		}
		raw = append(raw, watch.took)
	}
	for b.Loop() {
		move()
		b.StopTimer()
		replay()
		b.StartTimer()
	}
	for len(ours) < 500 { // so that a single round says something
		move()
		replay()
	}
	b.ReportMetric(benchMicros(ours), "µs-ours")
	b.ReportMetric(benchMicros(raw), "µs-raw")
	b.ReportMetric(float64(keys)/float64(len(ours)), "keys/move")
}

// A benchWatch tells of the last transaction what it wrote and how long it ran.
type benchWatch struct {
	engine.Engine
	took  time.Duration
	wrote []benchWrite
}

type benchWrite struct{ key, value []byte } // value nil: deleted

func (e *benchWatch) Update(ctx context.Context, fn func(engine.Writer) error) error {
	return e.Engine.Update(ctx, func(w engine.Writer) error {
		e.wrote = nil
		began := time.Now()
		err := fn(&benchWriter{w, e})
		e.took = time.Since(began)
		return err
	})
}

type benchWriter struct {
	engine.Writer
	watch *benchWatch
}

func (w *benchWriter) Put(key, value []byte) error {
	w.watch.wrote = append(w.watch.wrote, benchWrite{key, value})
	return w.Writer.Put(key, value)
}

func (w *benchWriter) Delete(key []byte) error {
	w.watch.wrote = append(w.watch.wrote, benchWrite{key: key})
	return w.Writer.Delete(key)
}

// benchReplay writes the same once more.
func benchReplay(w engine.Writer, all []benchWrite) error {
	for _, one := range all {
		var err error
		if one.value == nil {
			err = w.Delete(one.key)
		} else {
			err = w.Put(one.key, one.value)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
