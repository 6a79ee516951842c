package handlers

import (
	"context"
	"strings"

	"utblick/bot"
	"utblick/store"
)

// Help answers "hjälp", "?", "hej" and an empty line: on an empty desk with
// three lines to try, within a command with its own lines, otherwise with all
// commands.
func (d *Desk) Help(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	if r.Command != "" && (r.Command != "desk" || r.Verb != "") {
		return d.commandHelp(r), nil
	}
	empty := false
	err := d.view(ctx, func(tx *store.Tx) (err error) {
		empty, err = tx.Empty()
		return err
	})
	if err != nil {
		return bot.Reply{}, err
	}
	if empty && r.Command == "" {
		return d.Greeting(r), nil
	}
	reply := bot.Say(text(r, "help.heading"))
	var list bot.List
	for _, c := range d.Commands() {
		list.Items = append(list.Items, bot.Code(r.Slash(c.Name))+" – "+r.T("help."+c.Name))
	}
	reply.Add(list, text(r, "help.examples"), d.examples(r), bot.Context{Markup: r.T("help.each",
		"line", bot.Code(r.Slash("task")+" "+r.Word("help")))})
	if r.Command == "desk" {
		reply.Add(text(r, "help.desk_more"), d.verbs(r, "desk"))
	}
	return reply, nil
}

// Greeting is the first minute: what this is, and three lines to try.
func (d *Desk) Greeting(r *bot.Request) bot.Reply {
	return bot.Say(text(r, "greeting.hello"), d.examples(r), bot.Context{Markup: r.T("greeting.more",
		"line", bot.Code(r.Slash("desk")))})
}

func (d *Desk) examples(r *bot.Request) bot.List {
	return bot.List{Items: []bot.Markup{
		bot.Code(r.Line("contact", "new", r.Label("example.contact"))),
		bot.Code(r.Line("task", "new", r.Label("example.task"))),
		bot.Code(r.Label("example.question")),
	}}
}

func (d *Desk) commandHelp(r *bot.Request) bot.Reply {
	reply := bot.Say(text(r, "help.of", "slash", r.Slash(r.Command)), text(r, "help."+r.Command))
	reply.Add(d.verbs(r, r.Command))
	return reply
}

// verbs lists a command's lines; only the one asked for when a verb was typed.
func (d *Desk) verbs(r *bot.Request, command string) bot.List {
	var list bot.List
	for _, c := range d.Commands() {
		if c.Name != command {
			continue
		}
		for _, v := range c.Verbs {
			key := "help." + command + "_" + v.Name
			if !r.Has(key) || r.Verb != "" && r.Verb != v.Name && r.Verb != c.Loose {
				continue
			}
			usage := ""
			if r.Has("usage." + command + "_" + v.Name) {
				usage = r.Label("usage." + command + "_" + v.Name)
			}
			line := strings.TrimSpace(r.Line(command, v.Name, usage))
			list.Items = append(list.Items, bot.Code(line)+" – "+r.T(key))
		}
	}
	return list
}
