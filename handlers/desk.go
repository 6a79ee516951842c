package handlers

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"utblick/bot"
	"utblick/store"
)

func (d *Desk) deskCommand() bot.Command {
	return bot.Command{Name: "desk", Hub: true, Verbs: []bot.Verb{
		{Name: "undo", Run: d.undo, Grave: true},
		{Name: "cancel", Run: d.cancel},
		{Name: "whoami", Run: d.whoami},
		{Name: "settings", Run: d.settings},
		{Name: "language", Run: d.language},
		{Name: "absence", Run: d.absence},
		{Name: "back", Run: d.back},
		{Name: "free", Run: d.free},
		{Name: "reminders", Run: d.reminders},
		{Name: "weekly", Run: d.weekly},
		{Name: "export", Run: d.export},
		{Name: "search", Run: d.searchAll, Pages: true},
	}}
}

func (d *Desk) cancel(_ context.Context, r *bot.Request) (bot.Reply, error) {
	return bot.Say(text(r, "cancelled")), nil
}

// back offers to take the absence away: who says "tillbaka" hardly means one
// that is planned for later.
func (d *Desk) back(_ context.Context, r *bot.Request) (bot.Reply, error) {
	line := r.Line("desk", "absence", r.Word("off"))
	return bot.Reply{}, bot.Misread("ask.command", "line", bot.Code(line)).With(line, line)
}

func (d *Desk) whoami(_ context.Context, r *bot.Request) (bot.Reply, error) {
	role := "whoami.member"
	if r.From.Admin {
		role = "whoami.admin"
	}
	where := r.Label("whoami.direct")
	if !r.Place.Direct {
		where = r.Place.Name
	}
	return bot.Say(text(r, "whoami.you", "name", r.From.Display(), "user", r.From.User),
		bot.Fields{
			field(r, "rights", r.T(role)), field(r, "language", bot.Escape(r.Label("language."+r.Lang()))),
			field(r, "place", bot.Escape(where)),
		}), nil
}

// searchAll looks through contacts, meetings and tasks at once.
func (d *Desk) searchAll(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	query := strings.TrimSpace(r.Rest)
	if query == "" {
		return bot.Reply{}, bot.Misread("find.what", "line", bot.Code(r.Line("desk", "search", "oulu")))
	}
	refs, err := d.found(ctx, r, query)
	if err != nil {
		return bot.Reply{}, err
	}
	if len(refs) == 0 {
		return bot.Say(text(r, "find.nothing", "query", query)), nil
	}
	return d.hits(ctx, r, query, refs)
}

// export gives people all that the desk keeps about and by them.
func (d *Desk) export(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	v := d.viewer(ctx, r)
	var data store.PersonData
	err := d.view(ctx, func(tx *store.Tx) (err error) {
		data, err = tx.DataOf(r.From.ID, v)
		return err
	})
	if err != nil {
		return bot.Reply{}, err
	}
	for i := range data.Tasks { // one's task, but not the channel that it came from
		if t := &data.Tasks[i]; t.Channel != "" && !v.Sees(t.Channel) {
			t.Channel, t.Meeting = "", 0
		}
	}
	raw, err := json.MarshalIndent(data, "", "  ")
	if err != nil {
		return bot.Reply{}, fmt.Errorf("encode export: %w", err)
	}
	return bot.Say(text(r, "export.here", "contacts", len(data.Contacts), "meetings", len(data.Meetings),
		"tasks", len(data.Tasks), "questions", len(data.Questions)), bot.File{Name: "utblick-" + r.From.User + ".json", Text: string(raw)}), nil
}
