package bottest

import (
	"context"
	"strings"
	"testing"
	"time"

	"utblick/bot"
)

// exerciseGrowing: an answer that comes in pieces grows in one place where that
// is possible, at most once a second, and stands there whole in the end. Where
// it isn't, the whole answer comes, once.
func exerciseGrowing(t *testing.T, open func(t *testing.T) Subject) {
	for name, c := range map[string]struct {
		line   string
		public bool
		to     string
		grows  bool // it may: what is private in a channel never does
	}{
		"direct message": {"Vad gäller?", false, "user:anna", true},
		"mention":        {"@utblick vad gäller?", false, "user:anna", true},
		"public post":    {"/fråga vad gäller? dela", true, "channel:allmant", true},
		"private reply":  {"/fråga vad gäller?", false, "user:anna", false},
	} {
		t.Run(name, func(t *testing.T) {
			slow := &slowly{public: c.public}
			s := start(t, open, slow.handle)
			s.do(s.Driver.Type(c.line))
			got := s.Driver.Arrived()
			if len(got) == 0 {
				t.Fatal("nothing arrived")
			}
			if last := got[len(got)-1]; last.Text != slow.whole() || last.To != c.to {
				t.Errorf("in the end %s reads %q, want %q", last.To, last.Text, slow.whole())
			}
			if !c.grows || !slow.could {
				s.checkOnce(got, slow.whole())
				return
			}
			if len(got) < 3 {
				t.Errorf("it grew in %d steps: %+v", len(got), got)
			}
			if most := int(slow.took/time.Second) + 2; len(got) > most {
				t.Errorf("%d messages and changes in %s, want at most %d", len(got), slow.took, most)
			}
			for i, a := range got {
				if a.Ref != got[0].Ref || a.To != c.to || a.Kind == "update" != (i > 0) {
					t.Errorf("step %d: %+v, after %+v", i, a, got[0])
				}
				if i > 0 && !strings.HasPrefix(a.Text, got[i-1].Text) {
					t.Errorf("step %d reads %q, after %q", i, a.Text, got[i-1].Text)
				}
			}
		})
	}
	t.Run("comes to nothing", func(t *testing.T) {
		s := start(t, open, func(_ context.Context, e bot.Event) bot.Response {
			if e.Growing != nil {
				e.Growing(*text("Riktlinjen säger"), true)
				time.Sleep(pieceEvery)
			}
			return bot.Response{Message: text("Det gick inte.")}
		})
		s.do(s.Driver.Type("/fråga vad gäller? dela"))
		got := s.Driver.Arrived()
		if last := got[len(got)-1]; last.Text != "Det gick inte." || last.To != "user:anna" || !last.Private {
			t.Errorf("in the end arrived %+v", last)
		}
	})
}

// checkOnce: the answer came once, after at most a line that it is coming.
func (s *session) checkOnce(got []Arrival, whole string) {
	s.t.Helper()
	for i, a := range got {
		if a.Kind != "message" || a.Text == whole != (i == len(got)-1) || i > 1 {
			s.t.Errorf("arrived %+v", got)
		}
	}
}

const (
	pieces     = 20
	pieceEvery = 150 * time.Millisecond
)

// slowly is one who writes an answer word by word.
type slowly struct {
	public bool
	could  bool // the platform lets it grow
	took   time.Duration
}

func (s *slowly) handle(_ context.Context, e bot.Event) bot.Response {
	began := time.Now()
	s.could = e.Growing != nil
	for n := range pieces {
		if !s.could {
			break
		}
		e.Growing(*text(words(n + 1)), s.public)
		time.Sleep(pieceEvery)
	}
	s.took = time.Since(began)
	return bot.Response{Message: text(s.whole()), Public: s.public}
}

func (s *slowly) whole() string { return words(pieces) }

func words(n int) string { return strings.TrimSpace(strings.Repeat("ord ", n)) }
