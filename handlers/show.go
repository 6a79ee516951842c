package handlers

import (
	"context"
	"errors"
	"strings"
	"time"

	"utblick/bot"
	"utblick/handlers/when"
	"utblick/store"
)

// day shows a day as the design writes it: "fre 4 dec".
func (d *Desk) day(r *bot.Request, day store.Day) string {
	return when.Format(day, r.Lang(), d.today(r))
}

// dayAt shows a day and, where one was given, its time.
func (d *Desk) dayAt(r *bot.Request, day store.Day, clock string) string {
	text := d.day(r, day)
	if clock != "" && text != "" {
		text += " " + r.Label("day.at", "time", clock)
		if own := when.Elsewhere(day, clock, d.Zone, r.From.Zone); own != "" && !r.Share {
			text += " " + r.Label("day.own", "time", own)
		}
	}
	return text
}

// moment shows a time of day on a day.
func (d *Desk) moment(r *bot.Request, t time.Time) string {
	t = t.In(d.Zone)
	return d.dayAt(r, store.DayOf(t), t.Format("15:04"))
}

// fields drops those without a value: what is absent is absent.
func fields(all ...bot.Field) bot.Fields {
	var kept bot.Fields
	for _, f := range all {
		if f.Value != "" {
			kept = append(kept, f)
		}
	}
	return kept
}

func field(r *bot.Request, name string, value bot.Markup) bot.Field {
	return bot.Field{Label: r.Label("field." + name), Value: value}
}

func text(r *bot.Request, key string, args ...any) bot.Text {
	return bot.Text{Markup: r.T(key, args...)}
}

func button(r *bot.Request, key, command string) bot.Button {
	return bot.Button{Label: r.Label(key), Command: command}
}

// commandOf is the command that shows a code.
func commandOf(code string) string {
	switch code[0] {
	case 'K':
		return "contact"
	case 'M':
		return "meeting"
	case 'U':
		return "task"
	case 'F':
		return "ask"
	}
	return "plan"
}

// showLine is the line to type to see a record or a plan point.
func showLine(r *bot.Request, code string) string {
	if command := commandOf(code); command != "plan" {
		return r.Line(command, "show", code)
	}
	return r.Line("plan", "", code)
}

// ref reads the code that a verb wants first; a code of another kind gets the
// line that would have been right.
func ref(r *bot.Request, kind store.Kind, word string) (store.Ref, error) {
	word = strings.Trim(word, " \t.,:;()!?#")
	command := commandOf(string(kind))
	if word == "" {
		return store.Ref{}, bot.Misread("code.missing", "kind", r.Label("kind."+string(kind)), "line", bot.Code(r.Line(command, r.Verb, string(kind)+"1")))
	}
	if code, ok := store.ParseRef(string(kind) + word); ok {
		return code, nil // "/kontakt visa 12"
	}
	if code, ok := store.ParseRef(word); ok {
		if code.Kind == kind {
			return code, nil
		}
		line := showLine(r, code.String())
		return store.Ref{}, bot.Misread("code.wrong_kind", "code", code.String(), "kind", r.Label("kind."+string(code.Kind)),
			"wanted", r.Label("kind."+string(kind)), "line", bot.Code(line)).With(line, line)
	}
	if point, ok := store.ParsePoint(word); ok {
		line := showLine(r, point)
		return store.Ref{}, bot.Misread("code.wrong_kind", "code", point, "kind", r.Label("kind.point"),
			"wanted", r.Label("kind."+string(kind)), "line", bot.Code(line)).With(line, line)
	}
	return store.Ref{}, bot.Misread("code.unreadable", "word", word, "kind", r.Label("kind."+string(kind)),
		"line", bot.Code(r.Line(command, r.Verb, string(kind)+"1")))
}

