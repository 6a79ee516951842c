package handlers

import (
	"context"
	"errors"
	"strings"
	"unicode/utf8"

	"utblick/bot"
	"utblick/handlers/capture"
	"utblick/handlers/when"
	"utblick/store"
)

// meetingEdit changes what the line names ("titel: …", "datum: 20/11",
// "deltagare: …"), or opens the form filled in.
func (d *Desk) meetingEdit(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	word, words := first(r.Rest)
	word, _, _ = strings.Cut(word, "/")
	code, err := ref(r, store.KindMeeting, word)
	if err != nil {
		return bot.Reply{}, err
	}
	if words == "" {
		return d.openMeeting(ctx, r, code)
	}
	people, err := d.people(ctx)
	if err != nil {
		return bot.Reply{}, err
	}
	name, value, ok := strings.Cut(words, ":")
	field := d.meetingField(r, strings.TrimSpace(name))
	if !ok || field == "" {
		return bot.Reply{}, bot.Misread("meeting.change_what",
			"line", bot.Code(r.Line("meeting", "edit", code.String(), r.Word("label.title")+": "+words)))
	}
	return d.changeMeeting(ctx, r, people, code, func(m *store.Meeting) (wrong, error) {
		r.Values = d.meetingForm(r, *m, "").Values()
		r.Values[field] = strings.TrimSpace(value)
		return d.meetingValues(r, m), nil
	})
}

func (d *Desk) meetingField(r *bot.Request, word string) string {
	for _, field := range []string{"title", "date", "participants", "text"} {
		if r.Is("label."+field, word) {
			return field
		}
	}
	return ""
}

func (d *Desk) openMeeting(ctx context.Context, r *bot.Request, code store.Ref) (bot.Reply, error) {
	v := d.viewer(ctx, r)
	var m store.Meeting
	err := d.view(ctx, func(tx *store.Tx) (err error) {
		m, err = tx.Meeting(code, v)
		return err
	})
	if err != nil {
		return bot.Reply{}, err
	}
	return openEdit(d.meetingForm(r, m, state(code, m.Rev)), code), nil
}

// meetingValues reads a sent form into m, every value checked again.
func (d *Desk) meetingValues(r *bot.Request, m *store.Meeting) wrong {
	bad := wrong{}
	m.Title = oneLine(r.Values["title"])
	switch {
	case m.Title == "":
		bad["title"] = r.Label("form.required")
	case utf8.RuneCountInString(m.Title) > store.MaxField:
		bad["title"] = r.Label("form.long", "max", store.MaxField)
	}
	if value := strings.TrimSpace(r.Values["date"]); value != "" && value != m.Date.String() {
		day, err := when.Parse(value, d.held(r))
		if err != nil {
			bad["date"] = d.dayFault(r, err)
		} else {
			m.Date, m.Clock = day.Day, day.Clock.String()
		}
	}
	if m.Text = strings.Trim(r.Values["text"], "\n"); len(m.Text) > store.MaxMeeting {
		bad["text"] = r.Label("form.long", "max", store.MaxMeeting)
	}
	return bad
}

// changeMeeting lets change work on the meeting as it is now. Decisions are
// read anew from a changed text; tasks are records of their own and stay.
func (d *Desk) changeMeeting(ctx context.Context, r *bot.Request, people capture.People, code store.Ref, change func(*store.Meeting) (wrong, error)) (bot.Reply, error) {
	v := d.viewer(ctx, r)
	var m store.Meeting
	var bad wrong
	same := false
	err := d.update(ctx, r, func(tx *store.Tx) error {
		var err error
		if m, err = tx.Meeting(code, v); err != nil {
			return err
		}
		before := m
		if bad, err = change(&m); err != nil {
			return err
		}
		if len(bad) > 0 {
			return errWrong
		}
		if err := d.reread(tx, r, people, before, &m); err != nil {
			return err
		}
		err = tx.PutMeeting(&m)
		same = m.Rev == before.Rev
		return err
	})
	if errors.Is(err, errWrong) {
		return bot.Open(bad.again(r, d.meetingForm(r, m, state(code, m.Rev)))), nil
	}
	if err != nil {
		return bot.Reply{}, err
	}
	key := "meeting.changed"
	if same {
		key = "meeting.same"
	}
	reply := bot.Say(text(r, key, "code", code.String(), "title", m.Title, "day", d.dayAt(r, m.Date, m.Clock)))
	reply.Add(d.meetingCard(ctx, r, m)...)
	return reply.About(code.String()), nil
}

// reread takes participants from their field, and decisions from a changed text.
func (d *Desk) reread(tx *store.Tx, r *bot.Request, people capture.People, before store.Meeting, m *store.Meeting) error {
	known := map[string]store.Participant{}
	for _, p := range before.Participants {
		known[p.Name] = p
	}
	m.Participants = nil
	for _, name := range list(r.Values["participants"]) {
		p, ok := known[name]
		if !ok {
			var err error
			if p, err = d.participant(tx, people, name); err != nil {
				return err
			}
		}
		m.Participants = append(m.Participants, p)
	}
	if m.Text != before.Text {
		m.Decisions = capture.ParseNote(m.Text, people, d.hasPoint, m.Date).Decisions
	}
	return nil
}

func (d *Desk) meetingEditForm(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	code, rev, err := readState(r.Form.State, store.KindMeeting)
	if err != nil {
		return bot.Reply{}, err
	}
	people, err := d.people(ctx)
	if err != nil {
		return bot.Reply{}, err
	}
	reply, err := d.changeMeeting(ctx, r, people, code, func(m *store.Meeting) (wrong, error) {
		if m.Rev != rev {
			return nil, store.Fail("record.changed", "code", code.String())
		}
		return d.meetingValues(r, m), nil
	})
	return d.raced(ctx, r, code, reply, err, d.openMeeting)
}
