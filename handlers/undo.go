package handlers

import (
	"context"
	"slices"
	"strconv"

	"utblick/bot"
	"utblick/store"
)

// undoable puts a button under a reply that tells of a change, which takes
// back that change and no other: it may be pressed after several more.
func (d *Desk) undoable(next bot.HandlerFunc) bot.HandlerFunc {
	return func(ctx context.Context, r *bot.Request) (bot.Reply, error) {
		reply, err := next(ctx, r)
		if err != nil || len(reply.Blocks) == 0 {
			return reply, err
		}
		line := r.Line("desk", "undo")
		last, ok, err := d.lastChange(ctx, r)
		blocks := withoutButton(reply.Blocks, line)
		if ok && last.Event == r.ID && r.ID != "" {
			blocks = beside(blocks, button(r, "button.undo", line+" "+strconv.FormatUint(last.Mark, 10)))
		}
		reply.Blocks = blocks
		return reply, err
	}
}

func (d *Desk) lastChange(ctx context.Context, r *bot.Request) (last store.Change, ok bool, err error) {
	err = d.view(ctx, func(tx *store.Tx) (err error) {
		last, ok, err = tx.LastChange(r.From.ID)
		return err
	})
	return last, ok, err
}

// withoutButton takes a command's button away: it doesn't say which change.
func withoutButton(blocks []bot.Block, command string) []bot.Block {
	var kept []bot.Block
	for _, b := range blocks {
		row, isRow := b.(bot.Buttons)
		row = slices.DeleteFunc(slices.Clone(row), func(one bot.Button) bool { return one.Command == command })
		switch {
		case !isRow:
			kept = append(kept, b)
		case len(row) > 0:
			kept = append(kept, row)
		}
	}
	return kept
}

// beside puts a button last in the row that ends the blocks, or in one of its own.
func beside(blocks []bot.Block, b bot.Button) []bot.Block {
	if n := len(blocks); n > 0 {
		if row, ok := blocks[n-1].(bot.Buttons); ok {
			return append(blocks[:n-1:n-1], append(row[:len(row):len(row)], b))
		}
	}
	return append(blocks, bot.Buttons{b})
}

// undo takes back the asker's last change. With a mark or a record's code it
// does only if that is the change they mean.
func (d *Desk) undo(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	var did []store.Deed
	var last store.Change
	meant := true
	err := d.update(ctx, r, func(tx *store.Tx) (err error) {
		var ok bool
		if last, ok, err = tx.LastChange(r.From.ID); err != nil {
			return err
		}
		if meant = !ok || isMeant(last, r.Rest); !meant {
			return errAsk
		}
		did, err = tx.Undo()
		return err
	})
	if !meant {
		return bot.Reply{}, bot.Misread("undo.not_last", "last", d.changed(ctx, r, last), "line", bot.Code(r.Line("desk", "undo")))
	}
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
		list.Items = append(list.Items, d.deedTitle(deed)+": "+r.T("undo."+deed.Did))
		reply = reply.About(deed.Ref.String())
	}
	reply.Add(list)
	return reply, nil
}

// isMeant tells whether the words after "ångra" mean that change: its mark, a
// code that it touched, or nothing that says which.
func isMeant(last store.Change, words string) bool {
	word, _ := first(words)
	if mark, err := strconv.ParseUint(word, 10, 64); err == nil {
		return mark == last.Mark
	}
	code, ok := store.ParseRef(word)
	for _, deed := range last.Did {
		ok = ok && deed.Ref != code
	}
	return !ok
}

// changed tells what a change was, by the first thing it touched.
func (d *Desk) changed(ctx context.Context, r *bot.Request, c store.Change) bot.Markup {
	deed := c.Did[0]
	if deed.Ref.IsZero() {
		return r.T("undo.last_settings", "when", d.moment(r, c.At))
	}
	return d.deedTitle(deed) + ": " + r.T("history."+deed.Did, "when", d.moment(r, c.At), "who", d.at(ctx, r.From.ID))
}

func (d *Desk) deedTitle(deed store.Deed) bot.Markup {
	title := deed.Title
	if point, ok := d.Guideline.Point(deed.Ref.String()); ok {
		title = short(point.Text)
	}
	return bot.Bold(deed.Ref.String()) + " " + bot.Escape(title)
}
