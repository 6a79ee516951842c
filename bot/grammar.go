package bot

import (
	"strconv"
	"strings"

	"utblick/bot/i18n"
)

// A grammar reads what people type. It knows the words for commands and verbs
// in every language, with or without å ä ö, and nothing of what they do.
type grammar struct {
	list     []Command
	known    vocabulary
	commands map[string]*Command // by folded word
	hub      *Command
	verbs    map[string]map[string]*Verb // by command's name and folded word
	words    map[string][]knownWord      // for near misses: of a command's name, of "" the commands
	longest  int                         // how many words the longest verb has
}

// A sense is what a line was understood as.
type sense int

const (
	isVerb    sense = iota // command and verb are known
	isHelp                 // about the command, or the verb, if there is one
	isNext                 // the next page of the last list
	isAsked                // a question, in rest
	noCommand              // word is no command; near may be
	noVerb                 // word is no verb of the command; near may be
	whichOne               // word is a verb of several commands
)

// A reading is what a line was understood as, and its parts.
type reading struct {
	sense   sense
	command *Command
	verb    *Verb
	all     string // what follows the command
	rest    string // what follows the verb
	page    int    // from 1
	share   bool
	word    string // what was not understood
	near    string // what it was probably meant as
}

func newGrammar(catalogue *i18n.Catalogue, commands []Command, installed map[string]string) *grammar {
	g := &grammar{
		list: commands, known: newVocabulary(catalogue), commands: map[string]*Command{},
		verbs: map[string]map[string]*Verb{}, words: map[string][]knownWord{}, longest: 1,
	}
	for i := range commands {
		c := &commands[i]
		if c.Hub {
			g.hub = c
		}
		words := catalogue.Words("command." + c.Name)
		if form := strings.TrimPrefix(installed[c.Name], "/"); form != "" && !strings.Contains(form, " ") {
			words = append(words[:len(words):len(words)], form)
		}
		for _, word := range words {
			g.commands[fold(word)] = c
			g.words[""] = append(g.words[""], knownWord{word, []rune(fold(word))})
		}
		g.learnVerbs(catalogue, c)
	}
	return g
}

func (g *grammar) learnVerbs(catalogue *i18n.Catalogue, c *Command) {
	g.verbs[c.Name] = map[string]*Verb{}
	for i := range c.Verbs {
		v := &c.Verbs[i]
		for _, word := range catalogue.Words("verb." + v.Name) {
			folded := fold(word)
			g.verbs[c.Name][folded] = v
			g.words[c.Name] = append(g.words[c.Name], knownWord{word, []rune(folded)})
			g.longest = max(g.longest, 1+strings.Count(folded, " "))
		}
	}
}

// command finds the command that s begins with; word is as it was typed.
func (g *grammar) command(s string) (c *Command, word, rest string) {
	word, rest = cut(s)
	if len(word) > maxKnown {
		return nil, word, rest
	}
	return g.commands[fold(unmarked(strings.TrimPrefix(word, "/")))], word, rest
}

// verb finds the verb that s begins with: of several words ("slå ihop") before
// one of one. last is its last word, as typed.
func (g *grammar) verb(c *Command, s string) (v *Verb, last, rest string) {
	verbs, phrase := g.verbs[c.Name], ""
	next := s
	for range g.longest {
		var word string
		word, next = cut(next)
		if word == "" || len(word) > maxKnown {
			break
		}
		if phrase != "" {
			phrase += " "
		}
		phrase += fold(word)
		if found := verbs[unmarked(phrase)]; found != nil {
			v, last, rest = found, word, next
		}
		if strings.HasPrefix(next, "\n") {
			break // a verb stands on one line
		}
	}
	return v, last, rest
}

// isGrave tells whether word is a verb of the command that takes something away.
func (g *grammar) isGrave(command, word string) bool {
	v := g.verbs[command][fold(word)]
	return v != nil && v.Grave
}

func named(c *Command, name string) *Verb {
	for i := range c.Verbs {
		if c.Verbs[i].Name == name {
			return &c.Verbs[i]
		}
	}
	return nil
}

// isHelp: "hjälp", "help", "?" and greetings, alone.
func (g *grammar) isHelp(s string) bool {
	s = trim(s)
	if strings.Trim(s, "?") == "" {
		return s != ""
	}
	return g.known.has("help", unmarked(s))
}

// ended reads "sida 2" and "dela" off the end of rest, where the verb takes them.
func (g *grammar) ended(c *Command, v *Verb, rest string) reading {
	r := reading{sense: isVerb, command: c, verb: v, rest: rest, page: 1}
	for range 2 {
		before, last := cutLast(r.rest)
		if v.Shares && g.known.has("share", last) {
			r.rest, r.share = before, true
			continue
		}
		page, err := strconv.Atoi(last)
		if !v.Pages || err != nil || page < 1 || page > maxPage {
			break
		}
		if before, word := cutLast(before); g.known.has("page", word) {
			r.rest, r.page = before, page
		}
	}
	return r
}

// maxPage is further than anyone reads, and near enough to be multiplied.
const maxPage = 1_000_000

// near is the verb of the command that word was probably meant as, or nothing;
// of no command, the command. A verb stands in the middle of a line, where a
// capital begins a name: who looks for Lisa doesn't mean "lista".
func (g *grammar) near(command, word string) string {
	if command != "" && isName(word) {
		return ""
	}
	return nearest(g.words[command], word)
}
