package bot

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// FuzzHandle: whatever is sent, in whatever way, the router answers, in time
// and in whole letters; and what the command is given is no more than what
// was sent.
func FuzzHandle(f *testing.F) {
	for kind := range 4 {
		for _, text := range []string{
			"", "/", "/kontakt ny Mikko", "möte\nBudget", "utblick utblick ?", "mer", "/kontakt lista sida 2 dela", "hjälp hjälp",
			"/utblick visa M7", "\x00\xff/kontakt\u00a0", "Fråga: ?", "/kontkat *x* <!here>", "/möte med Oulu\nnotera M7\r\nx",
		} {
			f.Add(uint8(kind), text, "contact", "new")
		}
	}
	o := open(f, nil)
	f.Fuzz(func(t *testing.T, kind uint8, text, command, verb string) {
		e := Event{
			Kind: Kind(kind % 5), From: anna, Text: text, CanForm: kind%2 == 0,
			Form: FormID{Command: command, Verb: verb}, Values: map[string]string{"name": text},
		}
		o.asked = nil
		started := time.Now() //nolint:forbidigo // this is about real time
		r := o.Handle(t.Context(), e)
		if took := time.Since(started); took > time.Second {
			t.Errorf("took %v", took)
		}
		if r.Message == nil || len(r.Message.Blocks) == 0 {
			t.Fatalf("silence: %+v", r)
		}
		if plain := r.Message.Plain(); utf8.ValidString(text) && !utf8.ValidString(plain) || strings.Contains(plain, "Något gick fel") && !strings.Contains(text, "gick fel") {
			t.Errorf("said %q", plain)
		}
		for _, req := range o.asked {
			if clean := cleanText(text); !strings.Contains(clean, strings.TrimSpace(req.Rest)) && req.Kind != Submitted {
				t.Errorf("%q is not of %q", req.Rest, clean)
			}
		}
		for _, b := range r.Message.Buttons() { // every button does something
			if again := o.Handle(t.Context(), Event{Kind: Pressed, From: anna, Text: b.Command, CanForm: true}); again.Message == nil {
				t.Errorf("the button %q is dead", b.Command)
			}
		}
	})
}

// FuzzGrammar: a line that is put together from known words is taken apart
// into the same, however it is written.
func FuzzGrammar(f *testing.F) {
	f.Add(uint16(0), uint16(0), "Mikko Lahtinen, Oulu", uint8(0))
	f.Add(uint16(300), uint16(40), "U3", uint8(255))
	f.Add(uint16(2), uint16(7), "", uint8(9))
	f.Add(uint16(9), uint16(3), "Möte\nBudget?", uint8(6))
	g, c := theGrammar(f), catalogue(f)
	f.Fuzz(func(t *testing.T, which, whichVerb uint16, rest string, style uint8) {
		rest = strings.Join(strings.FieldsFunc(cleanText(rest), isGap), " ")
		list := g.list[:len(g.list)-1] // the hub reads on
		command := &list[int(which)%len(list)]
		verb := &command.Verbs[int(whichVerb)%len(command.Verbs)]
		verbWords := c.Words("verb." + verb.Name)
		if len(verbWords) == 0 || isTail(g, rest) {
			return
		}
		verbWord := verbWords[int(whichVerb>>4)%len(verbWords)]
		if v, _, after := g.verb(command, verbWord+" "+rest); v != verb || trim(after) != rest {
			return // "ta" and then "bort": together they are another verb
		}
		words := c.Words("command." + command.Name)
		line := written("/"+words[int(which>>4)%len(words)], verbWord, rest, style)
		r := g.typed(line)
		if r.sense != isVerb || r.command != command || r.verb != verb || trim(r.rest) != rest {
			t.Errorf("%q\n is %s\nnot %s.%s (%s)", line, shown(r), command.Name, verb.Name, rest)
		}
	})
}

// isTail: rest has words of its own that the grammar takes.
func isTail(g *grammar, rest string) bool {
	before, last := cutLast(rest)
	_, page := cutLast(before)
	return g.isHelp(rest) || g.known.has("share", last) || g.known.has("page", page)
}

// written is the line as different people type it.
func written(command, verb, rest string, style uint8) string {
	if style&1 > 0 {
		command, verb = strings.ToUpper(command), strings.ToUpper(verb)
	}
	if style&2 > 0 {
		command, verb = strings.NewReplacer("å", "a", "ä", "a", "ö", "o").Replace(command), fold(verb)
	}
	if style&4 > 0 {
		command += ":"
	}
	gap := " "
	if style&8 > 0 {
		gap = " \u00a0\t"
	}
	if style&16 > 0 {
		command = "/utblick " + strings.TrimPrefix(command, "/")
	}
	return gap + command + gap + verb + gap + rest + gap
}

// TestFuzzStyles runs the property above over all words and styles once.
func TestFuzzStyles(t *testing.T) {
	t.Parallel()
	g, c := theGrammar(t), catalogue(t)
	tried := 0
	for _, command := range g.list[:len(g.list)-1] {
		for _, verb := range command.Verbs {
			for _, word := range c.Words("verb." + verb.Name) {
				for _, name := range c.Words("command." + command.Name) {
					for style := range uint8(32) {
						line := written("/"+name, word, "Xyz 7", style)
						if r := g.typed(line); r.command == nil || r.command.Name != command.Name || r.verb == nil || r.verb.Name != verb.Name || trim(r.rest) != "Xyz 7" {
							t.Errorf("%q is %s", line, shown(r))
						}
						tried++
					}
				}
			}
		}
	}
	if tried < 5000 {
		t.Errorf("only %d lines", tried)
	}
}
