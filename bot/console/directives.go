package console

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"utblick/bot"
)

// directive does one of the console's own lines.
func (c *Console) directive(ctx context.Context, text, block string) {
	name, rest, _ := strings.Cut(text, " ")
	rest = strings.TrimSpace(rest)
	switch strings.ToLower(name) {
	case ":as":
		c.as(rest)
	case ":in":
		c.in(rest)
	case ":at":
		c.at(ctx, rest)
	case ":press":
		c.press(ctx, rest)
	case ":fill":
		c.fill(rest, block)
	case ":submit":
		c.submit(ctx)
	case ":cancel":
		c.cancel()
	case ":quit":
		c.stopped = true
	case ":help":
		c.tell("help")
	default:
		c.misread("unknown", "line", beginning(name))
	}
}

// as changes who types. Each :as says anew whether that is a guest.
func (c *Console) as(rest string) {
	words := strings.Fields(rest)
	guest := len(words) == 2 && slices.Contains([]string{"guest", "gast"}, fold(words[1]))
	if len(words) != 1 && !guest {
		c.misread("as.how")
		return
	}
	id, ok := c.people.named(words[0])
	if !ok {
		c.misread("name", "name", beginning(words[0]))
		return
	}
	c.people.guest(id, guest)
	c.who = id
}

// in changes where commands and mentions are typed.
func (c *Console) in(rest string) {
	if len(strings.Fields(rest)) != 1 {
		c.misread("in.how")
		return
	}
	channel, ok := c.people.channel(rest)
	if !ok {
		c.misread("name", "name", beginning(rest))
		return
	}
	c.where = channel
}

// at moves the clock. The minute that it is already may be named too: the
// clock has run some moments since.
func (c *Console) at(ctx context.Context, rest string) {
	now := c.needs.Clock.Now()
	to, ok := parseTime(rest, now.Location())
	switch {
	case !ok:
		c.misread("at.unreadable", "text", beginning(rest))
		return
	case to.Before(now.Truncate(time.Minute)):
		c.misread("at.back", "time", to.Format(minutes), "now", now.Format(minutes))
		return
	case to.Before(now):
		to = now
	}
	if err := c.needs.Clock.Advance(ctx, to); err != nil && ctx.Err() == nil {
		c.needs.Log.Error("clock", "platform", "console", "error", err)
		c.misread("at.failed", "now", c.needs.Clock.Now().Format(minutes))
		return
	}
	if c.needs.Terminal {
		c.tell("at.now", "now", to.Format(minutes))
	}
}

const minutes = "2006-01-02 15:04"

// parseTime reads RFC 3339, or a local time, to the minute or the second.
func parseTime(text string, local *time.Location) (time.Time, bool) {
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return t.In(local), true
	}
	for _, layout := range []string{"2006-01-02T15:04", "2006-01-02T15:04:05", minutes, minutes + ":05"} {
		if t, err := time.ParseInLocation(layout, text, local); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// press does what a button of the last message that has it does.
func (c *Console) press(ctx context.Context, label string) {
	if label == "" {
		c.misread("press.how")
		return
	}
	place, button, ok := c.find(label)
	if labels := c.labels(); !ok && len(labels) == 0 {
		c.misread("press.nothing")
		return
	} else if !ok {
		c.misread("press.none", "label", beginning(label), "labels", strings.Join(labels, ", "))
		return
	}
	c.event(ctx, bot.Event{Kind: bot.Pressed, Text: button.Command, Place: place, CanForm: true})
}

// find looks through what the one who types can see, newest first: for the
// label, and then, if it is a number, for a message with that many buttons.
func (c *Console) find(label string) (bot.Place, bot.Button, bool) {
	want := fold(label)
	for d := range c.seen {
		for _, b := range d.buttons {
			if fold(b.Label) == want {
				return d.place, b, true
			}
		}
		if b, ok := about(d.buttons, want); ok {
			return d.place, b, true
		}
	}
	n, err := strconv.Atoi(label)
	if err != nil || n < 1 {
		return bot.Place{}, bot.Button{}, false
	}
	for d := range c.seen {
		if n <= len(d.buttons) {
			return d.place, d.buttons[n-1], true
		}
	}
	return bot.Place{}, bot.Button{}, false
}

// about finds "klar u3": of several buttons with one label, that whose command
// has the last word in it.
func about(buttons []bot.Button, want string) (bot.Button, bool) {
	i := strings.LastIndex(want, " ")
	if i < 0 {
		return bot.Button{}, false
	}
	for _, b := range buttons {
		if fold(b.Label) == want[:i] && slices.Contains(strings.Fields(fold(b.Command)), want[i+1:]) {
			return b, true
		}
	}
	return bot.Button{}, false
}

// labels are those of the last message that has any.
func (c *Console) labels() []string {
	var all []string
	for d := range c.seen {
		for _, b := range d.buttons {
			all = append(all, b.Label)
		}
		if len(all) > 0 {
			break
		}
	}
	return all
}

// seen gives what the one who types can see, newest first: what went to them,
// what stands in a public channel, and in a private one that they write in.
func (c *Console) seen(yield func(*delivery) bool) {
	c.sent.mu.Lock()
	defer c.sent.mu.Unlock()
	for _, d := range slices.Backward(c.sent.last) {
		visible := d.to.Person == c.who
		if channel := d.to.Channel; channel != "" {
			visible = !isPrivate(channel) || c.people.member(channel, c.who)
		}
		if visible && !yield(d) {
			return
		}
	}
}
