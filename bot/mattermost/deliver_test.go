package mattermost

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"utblick/bot"
)

// sentForm is a form as anna sends it.
func (o *office) sentForm() *model.SubmitDialogRequest {
	c := newCarried(deed{user: annaID, channel: openID, name: "allmant"}, bot.FormID{Command: "contact", Verb: "new"}, o.server.Now())
	c.Fields = []carriedField{{Name: "name"}}
	return &model.SubmitDialogRequest{
		Type: "dialog_submission", State: o.pack(c), UserId: annaID, ChannelId: openID, Submission: map[string]any{"name": "Mikko"},
	}
}

// TestDeliversAtLast: what can't be said within the request is said as soon as
// the server lets us, once.
func TestDeliversAtLast(t *testing.T) {
	t.Parallel()
	withButton := saying("Sparat", bot.Button{Label: "Ångra", Command: "/utblick ångra"})
	for name, send := range map[string]func(o *office){
		"a sent form":            func(o *office) { o.post(pathDialog, o.sentForm()) },
		"a press, with a button": func(o *office) { o.post(pathAction, o.pressing(annaID, privateKey(), annaID)) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := openOffice(t, always(bot.Response{Message: withButton}))
			var tries atomic.Int32
			o.server.meets(func(c call) int {
				if c.pattern == "POST /posts" && tries.Add(1) < 3 {
					return http.StatusBadGateway
				}
				return 0
			})
			send(o)
			o.server.says(directID, "Sparat")
		})
	}
}

// TestAcknowledgedInTime: the server has its answer within three seconds,
// though it takes two for each call of ours.
func TestAcknowledgedInTime(t *testing.T) {
	t.Parallel()
	for name, send := range map[string]func(o *office){
		"a command":      func(o *office) { o.types("lista") },
		"a sent form":    func(o *office) { o.post(pathDialog, o.sentForm()) },
		"a press":        func(o *office) { o.post(pathAction, o.pressing(annaID, postKey, anyone)) },
		"a hidden press": func(o *office) { o.post(pathAction, o.pressing(annaID, privateKey(), annaID)) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := openOffice(t, always(bot.Response{Message: saying("Klart", bot.Button{Label: "Visa", Command: "/uppgift visa U1"})}))
			o.postStands()
			o.server.meets(func(call) int { time.Sleep(2 * time.Second); return 0 })
			began := time.Now()
			send(o)
			if took := time.Since(began); took > 3*time.Second {
				t.Errorf("it took %s", took)
			}
			o.server.meets(nil)
			o.server.says(directID, "Klart")
		})
	}
}

// TestFormInTrouble: a form that can't be taken stays open; one that has been
// closed comes back as a message.
func TestFormInTrouble(t *testing.T) {
	t.Parallel()
	o := openOffice(t, always(bot.Response{Message: saying("Sparat")}))
	o.server.breaks("/users/"+annaID, http.StatusBadGateway)
	if got := read[model.SubmitDialogResponse](t, o.post(pathDialog, o.sentForm()).Body.String()); got.Error != "[trouble]" {
		t.Errorf("answered %+v", got)
	}
	o.server.mends()
	o.server.meets(func(c call) int {
		if c.path == "/users/"+annaID {
			time.Sleep(promptly + 100*time.Millisecond)
			return http.StatusBadGateway
		}
		return 0
	})
	o.post(pathDialog, o.sentForm())
	posted := read[model.Post](t, o.server.told("/posts", 1)[0].body)
	if !strings.Contains(posted.Message, "form\\_not\\_sent") || !strings.Contains(posted.Message, "name: Mikko") || len(o.events()) > 0 {
		t.Errorf("posted %q", posted.Message)
	}
}