// first parts the first word from the rest; a code that was typed with a gap
// ("u 1") is one word.
func first(s string) (word, rest string) {
	s = strings.TrimSpace(s)
	i := strings.IndexAny(s, " \t\n")
	if i < 0 {
		return s, ""
	}
	word, rest = s[:i], strings.TrimSpace(s[i:])
	if len(word) == 1 && rest != "" {
		if number := strings.Fields(rest)[0]; isCode(word + number) {
			return word + number, strings.TrimSpace(rest[len(number):])
		}
	}
	return word, rest
}

// notes are a record's dated lines, newest first.
func (d *Desk) notes(ctx context.Context, r *bot.Request, notes []store.Note) []bot.Block {
	if len(notes) == 0 {
		return nil
	}
	var list bot.List
	for _, n := range notes[:min(len(notes), pageSize)] {
		list.Items = append(list.Items, r.T("show.note",
			"day", d.day(r, store.DayOf(n.At.In(d.Zone))), "who", d.at(ctx, n.By), "text", n.Text))
	}
	blocks := []bot.Block{text(r, "show.notes"), list}
	if rest := len(notes) - len(list.Items); rest > 0 {
		blocks = append(blocks, bot.Context{Markup: r.T("show.older", "count", rest)})
	}
	return blocks
}

// links names what hangs together with a record.
func (d *Desk) links(r *bot.Request, tx *store.Tx, codes []string, v store.Viewer) ([]bot.Block, error) {
	if len(codes) == 0 {
		return nil, nil
	}
	var list bot.List
	for _, code := range codes[:min(len(codes), pageSize)] {
		title, err := d.title(r, tx, code, v)
		if err != nil {
			return nil, err
		}
		list.Items = append(list.Items, bot.Bold(code)+" "+title)
	}
	blocks := []bot.Block{text(r, "show.links"), list}
	if rest := len(codes) - len(list.Items); rest > 0 {
		blocks = append(blocks, bot.Context{Markup: r.T("show.more_links", "count", rest)})
	}
	return blocks, nil
}

// title is a record or a plan point in a few words.
func (d *Desk) title(r *bot.Request, tx *store.Tx, code string, v store.Viewer) (bot.Markup, error) {
	code2, ok := store.ParseRef(code)
	if !ok {
		point, _ := d.Guideline.Point(code)
		return bot.Escape(short(point.Text)), nil
	}
	switch code2.Kind {
	case store.KindContact:
		c, err := tx.Contact(code2)
		return bot.Escape(c.Name), err
	case store.KindMeeting:
		m, err := tx.Meeting(code2, v)
		return bot.Escape(m.Title + ", " + d.day(r, m.Date)), err
	case store.KindTask:
		t, err := tx.Task(code2, v)
		return d.taskBrief(r, t), err
	}
	q, err := tx.Question(code2, v)
	return bot.Escape(short(q.Text)), err
}

// maxBrief is how much of a long text a list shows, in letters.
const maxBrief = 90

// Brief is the beginning of a long text, for lists.
func Brief(s string) string { return short(s) }

// short is the beginning of a text, cut at a word.
func short(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	runes := []rune(s)
	if len(runes) <= maxBrief {
		return s
	}
	cut := string(runes[:maxBrief])
	if i := strings.LastIndex(cut, " "); i > maxBrief/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, ",.;: ") + " …"
}

// shareable adds the button that shows the same to the whole channel.
func shareable(r *bot.Request, line string) bot.Buttons {
	if r.Share || r.Place.Direct {
		return nil
	}
	return bot.Buttons{button(r, "button.share", line+" "+r.Word("share"))}
}

// unshared words why a record isn't shown: that it isn't there, or that its
// asker may see it but not share it in this channel.
func (d *Desk) unshared(ctx context.Context, r *bot.Request, code store.Ref, err error) error {
	var coded bot.Coded
	if !r.Share || !errors.As(err, &coded) || coded.Code() != "record.unknown" {
		return err
	}
	alone := *r
	alone.Share = false
	v := d.viewer(ctx, &alone)
	seen := d.view(ctx, func(tx *store.Tx) error {
		_, err := d.title(r, tx, code.String(), v)
		return err
	})
	if seen != nil {
		return err
	}
	return bot.Fail("share.private", "code", code.String())
}
