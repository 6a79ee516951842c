package handlers

import (
	"context"
	"errors"
	"hash/fnv"
	"io"
	"slices"
	"strconv"
	"strings"

	"utblick/bot"
	"utblick/handlers/capture"
	"utblick/store"
)

// contactEdit changes what the line names, or opens the form filled in.
func (d *Desk) contactEdit(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	word, rest := first(r.Rest)
	// A form that a direct message offered names the revision too: "K3/2".
	word, _, _ = strings.Cut(word, "/")
	code, err := ref(r, store.KindContact, word)
	if err != nil {
		return bot.Reply{}, err
	}
	if rest == "" {
		return d.openContact(ctx, r, code)
	}
	people, err := d.people(ctx)
	if err != nil {
		return bot.Reply{}, err
	}
	change := capture.ParseContactChange(rest, people, d.hasPoint)
	if err := d.contactProblem(r, people, change.Unknown); err != nil {
		return bot.Reply{}, err
	}
	if len(change.Set) == 0 && len(change.Topics) == 0 && len(change.Points) == 0 {
		return bot.Reply{}, bot.Misread("contact.change_what", "text", strings.Join(change.Rest, ", "),
			"line", bot.Code(r.Line("contact", "edit", code.String(), r.Word("label.role")+": "+strings.Join(change.Rest, ", "))))
	}
	return d.changeContact(ctx, r, code, func(c *store.Contact) (wrong, error) {
		bad := wrong{}
		err := d.setContact(ctx, r, c, change.Set, bad)
		c.Topics, c.Points = withAll(c.Topics, change.Topics), withAll(c.Points, change.Points)
		c.Extra = withAll(c.Extra, change.Rest)
		return bad, err
	})
}

func withAll(have, more []string) []string {
	all := slices.Clone(have)
	for _, s := range more {
		if !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	return all
}

func (d *Desk) openContact(ctx context.Context, r *bot.Request, code store.Ref) (bot.Reply, error) {
	var c store.Contact
	err := d.view(ctx, func(tx *store.Tx) (err error) {
		c, err = tx.Contact(code)
		return err
	})
	if err != nil {
		return bot.Reply{}, err
	}
	return openEdit(d.contactForm(ctx, r, c, state(c.Ref(), c.Rev)), c.Ref()), nil
}

// state is what an edit form carries: which record, and its revision.
func state(code store.Ref, rev uint64) string {
	return code.String() + "/" + strconv.FormatUint(rev, 10)
}

// opened adds to a form's state what each field held when it was opened, so
// that a field somebody left alone can be told from one they changed.
func opened(f bot.Form) bot.Form {
	if f.ID.State == "" {
		return f
	}
	for _, field := range f.Fields {
		f.ID.State += "/" + digest(field.Value)
	}
	return f
}

// openEdit opens a form on a record.
func openEdit(f bot.Form, code store.Ref) bot.Reply {
	return bot.Open(opened(f)).About(code.String())
}

func digest(value string) string {
	h := fnv.New32a()
	io.WriteString(h, strings.TrimSpace(value))
	return strconv.FormatUint(uint64(h.Sum32()), 36)
}

func readState(s string, kind store.Kind) (code store.Ref, rev uint64, err error) {
	word, rest, _ := strings.Cut(s, "/")
	number, _, _ := strings.Cut(rest, "/")
	code, ok := store.ParseRef(word)
	rev, numErr := strconv.ParseUint(number, 10, 64)
	if !ok || code.Kind != kind || numErr != nil {
		return code, 0, bot.Misread("form.unknown")
	}
	return code, rev, nil
}

// errWrong ends a transaction whose form has to be filled in again.
var errWrong = errors.New("form to be filled in again")

// changeContact lets change work on the record as it is now and shows what
// became of it.
func (d *Desk) changeContact(ctx context.Context, r *bot.Request, code store.Ref, change func(*store.Contact) (wrong, error)) (bot.Reply, error) {
	var c store.Contact
	var bad wrong
	same := false
	err := d.update(ctx, r, func(tx *store.Tx) error {
		var err error
		if c, err = tx.Contact(code); err != nil {
			return err
		}
		before := c.Rev
		if bad, err = change(&c); err != nil {
			return err
		}
		if len(bad) > 0 {
			return errWrong
		}
		err = tx.PutContact(&c)
		same = c.Rev == before
		return err
	})
	if errors.Is(err, errWrong) {
		return bot.Open(bad.again(r, d.contactForm(ctx, r, c, state(c.Ref(), c.Rev)))), nil
	}
	if err != nil {
		return bot.Reply{}, err
	}
	key := "contact.changed"
	if same {
		key = "contact.same"
	}
	reply := bot.Say(text(r, key, "code", c.Ref().String(), "name", c.Name))
	d.contactCard(ctx, r, &reply.Message, c)
	return reply.About(c.Ref().String()), nil
}

func (d *Desk) contactEditForm(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	code, rev, err := readState(r.Form.State, store.KindContact)
	if err != nil {
		return bot.Reply{}, err
	}
	reply, err := d.changeContact(ctx, r, code, func(c *store.Contact) (wrong, error) {
		if c.Rev != rev {
			return nil, store.Fail("record.changed", "code", code.String())
		}
		next, bad, err := d.contactValues(ctx, r, *c)
		*c = next
		return bad, err
	})
	return d.raced(ctx, r, code, reply, err, d.openContact)
}

// raced passes on what became of an edit form, unless somebody else changed
// the record meanwhile: then it opens the form anew, with what the person had
// changed over what the other has, so that neither's work is lost unseen.
func (d *Desk) raced(ctx context.Context, r *bot.Request, code store.Ref, reply bot.Reply, err error,
	open func(context.Context, *bot.Request, store.Ref) (bot.Reply, error),
) (bot.Reply, error) {
	var coded bot.Coded
	if !errors.As(err, &coded) || coded.Code() != "record.changed" {
		return reply, err
	}
	if reply, err = open(ctx, r, code); err != nil {
		return reply, err
	}
	var past []store.Entry
	err = d.view(ctx, func(tx *store.Tx) (err error) {
		past, err = tx.History(code)
		return err
	})
	if err != nil || len(past) == 0 {
		return reply, err
	}
	before := strings.Split(r.Form.State, "/")[2:]
	for i, field := range reply.Form.Fields {
		sent, ok := r.Values[field.Name]
		if ok && (i >= len(before) || digest(sent) != before[i]) {
			reply.Form.Fields[i].Value = sent
		}
	}
	reply.Add(text(r, "form.raced", "code", code.String(), "who", d.at(ctx, past[0].By)))
	reply.Add(d.history(ctx, r, past[:1])...)
	return reply, nil
}
