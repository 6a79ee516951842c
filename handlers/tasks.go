package handlers

import (
	"context"
	"errors"
	"strings"

	"utblick/bot"
	"utblick/handlers/capture"
	"utblick/handlers/when"
	"utblick/store"
)

func (d *Desk) taskCommand() bot.Command {
	return bot.Command{Name: "task", Bare: "list", Loose: "guess", Verbs: []bot.Verb{
		{Name: "new", Run: d.taskNew, Submit: d.taskNewForm},
		{Name: "list", Run: d.taskList, Shares: true, Pages: true},
		{Name: "show", Run: d.taskShow, Shares: true, Codes: bot.OnlyCodes},
		{Name: "done", Run: d.taskDone, Codes: bot.OnlyCodes},
		{Name: "reopen", Run: d.taskReopen, Codes: bot.OnlyCodes},
		{Name: "move", Run: d.taskMove, Submit: d.taskMoveForm, Codes: bot.CodeFirst},
		{Name: "assign", Run: d.taskAssign, Submit: d.taskAssignForm, Codes: bot.CodeFirst},
		{Name: "edit", Run: d.taskEdit, Submit: d.taskEditForm, Codes: bot.CodeFirst},
		{Name: "note", Run: d.taskNote, Submit: d.taskNoteForm, Codes: bot.CodeFirst},
		{Name: "search", Run: d.taskSearch, Pages: true},
		{Name: "remind", Run: d.taskRemind, Codes: bot.CodeFirst},
		{Name: "delete", Run: d.taskDelete, Codes: bot.OnlyCodes, Grave: true},
		{Name: "guess", Run: d.taskGuess},
	}}
}

// due is how days on a task's line are read: from today, and never past.
func (d *Desk) due(r *bot.Request) when.Ref {
	return when.Ref{Today: d.today(r), Kind: when.Due, Calendar: d.Calendar}
}

