package mmtest

import (
	"encoding/json"
	"net/http"
	"slices"
	"testing"

	"github.com/mattermost/mattermost/server/public/model"

	"utblick/bot/bottest"
)

// A clerk is a bot as small as can be, in the server's own shapes: it answers
// /kontakt with a button, /möte with a form and /plan not at all.
type clerk struct {
	t      *testing.T
	office *Office
	client *model.Client4
}

func (c clerk) ServeHTTP(res http.ResponseWriter, req *http.Request) {
	var answer any = struct{}{}
	switch {
	case req.URL.Path == "/mattermost/action":
		answer = model.PostActionIntegrationResponse{EphemeralText: "Klart."}
	case req.URL.Path == "/mattermost/dialog":
		answer = c.submitted(req)
	case req.FormValue("command") == "/möte":
		_, err := c.client.OpenInteractiveDialog(req.Context(), model.OpenDialogRequest{
			TriggerId: req.FormValue("trigger_id"), URL: c.office.PublicURL + "/mattermost/dialog",
			Dialog: model.Dialog{Title: "Nytt möte", CallbackId: "m", Elements: []model.DialogElement{
				{DisplayName: "Namn", Name: "name", Type: "text", MaxLength: 20},
				{DisplayName: "Vem", Name: "who", Type: "select", DataSource: "users", Optional: true},
				{DisplayName: "Dag", Name: "day", Type: "date", Optional: true},
			}},
		})
		if err != nil {
			c.t.Error(err)
		}
	case req.FormValue("command") == "/kontakt":
		answer = model.CommandResponse{Text: `**K1** \*x\* `, SkipSlackParsing: true, Attachments: []*model.MessageAttachment{{
			Text: "Vilken?", Fallback: "Vilken?\n[Klar] /uppgift klar U1\n[Klar] /uppgift klar U2\nidag",
			Actions: []*model.PostAction{c.button("b1"), c.button("b2")},
		}}}
	}
	res.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(res).Encode(answer); err != nil {
		c.t.Error(err)
	}
}

func (c clerk) button(id string) *model.PostAction {
	return &model.PostAction{Id: id, Name: "Klar", Type: "button",
		Integration: &model.PostActionIntegration{URL: c.office.PublicURL + "/mattermost/action"}}
}

func (c clerk) submitted(req *http.Request) model.SubmitDialogResponse {
	var sent model.SubmitDialogRequest
	if err := json.NewDecoder(req.Body).Decode(&sent); err != nil {
		c.t.Error(err)
	}
	if sent.Submission["who"] == c.office.ID("bo") && sent.Submission["day"] == "2026-12-01" {
		return model.SubmitDialogResponse{}
	}
	return model.SubmitDialogResponse{Errors: map[string]string{"name": "Inget namn"}}
}

func newClerk(t *testing.T) (*Driver, clerk) {
	t.Helper()
	o := NewOffice(t)
	c := clerk{t, o, model.NewAPIv4Client(o.URL)}
	c.client.SetToken(o.Token)
	o.Serve(c)
	return o.Driver(nil), c
}

// one does something and gives the one message that came of it.
func one(t *testing.T, d *Driver, err error) bottest.Arrival {
	t.Helper()
	came := d.Arrived()
	if err != nil || len(came) != 1 {
		t.Fatalf("error %v, and %d messages: %+v", err, len(came), came)
	}
	return came[0]
}

func TestButtons(t *testing.T) {
	t.Parallel()
	d, _ := newClerk(t)
	got := one(t, d, d.Type("/kontakt"))
	want := "K1 *x* \nVilken?\n[Klar] /uppgift klar U1\n[Klar] /uppgift klar U2\nidag"
	if got.Text != want || got.To != "user:anna" || !got.Private || len(got.Buttons) != 2 {
		t.Errorf("came %+v, want %q", got, want)
	}
	if got := one(t, d, d.Press("klar u2")); got.Text != "Klart." {
		t.Errorf("the press was answered %+v", got)
	}
	if err := d.Redeliver(); err != nil || len(d.Arrived()) > 0 {
		t.Errorf("once more: %v", err)
	}
	if err := d.As("bo", false); err != nil {
		t.Fatal(err)
	}
	if err := d.Press("Klar"); err == nil {
		t.Error("bo pressed anna's button")
	}
}

func TestForm(t *testing.T) {
	t.Parallel()
	d, _ := newClerk(t)
	if got := one(t, d, d.Type("/möte")); got.Text != "Nytt möte\nNamn *: \nVem: \nDag: " || got.Kind != "form" {
		t.Errorf("opened %+v", got)
	}
	for _, wrong := range []string{"name=", "name=x who=@nils", "name=x who= day=imorgon", "name=aaaaaaaaaaaaaaaaaaaaa day="} {
		if err := d.Fill(wrong); err != nil {
			t.Fatal(err)
		}
		if err := d.Submit(); err == nil {
			t.Errorf("the client sent %s", wrong)
		}
	}
	fill := func(text string) error {
		if err := d.Fill(text); err != nil {
			return err
		}
		return d.Submit()
	}
	if got := one(t, d, fill("name=Mikko who=@anna day=")); got.Text != "Nytt möte\nNamn *: Mikko  (Inget namn)\nVem: @anna\nDag: " {
		t.Errorf("the form stays as %q", got.Text)
	}
	if err := fill("who=bo day=2026-12-01"); err != nil || len(d.Arrived()) > 0 {
		t.Errorf("the form was not taken: %v", err)
	}
	if err := d.Submit(); err != errNoForm {
		t.Errorf("sent twice: %v", err)
	}
}

// TestPosts: what the bot posts by itself reaches whom it should.
func TestPosts(t *testing.T) {
	t.Parallel()
	d, c := newClerk(t)
	if err := d.As("vera", true); err != nil {
		t.Fatal(err)
	}
	if err := d.In("-ledning"); err != nil {
		t.Fatal(err)
	}
	if err := d.Type("/plan"); err != nil || len(d.Arrived()) > 0 {
		t.Fatalf("a word that has no answer: %v", err)
	}
	for name, post := range map[string]struct {
		text, to string
		notified []string
	}{
		"allmant":  {"@bo, @\u2060channel", "channel:allmant", []string{"bo"}},
		"-ledning": {"@vera @bo", "channel:-ledning", []string{"vera"}},
	} {
		_, _, err := c.client.CreatePost(t.Context(), &model.Post{ChannelId: c.office.Channel(name), Message: post.text})
		if got := one(t, d, err); got.To != post.to || got.Private || !slices.Equal(got.Notified, post.notified) {
			t.Errorf("%s: came %+v, want %+v", name, got, post)
		}
	}
}
