package handlers

import (
	"context"
	"strings"

	"utblick/bot"
	"utblick/store"
)

// unheard tells what keeps a task's owner from hearing of it in time: it is
// done already, they are away now or when it is due, or want no reminders.
func (d *Desk) unheard(ctx context.Context, r *bot.Request, t store.Task) ([]bot.Block, error) {
	var s store.Settings
	err := d.view(ctx, func(tx *store.Tx) (err error) {
		s, err = tx.Settings(t.Owner)
		return err
	})
	if err != nil {
		return nil, err
	}
	if t.Done {
		return []bot.Block{bot.Context{Markup: r.T("task.given_done", "line", bot.Code(r.Line("task", "reopen", t.Ref().String())))}}, nil
	}
	var blocks []bot.Block
	if until, away := s.AwayUntil(d.today(r)); away {
		blocks = append(blocks, bot.Context{Markup: r.T("task.away", "who", d.name(ctx, t.Owner), "to", d.day(r, until))})
	} else if until, away := s.AwayUntil(t.Due); away {
		from, _ := s.Away(t.Due)
		blocks = append(blocks, bot.Context{Markup: r.T("task.away_then", "who", d.name(ctx, t.Owner), "days", d.days(r, from.From, until))})
	}
	if s.Quiet && t.Owner != r.From.ID {
		blocks = append(blocks, bot.Context{Markup: r.T("task.owner_quiet", "who", d.name(ctx, t.Owner))})
	}
	return blocks, nil
}

// cutAnyway reads the ", ändå" that ends a line which is to be saved although
// it looks like one that was.
func cutAnyway(r *bot.Request, line string) (rest string, anyway bool) {
	i := strings.LastIndexByte(line, ',')
	if i < 0 || !r.Is("anyway", strings.TrimSpace(line[i+1:])) {
		return line, false
	}
	return strings.TrimSpace(line[:i]), true
}

// savedJustNow asks before the same task is saved twice within a minute: a
// line sent again because the answer was slow. A button pressed twice is
// simply told so.
func (d *Desk) savedJustNow(ctx context.Context, r *bot.Request, t store.Task, line string) (reply bot.Reply, ok bool, err error) {
	if r.Kind == bot.Pressed {
		return reply, false, nil
	}
	var made store.Task
	err = d.view(ctx, func(tx *store.Tx) error {
		last, found, err := tx.JustMade(r.From.ID, store.KindTask, t.Title)
		if err != nil || !found {
			return err
		}
		made, ok, err = tx.TaskAsIs(last)
		return err
	})
	if err != nil || !ok || made.Owner != t.Owner || made.Due != t.Due {
		return reply, false, err
	}
	code := made.Ref().String()
	return bot.Say(text(r, "task.twice", "code", code, "title", made.Title), bot.Buttons{
		button(r, "button.anyway", r.Line("task", "new", line+", "+r.Word("anyway"))),
		button(r, "button.show", showLine(r, code)), button(r, "button.cancel", r.Line("desk", "cancel")),
	}).About(code), true, nil
}