func (d *Desk) taskNew(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	if strings.TrimSpace(r.Rest) == "" {
		return bot.Open(d.taskForm(ctx, r, store.Task{Owner: r.From.ID}, "")), nil
	}
	people, err := d.people(ctx)
	if err != nil {
		return bot.Reply{}, err
	}
	typed, anyway := cutAnyway(r, oneLine(r.Rest))
	line, repeat, err := d.cutRepeat(r, typed, "new", "")
	if err != nil {
		return bot.Reply{}, err
	}
	read := capture.ParseTask(line, people, d.hasPoint, d.due(r))
	if err := d.taskProblem(r, people, read, "new"); err != nil {
		return bot.Reply{}, err
	}
	if read.Bare || strings.TrimSpace(read.Title) == "" {
		return bot.Reply{}, bot.Misread("task.untitled", "line", bot.Code(r.Line("task", "new", r.Label("example.task"))))
	}
	t := taskOf(read, r.From.ID)
	if err := d.setRepeat(r, &t, repeat); err != nil {
		return bot.Reply{}, err
	}
	if !anyway {
		if reply, ok, err := d.savedJustNow(ctx, r, t, typed); ok || err != nil {
			return reply, err
		}
	}
	return d.saveTask(ctx, r, t, anyway)
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// taskOf makes the record; without an owner it is the one who wrote it.
func taskOf(t capture.Task, writer string) store.Task {
	task := store.Task{Title: t.Title, Owner: t.Owner.ID, Due: t.Due, Clock: t.Clock.String(), Points: t.Points}
	if task.Owner == "" {
		task.Owner = writer
	}
	for _, p := range t.With {
		task.With = append(task.With, p.ID)
	}
	return task
}

// taskProblem words what must be asked before a task is saved; verb and before
// begin the line that would have been right.
func (d *Desk) taskProblem(r *bot.Request, people capture.People, t capture.Task, verb string, before ...string) error {
	for _, p := range t.Unknown {
		switch p.What {
		case capture.UnknownPerson, capture.AmbiguousPerson:
			return d.unknownPerson(people, p.Text)
		case capture.UnknownPoint:
			return d.unknownPoint(p.Text)
		}
	}
	if t.DueErr != nil {
		title := t.Title
		if t.Bare {
			title = "" // it is the day itself
		}
		return d.dayProblem(r, t.DueErr, func(day string) string {
			return r.Line("task", verb, append(before, title, r.Word("by"), day, d.taskTail(t))...)
		})
	}
	return nil
}

// taskTail is the owner, the others and the points of a task's line.
func (d *Desk) taskTail(t capture.Task) string {
	var parts []string
	for _, p := range append([]capture.Person{t.Owner}, t.With...) {
		if p.User != "" {
			parts = append(parts, "@"+p.User)
		}
	}
	return strings.Join(append(parts, t.Points...), " ")
}

// dayProblem words a day that can't be one, or is past, with a button for
// each day that may have been meant; line makes the button's command.
func (d *Desk) dayProblem(r *bot.Request, err error, line func(day string) string) error {
	var bad *when.Error
	if !errors.As(err, &bad) {
		return err
	}
	var fail *bot.Error
	switch bad.Reason {
	case when.Past:
		fail = bot.Misread("day.past", "text", bad.Text, "day", d.day(r, bad.Day))
	case when.Impossible:
		fail = bot.Misread("day.impossible", "text", bad.Text)
	case when.Ambiguous:
		fail = bot.Misread("day.ambiguous", "text", bad.Text)
	case when.Absurd:
		fail = bot.Misread("day.absurd", "text", bad.Text)
	default:
		fail = bot.Misread("day.unknown", "text", bad.Text)
	}
	for _, day := range bad.Suggest {
		fail.With(d.day(r, day), line(day.String()))
	}
	if example := r.Label("example.day"); len(bad.Suggest) == 0 {
		fail.With(example, line(example)) // nothing to guess from: a line to type anew
	}
	return fail
}

func (d *Desk) saveTask(ctx context.Context, r *bot.Request, t store.Task, anyway bool) (bot.Reply, error) {
	var already store.Ref
	made := t
	err := d.update(ctx, r, func(tx *store.Tx) error {
		t = made
		if r.Place.Private {
			t.Channel = r.Place.Channel
		}
		if !anyway {
			var err error
			if already, err = d.pressedTwice(r, tx, store.KindTask, t.Title); err != nil || !already.IsZero() {
				return err
			}
		}
		return tx.AddTask(&t)
	})
	if err == nil && !already.IsZero() {
		return bot.Say(text(r, "saved_before", "code", already.String(), "title", t.Title)).About(already.String()), nil
	}
	if err != nil {
		return bot.Reply{}, err
	}
	code := t.Ref().String()
	reply := bot.Say(text(r, "task.saved", "code", code, "title", t.Title), d.taskCard(ctx, r, t))
	if t.Channel != "" {
		reply.Add(bot.Context{Markup: closedOr(r, "task.private")})
	}
	unheard, err := d.unheard(ctx, r, t)
	if err != nil {
		return bot.Reply{}, err
	}
	reply.Add(unheard...)
	if t.Due.IsZero() {
		reply.Add(bot.Context{Markup: r.T("task.undated", "line", bot.Code(r.Line("task", "move", code, r.Label("example.day"))))})
	}
	coming, err := d.comingText(ctx, r, t)
	if err != nil {
		return bot.Reply{}, err
	}
	reply.Add(coming...)
	reply.Add(bot.Buttons{button(r, "button.edit", r.Line("task", "edit", code))})
	return reply.About(code), nil
}

// pressedTwice is the record that the same button has just made, or zero.
func (d *Desk) pressedTwice(r *bot.Request, tx *store.Tx, kind store.Kind, title string) (store.Ref, error) {
	if r.Kind != bot.Pressed {
		return store.Ref{}, nil
	}
	made, _, err := tx.JustMade(r.From.ID, kind, title)
	return made, err
}

// taskGuess answers words without a verb: a code is shown, the rest searched
// for, and what looks like a new task is offered as one.
func (d *Desk) taskGuess(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	rest := strings.TrimSpace(r.Rest)
	if _, ok := store.ParseRef(rest); ok {
		r.Verb = "show"
		return d.taskShow(ctx, r)
	}
	if _, err := d.taskFilter(ctx, r, rest); err == nil { // "/uppgift mina", "/uppgift N3"
		r.Verb = "list"
		return d.taskList(ctx, r)
	}
	if m, ok := d.aboutCode(r, joinCodes(strings.Fields(rest))); ok {
		line := m.line(r)
		return bot.Reply{}, bot.Misread("ask.command", "line", bot.Code(line)).With(line, line)
	}
	if err := verbNear(r, rest); err != nil {
		return bot.Reply{}, err
	}
	r.Verb = "search"
	refs, err := d.found(ctx, r, rest, store.KindTask)
	if err != nil {
		return bot.Reply{}, err
	}
	if len(refs) > 0 && len(strings.Fields(rest)) < 4 {
		return d.hits(ctx, r, rest, refs)
	}
	line := r.Line("task", "new", oneLine(rest))
	return bot.Reply{}, bot.Misread("task.new_meant", "line", bot.Code(line),
		"help", bot.Code(r.Slash("task")+" "+r.Word("help"))).With(r.Label("button.save"), line)
}

func (d *Desk) taskSearch(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	query := strings.TrimSpace(r.Rest)
	if query == "" {
		return d.taskList(ctx, r)
	}
	refs, err := d.found(ctx, r, query, store.KindTask)
	if err != nil {
		return bot.Reply{}, err
	}
	return d.hits(ctx, r, query, refs)
}

func (d *Desk) taskNote(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	return d.note(ctx, r, store.KindTask)
}

func (d *Desk) taskNoteForm(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	return d.noteForm(ctx, r, store.KindTask)
}

func (d *Desk) taskDelete(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	word, _ := first(r.Rest)
	code, err := ref(r, store.KindTask, word)
	if err != nil {
		return bot.Reply{}, err
	}
	gone, err := erase(ctx, d, r, code, (*store.Tx).Task, (*store.Tx).EraseTask, func(t store.Task) string { return t.Made.By })
	if err != nil {
		return bot.Reply{}, err
	}
	reply := erased(r, "task.erased", code, gone.Title)
	if gone.Repeat != "" && gone.Next == 0 && !gone.Done {
		reply.Add(bot.Context{Markup: r.T("repeat.over")})
	}
	return reply, nil
}
