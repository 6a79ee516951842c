package main

import (
	"errors"
	"fmt"
	"maps"
	"strings"

	"utblick/bot/i18n"
	"utblick/bot/mattermost/setup"
)

type setupCommand struct {
	Mattermost setupMattermost `cmd:"" help:"Make or repair what the bot needs on a Mattermost server: its account, tokens and commands."`
}

type setupMattermost struct {
	Config string `help:"Configuration file; without it ./utblick.toml if there is one." placeholder:"FILE"`
	DryRun bool   `help:"Show what would be done, and do nothing."`
}

// Run does the setting up, and keeps what it made also when it is cut off.
func (c *setupMattermost) Run(p *process) error {
	s, err := readSettings(c.Config, p.env)
	if err != nil {
		return err
	}
	p.chosen = s.Language
	if err := s.need("mattermost.url", "mattermost.team", "mattermost.admin_token", "public_url"); err != nil {
		return err
	}
	if err := writable(s, c.DryRun); err != nil {
		return explained(err, "cli.data_readonly", "data", s.Data)
	}
	kept, err := readKeptFile(s) // a token in the settings is not setup's to keep
	if err != nil {
		return err
	}
	next, steps, err := setup.Run(p.ctx, setup.Needs{
		URL: s.Mattermost.URL, AdminToken: s.Mattermost.AdminToken, Team: s.Mattermost.Team, Channel: s.Channel,
		PublicURL: s.PublicURL, Kept: kept, DryRun: c.DryRun, Commands: slashCommands(p.catalogue, s.Language),
		Bot: setup.Bot{User: "utblick", Name: "Utblick", Description: p.catalogue.Text(s.Language, "cli.setup.about")},
	})
	renewed := !c.DryRun && !sameKept(kept, next)
	if renewed { // before anything else can go wrong
		if err := writeKept(s, next); err != nil {
			return err
		}
	}
	changes, wrong := p.tellSteps(steps, c.DryRun)
	var refusal *setup.Refusal
	switch {
	case errors.As(err, &refusal):
		return explained(err, "cli.setup."+refusal.Key, "team", s.Mattermost.Team, "channel", s.Channel, "url", s.Mattermost.URL)
	case err != nil || wrong != nil:
		return errors.Join(err, wrong)
	}
	return p.say(c.ending(p.isServing(s), renewed), "count", changes)
}

// say prints a line of the catalogue.
func (p *process) say(key string, args ...any) error {
	_, err := fmt.Fprintln(p.io.out, p.catalogue.Text(p.lang(), key, args...))
	return err
}

// tellSteps prints what was done, or in a dry run would be, and counts it.
func (p *process) tellSteps(steps []setup.Step, dry bool) (changes int, err error) {
	for _, step := range steps {
		mark := "   "
		if step.Changed {
			mark, changes = " + ", changes+1
		}
		text := p.catalogue.Text(p.lang(), "cli.setup."+step.Key, "name", step.Name, "dry", dry)
		if _, err := fmt.Fprintln(p.io.out, mark+text); err != nil {
			return changes, err
		}
	}
	return changes, nil
}

// ending is the last line: it tells what is left to do.
func (c *setupMattermost) ending(serving, renewed bool) string {
	switch {
	case c.DryRun:
		return "cli.setup.dry"
	case serving && renewed: // it goes on with the tokens that it began with
		return "cli.setup.restart"
	case serving:
		return "cli.setup.goes_on"
	}
	return "cli.setup.done"
}

func sameKept(a, b setup.Kept) bool {
	return a.Token == b.Token && a.Admin == b.Admin && string(a.Secret) == string(b.Secret) && maps.Equal(a.Commands, b.Commands)
}

// slashNames are the commands by their names in the catalogue.
var slashNames = []string{"contact", "meeting", "task", "plan", "ask", "support", "desk"}

// slashCommands are the forms to install: those of the workspace's language
// are offered while one types, with å, ä and ö where the server takes them and
// without always; the other languages' forms work besides.
func slashCommands(words *i18n.Catalogue, lang string) []setup.Command {
	var all []setup.Command
	seen := map[string]bool{}
	add := func(trigger, name string, listed, optional bool) {
		if !seen[trigger] {
			seen[trigger] = true
			all = append(all, setup.Command{
				Trigger: trigger, Name: "Utblick", Listed: listed, Optional: optional,
				Desc: words.Text(lang, "help."+name), Hint: words.Text(lang, "cli.setup.hint_"+name),
			})
		}
	}
	for _, l := range append([]string{lang}, i18n.Languages()...) {
		for _, name := range slashNames {
			word := words.Word(l, "command."+name)
			plain := plainLetters(word)
			if plain != word {
				add(word, name, false, true)
			}
			add(plain, name, l == lang, false)
		}
	}
	return all
}

// plainLetters is a word as it is typed without å, ä and ö.
func plainLetters(word string) string {
	return strings.NewReplacer("å", "a", "ä", "a", "ö", "o").Replace(word)
}

// installed are the forms to print, by command: with its own letters where the
// server took them.
func installed(words *i18n.Catalogue, lang string, kept setup.Kept) map[string]string {
	forms := map[string]string{}
	for _, name := range slashNames {
		word := words.Word(lang, "command."+name)
		if _, ok := kept.Commands[word]; !ok {
			word = plainLetters(word)
		}
		forms[name] = word
	}
	return forms
}
