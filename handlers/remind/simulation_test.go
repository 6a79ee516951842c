package remind_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"utblick/bot"
	"utblick/bot/i18n"
	"utblick/handlers/remind"
	"utblick/handlers/when"
	"utblick/store"
)

// A simulation is years of an office in which all goes wrong that may, with
// an oracle of its own beside it.
type simulation struct {
	testing.TB
	*store.Store // for people, who have no bad luck
	ctx          context.Context
	seed         uint64
	random       *rand.Rand
	clock        *wallClock
	luck         *luck
	chat         *exchange
	needs        remind.Needs
	all          []*remind.Scheduler
	born         int
	red          almanac
	said         map[string]time.Time  // task, stream and slot → when it came
	told         map[uint64][]toldLine // by task
	lives        map[uint64]*life
	over         []*life
	outages      []outage
	last         uint64 // the newest task
	edits        map[string]int
}

// outage is a time in which no process ran or no chat server answered.
type outage struct{ from, to time.Time }

const (
	simPeople = 8
	simTasks  = 200
	simYears  = 3
)

// TestSimulation: UTBLICK_SEED has another three years happen.
func TestSimulation(t *testing.T) {
	t.Parallel()
	seeds := []uint64{1}
	if os.Getenv("UTBLICK_E2E") != "" {
		seeds = []uint64{1, 2, 3, 4, 5, 6, 7, 8}
	}
	if text := os.Getenv("UTBLICK_SEED"); text != "" {
		seed, err := strconv.ParseUint(text, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		seeds = []uint64{seed}
	}
	for _, seed := range seeds {
		t.Run(fmt.Sprint("seed=", seed), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { simulate(t, seed) })
		})
	}
}

func simulate(t *testing.T, seed uint64) {
	s := newSimulation(t, seed)
	end := s.clock.Now().AddDate(simYears, 0, 0)
	pause := end.Sub(s.clock.Now()) / (simTasks * 5)
	for s.clock.Now().Before(end) && !t.Failed() {
		s.passTo(s.clock.Now().Add(time.Duration(s.random.Int64N(int64(2 * pause)))))
		s.edit()
	}
	s.luck.out, s.chat.away = true, false
	s.passTo(s.clock.Now().AddDate(0, 0, 7))
	for _, l := range s.lives {
		s.end(l)
	}
	s.checkLives()
	t.Logf("%d messages, %d schedulers, %d tasks, edits %v, lives %d, outages %d", len(s.chat.order), s.born, s.last, s.edits, len(s.over), len(s.outages))
}

func newSimulation(t *testing.T, seed uint64) *simulation {
	s := &simulation{
		TB: t, ctx: t.Context(), seed: seed, random: rand.New(rand.NewPCG(seed, 1)),
		clock: &wallClock{zone: stockholm(t)}, luck: &luck{random: rand.New(rand.NewPCG(seed, 2)), out: true},
		red: newAlmanac(t), said: map[string]time.Time{}, told: map[uint64][]toldLine{}, lives: map[uint64]*life{}, edits: map[string]int{},
	}
	s.clock.set(at(t, "2026-08-03 08:00"))
	s.chat = &exchange{sim: s, luck: s.luck, posts: map[string]*posted{}, last: map[string]string{}, left: map[string]bool{}}
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	planner := remind.Planner{Calendar: when.NewCalendar(), Zone: s.clock.zone}
	e := ground(t)
	needs := store.Needs{Now: s.clock.Now, Point: planPoints.MatchString, Planner: planner}
	if s.Store, err = store.Open(s.ctx, e, needs); err != nil {
		t.Fatal(err)
	}
	theirs, err := store.Open(s.ctx, &unlucky{e, s.luck}, needs)
	if err != nil {
		t.Fatal(err)
	}
	synctest.Wait() // both have read what there is
	t.Cleanup(func() { _, _ = theirs.Close(), s.Store.Close() })
	s.needs = remind.Needs{
		Store: theirs, Platform: s.chat, Planner: planner, Mark: planner.Mark(nil),
		Words:  bot.NewRouter(bot.Needs{Catalogue: catalogue, Now: s.clock.Now}).Words,
		Points: []remind.Point{{Code: "L1"}}, Channel: team, Now: s.clock.Now, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Posters: 1,
	}
	s.all = []*remind.Scheduler{s.another(), s.another()}
	s.luck.out = false
	s.update("p0", func(tx *store.Tx) error { _, err := tx.SetPointOwner("N1", "p2"); return err })
	return s
}

