package bottest

import (
	"strings"
	"testing"

	"utblick/bot"
)

// exerciseFiles: a file arrives whole, with the message that it belongs to, for
// the one who asked alone; in the channel only if the message is public.
func exerciseFiles(t *testing.T, open func(t *testing.T) Subject) {
	content := strings.Repeat("Åsa\t\"Oulu\" *x* @all\n", 2000) // more than a post holds
	for name, c := range map[string]struct {
		line   string
		public bool
		to     string
	}{
		"to a command":        {"/utblick export", false, "user:anna"},
		"to a direct message": {"export", false, "user:anna"},
		"public":              {"/utblick export dela", true, "channel:allmant"},
	} {
		t.Run(name, func(t *testing.T) {
			m := text("Allt som finns")
			m.Add(bot.File{Name: "åsa export.json", Text: content})
			s := start(t, open, always(bot.Response{Message: m, Public: c.public}))
			s.do(s.Driver.Type(c.line))
			found := 0
			for _, got := range s.Driver.Arrived() {
				if !strings.Contains(got.Text, content) {
					continue // a line that says where it is
				}
				found++
				if got.To != c.to || got.Private == c.public || !strings.HasPrefix(got.Text, "Allt som finns") || len(got.Notified) > 0 {
					t.Errorf("it arrived at %s (private %v), beginning %.60q", got.To, got.Private, got.Text)
				}
			}
			if found != 1 {
				t.Errorf("the file arrived %d times", found)
			}
		})
	}
}
