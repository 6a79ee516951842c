package remind_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"utblick/handlers/when"
	"utblick/store"
)

// What the child is told by its environment.
const (
	killDir  = "UTBLICK_REMIND_KILL"      // the folder that outlives it
	killSeed = "UTBLICK_REMIND_KILL_SEED" // for what it does
)

// How many times the process is killed, and after how many its folder is
// looked through.
const (
	killsAlways = 4
	killsE2E    = 300
	killsAFile  = 50
)

// TestKilled kills a real process at random moments while it sends reminders
// on a clock that runs very fast, and while tasks are made, moved, closed and
// handed over beside it. Each reminder must come all the same, and once.
func TestKilled(t *testing.T) {
	if dir := os.Getenv(killDir); dir != "" {
		seed, _ := strconv.ParseUint(os.Getenv(killSeed), 10, 64)
		remindUntilKilled(t, dir, seed)
		return
	}
	t.Parallel()
	rounds := killsAlways
	if os.Getenv("UTBLICK_E2E") != "" {
		rounds = killsE2E
	}
	first := rand.Uint64()
	for from := 0; from < rounds && !t.Failed(); from += killsAFile {
		k := &killing{T: t, dir: t.TempDir(), seed: first + uint64(from), acked: map[uint64]uint64{}}
		for range min(killsAFile, rounds-from) {
			k.round()
		}
		k.check()
	}
	if t.Failed() {
		t.Errorf("seed %d", first)
	}
}

// A killing is a folder and who died over it.
type killing struct {
	*testing.T
	dir   string
	seed  uint64
	kills int
	acked map[uint64]uint64 // task → its last change that was acknowledged

	// What stands in the chat, less what the store says.
	said  map[told]int
	more  map[string]int // told of without being named
	lines int
}

// told is that somebody was told of a task.
type told struct{ to, code string }

// round has one child live for a while after its first word; one in four for a
// while after its start.
func (k *killing) round() {
	k.Helper()
	k.seed++
	k.kills++
	random := rand.New(rand.NewPCG(k.seed, 3))
	child := exec.Command(os.Args[0], "-test.run=^TestKilled$", "-test.count=1") //nolint:gosec // this very program
	child.Env = append(os.Environ(), killDir+"="+k.dir, killSeed+"="+strconv.FormatUint(k.seed, 10))
	var stderr strings.Builder
	child.Stderr = &stderr
	out, err := child.StdoutPipe()
	if err != nil {
		k.Fatal(err)
	}
	if err := child.Start(); err != nil {
		k.Fatal(err)
	}
	early, armed := random.IntN(4) == 0, false
	kill := func() {
		armed = true
		time.AfterFunc(time.Duration(random.IntN(160))*time.Millisecond, func() { _ = child.Process.Kill() })
	}
	if early {
		kill()
	}
	said := bufio.NewReader(out)
	for {
		line, err := said.ReadString('\n')
		if err != nil { // without its end, it wasn't said
			break
		}
		var id, rev uint64
		if n, _ := fmt.Sscanf(line, "U%d %d\n", &id, &rev); n == 2 {
			k.acked[id] = rev
		} else {
			k.Errorf("child: %s", line)
		}
		if !armed {
			kill()
		}
	}
	if err := child.Wait(); err == nil || stderr.Len() > 0 {
		k.Errorf("seed %d: the child ended by itself: %v\n%s", k.seed, err, stderr.String())
	}
}

// remindUntilKilled is the child. After a start it is later than when the last
// one died, sometimes by days.
func remindUntilKilled(t *testing.T, dir string, seed uint64) {
	h := openKillHouse(t, dir, seed)
	random := rand.New(rand.NewPCG(seed, 4))
	h.chat.moody = []int{40, 40, 40, 3}[random.IntN(4)]
	turns := make(chan bool, 2)
	go func() {
		work := &killWork{killHouse: h, random: rand.New(rand.NewPCG(seed, 5))}
		for range turns {
			if err := work.change(); err != nil {
				fmt.Fprintln(os.Stderr, "child:", err)
				os.Exit(0)
			}
		}
	}()
	for began := time.Now(); time.Since(began) < time.Minute; { // the parent ends this much sooner
		at := h.clock.Now()
		next, ok := h.next(t)
		switch random.IntN(8) {
		case 0:
			at = at.Add(time.Duration(random.IntN(9*24)) * time.Hour) // it was down, over several slots perhaps
		case 1:
			at = at.Add(time.Duration(random.IntN(60)) * time.Second)
		default:
			if soon := at.Add(12 * time.Hour); !ok || next.After(soon) {
				next = soon
			}
			if next.After(at) {
				at = next.Add(time.Duration(random.IntN(2)) * time.Minute)
			}
		}
		h.clock.set(t, at)
		select {
		case turns <- true:
		default:
		}
		h.tick(t)
		if t.Failed() {
			fmt.Fprintln(os.Stderr, "child: a tick failed")
			os.Exit(0)
		}
	}
}

