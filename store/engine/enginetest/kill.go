package enginetest

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"utblick/store/engine"
)

const (
	killDir     = "UTBLICK_ENGINETEST_KILL" // set for the child: where its store is
	killWriters = 8
	killKeys    = 5 // written by each transaction, all or none
)

// SurviveKill starts the test binary again as a process that writes and says
// on standard output what was acknowledged, kills it (kill -9) at a random
// moment, and looks for every acknowledged write: a few rounds on one store,
// or 200 with UTBLICK_E2E set. It must be all that its test function does.
func SurviveKill(t *testing.T, open Open) {
	if dir := os.Getenv(killDir); dir != "" {
		writeUntilKilled(t, open, dir)
		return
	}
	rounds := 5
	if os.Getenv("UTBLICK_E2E") != "" {
		rounds = 200
	}
	s := &subject{T: t, open: open, dir: t.TempDir()}
	acked := map[string]bool{}
	for round := range rounds {
		said := s.killOne(round%4 == 3, time.Duration(rand.IntN(80))*time.Millisecond)
		s.start()
		for _, tx := range said {
			acked[tx] = true
		}
		s.wantAll(round, acked)
		s.must(s.Close())
	}
	t.Logf("%d kills, %d acknowledged transactions", rounds, len(acked))
}

// killOne runs one child for a while after its first word (early: after its
// start, so perhaps in the middle of opening), and returns the transactions
// that it said were kept.
func (s *subject) killOne(early bool, life time.Duration) (acked []string) {
	s.Helper()
	child := exec.Command(os.Args[0], "-test.run=^"+s.Name()+"$", "-test.count=1")
	child.Env = append(os.Environ(), killDir+"="+s.dir)
	out, err := child.StdoutPipe()
	s.must(err)
	child.Stderr = os.Stderr
	s.must(child.Start())
	var once sync.Once
	kill := func() { time.AfterFunc(life, func() { _ = child.Process.Kill() }) }
	if early {
		once.Do(kill)
	}
	lines := bufio.NewReader(out)
	for {
		line, err := lines.ReadString('\n')
		if err != nil { // a line without its end was not said to its end
			break
		}
		acked = append(acked, line[:len(line)-1])
		once.Do(kill)
	}
	if err := child.Wait(); err == nil {
		s.Error("the child ended by itself")
	}
	return acked
}

// writeUntilKilled is the child: writers at once, so that transactions are
// committed together, each with a number that no other may have.
func writeUntilKilled(t *testing.T, open Open, dir string) {
	e := open(t, dir)
	var mu sync.Mutex
	for range killWriters {
		go func() {
			for {
				name, err := writeGroup(e)
				mu.Lock()
				if err != nil {
					fmt.Fprintln(os.Stderr, "child:", err)
					os.Exit(0)
				}
				_, _ = io.WriteString(os.Stdout, name+"\n")
				mu.Unlock()
			}
		}()
	}
	time.Sleep(time.Minute) // the parent ends this much sooner
}

func writeGroup(e engine.Engine) (name string, err error) {
	err = e.Update(context.Background(), func(w engine.Writer) error {
		n, err := w.Next("tx")
		if err != nil {
			return err
		}
		name = fmt.Sprintf("%06d", n)
		for i := range killKeys {
			if err := w.Put(groupKey(name, i), make([]byte, 50*i)); err != nil {
				return err
			}
		}
		return nil
	})
	return name, err
}

func groupKey(name string, i int) []byte { return fmt.Appendf(nil, "%d/%s", i, name) }

// wantAll looks for each acknowledged transaction and for halves of others.
func (s *subject) wantAll(round int, acked map[string]bool) {
	s.Helper()
	found := map[string]int{}
	s.must(s.view(func(r engine.Reader) error {
		clear(found)
		return r.Scan(engine.Range{}, func(key, _ []byte) error {
			found[string(key[2:])]++
			return nil
		})
	}))
	for name := range acked {
		if found[name] == 0 {
			s.Fatalf("round %d: transaction %s was acknowledged and is lost", round, name)
		}
	}
	for name, keys := range found {
		if keys != killKeys {
			s.Fatalf("round %d: transaction %s has %d of %d keys", round, name, keys, killKeys)
		}
	}
}
