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

func (d *Desk) meetingCommand() bot.Command {
	return bot.Command{Name: "meeting", Bare: "list", Loose: "search", Block: "new", Verbs: []bot.Verb{
		{Name: "new", Run: d.meetingNew, Submit: d.meetingNewForm},
		{Name: "show", Run: d.meetingShow, Shares: true, Codes: bot.OnlyCodes},
		{Name: "list", Run: d.meetingList, Shares: true, Pages: true},
		{Name: "search", Run: d.meetingSearch, Pages: true},
		{Name: "edit", Run: d.meetingEdit, Submit: d.meetingEditForm, Codes: bot.CodeFirst},
		{Name: "note", Run: d.meetingNote, Submit: d.meetingNoteForm, Codes: bot.CodeFirst},
		{Name: "delete", Run: d.meetingDelete, Codes: bot.OnlyCodes, Grave: true},
	}}
}

func (d *Desk) meetingNew(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	if strings.TrimSpace(r.Rest) == "" {
		return bot.Open(d.meetingForm(r, store.Meeting{Date: d.today(r)}, "")), nil
	}
	people, err := d.people(ctx)
	if err != nil {
		return bot.Reply{}, err
	}
	pasted := strings.Trim(r.Rest, "\n")
	if len(pasted) > store.MaxMeeting {
		return bot.Reply{}, store.Fail("meeting.long", "max", store.MaxMeeting>>10)
	}
	return d.saveMeeting(ctx, r, people, capture.ParseNote(pasted, people, d.hasPoint, d.today(r)))
}

// taken is what became of pasted notes, for the reply.
type taken struct {
	meeting store.Meeting
	tasks   []store.Task
	read    capture.Note
	open    []store.Task // what earlier meetings left
}

// saveMeeting records the notes, and their tasks, in one transaction. A day
// or a person that can't be told is no reason to lose a whole note: it is
// saved, and the reply says what to put right and how.
func (d *Desk) saveMeeting(ctx context.Context, r *bot.Request, people capture.People, read capture.Note) (bot.Reply, error) {
	v := d.viewer(ctx, r)
	var got taken
	err := d.update(ctx, r, func(tx *store.Tx) error {
		got = taken{read: read, meeting: store.Meeting{
			Title: cutTo(read.Title, store.MaxField), Date: read.Date, Clock: read.Clock.String(),
			Text: read.Text, Decisions: read.Decisions,
		}}
		if r.Place.Private {
			got.meeting.Channel = r.Place.Channel
		}
		for _, name := range read.Participants {
			p, err := d.participant(tx, people, name)
			if err != nil {
				return err
			}
			got.meeting.Participants = append(got.meeting.Participants, p)
		}
		var err error
		if got.open, err = tx.StillOpen(got.meeting, v); err != nil {
			return err
		}
		return d.addMeeting(tx, r, &got)
	})
	if err != nil {
		return bot.Reply{}, err
	}
	return d.meetingTaken(ctx, r, people, got), nil
}

func (d *Desk) addMeeting(tx *store.Tx, r *bot.Request, got *taken) error {
	var tasks []*store.Task
	for _, read := range got.read.Tasks {
		task := taskOf(read, r.From.ID)
		task.Title = cutTo(task.Title, store.MaxField)
		tasks = append(tasks, &task)
	}
	if err := tx.AddMeeting(&got.meeting, tasks); err != nil {
		return err
	}
	for _, t := range tasks {
		got.tasks = append(got.tasks, *t)
	}
	return nil
}

func cutTo(s string, letters int) string {
	if runes := []rune(s); len(runes) > letters {
		return string(runes[:letters-1]) + "…"
	}
	return s
}

// participant finds whom a name in the notes means: a colleague, a contact by
// code or name, or else just the name.
func (d *Desk) participant(tx *store.Tx, people capture.People, name string) (store.Participant, error) {
	for _, code := range store.Codes(name) {
		if ref, ok := store.ParseRef(code); ok && ref.Kind == store.KindContact {
			c, err := tx.Contact(ref)
			if err != nil {
				return store.Participant{Name: name}, nil // erased or never there: the name stays
			}
			return store.Participant{Name: c.Name, Contact: c.ID}, nil
		}
	}
	bare, _, _ := strings.Cut(name, "(")
	if p, ok := people.Find(strings.TrimSpace(bare)); ok {
		return store.Participant{Name: display(p), Person: p.ID}, nil
	}
	c, ok, err := tx.ContactNamed(bare)
	if err != nil || !ok {
		return store.Participant{Name: name}, err
	}
	return store.Participant{Name: c.Name, Contact: c.ID}, nil
}

func display(p capture.Person) string {
	if p.Name != "" {
		return p.Name
	}
	return p.User
}

