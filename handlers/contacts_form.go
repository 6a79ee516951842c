package handlers

import (
	"context"
	"net/mail"
	"strconv"
	"strings"

	"utblick/bot"
	"utblick/handlers/capture"
	"utblick/store"
)

func itoa(n int) string { return strconv.Itoa(n) }

// contactForm asks for a contact, filled in with what c holds. state is empty
// for a new one, else its code and revision.
func (d *Desk) contactForm(ctx context.Context, r *bot.Request, c store.Contact, state string) bot.Form {
	verb, line := "new", r.Line("contact", "new", r.Label("example.contact"))
	title := r.Label("contact.form.new")
	if state != "" {
		verb, line = "edit", r.Line("contact", "edit", c.Ref().String(), r.Word("label.role")+": …")
		title = r.Label("contact.form.edit", "code", c.Ref().String())
	}
	return bot.Form{
		ID: bot.FormID{Command: "contact", Verb: verb, State: state}, Title: title, Submit: r.Label("form.save"), Line: line,
		Fields: []bot.FormField{
			formField(r, "name", bot.FieldText, c.Name, true), formField(r, "organisation", bot.FieldText, c.Organisation, false),
			formField(r, "role", bot.FieldText, c.Role, false), formField(r, "email", bot.FieldEmail, c.Email, false),
			formField(r, "phone", bot.FieldPhone, c.Phone, false), formField(r, "country", bot.FieldText, d.country(r, c.Country), false),
			formField(r, "topics", bot.FieldList, strings.Join(c.Topics, ", "), false),
			formField(r, "points", bot.FieldList, strings.Join(c.Points, ", "), false),
			formField(r, "owner", bot.FieldPerson, d.user(ctx, c.Owner), false),
		},
	}
}

func formField(r *bot.Request, name string, kind bot.FieldType, value string, required bool) bot.FormField {
	return bot.FormField{Name: name, Label: r.Label("field." + name), Type: kind, Value: value, Required: required}
}

// wrong are a form's field errors, by field name.
type wrong map[string]string

// refill puts what was sent and what is wrong with it into the form.
func (w wrong) refill(f bot.Form, values map[string]string) bot.Form {
	for i := range f.Fields {
		field := &f.Fields[i]
		if value, ok := values[field.Name]; ok {
			field.Value = value
		}
		field.Error = w[field.Name]
	}
	return f
}

// again opens a sent form once more with what was sent; it stays the form that
// was opened first.
func (w wrong) again(r *bot.Request, f bot.Form) bot.Form {
	f = w.refill(f, r.Values)
	if r.Form.State != "" {
		f.ID.State = r.Form.State
	}
	return f
}

func (d *Desk) contactNewForm(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	c, bad, err := d.contactValues(ctx, r, store.Contact{})
	if err != nil {
		return bot.Reply{}, err
	}
	if len(bad) > 0 {
		return bot.Open(bad.refill(d.contactForm(ctx, r, store.Contact{}, ""), r.Values)), nil
	}
	return d.saveContact(ctx, r, c, false)
}

// contactValues reads a sent form into c. Every value is checked again here,
// whatever the platform's own form let through.
func (d *Desk) contactValues(ctx context.Context, r *bot.Request, c store.Contact) (store.Contact, wrong, error) {
	bad := wrong{}
	values := map[string]string{}
	for name, value := range r.Values {
		values[name] = strings.TrimSpace(value)
		if len([]rune(value)) > store.MaxField {
			bad[name] = r.Label("form.long", "max", store.MaxField)
		}
	}
	err := d.setContact(ctx, r, &c, values, bad)
	return c, bad, err
}

// setContact sets the named fields of c and notes which can't be.
func (d *Desk) setContact(ctx context.Context, r *bot.Request, c *store.Contact, values map[string]string, bad wrong) error {
	for name, value := range values {
		switch name {
		case "name":
			if c.Name = value; value == "" {
				bad[name] = r.Label("form.required")
			}
		case "organisation":
			c.Organisation = value
		case "role":
			c.Role = value
		case "email":
			if _, err := mail.ParseAddress(value); value != "" && err != nil {
				bad[name] = r.Label("form.email")
			}
			c.Email = value
		case "phone":
			c.Phone = value
		case "country":
			code, ok := capture.Country(upperCode(value))
			if !ok && value != "" {
				bad[name] = r.Label("form.country")
			}
			c.Country = code
		case "topics":
			c.Topics = topics(value)
		case "points":
			c.Points = d.points(r, value, bad)
		case "owner":
			if err := d.setOwner(ctx, r, &c.Owner, value, bad); err != nil {
				return err
			}
		}
	}
	return nil
}

// upperCode lets "fi" stand for FI where nothing but a country can be meant.
func upperCode(value string) string {
	if len(value) == 2 {
		return strings.ToUpper(value)
	}
	return value
}

// setOwner reads "@anna" into owner.
func (d *Desk) setOwner(ctx context.Context, r *bot.Request, owner *string, value string, bad wrong) error {
	if value == "" || value == d.user(ctx, *owner) {
		if value == "" {
			*owner = ""
		}
		return nil
	}
	people, err := d.people(ctx)
	if err != nil {
		return err
	}
	if isMe(r, value) {
		*owner = r.From.ID
		return nil
	}
	who, ok := people.Find(value)
	if !ok {
		bad["owner"] = r.Label("form.person", "people", users(people))
		return nil
	}
	*owner = who.ID
	return nil
}

func list(value string) []string {
	var parts []string
	for part := range strings.FieldsFuncSeq(value, func(r rune) bool { return r == ',' || r == ';' || r == '\n' }) {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

func topics(value string) []string {
	var all []string
	for _, t := range list(strings.ReplaceAll(value, "#", ",")) {
		all = append(all, strings.ToLower(t))
	}
	return all
}

func (d *Desk) points(r *bot.Request, value string, bad wrong) []string {
	var all []string
	for _, word := range list(strings.ReplaceAll(value, " ", ",")) {
		point, ok := store.ParsePoint(word)
		if !ok || !d.hasPoint(point) {
			bad["points"] = r.Label("form.point", "text", word)
			continue
		}
		all = append(all, point)
	}
	return all
}
