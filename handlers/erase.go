package handlers

import (
	"context"

	"utblick/bot"
	"utblick/store"
)

// A reader gives a record that the viewer may see, or takes it away and gives
// what it was.
type reader[T any] func(*store.Tx, store.Ref, store.Viewer) (T, error)

// erase takes a record away for good, if whoever asks may.
func erase[T any](ctx context.Context, d *Desk, r *bot.Request, code store.Ref, read, away reader[T], maker func(T) string) (gone T, err error) {
	v := d.viewer(ctx, r)
	err = d.update(ctx, r, func(tx *store.Tx) (err error) {
		if gone, err = read(tx, code, v); err != nil {
			return err
		}
		if err := mayRemove(r, maker(gone)); err != nil {
			return err
		}
		gone, err = away(tx, code, v)
		return err
	})
	return gone, err
}

// mayRemove lets people remove what they recorded; administrators anything.
func mayRemove(r *bot.Request, madeBy string) error {
	if r.From.Admin || madeBy == r.From.ID {
		return nil
	}
	return bot.Fail("not_yours")
}

func erased(r *bot.Request, key string, code store.Ref, title string) bot.Reply {
	return bot.Say(text(r, key, "code", code.String(), "title", title, "minutes", int(store.UndoFor.Minutes()))).About(code.String())
}
