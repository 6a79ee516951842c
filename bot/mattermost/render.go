package mattermost

import (
	"strings"
	"unicode/utf8"

	"github.com/mattermost/mattermost/server/public/model"

	"utblick/bot"
)

// The server's limits, in letters. A post holds no more than maxPost; an
// attachment would hold more than anyone reads.
const (
	maxPost        = model.PostMessageMaxRunesV2
	maxAttachment  = 7000
	maxAttachments = 20
)

// presses makes of a button, the nth of its message, what can be pressed on
// the server.
type presses func(b bot.Button, n int) *model.PostAction

// drawn is one post; a Message may take several.
type drawn struct {
	text        string
	attachments []*model.MessageAttachment
	files       []bot.File
}

// draw makes posts of a message: none of one that says nothing. Each row of
// buttons stands right under what it belongs to. The server shows attachments
// below all text, so what comes after the first row is in attachments too, and
// where there are several rows also the block above the first.
func (p *Platform) draw(m bot.Message, press presses) []drawn {
	c := canvas{press: press}
	blocks, files := p.enclose(m.Blocks)
	groups := grouped(blocks)
	for i, g := range groups {
		if i > 0 {
			c.attach(g.blocks, g.row)
			continue
		}
		lead, rest := g.blocks, []bot.Block(nil)
		if n := len(lead) - 1; len(groups) > 1 && n > 0 {
			lead, rest = lead[:n], lead[n:]
		}
		c.write(lead)
		c.attach(rest, g.row)
	}
	if len(files) > 0 && len(c.posts) == 0 {
		c.posts = []drawn{{}}
	}
	if len(files) > 0 {
		c.posts[0].files = files
	}
	return c.posts
}

// A group is what ends with a row of buttons; the last one may have none.
type group struct {
	blocks []bot.Block
	row    bot.Buttons
}

func grouped(blocks []bot.Block) []group {
	var all []group
	open := false // the last group has no row yet
	for _, b := range blocks {
		row, isRow := b.(bot.Buttons)
		switch {
		case isRow && len(row) == 0:
		case isRow && len(all) > 0: // a second row right after the first is more of it
			last := &all[len(all)-1]
			last.row, open = append(last.row[:len(last.row):len(last.row)], row...), false
		case isRow:
			all = append(all, group{row: row})
		case open:
			last := &all[len(all)-1]
			last.blocks = append(last.blocks, b)
		default:
			all, open = append(all, group{blocks: []bot.Block{b}}), true
		}
	}
	return all
}

// A canvas is a message on its way to be posts.
type canvas struct {
	press presses
	posts []drawn
	n     int // buttons so far
}

// write makes blocks the text of posts.
func (c *canvas) write(blocks []bot.Block) {
	for _, s := range packed(blocks, maxPost) {
		c.posts = append(c.posts, drawn{text: s.text})
	}
}

// attach puts blocks, with their buttons below, at the end of the last post.
func (c *canvas) attach(blocks []bot.Block, row bot.Buttons) {
	sheets := packed(blocks, maxAttachment)
	if len(sheets) == 0 && len(row) > 0 {
		sheets = []sheet{{}}
	}
	for i, s := range sheets {
		a := &model.MessageAttachment{Text: s.text, Fallback: clean(s.plain)}
		if i == len(sheets)-1 {
			c.buttons(a, row)
		}
		if n := len(c.posts); n == 0 || len(c.posts[n-1].attachments) == maxAttachments {
			c.posts = append(c.posts, drawn{})
		}
		last := &c.posts[len(c.posts)-1]
		last.attachments = append(last.attachments, a)
	}
}

// enclose puts files with the first post; in the place of one that is too
// large stands a line that says so.
func (p *Platform) enclose(blocks []bot.Block) (rest []bot.Block, files []bot.File) {
	for _, b := range blocks {
		file, ok := b.(bot.File)
		switch {
		case !ok:
			rest = append(rest, b)
		case len(file.Text) > maxEnclosed:
			rest = append(rest, p.line("", "file_large", "name", file.Name).Blocks...)
		default:
			files = append(files, file)
		}
	}
	return rest, files
}

// buttons can be pressed, or read and typed where attachments aren't shown:
// the fallback is mere text, in which nobody is called upon.
func (c *canvas) buttons(a *model.MessageAttachment, row bot.Buttons) {
	for _, b := range row {
		c.n++
		a.Actions = append(a.Actions, c.press(b, c.n))
	}
	if len(row) > 0 {
		a.Fallback = strings.TrimLeft(a.Fallback+"\n"+row.Plain(), "\n")
	}
}

// A sheet is as many blocks as fit together.
type sheet struct{ text, plain string }

// packed draws blocks on as few sheets as it takes them, in order.
func packed(blocks []bot.Block, limit int) []sheet {
	var all []sheet
	room := 0
	for _, b := range blocks {
		for _, part := range within(b, limit) {
			text, plain := block(part), part.Plain()
			if text == "" {
				continue
			}
			size := letters(text) + len("\n\n")
			if size > room {
				all, room = append(all, sheet{text, plain}), limit+len("\n\n")-size
				continue
			}
			last := &all[len(all)-1]
			last.text, last.plain = last.text+"\n\n"+text, last.plain+"\n"+plain
			room -= size
		}
	}
	return all
}

func letters(s string) int { return utf8.RuneCountInString(s) }
