package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"utblick/bot/i18n"
	"utblick/handlers"
	"utblick/handlers/answer"
	"utblick/store/support"
)

type supportCommand struct {
	JSON  bool     `help:"Print the matches as JSON."`
	Lang  string   `help:"Language of the reasons: sv or en." enum:"sv,en," default:"" placeholder:"sv|en"`
	Batch string   `help:"File with an idea a line: {\"id\",\"idea\",\"lang\"}." placeholder:"FILE"`
	Idea  []string `arg:"" optional:"" help:"What you want support for."`
}

// matches is the JSON face of a search for support.
type matches struct {
	Idea       string      `json:"idea"`
	Lang       string      `json:"lang"`
	Matches    []match     `json:"matches"`
	AskInstead *answer.Ask `json:"ask_instead"`
	MS         int64       `json:"ms"`
}

type match struct {
	ID           string   `json:"id"`
	Name         string   `json:"name"`
	Why          []string `json:"why"`
	Points       []string `json:"points"`
	NextDeadline *string  `json:"next_deadline"`
	URL          string   `json:"url"`
}

// Run finds programmes; nothing is recorded.
func (c *supportCommand) Run(p *process) error {
	idea := strings.TrimSpace(strings.Join(c.Idea, " "))
	if (idea == "") == (c.Batch == "") {
		return usageError{explained(nil, "cli.support_what")}
	}
	s, err := readSettings("", p.env)
	if err != nil {
		return err
	}
	p.chosen = first(c.Lang, s.Language)
	doc, err := readGuideline(s)
	if err != nil {
		return err
	}
	catalogue, err := support.BuiltIn()
	if err != nil {
		return err
	}
	role := p.answerer(doc).Role
	find := func(idea, lang string) matches { return p.matches(catalogue, role, idea, lang) }
	if c.Batch != "" {
		return p.batch(c.Batch, "idea", func(it item) any {
			return struct {
				ID json.RawMessage `json:"id"`
				matches
			}{it.ID, find(it.Idea, first(c.Lang, it.Lang, s.Language))}
		})
	}
	m := find(idea, first(c.Lang, s.Language))
	if c.JSON {
		return printJSON(p.io.out, m)
	}
	_, err = fmt.Fprintln(p.io.out, m.plain(p))
	return err
}

func first(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

func (p *process) matches(c *support.Catalogue, role func(lang string) string, idea, lang string) matches {
	if lang != "en" {
		lang = i18n.Default
	}
	started := time.Now()
	m := matches{Idea: idea, Lang: lang, Matches: []match{}}
	for _, found := range c.Find(idea, lang) {
		pr := found.Programme
		m.Matches = append(m.Matches, match{
			ID: pr.ID, Name: pr.Name(lang), Why: handlers.Reasons(c, found.Why, lang),
			Points: append([]string{}, pr.GuidelinePoints...), URL: pr.URL,
		})
	}
	if len(m.Matches) == 0 {
		m.AskInstead = &answer.Ask{Role: role(lang), Why: p.catalogue.Text(lang, "cli.support_nothing")}
	}
	m.MS = (time.Since(started) + time.Millisecond - 1).Milliseconds()
	return m
}

func (m matches) plain(p *process) string {
	if len(m.Matches) == 0 {
		return m.AskInstead.Why
	}
	var lines []string
	for _, one := range m.Matches {
		lines = append(lines, one.Name+" ("+one.ID+")", "  "+strings.Join(one.Why, ", "), "  "+one.URL)
	}
	return strings.Join(lines, "\n")
}
