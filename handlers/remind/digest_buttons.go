package remind

import (
	"utblick/bot"
	"utblick/store"
)

// buttons do what one does with a reminder: all of it, or what matters most.
func (p *page) buttons(l store.Line, all bool) bot.Buttons {
	code := l.Task.String()
	show := p.button("button.show", p.Line("task", "show", code))
	done := p.button("button.done", p.Line("task", "done", code))
	other := bot.Buttons{
		p.button("button.other_day", p.Line("task", "move", code)), p.button("button.hand_over", p.Line("task", "assign", code)),
	}
	switch {
	case !l.Planned():
		return bot.Buttons{show}
	case l.What == store.Raise || l.Orphan:
		return append(bot.Buttons{show}, other...)
	case !all:
		return bot.Buttons{done, show}
	}
	return append(bot.Buttons{
		done, p.button("button.tomorrow", p.tomorrow(l)), p.button("button.next_week", p.nextWeek(l)),
	}, other...)
}

// tomorrow is the line for the reader's next working day: a reminder anew while
// that is before the due day, else another due day.
func (p *page) tomorrow(l store.Line) string {
	day := p.Planner.workdayFrom(p.own, p.today+1, 1)
	if day == p.today+1 {
		return p.later(l, day) + " " + p.Label("digest.say_tomorrow")
	}
	return p.later(l, day) + " " + p.day(day)
}

// nextWeek is the same for next week: to be reminded at its beginning, or to be
// done by its end.
func (p *page) nextWeek(l store.Line) string {
	monday := p.today + 7 - (store.Day(p.today.Weekday())+6)%7
	first, last := p.Planner.workdayFrom(p.own, monday, 1), p.Planner.workdayFrom(p.own, monday+4, -1)
	if last < monday {
		last = first // nobody works in that week
	}
	day, usual := first, monday
	if !l.Due.IsZero() && l.Due < first {
		day, usual = last, monday+4
	}
	if day == usual {
		return p.later(l, first) + " " + p.Label("digest.say_next_week")
	}
	return p.later(l, first) + " " + p.day(day)
}

// later begins the line that puts a task off to a day.
func (p *page) later(l store.Line, day store.Day) string {
	if l.Due.IsZero() || day <= l.Due {
		return p.Line("task", "remind", l.Task.String())
	}
	return p.Line("task", "move", l.Task.String())
}

func (p *page) button(key, line string) bot.Button {
	return bot.Button{Label: p.Label(key), Command: line}
}
