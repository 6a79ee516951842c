package remind

import (
	"cmp"
	"context"
	"slices"
	"time"

	"utblick/bot"
	"utblick/handlers/when"
	"utblick/store"
)

// How many tasks of one message have all their buttons, and how many are named
// at all; the rest is a list away.
const (
	withButtons = 8
	named       = 30
)

// A page is one message being drawn, in its reader's language.
type page struct {
	*Scheduler
	bot.Words
	ctx   context.Context //nolint:containedctx // it lives as long as one call
	when  time.Time       // it is or was posted
	today store.Day       // the same
	zone  string          // the reader's own
	own   store.Settings  // the reader's
	item  store.Item
	team  bool
	now   map[store.Ref]store.Task // what became of the tasks; nil: as frozen
}

// draw makes the message that an item is.
func (s *Scheduler) draw(ctx context.Context, item store.Item) (bot.Message, error) {
	p, err := s.page(ctx, item)
	if err != nil {
		return bot.Message{}, err
	}
	switch item.Kind {
	case store.Alarm:
		return p.alarm(), nil
	case store.Overview:
		return p.overview(), nil
	}
	return p.digest(), nil
}

// drawNow is draw with what has become of the tasks since.
func (s *Scheduler) drawNow(ctx context.Context, item store.Item) (bot.Message, error) {
	p, err := s.page(ctx, item)
	if err != nil {
		return bot.Message{}, err
	}
	p.now = map[store.Ref]store.Task{}
	err = s.Store.View(ctx, func(tx *store.Tx) error {
		clear(p.now)
		for _, l := range p.item.Lines {
			t, ok, err := tx.TaskAsIs(l.Task)
			if err != nil {
				return err
			}
			if ok {
				p.now[l.Task] = t
			}
		}
		return nil
	})
	for i, l := range p.item.Lines {
		t, ok := p.now[l.Task]
		if ok && err == nil {
			ok, err = s.sees(ctx, t, item.To)
		}
		if ok {
			if p.item.Lines[i].Title = t.Title; t.Due == l.Due {
				p.item.Lines[i].Clock = t.Clock
			}
		} else {
			delete(p.now, l.Task) // gone, for the one who reads
		}
	}
	return p.digest(), err
}

func (s *Scheduler) page(ctx context.Context, item store.Item) (*page, error) {
	to := address(item.To)
	settings, err := s.settingsOf(ctx, to)
	lang, zone := settings.Lang, ""
	if to.Person != "" {
		if p, ok, err := s.Platform.Person(ctx, to.Person); err == nil && ok {
			lang, zone = cmp.Or(lang, p.Lang), p.Zone
		}
	}
	at := s.Now() // what waited since yesterday isn't due tomorrow any more
	if !item.Post.IsZero() {
		at = item.Post.At
	}
	item.Lines = slices.Clone(item.Lines)
	return &page{
		Scheduler: s, Words: s.Words(lang), ctx: ctx, zone: zone, own: settings, item: item, team: to.Person == "",
		when:  at,
		today: store.DayOf(at.In(s.Planner.Zone)),
	}, err
}

func (p *page) digest() bot.Message {
	var m bot.Message
	planned := 0
	for _, l := range p.item.Lines {
		if l.Planned() && l.What != store.Raise && !l.Orphan {
			planned++
		}
	}
	if planned > 0 {
		m.Add(bot.Heading{Text: p.Label("digest.heading", "count", planned)})
	}
	group := ""
	for i, l := range p.item.Lines[:min(len(p.item.Lines), named)] {
		if g := p.group(l); g != group && planned > 1 {
			m.Add(bot.Text{Markup: p.T("digest.group." + g)})
			group = g
		}
		text, buttons := p.line(l, i < withButtons)
		m.Add(bot.Text{Markup: text})
		if buttons != nil {
			m.Add(buttons)
		}
		if code := l.Task.String(); !slices.Contains(m.Records, code) {
			m.Records = append(m.Records, code)
		}
	}
	if rest := len(p.item.Lines) - named; rest > 0 {
		m.Add(bot.Context{Markup: p.T("digest.more", "count", rest, "line", bot.Code(p.Line("task", "list", p.Word("mine"))))})
	}
	return m
}

