package mattermost

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"utblick/bot"
)

// TestGrows: an answer that comes in pieces is one post, changed at most once
// a second, and whole in the end; what comes to nothing is taken back.
func TestGrows(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		line   string
		public bool // as the pieces say
		answer bot.Response
		want   []string // what became of it: the last text of its post, and what was done at the end
	}{
		"direct":              {"", false, bot.Response{Message: saying("ett två tre")}, []string{"ett två tre", "patch"}},
		"public":              {"dela", true, bot.Response{Message: saying("ett två tre"), Public: true}, []string{"ett två tre", "patch"}},
		"public, then failed": {"dela", true, bot.Response{Message: saying("Det gick inte.")}, []string{"ett två", "delete"}},
		"private":             {"ensam", false, bot.Response{Message: saying("ett två tre")}, []string{"", ""}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o, _ := listening(t, func(_ context.Context, e bot.Event) bot.Response {
				for _, soFar := range []string{"ett", "ett t", "ett två"} {
					e.Growing(*saying(soFar), c.public)
					time.Sleep(700 * time.Millisecond)
				}
				return c.answer
			}, nil)
			k := o.greeted("c1")
			if c.line == "" {
				k.posted(t, 1, saidPost("direct", directID, "Vad gäller?"))
			} else {
				w := o.types(c.line, func(form url.Values) { form.Set("response_url", o.server.URL+"/hooks/commands/"+id("hook")) })
				if told := strings.Contains(w.Body.String(), "coming"); told == c.public {
					t.Errorf("answered %s", w.Body)
				}
			}
			o.rests()
			calls := o.server.told("/posts", 0)
			text, did, changes := "", "", 0
			for _, call := range calls {
				switch {
				case call.path == "/posts":
					text = read[model.Post](t, call.body).Message
				case strings.HasSuffix(call.path, "/patch"):
					text, did, changes = *read[model.PostPatch](t, call.body).Message, "patch", changes+1
				default:
					did = "delete"
				}
			}
			if got := []string{text, did}; !slices.Equal(got, c.want) || changes > 3 {
				t.Errorf("it ended as %q after %d changes, want %q: %s", got, changes, c.want, fmt.Sprint(calls))
			}
		})
	}
}

// rests waits until the bot has heard something, and all of it has its answer.
func (o *office) rests() {
	o.t.Helper()
	o.hears(1)
	done := make(chan struct{})
	go func() { o.talk.running.Wait(); close(done) }()
	select {
	case <-done:
	case <-time.After(20 * time.Second):
		o.t.Fatal("the bot goes on")
	}
}

// TestGrowsWhileTheServerIsAway: pieces that can't be shown cost nothing but
// themselves, and the answer comes once.
func TestGrowsWhileTheServerIsAway(t *testing.T) {
	t.Parallel()
	var o *office
	o, _ = listening(t, func(_ context.Context, e bot.Event) bot.Response {
		o.server.breaks("/posts", 502)
		e.Growing(*saying("ett"), false)
		time.Sleep(100 * time.Millisecond)
		o.server.mends()
		return bot.Response{Message: saying("ett två")}
	}, nil)
	k := o.greeted("c1")
	k.posted(t, 1, saidPost("direct", directID, "Vad gäller?"))
	o.rests()
	calls := o.server.told("/posts", 1)
	if post := read[model.Post](t, calls[0].body); post.Message != "ett två" {
		t.Errorf("posted %q", post.Message)
	}
}
