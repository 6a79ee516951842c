package bottest

import (
	"slices"
	"testing"

	"utblick/bot"
)

// exerciseDirectory: who there is, who is a guest, who is in which channel.
func exerciseDirectory(t *testing.T, open func(t *testing.T) Subject) {
	t.Run("people", func(t *testing.T) {
		s := start(t, open, always(bot.Response{}))
		p, ok, err := s.Platform.Person(t.Context(), s.id("anna"))
		if p.User != "anna" || p.Name != "Anna Ek" || !ok || err != nil {
			t.Errorf("anna is %+v, %v, %v", p, ok, err)
		}
		if p, ok, err := s.Platform.Person(t.Context(), "nobody-of-that-id"); ok || err != nil {
			t.Errorf("nobody is %+v, %v, %v", p, ok, err)
		}
		for _, user := range []string{"anna", "bo", "cilla"} {
			if !slices.Contains(s.users(), user) {
				t.Errorf("%s is not among %q", user, s.users())
			}
		}
	})
	t.Run("guest", func(t *testing.T) {
		s := start(t, open, always(bot.Response{}))
		s.do(s.Driver.As("vera", true))
		s.do(s.Driver.Type("/kontakt"))
		e := s.event()
		if !e.From.Guest || e.From.Admin || slices.Contains(s.users(), "vera") {
			t.Errorf("the guest is %+v; people are %q", e.From, s.users())
		}
		if s.member("allmant", "vera") {
			t.Error("a guest counts as a member of the public channel")
		}
	})
	t.Run("members", func(t *testing.T) {
		s := start(t, open, always(bot.Response{}))
		s.do(s.Driver.In("-ledning"))
		s.do(s.Driver.Type("/kontakt"))
		if !s.member("allmant", "bo") || !s.member("-ledning", "anna") || s.member("-ledning", "bo") {
			t.Errorf("members: allmant bo %v, -ledning anna %v bo %v; want true, true, false",
				s.member("allmant", "bo"), s.member("-ledning", "anna"), s.member("-ledning", "bo"))
		}
	})
}

func (s *session) users() []string {
	people, err := s.Platform.People(s.t.Context())
	s.do(err)
	var users []string
	for _, p := range people {
		users = append(users, p.User)
	}
	return users
}

func (s *session) member(channel, user string) bool {
	ok, err := s.Platform.Member(s.t.Context(), s.channel(channel), s.id(user))
	s.do(err)
	return ok
}