// meetingTaken shows what became what, and how to put it right.
func (d *Desk) meetingTaken(ctx context.Context, r *bot.Request, people capture.People, got taken) bot.Reply {
	m := got.meeting
	code := m.Ref().String()
	reply := bot.Say(text(r, "meeting.saved", "code", code, "title", m.Title, "day", d.dayAt(r, m.Date, m.Clock)))
	reply = reply.About(code)
	if m.Channel != "" {
		reply.Add(bot.Context{Markup: closedOr(r, "meeting.private")})
	}
	reply.Add(d.meetingCard(ctx, r, m)...)
	if len(got.tasks) > 0 {
		var list bot.List
		for _, t := range got.tasks {
			list.Items = append(list.Items, d.taskLine(ctx, r, t))
			reply = reply.About(t.Ref().String())
		}
		reply.Add(text(r, "meeting.tasks", "count", len(got.tasks)), list)
		reply.Add(d.remindsInTime(r, got.tasks)...)
	}
	reply.Add(d.meetingDoubts(ctx, r, people, got)...)
	if len(got.open) > 0 {
		reply.Add(d.stillOpen(ctx, r, got.open)...)
	}
	reply.Add(bot.Buttons{button(r, "button.edit", r.Line("meeting", "edit", code))})
	return reply
}

// remindsInTime says that there will be reminders, if any task has a day to come.
func (d *Desk) remindsInTime(r *bot.Request, tasks []store.Task) []bot.Block {
	for _, t := range tasks {
		if t.Due > d.today(r) {
			return []bot.Block{bot.Context{Markup: r.T("remind.meeting", "line", bot.Code(r.Line("desk", "reminders")))}}
		}
	}
	return nil
}

// meetingDoubts names what was not taken as it may have been meant, each with
// the one line that puts it right.
func (d *Desk) meetingDoubts(ctx context.Context, r *bot.Request, people capture.People, got taken) []bot.Block {
	var list bot.List
	if got.read.DateErr != nil {
		list.Items = append(list.Items, r.T("meeting.bad_date", "text", got.read.DateText, "day", d.day(r, got.meeting.Date),
			"line", bot.Code(r.Line("meeting", "edit", got.meeting.Ref().String()))))
	} else if !got.read.DateFound {
		list.Items = append(list.Items, r.T("meeting.no_date", "day", d.day(r, got.meeting.Date),
			"line", bot.Code(r.Line("meeting", "edit", got.meeting.Ref().String()))))
	}
	for i, read := range got.read.Tasks {
		list.Items = append(list.Items, d.taskDoubts(r, people, read, got.tasks[i])...)
	}
	for _, ticked := range got.read.Done {
		list.Items = append(list.Items, r.T("meeting.ticked", "title", ticked.Title))
	}
	if len(list.Items) == 0 {
		return nil
	}
	return []bot.Block{text(r, "meeting.doubts"), list}
}

func (d *Desk) taskDoubts(r *bot.Request, people capture.People, read capture.Task, t store.Task) []bot.Markup {
	var list []bot.Markup
	code := t.Ref().String()
	for _, p := range read.Unknown {
		if p.What == capture.UnknownPoint {
			list = append(list, r.T("meeting.point_unknown", "code", code, "text", p.Text))
			continue
		}
		list = append(list, r.T("meeting.person_unknown", "code", code, "text", p.Text, "people", users(people),
			"line", bot.Code(r.Line("task", "assign", code, "@…"))))
	}
	if read.FarOff || !t.Due.IsZero() && t.Due < d.today(r) {
		list = append(list, r.T("meeting.day_odd", "code", code, "day", d.day(r, t.Due),
			"line", bot.Code(r.Line("task", "move", code, r.Label("example.day")))))
	}
	var bad *when.Error
	if errors.As(read.DueErr, &bad) {
		list = append(list, r.T("meeting.day_unknown", "code", code, "text", bad.Text,
			"line", bot.Code(r.Line("task", "move", code, r.Label("example.day")))))
	}
	return list
}

// stillOpen are the open tasks of earlier meetings with the same people or
// organisations.
func (d *Desk) stillOpen(ctx context.Context, r *bot.Request, open []store.Task) []bot.Block {
	var list bot.List
	for _, t := range open[:min(len(open), pageSize)] {
		from := store.Ref{Kind: store.KindMeeting, ID: t.Meeting}
		list.Items = append(list.Items, d.taskLine(ctx, r, t)+" "+bot.Escape("("+from.String()+")"))
	}
	return []bot.Block{text(r, "meeting.still_open", "count", len(open)), list}
}

func (d *Desk) meetingNote(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	return d.note(ctx, r, store.KindMeeting)
}

func (d *Desk) meetingNoteForm(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	return d.noteForm(ctx, r, store.KindMeeting)
}

func (d *Desk) meetingDelete(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	word, _ := first(r.Rest)
	code, err := ref(r, store.KindMeeting, word)
	if err != nil {
		return bot.Reply{}, err
	}
	gone, err := erase(ctx, d, r, code, (*store.Tx).Meeting, (*store.Tx).EraseMeeting, func(m store.Meeting) string { return m.Made.By })
	if err != nil {
		return bot.Reply{}, err
	}
	reply := erased(r, "meeting.erased", code, gone.Title)
	if len(gone.Tasks) > 0 {
		reply.Add(bot.Context{Markup: r.T("meeting.tasks_stay", "count", len(gone.Tasks))})
	}
	return reply, nil
}
