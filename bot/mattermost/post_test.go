package mattermost

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"utblick/bot"
)

var (
	toBo   = bot.Address{Person: id("bo")}
	toAll  = bot.Address{Channel: id("allmant")}
	direct = id("dm" + id("bo")[:20])
)

func sayText(s string) bot.Message { return say(bot.Text{Markup: bot.Escape(s)}) }

func post(t *testing.T, p *Platform, key string, to bot.Address, m bot.Message) bot.Ref {
	t.Helper()
	ref, err := p.Post(t.Context(), key, to, m)
	if err != nil {
		t.Fatal(err)
	}
	return ref
}

func TestPostOnce(t *testing.T) {
	t.Parallel()
	f, p := newFake(t)
	if _, ok, err := p.Find(t.Context(), "k", toBo); ok || err != nil {
		t.Fatalf("found %v, %v before anything was posted", ok, err)
	}
	first := post(t, p, "k", toBo, sayText("God morgon"))
	if again := post(t, p, "k", toBo, sayText("God morgon")); again != first || len(f.said(direct)) != 1 {
		t.Errorf("%v and %v: %q", first, again, f.said(direct))
	}
	f.later(time.Hour)
	if found, ok, err := p.Find(t.Context(), "k", toBo); found != first || !ok || err != nil {
		t.Errorf("found %v, %v, %v; want %v", found, ok, err, first)
	}
	if _, ok, _ := p.Find(t.Context(), "k", toAll); ok {
		t.Error("found where it wasn't posted")
	}
	if stood := f.posts[0]; stood.GetProp("from_bot") != "true" || stood.GetProp(propKey) != "k" {
		t.Errorf("props %v", stood.GetProps())
	}
	if f.count("POST /channels/direct") != 1 {
		t.Error("the conversation was opened more than once")
	}
	if other := post(t, p, "v", bot.Address{Channel: "~Allmant"}, sayText("Veckan")); other.Channel != id("allmant") {
		t.Errorf("posted to %v", other)
	}
	for _, to := range []bot.Address{{}, {Person: "bo"}, {Channel: "ingen"}, {Person: id("bo"), Channel: id("allmant")}} {
		if _, err := p.Post(t.Context(), "k", to, sayText("x")); err == nil {
			t.Errorf("posted to %v", to)
		}
	}
	if _, err := p.Post(t.Context(), "k", toBo, bot.Message{}); err == nil {
		t.Error("posted nothing")
	}
}

// The answer to a post that got through is lost: Find knows.
func TestCutOff(t *testing.T) {
	t.Parallel()
	f, p := newFake(t)
	f.mu.Lock()
	f.after = func(call string) bool { return call == "POST /posts" }
	f.mu.Unlock()
	if _, err := p.Post(t.Context(), "k", toAll, sayText("Veckan")); err == nil {
		t.Fatal("no error, though the connection broke")
	}
	f.mu.Lock()
	f.after = nil
	f.mu.Unlock()
	f.later(time.Hour)
	ref, ok, err := p.Find(t.Context(), "k", toAll)
	if !ok || err != nil || ref.Post != f.posts[0].Id {
		t.Errorf("found %v, %v, %v", ref, ok, err)
	}
}

// A long message that was cut off between two parts is not found, and is
// completed by a second try.
func TestCutOffBetweenParts(t *testing.T) {
	t.Parallel()
	f, p := newFake(t)
	long := sayText(strings.Join(manyWords(5000), " "))
	n := 0
	f.fails(func(call string) http.HandlerFunc {
		if call == "POST /posts" {
			if n++; n == 2 {
				return func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }
			}
		}
		return nil
	})
	if _, err := p.Post(t.Context(), "k", toAll, long); err == nil {
		t.Fatal("no error, though the connection broke")
	}
	f.later(time.Hour)
	if _, ok, err := p.Find(t.Context(), "k", toAll); ok || err != nil {
		t.Errorf("half a message was found: %v", err)
	}
	ref := post(t, p, "k", toAll, long)
	said := f.said(id("allmant"))
	checkAll(t, strings.Join(said, " "), manyWords(5000))
	if found, ok, err := p.Find(t.Context(), "k", toAll); len(said) != 3 || !ok || found != ref || err != nil {
		t.Errorf("%d posts; found %v, %v, %v", len(said), found, ok, err)
	}
}

func TestTrouble(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		status int
		body   string
		want   error
	}{
		"busy":       {429, "limit exceeded", errBusy},
		"proxy":      {502, "<html><h1>Bad Gateway</h1></html>", errProxy},
		"portal":     {200, "<html>Logga in</html>", nil},
		"null":       {200, "null", errEmpty},
		"moved":      {302, "", errProxy},
		"strange":    {500, `{"x":1}`, errProxy},
		"internal":   {500, `{"id":"app.x.app_error","message":"nej","status_code":500}`, nil},
		"not an obj": {500, `[]`, errProxy},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f, p := newFake(t)
			f.fails(func(string) http.HandlerFunc {
				return func(w http.ResponseWriter, _ *http.Request) {
					w.WriteHeader(tt.status)
					_, _ = w.Write([]byte(tt.body))
				}
			})
			_, posting := p.Post(t.Context(), "k", toAll, sayText("x"))
			_, _, finding := p.Find(t.Context(), "k", toAll)
			updating := p.Update(t.Context(), bot.Ref{Post: id("p1")}, sayText("x"))
			_, _, person := p.Person(t.Context(), id("anna"))
			_, people := p.People(t.Context())
			_, member := p.Member(t.Context(), id("allmant"), id("anna"))
			for i, err := range []error{posting, finding, updating, person, people, member} {
				if name == "null" && i == 4 { // a team without people
					continue
				}
				if err == nil || tt.want != nil && !errors.Is(err, tt.want) || strings.Contains(err.Error(), "<h") || errors.Is(err, bot.ErrGone) {
					t.Errorf("%d: %v, want %v", i, err, tt.want)
				}
			}
		})
	}
}

