package handlers

import (
	"context"
	"errors"
	"strings"
	"unicode/utf8"

	"utblick/bot"
	"utblick/handlers/when"
	"utblick/store"
)

func (d *Desk) taskForm(ctx context.Context, r *bot.Request, t store.Task, state string) bot.Form {
	verb, title, line := "new", r.Label("task.form.new"), r.Line("task", "new", r.Label("example.task"))
	if state != "" {
		verb, title = "edit", r.Label("task.form.edit", "code", t.Ref().String())
		line = r.Line("task", "edit", t.Ref().String(), r.Label("example.task_change"))
	}
	return bot.Form{
		ID: bot.FormID{Command: "task", Verb: verb, State: state}, Title: title, Submit: r.Label("form.save"), Line: line,
		Fields: []bot.FormField{
			formField(r, "title", bot.FieldText, t.Title, true),
			formField(r, "owner", bot.FieldPerson, d.user(ctx, t.Owner), false),
			formField(r, "due", bot.FieldDay, t.Due.String(), false),
			formField(r, "points", bot.FieldList, strings.Join(t.Points, ", "), false),
		},
	}
}

func (d *Desk) taskNewForm(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	t := store.Task{Owner: r.From.ID}
	bad, err := d.taskValues(ctx, r, &t)
	if err != nil {
		return bot.Reply{}, err
	}
	if len(bad) > 0 {
		return bot.Open(bad.refill(d.taskForm(ctx, r, t, ""), r.Values)), nil
	}
	if t.Owner == "" {
		t.Owner = r.From.ID
	}
	return d.saveTask(ctx, r, t, false)
}

// taskValues reads a sent form into t, every value checked again.
func (d *Desk) taskValues(ctx context.Context, r *bot.Request, t *store.Task) (wrong, error) {
	bad := wrong{}
	t.Title = oneLine(r.Values["title"])
	switch {
	case t.Title == "":
		bad["title"] = r.Label("form.required")
	case utf8.RuneCountInString(t.Title) > store.MaxField:
		bad["title"] = r.Label("form.long", "max", store.MaxField)
	}
	if value := strings.TrimSpace(r.Values["due"]); value != t.Due.String() {
		d.setDue(r, t, value, bad)
	}
	t.Points = d.points(r, r.Values["points"], bad)
	return bad, d.setOwner(ctx, r, &t.Owner, strings.TrimSpace(r.Values["owner"]), bad)
}

func (d *Desk) setDue(r *bot.Request, t *store.Task, value string, bad wrong) {
	if value == "" {
		t.Due, t.Clock = 0, ""
		return
	}
	day, err := when.Parse(value, d.due(r))
	if err != nil {
		bad["due"] = d.dayFault(r, err)
		return
	}
	t.Due, t.Clock = day.Day, day.Clock.String()
}

// dayFault is what a form says beside a day that can't be one.
func (d *Desk) dayFault(r *bot.Request, err error) string {
	var coded bot.Coded
	if errors.As(d.dayProblem(r, err, func(string) string { return "" }), &coded) {
		return r.Label("form."+coded.Code(), coded.Args()...)
	}
	return r.Label("form.day.unknown")
}

func (d *Desk) taskEditForm(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	code, rev, err := readState(r.Form.State, store.KindTask)
	if err != nil {
		return bot.Reply{}, err
	}
	reply, err := d.changeTask(ctx, r, code, store.Changed, "task.changed", func(t *store.Task) (wrong, error) {
		if t.Rev != rev {
			return nil, store.Fail("record.changed", "code", code.String())
		}
		return d.taskValues(ctx, r, t)
	})
	return d.raced(ctx, r, code, reply, err, d.openTask)
}

// openChange opens a form of one field on the task as it is now.
func (d *Desk) openChange(ctx context.Context, r *bot.Request, code store.Ref, form func(context.Context, *bot.Request, store.Task) bot.Form) (bot.Reply, error) {
	v := d.viewer(ctx, r)
	var t store.Task
	err := d.view(ctx, func(tx *store.Tx) (err error) {
		t, err = tx.Task(code, v)
		return err
	})
	if err != nil {
		return bot.Reply{}, err
	}
	return openEdit(form(ctx, r, t), code), nil
}

// oneField is a form for one of a task's fields.
func oneField(r *bot.Request, t store.Task, verb, title, example string, field bot.FormField) bot.Form {
	code := t.Ref().String()
	return bot.Form{
		ID:    bot.FormID{Command: "task", Verb: verb, State: code},
		Title: title, Submit: r.Label("form.save"),
		Line: r.Line("task", verb, code, example), Fields: []bot.FormField{field},
	}
}

func (d *Desk) moveForm(_ context.Context, r *bot.Request, t store.Task) bot.Form {
	return oneField(r, t, "move", r.Label("task.form.move", "code", t.Ref().String()), r.Label("example.day"), formField(r, "due", bot.FieldDay, t.Due.String(), true))
}

func (d *Desk) assignForm(ctx context.Context, r *bot.Request, t store.Task) bot.Form {
	return oneField(r, t, "assign", r.Label("task.form.assign", "code", t.Ref().String()), "@"+r.From.User, formField(r, "owner", bot.FieldPerson, d.user(ctx, t.Owner), true))
}

// taskMoveForm and taskAssignForm take what was filled in as the line's rest,
// and give the form back with what was wrong.
func (d *Desk) taskMoveForm(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	return d.sentChange(ctx, r, "due", d.taskMove, d.moveForm)
}

func (d *Desk) taskAssignForm(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	return d.sentChange(ctx, r, "owner", d.taskAssign, d.assignForm)
}

func (d *Desk) sentChange(ctx context.Context, r *bot.Request, name string, do bot.HandlerFunc,
	form func(context.Context, *bot.Request, store.Task) bot.Form,
) (bot.Reply, error) {
	word, _, _ := strings.Cut(r.Form.State, "/")
	code, err := ref(r, store.KindTask, word)
	if err != nil {
		return bot.Reply{}, err
	}
	value := oneLine(r.Values[name])
	bad := wrong{}
	switch {
	case value == "":
		bad[name] = r.Label("form.required")
	case name == "due":
		if _, err := when.Parse(value, d.due(r)); err != nil {
			bad[name] = d.dayFault(r, err)
		}
	default:
		who := ""
		if err := d.setOwner(ctx, r, &who, value, bad); err != nil {
			return bot.Reply{}, err
		}
	}
	if len(bad) > 0 {
		reply, err := d.openChange(ctx, r, code, form)
		if err == nil {
			*reply.Form = bad.refill(*reply.Form, r.Values)
		}
		return reply, err
	}
	r.Rest = code.String() + " " + value
	return do(ctx, r)
}
