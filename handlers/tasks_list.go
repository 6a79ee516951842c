package handlers

import (
	"context"
	"strings"

	"utblick/bot"
	"utblick/store"
)

func (d *Desk) taskShow(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	word, _ := first(r.Rest)
	code, err := ref(r, store.KindTask, word)
	if err != nil {
		return bot.Reply{}, err
	}
	v := d.viewer(ctx, r)
	var reply bot.Reply
	var t store.Task
	err = d.view(ctx, func(tx *store.Tx) error {
		if t, err = tx.Task(code, v); err != nil {
			return err
		}
		reply = bot.Say(bot.Heading{Text: code.String() + " " + t.Title}, d.taskCard(ctx, r, t))
		codes, err := tx.Links(code, v)
		if err != nil {
			return err
		}
		for _, p := range t.Points { // shown in full already
			codes = without(codes, p)
		}
		return d.story(ctx, r, tx, &reply.Message, code, codes, v)
	})
	if err != nil {
		return bot.Reply{}, d.unshared(ctx, r, code, err)
	}
	reminded, err := d.reminded(ctx, r, t)
	if err != nil {
		return bot.Reply{}, err
	}
	reply.Add(reminded...)
	reply.Add(append(d.taskButtons(r, t), shareable(r, r.Line("task", "show", code.String()))...))
	return reply.About(code.String()), nil
}

// story is what hangs together with a record, its notes and its history.
func (d *Desk) story(ctx context.Context, r *bot.Request, tx *store.Tx, m *bot.Message, code store.Ref, codes []string, v store.Viewer) error {
	blocks, err := d.links(r, tx, codes, v)
	if err != nil {
		return err
	}
	m.Add(blocks...)
	notes, err := tx.Notes(code)
	if err != nil {
		return err
	}
	m.Add(d.notes(ctx, r, notes)...)
	past, err := tx.History(code)
	if err != nil {
		return err
	}
	m.Add(d.history(ctx, r, past)...)
	return nil
}

func (d *Desk) taskButtons(r *bot.Request, t store.Task) bot.Buttons {
	code := t.Ref().String()
	if t.Done {
		return bot.Buttons{button(r, "button.reopen", r.Line("task", "reopen", code))}
	}
	return bot.Buttons{
		button(r, "button.done", r.Line("task", "done", code)),
		button(r, "button.edit", r.Line("task", "edit", code)),
	}
}

func (d *Desk) taskCard(ctx context.Context, r *bot.Request, t store.Task) bot.Fields {
	due := bot.Escape(d.dayAt(r, t.Due, t.Clock))
	if t.Late(d.today(r)) {
		due += " " + r.T("task.is_late")
	}
	if t.Due.IsZero() {
		due = r.T("task.no_day")
	}
	done := bot.Markup("")
	if t.Done {
		done = r.T("task.done_on", "day", d.day(r, store.DayOf(t.DoneAt.In(d.Zone))), "who", d.at(ctx, t.DoneBy))
	}
	return fields(
		field(r, "due", due), field(r, "owner", d.at(ctx, t.Owner)), field(r, "with", d.ats(ctx, t.With)),
		field(r, "points", bot.Escape(d.pointNames(t.Points))), field(r, "repeat", bot.Escape(d.repeatText(r, t.Repeat))),
		field(r, "done", done),
	)
}

// pointNames shows points with the beginning of what the guideline says.
func (d *Desk) pointNames(points []string) string {
	var names []string
	for _, code := range points {
		point, _ := d.Guideline.Point(code)
		names = append(names, strings.TrimSpace(code+" "+short(point.Text)))
	}
	return strings.Join(names, "; ")
}

// taskBrief is a task in a few words, for links.
func (d *Desk) taskBrief(r *bot.Request, t store.Task) bot.Markup {
	line := bot.Escape(t.Title)
	switch {
	case t.Done:
		line += ", " + r.T("task.brief_done")
	case !t.Due.IsZero():
		line += ", " + bot.Escape(d.dayAt(r, t.Due, t.Clock))
	}
	return line
}

// taskLine is a task in one line of a list.
func (d *Desk) taskLine(ctx context.Context, r *bot.Request, t store.Task) bot.Markup {
	line := bot.Bold(t.Ref().String()) + " " + d.taskBrief(r, t)
	if people := d.ats(ctx, t.People()); people != "" {
		line += ", " + people
	}
	if len(t.Points) > 0 {
		line += ", " + bot.Escape(strings.Join(t.Points, " "))
	}
	return line
}

// taskList is the open tasks by late, this week and later.
func (d *Desk) taskList(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	filter, err := d.taskFilter(ctx, r, r.Rest)
	if err != nil {
		return bot.Reply{}, err
	}
	v := d.viewer(ctx, r)
	var page []store.Task
	var more bool
	err = d.view(ctx, func(tx *store.Tx) error {
		page, more, err = tx.Tasks(filter, v, (r.Page-1)*pageSize, pageSize)
		return err
	})
	if err != nil {
		return bot.Reply{}, err
	}
	return d.taskPage(ctx, r, filter, page, more), nil
}

