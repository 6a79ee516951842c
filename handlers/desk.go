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
		{Name: "undo", Run: d.undo},
		{Name: "cancel", Run: d.cancel},
		{Name: "whoami", Run: d.whoami},
		{Name: "settings", Run: d.settings},
		{Name: "language", Run: d.language},
		{Name: "absence", Run: d.absence},
		{Name: "free", Run: d.free},
		{Name: "reminders", Run: d.reminders},
		{Name: "weekly", Run: d.weekly},
		{Name: "export", Run: d.export},
		{Name: "search", Run: d.searchAll, Pages: true},
	}}
}

// undo takes back the asker's last change.
func (d *Desk) undo(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	var did []store.Deed
	err := d.update(ctx, r, func(tx *store.Tx) (err error) {
		did, err = tx.Undo()
		return err
	})
	if err != nil {
		return bot.Reply{}, err
	}
	reply := bot.Say(text(r, "undo.did"))
	var list bot.List
	for _, deed := range did {
		if deed.Ref.IsZero() {
			list.Items = append(list.Items, r.T("undo.settings"))
			continue
		}
		title := deed.Title
		if point, ok := d.Guideline.Point(deed.Ref.String()); ok {
			title = short(point.Text)
		}
		list.Items = append(list.Items, bot.Bold(deed.Ref.String())+" "+bot.Escape(title)+": "+r.T("undo."+deed.Did))
		reply = reply.About(deed.Ref.String())
	}
	reply.Add(list)
	return reply, nil
}

func (d *Desk) cancel(_ context.Context, r *bot.Request) (bot.Reply, error) {
	return bot.Say(text(r, "cancelled")), nil
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
