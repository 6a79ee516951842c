package bottest_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"utblick/bot/bottest"
)

// listener is a Driver that notes what is done and answers "ja" to each line.
type listener struct {
	did     []string
	arrived []bottest.Arrival
}

func (l *listener) do(words ...any) error {
	l.did = append(l.did, fmt.Sprint(words...))
	return nil
}

func (l *listener) As(user string, guest bool) error { return l.do("as ", user, " ", guest) }
func (l *listener) In(channel string) error          { return l.do("in ", channel) }
func (l *listener) At(when string) error             { return l.do("at ", when) }
func (l *listener) Press(label string) error {
	return errors.Join(l.do("press ", label), errors.New("no such button"))
}
func (l *listener) Fill(text string) error { return l.do("fill ", text) }
func (l *listener) Submit() error          { return l.do("submit") }
func (l *listener) Type(text string) error {
	l.arrived = []bottest.Arrival{
		{To: "user:anna", Private: true, Text: "ja,  det\nvar " + text},
		{To: "channel:allmant", Text: "Veckan"},
	}
	return l.do("type ", text)
}

func (l *listener) Arrived() []bottest.Arrival {
	arrived := l.arrived
	l.arrived = nil
	return arrived
}

// failures is a testing.TB that notes what would fail.
type failures struct {
	testing.TB
	all []string
}

func (f *failures) Helper() {}
func (f *failures) Errorf(format string, args ...any) {
	f.all = append(f.all, fmt.Sprintf(format, args...))
}

func play(t *testing.T, story string) ([]string, []string) {
	t.Helper()
	s, err := bottest.ReadStory("a.story", strings.NewReader(story))
	if err != nil {
		t.Fatal(err)
	}
	var l listener
	f := failures{TB: t}
	s.Play(&f, &l)
	return l.did, f.all
}

func TestPlay(t *testing.T) {
	did, failed := play(t, "# prosa\n\n:as vera guest\n:as anna\n:in -x\n:at 2026-12-01 09:00\n:fill a=b c\n:submit\n"+
		"/x\n< ja, det var /x\n< → allmant:\n<! nej\n<~ ^var /x$\nny <<\nrad\n\n# rad\n.\n< ny rad # rad\n")
	want := []string{"as vera true", "as anna false", "in -x", "at 2026-12-01 09:00", "fill a=b c", "submit", "type /x", "type ny\nrad\n\n# rad"}
	if diff := cmp.Diff(want, did); diff != "" {
		t.Errorf("(-want +did)\n%s", diff)
	}
	if len(failed) > 0 {
		t.Errorf("failed: %q", failed)
	}
}

func TestPlayFails(t *testing.T) {
	_, failed := play(t, "/x\n< nej\n<! ja\n<~ ^x\n:press Spara\n< vad som helst\n")
	for i, want := range []string{"a.story:2: < nej\nof \"/x\", but this came:\n\tja,  det\n\tvar /x\n\t→ allmant:\n\tVeckan",
		"a.story:3: <! ja", "a.story:4: <~ ^x", "a.story:5: no such button", "a.story:6: < vad"} {
		if i >= len(failed) || !strings.HasPrefix(failed[i], want) {
			t.Errorf("failures %q, want %q", failed, want)
		}
	}
}

func TestReadStoryRefuses(t *testing.T) {
	for story, want := range map[string]string{
		"< ja":               "a.story:1: ",
		"/x\n\n:quit":        "a.story:3: a story has no :quit",
		"/x <<\nrad":         "lone dot",
		"/x\n<~ (":           "a.story:2: ",
		"/x\n<":              `write "< words"`,
		"/x\n<ja":            `write "< words"`,
		"/x\n<~":             `write "< words"`,
		":Press\n< vad\n:as": "a story has no :Press",
	} {
		if _, err := bottest.ReadStory("a.story", strings.NewReader(story)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", story, err, want)
		}
	}
}
