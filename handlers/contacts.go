package handlers

import (
	"context"
	"errors"
	"strings"

	"utblick/bot"
	"utblick/handlers/capture"
	"utblick/store"
	"utblick/store/search"
)

func (d *Desk) contactCommand() bot.Command {
	return bot.Command{Name: "contact", Bare: "list", Loose: "search", Verbs: []bot.Verb{
		{Name: "new", Run: d.contactNew, Submit: d.contactNewForm},
		{Name: "show", Run: d.contactShow, Shares: true, Codes: bot.OnlyCodes},
		{Name: "search", Run: d.contactSearch, Pages: true},
		{Name: "list", Run: d.contactList, Shares: true, Pages: true},
		{Name: "edit", Run: d.contactEdit, Submit: d.contactEditForm, Codes: bot.CodeFirst},
		{Name: "note", Run: d.contactNote, Submit: d.contactNoteForm, Codes: bot.CodeFirst},
		{Name: "merge", Run: d.contactMerge, Codes: bot.OnlyCodes, Grave: true},
		{Name: "delete", Run: d.contactDelete, Codes: bot.OnlyCodes, Grave: true},
	}}
}

// errAsk ends a transaction that must first ask its person; nothing is kept.
var errAsk = errors.New("ask first")

func (d *Desk) contactNew(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	if strings.TrimSpace(r.Rest) == "" {
		return bot.Open(d.contactForm(ctx, r, store.Contact{}, "")), nil
	}
	people, err := d.people(ctx)
	if err != nil {
		return bot.Reply{}, err
	}
	read := capture.ParseContact(r.Rest, people, d.hasPoint)
	if err := d.contactProblem(r, people, read.Unknown); err != nil {
		return bot.Reply{}, err
	}
	if read.Name == "" {
		return bot.Reply{}, bot.Misread("contact.nameless", "line", bot.Code(r.Line("contact", "new", r.Label("example.contact"))))
	}
	return d.saveContact(ctx, r, contactOf(read), read.Anyway)
}

func (d *Desk) hasPoint(code string) bool {
	_, ok := d.Guideline.Point(code)
	return ok
}

func contactOf(c capture.Contact) store.Contact {
	extra := c.Extra
	for _, p := range c.Unknown {
		extra = append(extra, p.Text) // a second address or country: kept and shown
	}
	return store.Contact{
		Name: c.Name, Organisation: c.Organisation, Role: c.Role, Email: c.Email, Phone: c.Phone,
		Country: c.Country, Topics: c.Topics, Points: c.Points, Owner: c.Owner.ID, Extra: extra,
	}
}

// contactProblem words the first thing that was meant but isn't there. A
// second address is no problem: it is kept among the rest.
func (d *Desk) contactProblem(r *bot.Request, people capture.People, problems []capture.Problem) error {
	for _, p := range problems {
		switch p.What {
		case capture.SecondEmail, capture.SecondCountry, capture.SecondOwner:
			continue
		case capture.UnknownPerson, capture.AmbiguousPerson:
			return d.unknownPerson(people, p.Text)
		case capture.UnknownPoint:
			return d.unknownPoint(p.Text)
		}
		return bot.Misread("contact."+string(p.What), "text", p.Text)
	}
	return nil
}

func (d *Desk) unknownPoint(text string) error {
	points := d.Guideline.Points
	if len(points) == 0 {
		return bot.Misread("point.none", "code", text)
	}
	codes := make([]string, len(points))
	for i, p := range points {
		codes[i] = p.Code
	}
	return bot.Misread("point.unknown", "code", text, "points", strings.Join(codes, ", "))
}

// saveContact records a contact unless it looks like one we have.
func (d *Desk) saveContact(ctx context.Context, r *bot.Request, c store.Contact, anyway bool) (bot.Reply, error) {
	var alike []store.Contact
	var already store.Ref
	err := d.update(ctx, r, func(tx *store.Tx) error {
		saved := c
		var err error
		if already, err = d.pressedTwice(r, tx, store.KindContact, c.Name); err != nil || !already.IsZero() {
			return err
		}
		if !anyway {
			if alike, err = tx.Alike(saved); err != nil {
				return err
			}
			if len(alike) > 0 {
				return errAsk
			}
		}
		if err := tx.AddContact(&saved); err != nil {
			return err
		}
		c.ID, c.Made = saved.ID, saved.Made
		return nil
	})
	if errors.Is(err, errAsk) {
		return d.askDuplicate(ctx, r, c, alike), nil
	}
	if err == nil && !already.IsZero() {
		return bot.Say(text(r, "saved_before", "code", already.String(), "title", c.Name)).About(already.String()), nil
	}
	if err != nil {
		return bot.Reply{}, err
	}
	reply := bot.Say(text(r, "contact.saved", "code", c.Ref().String(), "name", c.Name))
	d.contactCard(ctx, r, &reply.Message, c)
	reply.Add(d.seenByAll(r)...)
	reply.Add(bot.Buttons{
		button(r, "button.edit", r.Line("contact", "edit", c.Ref().String())),
	})
	return reply.About(c.Ref().String()), nil
}

