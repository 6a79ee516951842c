package handlers

import (
	"context"
	"errors"
	"strings"

	"utblick/bot"
	"utblick/store"
)

// codes reads one code or several: "klar U1 U3" and "klar U1, U3 och U4".
func codes(r *bot.Request, kind store.Kind, words string) ([]store.Ref, error) {
	var all []store.Ref
	for _, word := range joinCodes(strings.FieldsFunc(words, func(c rune) bool { return c == ' ' || c == ',' || c == '\n' })) {
		if r.Is("fillers", word) {
			continue
		}
		code, err := ref(r, kind, word)
		if err != nil {
			return nil, err
		}
		all = append(all, code)
	}
	if len(all) == 0 {
		_, err := ref(r, kind, "")
		return nil, err
	}
	return all[:min(len(all), pageSize)], nil
}

func (d *Desk) taskDone(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	return d.eachTask(ctx, r, "task.done", "task.done_before", (*store.Tx).CloseTask)
}

func (d *Desk) taskReopen(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	return d.eachTask(ctx, r, "task.reopened", "task.open_before", (*store.Tx).ReopenTask)
}

// eachTask does the same with one or several tasks, and tells which it
// changed and which were so before.
func (d *Desk) eachTask(ctx context.Context, r *bot.Request, did, before string,
	do func(*store.Tx, store.Ref, store.Viewer) (store.Task, bool, error),
) (bot.Reply, error) {
	refs, err := codes(r, store.KindTask, r.Rest)
	if err != nil {
		return bot.Reply{}, err
	}
	v := d.viewer(ctx, r)
	var reply bot.Reply
	err = d.update(ctx, r, func(tx *store.Tx) error {
		reply = bot.Reply{}
		for _, code := range refs {
			t, now, err := do(tx, code, v)
			if err != nil {
				return err
			}
			key := before
			if now {
				key = did
			}
			reply.Add(text(r, key, "code", code.String(), "title", t.Title, "who", d.at(ctx, t.DoneBy),
				"day", d.day(r, store.DayOf(t.DoneAt.In(d.Zone)))))
			reply = reply.About(code.String())
			if err := d.nextOf(r, tx, &reply, t, now); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return bot.Reply{}, err
	}
	return reply, nil
}

// nextOf names the task that follows on one that was just done in its series.
func (d *Desk) nextOf(r *bot.Request, tx *store.Tx, reply *bot.Reply, t store.Task, changed bool) error {
	if !changed || !t.Done || t.Next == 0 {
		return nil
	}
	next, ok, err := tx.TaskAsIs(store.Ref{Kind: store.KindTask, ID: t.Next})
	if err != nil || !ok || next.Done {
		return err
	}
	reply.Add(text(r, "repeat.next", "code", next.Ref().String(), "day", d.dayAt(r, next.Due, next.Clock)))
	*reply = reply.About(next.Ref().String())
	return nil
}

func (d *Desk) taskAssign(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	word, words := first(r.Rest)
	if last, ok := store.ParseRef(words); ok && last.Kind == store.KindTask { // "ge bo U3"
		word, words = words, word
	}
	code, err := ref(r, store.KindTask, word)
	if err != nil {
		return bot.Reply{}, err
	}
	if words == "" && r.CanForm {
		return d.openChange(ctx, r, code, d.assignForm)
	}
	if words == "" {
		return bot.Reply{}, bot.Misread("task.assign_whom", "code", code.String(),
			"line", bot.Code(r.Line("task", "assign", code.String(), "@"+r.From.User)))
	}
	who, err := d.who(ctx, r, trimTo(r, words))
	if err != nil {
		return bot.Reply{}, err
	}
	return d.changeTask(ctx, r, code, store.Assigned, "task.assigned", func(t *store.Task) (wrong, error) {
		t.Owner = who.ID
		t.With = without(t.With, who.ID)
		return nil, nil
	})
}

func without(list []string, gone string) []string {
	var kept []string
	for _, s := range list {
		if s != gone {
			kept = append(kept, s)
		}
	}
	return kept
}

// changeTask lets change work on the task as it is now and shows what became
// of it; said names the text for it.
func (d *Desk) changeTask(ctx context.Context, r *bot.Request, code store.Ref, did, said string, change func(*store.Task) (wrong, error)) (bot.Reply, error) {
	v := d.viewer(ctx, r)
	var t store.Task
	var bad wrong
	same, given := false, false
	err := d.update(ctx, r, func(tx *store.Tx) error {
		var err error
		if t, err = tx.Task(code, v); err != nil {
			return err
		}
		before, owner := t.Rev, t.Owner
		if bad, err = change(&t); err != nil {
			return err
		}
		if len(bad) > 0 {
			return errWrong
		}
		err = tx.PutTask(&t, did)
		same, given = t.Rev == before, t.Owner != owner
		return err
	})
	if errors.Is(err, errWrong) {
		return bot.Open(bad.again(r, d.taskForm(ctx, r, t, state(code, t.Rev)))), nil
	}
	if err != nil {
		return bot.Reply{}, err
	}
	if same {
		said = "task.same"
	}
	reply := bot.Say(text(r, said, "code", code.String(), "title", t.Title, "who", d.at(ctx, t.Owner),
		"day", d.dayAt(r, t.Due, t.Clock)), d.taskCard(ctx, r, t))
	if !same {
		coming, err := d.comingText(ctx, r, t)
		if err != nil {
			return bot.Reply{}, err
		}
		reply.Add(coming...)
	}
	if given {
		unheard, err := d.unheard(ctx, r, t)
		if err != nil {
			return bot.Reply{}, err
		}
		reply.Add(unheard...)
	}
	return reply.About(code.String()), nil
}
