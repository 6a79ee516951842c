package bottest

import (
	"testing"

	"utblick/bot"
)

// exerciseVisibility: an answer is its asker's alone unless it is public.
func exerciseVisibility(t *testing.T, open func(t *testing.T) Subject) {
	for name, c := range map[string]struct {
		public  bool
		line    string
		to      string
		private bool
	}{
		"an answer is private":             {false, "/kontakt", "user:bo", true},
		"to a mention as well":             {false, "@utblick kontakt", "user:bo", true},
		"a public answer":                  {true, "/kontakt", "channel:allmant", false},
		"a direct message is never public": {true, "kontakt", "user:bo", true},
	} {
		t.Run(name, func(t *testing.T) {
			s := start(t, open, always(bot.Response{Message: text("Svar"), Public: c.public}))
			s.do(s.Driver.As("bo", false))
			s.do(s.Driver.Type(c.line))
			if got := s.arrival(); got.To != c.to || got.Private != c.private {
				t.Errorf("went to %s, private %v; want %s, %v", got.To, got.Private, c.to, c.private)
			}
		})
	}
	t.Run("a private channel is told", func(t *testing.T) {
		s := start(t, open, always(bot.Response{}))
		s.do(s.Driver.In("-ledning"))
		s.do(s.Driver.Type("/kontakt"))
		if e := s.event(); !e.Place.Private || e.Place.Channel != s.channel("-ledning") {
			t.Errorf("heard in %+v, want the private channel", e.Place)
		}
	})
}