// askDuplicate shows whom the contact looks like; nothing is saved yet.
func (d *Desk) askDuplicate(ctx context.Context, r *bot.Request, c store.Contact, alike []store.Contact) bot.Reply {
	reply := bot.Say(text(r, "contact.alike", "name", c.Name, "count", len(alike)))
	var list bot.List
	line := d.contactLine(ctx, r, c)
	buttons := bot.Buttons{button(r, "button.anyway", r.Line("contact", "new", line+", "+r.Word("anyway")))}
	for _, other := range alike[:min(len(alike), 3)] {
		code := other.Ref().String()
		list.Items = append(list.Items, d.contactBrief(r, other))
		buttons = append(buttons, bot.Button{
			Label: r.Label("button.update", "code", code), Command: r.Line("contact", "edit", code, d.contactNews(ctx, r, c, other)),
		})
		reply = reply.About(code)
	}
	buttons = append(buttons, button(r, "button.cancel", r.Line("desk", "cancel")))
	reply.Add(list, buttons)
	return reply
}

// contactLine writes a contact as the line that would record it.
func (d *Desk) contactLine(ctx context.Context, r *bot.Request, c store.Contact) string {
	parts := []string{labelled(r, "name", c.Name)}
	for _, f := range []struct{ name, value string }{
		{"organisation", c.Organisation}, {"role", c.Role}, {"email", c.Email}, {"phone", c.Phone},
		{"country", c.Country}, {"owner", d.user(ctx, c.Owner)},
	} {
		if f.value != "" {
			parts = append(parts, labelled(r, f.name, f.value))
		}
	}
	for _, t := range c.Topics {
		parts = append(parts, "#"+t)
	}
	parts = append(parts, c.Points...)
	for _, e := range c.Extra {
		parts = append(parts, quoted(e))
	}
	return strings.Join(parts, ", ")
}

// contactNews is the line with what c says that the one we have doesn't:
// not the same organisation in other capitals, nor nearly the same name.
func (d *Desk) contactNews(ctx context.Context, r *bot.Request, c, have store.Contact) string {
	news := c
	for _, f := range []struct{ new, old *string }{
		{&news.Organisation, &have.Organisation}, {&news.Role, &have.Role}, {&news.Email, &have.Email},
	} {
		if strings.Contains(search.Fold(*f.old), search.Fold(*f.new)) {
			*f.new = ""
		}
	}
	line := d.contactLine(ctx, r, news)
	if store.SameName(c.Name, have.Name) {
		_, line, _ = strings.Cut(line, ", ")
	}
	return line
}

func labelled(r *bot.Request, name, value string) string {
	return r.Word("label."+name) + ": " + quoted(value)
}

// quoted keeps a value together where it holds what would part it.
func quoted(value string) string {
	value = strings.ReplaceAll(strings.Join(strings.Fields(value), " "), `"`, "'")
	if strings.ContainsAny(value, ",;:|#") {
		return `"` + value + `"`
	}
	return value
}

func (d *Desk) contactNote(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	return d.note(ctx, r, store.KindContact)
}

func (d *Desk) contactNoteForm(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	return d.noteForm(ctx, r, store.KindContact)
}

func (d *Desk) contactMerge(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	one, two := first(r.Rest)
	keep, err := ref(r, store.KindContact, one)
	if err != nil {
		return bot.Reply{}, err
	}
	second, _ := first(strings.TrimPrefix(strings.TrimPrefix(two, "och "), "and "))
	if second == "" {
		return bot.Reply{}, bot.Misread("contact.merge_which", "code", keep.String(),
			"line", bot.Code(r.Line("contact", "merge", keep.String(), "K…")))
	}
	gone, err := ref(r, store.KindContact, second)
	if err != nil {
		return bot.Reply{}, err
	}
	var merged, was store.Contact
	err = d.update(ctx, r, func(tx *store.Tx) error {
		if was, err = tx.Contact(gone); err != nil {
			return err
		}
		if err := mayRemove(r, was.Made.By); err != nil {
			return err
		}
		merged, err = tx.MergeContacts(keep, gone)
		return err
	})
	if err != nil {
		return bot.Reply{}, err
	}
	reply := bot.Say(text(r, "contact.merged", "gone", was.Ref().String(), "keep", merged.Ref().String(), "name", merged.Name))
	d.contactCard(ctx, r, &reply.Message, merged)
	return reply.About(merged.Ref().String()), nil
}

func (d *Desk) contactDelete(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	word, _ := first(r.Rest)
	code, err := ref(r, store.KindContact, word)
	if err != nil {
		return bot.Reply{}, err
	}
	v := d.viewer(ctx, r)
	var gone store.Contact
	var named []string
	err = d.update(ctx, r, func(tx *store.Tx) error {
		c, err := tx.Contact(code)
		if err != nil {
			return err
		}
		if err := mayRemove(r, c.Made.By); err != nil {
			return err
		}
		if named, err = tx.NamedIn(c, v); err != nil {
			return err
		}
		gone, err = tx.EraseContact(c.Ref())
		return err
	})
	if err != nil {
		return bot.Reply{}, err
	}
	reply := erased(r, "contact.erased", gone.Ref(), gone.Name)
	if len(named) > 0 {
		reply.Add(bot.Context{Markup: r.T("contact.still_named", "codes", strings.Join(named, ", "))})
	}
	return reply, nil
}