// TestShare: what is to be public is posted once, or the one who asked is told
// why not, and gets it.
func TestShare(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		status int
		tries  int32 // that fail
		public string
		answer string
	}{
		"the server had trouble": {http.StatusBadGateway, 2, "Delat", "{}"},
		"the answer got lost":    {0, 1, "Delat", "{}"},
		"the bot isn't in it":    {http.StatusForbidden, 99, "", "not_posted"},
		"no such channel":        {http.StatusNotFound, 99, "", "not_posted"},
		"it is archived":         {http.StatusBadRequest, 99, "", "not_taken"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := openOffice(t, always(bot.Response{Message: saying("Delat"), Public: true}))
			var tries atomic.Int32
			failing := func(c call) bool { return c.pattern == "POST /posts" && strings.Contains(c.body, openID) }
			o.server.meets(func(one call) int {
				if c.status != 0 && failing(one) && tries.Add(1) <= c.tries {
					return c.status
				}
				return 0
			})
			if c.status == 0 {
				o.server.mu.Lock()
				o.server.after = func(pattern string) bool { return pattern == "POST /posts" && tries.Add(1) <= c.tries }
				o.server.mu.Unlock()
			}
			w := o.types("dela")
			if got := strings.ReplaceAll(w.Body.String(), `\`, ""); !strings.Contains(got, c.answer) && !strings.Contains(got, "[coming]") || c.public == "" != strings.Contains(got, "Delat") {
				t.Errorf("answered %s", got)
			}
			if c.public != "" {
				o.server.says(openID, c.public)
			}
		})
	}
}

// TestSpeaksTheirLanguage: the platform's own lines are in the language of the
// person who is known, else in the workspace's.
func TestSpeaksTheirLanguage(t *testing.T) {
	t.Parallel()
	handle, goOn := slowly(bot.Response{})
	defer goOn()
	o := openOffice(t, handle, func(n *Needs) { n.Words = langWords{} })
	o.server.users[boID].Locale = "en"
	foreign := func() string {
		return read[model.PostActionIntegrationResponse](t, o.post(pathAction, o.pressing(boID, privateKey(), annaID)).Body.String()).EphemeralText
	}
	if got := foreign(); got != "sv:chat.not_yours" {
		t.Errorf("before bo is known: %s", got)
	}
	w := o.types("lista", func(f url.Values) { f["user_id"] = []string{boID} })
	if got := read[model.CommandResponse](t, w.Body.String()); got.Text != "en:chat.coming" {
		t.Errorf("answered %+v", got)
	}
	if got := foreign(); got != "en:chat.not_yours" {
		t.Errorf("when bo is known: %s", got)
	}
}

// langWords say which language they are in.
type langWords struct{}

func (langWords) Text(lang, key string, _ ...any) string { return lang + ":" + key }

// TestRefusalsAreLogged: with who it was and where, and nothing that they wrote.
func TestRefusalsAreLogged(t *testing.T) {
	t.Parallel()
	o := openOffice(t, always(bot.Response{}))
	o.post(pathAction, o.pressing(boID, privateKey(), annaID))
	form := o.sentForm()
	form.UserId, form.Submission["name"] = boID, "hemligt"
	o.post(pathDialog, form)
	log := o.logged()
	if strings.Count(log, "msg=refused") != 2 || strings.Count(log, "person="+boID+" channel="+openID+" why=not_yours") != 2 || strings.Contains(log, "hemligt") {
		t.Errorf("log:\n%s", log)
	}
}

// TestUnderAnEarlierTry: what is posted under a key while an earlier try is
// still on its way says in the end what was posted last.
func TestUnderAnEarlierTry(t *testing.T) {
	t.Parallel()
	s, p := newFake(t)
	d := deed{user: annaID, channel: directID, event: bot.Event{ID: "e1"}}
	e := bot.Event{ID: "e1", Place: bot.Place{Direct: true, Channel: directID}}
	short, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	s.meets(func(c call) int {
		if c.pattern == "POST /posts" && strings.Contains(c.body, "coming") {
			time.Sleep(200 * time.Millisecond)
		}
		return 0
	})
	at := stand{}
	if err := p.putAnswer(short, d, e, &at, *saying("coming"), half); err == nil {
		t.Fatal("no error, though time ran out")
	}
	s.says(directID, "coming")
	at.unsure = false // as though it had been looked for a moment too early
	if err := p.putAnswer(t.Context(), d, e, &at, *saying("Svaret"), whole); err != nil {
		t.Fatal(err)
	}
	s.says(directID, "Svaret")
}

// TestFile: it comes with its post in the direct messages, where the line that
// said that it was coming may stand already; one too large is named.
func TestFile(t *testing.T) {
	t.Parallel()
	m := saying("Här är allt")
	m.Add(bot.File{Name: "allt.json", Text: "{}"}, bot.File{Name: "stor.json", Text: strings.Repeat("x", maxEnclosed+1)})
	slow, goOn := slowly(bot.Response{Message: m})
	o, _ := listening(t, func(ctx context.Context, e bot.Event) bot.Response {
		if e.Kind == bot.Said {
			return slow(ctx, e)
		}
		return bot.Response{Message: m}
	}, nil)
	if got := read[model.CommandResponse](t, o.types("export").Body.String()); got.Text != "[in_direct]" {
		t.Errorf("answered %+v", got)
	}
	want := "Här är allt\n\n\\[file\\_large\\]"
	o.server.says(directID, want)
	k := o.greeted("c1")
	k.posted(t, 1, saidPost("direct", directID, "export"))
	o.server.says(directID, want, "\\[coming\\]")
	goOn()
	o.server.says(directID, want, want)
	o.server.mu.Lock()
	defer o.server.mu.Unlock()
	for _, post := range o.server.posts {
		if len(post.FileIds) != 1 || string(o.server.files[post.FileIds[0]]) != "{}" {
			t.Errorf("%q brings %v", post.Message, post.FileIds)
		}
	}
}
