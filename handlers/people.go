package handlers

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"utblick/bot"
	"utblick/handlers/capture"
)

// people are the colleagues who can be meant by what someone types.
func (d *Desk) people(ctx context.Context) (capture.People, error) {
	all, err := d.Directory.People(ctx)
	if err != nil {
		return nil, fmt.Errorf("list people: %w", err)
	}
	people := make(capture.People, len(all))
	for i, p := range all {
		people[i] = capture.Person{ID: p.ID, User: p.User, Name: p.Name}
	}
	return people, nil
}

// who finds the one person that a word means; error codes "person.unknown"
// and "person.ambiguous" tell whom one can mean.
func (d *Desk) who(ctx context.Context, r *bot.Request, word string) (capture.Person, error) {
	people, err := d.people(ctx)
	if err != nil {
		return capture.Person{}, err
	}
	if isMe(r, word) {
		return capture.Person{ID: r.From.ID, User: r.From.User, Name: r.From.Name}, nil
	}
	if p, ok := people.Find(word); ok {
		return p, nil
	}
	return capture.Person{}, d.unknownPerson(people, word)
}

// whose is who in a list's words: where nothing was to be saved, the error
// doesn't say that nothing was.
func (d *Desk) whose(ctx context.Context, r *bot.Request, word string) (capture.Person, error) {
	who, err := d.who(ctx, r, word)
	var coded bot.Coded
	if errors.As(err, &coded) && coded.Code() == "person.unknown" {
		return who, bot.Misread("person.not_found", coded.Args()...)
	}
	return who, err
}

func isMe(r *bot.Request, word string) bool {
	word = strings.TrimPrefix(strings.TrimSpace(word), "@")
	return r.Is("mine", word) || strings.EqualFold(word, r.From.User)
}

// maxNamed is how many colleagues an error names as those who can be meant.
const maxNamed = 12

func (d *Desk) unknownPerson(people capture.People, word string) error {
	word = strings.TrimSpace(word)
	if several := people.Candidates(word); len(several) > 1 {
		return bot.Misread("person.ambiguous", "word", word, "people", users(several))
	}
	return bot.Misread("person.unknown", "word", word, "people", users(people))
}

func users(people []capture.Person) string {
	var list []string
	for i, p := range people {
		if i == maxNamed {
			list = append(list, "…")
			break
		}
		list = append(list, "@"+p.User)
	}
	return strings.Join(list, ", ")
}

// at names a person by their id, as others type them; one who has left is
// named by the id that the records keep.
func (d *Desk) at(ctx context.Context, id string) bot.Markup {
	if id == "" {
		return ""
	}
	p, ok, err := d.Directory.Person(ctx, id)
	if err != nil || !ok {
		return bot.Escape("@" + id)
	}
	return bot.Mention(p)
}

// name is the person's full name, for sentences.
func (d *Desk) name(ctx context.Context, id string) string {
	p, ok, err := d.Directory.Person(ctx, id)
	if err != nil || !ok {
		return id
	}
	return p.Display()
}

// user is what is typed to mean the person: "@anna".
func (d *Desk) user(ctx context.Context, id string) string {
	if id == "" {
		return ""
	}
	p, ok, err := d.Directory.Person(ctx, id)
	if err != nil || !ok {
		return "@" + id
	}
	return "@" + p.User
}

func (d *Desk) ats(ctx context.Context, ids []string) bot.Markup {
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = string(d.at(ctx, id))
	}
	return bot.Markup(strings.Join(list, ", "))
}
