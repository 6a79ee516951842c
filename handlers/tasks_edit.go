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
	if title := titled(r, words); title != "" {
		return d.changeTask(ctx, r, code, store.Changed, "task.changed", func(t *store.Task) (wrong, error) {
			t.Title = title
			return nil, nil
		})
	}
	people, err := d.people(ctx)
	if err != nil {
		return bot.Reply{}, err
	}
	words, stops := stopsRepeating(r, dated(r, oneLine(words)))
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

// titled is what follows "titel:", which is the title as it stands; nothing
// without the label.
func titled(r *bot.Request, words string) string {
	label, title, ok := strings.Cut(oneLine(words), ":")
	if !ok || !r.Is("label.title", strings.TrimSpace(label)) {
		return ""
	}
	return strings.TrimSpace(title)
}

// dated drops "dag:" before a day.
func dated(r *bot.Request, words string) string {
	label, day, ok := strings.Cut(words, ":")
	if !ok || !r.Is("label.date", strings.TrimSpace(label)) {
		return words
	}
	return strings.TrimSpace(day)
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
