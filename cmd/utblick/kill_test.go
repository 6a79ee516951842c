package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// How many times the process is killed: a few with every test, and as many as
// it takes to trust it with UTBLICK_E2E=1.
const (
	killsAlways = 3
	killsE2E    = 200
)

// TestKilled kills a real process at random moments while it is told contacts,
// meetings and tasks as fast as it answers. Whatever it had acknowledged (its
// reply was read) must be there afterwards, as it was told and whole; what it
// hadn't may be there or not, but not in halves.
func TestKilled(t *testing.T) {
	t.Parallel()
	rounds := killsAlways
	if os.Getenv("UTBLICK_E2E") != "" {
		rounds = killsE2E
	}
	seed := rand.Uint64()
	data, told := t.TempDir(), &telling{random: rand.New(rand.NewPCG(seed, 1))}
	for round := range rounds {
		// One in five dies while it starts; the others after their first answer.
		told.killed(t, data, round%5 == 4)
		if round%20 == 19 || round == rounds-1 {
			told.check(t, data)
		}
		if t.Failed() {
			t.Fatalf("seed %d, round %d", seed, round)
		}
	}
	t.Logf("%d kills, %d records acknowledged, %d not", rounds, len(told.records), len(told.maybe))
}

// telling is what was told and what of it was acknowledged.
type telling struct {
	random  *rand.Rand
	n       int
	records []toldRecord
	maybe   []toldRecord // told when the process died
}

// toldRecord is a line that makes a record, and what must then be seen of it.
type toldRecord struct {
	code  string   // K12, empty until it is acknowledged
	lines string   // as typed
	show  string   // /kontakt visa
	whole []string // what is shown of the record when it is there
}

// next makes up a contact, a meeting with two tasks, or a task. The number in
// each word makes it findable, and different from all others.
func (d *telling) next() toldRecord {
	d.n++
	n, padding := fmt.Sprintf("%06d", d.n), strings.Repeat("x", d.random.IntN(2000))
	numbered := func(text string) string { return strings.NewReplacer("#", n, "…", padding).Replace(text) }
	var r toldRecord
	switch d.random.IntN(3) {
	case 0:
		r.lines = numbered("/kontakt ny namn: Person#, org: Ort#, k#@example.se, Finland N5\n")
		r.show = "/kontakt visa "
		r.whole = []string{"Person#", "Ort#", "k#@example.se", "Finland", "N5", "skapade @anna"}
	case 1:
		r.lines = numbered("/möte ny <<\nTräff# 20/11\nVi talade om ….\nBeslut: Beslutar#.\n" +
			"- [ ] @bo gör# senast 4 dec (N3)\n- [ ] @anna ring# senast 5 dec\n.\n")
		r.show = "/möte visa "
		r.whole = []string{"Träff#", "- Beslutar#.", " Gör#, fre 4 dec, @bo, N3", " Ring#, lör 5 dec, @anna", "Vi talade om ….", "skapade @anna"}
	default:
		r.lines = numbered("/uppgift ny Uppdrag# senast 4 dec @cilla N8\n")
		r.show = "/uppgift visa "
		r.whole = []string{"Uppdrag#", "fre 4 dec", "@cilla", "N8", "skapade @anna"}
	}
	for i, part := range r.whole {
		r.whole[i] = numbered(part)
	}
	return r
}

// killed starts a process, tells it records and kills it within moments.
func (d *telling) killed(t *testing.T, data string, starting bool) {
	t.Helper()
	p := talkTo(t, data)
	dies := func() {
		time.AfterFunc(time.Duration(d.random.IntN(300))*time.Millisecond, p.kill)
	}
	if starting {
		dies()
	}
	for answers := 0; ; answers++ {
		if answers == 1 && !starting {
			dies()
		}
		r := d.next()
		code, err := p.tell(r.lines)
		if err != nil {
			d.maybe = append(d.maybe, r)
			break
		}
		if code == "" {
			t.Errorf("not acknowledged: %s", r.lines)
			p.kill()
			break
		}
		r.code = code
		d.records = append(d.records, r)
	}
	p.end(t)
}

