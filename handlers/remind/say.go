package remind

import (
	"time"

	"utblick/bot"
	"utblick/handlers/when"
	"utblick/store"
)

func (p *page) day(d store.Day) string { return when.Format(d, p.Lang(), p.today) }

func (p *page) dayAt(d store.Day, clock string) string {
	text := p.day(d)
	if clock != "" && text != "" {
		text += " " + p.Label("day.at", "time", clock)
		if own := when.Elsewhere(d, clock, p.Planner.Zone, p.zone); own != "" {
			text += " " + p.Label("day.own", "time", own)
		}
	}
	return text
}

// moment is a time of day on a day.
func (p *page) moment(t time.Time) string {
	t = t.In(p.Planner.Zone)
	return p.dayAt(store.DayOf(t), t.Format("15:04"))
}

// at mentions somebody, name only names them.
func (p *page) at(id string) bot.Markup {
	if id == "" {
		return ""
	}
	who, ok, err := p.Platform.Person(p.ctx, id)
	if err != nil || !ok {
		return bot.Escape("@" + id)
	}
	return bot.Mention(who)
}

func (p *page) name(id string) string {
	who, ok, err := p.Platform.Person(p.ctx, id)
	if err != nil || !ok {
		return id
	}
	return who.Display()
}
