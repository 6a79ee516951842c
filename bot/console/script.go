package console

import (
	"context"
	"errors"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"utblick/bot"
)

const botName = "utblick"

// read answers lines until they end.
func (c *Console) read(ctx context.Context) (err error) {
	if c.source == nil {
		c.source = c.openSource()
	}
	defer func() { err = errors.Join(err, c.source.close()) }()
	for !c.stopped && ctx.Err() == nil {
		c.settle(ctx)
		line, err := c.ask(ctx, c.prompt())
		switch {
		case errors.Is(err, io.EOF), errors.Is(err, errLeft), ctx.Err() != nil:
			c.leave(err)
			return nil
		case errors.Is(err, errTooLong):
			c.echo("> " + beginning(line))
			c.misread("too_long", "max", maxLine>>20)
		case err != nil:
			return err
		default:
			c.line(ctx, line)
		}
		if err := c.out.failed(); err != nil {
			return err
		}
	}
	return nil
}

// settle fires what is due by now: what fell due before the first line, and
// what the last one led to, behind its replies.
func (c *Console) settle(ctx context.Context) {
	if err := c.needs.Clock.Advance(ctx, c.needs.Clock.Now()); err != nil && ctx.Err() == nil {
		c.needs.Log.Error("clock", "platform", "console", "error", err)
	}
}

// leave ends the prompt's line, which Ctrl-D leaves open.
func (c *Console) leave(err error) {
	if c.needs.Terminal && errors.Is(err, io.EOF) {
		c.note("")
	}
}

// ask reads one line.
func (c *Console) ask(ctx context.Context, prompt string) (string, error) {
	if c.needs.Terminal {
		c.out.waiting(prompt)
		defer c.out.waiting("")
	}
	return c.source.next(ctx, prompt)
}

// echo shows a script's line before its replies; at a prompt it stands there already.
func (c *Console) echo(line string) {
	if !c.needs.Terminal {
		c.out.echo(line)
	}
}

// line answers one line. Comments are echoed as they are, empty lines not at all.
func (c *Console) line(ctx context.Context, line string) {
	text := strings.TrimSpace(line)
	switch {
	case text == "":
	case text[0] == '#':
		c.echo(line)
	default:
		c.echo("> " + line)
		head, isBlock := strings.CutSuffix(text, "<<")
		if isBlock && takesBlock(text) {
			c.block(ctx, strings.TrimSpace(head))
			return
		}
		c.act(ctx, text, "")
	}
}

// takesBlock: whatever the bot hears, and the filling in of a form.
func takesBlock(text string) bool {
	return !isDirective(text) || strings.HasPrefix(strings.ToLower(text), ":fill ")
}

// block reads the rest of a text that began with head and acts on it. Where
// the script ends before the lone dot, what came still counts.
func (c *Console) block(ctx context.Context, head string) {
	var lines []string
	size, tooLong := 0, false
	for {
		line, err := c.ask(ctx, "… ")
		if err != nil && !errors.Is(err, errTooLong) {
			c.cutOff(ctx, head, lines, err)
			return
		}
		size += len(line) + 1
		if tooLong = tooLong || err != nil || size > maxLine; tooLong {
			lines, line = nil, beginning(line)
		}
		c.echo("> " + line)
		if strings.TrimRight(line, " \t") == "." {
			break
		}
		lines = append(lines, line)
	}
	if tooLong {
		c.misread("too_long", "max", maxLine>>20)
		return
	}
	c.act(ctx, head, strings.Join(lines, "\n"))
}

// cutOff ends a block without its dot: at the script's end it runs all the
// same, and Ctrl-C or a failed read lets it go.
func (c *Console) cutOff(ctx context.Context, head string, lines []string, err error) {
	switch {
	case ctx.Err() != nil:
	case errors.Is(err, errLeft):
		c.tell("cancelled")
	default:
		c.act(ctx, head, strings.Join(lines, "\n"))
		c.misread("block_open")
	}
}

// act does what a line says; rest are the lines that came after its <<.
func (c *Console) act(ctx context.Context, text, rest string) {
	if isDirective(text) {
		c.directive(ctx, text, rest)
		return
	}
	if rest != "" {
		text = strings.TrimPrefix(text+"\n"+rest, "\n")
	}
	e := bot.Event{Kind: bot.Said, Text: text, Place: directPlace(c.who)}
	if said, ok := cutMention(text); ok {
		e.Text, e.Place = said, c.place()
	} else if strings.HasPrefix(text, "/") {
		e.Kind, e.Place, e.CanForm = bot.Typed, c.place(), true
	}
	c.event(ctx, e)
}

// event has the bot answer and shows what it says.
func (c *Console) event(ctx context.Context, e bot.Event) {
	e.ID = c.needs.IDs()
	e.From, _ = c.people.one(c.who)
	if !e.Place.Direct && (e.Kind == bot.Typed || e.Kind == bot.Said) {
		c.people.wrote(e.Place.Channel, c.who)
	}
	c.show(ctx, e.Place, c.handle(ctx, e))
}

func (c *Console) show(ctx context.Context, place bot.Place, r bot.Response) {
	if r.Unclear {
		c.unread.Add(1)
	}
	if r.Message != nil {
		d := c.private(*r.Message, place)
		if r.Public && !place.Direct {
			d.to = bot.Address{Channel: place.Channel}
		}
		c.deliver(d)
	}
	if r.Form != nil {
		c.openForm(ctx, *r.Form, place)
	}
}

// place is where the one who types is, as far as commands go.
func (c *Console) place() bot.Place { return channelPlace(c.where) }

func (c *Console) prompt() string {
	if c.where == c.needs.Channel {
		return c.who + "> "
	}
	return c.who + " " + c.where + "> "
}

// isDirective tells the console's own lines from a text like ":-)".
func isDirective(text string) bool {
	if !strings.HasPrefix(text, ":") {
		return false
	}
	r, _ := utf8.DecodeRuneInString(text[1:])
	return unicode.IsLetter(r)
}

// cutMention takes the bot's name from the front of what is said in a channel.
func cutMention(text string) (said string, ok bool) {
	n := len("@" + botName)
	if len(text) < n || !strings.EqualFold(text[:n], "@"+botName) {
		return "", false
	}
	rest := text[n:]
	if r, _ := utf8.DecodeRuneInString(rest); rest != "" && isName(string(r)) && r != '.' {
		return "", false
	}
	return strings.TrimSpace(strings.TrimLeft(rest, ":,")), true
}

// beginning is as much of a line as tells which one it was.
func beginning(line string) string {
	const enough = 80
	if len(line) <= enough {
		return line
	}
	return strings.ToValidUTF8(line[:enough], "") + "…"
}
