package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"utblick/bot/mattermost/mmtest"
)

// A forgery is a request that must be refused.
type forgery struct {
	name   string
	path   string
	body   []byte
	says   string // key of the platform's line; or, after a "=", words of the answer
	status int    // 0: 200
	logs   string // what the log's one line has
}

// altered is a JSON body with values replaced; a nil drops one, and "context"
// and "submission" are entered into.
func altered(t testing.TB, body []byte, with map[string]any) []byte {
	t.Helper()
	var all map[string]any
	if err := json.Unmarshal(body, &all); err != nil {
		t.Fatal(err)
	}
	for name, value := range with {
		inner, deep := all[name].(map[string]any)
		into, _ := value.(map[string]any)
		switch {
		case deep && into != nil:
			maps.Copy(inner, into)
		case value == nil:
			delete(all, name)
		default:
			all[name] = value
		}
	}
	text, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

type with = map[string]any

// refuses posts each forgery and looks that it is refused, changes nothing and
// leaves one line in the log.
func (p *played) refuses(all []forgery, secrets ...string) {
	p.t.Helper()
	for _, f := range all {
		before, begin := p.kept(), len(p.logged())
		kind := "application/json"
		if f.path == "/mattermost/command" {
			kind = "application/x-www-form-urlencoded"
		}
		status, answer := p.post(f.path, kind, f.body)
		if f.status == 0 {
			f.status = http.StatusOK
		}
		want, plain := strings.CutPrefix(f.says, "=")
		if !plain {
			want = p.word(f.says)
		}
		if status != f.status || !strings.Contains(answer, want) {
			p.t.Errorf("%s: %d %s, want %d %q", f.name, status, answer, f.status, want)
		}
		if p.kept() != before {
			p.t.Errorf("%s: the store is another", f.name)
		}
		if lines := deeds(p.logged()[begin:]); strings.Count(lines, "\n") != 1 || !strings.Contains(lines, f.logs) {
			p.t.Errorf("%s: the log has %q, want one line with %q", f.name, lines, f.logs)
		}
	}
	for _, s := range secrets {
		if s == "" || strings.Contains(p.logged(), s) {
			p.t.Errorf("%q is in the log", s)
		}
	}
}

// deeds are a log's lines but for those on the bot's connection, which come
// when they will.
func deeds(log string) string {
	kept := ""
	for line := range strings.Lines(log) {
		if !strings.Contains(line, "websocket broke") && !strings.Contains(line, "not connected") {
			kept += line
		}
	}
	return kept
}

// TestMattermostForged: what the server didn't send, and what was sent to
// another, is refused in words, changes nothing and is one line in the log.
func TestMattermostForged(t *testing.T) {
	t.Parallel()
	mmtest.Server(t)
	p := play(t, nil)
	p.does("anna", "/uppgift ny Ring Piteå senast 4 dec @bo")
	command, err := url.ParseQuery(string(p.request("/mattermost/command")))
	p.ok(err)
	p.does("anna", ":press Ändra")
	mine := p.request("/mattermost/action")
	p.does("anna", ":fill title=Mejla")
	form := p.request("/mattermost/dialog")
	p.does("bo", ":press Visa")
	posted := p.request("/mattermost/action")

	const action, dialog = "/mattermost/action", "/mattermost/dialog"
	many := with{}
	for i := range 500 {
		many[fmt.Sprint("field", i)] = "x"
	}
	bo, nobody := p.office.ID("bo"), model.NewId()
	typed := func(change url.Values) []byte {
		again := maps.Clone(command)
		again.Set("trigger_id", rand.Text())
		maps.Copy(again, change)
		return []byte(again.Encode())
	}
	p.refuses([]forgery{
		{"another's private button", action, altered(t, mine, with{"user_id": bo}), "not_yours", 0, "why=not_yours"},
		{"nobody's press", action, altered(t, mine, with{"user_id": nobody}), "not_yours", 0, "why=not_yours"},
		{"no signature", action, altered(t, mine, with{"context": with{"sig": ""}}), "altered", 0, "why=altered"},
		{"no context", action, altered(t, mine, with{"context": nil}), "altered", 0, "why=altered"},
		{"another command", action, altered(t, mine, with{"context": with{"cmd": "/uppgift radera U1"}}), "altered", 0, "why=altered"},
		{"for anyone", action, altered(t, mine, with{"context": with{"who": "*"}}), "altered", 0, "why=altered"},
		{"on another message", action, altered(t, mine, with{"context": with{"key": "~x"}}), "altered", 0, "why=altered"},
		{"no user", action, altered(t, mine, with{"user_id": "anna"}), "=malformed", 400, "why=malformed"},
		{"nobody at a post", action, altered(t, posted, with{"user_id": nobody}), "unknown_person", 0, "unknown_person"},
		{"elsewhere", action, altered(t, posted, with{"channel_id": p.office.Channel("allmant")}), "altered", 0, "why=altered"},
		{"another post", action, altered(t, posted, with{"post_id": nobody}), "altered", 0, "why=altered"},
		{"no JSON", action, []byte("cmd=/uppgift"), "=malformed", 400, "why=malformed"},

		{"another's form", dialog, altered(t, form, with{"user_id": bo}), "not_yours", 0, "why=not_yours"},
		{"a made-up form", dialog, altered(t, form, with{"state": "e30.x"}), "altered", 0, "why=altered"},
		{"no state", dialog, altered(t, form, with{"state": nil}), "altered", 0, "why=altered"},
		{"500 fields", dialog, altered(t, form, with{"submission": many}), "altered", 0, "why=altered"},
		{"200 kB", dialog, altered(t, form, with{"submission": with{"title": strings.Repeat("å", 100<<10)}}), "altered", 0, "why=altered"},
		{"a number", dialog, altered(t, form, with{"submission": with{"title": 7}}), "altered", 0, "why=altered"},
		{"over a megabyte", dialog, altered(t, form, with{"submission": with{"title": strings.Repeat("x", 1<<20)}}), "=too large", 413, "too large"},
		{"the same again", dialog, form, "={}", 0, "code=event.repeated"},

		{"a forged token", "/mattermost/command", typed(url.Values{"token": {nobody}}), "=not our command", 401, "why=token"},
		{"no token", "/mattermost/command", typed(url.Values{"token": nil}), "=not our command", 401, "why=token"},
		{"another's token", "/mattermost/command", typed(url.Values{"command": {"/plan"}}), "=not our command", 401, "why=token"},
		{"no such person", "/mattermost/command", typed(url.Values{"user_id": {nobody}}), "unknown_person", 0, "unknown_person"},
		{"no id", "/mattermost/command", typed(url.Values{"channel_id": {"allmant"}}), "=malformed", 400, "why=malformed"},
	}, command.Get("token"), p.office.Token, "Piteå", "Mejla")
	p.says(p.does("anna", "/uppgift visa U1"), "U1 Mejla", "@bo")
}

// TestMattermostPressedByAnother: another person's client can press neither a
// private reply's button nor one in somebody's direct messages.
func TestMattermostPressedByAnother(t *testing.T) {
	t.Parallel()
	mmtest.Server(t)
	p := play(t, nil)
	anna, bo := p.client("anna"), p.client("bo")
	private := p.private(anna)
	p.does("anna", "/uppgift ny Ring senast 4 dec @bo")
	var reply *model.Post
	select {
	case reply = <-private:
	case <-time.After(time.Minute):
		t.Fatal("anna's own client is shown no answer")
	}
	undo := reply.Attachments()[0].Actions[1]
	before, begin := p.kept(), len(p.logged())
	_, err := bo.DoPostActionWithCookie(t.Context(), reply.Id, undo.Id, "", undo.Cookie)
	p.ok(err)
	if lines := deeds(p.logged()[begin:]); strings.Count(lines, "\n") != 1 || !strings.Contains(lines, "why=not_yours") {
		t.Errorf("the log has %q", lines)
	}
	p.ok(p.As("bo", false))
	said := ""
	for _, a := range p.Arrived() {
		said += a.To + " " + a.Text + "\n"
	}
	p.says(said, "user:bo "+p.word("not_yours"))

	me, _, err := bo.GetMe(t.Context(), "")
	p.ok(err)
	them, _, err := bo.GetUserByUsername(t.Context(), p.office.Bot(), "")
	p.ok(err)
	dm, _, err := bo.CreateDirectChannel(t.Context(), me.Id, them.Id)
	p.ok(err)
	list, _, err := bo.GetPostsForChannel(t.Context(), dm.Id, 0, 1, "", false, false)
	p.ok(err)
	post := list.Posts[list.Order[0]]
	button := post.Attachments()[0].Actions[0]
	if _, err := anna.DoPostAction(t.Context(), post.Id, button.Id); err == nil {
		t.Error("anna pressed a button in bo's direct messages")
	}
	if p.kept() != before {
		t.Error("a button was pressed by another, and the store changed")
	}
	if _, err := anna.DoPostActionWithCookie(t.Context(), reply.Id, undo.Id, "", undo.Cookie); err != nil || p.kept() == before {
		t.Errorf("anna's own press did nothing: %v", err)
	}
}

// private is what only the client's owner is shown from now on.
func (p *played) private(c *model.Client4) <-chan *model.Post {
	p.t.Helper()
	posts := make(chan *model.Post, 100)
	mmtest.Listen(p.t, p.office.URL, c.AuthToken, func(e *model.WebSocketEvent) {
		text, _ := e.GetData()["post"].(string)
		var post model.Post
		if e.EventType() == model.WebsocketEventEphemeralMessage && json.Unmarshal([]byte(text), &post) == nil {
			posts <- &post
		}
	})
	return posts
}

// TestMattermostTricks: what looks like markup, a mention or a link is recorded
// as typed, and shown so to all without calling upon anybody.
func TestMattermostTricks(t *testing.T) {
	t.Parallel()
	mmtest.Server(t)
	p := play(t, nil)
	for i, text := range []string{
		"@all @channel @here @bo @cilla, (@bo) _@bo_ *@all* x.@bo", "[x](javascript:alert(1)) ![y](http://example.org/z.png) <https://a.example|b>",
		"| a | b |\n|---|---|\n| c | d |", "~~~\n```\nkod\n```\n~allmant ||dolt|| ~~struket~~", "<b>fet</b> <script>alert(1)</script> &amp; &#64;all",
		"# rubrik\n> citat\n- [ ] ruta\n1. ett", ":smile: 🎉🎉👩‍👩‍👧 🇸🇪", "مرحبا بالعالم שלום", `a\*b\@all $x$ ^a^ ==b==`,
	} {
		code := fmt.Sprint("K", i+1)
		p.says(p.does("anna", "/kontakt ny Namn"+code+", Ort"), code)
		p.says(p.does("anna", "/kontakt notera "+code+" "+text), text)
		p.says(p.does("bo", "/kontakt visa "+code), text)
		p.ok(p.As("bo", false))
		p.ok(p.Type("/kontakt visa " + code + " dela"))
		for _, a := range p.Arrived() {
			if a.To != "channel:allmant" {
				continue
			}
			p.says(a.Text, text)
			for _, user := range a.Notified {
				if user != "anna" { // it was she who noted it
					t.Errorf("%q notifies %s", text, user)
				}
			}
		}
	}
	// As names, too: of a contact, a task, a meeting.
	for _, line := range []string{
		"/kontakt ny Fest 🎉🎉, Ort ~allmant [a](b)", "/kontakt ny مرحبا بالعالم", "/uppgift ny Ring [x](http://x.example) ~allmant senast 4 dec",
		"/möte ny `kod` _x_ 20/11\nBeslut: @channel **fet** | x |", "/fråga @here Vem ansvarar för <b>EU-stöd</b>?",
	} {
		p.ok(p.As("cilla", false))
		p.ok(p.Type(line))
		for _, a := range p.Arrived() {
			if len(a.Notified) > 0 {
				t.Errorf("%q notifies %s", line, a.Notified)
			}
		}
	}
	p.says(p.does("bo", "/kontakt visa K10"), "Fest 🎉🎉", "Ort ~allmant [a](b)")
	p.says(p.does("bo", "/kontakt visa K11"), "مرحبا بالعالم")
	p.says(p.does("bo", "/uppgift visa U1"), "[x](http://x.example) ~allmant")
	p.says(p.does("bo", "/möte visa M1"), "`kod` _x_", "@channel **fet** | x |")
}

// TestMattermostEmoji: where nothing but emoji is said, the answer says what
// was understood of it, and nothing is changed.
func TestMattermostEmoji(t *testing.T) {
	t.Parallel()
	mmtest.Server(t)
	p := play(t, nil)
	p.does("anna", "/uppgift lista") // at the first deed the week's overview is planned
	before := p.kept()
	for line, want := range map[string]string{
		"/uppgift 🎉": "/uppgift ny 🎉", "/kontakt 🎉🎉": "/kontakt ny 🎉🎉", "/mote 👩‍👩‍👧": "/möte ny 👩‍👩‍👧", "/plan 🇸🇪": "”🇸🇪”",
		"/stöd 🎉": "”🎉”", "/utblick :tada:": "”:tada:” förstår jag inte", "/🎉": "Kommandot /🎉 finns inte",
	} {
		p.says(p.does("anna", line), want)
	}
	for _, line := range []string{"🎉", "@utblick 👍🏽"} {
		p.says(p.does("anna", line), "Okej!")
	}
	if p.kept() != before {
		t.Error("an emoji changed the store")
	}
}

// TestMattermostLong: 20,000 letters come back whole, in posts that the server
// takes, cut between paragraphs.
func TestMattermostLong(t *testing.T) {
	t.Parallel()
	mmtest.Server(t)
	p := play(t, nil)
	var note strings.Builder
	note.WriteString("Långt möte 20/11")
	var paragraphs []string
	for i := range 40 {
		paragraphs = append(paragraphs, fmt.Sprintf("Stycke%02d %s slut%02d", i, strings.Repeat("ord åäö ", 60), i))
		note.WriteString("\n\n" + paragraphs[i])
	}
	p.says(p.does("anna", "/möte ny "+note.String()), "Sparat som M1")
	for _, line := range []string{"/möte visa M1", "/möte visa M1 dela"} {
		p.ok(p.As("anna", false))
		p.ok(p.Type(line))
		n, posts := 0, 0
		for _, a := range p.Arrived() {
			posts++
			if size := len([]rune(a.Text)); size > 16_383 {
				t.Errorf("%s: a post of %d letters", line, size)
			}
			for n < len(paragraphs) && strings.Contains(a.Text, paragraphs[n]) {
				n++
			}
		}
		if n < len(paragraphs) || posts < 2 {
			t.Errorf("%s: %d paragraphs whole of %d, in %d posts", line, n, len(paragraphs), posts)
		}
	}
}

// TestMattermostForms: a form sent back says what is wrong beside its fields.
func TestMattermostForms(t *testing.T) {
	t.Parallel()
	mmtest.Server(t)
	p := play(t, nil)
	p.says(p.does("anna", "/uppgift ny"), "Rubrik", "Ansvarig")
	before := p.kept()
	p.says(p.does("anna", `:fill title="Ring Piteå" due="trettonde blomman" points=N99`), "trettonde blomman", "N99")
	if p.kept() != before {
		t.Error("a form filled wrong changed the store")
	}
	p.says(p.does("anna", `:fill due="nästa fredag" points=N5`), "Sparad som U1", "Ring Piteå")
	p.says(p.does("anna", "/uppgift visa U1"), "fre 4 dec", "N5")
	p.says(p.does("anna", "/uppgift flytta U1"), "U1")
	p.says(p.does("anna", `:fill due="11 dec"`), "fre 11 dec")
	p.says(p.does("bo", "/möte ny"), "Anteckningar")
}

// TestMattermostPrivateChannel: a private channel's notes are its members', as
// long as they are in it. Where the bot is not, they are the author's alone.
func TestMattermostPrivateChannel(t *testing.T) {
	t.Parallel()
	mmtest.Server(t)
	p := play(t, nil)
	p.ok(p.In("-ledning"))
	p.says(p.does("anna", "/möte ny Hemligt 20/11\nBeslut: Vi säljer."), "Sparat som M1")
	p.ok(p.In("allmant"))
	outside := []string{"finns inte", "!säljer", "!Hemligt"}
	p.says(p.does("bo", "/möte visa M1"), outside...)
	p.ok(p.In("-ledning"))
	p.says(p.does("bo", "/möte visa M1"), "Vi säljer")
	p.ok(p.In("allmant"))
	p.says(p.does("bo", "/möte visa M1"), "Vi säljer")
	bo := p.client("bo")
	_, err := bo.RemoveUserFromChannel(t.Context(), p.office.Channel("-ledning"), p.office.ID("bo"))
	p.ok(err)
	p.says(p.does("bo", "/möte visa M1"), outside...)
	p.says(p.does("bo", "/möte lista"), outside[1:]...)

	anna := p.client("anna")
	channel, _, err := anna.CreateChannel(t.Context(), &model.Channel{TeamId: p.team, Name: "hemligt", DisplayName: "Hemligt", Type: model.ChannelTypePrivate})
	p.ok(err)
	_, _, err = anna.AddChannelMember(t.Context(), channel.Id, p.office.ID("bo"))
	p.ok(err)
	p.says(p.runs(anna, channel.Id, "/möte ny Utan boten 20/11\nBeslut: Tyst."), "Sparat som M2", "Bjud in mig")
	p.says(p.runs(anna, channel.Id, "/möte visa M2"), "Tyst")
	p.says(p.runs(anna, p.office.Channel("allmant"), "/möte visa M2"), "Tyst")
	p.says(p.runs(bo, channel.Id, "/möte visa M2"), "finns inte", "!Tyst")
	p.says(p.runs(bo, channel.Id, "/möte lista"), "!Utan boten")
	p.says(p.runs(anna, channel.Id, "/möte visa M2 dela"), "Jag kunde inte skriva i kanalen.", "`/invite @"+p.office.Bot()+"`", "Tyst")

	// Nor does the server tell of a channel that there is none.
	command, err := url.ParseQuery(string(p.request("/mattermost/command")))
	p.ok(err)
	command.Set("trigger_id", rand.Text())
	command.Set("channel_id", model.NewId())
	command.Set("text", "ny Ingenstans 20/11")
	_, answer := p.post("/mattermost/command", "application/x-www-form-urlencoded", []byte(command.Encode()))
	p.says(answer, "M3", "bara du kan läsa")
	p.says(p.runs(bo, channel.Id, "/möte visa M3"), "finns inte", "!Ingenstans")
}

// TestMattermostRefused: guests, people who have left and other bots.
func TestMattermostRefused(t *testing.T) {
	t.Parallel()
	mmtest.Server(t)
	p := play(t, nil)
	admin := p.client(mmtest.Admin)
	p.client("anna")
	p.does("anna", "/uppgift ny Ring senast 4 dec")
	before, channel := p.kept(), p.office.Channel("allmant")

	p.ok(p.As("gast-input", true))
	for _, line := range []string{"/uppgift visa U1", "/uppgift klar U1", "Vem ansvarar för EU-stöd?", "@utblick U1"} {
		p.ok(p.Type(line))
		for _, a := range p.Arrived() {
			p.says(a.Text, p.words.Text("sv", "error.guest"), "!Ring")
		}
	}

	other, _, err := admin.CreateBot(t.Context(), &model.Bot{Username: "annan-" + strings.ToLower(rand.Text()[:10])})
	p.ok(err)
	t.Cleanup(func() { _, _ = admin.PermanentDeleteUser(context.Background(), other.UserId) }) // mere tidiness
	token, _, err := admin.CreateUserAccessToken(t.Context(), other.UserId, "test")
	p.ok(err)
	_, _, err = admin.AddTeamMember(t.Context(), p.team, other.UserId)
	p.ok(err)
	_, _, err = admin.AddChannelMember(t.Context(), channel, other.UserId)
	p.ok(err)
	robot := model.NewAPIv4Client(p.office.URL)
	robot.SetToken(token.Token)
	if said := p.runs(robot, channel, "/uppgift visa U1"); strings.TrimSpace(said) != "" {
		t.Errorf("a bot was answered %q", said)
	}

	left, _, err := admin.CreateUser(t.Context(), &model.User{
		Username: "slutat-" + strings.ToLower(rand.Text()[:10]), Email: rand.Text() + "@example.org", Password: mmtest.Password,
	})
	p.ok(err)
	t.Cleanup(func() { _, _ = admin.PermanentDeleteUser(context.Background(), left.Id) }) // mere tidiness
	_, _, err = admin.AddTeamMember(t.Context(), p.team, left.Id)
	p.ok(err)
	theirs := p.client(left.Username)
	_, err = admin.UpdateUserActive(t.Context(), left.Id, false)
	p.ok(err)
	if _, _, err := theirs.ExecuteCommandWithTeam(t.Context(), channel, p.team, "/uppgift klar U1"); err == nil {
		t.Error("someone who has left typed a command")
	}
	command, err := url.ParseQuery(string(p.request("/mattermost/command")))
	p.ok(err)
	command.Set("user_id", left.Id)
	command.Set("trigger_id", rand.Text())
	_, answer := p.post("/mattermost/command", "application/x-www-form-urlencoded", []byte(command.Encode()))
	p.says(answer, p.word("unknown_person"))
	if p.kept() != before {
		t.Error("one who may not has changed the store")
	}
}

// TestMattermostAnswers: a question's answer names its source, a long list has
// a button for more, and a file of notes is read.
func TestMattermostAnswers(t *testing.T) {
	t.Parallel()
	mmtest.Server(t)
	p := play(t, nil)
	p.says(p.does("anna", "Vem har samordnande ansvar för information om EU?"), "4. Handlingsplan", "ledningskontoret genom näringslivskontoret")
	for i := range 23 {
		p.ok(p.Type(fmt.Sprintf("/kontakt ny Person%02d, Norr", i)))
	}
	p.says(p.does("anna", "/kontakt lista"), "Person00", "!Person10")
	p.says(p.does("anna", ":press Visa fler"), "Person10", "!Person09", "!Person20")
	p.says(p.does("anna", ":press Visa fler"), "Person22", "!Person19")

	anna := p.client("anna")
	for i, said := range []string{"/möte ny", "möte:"} {
		p.Arrived()
		them, _, err := anna.GetUserByUsername(t.Context(), p.office.Bot(), "")
		p.ok(err)
		dm, _, err := anna.CreateDirectChannel(t.Context(), p.office.ID("anna"), them.Id)
		p.ok(err)
		file, _, err := anna.UploadFile(t.Context(), []byte("\ufeffEnergimöte 20/11\r\nBeslut: Vi kör.\r\n- [ ] @bo ring senast 4 dec\r\n"), dm.Id, "möte.txt")
		p.ok(err)
		_, _, err = anna.CreatePost(t.Context(), &model.Post{ChannelId: dm.Id, Message: said, FileIds: model.StringArray{file.FileInfos[0].Id}})
		p.ok(err)
		answer := ""
		for end := time.Now().Add(time.Minute); answer == "" && time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
			for _, a := range p.Arrived() {
				answer += a.Text
			}
		}
		p.says(answer, fmt.Sprint("Sparat som M", i+1), "Vi kör.", "Ring")
	}
}
