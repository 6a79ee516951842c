package handlers

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"utblick/bot"
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
