package handlers

import (
	"context"
	"strings"

	"utblick/bot"
	"utblick/store/support"
)

func (d *Desk) supportCommand() bot.Command {
	return bot.Command{Name: "support", Bare: "list", Loose: "search", Verbs: []bot.Verb{
		{Name: "search", Run: d.supportSearch},
		{Name: "show", Run: d.supportShow, Shares: true},
		{Name: "list", Run: d.supportList, Pages: true},
	}}
}

// supportSearch finds programmes for an idea by simple search.
func (d *Desk) supportSearch(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	idea := oneLine(r.Rest)
	if idea == "" {
		return d.supportList(ctx, r)
	}
	if p, ok := d.Support.Get(idea); ok {
		return d.programme(r, p), nil
	}
	matches := d.Support.Find(idea, r.Lang())
	if len(matches) == 0 {
		return bot.Say(text(r, "support.nothing", "idea", idea, "role", d.Answer.Role(r.Lang()))), nil
	}
	reply := bot.Say(text(r, "support.matches", "count", len(matches)))
	var list bot.List
	for _, m := range matches {
		line := bot.Bold(m.Programme.Name(r.Lang())) + " " + bot.Escape("("+m.Programme.ID+")") +
			"\n" + bot.Escape(m.Programme.Summary(r.Lang()))
		if why := d.why(r, m.Why); why != "" {
			line += "\n" + r.T("support.why", "why", why)
		}
		if !m.Programme.Status.Open() {
			line += "\n" + r.T("support.has_status", "status", r.Label("support.status."+string(m.Programme.Status)))
		}
		list.Items = append(list.Items, line)
	}
	first := matches[0].Programme
	reply.Add(list, bot.Context{Markup: r.T("support.check")}, bot.Buttons{{
		Label: first.Name(r.Lang()), Command: r.Line("support", "show", first.ID),
	}})
	return reply, nil
}

// maxWhy is how many reasons a match is shown with.
const maxWhy = 3

func (d *Desk) why(r *bot.Request, reasons []support.Reason) string {
	return strings.Join(Reasons(d.Support, reasons, r.Lang()), ", ")
}

// Reasons words why a programme fits, the weightiest first.
func Reasons(c *support.Catalogue, reasons []support.Reason, lang string) []string {
	words := []string{}
	for _, why := range reasons[:min(len(reasons), maxWhy)] {
		word := why.Value
		switch why.Kind {
		case support.ReasonTheme:
			if theme, ok := c.Theme(why.Value); ok {
				word = strings.ToLower(theme.Label(lang))
			}
		case support.ReasonWho:
			word = strings.ToLower(support.LabelOf(c.Who, why.Value, lang))
		}
		words = append(words, word)
	}
	return words
}

func (d *Desk) supportShow(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	id := oneLine(r.Rest)
	if id == "" {
		r.Verb = "list"
		return d.supportList(ctx, r)
	}
	p, ok := d.Support.Get(id)
	if ok {
		return d.programme(r, p), nil
	}
	fail := bot.Misread("support.unknown", "id", id, "list", bot.Code(r.Line("support", "list")))
	if near, ok := d.Support.Nearest(id); ok {
		line := r.Line("support", "show", near.ID)
		fail.With(line, line)
	}
	return bot.Reply{}, fail
}

func (d *Desk) programme(r *bot.Request, p *support.Programme) bot.Reply {
	reply := bot.Say(bot.Heading{Text: p.Name(r.Lang())}, bot.Text{Markup: bot.Escape(p.Summary(r.Lang()))})
	if r.Lang() != "sv" && p.DetailsEN != "" {
		reply.Add(bot.Text{Markup: bot.Escape(p.DetailsEN)})
	}
	var who, themes []string
	for _, id := range p.WhoCanApply {
		who = append(who, strings.ToLower(support.LabelOf(d.Support.Who, id, r.Lang())))
	}
	for _, id := range p.Themes {
		if t, ok := d.Support.Theme(id); ok {
			themes = append(themes, strings.ToLower(t.Label(r.Lang())))
		}
	}
	reply.Add(fields(
		field(r, "status", bot.Escape(r.Label("support.status."+string(p.Status)))),
		field(r, "period", bot.Escape(p.Period)), field(r, "who", bot.Escape(strings.Join(who, ", "))),
		field(r, "themes", bot.Escape(strings.Join(themes, ", "))),
		field(r, "cofinancing", bot.Escape(p.CofinancingNote)), field(r, "partners", bot.Escape(p.PartnerCountriesNote)),
		field(r, "geography", bot.Escape(p.GeographyNote)), field(r, "size", bot.Escape(p.TypicalSizeNote)),
		field(r, "deadlines", bot.Escape(p.DeadlinesNote)), field(r, "managed", bot.Escape(p.ManagingBody)),
		field(r, "swedish_contact", bot.Escape(p.SwedishContact)),
		field(r, "points", bot.Escape(strings.Join(p.GuidelinePoints, ", "))),
		field(r, "site", bot.Link(p.URL, p.URL)),
	))
	checked := r.T("support.recalled")
	if p.Checked != nil {
		checked = r.T("support.verified", "day", *p.Checked)
	}
	reply.Add(bot.Context{Markup: checked})
	reply.Add(shareable(r, r.Line("support", "show", p.ID)))
	return reply
}

func (d *Desk) supportList(_ context.Context, r *bot.Request) (bot.Reply, error) {
	all := d.Support.List()
	skip := (r.Page - 1) * pageSize
	if skip >= len(all) && r.Page > 1 {
		return bot.Say(text(r, "list.end")), nil
	}
	reply := bot.Say(text(r, "support.list", "count", len(all)))
	var list bot.List
	for _, p := range all[skip:min(skip+pageSize, len(all))] {
		line := bot.Bold(p.ID) + " " + bot.Escape(p.Name(r.Lang()))
		if !p.Status.Open() {
			line += " " + bot.Escape("("+r.Label("support.status."+string(p.Status))+")")
		}
		list.Items = append(list.Items, line)
	}
	reply.Add(list)
	if skip+pageSize < len(all) {
		reply.More = d.nextPage(r)
	}
	return reply, nil
}