func (s *simulation) fail(format string, args ...any) {
	s.Errorf("seed %d, %v: %s", s.seed, s.clock.Now(), fmt.Sprintf(format, args...))
}

// another begins a scheduler, in place of one that died.
func (s *simulation) another() *remind.Scheduler {
	for {
		s.born++
		s.luck.dead = false
		n := s.needs
		n.ID, n.Random = fmt.Sprint("s", s.born), rand.New(rand.NewPCG(s.seed, uint64(s.born)))
		if one := remind.New(n); one.Start(s.ctx) == nil {
			return one
		}
	}
}

// turn is one scheduler's, who may not survive it. It tells whether all went well.
func (s *simulation) turn(i int) bool {
	one := s.all[i]
	if len(s.all) > 1 {
		s.chat.twin = func() {
			other := s.chat.twin
			s.chat.twin = nil
			if s.all[1-i].Tick(s.ctx); s.luck.dead {
				s.all[1-i] = s.another()
			}
			s.chat.twin = other
		}
	}
	err := one.Tick(s.ctx)
	s.chat.twin = nil
	if s.luck.dead {
		s.all[i] = s.another()
	}
	return err == nil
}

// passTo has the schedulers work until then, but for outages.
func (s *simulation) passTo(to time.Time) {
	for still := 0; !s.Failed(); {
		next, ok := s.next()
		if !ok || next.After(to) {
			break
		}
		if next.After(s.clock.Now()) {
			s.clock.set(next)
			still = 0
		}
		s.maybeOutage(to)
		well := s.turn(s.random.IntN(2))
		if still++; !well || still > 30 {
			s.clock.set(s.clock.Now().Add(time.Minute)) // as Run does
		}
		if still > 2000 {
			s.fail("what is due since %v stays due", next)
		}
		s.meet()
	}
	if to.After(s.clock.Now()) {
		s.clock.set(to)
	}
}

func (s *simulation) next() (at time.Time, ok bool) {
	err := s.View(s.ctx, func(tx *store.Tx) (err error) {
		at, ok, err = tx.NextWork()
		return err
	})
	if err != nil {
		s.Fatal(err)
	}
	return at, ok
}

// maybeOutage now and then stops the process, or the chat server, for minutes
// to days.
func (s *simulation) maybeOutage(to time.Time) {
	now := s.clock.Now()
	if s.chat.away && now.After(s.outages[len(s.outages)-1].to) {
		s.chat.away = false
	}
	if s.chat.away || s.luck.out || s.random.IntN(150) > 0 {
		return
	}
	long := time.Duration(s.random.ExpFloat64() * float64(10*time.Hour))
	o := outage{now, now.Add(long)}
	if s.chat.away = s.random.IntN(2) == 0; !s.chat.away {
		if o.to.After(to) {
			return // people go on meanwhile
		}
		s.clock.set(o.to)
	}
	s.outages = append(s.outages, o)
}

func (s *simulation) update(by string, fn func(*store.Tx) error) bool {
	err := s.Store.Update(s.ctx, store.By{Person: by}, fn)
	if err != nil && store.CodeOf(err) == "" {
		s.Fatal(err)
	}
	return err == nil
}

func (s *simulation) load(id uint64) (t store.Task, ok bool) {
	err := s.View(s.ctx, func(tx *store.Tx) (err error) {
		t, ok, err = tx.TaskAsIs(store.Ref{Kind: store.KindTask, ID: id})
		return err
	})
	if err != nil {
		s.Fatal(err)
	}
	return t, ok
}

func (s *simulation) settings(person string) (set store.Settings) {
	err := s.View(s.ctx, func(tx *store.Tx) (err error) {
		set, err = tx.Settings(person)
		return err
	})
	if err != nil {
		s.Fatal(err)
	}
	return set
}

