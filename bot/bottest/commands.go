package bottest

import (
	"strings"
	"testing"

	"utblick/bot"
)

// exerciseCommands: what a person types is what the bot hears, and its answer
// is what they read.
func exerciseCommands(t *testing.T, open func(t *testing.T) Subject) {
	for name, c := range map[string]struct {
		line string
		want bot.Event // Kind, Text, Place.Direct and CanForm count
	}{
		"command":        {"/kontakt lahtinen", bot.Event{Kind: bot.Typed, Text: "/kontakt lahtinen", CanForm: true}},
		"several lines":  {"/kontakt ny\nMikko Lahtinen\n\nOulu", bot.Event{Kind: bot.Typed, Text: "/kontakt ny\nMikko Lahtinen\n\nOulu", CanForm: true}},
		"direct message": {"Vem ansvarar för EU-stöd?", bot.Event{Kind: bot.Said, Text: "Vem ansvarar för EU-stöd?", Place: bot.Place{Direct: true}}},
		"mention":        {"@utblick kontakt lista", bot.Event{Kind: bot.Said, Text: "kontakt lista"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := start(t, open, always(bot.Response{Message: text("Så är det.")}))
			s.do(s.Driver.Type(c.line))
			e := s.event()
			if e.Kind != c.want.Kind || strings.TrimSpace(e.Text) != c.want.Text ||
				e.Place.Direct != c.want.Place.Direct || e.CanForm != c.want.CanForm {
				t.Errorf("heard %+v, want like %+v", e, c.want)
			}
			s.checkOrigin(e)
			if got := s.arrival().Text; got != "Så är det." {
				t.Errorf("read %q", got)
			}
		})
	}
	t.Run("nothing to say", func(t *testing.T) {
		s := start(t, open, always(bot.Response{}))
		s.do(s.Driver.Type("/kontakt"))
		s.nothing()
	})
	t.Run("each deed has its id", func(t *testing.T) {
		s := start(t, open, always(bot.Response{}))
		s.do(s.Driver.Type("/kontakt"))
		first := s.event().ID
		s.do(s.Driver.Type("/kontakt"))
		if second := s.event().ID; first == second || first == "" {
			t.Errorf("ids %q and %q", first, second)
		}
	})
}

// checkOrigin: anna, in allmant or alone with the bot.
func (s *session) checkOrigin(e bot.Event) {
	s.t.Helper()
	if e.From.ID != s.id("anna") || e.From.User != "anna" || e.From.Name != "Anna Ek" || e.From.Guest || e.From.Bot {
		s.t.Errorf("from %+v, want Anna Ek", e.From)
	}
	if !e.Place.Direct && (e.Place.Channel != s.channel("allmant") || e.Place.Private) {
		s.t.Errorf("in %+v, want allmant", e.Place)
	}
}