func (d *Desk) taskPage(ctx context.Context, r *bot.Request, f store.TaskFilter, page []store.Task, more bool) bot.Reply {
	if len(page) == 0 {
		return d.noTasks(r, f)
	}
	reply := bot.Say(bot.Heading{Text: d.taskHeading(ctx, r, f)})
	group, list := "", bot.List{}
	flush := func() {
		if len(list.Items) > 0 {
			reply.Add(text(r, "task.group."+group), list)
		}
		list = bot.List{}
	}
	for _, t := range page {
		if g := d.group(r, t); g != group {
			flush()
			group = g
		}
		list.Items = append(list.Items, d.taskLine(ctx, r, t))
		reply = reply.About(t.Ref().String())
	}
	flush()
	switch {
	case more:
		reply.More = d.nextPage(r)
	case r.Page == 1:
		reply.Add(shareable(r, r.Line("task", "list", strings.TrimSpace(r.Rest))))
	}
	return reply
}

// group is under which heading a task stands.
func (d *Desk) group(r *bot.Request, t store.Task) string {
	today := d.today(r)
	year, week := today.ISOWeek()
	y, w := t.Due.ISOWeek()
	switch {
	case t.Done:
		return "done"
	case t.Due.IsZero():
		return "undated"
	case t.Late(today):
		return "late"
	case y == year && w == week:
		return "week"
	}
	return "later"
}

func (d *Desk) taskHeading(ctx context.Context, r *bot.Request, f store.TaskFilter) string {
	of := ""
	if f.Owner != "" {
		of = d.name(ctx, f.Owner)
	}
	key := "task.list_all"
	switch {
	case f.Done:
		key = "task.list_done"
	case f.Late > 0:
		key = "task.list_late"
	case f.Owner == r.From.ID && f.Point == "":
		key = "task.list_mine"
	}
	label := r.Label(key)
	days := ""
	if f.From > 0 {
		days = d.days(r, f.From, f.To)
	}
	for _, part := range []string{of, f.Point, days} {
		if part != "" && (part != of || f.Owner != r.From.ID) {
			label += " · " + part
		}
	}
	return label
}

func (d *Desk) noTasks(r *bot.Request, f store.TaskFilter) bot.Reply {
	key := "task.none"
	switch {
	case r.Page > 1:
		key = "list.end"
	case f.Done:
		key = "task.none_done"
	case f.Late > 0:
		key = "task.none_late"
	case f.From > 0:
		key = "task.none_due"
	case f.Owner == r.From.ID:
		key = "task.none_mine"
	}
	return bot.Say(text(r, key, "line", bot.Code(r.Line("task", "new", r.Label("example.task"))),
		"all", bot.Code(r.Line("task", "list", r.Word("all")))))
}

// filterWords is how many of the words, from the first on, are one part of a
// task list's filter.
func (d *Desk) filterWords(ctx context.Context, r *bot.Request, words []string) int {
	if _, n := d.period(r, words); n > 0 {
		return n
	}
	if n := leads(r, words, "all", "late", "finished", "mine"); n > 0 {
		return n
	}
	if people, err := d.people(ctx); err == nil {
		if _, ok := people.Find(bare(words[0])); ok {
			return 1
		}
	}
	return 0
}

// taskFilter reads "mina", "alla", "försenade", "klara", "idag", "N3" and "@anna",
// together or alone. Without words it is one's own.
func (d *Desk) taskFilter(ctx context.Context, r *bot.Request, words string) (store.TaskFilter, error) {
	var f store.TaskFilter
	all, said := false, false
	list := strings.Fields(strings.Trim(words, "?. "))
	for len(list) > 0 {
		word, n := list[0], 1
		point, isPoint := store.ParsePoint(word)
		code, isRef := store.ParseRef(word)
		span, days := d.period(r, list)
		said = true
		switch {
		case days > 0:
			f.From, f.To, n = span.from, span.to, days
		case r.Is("fillers", word):
		case r.Is("all", word):
			all = true
		case r.Is("late", word):
			f.Late = d.today(r)
		case r.Is("finished", word):
			f.Done = true
		case isPoint && d.hasPoint(point):
			f.Point = point
		case isPoint:
			return f, d.unknownPoint(word)
		case isRef && code.Kind == store.KindMeeting:
			f.Meeting = code.ID
		default:
			who, err := d.whose(ctx, r, word)
			if err != nil {
				return f, err
			}
			f.Owner = who.ID
		}
		list = list[n:]
	}
	if !said || !all && f == (store.TaskFilter{}) {
		f.Owner = r.From.ID
	}
	return f, nil
}
