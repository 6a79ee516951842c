package handlers

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"utblick/bot"
	"utblick/store"
)

// notAsked answers plain text that is no question to the guideline after all:
// small talk, a command in everyday words, or whom the house knows. ok is
// false for everything else. What was asked by command is only the last.
func (d *Desk) notAsked(ctx context.Context, r *bot.Request, said string) (reply bot.Reply, ok bool, err error) {
	if r.Command != "ask" {
		if talk := smallTalk(r, said); talk != "" {
			return bot.Say(text(r, talk)), true, nil
		}
		if reply, ok, err = d.inWords(ctx, r, said); ok || err != nil {
			return reply, ok, err
		}
	}
	if ok, err = d.asksForContacts(ctx, r, said); !ok || err != nil {
		return reply, ok, err
	}
	reply, err = d.run(ctx, r, "contact", "list", said)
	return reply, true, err
}

// run does what a verb of a command does.
func (d *Desk) run(ctx context.Context, r *bot.Request, command, verb, rest string) (bot.Reply, error) {
	v, _ := d.verb(command, verb)
	r.Command, r.Verb, r.Rest = command, verb, rest
	return v.Run(ctx, r)
}

// verb is a command's verb by their names.
func (d *Desk) verb(command, name string) (bot.Verb, bool) {
	for _, c := range d.Commands() {
		for _, v := range c.Verbs {
			if c.Name == command && v.Name == name {
				return v, true
			}
		}
	}
	return bot.Verb{}, false
}

// smallTalk is the text that answers a line of nothing but courtesies and
// pictures, or nothing. The warmest of them is answered: "ok tack" is thanks.
func smallTalk(r *bot.Request, said string) string {
	answers := []string{"talk.thanks", "talk.goodbye", "talk.greeting", "talk.agreed"}
	best := len(answers) - 1
	for words := spoken(said); len(words) > 0; {
		kinds := []int{leads(r, words, "thanks"), leads(r, words, "goodbye"), leads(r, words, "greeting"), leads(r, words, "agreed")}
		n := slices.Max(kinds)
		if n == 0 {
			return ""
		}
		words, best = words[n:], min(best, slices.Index(kinds, n))
	}
	return answers[best]
}

// spoken are the words of a line, without marks around them, pictures, and
// ":thumbsup:", which is how a chat writes one.
func spoken(said string) []string {
	var words []string
	for _, word := range strings.Fields(said) {
		if len(word) > 2 && word[0] == ':' && strings.HasSuffix(word, ":") {
			continue
		}
		bare := strings.TrimFunc(word, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsNumber(c) })
		if bare != "" {
			words = append(words, bare)
		}
	}
	return words
}

// leads is how many of the words, from the first on, are one of those under
// any of the keys.
func leads(r *bot.Request, words []string, keys ...string) int {
	const longest = 5
	phrases := make([]string, 0, longest)
	for _, word := range words[:min(longest, len(words))] {
		if len(phrases) > 0 {
			word = phrases[len(phrases)-1] + " " + bare(word)
		}
		phrases = append(phrases, bare(word))
	}
	for n := len(phrases); n > 0; n-- {
		phrase := phrases[n-1]
		if slices.ContainsFunc(keys, func(key string) bool { return r.Is(key, phrase) }) {
			return n
		}
	}
	return 0
}

// asksSomething tells what surely is a question: asked by command, with its
// mark, or in the form of one ("hur gör man", "får vi flyga"). All else may be
// meant for nobody but the bot, so it isn't put where colleagues see it.
func asksSomething(r *bot.Request, said string) bool {
	if r.Command == "ask" || strings.Contains(said, "?") {
		return true
	}
	words := spoken(said)
	for _, word := range words[:min(2, len(words))] { // "i vilken", "och hur"
		if r.Is("question", word) {
			return true
		}
	}
	return len(words) > 1 && r.Is("question_verb", words[0]) &&
		(r.Is("subject", words[1]) || r.Is("question_verb", words[1]) || unicode.IsUpper([]rune(words[1])[0]))
}

// tells tells a line about oneself or to the bot ("hör av mig sen"), which a
// quote from the guideline would answer only by chance.
func tells(r *bot.Request, said string) bool {
	words := spoken(said)
	return slices.ContainsFunc(words, func(w string) bool { return r.Is("telling", w) }) &&
		!slices.ContainsFunc(words, func(w string) bool { return r.Is("question", w) })
}

// isOpen tells what nobody has an answer to and nobody surely asked: the log
// of questions is read by all, so it isn't put there by itself.
func (d *Desk) isOpen(ctx context.Context, r *bot.Request, said string) (bool, error) {
	if asksSomething(r, said) {
		return false, nil
	}
	known := false
	err := d.view(ctx, func(tx *store.Tx) (err error) {
		known, err = tx.AskedBefore(store.Question{Text: said, Channel: privateChannel(r)})
		return err
	})
	return !known, err
}

// notUnderstood shows what the house itself has about the words, else what
// the bot can do; either way with a button that asks the colleagues.
func (d *Desk) notUnderstood(ctx context.Context, r *bot.Request, said string) (bot.Reply, error) {
	var reply bot.Reply
	err := d.ownRecords(ctx, r, &reply.Message, said)
	if err != nil {
		return reply, err
	}
	label, line := r.Label("button.ask"), r.Slash("ask")+" "+oneLine(said)
	if len(reply.Blocks) > 0 {
		reply.Add(bot.Buttons{{Label: label, Command: line}})
		return reply, nil
	}
	return reply, bot.Misread("ask.unclear", "help", bot.Code(r.Word("help"))).With(label, line)
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
