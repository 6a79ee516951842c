package handlers

import (
	"context"
	"slices"
	"strings"

	"utblick/bot"
	"utblick/store"
)

// notAsked answers plain text that is no question to the guideline after all:
// thanks, a verb and a code, one's own tasks, or whom the house knows. ok is
// false for everything else.
func (d *Desk) notAsked(ctx context.Context, r *bot.Request, said string) (reply bot.Reply, ok bool, err error) {
	bare := strings.Trim(said, " ?!.")
	switch {
	case r.Is("thanks", bare):
		return bot.Say(text(r, "thanks")), true, nil
	case r.Is("my_tasks", bare):
		r.Command, r.Verb, r.Rest = "task", "list", ""
		reply, err = d.taskList(ctx, r)
		return reply, true, err
	}
	if r.Is("no_reminders", bare) {
		r.Command, r.Verb, r.Rest = "desk", "reminders", r.Word("off")
		reply, err = d.reminders(ctx, r)
		return reply, true, err
	}
	if line := d.turned(r, bare); line != "" {
		return reply, true, bot.Misread("ask.command", "line", bot.Code(line)).With(line, line)
	}
	if ok, err = d.asksForContacts(ctx, r, said); !ok || err != nil {
		return reply, ok, err
	}
	r.Command, r.Verb, r.Rest = "contact", "list", said
	reply, err = d.contactList(ctx, r)
	return reply, true, err
}

// turned makes "U1 klar" and "flytta U1 till fredag" the line that does it, or
// nothing when there is no code with a verb of its kind beside it.
func (d *Desk) turned(r *bot.Request, said string) string {
	words := strings.Fields(said)
	if line := d.remindMe(r, words); line != "" {
		return line
	}
	for i, word := range words[:min(2, len(words))] {
		code, ok := store.ParseRef(strings.Trim(word, ",.:"))
		if !ok || len(words) < 2 || code.Kind == store.KindQuestion {
			continue
		}
		command := commandOf(code.String())
		verb := d.verbAmong(r, command, words[1-i])
		if verb == "" {
			continue
		}
		return r.Line(command, verb, append([]string{code.String()}, words[2:]...)...)
	}
	return ""
}

// remindMe makes "påminn mig om U1 imorgon" the line that does it, or nothing.
func (d *Desk) remindMe(r *bot.Request, words []string) string {
	if len(words) < 3 || !r.Is("verb.remind", words[0]) {
		return ""
	}
	i := 1
	for i < len(words)-1 && (isMe(r, words[i]) || r.Is("about", words[i])) {
		i++
	}
	code, ok := store.ParseRef(strings.Trim(words[i], ",.:"))
	if !ok || code.Kind != store.KindTask || i == 1 {
		return ""
	}
	return r.Line("task", "remind", append([]string{code.String()}, words[i+1:]...)...)
}

// verbAmong is the name of the command's verb that a word means.
func (d *Desk) verbAmong(r *bot.Request, command, word string) string {
	for _, c := range d.Commands() {
		if c.Name != command {
			continue
		}
		for _, v := range c.Verbs {
			if r.Is("verb."+v.Name, strings.Trim(word, ",.:")) {
				return v.Name
			}
		}
	}
	return ""
}

// asksForContacts tells whether a question is about whom we know: nothing but
// a country or a #topic beside small words, or "vem jobbar med energi?" where
// somebody fits.
func (d *Desk) asksForContacts(ctx context.Context, r *bot.Request, question string) (bool, error) {
	f, err := d.contactFilter(ctx, r, question)
	if err != nil {
		return false, nil //nolint:nilerr // what is no filter is a question
	}
	if f.Organisation == "" {
		return f.Country != "" || f.Topic != "", nil
	}
	if !slices.ContainsFunc(strings.Fields(question), func(w string) bool { return r.Is("know_cues", strings.Trim(w, "?,.")) }) {
		return false, nil
	}
	total := 0
	err = d.view(ctx, func(tx *store.Tx) (err error) {
		_, total, err = d.listContacts(tx, f, 0)
		return err
	})
	return total > 0, err
}
