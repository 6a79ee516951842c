package main

import (
	"fmt"
	"slices"
	"time"

	"utblick/bot/mattermost"
	"utblick/bot/mattermost/setup"
	"utblick/store"
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
	found := slices.Concat(p.checkStore(s),
		[]finding{p.checkGuideline(s), p.checkSupport(s), p.checkClock(s)}, p.checkModel(s), p.checkPlatform(s))
	healthy := true
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

func (p *process) fault(key string, args ...any) finding {
	return finding{text: p.catalogue.Text(p.lang(), key, args...)}
}

func (p *process) skipped(key string, args ...any) finding {
	return finding{skipped: true, text: p.catalogue.Text(p.lang(), key, args...)}
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
		return p.fault("cli.doctor_clock_wrong", "now", now.Format(time.DateTime))
	}
	return p.well("cli.doctor_clock", "now", now.Format(time.DateTime), "zone", s.Timezone)
}

// checkModel: nothing asks a language model yet, so there is nothing to try.
func (p *process) checkModel(s *settings) []finding {
	if s.LLM.BaseURL == "" && s.LLM.Model == "" && s.LLM.APIKey == "" {
		return nil
	}
	return []finding{p.skipped("cli.doctor_model")}
}

// checkPlatform looks at the chat server. Its settings without the platform
// are a slip, which nothing else would tell.
func (p *process) checkPlatform(s *settings) []finding {
	switch {
	case s.Platform == "slack":
		return []finding{p.fault("cli.serve_platform", "platform", s.Platform)}
	case s.Platform == "mattermost":
		return p.checkMattermost(s)
	case s.Mattermost.URL+s.Mattermost.Team+s.Mattermost.Token != "":
		return append([]finding{p.fault("cli.doctor_platform")}, p.checkMattermost(s)...)
	}
	return nil
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
		PublicURL: s.PublicURL, Kept: kept, Mark: mattermost.Mark(kept.Secret), MarkName: mattermost.MarkName, Now: time.Now,
	}) {
		found = append(found, finding{ok: !f.Fault, skipped: f.Skipped, text: p.catalogue.Text(p.lang(), "cli.check."+f.Key, f.Args...)})
	}
	return found
}
