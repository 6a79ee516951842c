package handlers

import (
	"context"
	"strings"

	"utblick/bot"
	"utblick/handlers/answer"
	"utblick/store"
)

func (d *Desk) askCommand() bot.Command {
	return bot.Command{Name: "ask", Bare: "ask", Loose: "ask", Block: "ask", Verbs: []bot.Verb{
		{Name: "ask", Run: d.Ask},
		{Name: "show", Run: d.askShow, Shares: true, Codes: bot.OnlyCodes},
		{Name: "answer", Run: d.askAnswer, Codes: bot.CodeFirst},
		{Name: "unanswered", Run: d.askUnanswered, Pages: true},
		{Name: "statistics", Run: d.askStatistics},
		{Name: "delete", Run: d.askDelete, Codes: bot.OnlyCodes, Grave: true},
	}}
}

// Ask answers a question from the guideline, and logs it. It also answers
// plain text.
func (d *Desk) Ask(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	question := strings.TrimSpace(r.Rest)
	if question == "" {
		return bot.Reply{}, bot.Misread("ask.what", "line", bot.Code(r.Slash("ask")+" "+r.Label("example.question")))
	}
	if code, ok := store.ParseRef(question); ok { // "K12": show it
		return d.showRef(ctx, r, code)
	}
	if reply, ok, err := d.notAsked(ctx, r, question); ok || err != nil {
		return reply, err
	}
	a := d.Answer.Ask(question, "", d.today(r))
	if open, err := d.isOpen(ctx, r, question); err != nil {
		return bot.Reply{}, err
	} else if open && (!a.Answered || tells(r, question)) {
		return d.notUnderstood(ctx, r, question)
	}
	logged, err := d.logQuestion(ctx, r, question, a)
	if err != nil {
		return bot.Reply{}, err
	}
	reply := d.answerReply(ctx, r, logged, a)
	return reply, d.ownRecords(ctx, r, &reply.Message, question)
}

// showRef shows the record that a lone code means.
func (d *Desk) showRef(ctx context.Context, r *bot.Request, code store.Ref) (bot.Reply, error) {
	r.Command, r.Verb, r.Rest = commandOf(code.String()), "show", code.String()
	switch code.Kind {
	case store.KindContact:
		return d.contactShow(ctx, r)
	case store.KindMeeting:
		return d.meetingShow(ctx, r)
	case store.KindTask:
		return d.taskShow(ctx, r)
	}
	return d.askShow(ctx, r)
}

// privateChannel is where what is asked stays; empty where all may see it.
func privateChannel(r *bot.Request) string {
	if r.Place.Private {
		return r.Place.Channel
	}
	return ""
}

func (d *Desk) logQuestion(ctx context.Context, r *bot.Request, question string, a answer.Answer) (store.Question, error) {
	q := store.Question{Text: question, Lang: a.Lang, Answered: a.Answered, Channel: privateChannel(r)}
	for _, c := range a.Citations {
		if c.Point != nil {
			q.Cited = append(q.Cited, *c.Point)
		} else {
			q.Cited = append(q.Cited, c.Section)
		}
	}
	logged := q
	by := store.By{Person: r.From.ID, Event: r.ID, Aside: true}
	err := d.Store.Update(ctx, by, func(tx *store.Tx) (err error) {
		logged, err = tx.Ask(q)
		return err
	})
	return logged, err
}

// answerReply words an answer, in the question's language.
func (d *Desk) answerReply(ctx context.Context, r *bot.Request, q store.Question, a answer.Answer) bot.Reply {
	speaking := *r
	speaking.Words = r.In(a.Lang)
	r = &speaking
	reply := bot.Reply{}
	if q.House != "" {
		reply.Add(text(r, "ask.house", "answer", q.House, "who", d.name(ctx, q.HouseBy.By),
			"day", d.day(r, store.DayOf(q.HouseBy.At.In(d.Zone)))))
		if !a.Answered {
			return reply.About(q.Ref().String())
		}
	}
	reply.Add(bot.Text{Markup: bot.Escape(a.Text)})
	cited := a.Citations
	if !a.Answered {
		cited = a.Nearest
	}
	for i, c := range cited {
		point := ""
		if c.Point != nil {
			point = *c.Point
		}
		if i == 0 && a.Answered { // its quote stands in the answer
			reply.Add(bot.Context{Markup: bot.Escape(d.source(c.Section, point))})
			continue
		}
		reply.Add(bot.Quote{Text: c.Quote, Source: d.source(c.Section, point)})
	}
	for _, notice := range a.Notices {
		reply.Add(bot.Context{Markup: bot.Escape(notice)})
	}
	if !a.Answered {
		reply.Add(bot.Context{Markup: bot.Escape(a.AskInstead.Why) + " " + r.T(logged(q), "code", q.Ref().String())})
	}
	reply.Add(shareable(r, r.Line("ask", "show", q.Ref().String())))
	return reply.About(q.Ref().String())
}