// check opens the store again and looks at all that was told.
func (d *telling) check(t *testing.T, data string) {
	t.Helper()
	p := talkTo(t, data)
	for _, r := range d.records {
		shown, err := p.ask(r.show + r.code + "\n")
		if err != nil {
			t.Fatalf("%s: %v", r.code, err)
		}
		if missing := r.missing(shown); missing != "" {
			t.Errorf("%s was acknowledged; now %q is missing:\n%s", r.code, missing, shown)
		}
	}
	for _, r := range d.maybe {
		found, err := p.ask("/utblick sök " + r.whole[0] + "\n")
		if err != nil {
			t.Fatal(err)
		}
		code := codeOf(found, r.whole[0])
		if code == "" {
			continue // it never came to be
		}
		shown, err := p.ask(r.show + code + "\n")
		if err != nil {
			t.Fatal(err)
		}
		if missing := r.missing(shown); missing != "" {
			t.Errorf("half of a record: %q is missing:\n%s", missing, shown)
		}
	}
	if err := p.in.Close(); err != nil {
		t.Error(err)
	}
	if err := p.cmd.Wait(); err != nil {
		t.Errorf("ended with %v\n%s", err, p.stderr.String())
	}
}

func (r toldRecord) missing(shown string) string {
	for _, part := range r.whole {
		if !strings.Contains(shown, part) {
			return part
		}
	}
	return ""
}

// codeOf is the code of the hit whose title is the word.
func codeOf(hits, word string) string {
	for line := range strings.Lines(hits) {
		if code, ok := strings.CutPrefix(line, "- "); ok && strings.Contains(line, word) {
			code, _, _ = strings.Cut(code, " ")
			return code
		}
	}
	return ""
}

// talker is a process of our own that is spoken to line by line.
type talker struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    *bufio.Reader
	stderr *strings.Builder
}

func talkTo(t *testing.T, data string) *talker {
	t.Helper()
	p := &talker{cmd: exec.Command("utblick", "console", "--json", "--data", data, "--at", "2026-11-23T09:00"), stderr: &strings.Builder{}}
	p.cmd.Env = append(os.Environ(), "UTBLICK_LANGUAGE=sv")
	p.cmd.Stderr = p.stderr
	var err error
	if p.in, err = p.cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	p.out = bufio.NewReaderSize(out, 1<<20)
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return p
}

func (p *talker) kill() { _ = p.cmd.Process.Kill() } // it may have ended by itself

// end waits for a process that was killed. One that ended otherwise has a
// fault to tell: a store that didn't open, a panic.
func (p *talker) end(t *testing.T) {
	t.Helper()
	_, _ = io.Copy(io.Discard, p.out) // so that it can't hang in writing
	if err := p.cmd.Wait(); err == nil || p.stderr.Len() > 0 {
		t.Errorf("ended with %v before it was killed:\n%s", err, p.stderr.String())
	}
}

type answered struct {
	To      string   `json:"to"`
	Text    string   `json:"text"`
	Records []string `json:"records"`
}

func (p *talker) say(lines string) (answered, error) {
	var answer answered
	if _, err := io.WriteString(p.in, lines); err != nil {
		return answer, err
	}
	for answer.To != "user:anna" { // others get word of the tasks they were given
		line, err := p.out.ReadBytes('\n')
		if err != nil {
			return answered{}, err // without its end, an answer wasn't given
		}
		answer = answered{}
		if err := json.Unmarshal(line, &answer); err != nil {
			return answer, err
		}
	}
	return answer, nil
}

// tell gives the code of the record that the answer acknowledges.
func (p *talker) tell(lines string) (string, error) {
	answer, err := p.say(lines)
	if err != nil || !strings.HasPrefix(answer.Text, "Spara") || len(answer.Records) == 0 {
		return "", err
	}
	return answer.Records[0], nil
}

func (p *talker) ask(line string) (string, error) {
	answer, err := p.say(line)
	return answer.Text, err
}
