package bot

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"utblick/bot/i18n"
)

// grammar knows the words for commands and verbs, in every language and with
// or without å ä ö.
type grammar struct {
	catalogue *i18n.Catalogue
	commands  map[string]*Command // by folded word
	verbs     map[string]map[string]*Verb
	words     map[string][]string // "commands", or a command's name: what may be typed there
	help      map[string]bool
	more      map[string]bool
	share     map[string]bool
	page      map[string]bool
}

func newGrammar(catalogue *i18n.Catalogue, commands []Command) *grammar {
	g := &grammar{
		catalogue: catalogue,
		commands:  map[string]*Command{}, verbs: map[string]map[string]*Verb{}, words: map[string][]string{},
		help: set(catalogue.Words("help")), more: set(catalogue.Words("more")),
		share: set(catalogue.Words("share")), page: set(catalogue.Words("page")),
	}
	for i := range commands {
		c := &commands[i]
		for _, word := range catalogue.Words("command." + c.Name) {
			g.commands[fold(word)] = c
			g.words["commands"] = append(g.words["commands"], word)
		}
		g.verbs[c.Name] = map[string]*Verb{}
		for j := range c.Verbs {
			v := &c.Verbs[j]
			for _, word := range catalogue.Words("verb." + v.Name) {
				g.verbs[c.Name][fold(word)] = v
				g.words[c.Name] = append(g.words[c.Name], word)
			}
		}
	}
	return g
}

func set(words []string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[fold(w)] = true
	}
	return m
}

// command finds the command that s begins with; rest is what follows.
func (g *grammar) command(s string) (c *Command, rest string) {
	word, rest := cut(s)
	return g.commands[fold(strings.TrimPrefix(word, "/"))], rest
}

// verb finds the verb that s begins with, of two words ("slå ihop") or one.
func (g *grammar) verb(c *Command, s string) (v *Verb, rest string) {
	first, rest1 := cut(s)
	second, rest2 := cut(rest1)
	if v := g.verbs[c.Name][fold(first+" "+second)]; v != nil && second != "" {
		return v, rest2
	}
	return g.verbs[c.Name][fold(first)], rest1
}

func (g *grammar) named(c *Command, name string) *Verb {
	for i := range c.Verbs {
		if c.Verbs[i].Name == name {
			return &c.Verbs[i]
		}
	}
	return nil
}

// tail takes "sida 2" and "dela" off the end of rest where the verb allows it.
func (g *grammar) tail(v *Verb, rest string) (string, int, bool) {
	page, share := 1, false
	for range 2 {
		words := strings.Fields(rest)
		n := len(words)
		if v.Shares && n > 0 && g.share[fold(words[n-1])] {
			share, rest = true, cutLast(rest)
		} else if v.Pages && n > 1 && g.page[fold(words[n-2])] {
			if p, err := strconv.Atoi(words[n-1]); err == nil && p > 0 && p < 1e6 {
				page, rest = p, cutLast(cutLast(rest))
			}
		}
	}
	return rest, page, share
}

func cutLast(s string) string {
	s = strings.TrimRightFunc(s, unicode.IsSpace)
	return strings.TrimRightFunc(s[:strings.LastIndexFunc(s, unicode.IsSpace)+1], unicode.IsSpace)
}

// cut parts the first word from the rest; line breaks in the rest are kept.
func cut(s string) (word, rest string) {
	s = strings.TrimLeftFunc(s, unicode.IsSpace)
	end := strings.IndexFunc(s, unicode.IsSpace)
	if end < 0 {
		return s, ""
	}
	return s[:end], strings.TrimLeft(s[end:], " \t")
}

// near is the known word most like the one typed, or nothing.
func (g *grammar) near(among, word string) string {
	typed := fold(word)
	best, least := "", 3
	for _, w := range g.words[among] {
		known := fold(w)
		allowed := 1
		if len(known) > 5 {
			allowed = 2
		}
		if len(known) < 3 || abs(len(known)-len(typed)) > allowed {
			continue
		}
		if d := distance(typed, known); d <= allowed && d < least {
			best, least = w, d
		}
	}
	return best
}

func abs(n int) int { return max(n, -n) }

// distance counts letters added, dropped, changed or swapped with a neighbour.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	var before []int
	last := make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row := make([]int, len(y)+1)
		row[0] = i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last = last, row
	}
	return last[len(y)]
}

// fold makes words equal that differ in case or in the marks of å ä ö, and
// hyphens equal to spaces.
func fold(s string) string {
	plain := true
	for i := 0; i < len(s) && plain; i++ {
		plain = s[i] < 0x80
	}
	if !plain {
		s = strings.Map(func(r rune) rune {
			if unicode.Is(unicode.Mn, r) {
				return -1
			}
			return r
		}, norm.NFD.String(s))
	}
	return strings.ReplaceAll(strings.ToLower(s), "-", " ")
}
