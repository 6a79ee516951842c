package handlers

import (
	"context"
	"strings"

	"utblick/bot"
	"utblick/handlers/capture"
	"utblick/store"
)

func (d *Desk) contactShow(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	word, _ := first(r.Rest)
	code, err := ref(r, store.KindContact, word)
	if err != nil && isName(word) {
		r.Verb = "search"
		return d.contactSearch(ctx, r)
	}
	if err != nil {
		return bot.Reply{}, err
	}
	return d.showContact(ctx, r, code)
}

func (d *Desk) showContact(ctx context.Context, r *bot.Request, code store.Ref) (bot.Reply, error) {
	v := d.viewer(ctx, r)
	var reply bot.Reply
	var now string // a merged contact's code is that of the one it became
	err := d.view(ctx, func(tx *store.Tx) error {
		reply = bot.Reply{}
		c, err := tx.Contact(code)
		if err != nil {
			return err
		}
		now = c.Ref().String()
		reply.Add(bot.Heading{Text: now + " " + c.Name})
		if c.Ref() != code {
			reply.Add(bot.Context{Markup: r.T("contact.was", "code", code.String())})
		}
		d.contactCard(ctx, r, &reply.Message, c)
		return d.contactStory(ctx, r, tx, &reply.Message, c, v)
	})
	if err != nil {
		return bot.Reply{}, err
	}
	line := r.Line("contact", "show", now)
	reply.Add(append(bot.Buttons{button(r, "button.edit", r.Line("contact", "edit", now))}, shareable(r, line)...))
	return reply.About(now), nil
}

// contactCard shows what is known, and names what isn't.
func (d *Desk) contactCard(ctx context.Context, r *bot.Request, m *bot.Message, c store.Contact) {
	all := bot.Fields{
		field(r, "name", bot.Escape(c.Name)), field(r, "organisation", bot.Escape(c.Organisation)),
		field(r, "role", bot.Escape(c.Role)), field(r, "country", bot.Escape(d.country(r, c.Country))),
		field(r, "email", bot.Escape(c.Email)), field(r, "phone", bot.Escape(c.Phone)),
		field(r, "topics", bot.Escape(hashed(c.Topics))), field(r, "points", bot.Escape(strings.Join(c.Points, ", "))),
		field(r, "owner", d.at(ctx, c.Owner)), field(r, "extra", bot.Escape(strings.Join(c.Extra, ", "))),
	}
	m.Add(fields(all...))
	var absent []string
	for _, f := range all[:len(all)-1] {
		if f.Value == "" {
			absent = append(absent, strings.ToLower(f.Label))
		}
	}
	if len(absent) > 0 {
		m.Add(bot.Context{Markup: r.T("show.absent", "fields", strings.Join(absent, ", "))})
	}
}

func (d *Desk) country(r *bot.Request, code string) string {
	if code == "" {
		return ""
	}
	return capture.CountryName(code, r.Lang())
}

func hashed(topics []string) string {
	if len(topics) == 0 {
		return ""
	}
	return "#" + strings.Join(topics, " #")
}

// contactStory is last and next contact, what hangs together with the
// contact, the notes and the history.
func (d *Desk) contactStory(ctx context.Context, r *bot.Request, tx *store.Tx, m *bot.Message, c store.Contact, v store.Viewer) error {
	last, err := tx.LastContact(c, v, d.Zone)
	if err != nil {
		return err
	}
	next, err := d.nextContact(tx, c, v)
	if err != nil {
		return err
	}
	m.Add(fields(field(r, "last", bot.Escape(d.day(r, last))), field(r, "next", bot.Escape(d.day(r, next)))))
	codes, err := tx.ContactLinks(c, v)
	if err != nil {
		return err
	}
	blocks, err := d.links(r, tx, codes, v)
	if err != nil {
		return err
	}
	m.Add(blocks...)
	notes, err := tx.Notes(c.Ref())
	if err != nil {
		return err
	}
	m.Add(d.notes(ctx, r, notes)...)
	past, err := tx.History(c.Ref())
	if err != nil {
		return err
	}
	m.Add(d.history(ctx, r, past)...)
	return nil
}

// nextContact is the first day to come of a meeting with the contact or of an
// open task about them, zero for none.
func (d *Desk) nextContact(tx *store.Tx, c store.Contact, v store.Viewer) (store.Day, error) {
	today := store.DayOf(tx.Now.In(d.Zone))
	next := store.Day(0)
	sooner := func(day store.Day) {
		if day >= today && (next == 0 || day < next) {
			next = day
		}
	}
	meetings, err := tx.MeetingsWith(c, v)
	if err != nil {
		return 0, err
	}
	for _, m := range meetings {
		sooner(m.Date)
	}
	codes, err := tx.ContactLinks(c, v)
	if err != nil {
		return 0, err
	}
	for _, code := range codes {
		if r, ok := store.ParseRef(code); ok && r.Kind == store.KindTask {
			t, err := tx.Task(r, v)
			if err != nil {
				return 0, err
			}
			if !t.Done {
				sooner(t.Due)
			}
		}
	}
	return next, nil
}

// contactBrief is a contact in one line of a list.
func (d *Desk) contactBrief(r *bot.Request, c store.Contact) bot.Markup {
	line := bot.Bold(c.Ref().String()) + " " + bot.Escape(c.Name)
	for _, part := range []string{c.Role, c.Organisation, d.country(r, c.Country)} {
		if part != "" {
			line += ", " + bot.Escape(part)
		}
	}
	return line
}
