package handlers

import (
	"context"
	"strings"

	"utblick/bot"
	"utblick/store"
)

// askDelete takes a question away for good: its asker may, and administrators.
func (d *Desk) askDelete(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	word, _ := first(r.Rest)
	code, ok := store.ParseRef(word)
	if word != "" && (!ok || code.Kind != store.KindQuestion) {
		return d.asQuestion(ctx, r)
	}
	code, err := ref(r, store.KindQuestion, word)
	if err != nil {
		return bot.Reply{}, err
	}
	gone, err := erase(ctx, d, r, code, (*store.Tx).Question, (*store.Tx).EraseQuestion, func(q store.Question) string { return q.Made.By })
	if err != nil {
		return bot.Reply{}, err
	}
	return erased(r, "ask.erased", code, gone.Text), nil
}

// askUnanswered is the gap log: what was asked and the guideline leaves open.
func (d *Desk) askUnanswered(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	if strings.TrimSpace(r.Rest) != "" {
		return d.asQuestion(ctx, r)
	}
	var gaps []store.Question
	v := d.viewer(ctx, r)
	err := d.view(ctx, func(tx *store.Tx) (err error) {
		gaps, err = tx.Gaps(v)
		return err
	})
	if err != nil {
		return bot.Reply{}, err
	}
	if len(gaps) == 0 {
		return bot.Say(text(r, "ask.no_gaps")), nil
	}
	skip := (r.Page - 1) * pageSize
	if skip >= len(gaps) {
		return bot.Say(text(r, "list.end")), nil
	}
	reply := bot.Say(text(r, "ask.gaps", "count", len(gaps)))
	var list bot.List
	for _, q := range gaps[skip:min(skip+pageSize, len(gaps))] {
		list.Items = append(list.Items, r.T("ask.gap", "code", q.Ref().String(), "question", q.Text,
			"day", d.day(r, store.DayOf(q.Made.At.In(d.Zone))), "count", q.Times))
		reply = reply.About(q.Ref().String())
	}
	reply.Add(list)
	for _, q := range gaps {
		if q.Made.By == r.From.ID && !r.From.Admin {
			reply.Add(bot.Context{Markup: r.T("ask.erase_how", "line", bot.Code(r.Line("ask", "delete", q.Ref().String())))})
			break
		}
	}
	if r.From.Admin {
		reply.Add(bot.Context{Markup: r.T("ask.answer_how", "line", bot.Code(r.Line("ask", "answer", gaps[0].Ref().String(), "…")))})
	}
	if skip+pageSize < len(gaps) {
		reply.More = d.nextPage(r)
	}
	return reply, nil
}

func (d *Desk) askStatistics(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	if strings.TrimSpace(r.Rest) != "" {
		return d.asQuestion(ctx, r)
	}
	var all, month store.Statistics
	err := d.view(ctx, func(tx *store.Tx) (err error) {
		if all, err = tx.AskedSince(r.Now.AddDate(-100, 0, 0)); err != nil {
			return err
		}
		month, err = tx.AskedSince(r.Now.AddDate(0, 0, -30))
		return err
	})
	if err != nil {
		return bot.Reply{}, err
	}
	line := func(key string, n store.Statistics) bot.Markup {
		return r.T(key, "asked", n.Asked, "different", n.Different, "answered", n.Answered, "house", n.House, "gaps", n.Gaps)
	}
	return bot.Say(text(r, "ask.statistics"), bot.List{Items: []bot.Markup{line("ask.statistics_month", month), line("ask.statistics_all", all)}}), nil
}
