package handlers

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"utblick/bot"
	"utblick/handlers/when"
	"utblick/store"
)

// longestMeant is how many words a line has at most that is read as a command
// in everyday words; longer ones tell something.
const longestMeant = 14

// meant is the command that everyday words stand for. The grammar's own words
// may stand anywhere among small ones ("kan du", "jag är") that say nothing;
// what is neither is the rest, in the order in which it was typed.
type meant struct {
	command, verb, rest string
	looks               bool // it changes nothing, or is as plain as can be: it needn't be offered first
}

func (m meant) line(r *bot.Request) string { return r.Line(m.command, m.verb, m.rest) }

// inWords answers plain text that means a command: it does what only looks,
// and offers the line for all else.
func (d *Desk) inWords(ctx context.Context, r *bot.Request, said string) (reply bot.Reply, ok bool, err error) {
	words := joinCodes(strings.Fields(strings.TrimRight(said, " ?!.…")))
	m, ok := d.fixed(r, strings.Join(words, " "))
	if !ok && len(words) <= longestMeant && !strings.Contains(said, "\n") {
		if m, ok = d.aboutCode(r, words); !ok {
			m, ok = d.aboutNone(ctx, r, words)
		}
	}
	switch {
	case ok && m.looks:
		reply, err = d.run(ctx, r, m.command, m.verb, m.rest)
		return reply, true, err
	case ok:
		line := m.line(r)
		return reply, true, bot.Misread("ask.command", "line", bot.Code(line)).With(line, line)
	}
	lines := d.lacksCode(r, words)
	if lines == nil {
		return reply, false, nil
	}
	return reply, true, bot.Misread("ask.which", "lines", bot.Markup(strings.Join(lines, ", ")))
}

// fixed are the turns of speech that mean one thing as a whole.
func (d *Desk) fixed(r *bot.Request, said string) (meant, bool) {
	off := meant{command: "desk", verb: "reminders", rest: r.Word("off")}
	switch {
	case r.Is("my_tasks", said):
		return meant{command: "task", verb: "list", looks: true}, true
	case r.Is("no_reminders", said):
		off.looks = true
		return off, true
	case r.Is("stop", said):
		return off, true
	}
	return meant{}, false
}

// aboutCode reads a line with a code and a verb of its kind beside it: "U1 är
// klar", "påminn mig på fredag om U2", "skjut upp u2 en vecka". A question
// about a record has it shown.
func (d *Desk) aboutCode(r *bot.Request, words []string) (meant, bool) {
	at := slices.IndexFunc(words, isCode)
	if at < 0 || len(words) == 1 {
		return meant{}, false
	}
	code, _ := store.ParseRef(bare(words[at]))
	command := commandOf(code.String())
	if leads(r, words, "question") > 0 || at == 1 && leads(r, words, "question_verb") > 0 {
		return meant{command: command, verb: "show", rest: code.String(), looks: true}, true
	}
	v, from, to := d.codedVerb(r, command, words)
	if v.Name == "" {
		return meant{}, false
	}
	rest := around(r, words, at, from, to)
	if v.Codes == bot.OnlyCodes {
		more := slices.DeleteFunc(slices.Clone(rest), func(w string) bool { return !isCode(w) })
		if v.Grave && len(more) < len(rest) {
			return meant{}, false // "ta bort Bo från U2" is something else
		}
		rest = more
	}
	return meant{command: command, verb: v.Name, rest: strings.Join(append([]string{code.String()}, rest...), " "), looks: v.Name == "show"}, true
}

// around is what is left of a line without its code, its verb, the small words
// before them, and the one that leads to the code.
func around(r *bot.Request, words []string, code, from, to int) []string {
	var rest []string
	for i, w := range words {
		small := r.Is("small", bare(w)) && (i < max(code, from) || i == len(words)-1)
		joint := r.Is("joint", bare(w)) && i+1 == code
		if i != code && (i < from || i >= to) && !small && !joint {
			rest = append(rest, w)
		}
	}
	return rest
}

func isCode(word string) bool {
	_, ok := store.ParseRef(bare(word))
	return ok
}

// codedVerb is the first verb among the words that takes a code of the
// command's, and where it stands. To see something is meant only when there is
// no other: "se till att U1 blir klar".
func (d *Desk) codedVerb(r *bot.Request, command string, words []string) (found bot.Verb, from, to int) {
	verbs := d.codedVerbs(command)
	for i := range words {
		n := 0
		for _, v := range verbs {
			m := leads(r, words[i:], "verb."+v.Name)
			if m > n && (found.Name == "" || v.Name != "show") {
				found, from, to, n = v, i, i+m, m
			}
		}
		if n > 0 && found.Name != "show" {
			return found, from, to
		}
	}
	return found, from, to
}

func (d *Desk) codedVerbs(command string) []bot.Verb {
	for _, c := range d.Commands() {
		if c.Name == command {
			return slices.DeleteFunc(slices.Clone(c.Verbs), func(v bot.Verb) bool { return v.Codes == bot.NoCode })
		}
	}
	return nil
}

// lacksCode is a line to type for each kind of record that a lone verb may be
// about: "klar", "jag är klar".
func (d *Desk) lacksCode(r *bot.Request, words []string) []string {
	var lines []string
	words = after(r, words, "small")
	for _, c := range d.Commands() {
		for _, v := range d.codedVerbs(c.Name) {
			if n := leads(r, words, "verb."+v.Name); n > 0 && n == len(words) {
				lines = append(lines, string(bot.Code(r.Line(c.Name, v.Name, exampleCode(c.Name)))))
			}
		}
	}
	return lines
}

func exampleCode(command string) string {
	for _, kind := range []store.Kind{store.KindContact, store.KindMeeting, store.KindTask} {
		if commandOf(string(kind)) == command {
			return string(kind) + "1"
		}
	}
	return string(store.KindQuestion) + "1"
}

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

// after drops all the words from the first on that are under one of the keys.
func after(r *bot.Request, words []string, keys ...string) []string {
	for len(words) > 0 {
		n := leads(r, words, keys...)
		if n == 0 {
			break
		}
		words = words[n:]
	}
	return words
}

// bare is a word without the marks around it.
func bare(word string) string {
	return strings.TrimFunc(word, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsNumber(c) })
}

// joinCodes makes one word of a code that was typed with a gap: "u 1".
func joinCodes(words []string) []string {
	var all []string
	for i := 0; i < len(words); i++ {
		word := words[i]
		if len(word) == 1 && i+1 < len(words) && isCode(word+bare(words[i+1])) {
			i++
			word += words[i]
		}
		all = append(all, word)
	}
	return all
}
