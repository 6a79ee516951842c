package bottest

import (
	"strings"
	"testing"
)

// Play does what the story tells through d, and fails t for each line that
// can't be done and each expectation that does not hold.
func (s Story) Play(t testing.TB, d Driver) {
	t.Helper()
	actor := "anna"
	for _, step := range s.Steps {
		if step.Do == "as" {
			actor, _, _ = strings.Cut(step.Text, " ")
		}
		if err := do(d, step); err != nil {
			t.Errorf("%s:%d: %v", s.Name, step.Line, err)
		}
		came := readings(d.Arrived(), actor)
		for _, e := range step.Expect {
			if e.holds(came) {
				continue
			}
			t.Errorf("%s:%d: %s\nof %q, but this came:\n%s", s.Name, e.Line, e.Text, step.Text, indented(came))
		}
	}
}

func do(d Driver, step Step) error {
	switch step.Do {
	case "as":
		user, guest, _ := strings.Cut(step.Text, " ")
		return d.As(user, strings.TrimSpace(guest) != "")
	case "in":
		return d.In(step.Text)
	case "at":
		return d.At(step.Text)
	case "press":
		return d.Press(step.Text)
	case "fill":
		return d.Fill(step.Text)
	case "submit":
		return d.Submit()
	}
	return d.Type(step.Text)
}

// readings is what came as one text.
func readings(arrived []Arrival, actor string) string {
	var all strings.Builder
	for _, a := range arrived {
		if channel, ok := strings.CutPrefix(a.To, "channel:"); ok {
			all.WriteString("→ " + channel + ":\n")
		} else if user := strings.TrimPrefix(a.To, "user:"); user != actor {
			all.WriteString("→ @" + user + ":\n")
		}
		all.WriteString(a.Text + "\n")
	}
	return all.String()
}

func (e Expect) holds(came string) bool {
	if e.Re != nil {
		return e.Re.MatchString(came)
	}
	return strings.Contains(folded(came), e.Want) != e.Not
}

func indented(text string) string {
	return "\t" + strings.ReplaceAll(strings.TrimSpace(text), "\n", "\n\t")
}