// killWork is what people do meanwhile. Tasks with odd numbers are left alone
// once they are made.
type killWork struct {
	*killHouse
	random *rand.Rand
	n      int
	even   []store.Ref
}

// change makes one change and says so. What it draws by lot it draws before:
// the closures may run twice.
func (w *killWork) change() error {
	w.n++
	by := store.By{
		Person: killPeople[w.random.IntN(len(killPeople))], Event: fmt.Sprintf("%s/%d", w.schedulers[0].ID, w.n),
	}
	var t store.Task
	made := w.makes(&t)
	roll := w.random.IntN(20)
	if roll < 10 || len(w.even) == 0 {
		return w.say(by, &t, made)
	}
	if roll == 10 {
		return w.Update(context.Background(), by, w.away())
	}
	if roll > 11 {
		return w.say(by, &t, w.changes(&t, roll))
	}
	if err := w.Update(context.Background(), by, w.changes(&t, 12)); err != nil {
		return err
	}
	by.Event += "/undo"
	return w.say(by, &t, func(tx *store.Tx) (err error) {
		if _, err = tx.Undo(); err == nil || store.CodeOf(err) != "" {
			t, _, err = tx.TaskAsIs(t.Ref())
		}
		return err
	})
}

func (w *killWork) say(by store.By, t *store.Task, fn func(*store.Tx) error) error {
	err := w.Update(context.Background(), by, fn)
	if err != nil {
		return err
	}
	if t.ID%2 == 0 {
		w.even = append(w.even, t.Ref())
	}
	_, err = fmt.Printf("%s %d\n", t.Ref(), t.Rev)
	return err
}

func (w *killWork) makes(t *store.Task) func(*store.Tx) error {
	owner, due := killPeople[w.random.IntN(len(killPeople))], store.Day(w.random.IntN(16))
	points := [][]string{nil, {"N1"}, {"N2"}}[w.random.IntN(3)]
	return func(tx *store.Tx) error {
		*t = store.Task{Title: "Något att göra", Owner: owner, Due: store.DayOf(tx.Now) + due, Points: points}
		return tx.AddTask(t)
	}
}

// changes does something with one of the last even tasks.
func (w *killWork) changes(t *store.Task, roll int) func(*store.Tx) error {
	last := w.even[max(0, len(w.even)-20):]
	r := last[w.random.IntN(len(last))]
	days, owner := store.Day(w.random.IntN(8)-2), killPeople[w.random.IntN(len(killPeople))]
	if days == 0 {
		days = 6
	}
	return func(tx *store.Tx) (err error) {
		anyone := store.Viewer{Person: "anna"}
		if *t, err = tx.Task(r, anyone); err != nil {
			return err
		}
		switch {
		case roll < 15:
			t.Due += days
			return tx.PutTask(t, store.Moved)
		case roll < 17:
			t.Owner = owner
			return tx.PutTask(t, store.Assigned)
		case roll < 18:
			once := strings.ReplaceAll((store.DayOf(tx.Now) + days).String(), "-", "")
			t.SetRule(store.Rule{For: owner, Once: []string{"ONCE:DTSTART=" + once}})
			return tx.PutTask(t, store.Reminded)
		case t.Done:
			*t, _, err = tx.ReopenTask(r, anyone)
			return err
		}
		*t, _, err = tx.CloseTask(r, anyone)
		return err
	}
}

// away has one of those who are away now and then go.
func (w *killWork) away() func(*store.Tx) error {
	who := killPeople[killOften+w.random.IntN(len(killPeople)-killOften)]
	deputy := killPeople[w.random.IntN(len(killPeople))]
	from, long := store.Day(w.random.IntN(5)), store.Day(w.random.IntN(10))
	if deputy == who || w.random.IntN(2) == 0 {
		deputy = ""
	}
	return func(tx *store.Tx) error {
		s, err := tx.Settings(who)
		if err != nil {
			return err
		}
		begin := store.DayOf(tx.Now) + from
		s.Absences = []store.Absence{{From: begin, To: begin + long, Deputy: deputy}}
		return tx.PutSettings(s)
	}
}

