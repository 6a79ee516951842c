package bottest

import (
	"testing"

	"utblick/bot"
)

// exerciseRepeated: a deed that is delivered twice keeps its id, by which the
// router knows it.
func exerciseRepeated(t *testing.T, open func(t *testing.T) Subject) {
	s := start(t, open, always(bot.Response{}))
	again, ok := s.Driver.(Redeliverer)
	if !ok {
		t.Skip("this driver can't deliver a deed twice")
	}
	s.do(s.Driver.Type("/kontakt"))
	first := s.event()
	s.do(again.Redeliver())
	if second := s.event(); second.ID != first.ID || second.Text != first.Text {
		t.Errorf("first %+v, then %+v", first, second)
	}
}
