package handlers

import (
	"context"
	"strings"

	"utblick/bot"
	"utblick/store"
)

// maxHistory is how many lines of history a record shows.
const maxHistory = 8

// history is what was done with a record, newest first.
func (d *Desk) history(ctx context.Context, r *bot.Request, past []store.Entry) []bot.Block {
	if len(past) == 0 {
		return nil
	}
	var list bot.List
	told := 0
	for told < len(past) && len(list.Items) < maxHistory {
		e := past[told]
		n := alike(past[told:])
		told += n
		at := e.At.In(d.Zone)
		line := r.T("history."+e.Did, "when", d.day(r, store.DayOf(at))+" "+at.Format("15:04"), "who", d.at(ctx, e.By))
		if changes := d.changes(ctx, r, e); changes != "" {
			line += ": " + changes
		}
		if n > 1 {
			line += " " + r.T("show.times", "count", n)
		}
		list.Items = append(list.Items, line)
	}
	blocks := []bot.Block{text(r, "show.history"), list}
	if rest := len(past) - told; rest > 0 {
		blocks = append(blocks, bot.Context{Markup: r.T("show.older", "count", rest)})
	}
	return blocks
}

// alike is how many entries, from the first on, tell the same of one person
// and nothing more of it: they are one line.
func alike(past []store.Entry) int {
	n := 1
	for n < len(past) && past[n].By == past[0].By && past[n].Did == past[0].Did && len(past[n].Fields) == 0 && len(past[0].Fields) == 0 {
		n++
	}
	return n
}

func (d *Desk) changes(ctx context.Context, r *bot.Request, e store.Entry) bot.Markup {
	var parts []string
	for _, f := range e.Fields {
		if f.Name == "done" || f.Name == "note" {
			continue
		}
		from, to := d.value(ctx, r, f.Name, f.From), d.value(ctx, r, f.Name, f.To)
		part := r.T("history.field", "field", r.Label("field."+f.Name), "from", from, "to", to)
		if len(e.Fields) == 1 && (e.Did == store.Assigned || e.Did == store.Moved) {
			part = from + " → " + to // the verb says which field
		}
		parts = append(parts, string(part))
	}
	return bot.Markup(strings.Join(parts, "; "))
}

// value shows a field as history keeps it: days and people as people read them.
func (d *Desk) value(ctx context.Context, r *bot.Request, name, raw string) bot.Markup {
	switch name {
	case "due", "date":
		if day, err := store.ParseDay(raw); err == nil {
			return bot.Escape(d.day(r, day))
		}
	case "repeat":
		if words := d.repeatText(r, raw); words != "" {
			return bot.Escape(words)
		}
	case "country":
		if raw != "" {
			return bot.Escape(d.country(r, raw))
		}
	case "owner", "with":
		if raw != "" {
			return d.ats(ctx, strings.Split(raw, ", "))
		}
	}
	if raw == "" {
		return r.T("history.nothing")
	}
	return bot.Escape(strings.ReplaceAll(raw, "\n", " / "))
}
