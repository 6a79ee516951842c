package handlers

import (
	"context"
	"slices"
	"strings"

	"utblick/bot"
	"utblick/handlers/when"
)

// aboutNone reads a line without a code. Whatever it means comes first in it,
// small words aside: "jag är borta på fredag" says something of oneself, "Cilla
// är borta" nothing to the bot.
func (d *Desk) aboutNone(ctx context.Context, r *bot.Request, words []string) (meant, bool) {
	rest := after(r, words, "small")
	for _, read := range []func(context.Context, *bot.Request, []string) (meant, bool){
		d.remindOf, d.newOne, d.leave, d.own, d.tasksAsked,
	} {
		if m, ok := read(ctx, r, rest); ok {
			return m, true
		}
	}
	return meant{}, false
}

// remindOf makes "påminn mig på fredag att ringa Mikko" a new task, since it
// names none that is there.
func (d *Desk) remindOf(ctx context.Context, r *bot.Request, words []string) (meant, bool) {
	n := leads(r, words, "verb.remind")
	if n == 0 {
		return meant{}, false
	}
	what := after(r, words[n:], "small")
	whom := ""
	if people, err := d.people(ctx); err == nil && len(what) > 1 && !isMe(r, what[0]) {
		if who, ok := people.Find(bare(what[0])); ok {
			what, whom = what[1:], "@"+who.User
		}
	}
	day := ""
	said := strings.Join(what, " ")
	if found := when.Find(said, d.due(r)); len(found) > 0 && found[0].Err == nil && leadsToDay(r, said[:found[0].Start]) {
		day, said = said[:found[0].End], said[found[0].End:]
	}
	said = strings.Join(after(r, strings.Fields(said), "small", "about", "that"), " ")
	if said == "" {
		return meant{}, false
	}
	return meant{command: "task", verb: "new", rest: strings.TrimSpace(oneLine(said + " " + day + " " + whom))}, true
}

// leadsToDay: nothing, or a small word like "på", stands before the day.
func leadsToDay(r *bot.Request, before string) bool {
	before = strings.TrimSpace(before)
	return before == "" || r.Is("joint", before) && !r.Is("about", before)
}

// newOne reads "ny uppgift ringa Mikko" and "lägg till en kontakt: …".
func (d *Desk) newOne(_ context.Context, r *bot.Request, words []string) (meant, bool) {
	n := leads(r, words, "verb.new")
	if n == 0 {
		return meant{}, false
	}
	what := after(r, words[n:], "article", "verb.new")
	for _, command := range []string{"task", "contact", "meeting"} {
		if n := leads(r, what, "command."+command); n > 0 {
			return meant{command: command, verb: "new", rest: strings.Join(after(r, what[n:], "about", "that"), " ")}, true
		}
	}
	return meant{}, false
}

// leave reads when somebody is away ("jag har semester nästa vecka") or back.
func (d *Desk) leave(ctx context.Context, r *bot.Request, words []string) (meant, bool) {
	n := leads(r, words, "verb.absence", "verb.free", "leave")
	if n == 0 {
		return meant{}, false
	}
	days := strings.Join(after(r, words[n:], "small"), " ")
	if p, size := d.period(r, strings.Fields(days)); size > 0 && size == len(strings.Fields(days)) {
		days = d.days(r, p.from, p.to)
	}
	if days == "" {
		days = r.Word("period.today")
	}
	if _, err := d.readAbsence(ctx, r, days); err == nil {
		return meant{command: "desk", verb: "absence", rest: days}, true
	}
	_, _, ok := d.weekdays(r, days)
	return meant{command: "desk", verb: "free", rest: days}, ok && leads(r, words, "verb.free") > 0
}

// own reads what one may ask for of one's own, after "visa mina": reminders,
// settings, another language, the last change taken back.
func (d *Desk) own(_ context.Context, r *bot.Request, words []string) (meant, bool) {
	words = after(r, words, "small", "mine", "question", "question_verb", "verb.show", "verb.list")
	for _, c := range d.Commands() {
		if !c.Hub {
			continue
		}
		for _, v := range c.Verbs {
			n := leads(r, words, "verb."+v.Name)
			rest := after(r, words[n:], "small", "mine", "to")
			language := v.Name == "language" && len(rest) == 1
			if n > 0 && (len(rest) == 0 || language) {
				return meant{command: c.Name, verb: v.Name, rest: strings.Join(rest, " "), looks: true}, true
			}
		}
	}
	return meant{}, false
}

// tasksAsked reads which tasks to list: "vad är försenat", "what's due this
// week", "visa mina uppgifter". Every word has to be known.
func (d *Desk) tasksAsked(ctx context.Context, r *bot.Request, words []string) (meant, bool) {
	var filter []string
	tasks, todo, narrow := false, false, false
	if slices.ContainsFunc(words, func(w string) bool { return isMe(r, bare(w)) }) {
		filter = append(filter, r.Word("mine"))
	}
	for len(words) > 0 {
		n := leads(r, words, "small", "joint", "question", "question_verb", "verb.show", "verb.list", "todo", "command.task")
		switch {
		case leads(r, words, "command.task") == n && n > 0:
			tasks = true
		case leads(r, words, "todo") == n && n > 0:
			todo = true
		case n == 0:
			if n = d.filterWords(ctx, r, words); n == 0 {
				return meant{}, false
			}
			narrow = true
			filter = append(filter, words[:n]...)
		}
		words = words[n:]
	}
	late := slices.ContainsFunc(filter, func(w string) bool { return r.Is("late", bare(w)) })
	return meant{command: "task", verb: "list", rest: strings.Join(filter, " "), looks: true}, tasks || late || todo && narrow
}
