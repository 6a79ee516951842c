package handlers

import (
	"context"
	"slices"
	"strings"

	"utblick/bot"
	"utblick/handlers/capture"
	"utblick/handlers/when"
	"utblick/store"
	"utblick/store/search"
)

func (d *Desk) meetingShow(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	word, _ := first(r.Rest)
	code, err := ref(r, store.KindMeeting, word)
	if err != nil && isName(word) {
		r.Verb = "search"
		return d.meetingSearch(ctx, r)
	}
	if err != nil {
		return bot.Reply{}, err
	}
	return d.showMeeting(ctx, r, code)
}

func (d *Desk) showMeeting(ctx context.Context, r *bot.Request, code store.Ref) (bot.Reply, error) {
	v := d.viewer(ctx, r)
	var reply bot.Reply
	var m store.Meeting
	err := d.view(ctx, func(tx *store.Tx) error {
		var err error
		if m, err = tx.Meeting(code, v); err != nil {
			return err
		}
		reply = bot.Say(bot.Heading{Text: code.String() + " " + m.Title})
		reply.Add(bot.Fields{field(r, "date", bot.Escape(d.dayAt(r, m.Date, m.Clock)))})
		if m.Channel != "" {
			reply.Add(bot.Context{Markup: r.T("meeting.private")})
		}
		gone, err := erasedContacts(tx, m)
		if err != nil {
			return err
		}
		reply.Add(d.meetingCard(ctx, r, m, gone...)...)
		if err := d.meetingTasks(ctx, r, tx, &reply.Message, m, v); err != nil {
			return err
		}
		if m.Text != "" {
			reply.Add(text(r, "meeting.text"), bot.Verbatim{Text: m.Text})
		}
		codes, err := tx.Links(code, v)
		if err != nil {
			return err
		}
		return d.story(ctx, r, tx, &reply.Message, code, withoutTasks(codes, m), v)
	})
	if err != nil {
		return bot.Reply{}, d.unshared(ctx, r, code, err)
	}
	line := r.Line("meeting", "show", code.String())
	reply.Add(append(bot.Buttons{button(r, "button.edit", r.Line("meeting", "edit", code.String()))}, shareable(r, line)...))
	return reply.About(code.String()), nil
}

// withoutTasks drops the meeting's own tasks, which are shown by themselves.
func withoutTasks(codes []string, m store.Meeting) []string {
	var kept []string
	for _, code := range codes {
		own := false
		for _, id := range m.Tasks {
			own = own || code == store.Ref{Kind: store.KindTask, ID: id}.String()
		}
		if !own {
			kept = append(kept, code)
		}
	}
	return kept
}

// erasedContacts are the participants whose contact is there no longer.
func erasedContacts(tx *store.Tx, m store.Meeting) ([]uint64, error) {
	var gone []uint64
	for _, p := range m.Participants {
		if p.Contact == 0 {
			continue
		}
		ok, err := tx.Exists(store.Ref{Kind: store.KindContact, ID: p.Contact})
		if err != nil {
			return nil, err
		}
		if !ok {
			gone = append(gone, p.Contact)
		}
	}
	return gone, nil
}

// meetingCard is who took part and what was decided; gone are the erased
// contacts among them.
func (d *Desk) meetingCard(ctx context.Context, r *bot.Request, m store.Meeting, gone ...uint64) []bot.Block {
	var names []string
	for _, p := range m.Participants {
		name := string(bot.Escape(p.Name))
		switch {
		case slices.Contains(gone, p.Contact):
			code := store.Ref{Kind: store.KindContact, ID: p.Contact}.String()
			name += " (" + string(r.T("meeting.erased_contact", "code", code)) + ")"
		case p.Contact > 0:
			name += " (" + store.Ref{Kind: store.KindContact, ID: p.Contact}.String() + ")"
		case p.Person != "":
			name += " (" + string(d.at(ctx, p.Person)) + ")"
		}
		names = append(names, name)
	}
	blocks := []bot.Block{fields(field(r, "participants", bot.Markup(strings.Join(names, ", "))))}
	if len(m.Decisions) > 0 {
		var list bot.List
		for _, decision := range m.Decisions {
			list.Items = append(list.Items, bot.Escape(decision))
		}
		blocks = append(blocks, text(r, "meeting.decisions", "count", len(m.Decisions)), list)
	}
	return blocks
}

func (d *Desk) meetingTasks(ctx context.Context, r *bot.Request, tx *store.Tx, msg *bot.Message, m store.Meeting, v store.Viewer) error {
	var list bot.List
	for _, id := range m.Tasks {
		code := store.Ref{Kind: store.KindTask, ID: id}
		t, ok, err := tx.TaskIf(code, v)
		if err != nil {
			return err
		}
		if ok {
			list.Items = append(list.Items, d.taskLine(ctx, r, t))
		}
	}
	if len(list.Items) > 0 {
		msg.Add(text(r, "meeting.tasks", "count", len(list.Items)), list)
	}
	return nil
}

