package mattermost

import (
	"bytes"
	"errors"
	"net/http"
	"strings"
	"testing"
)

func TestConnect(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*Needs)
		broken string
		status int
		want   error
	}{
		"well":                {want: nil},
		"wrong token":         {broken: "/users/me", status: http.StatusUnauthorized, want: ErrToken},
		"no such team":        {broken: "/teams/name/", status: http.StatusNotFound, want: ErrTeam},
		"not shown the team":  {broken: "/teams/name/", status: http.StatusForbidden, want: ErrTeam},
		"not in the team":     {broken: "/teams/" + id("team"), status: http.StatusNotFound, want: ErrTeam},
		"short secret":        {change: func(n *Needs) { n.Secret = n.Secret[1:] }, want: ErrSettings},
		"no address":          {change: func(n *Needs) { n.URL = "mm.example" }, want: ErrSettings},
		"no address for us":   {change: func(n *Needs) { n.PublicURL = "" }, want: ErrSettings},
		"slashes at the ends": {change: func(n *Needs) { n.URL += "/"; n.PublicURL += "/" }},
	} {
		s := newServer(t)
		if c.broken != "" {
			s.breaks(c.broken, c.status)
		}
		needs := Needs{
			URL: s.URL, Team: "kontor", Token: "bot-token", Secret: bytes.Repeat([]byte("s"), 32),
			PublicURL: "http://bot.example", Words: keyWords{},
		}
		if c.change != nil {
			c.change(&needs)
		}
		err := New(needs).Connect(t.Context())
		if !errors.Is(err, c.want) || c.want == nil && err != nil {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
		if err != nil && strings.Contains(err.Error(), "bot-token") {
			t.Errorf("%s: the token is in %q", name, err)
		}
	}
	s := newServer(t)
	s.breaks("/users/me", http.StatusBadGateway)
	err := New(Needs{URL: s.URL, PublicURL: s.URL, Secret: make([]byte, 32)}).Connect(t.Context())
	if err == nil || errors.Is(err, ErrToken) || errors.Is(err, ErrTeam) {
		t.Errorf("in trouble: %v", err)
	}
}