// group is under which heading a line stands.
func (p *page) group(l store.Line) string {
	switch urgency(l, p.today) {
	case 0:
		return "late"
	case 1:
		return "today"
	case 2:
		return "coming"
	}
	return "news"
}

// line is what a message says of one task, and what can be done about it: all
// of it, or what matters most.
func (p *page) line(l store.Line, all bool) (text bot.Markup, buttons bot.Buttons) {
	if became := p.became(l); became != "" {
		return became, nil
	}
	if again := p.askedAgain(l); !again.IsZero() {
		return p.T("digest.again", "code", l.Task.String(), "title", l.Title, "day", p.day(again)), p.buttons(l, false)
	}
	text = p.said(l)
	if reader := address(p.item.To).Person; l.What == store.Own && l.Owner != reader {
		text += " " + p.T("digest.owner", "owner", p.at(l.Owner))
	}
	if l.StandIn != "" {
		text += " " + p.T("digest.stand_in", "who", p.name(l.StandIn), "until", p.day(l.Until))
	}
	if l.Planned() && !l.Waited && p.when.Sub(l.Slot) > missedAfter {
		text += " " + p.T("digest.missed", "when", p.moment(l.Slot))
	}
	if l.What == store.Gone || l.What == store.Closed {
		return text, nil
	}
	return text, p.buttons(l, all)
}

// became is what happened to a task after it was written of, or "".
func (p *page) became(l store.Line) bot.Markup {
	if p.now == nil {
		return ""
	}
	t, there := p.now[l.Task]
	args := []any{
		"code", l.Task.String(), "title", t.Title, "who", p.at(t.Owner), "day", p.day(t.Due), "by", p.at(t.DoneBy),
	}
	switch {
	case !there:
		return p.T("digest.became.gone", args...)
	case t.Done && l.What != store.Closed:
		return p.T("digest.became.done", args...)
	case !l.Planned():
		return ""
	case t.Owner != l.Owner:
		return p.T("digest.became.assigned", args...)
	case t.Due != l.Due:
		return p.T("digest.became.moved", args...)
	}
	return ""
}

// askedAgain is the next day after the message's for which its reader has since
// asked to be reminded of the task once more, or zero.
func (p *page) askedAgain(l store.Line) (next store.Day) {
	t, ok := p.now[l.Task]
	if !ok || !l.Planned() {
		return 0
	}
	for _, text := range t.RuleFor(address(p.item.To).Person).Once {
		rule, err := when.ReadRule(text)
		if err != nil {
			continue
		}
		day, ok := rule.Next(p.today, 0, p.Planner.Calendar)
		if ok && (next.IsZero() || day < next) {
			next = day
		}
	}
	return next
}

func (p *page) said(l store.Line) bot.Markup {
	args := []any{
		"code", l.Task.String(), "title", l.Title, "day", p.dayAt(l.Due, l.Clock), "from", p.dayAt(l.From, l.FromClock),
		"by", p.name(l.By), "owner", p.at(l.Owner), "n", l.N,
	}
	switch {
	case l.Orphan:
		return p.T("digest.orphan", args...)
	case l.What == store.Raise && p.team:
		return p.T("digest.raise_team", args...)
	case l.What == store.Raise:
		return p.T("digest.raise", args...)
	case l.What == store.Waits:
		return p.T("digest.waits", args...)
	case !l.Planned():
		return p.T("digest."+l.What, args...)
	}
	text := p.T("digest."+p.dueText(l), args...)
	if l.What == store.Late && l.N == maxLate {
		text += " " + p.T("digest.last")
	}
	return text
}

// dueText names the text for how far off a task's day is.
func (p *page) dueText(l store.Line) string {
	switch left := l.Due - p.today; {
	case l.Due.IsZero():
		return "undated"
	case left < 0:
		return "late"
	case left == 0:
		return "today"
	case left == 1:
		return "tomorrow"
	}
	return "coming"
}

func (p *page) alarm() bot.Message {
	l := p.item.Lines[0]
	return bot.Message{Blocks: []bot.Block{bot.Text{Markup: p.T("digest.alarm",
		"who", p.name(l.StandIn), "when", p.moment(l.Slot), "codes", joined(l.Points))}}}
}
