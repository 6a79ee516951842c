package handlers

import (
	"context"
	"strings"

	"utblick/bot"
	"utblick/store"
	"utblick/store/guideline"
)

func (d *Desk) planCommand() bot.Command {
	return bot.Command{Name: "plan", Bare: "overview", Loose: "show", Verbs: []bot.Verb{
		{Name: "overview", Run: d.planOverview, Shares: true},
		{Name: "show", Run: d.planShow, Shares: true},
		{Name: "owner", Run: d.planOwner},
	}}
}

// planOverview is the whole action plan with what is open, late and done.
func (d *Desk) planOverview(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	if len(d.Guideline.Points) == 0 {
		return bot.Say(text(r, "plan.none", "document", d.Guideline.Title)), nil
	}
	v := d.viewer(ctx, r)
	var reply bot.Reply
	err := d.view(ctx, func(tx *store.Tx) error {
		reply = bot.Say(bot.Heading{Text: r.Label("plan.heading", "document", d.Guideline.Title)})
		lead, list := "", bot.List{}
		for _, p := range d.Guideline.Points {
			if p.Lead != lead && len(list.Items) > 0 {
				reply.Add(text(r, planGroup(list)), list)
				list = bot.List{}
			}
			lead = p.Lead
			line, err := d.planLine(ctx, r, tx, p, v)
			if err != nil {
				return err
			}
			list.Items = append(list.Items, line)
			reply = reply.About(p.Code)
		}
		reply.Add(text(r, planGroup(list)), list)
		return nil
	})
	if err != nil {
		return bot.Reply{}, err
	}
	reply.Add(bot.Context{Markup: r.T("plan.more", "line", bot.Code(r.Line("plan", "", d.Guideline.Points[0].Code)))})
	d.expired(r, &reply.Message)
	reply.Add(shareable(r, r.Line("plan", "overview")))
	return reply, nil
}

// planGroup names a group of points by their letter: L long-term, N near-term.
func planGroup(list bot.List) string {
	if strings.HasPrefix(string(list.Items[0]), "*L") {
		return "plan.long"
	}
	return "plan.near"
}

func (d *Desk) planLine(ctx context.Context, r *bot.Request, tx *store.Tx, p guideline.Point, v store.Viewer) (bot.Markup, error) {
	n, err := tx.CountTasks(p.Code, v)
	if err != nil {
		return "", err
	}
	point, err := tx.Point(p.Code)
	if err != nil {
		return "", err
	}
	line := bot.Bold(p.Code) + " " + bot.Escape(short(p.Text)) + "\n" + d.counts(r, n)
	if point.Owner != "" {
		line += ", " + r.T("plan.owned", "who", d.at(ctx, point.Owner))
	}
	return line, nil
}

func (d *Desk) counts(r *bot.Request, n store.Counts) bot.Markup {
	if n == (store.Counts{}) {
		return r.T("plan.quiet")
	}
	return r.T("plan.open", "count", n.Open) + ", " + r.T("plan.late", "count", n.Late) + ", " + r.T("plan.done", "count", n.Done)
}

// expired warns when the guideline's validity has ended.
func (d *Desk) expired(r *bot.Request, m *bot.Message) {
	if d.Guideline.Expired(d.today(r).String()) {
		m.Add(bot.Context{Markup: r.T("plan.expired", "day", d.Guideline.ValidUntil)})
	}
}

// planShow is one point: its words, its tasks, contacts and meetings.
func (d *Desk) planShow(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	word := strings.Trim(oneLine(r.Rest), "?. ")
	if word == "" || r.Is("all", word) {
		return d.planOverview(ctx, r)
	}
	code, ok := store.ParsePoint(word)
	point, known := d.Guideline.Point(code)
	if !ok || !known {
		return bot.Reply{}, d.notPlan(r, word)
	}
	v := d.viewer(ctx, r)
	var reply bot.Reply
	err := d.view(ctx, func(tx *store.Tx) error {
		owned, err := tx.Point(code)
		if err != nil {
			return err
		}
		n, err := tx.CountTasks(code, v)
		if err != nil {
			return err
		}
		reply = bot.Say(bot.Heading{Text: r.Label("plan.point", "code", code)},
			bot.Quote{Text: point.Text, Source: d.source(point.Section, code)},
			fields(field(r, "owner", d.at(ctx, owned.Owner)), field(r, "tasks", d.counts(r, n))))
		if err := d.pointTasks(ctx, r, tx, &reply.Message, code, v); err != nil {
			return err
		}
		return d.pointRecords(ctx, r, tx, &reply.Message, code, v)
	})
	if err != nil {
		return bot.Reply{}, err
	}
	reply = reply.About(code)
	d.expired(r, &reply.Message)
	reply.Add(shareable(r, r.Line("plan", "", code)))
	return reply, nil
}

