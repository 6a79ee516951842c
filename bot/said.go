package bot

import "strings"

// said reads plain text, which is a question unless it is clearly more.
func (g *grammar) said(text string) reading {
	text = trim(text)
	switch {
	case g.isGreeting(text):
		return reading{sense: isHelp}
	case g.isMore(text):
		return reading{sense: isNext}
	case strings.HasPrefix(text, "/"):
		return g.typed(text)
	}
	if r, ok := g.helpOf(text); ok {
		return r
	}
	c, word, rest := g.command(text)
	if c != nil && c.Hub {
		if r, ok := g.addressed(c, rest); ok {
			return r
		}
		if text = trim(rest); g.isGreeting(text) {
			return reading{sense: isHelp}
		}
		c, word, rest = g.command(text)
	}
	switch {
	case c != nil && !c.Hub && g.meant(c, word, text, rest):
		return g.within(c, text, rest)
	case c == nil && g.isSlip(word, rest):
		return reading{sense: noCommand, word: word, near: g.near("", word), all: rest}
	}
	return g.alone(text)
}

// isGreeting: "hjälp", "hej", "hej Utblick!", or nothing that can be read.
func (g *grammar) isGreeting(text string) bool {
	if strings.Trim(text, ":;,.!…/ ") == "" || g.isHelp(text) {
		return true
	}
	word, rest := cut(text)
	c, _, after := g.command(rest)
	return g.isHelp(word) && c != nil && c.Hub && trim(after) == ""
}

// helpOf reads "hjälp kontakt" and "hjälp påminnelser": a word for help, and
// nothing but what it is wanted about.
func (g *grammar) helpOf(text string) (reading, bool) {
	if g.hub == nil {
		return reading{}, false
	}
	r, ok := g.helpInHub(g.hub, text)
	return r, ok && (r.verb != nil || r.command != g.hub)
}

func (g *grammar) isMore(text string) bool {
	return g.known.has("more", unmarked(text))
}

// addressed reads what is said to the bot by its name; whatever is not for the
// hub itself is read as though the name weren't there.
func (g *grammar) addressed(c *Command, rest string) (reading, bool) {
	if trim(rest) == "" {
		return g.bare(c, ""), true
	}
	r := g.inHub(c, rest)
	own := r.command == c && (r.sense == isVerb || r.sense == isHelp)
	short := fewer(rest, 4) && !isQuestion(rest)
	moved := r.sense == isVerb && short && !g.isCommand(rest)
	return r, own || r.sense == isNext || r.sense == isHelp || moved || r.sense == whichOne && short
}

func (g *grammar) isCommand(s string) bool {
	c, _, _ := g.command(s)
	return c != nil
}

// meant tells a command without its slash from a question that happens to
// begin with the same word: "kontakt lahtinen" from "Kontakt med Bryssel?".
func (g *grammar) meant(c *Command, word, text, rest string) bool {
	if trim(rest) == "" || strings.HasSuffix(word, ":") || c.Loose != "" && c.Loose == c.Block {
		return true
	}
	first, after := cut(rest)
	if v, _, _ := g.verb(c, rest); v != nil {
		return true
	}
	if g.isHelp(first) && trim(after) == "" || c.Block != "" && isBlock(rest) {
		return true
	}
	if strings.HasSuffix(text, "?") || c.Loose == "" {
		return false
	}
	return fewer(rest, 3) || g.near(c.Name, first) != ""
}

// isSlip: a command misspelt, for a verb of that very command follows it.
func (g *grammar) isSlip(word, rest string) bool {
	near := g.near("", word)
	if near == "" {
		return false
	}
	v, _, _ := g.verb(g.commands[fold(near)], rest)
	return v != nil
}

// alone reads a verb of the hub that is all there is ("ångra"); everything
// else is a question.
func (g *grammar) alone(text string) reading {
	if g.hub != nil && !strings.HasSuffix(text, "?") {
		if v, _, rest := g.verb(g.hub, text); v != nil && rest == "" {
			return reading{sense: isVerb, command: g.hub, verb: v, page: 1}
		}
	}
	return reading{sense: isAsked, rest: text}
}
