package bottest

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"utblick/bot"
)

// exercisePosts: what the bot says by itself is said once and can be found and
// changed.
func exercisePosts(t *testing.T, open func(t *testing.T) Subject) {
	t.Run("once", exercisePostOnce(open))
	t.Run("updated", exerciseUpdate(open))
	t.Run("gone", func(t *testing.T) {
		s := start(t, open, always(bot.Response{}))
		ref := bot.Ref{Channel: s.channel("allmant"), Post: "nothing-like-it"}
		if err := s.Platform.Update(t.Context(), ref, *text("x")); !errors.Is(err, bot.ErrGone) {
			t.Errorf("Update of what is not there: %v, want ErrGone", err)
		}
	})
	t.Run("many at a time", exerciseManyPosts(open))
}

func exercisePostOnce(open func(t *testing.T) Subject) func(t *testing.T) {
	return func(t *testing.T) {
		s := start(t, open, always(bot.Response{}))
		bo, channel := bot.Address{Person: s.id("bo")}, bot.Address{Channel: s.channel("allmant")}
		if _, ok, err := s.Platform.Find(t.Context(), "morgon", bo); ok || err != nil {
			t.Fatalf("found %v, %v before anything was posted", ok, err)
		}
		first, err := s.Platform.Post(t.Context(), "morgon", bo, *text("God morgon"))
		s.do(err)
		if got := s.arrival(); got.To != "user:bo" || !got.Private || got.Text != "God morgon" {
			t.Errorf("arrived %+v", got)
		}
		second, err := s.Platform.Post(t.Context(), "morgon", bo, *text("God morgon"))
		s.do(err)
		s.nothing()
		found, ok, err := s.Platform.Find(t.Context(), "morgon", bo)
		if first == (bot.Ref{}) || first != second || found != first || !ok || err != nil {
			t.Errorf("posted %+v, again %+v, found %+v %v %v", first, second, found, ok, err)
		}
		other, err := s.Platform.Post(t.Context(), "vecka", channel, *text("Veckan"))
		s.do(err)
		if got := s.arrival(); got.To != "channel:allmant" || got.Private || other == first {
			t.Errorf("arrived %+v as %+v", got, other)
		}
	}
}

func exerciseUpdate(open func(t *testing.T) Subject) func(t *testing.T) {
	return func(t *testing.T) {
		s := start(t, open, always(bot.Response{}))
		old := text("Väntar")
		old.Add(bot.Buttons{{Label: "Klar", Command: "/uppgift klar U1"}})
		ref, err := s.Platform.Post(t.Context(), "k", bot.Address{Person: s.id("anna")}, *old)
		s.do(err)
		posted := s.arrival()
		now := text("Klart")
		now.Add(bot.Buttons{{Label: "Ångra", Command: "/utblick ångra"}})
		s.do(s.Platform.Update(t.Context(), ref, *now))
		got := s.arrival()
		if got.Kind != "update" || got.Ref != posted.Ref || got.To != posted.To || !slices.Equal(got.Buttons, now.Buttons()) {
			t.Errorf("updated %+v with %+v", posted, got)
		}
		if err := s.Driver.Press("Klar"); err == nil {
			t.Error("a button that was replaced could be pressed")
		}
		s.do(s.Driver.Press("Ångra"))
	}
}

func exerciseManyPosts(open func(t *testing.T) Subject) func(t *testing.T) {
	return func(t *testing.T) {
		s := start(t, open, always(bot.Response{}))
		var all sync.WaitGroup
		for i := range 8 {
			all.Go(func() {
				key := fmt.Sprintf("k%d", i)
				if _, err := s.Platform.Post(t.Context(), key, bot.Address{Person: s.id("bo")}, *text(key)); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		var got []string
		for _, a := range s.Driver.Arrived() {
			got = append(got, a.Text)
		}
		slices.Sort(got)
		if want := []string{"k0", "k1", "k2", "k3", "k4", "k5", "k6", "k7"}; !slices.Equal(got, want) {
			t.Errorf("arrived %q, want %q", got, want)
		}
	}
}
