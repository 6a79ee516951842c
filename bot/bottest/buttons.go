package bottest

import (
	"fmt"
	"slices"
	"testing"

	"utblick/bot"
)

// exerciseButtons: a button does what its command does when it is typed.
func exerciseButtons(t *testing.T, open func(t *testing.T) Subject) {
	choice := bot.Buttons{{Label: "Spara ändå", Command: "/kontakt spara K1 “x” & <y>"}, {Label: "Avbryt", Command: "/kontakt avbryt"}}
	ask := func(public bool) bot.Response {
		return bot.Response{Message: &bot.Message{Blocks: []bot.Block{bot.Text{Markup: "Vilken?"}, choice}}, Public: public}
	}
	t.Run("pressed", func(t *testing.T) {
		s := start(t, open, always(ask(false)))
		s.do(s.Driver.Type("/kontakt ny"))
		s.event()
		if got := s.arrival(); !slices.Equal(got.Buttons, choice) {
			t.Errorf("buttons %+v, want %+v", got.Buttons, choice)
		}
		s.do(s.Driver.Press("Spara ändå"))
		e := s.event()
		if e.Kind != bot.Pressed || e.Text != choice[0].Command || !e.CanForm {
			t.Errorf("heard %+v, want the button's command", e)
		}
		s.checkOrigin(e)
		if s.arrival().Text == "" {
			t.Error("a press had no answer")
		}
	})
	t.Run("pressed by another", func(t *testing.T) {
		s := start(t, open, always(ask(true)))
		s.do(s.Driver.Type("/kontakt ny"))
		s.event()
		s.do(s.Driver.As("bo", false))
		s.do(s.Driver.Press("Avbryt"))
		if e := s.event(); e.From.ID != s.id("bo") || e.Text != choice[1].Command {
			t.Errorf("heard %+v, want bo's press", e)
		}
	})
	t.Run("nobody presses what they can't see", func(t *testing.T) {
		s := start(t, open, always(ask(false)))
		s.do(s.Driver.Type("/kontakt ny"))
		s.event()
		s.do(s.Driver.As("bo", false))
		if err := s.Driver.Press("Avbryt"); err == nil {
			t.Error("bo pressed anna's button")
		}
	})
	t.Run("many", func(t *testing.T) { exerciseManyButtons(t, open) })
}

// exerciseManyButtons: more than a row holds anywhere are all there.
func exerciseManyButtons(t *testing.T, open func(t *testing.T) Subject) {
	var row bot.Buttons
	for i := range 30 {
		row = append(row, bot.Button{Label: fmt.Sprintf("Visa U%d", i), Command: fmt.Sprintf("/uppgift visa U%d", i)})
	}
	s := start(t, open, always(bot.Response{Message: &bot.Message{Blocks: []bot.Block{bot.Text{Markup: "Vilken?"}, row}}}))
	s.do(s.Driver.Type("/uppgift"))
	var got []bot.Button
	for _, a := range s.Driver.Arrived() {
		got = append(got, a.Buttons...)
	}
	if !slices.Equal(got, row) {
		t.Errorf("%d of %d buttons arrived: %+v", len(got), len(row), got)
	}
}