// check lets the folder run to quiet and looks whether all came, and came once.
func (k *killing) check() {
	k.Helper()
	h := openKillHouse(k, k.dir, k.seed+1)
	defer h.end(k)
	h.quiet(k.T)
	k.posts()
	err := h.View(context.Background(), func(tx *store.Tx) error {
		waits, err := tx.Pending(1)
		if err != nil {
			return err
		}
		if len(waits) > 0 {
			k.Errorf("still waits: %v", waits[0])
		}
		last := uint64(0)
		for id := range k.acked {
			last = max(last, id)
		}
		for id := range last + uint64(k.kills) + 1 {
			if err := k.checkTask(tx, store.Ref{Kind: store.KindTask, ID: id}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		k.Error(err)
	}
	for line, n := range k.said {
		switch {
		case n > 0:
			k.Errorf("%s was told of %s %d times more than the store knows of", line.to, line.code, n)
		case n < 0 && k.more[line.to] < -n:
			k.Errorf("%s was told of %s %d times less than the store says\n%s", line.to, line.code, -n, k.about(line))
		default:
			k.more[line.to] += n
		}
	}
	for to, n := range k.more {
		if n > 0 {
			k.Errorf("%s was told of %d tasks more, and the store doesn't know of them", to, n)
		}
	}
	k.Logf("%d kills, %d tasks acknowledged, %d lines in messages, %s", k.kills, len(k.acked), k.lines, h.clock.Now())
}

// posts reads what stands in the chat, and how often each was told of each task.
func (k *killing) posts() {
	k.Helper()
	raw, err := os.ReadFile(filepath.Join(k.dir, "chat.jsonl"))
	if err != nil {
		k.Fatal(err)
	}
	k.said, k.more = map[told]int{}, map[string]int{}
	keys := map[string]bool{}
	for line := range strings.Lines(string(raw)) {
		var p killPost
		if err := json.Unmarshal([]byte(line), &p); err != nil {
			k.Fatal(err)
		}
		if keys[p.Key] {
			k.Errorf("posted twice: %s", line)
		}
		keys[p.Key] = true
		k.lines += len(p.Codes) + p.More
		for _, code := range p.Codes {
			k.said[told{p.To, code}]++
		}
		if len(p.Codes) > 0 { // no overview, which has small print as well
			k.more[p.To] += p.More
		}
	}
}

// about is what stands in the chat of a task, for who has to find a fault.
func (k *killing) about(line told) string {
	raw, err := os.ReadFile(filepath.Join(k.dir, "chat.jsonl"))
	if err != nil {
		k.Fatal(err)
	}
	var found strings.Builder
	for one := range strings.Lines(string(raw)) {
		if strings.Contains(one, line.code) && strings.Contains(one, `"to":"`+line.to+`"`) {
			found.WriteString(one)
		}
	}
	return found.String()
}

func (k *killing) checkTask(tx *store.Tx, r store.Ref) error {
	t, ok, err := tx.TaskAsIs(r)
	if err != nil {
		return err
	}
	if rev, acked := k.acked[r.ID]; acked && (!ok || t.Rev < rev) {
		k.Errorf("%s was acknowledged as %d and is %d now", r, rev, t.Rev)
	}
	sent, err := tx.SentAbout(r, 1000)
	if err != nil {
		return err
	}
	type same struct {
		to, what string
		n        int
		slot     int64
	}
	seen := map[same]bool{}
	for _, s := range sent {
		k.said[told{s.To[1:], r.String()}]--
		one := same{s.To, s.What, s.N, s.Slot.Unix()}
		if slices.Contains(usualWhat, s.What) && seen[one] {
			k.Errorf("%s was sent %s of %s twice (%s)", s.To, s.What, r, s.Slot)
		}
		seen[one] = true
	}
	past, err := tx.History(r)
	if err != nil || len(past) != 1 || slices.Index(killPeople, t.Owner) >= killOften {
		return err
	}
	k.checkUsual(t, sent)
	return nil
}

var usualWhat = []string{store.Ahead, store.Eve, store.Today, store.Late, store.Raise, store.Own}

// checkUsual looks for the usual reminders of a task that was left alone. One
// that came late stands for those whose time came meanwhile.
func (k *killing) checkUsual(t store.Task, sent []store.Sending) {
	zone, calendar := killZone(k), when.NewCalendar()
	before := func(day store.Day) time.Time {
		for !calendar.Working(day) {
			day--
		}
		return day.At(9, 0, zone)
	}
	for what, slot := range map[string]time.Time{
		store.Ahead: before(t.Due - 7), store.Eve: before(t.Due - 1), store.Today: before(t.Due),
	} {
		if !slot.After(t.Made.At) {
			continue
		}
		n, instead := 0, 0
		for _, s := range sent {
			switch {
			case s.To != "@"+t.Owner || !slices.Contains(usualWhat, s.What):
			case s.Slot.Equal(slot): // that before a Sunday's due day may be all three in one
				n++
			case s.Slot.Before(slot) && !s.At.Before(slot):
				instead++
			}
		}
		if n > 1 || n+instead == 0 {
			k.Errorf("%s (made %s, due %s): %s at %s came %d times, and %d others for it", t.Ref(), t.Made.At, t.Due, what, slot, n, instead)
		}
	}
	given, raised := 0, 0
	for _, s := range sent {
		switch {
		case s.What == store.Given && s.To == "@"+t.Owner:
			given++
		case s.What == store.Raise && s.To == "#"+killTeam:
			raised++
		case s.What == store.Late && s.N > 5:
			k.Errorf("%s was said to be late for the %d. time", t.Ref(), s.N)
		}
	}
	if want := map[bool]int{true: 1}[t.Owner != t.Made.By]; given != want {
		k.Errorf("%s: %s was told %d times of being given it by %s", t.Ref(), t.Owner, given, t.Made.By)
	}
	if raised != 1 {
		k.Errorf("%s came before the team %d times", t.Ref(), raised)
	}
}
