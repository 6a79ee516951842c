package remind_test

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"utblick/bot"
	"utblick/handlers/remind"
	"utblick/handlers/when"
	"utblick/store"
	"utblick/store/engine/bolt"
)

// A killSlow takes most of the time that a post may take, and each time has
// another scheduler do what is then due.
type killSlow struct {
	benchChat
	clock *killClock
	t     *testing.T
	other *remind.Scheduler

	mu    sync.Mutex
	keys  map[string]int
	depth int
}

func (c *killSlow) Post(ctx context.Context, key string, to bot.Address, _ bot.Message) (bot.Ref, error) {
	c.mu.Lock()
	first := c.depth == 0
	c.depth++
	c.mu.Unlock()
	if first { // the other's posts are quick
		c.clock.set(c.t, c.clock.Now().Add(29*time.Second))
		if err := c.other.Tick(ctx); err != nil {
			c.t.Error(err)
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.depth--
	c.keys[key]++
	return bot.Ref{Channel: to.Person, Post: key}, nil
}

func (c *killSlow) Find(_ context.Context, key string, to bot.Address) (bot.Ref, bool, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return bot.Ref{Channel: to.Person, Post: key}, c.keys[key] > 0, nil
}

// TestSlowPlatform: a scheduler takes many messages at a time, and a lease must
// not run out before the last of them stands, or another one sends it, too.
func TestSlowPlatform(t *testing.T) {
	t.Parallel()
	dir, ctx := t.TempDir(), context.Background()
	clock := openKillClock(t, dir)
	defer clock.file.Close()
	floor, err := bolt.Open(dir, bolt.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	planner := remind.Planner{Calendar: when.NewCalendar(), Zone: clock.zone}
	s, err := store.Open(ctx, floor, store.Needs{Now: clock.Now, Planner: planner})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	chat := &killSlow{clock: clock, t: t, keys: map[string]int{}}
	scheduler := func(id string) *remind.Scheduler {
		return remind.New(remind.Needs{
			Store: s, Platform: chat, Planner: planner, Mark: planner.Mark(nil), Words: killWords(t), Posters: 1,
			Now: clock.Now, Random: rand.New(rand.NewPCG(1, 1)), ID: id, Log: slog.New(slog.DiscardHandler),
		})
	}
	chat.other = scheduler("other")
	const people = 20
	err = s.Update(ctx, store.By{Person: "anna"}, func(tx *store.Tx) error {
		for n := range people {
			if err := tx.AddTask(&store.Task{Title: "Något att göra", Owner: benchPerson(n)}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slow := scheduler("slow")
	for range people { // each time it does what it gets to
		if err := slow.Tick(ctx); err != nil {
			t.Fatal(err)
		}
	}
	for key, n := range chat.keys {
		if n != 1 {
			t.Errorf("%s was posted %d times", key, n)
		}
	}
	if len(chat.keys) != people {
		t.Errorf("%d of %d messages came", len(chat.keys), people)
	}
}
