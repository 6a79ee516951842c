package bottest

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"utblick/bot"
)

// restTimeout is when a platform that gives no sign of life counts as dead.
const restTimeout = 30 * time.Second

// Lines is a Driver over the console's lines and JSON objects. It is both the
// console's input and its output:
//
//	l := bottest.NewLines()
//	c := console.New(console.Needs{In: l, Out: l, JSON: true, …})
//	l.Unclear = c.Unclear
//
// The console answers a line before it reads the next; so it has come to rest
// when it reads and there is nothing.
type Lines struct {
	Unclear func() int // counts the lines that were not understood

	mu      sync.Mutex
	change  sync.Cond
	input   []byte
	output  []byte
	idle    bool // the console waits for a line
	closed  bool
	arrived []Arrival
	broken  error // output that is no object
}

// NewLines is ready for a console's Needs.
func NewLines() *Lines {
	l := &Lines{Unclear: func() int { return 0 }}
	l.change.L = &l.mu
	return l
}

// Read implements io.Reader, for the console.
func (l *Lines) Read(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for len(l.input) == 0 {
		if l.closed {
			return 0, io.EOF
		}
		l.idle = true
		l.change.Broadcast()
		l.change.Wait()
	}
	l.idle = false
	n := copy(p, l.input)
	l.input = l.input[n:]
	return n, nil
}

// Close ends the input.
func (l *Lines) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.closed = true
	l.change.Broadcast()
	return nil
}

// Write implements io.Writer, for the console.
func (l *Lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.output = append(l.output, p...)
	for {
		line, rest, ok := strings.Cut(string(l.output), "\n")
		if !ok {
			return len(p), nil
		}
		l.output = []byte(rest)
		a, err := arrival([]byte(line))
		if err != nil {
			l.broken = err
			continue
		}
		l.arrived = append(l.arrived, a)
	}
}

func arrival(line []byte) (Arrival, error) {
	var o struct {
		Kind, To, Visibility, Text, Ref string
		At                              time.Time
		Buttons                         []bot.Button
		Records                         []string
		Fields                          []bot.FormField
	}
	if err := json.Unmarshal(line, &o); err != nil {
		return Arrival{}, fmt.Errorf("not an object: %.200s: %w", line, err)
	}
	return Arrival{
		Kind: o.Kind, To: o.To, Private: o.Visibility == "private", Text: o.Text, Ref: o.Ref,
		At: o.At, Buttons: o.Buttons, Records: o.Records, Fields: o.Fields,
	}, nil
}

// send gives the console lines and waits until it has come to rest.
func (l *Lines) send(text string) error {
	watch := time.AfterFunc(restTimeout, func() { _ = l.Close() }) // Close can't fail
	defer watch.Stop()
	l.mu.Lock()
	defer l.mu.Unlock()
	l.await()
	l.input, l.idle = []byte(text+"\n"), false
	l.change.Broadcast()
	l.await()
	if l.broken == nil && l.closed {
		return errors.New("the console reads no more lines")
	}
	return l.broken
}

func (l *Lines) await() {
	for !l.idle && !l.closed {
		l.change.Wait()
	}
}

// directive sends one of the console's own lines; that it was not understood
// is an error.
func (l *Lines) directive(name, rest string) error {
	before := l.Unclear()
	if err := l.send(strings.TrimSpace(name + " " + rest)); err != nil {
		return err
	}
	if l.Unclear() == before {
		return nil
	}
	return fmt.Errorf("%s %s: %s", name, rest, l.last())
}

// last takes away the console's own answer, which is none of the bot's.
func (l *Lines) last() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := len(l.arrived)
	if n == 0 {
		return "not understood"
	}
	a := l.arrived[n-1]
	l.arrived = l.arrived[:n-1]
	return a.Text
}

// As implements Driver.
func (l *Lines) As(user string, guest bool) error {
	if guest {
		user += " guest"
	}
	return l.directive(":as", user)
}

// In implements Driver.
func (l *Lines) In(channel string) error { return l.directive(":in", channel) }

// At implements Driver.
func (l *Lines) At(when string) error { return l.directive(":at", when) }

// Press implements Driver. Where the pressed command itself is not understood,
// that counts as a press that failed.
func (l *Lines) Press(label string) error { return l.directive(":press", label) }

// Fill implements Driver.
func (l *Lines) Fill(assignments string) error { return l.directive(":fill", assignments) }

// Submit implements Driver.
func (l *Lines) Submit() error { return l.directive(":submit", "") }

// Type implements Driver; a text of several lines goes as a << block.
func (l *Lines) Type(text string) error {
	head, rest, several := strings.Cut(text, "\n")
	if !several {
		return l.send(text)
	}
	return l.send(head + " <<\n" + rest + "\n.")
}

// Arrived implements Driver.
func (l *Lines) Arrived() []Arrival {
	l.mu.Lock()
	defer l.mu.Unlock()
	arrived := l.arrived
	l.arrived = nil
	return arrived
}