// notPlan words what is neither a point nor a verb, but perhaps nearly one.
func (d *Desk) notPlan(r *bot.Request, words string) error {
	if err := verbNear(r, words); err != nil {
		return err
	}
	return d.unknownPoint(words)
}

// source is where a quote of the guideline stands.
func (d *Desk) source(section, point string) string {
	parts := []string{d.Guideline.Title}
	if d.Guideline.Edition != "" {
		parts[0] += " (" + d.Guideline.Edition + ")"
	}
	for _, p := range []string{section, point} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, ", ")
}

func (d *Desk) pointTasks(ctx context.Context, r *bot.Request, tx *store.Tx, m *bot.Message, code string, v store.Viewer) error {
	open, more, err := tx.Tasks(store.TaskFilter{Point: code}, v, 0, pageSize)
	if err != nil {
		return err
	}
	if len(open) == 0 {
		m.Add(bot.Context{Markup: r.T("plan.no_tasks", "line", bot.Code(r.Line("task", "new", r.Label("example.point_task", "code", code))))})
		return nil
	}
	var list bot.List
	for _, t := range open {
		line := d.taskLine(ctx, r, t)
		if t.Late(d.today(r)) {
			line += " " + r.T("task.is_late")
		}
		list.Items = append(list.Items, line)
		m.Records = append(m.Records, t.Ref().String())
	}
	m.Add(text(r, "plan.tasks"), list)
	if more {
		m.Add(bot.Context{Markup: r.T("plan.all_tasks", "line", bot.Code(r.Line("task", "list", code)))})
	}
	return nil
}

// pointRecords are the contacts of a point and the records that mention it.
func (d *Desk) pointRecords(ctx context.Context, r *bot.Request, tx *store.Tx, m *bot.Message, code string, v store.Viewer) error {
	contacts, total, err := tx.Contacts(store.ContactFilter{Point: code}, 0, pageSize)
	if err != nil {
		return err
	}
	shown := map[string]bool{}
	var list bot.List
	for _, c := range contacts {
		list.Items = append(list.Items, d.contactBrief(r, c))
		shown[c.Ref().String()] = true
	}
	meetings, err := d.pointMentions(ctx, r, tx, code, shown, v, &list)
	if err != nil {
		return err
	}
	if len(list.Items) > 0 {
		m.Add(text(r, "plan.contacts", "count", total), list)
	}
	if len(meetings.Items) > 0 {
		m.Add(text(r, "plan.meetings"), meetings)
	}
	past, err := tx.PointHistory(code)
	if err != nil {
		return err
	}
	m.Add(d.history(ctx, r, past)...)
	return nil
}

// pointMentions gathers what mentions a point: contacts join theirs, meetings
// make a list of their own, tasks are shown already.
func (d *Desk) pointMentions(ctx context.Context, r *bot.Request, tx *store.Tx, code string, shown map[string]bool, v store.Viewer, contacts *bot.List) (bot.List, error) {
	var meetings bot.List
	refs, err := tx.MentionedBy(code)
	if err != nil {
		return meetings, err
	}
	meant := map[string]bool{}
	for i := len(refs) - 1; i >= 0; i-- { // latest first
		from, err := tx.MeetingOf(refs[i], v)
		if err != nil {
			return meetings, err
		}
		if from.IsZero() || shown[from.String()] || meant[from.String()] || len(meetings.Items) == pageSize {
			continue
		}
		meant[from.String()] = true
		line, err := d.brief(ctx, r, tx, from, v)
		if err != nil {
			return meetings, err
		}
		if from.Kind == store.KindContact {
			contacts.Items = append(contacts.Items, line)
		} else {
			meetings.Items = append(meetings.Items, line)
		}
	}
	return meetings, nil
}

// planOwner gives a point an owner: "ansvarig N1 @anna".
func (d *Desk) planOwner(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	word, whom := first(r.Rest)
	code, ok := store.ParsePoint(word)
	if !ok || !d.hasPoint(code) {
		return bot.Reply{}, d.unknownPoint(word)
	}
	if whom == "" {
		return bot.Reply{}, bot.Misread("plan.owner_whom", "code", code,
			"line", bot.Code(r.Line("plan", "owner", code, "@"+r.From.User)))
	}
	owner := ""
	if !r.Is("nobody", whom) {
		who, err := d.who(ctx, r, trimTo(r, whom))
		if err != nil {
			return bot.Reply{}, err
		}
		owner = who.ID
	}
	err := d.update(ctx, r, func(tx *store.Tx) error {
		_, err := tx.SetPointOwner(code, owner)
		return err
	})
	if err != nil {
		return bot.Reply{}, err
	}
	point, _ := d.Guideline.Point(code)
	key := "plan.owner_set"
	if owner == "" {
		key = "plan.owner_none"
	}
	return bot.Say(text(r, key, "code", code, "title", short(point.Text), "who", d.at(ctx, owner))).About(code), nil
}
