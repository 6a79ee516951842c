package mattermost

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"utblick/bot"
)

func TestPerson(t *testing.T) {
	t.Parallel()
	f, p := newFake(t)
	remote := "r"
	for name, change := range map[string]func(*model.User, *model.TeamMember){
		"guest":     func(u *model.User, _ *model.TeamMember) { u.Roles = "system_guest" },
		"remote":    func(u *model.User, _ *model.TeamMember) { u.RemoteId = &remote },
		"teamguest": func(_ *model.User, m *model.TeamMember) { m.SchemeGuest = true },
		"left":      func(_ *model.User, m *model.TeamMember) { m.DeleteAt = 1 },
		"gone":      func(u *model.User, _ *model.TeamMember) { u.DeleteAt = 1 },
		"root":      func(u *model.User, _ *model.TeamMember) { u.Roles += " system_admin" },
		"lead":      func(_ *model.User, m *model.TeamMember) { m.SchemeAdmin = true },
		"second":    func(_ *model.User, m *model.TeamMember) { m.Roles += " team_admin" },
		"chef":      func(u *model.User, _ *model.TeamMember) { u.Locale = "en-AU" },
		"nick":      func(u *model.User, _ *model.TeamMember) { u.Nickname, u.Locale = "Nicke", "fi" },
	} {
		u := user(name, "", "")
		change(u, f.add(u))
	}
	outside := user("outside", "Ute", "Ström")
	f.users[outside.Id] = outside
	for _, want := range []bot.Person{
		{User: "anna", Name: "Anna Ek", Lang: "sv"}, {User: "utblick", Lang: "sv", Bot: true},
		{User: "guest", Lang: "sv", Guest: true}, {User: "remote", Lang: "sv", Guest: true}, {User: "teamguest", Lang: "sv", Guest: true},
		{User: "left", Lang: "sv", Guest: true}, {User: "outside", Name: "Ute Ström", Lang: "sv", Guest: true},
		{User: "root", Lang: "sv", Admin: true}, {User: "lead", Lang: "sv", Admin: true}, {User: "second", Lang: "sv", Admin: true},
		{User: "chef", Lang: "en", Admin: true}, {User: "nick", Name: "Nicke"},
	} {
		want.ID = id(want.User)
		if got, ok, err := p.Person(t.Context(), want.ID); got != want || !ok || err != nil {
			t.Errorf("%+v, %v, %v; want %+v", got, ok, err, want)
		}
	}
	for _, id := range []string{id("gone"), id("nobody"), "anna", "../me"} {
		if got, ok, err := p.Person(t.Context(), id); ok || err != nil {
			t.Errorf("%s is %+v, %v", id, got, err)
		}
		if _, err := p.person(t.Context(), id); !isUnknown(err) {
			t.Errorf("%s: %v, want unknown", id, err)
		}
	}
	people, err := p.People(t.Context())
	var users []string
	for _, one := range people {
		users = append(users, one.User)
		if alone, _, _ := p.Person(t.Context(), one.ID); alone != one {
			t.Errorf("%+v among others, alone %+v", one, alone)
		}
	}
	if want := []string{"anna", "bo", "chef", "lead", "nick", "root", "second"}; err != nil || !slices.Equal(users, want) {
		t.Errorf("people %q, %v; want %q", users, err, want)
	}
}

func TestRememberedForAMinute(t *testing.T) {
	t.Parallel()
	f, p := newFake(t)
	for range 3 {
		if _, err := p.person(t.Context(), id("anna")); err != nil {
			t.Fatal(err)
		}
		if _, err := p.People(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if f.count("GET /users/{id}") != 1 || f.count("GET /users") != 1 {
		t.Errorf("asked %d and %d times", f.count("GET /users/{id}"), f.count("GET /users"))
	}
	f.users[id("anna")].DeleteAt = 1
	f.later(fresh)
	if _, ok, _ := p.Person(t.Context(), id("anna")); ok {
		t.Error("anna is remembered for too long")
	}
	if people, _ := p.People(t.Context()); len(people) != 1 {
		t.Errorf("people %v", people)
	}
}

func TestManyPeople(t *testing.T) {
	t.Parallel()
	f, p := newFake(t)
	for i := range 2 * pageSize {
		f.add(user(fmt.Sprintf("u%03d", i), "", ""))
	}
	if people, err := p.People(t.Context()); len(people) != 2*pageSize+2 || err != nil {
		t.Errorf("%d people, %v", len(people), err)
	}
}

// Who is in a channel is asked each time; where it can't be known nobody is.
func TestMember(t *testing.T) {
	t.Parallel()
	f, p := newFake(t)
	f.add(user("guest", "", "")).SchemeGuest = true
	all := f.members[id("allmant")]
	all[id("guest")], all[id("anna")] = &model.ChannelMember{}, &model.ChannelMember{SchemeGuest: true}
	f.members[id("ledning")] = map[string]*model.ChannelMember{id("bo"): {}}
	for _, tt := range []struct {
		channel, person string
		want            bool
		err             error
	}{
		{id("allmant"), id("bo"), true, nil},
		{id("allmant"), id("anna"), false, nil},
		{id("allmant"), id("guest"), false, nil},
		{id("allmant"), id("nobody"), false, nil},
		{id("ledning"), id("bo"), false, bot.ErrClosed}, // the bot isn't in it
		{id("ingen"), id("bo"), false, bot.ErrClosed},
		{"allmant", id("bo"), false, nil},
		{id("allmant"), "bo", false, nil},
	} {
		if got, err := p.Member(t.Context(), tt.channel, tt.person); got != tt.want || !errors.Is(err, tt.err) {
			t.Errorf("%s in %s: %v, %v; want %v, %v", tt.person, tt.channel, got, err, tt.want, tt.err)
		}
	}
	delete(all, id("bo"))
	if got, _ := p.Member(t.Context(), id("allmant"), id("bo")); got {
		t.Error("bo has left, and is a member still")
	}
	f.fails(func(string) http.HandlerFunc { return http.NotFound }) // a proxy's word, not the server's
	if got, err := p.Member(t.Context(), id("allmant"), id("bo")); got || err == nil {
		t.Errorf("%v, %v", got, err)
	}
}

func TestZone(t *testing.T) {
	t.Parallel()
	f, p := newFake(t)
	f.users[id("anna")].Timezone = model.StringMap{"useAutomaticTimezone": "false", "manualTimezone": "Europe/Helsinki"}
	for who, want := range map[string]string{id("anna"): "Europe/Helsinki", id("bo"): ""} {
		if person, _, err := p.Person(t.Context(), who); err != nil || person.Zone != want {
			t.Errorf("%s is in %q, want %q (%v)", who, person.Zone, want, err)
		}
	}
}

func TestChannelID(t *testing.T) {
	t.Parallel()
	f, p := newFake(t)
	for range 2 {
		if got, err := p.channelID(t.Context(), " ~Allmant"); got != id("allmant") || err != nil {
			t.Errorf("%s, %v", got, err)
		}
	}
	if _, err := p.channelID(t.Context(), "ingen"); err == nil || f.count("GET /teams/{team}/channels/name/{name}") != 2 {
		t.Errorf("%v after %v", err, f.calls)
	}
	f.later(time.Hour)
	if _, err := p.channelID(t.Context(), "allmant"); err != nil || f.count("GET /teams/{team}/channels/name/{name}") != 3 {
		t.Errorf("%v after %v", err, f.calls)
	}
}