func (s *simulation) person() string { return fmt.Sprint("p", s.random.IntN(simPeople)) }

func oneOf[T any](s *simulation, list ...T) T { return list[s.random.IntN(len(list))] }

// edit is what somebody does.
func (s *simulation) edit() {
	by, today := s.person(), store.DayOf(s.clock.Now())
	what := oneOf(s, "new", "new", "new", "done", "move", "give", "rule", "settings", "away", "quiet", "erase", "reopen", "title")
	s.edits[what]++
	ok := false
	switch what {
	case "new":
		ok = s.add(by, today)
		s.meet()
	case "settings", "away", "quiet":
		ok = s.choose(by, what, today)
		s.look(0, by)
	default:
		id := s.last - min(s.last, uint64(s.random.IntN(40)))
		ok = s.change(by, what, id, today)
		s.look(id, "")
	}
	if ok && s.random.IntN(10) == 0 {
		s.edits["undo"]++
		s.passTo(s.clock.Now().Add(time.Minute))
		s.update(by, func(tx *store.Tx) error { _, err := tx.Undo(); return err })
		s.look(0, "")
	}
}

func (s *simulation) add(by string, today store.Day) bool {
	t := store.Task{Title: "Uppgift", Owner: s.person(), Due: today + store.Day(s.random.IntN(60)-3), Points: oneOf(s, nil, nil, []string{"N1"})}
	if s.random.IntN(40) == 0 {
		t.Repeat = storedRule(s, oneOf(s, "varje måndag", "den 31 varje månad", "varannan torsdag"), today)
	}
	return s.update(by, func(tx *store.Tx) error { t := t; return tx.AddTask(&t) })
}

func (s *simulation) change(by, what string, id uint64, today store.Day) bool {
	t, ok := s.load(id)
	if !ok || t.Done != (what == "reopen") {
		return false
	}
	all := store.Viewer{Person: by, Sees: func(string) bool { return true }}
	days, rule := store.Day(s.random.IntN(40)-2), store.Rule{For: oneOf(s, t.Owner, t.Owner, by)}
	switch s.random.IntN(4) {
	case 0:
		rule.When = storedRule(s, oneOf(s, "varje måndag", "3 dagar före", "varje dag kl 20", "sista vardagen varje månad"), today)
	case 1:
		rule.Once = []string{storedRule(s, oneOf(s, "imorgon", "om 5 dagar", "nästa fredag kl 14"), today)}
	case 2:
		rule.When = store.RuleOff
	}
	owner := s.person()
	return s.update(by, func(tx *store.Tx) error {
		t := t
		switch what {
		case "done":
			_, _, err := tx.CloseTask(t.Ref(), all)
			return err
		case "reopen":
			_, _, err := tx.ReopenTask(t.Ref(), all)
			return err
		case "erase":
			_, err := tx.EraseTask(t.Ref(), all)
			return err
		case "move":
			t.Due = today + days
		case "give":
			t.Owner = owner
		case "rule":
			t.SetRule(rule)
		case "title":
			t.Title += "!"
		}
		return tx.PutTask(&t, store.Changed)
	})
}

// choose changes somebody's settings; the first four are never away nor quiet.
func (s *simulation) choose(by, what string, today store.Day) bool {
	set := s.settings(by)
	if what != "settings" && by < "p4" {
		return false
	}
	switch what {
	case "settings":
		set.Hour = oneOf(s, "", "08:15", "14:00", "16:30")
		set.FreeDays = oneOf(s, nil, []time.Weekday{time.Friday}, []time.Weekday{time.Monday, time.Tuesday})
	case "quiet":
		set.Quiet = !set.Quiet
	case "away":
		from := today + store.Day(s.random.IntN(5))
		set.Absences = append(slices.Clone(set.Absences), store.Absence{From: from, To: from + store.Day(s.random.IntN(20)), Deputy: oneOf(s, "", s.person())})
	}
	return s.update(by, func(tx *store.Tx) error { return tx.PutSettings(set) })
}
