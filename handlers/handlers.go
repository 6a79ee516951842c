// Package handlers is the desk: one file a capability. In: a Request that the
// router has understood as far as its verb. Out: a Reply in words of the
// catalogue, after at most one transaction in store. Never: knows a platform,
// sends anything by itself, or keeps state between requests.
package handlers

import (
	"context"
	"errors"
	"fmt"
	"time"

	"utblick/bot"
	"utblick/handlers/answer"
	"utblick/handlers/remind"
	"utblick/handlers/when"
	"utblick/store"
	"utblick/store/guideline"
	"utblick/store/support"
)

// Needs are what the desk works with; all but Channel are required.
type Needs struct {
	Store     *store.Store
	Directory bot.Directory
	Guideline *guideline.Document
	Answer    *answer.Engine
	Support   *support.Catalogue
	Calendar  *when.Calendar
	Planner   remind.Planner
	Zone      *time.Location
	Channel   string // the team's channel, as people call it; empty: there is none
}

// Desk answers all commands. Safe for concurrent use.
type Desk struct{ Needs }

// New makes a Desk.
func New(n Needs) *Desk { return &Desk{n} }

// Commands is the one list of commands; help, autocomplete and set-up read it.
func (d *Desk) Commands() []bot.Command {
	all := []bot.Command{
		d.contactCommand(), d.meetingCommand(), d.taskCommand(), d.planCommand(),
		d.askCommand(), d.supportCommand(), d.deskCommand(),
	}
	for _, c := range all {
		for i, v := range c.Verbs {
			c.Verbs[i].Run = d.told(d.undoable(v.Run))
			if v.Submit != nil {
				c.Verbs[i].Submit = d.told(d.undoable(v.Submit))
			}
		}
	}
	return all
}

// told words who erased a record and when, which store knows only as an id
// and a day.
func (d *Desk) told(next bot.HandlerFunc) bot.HandlerFunc {
	return func(ctx context.Context, r *bot.Request) (bot.Reply, error) {
		reply, err := next(ctx, r)
		var coded bot.Coded
		if !errors.As(err, &coded) || coded.Code() != "record.erased" {
			return reply, err
		}
		values := map[string]any{}
		for i, args := 0, coded.Args(); i+1 < len(args); i += 2 {
			values[fmt.Sprint(args[i])] = args[i+1]
		}
		day, _ := values["at"].(store.Day)
		return reply, bot.Fail("record.erased", "code", values["code"],
			"by", d.user(ctx, fmt.Sprint(values["by"])), "at", d.day(r, day))
	}
}

// pageSize is how many lines a list shows at a time: what fits a phone.
const pageSize = 10

// view reads for the one who asked.
func (d *Desk) view(ctx context.Context, fn func(*store.Tx) error) error {
	return d.Store.View(ctx, fn)
}

// update changes in the name of the one who asked; a second event with the
// same id changes nothing. Nobody else's change waits for the platform: what fn
// wants to know of it is asked outside the transaction, which then runs again.
func (d *Desk) update(ctx context.Context, r *bot.Request, fn func(*store.Tx) error) error {
	for {
		r.Rooms.Closed = true
		err := d.Store.Update(ctx, store.By{Person: r.From.ID, Event: r.ID}, func(tx *store.Tx) error {
			r.Rooms.Missing = nil
			err := fn(tx)
			if len(r.Rooms.Missing) > 0 {
				return errUnasked
			}
			return err
		})
		r.Rooms.Closed = false
		if !errors.Is(err, errUnasked) {
			return err
		}
		for _, seat := range r.Rooms.Missing {
			d.seated(ctx, r, seat)
		}
	}
}

var errUnasked = errors.New("handlers: membership is to be asked outside of the transaction")

// viewer is who will read the reply: the asker, or everyone in the channel
// that it is shared in.
func (d *Desk) viewer(ctx context.Context, r *bot.Request) store.Viewer {
	if r.Share && !r.Place.Direct {
		return store.Viewer{Person: r.From.ID, Channel: r.Place.Channel}
	}
	return d.alone(ctx, r, r.From.ID)
}

// alone is a person who reads something by themselves.
func (d *Desk) alone(ctx context.Context, r *bot.Request, person string) store.Viewer {
	in := func(channel string) bot.Presence {
		return d.seated(ctx, r, bot.Seat{Channel: channel, Person: person})
	}
	return store.Viewer{
		Person:  person,
		Sees:    func(channel string) bool { return in(channel) == bot.Present }, // what can't be known is not shown
		Outside: func(channel string) bool { return in(channel) == bot.Absent },
	}
}

// seated tells whether somebody is in a channel, asked once a request.
func (d *Desk) seated(ctx context.Context, r *bot.Request, seat bot.Seat) bot.Presence {
	if known, ok := r.Rooms.Known[seat]; ok {
		return known
	}
	if r.Rooms.Closed {
		r.Rooms.Missing = append(r.Rooms.Missing, seat)
		return bot.Unseen
	}
	found := bot.Absent
	if in, err := d.Directory.Member(ctx, seat.Channel, seat.Person); err != nil {
		found = bot.Unseen
	} else if in {
		found = bot.Present
	}
	if r.Rooms.Known == nil {
		r.Rooms.Known = map[bot.Seat]bot.Presence{}
	}
	r.Rooms.Known[seat] = found
	return found
}

// today is the day in the workspace's time zone.
func (d *Desk) today(r *bot.Request) store.Day { return store.DayOf(r.Now.In(d.Zone)) }