// meetingList lists meetings, latest first; words narrow it to those with
// that name, organisation or word in the title.
func (d *Desk) meetingList(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	words := strings.TrimSpace(r.Rest)
	if r.Is("all", words) {
		words = ""
	}
	var keep func(store.Meeting) bool
	if words != "" {
		keep = about(words)
	}
	v := d.viewer(ctx, r)
	var page []store.Meeting
	var more bool
	err := d.view(ctx, func(tx *store.Tx) (err error) {
		page, more, err = tx.Meetings(v, keep, (r.Page-1)*pageSize, pageSize)
		return err
	})
	if err != nil {
		return bot.Reply{}, err
	}
	if len(page) == 0 {
		key := "meeting.none_yet"
		switch {
		case r.Page > 1:
			key = "list.end"
		case words != "":
			key = "meeting.none_fit"
		}
		return bot.Say(text(r, key, "words", words, "line", bot.Code(r.Line("meeting", "new", r.Label("example.meeting"))), "list", bot.Code(r.Line("meeting", "list")))), nil
	}
	reply := bot.Say(text(r, "meeting.list", "words", words))
	var list bot.List
	for _, m := range page {
		list.Items = append(list.Items, d.meetingLine(r, m))
		reply = reply.About(m.Ref().String())
	}
	reply.Add(list)
	if more {
		reply.More = d.nextPage(r)
	} else if r.Page == 1 {
		reply.Add(shareable(r, r.Line("meeting", "list", words)))
	}
	return reply, nil
}

// about keeps the meetings whose title, participants or codes hold all words.
func about(words string) func(store.Meeting) bool {
	wanted := search.Words(search.Fold(words))
	return func(m store.Meeting) bool {
		in := m.Title + " " + m.Date.String()
		for _, p := range m.Participants {
			in += " " + p.Name
			if p.Contact > 0 {
				in += " " + store.Ref{Kind: store.KindContact, ID: p.Contact}.String()
			}
		}
		in = search.Fold(in)
		for _, w := range wanted {
			if !strings.Contains(in, w) {
				return false
			}
		}
		return true
	}
}

func (d *Desk) meetingLine(r *bot.Request, m store.Meeting) bot.Markup {
	line := bot.Bold(m.Ref().String()) + " " + bot.Escape(d.day(r, m.Date)+" "+m.Title)
	var extra []string
	if n := len(m.Decisions); n > 0 {
		extra = append(extra, r.Label("meeting.n_decisions", "count", n))
	}
	if n := len(m.Tasks); n > 0 {
		extra = append(extra, r.Label("meeting.n_tasks", "count", n))
	}
	if len(extra) > 0 {
		line += bot.Escape(" (" + strings.Join(extra, ", ") + ")")
	}
	return line
}

func (d *Desk) meetingSearch(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	query := strings.TrimSpace(r.Rest)
	if query == "" {
		return d.meetingList(ctx, r)
	}
	if code, ok := store.ParseRef(query); ok {
		r.Rest = code.String()
		return d.meetingShow(ctx, r)
	}
	refs, err := d.found(ctx, r, query, store.KindMeeting)
	if err != nil {
		return bot.Reply{}, err
	}
	if len(refs) == 1 {
		return d.showMeeting(ctx, r, refs[0])
	}
	return d.hits(ctx, r, query, refs)
}

func (d *Desk) meetingForm(r *bot.Request, m store.Meeting, state string) bot.Form {
	verb, title, line := "new", r.Label("meeting.form.new"), r.Line("meeting", "new", r.Label("example.meeting"))
	if state != "" {
		verb, title = "edit", r.Label("meeting.form.edit", "code", m.Ref().String())
		line = r.Line("meeting", "edit", m.Ref().String(), r.Word("label.title")+": …")
	}
	var names []string
	for _, p := range m.Participants {
		names = append(names, p.Name)
	}
	return bot.Form{
		ID: bot.FormID{Command: "meeting", Verb: verb, State: state}, Title: title, Submit: r.Label("form.save"), Line: line,
		Fields: []bot.FormField{
			formField(r, "title", bot.FieldText, m.Title, true), formField(r, "date", bot.FieldDay, m.Date.String(), false),
			formField(r, "participants", bot.FieldList, strings.Join(names, ", "), false),
			formField(r, "text", bot.FieldLong, m.Text, false),
		},
	}
}

// held is how a meeting's own day is read: the nearest such day, mostly past.
func (d *Desk) held(r *bot.Request) when.Ref {
	return when.Ref{Today: d.today(r), Kind: when.Held, Calendar: d.Calendar}
}

func (d *Desk) meetingNewForm(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	people, err := d.people(ctx)
	if err != nil {
		return bot.Reply{}, err
	}
	m := store.Meeting{Date: d.today(r)}
	bad := d.meetingValues(r, &m)
	if len(bad) > 0 {
		return bot.Open(bad.refill(d.meetingForm(r, m, ""), r.Values)), nil
	}
	// The form's own fields decide; the text is read for decisions and tasks,
	// its days counted from the meeting's.
	read := capture.ParseNote(m.Text, people, d.hasPoint, m.Date)
	read.Title, read.Date, read.DateFound, read.Text = m.Title, m.Date, true, m.Text
	if names := list(r.Values["participants"]); len(names) > 0 {
		read.Participants = names
	}
	return d.saveMeeting(ctx, r, people, read)
}
