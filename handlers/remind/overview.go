package remind

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"utblick/bot"
	"utblick/handlers/when"
	"utblick/store"
)

// What a line of the week's overview is.
const (
	weekDone  = "week.done"
	weekDue   = "week.due"
	weekLate  = "week.late"
	weekQuiet = "week.quiet"
)

// weekList is the word that lists all of a part.
func weekList(what string) string {
	switch what {
	case weekDone:
		return "finished"
	case weekLate:
		return "late"
	}
	return "all"
}

// overviewMost bounds each part of the overview, which is for reading at a glance.
const overviewMost = 12

// quietAfter is how long a plan point has been without anything done or due
// before it is named.
const quietAfter = 60

// NextOverview is when the next overview goes out after a time: the chosen day
// and hour, or a working day before it in its week, or the first one after it.
func (p Planner) NextOverview(h store.House, after time.Time) time.Time {
	clock, err := time.Parse("15:04", h.OverviewAt)
	if err != nil {
		return time.Time{}
	}
	at := when.Clock(clock.Hour()*60 + clock.Minute())
	for day := store.DayOf(after.In(p.Zone)) - 7; ; day++ {
		if day.Weekday() != h.OverviewDay {
			continue
		}
		if slot := p.at(p.overviewDay(day), at); slot.After(after) {
			return slot
		}
	}
}

func (p Planner) overviewDay(chosen store.Day) store.Day {
	_, week := chosen.ISOWeek()
	before := p.workdayFrom(store.Settings{}, chosen, -1)
	if _, same := before.ISOWeek(); same == week {
		return before
	}
	return p.workdayFrom(store.Settings{}, chosen, 1)
}

// nextOverview is the zero time when there is none to come.
func (s *Scheduler) nextOverview(tx *store.Tx) (time.Time, error) {
	h, err := tx.House()
	if err != nil || s.Channel == "" || h.OverviewOff {
		return time.Time{}, err
	}
	return s.Planner.NextOverview(h, tx.Now), nil
}

// enqueueOverview freezes the overview since the one before; when there is
// nothing to say, nothing is.
func (s *Scheduler) enqueueOverview(tx *store.Tx, r store.Reminder) error {
	ok, err := tx.Drop(r)
	if err != nil || !ok {
		return err
	}
	next, err := s.nextOverview(tx)
	if err != nil {
		return err
	}
	if err := tx.OverviewCame(next); err != nil {
		return err
	}
	item := store.Item{To: toChannel(s.Channel), Kind: store.Overview}
	if item.Lines, err = s.week(tx, r.Since); err != nil {
		return fmt.Errorf("overview: %w", err)
	}
	for _, l := range item.Lines {
		if l.What != weekQuiet {
			return tx.Enqueue(&item)
		}
	}
	return nil
}

// week is what the team's channel may see of what was done since, and of what
// is to be done.
func (s *Scheduler) week(tx *store.Tx, since time.Time) ([]store.Line, error) {
	today := store.DayOf(tx.Now.In(s.Planner.Zone))
	viewer := store.Viewer{Channel: s.Channel}
	if since.IsZero() {
		since = (today - 7).At(0, 0, s.Planner.Zone)
	}
	done, err := tx.DoneSince(since, viewer, overviewMost+1)
	if err != nil {
		return nil, err
	}
	open, _, err := tx.Tasks(store.TaskFilter{Late: today + 7}, viewer, 0, 10*overviewMost)
	if err != nil {
		return nil, err
	}
	var lines []store.Line
	add := func(what string, tasks []store.Task) {
		for _, t := range tasks {
			lines = append(lines, store.Line{
				Reminder: store.Reminder{What: what, Task: t.Ref(), Title: t.Title, Due: t.Due}, Owner: t.Owner, Clock: t.Clock,
			})
		}
	}
	var late, due []store.Task
	for _, t := range open {
		if t.Late(today) {
			late = append(late, t)
		} else {
			due = append(due, t)
		}
	}
	slices.Reverse(late) // what has become late since the last overview first
	add(weekDone, done)
	add(weekDue, due)
	add(weekLate, late)
	var quiet []string
	for _, point := range s.Points {
		is, err := tx.Quiet(point.Code, today-quietAfter)
		if err != nil {
			return nil, err
		}
		if is {
			quiet = append(quiet, point.Code)
		}
	}
	if len(quiet) > 0 {
		_, week := today.ISOWeek()
		lines = append(lines, store.Line{Reminder: store.Reminder{What: weekQuiet, N: len(quiet)}, Points: someOf(quiet, week)})
	}
	return lines, nil
}

// quietNamed is how many points without activity a week's overview names;
// another week names others.
const quietNamed = 3

func someOf(codes []string, week int) []string {
	if len(codes) <= quietNamed {
		return codes
	}
	from := week * quietNamed % len(codes)
	return append(slices.Clone(codes[from:]), codes[:from]...)[:quietNamed]
}

// overview draws it: what was done, what comes, what is late, and where
// nothing happens.
func (p *page) overview() bot.Message {
	_, week := store.DayOf(p.item.At.In(p.Planner.Zone)).ISOWeek() // as it was gathered
	m := bot.Message{Blocks: []bot.Block{bot.Heading{Text: p.Label("week.heading", "week", week)}}}
	for _, what := range []string{weekLate, weekDue, weekDone} {
		var list bot.List
		n := 0
		for _, l := range p.item.Lines {
			if l.What != what {
				continue
			}
			if n++; n <= overviewMost {
				list.Items = append(list.Items, p.weekLine(l))
				m.Records = append(m.Records, l.Task.String())
			}
		}
		if n > overviewMost {
			list.Items = append(list.Items, p.T("week.more", "line", bot.Code(p.Line("task", "list", p.Word(weekList(what))))))
		}
		if n > 0 {
			m.Add(bot.Text{Markup: p.T(what, "count", n)}, list)
		}
	}
	for _, l := range p.item.Lines {
		if l.What == weekQuiet {
			m.Add(p.quiet(l)...)
		}
	}
	return m
}

func (p *page) quiet(l store.Line) []bot.Block {
	var list bot.List
	for _, point := range p.Points {
		if slices.Contains(l.Points, point.Code) {
			list.Items = append(list.Items, bot.Bold(point.Code)+" "+bot.Escape(point.Text))
		}
	}
	blocks := []bot.Block{bot.Text{Markup: p.T(weekQuiet, "count", l.N)}, list}
	if rest := l.N - len(list.Items); rest > 0 {
		blocks = append(blocks, bot.Context{Markup: p.T("week.quiet_more", "count", rest, "line", bot.Code(p.Slash("plan")))})
	}
	return blocks
}

func (p *page) weekLine(l store.Line) bot.Markup {
	line := bot.Bold(l.Task.String()) + " " + bot.Escape(l.Title)
	if l.What != weekDone && !l.Due.IsZero() {
		line += ", " + bot.Escape(p.dayAt(l.Due, l.Clock))
	}
	if l.Owner != "" {
		line += ", " + bot.Escape(p.name(l.Owner))
	}
	return line
}

func joined(list []string) string { return strings.Join(list, ", ") }
