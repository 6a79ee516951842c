package handlers

import (
	"context"
	"strings"

	"utblick/bot"
	"utblick/handlers/capture"
	"utblick/store"
)

// taskEdit changes what the line names (a day, a person, a point, or new
// words for the title), or opens the form filled in.
func (d *Desk) taskEdit(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	word, words := first(r.Rest)
	word, _, _ = strings.Cut(word, "/")
	code, err := ref(r, store.KindTask, word)
	if err != nil {
		return bot.Reply{}, err
	}
	if words == "" {
		return d.openTask(ctx, r, code)
	}
	people, err := d.people(ctx)
	if err != nil {
		return bot.Reply{}, err
	}
	words, stops := stopsRepeating(r, oneLine(words))
	words, repeat, err := d.cutRepeat(r, words, "edit", code.String())
	if err != nil {
		return bot.Reply{}, err
	}
	read := capture.ParseTask(words, people, d.hasPoint, d.due(r))
	if err := d.taskProblem(r, people, read, "edit", code.String()); err != nil {
		return bot.Reply{}, err
	}
	return d.changeTask(ctx, r, code, store.Changed, "task.changed", func(t *store.Task) (wrong, error) {
		setTask(t, read)
		if stops {
			t.Repeat = ""
		}
		return nil, d.setRepeat(r, t, repeat)
	})
}

// setTask takes over what a line says, and leaves the rest as it is.
func setTask(t *store.Task, read capture.Task) {
	if !read.Bare && read.Title != "" {
		t.Title = read.Title
	}
	if !read.Due.IsZero() {
		t.Due, t.Clock = read.Due, read.Clock.String()
	}
	if read.Owner.ID != "" {
		t.Owner = read.Owner.ID
	}
	for _, p := range read.With {
		t.With = withAll(t.With, []string{p.ID})
	}
	t.Points = withAll(t.Points, read.Points)
}

func (d *Desk) openTask(ctx context.Context, r *bot.Request, code store.Ref) (bot.Reply, error) {
	v := d.viewer(ctx, r)
	var t store.Task
	err := d.view(ctx, func(tx *store.Tx) (err error) {
		t, err = tx.Task(code, v)
		return err
	})
	if err != nil {
		return bot.Reply{}, err
	}
	return openEdit(d.taskForm(ctx, r, t, state(code, t.Rev)), code), nil
}
