package bottest_test

import (
	"context"
	"errors"
	"testing"

	"utblick/bot"
	"utblick/bot/bottest"
)

func TestRecorder(t *testing.T) {
	ctx := t.Context()
	r := bottest.NewRecorder(bot.Person{ID: "v", User: "vera", Guest: true})
	bo := bot.Address{Person: "bo"}
	ref, err := r.Post(ctx, "k", bo, bot.Message{Records: []string{"U1"}})
	again, err2 := r.Post(ctx, "k", bo, bot.Message{})
	found, ok, err3 := r.Find(ctx, "k", bo)
	if posts := r.Posts(); len(posts) != 1 || posts[0].Message.Records[0] != "U1" || ref != again || ref != found || !ok {
		t.Errorf("posts %+v; refs %v %v %v", posts, ref, again, found)
	}
	err4 := r.Update(ctx, ref, bot.Message{Records: []string{"U2"}})
	if updates := r.Updates(); len(updates) != 1 || updates[0].To != bo || updates[0].Message.Records[0] != "U2" {
		t.Errorf("updates %+v", updates)
	}
	if err := errors.Join(err, err2, err3, err4); err != nil {
		t.Error(err)
	}
	if err := r.Update(ctx, bot.Ref{Post: "x"}, bot.Message{}); !errors.Is(err, bot.ErrGone) {
		t.Errorf("Update of nothing: %v", err)
	}
}

func TestRecorderPeople(t *testing.T) {
	r := bottest.NewRecorder(bot.Person{ID: "v", User: "vera", Guest: true})
	r.Rooms = map[string][]string{"-ledning": {"bo"}}
	people, err := r.People(t.Context())
	if len(people) != 3 || err != nil {
		t.Errorf("people %+v, %v", people, err)
	}
	for _, c := range []struct {
		channel, person string
		want            bool
	}{{"allmant", "anna", true}, {"allmant", "v", false}, {"allmant", "nobody", false}, {"-ledning", "bo", true}, {"-ledning", "anna", false}} {
		if got, err := r.Member(t.Context(), c.channel, c.person); got != c.want || err != nil {
			t.Errorf("%s in %s: %v, %v", c.person, c.channel, got, err)
		}
	}
}

// TestRecorderFaults: a post may fail, or stand though its answer is lost.
func TestRecorderFaults(t *testing.T) {
	r := bottest.NewRecorder()
	broken := errors.New("broken")
	r.Fail = func(key string, _ bot.Address) error { return map[string]error{"fails": broken}[key] }
	r.Lose = func(key string, _ bot.Address) error { return map[string]error{"lost": broken}[key] }
	for key, stands := range map[string]bool{"fails": false, "lost": true} {
		to := bot.Address{Channel: "allmant"}
		if _, err := r.Post(t.Context(), key, to, bot.Message{}); !errors.Is(err, broken) {
			t.Errorf("%s: %v", key, err)
		}
		if _, ok, _ := r.Find(t.Context(), key, to); ok != stands {
			t.Errorf("%s: found %v", key, ok)
		}
	}
}

func TestRecorderHears(t *testing.T) {
	r := bottest.NewRecorder()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() {
		done <- r.Run(ctx, func(_ context.Context, e bot.Event) bot.Response { return bot.Response{Unclear: e.Text == "x"} })
	}()
	if !r.Hear(ctx, bot.Event{Text: "x"}).Unclear {
		t.Error("the event was not handled")
	}
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}
