package handlers

import (
	"context"
	"strings"

	"utblick/bot"
	"utblick/store"
)

// note adds a dated line to a record of any kind.
func (d *Desk) note(ctx context.Context, r *bot.Request, kind store.Kind) (bot.Reply, error) {
	word, said := first(r.Rest)
	code, err := ref(r, kind, word)
	if err != nil {
		return bot.Reply{}, err
	}
	if said == "" {
		return d.openNote(ctx, r, code)
	}
	return d.addNote(ctx, r, code, said)
}

func (d *Desk) openNote(ctx context.Context, r *bot.Request, code store.Ref) (bot.Reply, error) {
	v := d.viewer(ctx, r)
	var title bot.Markup
	err := d.view(ctx, func(tx *store.Tx) (err error) {
		title, err = d.title(r, tx, code.String(), v)
		return err
	})
	if err != nil {
		return bot.Reply{}, err
	}
	return bot.Open(noteForm(r, code, title.String())), nil
}

// seenByAll says, in a private channel, that contacts and what is noted of them
// belong to the whole house.
func (d *Desk) seenByAll(r *bot.Request) []bot.Block {
	if !r.Place.Private {
		return nil
	}
	return []bot.Block{bot.Context{Markup: r.T("show.seen_by_all")}}
}

// closedOr tells who may read what is recorded in a private channel: its
// members, or where the bot isn't in it the author alone.
func closedOr(r *bot.Request, key string) bot.Markup {
	if r.Place.Closed {
		return r.T("show.closed")
	}
	return r.T(key)
}

func noteForm(r *bot.Request, code store.Ref, title string) bot.Form {
	command := commandOf(code.String())
	return bot.Form{
		ID:     bot.FormID{Command: command, Verb: "note", State: code.String()},
		Title:  r.Label("note.form", "code", code.String(), "title", title),
		Submit: r.Label("form.save"), Line: r.Line(command, "note", code.String(), "…"),
		Fields: []bot.FormField{formField(r, "note", bot.FieldLong, "", true)},
	}
}

func (d *Desk) noteForm(ctx context.Context, r *bot.Request, kind store.Kind) (bot.Reply, error) {
	code, err := ref(r, kind, r.Form.State)
	if err != nil {
		return bot.Reply{}, err
	}
	said := strings.TrimSpace(r.Values["note"])
	if said == "" {
		reply, err := d.openNote(ctx, r, code)
		if err == nil {
			form := wrong{"note": r.Label("form.required")}.refill(*reply.Form, r.Values)
			reply.Form = &form
		}
		return reply, err
	}
	return d.addNote(ctx, r, code, said)
}

func (d *Desk) addNote(ctx context.Context, r *bot.Request, code store.Ref, said string) (bot.Reply, error) {
	v := d.viewer(ctx, r)
	var title bot.Markup
	var codes []string
	err := d.update(ctx, r, func(tx *store.Tx) error {
		if err := tx.AddNote(code, said, v); err != nil {
			return err
		}
		var err error
		if title, err = d.title(r, tx, code.String(), v); err != nil {
			return err
		}
		codes, err = tx.Mentioned(said, v)
		return err
	})
	if err != nil {
		return bot.Reply{}, err
	}
	reply := bot.Say(text(r, "note.saved", "code", code.String(), "title", title, "day", d.day(r, d.today(r)), "text", said))
	if code.Kind == store.KindContact {
		reply.Add(d.seenByAll(r)...)
	}
	if len(codes) > 0 {
		reply.Add(bot.Context{Markup: r.T("note.linked", "codes", strings.Join(codes, ", "))})
	}
	reply.Add(bot.Buttons{button(r, "button.show", showLine(r, code.String()))})
	return reply.About(append([]string{code.String()}, codes...)...), nil
}
