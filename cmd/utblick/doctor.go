package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"utblick/bot/mattermost/setup"
	"utblick/handlers/remind"
	"utblick/store"
	"utblick/store/engine/bolt"
	"utblick/store/support"
)

type doctorCommand struct {
	Config string `help:"Configuration file; without it ./utblick.toml if there is one." placeholder:"FILE"`
}

// finding is one line of the check-up: what is well, or what is wrong and
// what to do about it.
type finding struct {
	ok      bool
	text    string
	skipped bool // it could not be checked, and the text says what that would take
}

// Run checks everything that can be checked, and goes on after a fault.
func (c *doctorCommand) Run(p *process) error {
	s, err := readSettings(c.Config, p.env)
	if err != nil {
		return err
	}
	p.chosen = s.Language
	healthy := true
	found := []finding{p.checkStore(s), p.checkGuideline(s), p.checkSupport(s), p.checkClock(s)}
	if s.Platform == "mattermost" {
		found = append(found, p.checkMattermost(s)...)
	}
	for _, f := range found {
		mark := "ok "
		switch {
		case f.skipped:
			mark = "-- "
		case !f.ok:
			mark, healthy = "!! ", false
		}
		if _, err := fmt.Fprintln(p.io.out, mark, f.text); err != nil {
			return err
		}
	}
	if !healthy {
		return explained(nil, "cli.doctor_unwell")
	}
	return nil
}

func (p *process) well(key string, args ...any) finding {
	return finding{ok: true, text: p.catalogue.Text(p.lang(), key, args...)}
}

func (p *process) checkStore(s *settings) finding {
	if _, err := os.Stat(filepath.Join(s.Data, bolt.FileName)); errors.Is(err, os.ErrNotExist) {
		return p.well("cli.doctor_store_none", "data", s.Data)
	}
	engine, err := bolt.Open(s.Data, bolt.Options{Program: "utblick doctor", Since: time.Now()})
	var locked *bolt.LockedError
	if errors.As(err, &locked) {
		return p.well("cli.doctor_store_held", "data", s.Data, "holder", p.holder(locked.Holder))
	}
	if err != nil {
		return finding{text: p.explain(err)}
	}
	st, err := store.Open(p.ctx, engine, store.Needs{Now: time.Now})
	if err != nil {
		return finding{text: p.explain(err)}
	}
	contacts := 0
	err = st.View(p.ctx, func(tx *store.Tx) (err error) {
		contacts, err = tx.CountContacts(1 << 30)
		return err
	})
	due, err1 := remind.Waiting(p.ctx, st, time.Now())
	err = errors.Join(err, err1)
	overdue, since, err2 := remind.Overdue(p.ctx, st, time.Now())
	if err = errors.Join(err, err2, st.Close()); err != nil {
		return finding{text: p.explain(err)}
	}
	if overdue > 0 {
		return finding{text: p.catalogue.Text(p.lang(), "cli.doctor_overdue", "count", overdue, "since", since.In(s.zone).Format(time.DateTime))}
	}
	text := p.catalogue.Text(p.lang(), "cli.doctor_store", "data", s.Data, "count", contacts)
	if due {
		text += " " + p.catalogue.Text(p.lang(), "cli.doctor_due")
	}
	return finding{ok: true, text: text}
}

func (p *process) checkGuideline(s *settings) finding {
	doc, err := readGuideline(s)
	if err != nil {
		return finding{text: p.explain(err)}
	}
	text := p.catalogue.Text(p.lang(), "cli.doctor_guideline", "title", doc.Title, "edition", doc.Edition, "points", len(doc.Points))
	if doc.Expired(store.DayOf(time.Now().In(s.zone)).String()) {
		text += " " + p.catalogue.Text(p.lang(), "cli.doctor_expired", "day", doc.ValidUntil)
	}
	return finding{ok: true, text: text}
}

func (p *process) checkSupport(*settings) finding {
	c, err := support.BuiltIn()
	if err != nil {
		return finding{text: err.Error()}
	}
	return p.well("cli.doctor_support", "count", len(c.Programmes))
}

func (p *process) checkClock(s *settings) finding {
	now := time.Now().In(s.zone)
	if now.Year() < 2026 {
		return finding{text: p.catalogue.Text(p.lang(), "cli.doctor_clock_wrong", "now", now.Format(time.DateTime))}
	}
	return p.well("cli.doctor_clock", "now", now.Format(time.DateTime), "zone", s.Timezone)
}

// checkMattermost looks at the server, from here and as far as the tokens go.
func (p *process) checkMattermost(s *settings) []finding {
	if err := s.need("mattermost.url", "mattermost.team", "public_url"); err != nil {
		return []finding{{text: p.explain(err)}}
	}
	kept, err := readKept(s)
	if err != nil {
		return []finding{{text: p.explain(err)}}
	}
	var found []finding
	for _, f := range setup.Check(p.ctx, setup.CheckNeeds{
		URL: s.Mattermost.URL, AdminToken: s.Mattermost.AdminToken, Team: s.Mattermost.Team, Channel: s.Channel,
		PublicURL: s.PublicURL, Kept: kept,
	}) {
		found = append(found, finding{ok: !f.Fault, skipped: f.Skipped, text: p.catalogue.Text(p.lang(), "cli.check."+f.Key, f.Args...)})
	}
	return found
}
