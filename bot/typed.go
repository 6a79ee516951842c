package bot

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// typed reads a line that begins with its command.
func (g *grammar) typed(text string) reading {
	if unmarked(strings.Trim(trim(text), "/")) == "" {
		return reading{sense: isHelp}
	}
	c, word, rest := g.command(text)
	if c == nil && g.isHelp(strings.TrimLeft(word, "/")) { // "/help", "/hjälp"
		return reading{sense: isHelp}
	}
	if c == nil {
		word = strings.TrimLeft(word, "/")
		return reading{sense: noCommand, word: word, near: g.near("", word), all: rest}
	}
	if asks(word) && trim(rest) == "" {
		return reading{sense: isHelp, command: c}
	}
	return g.within(c, text, rest)
}

// within reads what follows the command; line is all of it.
func (g *grammar) within(c *Command, line, rest string) reading {
	if c.Hub && trim(rest) != "" {
		return g.inHub(c, rest)
	}
	r := g.inside(c, line, rest)
	r.all = rest
	return r
}

func (g *grammar) inside(c *Command, line, rest string) reading {
	switch {
	case trim(rest) == "":
		return g.bare(c, "")
	case takesBlock(c) && strings.HasPrefix(rest, "\n") && isBlock(trim(rest)):
		return g.ended(c, named(c, c.Block), rest) // pasted below the command
	}
	if r, ok := g.helpIn(c, rest); ok {
		return r
	}
	if r, ok := g.verbIn(c, rest); ok {
		return r
	}
	if c.Block != "" && isBlock(rest) {
		return g.ended(c, named(c, c.Block), titled(c, line, rest))
	}
	if r := g.bare(c, rest); r.sense == isVerb && trim(r.rest) == "" {
		return r // nothing but "dela", or "sida 2"
	}
	if c.Loose != "" {
		return g.ended(c, named(c, c.Loose), rest)
	}
	word, _ := cut(rest)
	return reading{sense: noVerb, command: c, word: word, near: g.near(c.Name, word)}
}

// bare is the verb of a command without words; where there is none, help.
func (g *grammar) bare(c *Command, rest string) reading {
	if v := named(c, c.Bare); v != nil {
		return g.ended(c, v, rest)
	}
	return reading{sense: isHelp, command: c}
}

// helpIn reads "hjälp" and "hjälp ny". Where a command takes free words,
// "hjälp med resebidrag" are such.
func (g *grammar) helpIn(c *Command, rest string) (reading, bool) {
	word, after := cut(rest)
	if !g.isHelp(word) {
		return reading{}, false
	}
	if v, _, end := g.verb(c, after); v != nil && trim(end) == "" {
		return reading{sense: isHelp, command: c, verb: v}, true
	}
	return reading{sense: isHelp, command: c}, trim(after) == "" || c.Loose == ""
}

// verbIn reads a verb and what follows it: "ny …", and "ny ?" for its help.
func (g *grammar) verbIn(c *Command, rest string) (reading, bool) {
	v, last, after := g.verb(c, rest)
	if v == nil || takesBlock(c) && isBlock(trim(rest)) && v.Name != c.Block && !startsWithCode(after) {
		return reading{}, false
	}
	first, _ := cut(rest)
	if g.isHelp(after) || asks(last) && first == last && trim(after) == "" {
		return reading{sense: isHelp, command: c, verb: v}, true
	}
	return g.ended(c, v, after), true
}

// inHub reads what follows "/utblick": a verb of its own, another command, or
// a verb of another one.
func (g *grammar) inHub(c *Command, rest string) reading {
	if r, ok := g.helpInHub(c, rest); ok {
		return r
	}
	if v, _, after := g.verb(c, rest); v != nil && !(isQuestion(rest) && trim(after) != "" && !g.isHelp(after)) {
		r, _ := g.verbIn(c, rest)
		r.all = rest
		return r
	}
	if g.known.has("more", unmarked(trim(rest))) {
		return reading{sense: isNext}
	}
	if inner, word, after := g.command(rest); inner != nil && !inner.Hub {
		if asks(word) && trim(after) == "" {
			return reading{sense: isHelp, command: inner}
		}
		return g.within(inner, "/"+strings.TrimLeft(rest, "/"), after)
	}
	if isQuestion(rest) {
		return reading{sense: isAsked, rest: trim(rest)}
	}
	return g.elsewhere(c, rest)
}

// helpInHub reads "hjälp", "hjälp kontakt" and "hjälp kontakt ny".
func (g *grammar) helpInHub(c *Command, rest string) (reading, bool) {
	word, after := cut(rest)
	if !g.isHelp(word) {
		return reading{}, false
	}
	if inner, _, of := g.command(after); inner != nil {
		v, _, end := g.verb(inner, of)
		if trim(end) == "" && (v != nil || trim(of) == "") {
			return reading{sense: isHelp, command: inner, verb: v}, true
		}
	}
	if owners := g.owners(after); len(owners) == 1 { // "hjälp flytta"
		if v, _, end := g.verb(owners[0], after); trim(end) == "" {
			return reading{sense: isHelp, command: owners[0], verb: v}, true
		}
	}
	return g.helpIn(c, rest)
}

// elsewhere reads a verb without its command: where only one has it, there is
// no doubt.
func (g *grammar) elsewhere(c *Command, rest string) reading {
	word, _ := cut(rest)
	owners := g.owners(rest)
	switch len(owners) {
	case 0:
		near := g.near(c.Name, word)
		if near == "" {
			near = g.near("", word)
		}
		return reading{sense: noVerb, command: c, word: word, near: near, all: rest}
	case 1:
		return g.within(owners[0], rest, rest)
	}
	return reading{sense: whichOne, command: c, word: word, all: rest}
}

// owners are the commands that have the verb which s begins with.
func (g *grammar) owners(s string) []*Command {
	var owners []*Command
	for i := range g.list {
		if v, _, _ := g.verb(&g.list[i], s); v != nil {
			owners = append(owners, &g.list[i])
		}
	}
	return owners
}

// takesBlock: pasted text is something else than words after the command are.
func takesBlock(c *Command) bool { return c.Block != "" && c.Block != c.Loose }

// isBlock: several lines, or one that begins below the command.
func isBlock(rest string) bool {
	return strings.Contains(strings.TrimRightFunc(rest, isGap), "\n")
}

// isQuestion: words on one line that end with a question mark.
func isQuestion(s string) bool {
	s = trim(s)
	return strings.HasSuffix(s, "?") && !strings.Contains(s, "\n") && !fewer(s, 2)
}

// titled is the block that follows a command. Plain text that begins "Möte med
// Oulu" begins with its title; after a slash only what goes on from the
// command's word does: "/möte med Oulu".
func titled(c *Command, line, rest string) string {
	word, _ := cut(line)
	typed := strings.HasPrefix(word, "/")
	if !takesBlock(c) || word != unmarked(word) || strings.HasPrefix(rest, "\n") || typed && !goesOn(rest) {
		return rest
	}
	return strings.TrimLeft(trim(line), "/")
}

// goesOn: the text is the middle of a sentence.
func goesOn(s string) bool {
	r, _ := utf8.DecodeRuneInString(trim(s))
	return unicode.IsLower(r)
}

// startsWithCode: a letter and digits, which is how records are named: M7.
func startsWithCode(s string) bool {
	word, _ := cut(s)
	word = unmarked(word)
	r, size := utf8.DecodeRuneInString(word)
	digits := word[size:]
	return unicode.IsLetter(r) && digits != "" && strings.Trim(digits, "0123456789") == ""
}