// logged says who will see an unanswered question.
func logged(q store.Question) string {
	if q.Channel != "" {
		return "ask.logged_private"
	}
	return "ask.logged"
}

// ownRecords adds what the house itself has written about the question's
// words, where the asker may see it.
func (d *Desk) ownRecords(ctx context.Context, r *bot.Request, m *bot.Message, question string) error {
	const most = 3
	v := d.viewer(ctx, r)
	var list bot.List
	err := d.view(ctx, func(tx *store.Tx) error {
		list.Items = nil
		refs, err := tx.FindAll(question, v, most)
		if err != nil {
			return err
		}
		for _, code := range refs {
			line, err := d.brief(ctx, r, tx, code, v)
			if err != nil {
				return err
			}
			list.Items = append(list.Items, line)
		}
		return nil
	})
	if err == nil && len(list.Items) > 0 {
		m.Add(text(r, "ask.own"), list)
	}
	return err
}

// asQuestion takes a line for a question after all: "visa vad riktlinjen säger".
func (d *Desk) asQuestion(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	r.Rest, r.Verb = r.All, "ask"
	return d.Ask(ctx, r)
}

func (d *Desk) askShow(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	code, ok := store.ParseRef(strings.TrimSpace(r.Rest))
	if !ok {
		return d.asQuestion(ctx, r)
	}
	if code.Kind != store.KindQuestion {
		_, err := ref(r, store.KindQuestion, code.String())
		return bot.Reply{}, err
	}
	alone := *r // what is one's own is one's own to share
	alone.Share = false
	v := d.viewer(ctx, &alone)
	var q store.Question
	var past []store.Entry
	err := d.view(ctx, func(tx *store.Tx) (err error) {
		if q, err = tx.Question(code, v); err != nil {
			return err
		}
		past, err = tx.History(code)
		return err
	})
	if err != nil {
		return bot.Reply{}, err
	}
	if r.Share && q.Channel != "" && q.Channel != r.Place.Channel {
		return bot.Reply{}, store.Fail("record.unknown", "code", code.String())
	}
	reply := bot.Say(bot.Heading{Text: code.String() + " " + q.Text})
	a := d.answerReply(ctx, r, q, d.Answer.Ask(q.Text, "", d.today(r)))
	blocks, last := a.Blocks, bot.Buttons(nil)
	if buttons, ok := blocks[len(blocks)-1].(bot.Buttons); ok {
		blocks, last = blocks[:len(blocks)-1], buttons
	}
	reply.Add(blocks...)
	if !r.Share {
		reply.Add(d.history(ctx, r, past)...)
	}
	reply.Add(last)
	return reply.About(code.String()), nil
}

// askAnswer is the house's own answer to a question that the guideline leaves.
func (d *Desk) askAnswer(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	word, said := first(r.Rest)
	code, ok := store.ParseRef(word)
	if !ok || code.Kind != store.KindQuestion {
		return d.asQuestion(ctx, r)
	}
	if !r.From.Admin {
		return bot.Reply{}, bot.Fail("admin_only")
	}
	if len([]rune(said)) > store.MaxNote {
		return bot.Reply{}, store.Fail("note.long", "max", store.MaxNote)
	}
	var q store.Question
	v := d.viewer(ctx, r)
	err := d.update(ctx, r, func(tx *store.Tx) (err error) {
		q, err = tx.AnswerQuestion(code, said, v)
		return err
	})
	if err != nil {
		return bot.Reply{}, err
	}
	return bot.Say(text(r, "ask.answered", "code", code.String(), "question", q.Text, "answer", q.House)).About(code.String()), nil
}
