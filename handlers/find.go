package handlers

import (
	"context"
	"strings"

	"utblick/bot"
	"utblick/store"
)

// isName tells whether somebody named a record by its words where its code
// goes: "visa lahtinen".
func isName(word string) bool {
	_, isRef := store.ParseRef(word)
	_, isPoint := store.ParsePoint(word)
	return len(word) > 2 && !isRef && !isPoint && !strings.ContainsAny(word, "0123456789")
}

// maxHits is how many hits a search looks at; beyond it one narrows the search.
const maxHits = 50

func (d *Desk) found(ctx context.Context, r *bot.Request, query string, kinds ...store.Kind) ([]store.Ref, error) {
	v := d.viewer(ctx, r)
	var refs []store.Ref
	err := d.view(ctx, func(tx *store.Tx) (err error) {
		refs, err = tx.Find(query, v, maxHits, kinds...)
		return err
	})
	return refs, err
}

// hits lists what a search found, a page at a time.
func (d *Desk) hits(ctx context.Context, r *bot.Request, query string, refs []store.Ref) (bot.Reply, error) {
	if len(refs) == 0 {
		return d.noHits(r, query), nil
	}
	v := d.viewer(ctx, r)
	skip := (r.Page - 1) * pageSize
	if skip >= len(refs) {
		return bot.Say(text(r, "list.end")), nil
	}
	reply := bot.Say(text(r, "find.hits", "count", len(refs), "query", query))
	var list bot.List
	err := d.view(ctx, func(tx *store.Tx) error {
		list.Items = nil
		for _, code := range refs[skip:min(skip+pageSize, len(refs))] {
			line, err := d.brief(ctx, r, tx, code, v)
			if err != nil {
				return err
			}
			list.Items = append(list.Items, line)
		}
		return nil
	})
	if err != nil {
		return bot.Reply{}, err
	}
	for _, code := range refs[skip:min(skip+pageSize, len(refs))] {
		reply = reply.About(code.String())
	}
	reply.Add(list)
	if skip+pageSize < len(refs) {
		reply.More = d.nextPage(r)
	}
	return reply, nil
}

// brief is a record in one line of a list, its code first.
func (d *Desk) brief(ctx context.Context, r *bot.Request, tx *store.Tx, code store.Ref, v store.Viewer) (bot.Markup, error) {
	switch code.Kind {
	case store.KindContact:
		c, err := tx.Contact(code)
		return d.contactBrief(r, c), err
	case store.KindTask:
		t, err := tx.Task(code, v)
		return d.taskLine(ctx, r, t), err
	}
	title, err := d.title(r, tx, code.String(), v)
	return bot.Bold(code.String()) + " " + title, err
}

// verbNear words a line that begins with what is nearly a verb, or is nil.
func verbNear(r *bot.Request, words string) error {
	word, rest := first(words)
	verb := r.Near(word)
	if verb == "" {
		return nil
	}
	line := strings.TrimSpace(r.Slash(r.Command) + " " + verb + " " + rest)
	err := bot.Misread("verb.near", "word", word, "line", bot.Code(line), "help", bot.Code(r.Slash(r.Command)+" "+r.Word("help")))
	err.Buttons = r.Offer(verb, line)
	return err
}

// noHits says that nothing was found and what one may have meant.
func (d *Desk) noHits(r *bot.Request, query string) bot.Reply {
	reply := bot.Say(text(r, "find.nothing", "query", query))
	word, rest := first(query)
	if verb := r.Near(word); verb != "" {
		line := strings.TrimSpace(r.Slash(r.Command) + " " + verb + " " + rest)
		reply.Add(text(r, "find.meant", "line", bot.Code(line)), r.Offer(verb, line))
		return reply
	}
	if r.Command != "support" {
		line := r.Line(r.Command, "new", query)
		reply.Add(text(r, "find.add", "line", bot.Code(line)))
	}
	return reply
}
