package handlers

import (
	"context"
	"strings"

	"utblick/bot"
	"utblick/handlers/capture"
	"utblick/store"
)

func (d *Desk) contactList(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	filter, err := d.contactFilter(ctx, r, r.Rest)
	if err != nil {
		return bot.Reply{}, err
	}
	var page []store.Contact
	var total int
	skip := (r.Page - 1) * pageSize
	err = d.view(ctx, func(tx *store.Tx) (err error) {
		page, total, err = d.listContacts(tx, filter, skip)
		return err
	})
	if err != nil {
		return bot.Reply{}, err
	}
	return d.contactPage(r, page, total, skip), nil
}

// listContacts takes a word that no organisation has for a topic: "lista energi".
func (d *Desk) listContacts(tx *store.Tx, f store.ContactFilter, skip int) (page []store.Contact, total int, err error) {
	page, total, err = tx.Contacts(f, skip, pageSize)
	if err != nil || total > 0 || f.Organisation == "" || f.Topic != "" {
		return page, total, err
	}
	f.Topic, f.Organisation = f.Organisation, ""
	return tx.Contacts(f, skip, pageSize)
}

func (d *Desk) contactPage(r *bot.Request, page []store.Contact, total, skip int) bot.Reply {
	if total == 0 {
		key := "contact.none_yet"
		if strings.TrimSpace(r.Rest) != "" {
			key = "contact.none_fit"
		}
		return bot.Say(text(r, key, "words", strings.TrimSpace(r.Rest),
			"line", bot.Code(r.Line("contact", "new", r.Label("example.contact"))), "list", bot.Code(r.Line("contact", "list"))))
	}
	if len(page) == 0 {
		return bot.Say(text(r, "list.end"))
	}
	reply := bot.Say(text(r, "contact.list", "count", total, "words", strings.TrimSpace(r.Rest)))
	var list bot.List
	for _, c := range page {
		list.Items = append(list.Items, d.contactBrief(r, c))
		reply = reply.About(c.Ref().String())
	}
	reply.Add(list)
	if skip+len(page) < total {
		reply.More = d.nextPage(r)
		reply.Add(bot.Context{Markup: r.T("list.shown", "from", skip+1, "to", skip+len(page), "total", total)})
	} else if line := r.Line("contact", "list", r.Rest); r.Page == 1 {
		reply.Add(shareable(r, line))
	}
	return reply
}

// nextPage is the line that shows the page after the one asked for.
func (d *Desk) nextPage(r *bot.Request) string {
	return r.Line(r.Command, r.Verb, strings.TrimSpace(r.Rest), r.Word("page"), itoa(r.Page+1))
}

// contactFilter reads "finland #energi N5 @anna oulu", together or alone;
// small words between them don't count.
func (d *Desk) contactFilter(ctx context.Context, r *bot.Request, words string) (store.ContactFilter, error) {
	var f store.ContactFilter
	var left []string
	list := strings.Fields(strings.Trim(words, " ?."))
	for i := 0; i < len(list); i++ {
		word := strings.Trim(list[i], ",;?")
		if n, code := countryAt(list[i:]); n > 0 {
			if f.Country != "" && f.Country != code {
				return f, bot.Misread("contact.one_country")
			}
			f.Country, i = code, i+n-1
			continue
		}
		rest, err := d.filterWord(ctx, r, &f, word)
		if err != nil {
			return f, err
		}
		if rest != "" {
			left = append(left, rest)
		}
	}
	f.Organisation = strings.Join(left, " ")
	return f, nil
}

// countryAt tells how many of the first words name a country.
func countryAt(words []string) (n int, code string) {
	for n := min(3, len(words)); n > 0; n-- {
		if code, ok := capture.Country(strings.Join(words[:n], " ")); ok {
			return n, code
		}
	}
	return 0, ""
}

// filterWord takes what a word says into f, or gives it back.
func (d *Desk) filterWord(ctx context.Context, r *bot.Request, f *store.ContactFilter, word string) (string, error) {
	point, isPoint := store.ParsePoint(word)
	switch {
	case word == "" || r.Is("fillers", word) || r.Is("all", word):
		return "", nil
	case strings.HasPrefix(word, "#") && len(word) > 1:
		f.Topic = word[1:]
	case isPoint && d.hasPoint(point):
		f.Point = point
	case isPoint:
		return "", d.unknownPoint(word)
	case strings.HasPrefix(word, "@") || r.Is("mine", word):
		who, err := d.whose(ctx, r, word)
		if err != nil {
			return "", err
		}
		f.Owner = who.ID
	default:
		return word, nil
	}
	return "", nil
}

func (d *Desk) contactSearch(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	query := strings.TrimSpace(r.Rest)
	if query == "" {
		return d.contactList(ctx, r)
	}
	if code, ok := store.ParseRef(query); ok {
		r.Rest = code.String()
		return d.contactShow(ctx, r)
	}
	if filter, err := d.contactFilter(ctx, r, query); err == nil && filter.Organisation == "" {
		r.Verb = "list"
		return d.contactList(ctx, r)
	}
	refs, err := d.found(ctx, r, query, store.KindContact)
	if err != nil {
		return bot.Reply{}, err
	}
	if len(refs) == 1 {
		return d.showContact(ctx, r, refs[0])
	}
	return d.hits(ctx, r, query, refs)
}