// While another try under the same key is under way the server asks to wait.
func TestPending(t *testing.T) {
	t.Parallel()
	f, p := newFake(t)
	var tries atomic.Int32
	f.fails(func(call string) http.HandlerFunc {
		if call != "POST /posts" || tries.Add(1) > 1 {
			return nil
		}
		return func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(500)
			fmt.Fprintf(w, `{"id":%q,"status_code":500}`, idPending)
		}
	})
	post(t, p, "k", toAll, sayText("x"))
	tries.Store(-100)
	ctx, stop := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer stop()
	f.fails(func(string) http.HandlerFunc {
		return func(_ http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body) // else the server doesn't notice that the client left
			<-r.Context().Done()
		}
	})
	if _, err := p.Post(ctx, "k2", toAll, sayText("x")); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v, want the deadline", err)
	}
}

func TestJoins(t *testing.T) {
	t.Parallel()
	f, p := newFake(t)
	post(t, p, "k", bot.Address{Channel: id("oppen")}, sayText("x"))
	f.closed[id("sluten")] = true
	if _, err := p.Post(t.Context(), "k", bot.Address{Channel: id("sluten")}, sayText("x")); err == nil || f.count("POST /posts") != 3 {
		t.Errorf("%v after %d tries", err, f.count("POST /posts"))
	}
}

func TestUpdate(t *testing.T) {
	t.Parallel()
	f, p := newFake(t)
	ref := post(t, p, "k", toAll, say(bot.Text{Markup: "Väntar"}, task))
	post(t, p, "annat", toAll, sayText("emellan"))
	long, longer := sayText(strings.Join(manyWords(2500), " ")), sayText(strings.Join(manyWords(6000), " "))
	for _, tt := range []struct {
		m     bot.Message
		posts int
	}{{sayText("Klart"), 1}, {long, 2}, {longer, 4}, {long, 2}, {longer, 4}, {say(bot.Text{Markup: "Slut"}, task), 1}} {
		if err := p.Update(t.Context(), ref, tt.m); err != nil {
			t.Fatal(err)
		}
		said := slices.DeleteFunc(f.said(id("allmant")), func(s string) bool { return s == "emellan" })
		if len(said) != tt.posts || said[0] != draw(tt.m)[0].text {
			t.Errorf("%d posts, want %d", len(said), tt.posts)
		}
		if tt.posts > 1 {
			want := draw(tt.m)
			for i, s := range said {
				if s != want[i].text {
					t.Errorf("part %d is another", i+1)
				}
			}
		}
		if found, ok, err := p.Find(t.Context(), "k", toAll); found != ref || !ok || err != nil {
			t.Errorf("found %v, %v, %v after the update", found, ok, err)
		}
	}
	stood := f.posts[0]
	if stood.GetProp("from_bot") != "true" || len(stood.Attachments()) != 1 || stood.Attachments()[0].Actions[0].Integration.Context["key"] != "k" {
		t.Errorf("props %v", stood.GetProps())
	}
}

func TestGone(t *testing.T) {
	t.Parallel()
	f, p := newFake(t)
	ref := post(t, p, "k", toAll, sayText("x"))
	f.mu.Lock()
	f.posts = append(f.posts, &model.Post{Id: id("annas"), UserId: id("anna"), ChannelId: id("allmant")})
	f.mu.Unlock()
	f.mu.Lock()
	f.posts[0].DeleteAt = 1
	f.mu.Unlock()
	for _, ref := range []bot.Ref{ref, {Post: "nothing-like-it"}, {Post: id("nothing")}, {Post: id("annas")}} {
		if err := p.Update(t.Context(), ref, sayText("y")); !errors.Is(err, bot.ErrGone) {
			t.Errorf("%v: %v, want ErrGone", ref, err)
		}
	}
	f.mu.Lock()
	f.posts[0].DeleteAt = 0
	f.mu.Unlock()
	f.fails(func(call string) http.HandlerFunc { // deleted between the two calls
		if call != "PUT /posts/{id}/patch" {
			return nil
		}
		return func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(403)
			fmt.Fprint(w, `{"id":"api.context.permissions.app_error","status_code":403}`)
		}
	})
	if err := p.Update(t.Context(), ref, sayText("y")); !errors.Is(err, bot.ErrGone) {
		t.Errorf("%v, want ErrGone", err)
	}
}

// Others may have said much since.
func TestFindsFarBack(t *testing.T) {
	t.Parallel()
	f, p := newFake(t)
	ref := post(t, p, "k", toAll, sayText("x"))
	for i := range maxPosts - 1 {
		f.mu.Lock()
		f.posts = append(f.posts, &model.Post{Id: id(fmt.Sprintf("x%d", i)), UserId: id("anna"), ChannelId: id("allmant"), CreateAt: start.UnixMilli() + int64(i) + 10})
		f.mu.Unlock()
	}
	f.posts[1].SetProps(model.StringInterface{propKey: "k"}) // anna can't pretend
	if found, ok, err := p.Find(t.Context(), "k", toAll); found != ref || !ok || err != nil {
		t.Errorf("found %v, %v, %v", found, ok, err)
	}
	f.later(lookBack + time.Hour)
	calls := f.count("GET /channels/{id}/posts")
	if _, _, err := p.Find(t.Context(), "k2", toAll); err != nil || f.count("GET /channels/{id}/posts") != calls+1 {
		t.Errorf("%d pages of old posts were read: %v", f.count("GET /channels/{id}/posts")-calls, err)
	}
}
