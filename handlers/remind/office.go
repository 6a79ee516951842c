package remind

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"utblick/bot"
	"utblick/store"
)

// office knows, for the length of one tick, who is there, who is away and who
// answers for what: each is asked once.
type office struct {
	*Scheduler
	ctx      context.Context //nolint:containedctx // it lives as long as one call
	now      time.Time
	people   map[string]presence
	settings map[string]store.Settings
	owners   map[string]string // plan point → person
}

// presence is what the directory says of somebody. A directory that doesn't
// answer says nothing: the person is taken to be there, and the posting will
// show.
type presence struct {
	bot.Person
	gone bool
}

func (s *Scheduler) newOffice(ctx context.Context) *office {
	return &office{
		Scheduler: s, ctx: ctx, now: s.Now(), people: map[string]presence{},
		settings: map[string]store.Settings{}, owners: map[string]string{},
	}
}

func toPerson(id string) string  { return "@" + id }
func toChannel(id string) string { return "#" + id }

// address is where the platform is to post.
func address(to string) bot.Address {
	if channel, ok := strings.CutPrefix(to, "#"); ok {
		return bot.Address{Channel: channel}
	}
	return bot.Address{Person: strings.TrimPrefix(to, "@")}
}

func (o *office) person(id string) presence {
	if p, ok := o.people[id]; ok {
		return p
	}
	p, ok, err := o.Platform.Person(o.ctx, id)
	found := presence{Person: p, gone: isGone(p, ok, err)}
	if found.ID == "" {
		found.ID = id
	}
	o.people[id] = found
	return found
}

func (o *office) of(id string) (store.Settings, error) {
	if s, ok := o.settings[id]; ok {
		return s, nil
	}
	var s store.Settings
	err := o.Store.View(o.ctx, func(tx *store.Tx) (err error) {
		s, err = tx.Settings(id)
		return err
	})
	if err != nil {
		return s, fmt.Errorf("read settings: %w", err)
	}
	o.settings[id] = s
	return s, nil
}

// pointOwner is who answers for the first of a task's points that has an owner
// other than the task's own, who is there and may see the task; or "".
func (o *office) pointOwner(t store.Task) (string, error) {
	for _, code := range t.Points {
		id, known := o.owners[code]
		if !known {
			err := o.Store.View(o.ctx, func(tx *store.Tx) error {
				p, err := tx.Point(code)
				id = p.Owner
				return err
			})
			if err != nil && store.CodeOf(err) != "point.unknown" {
				return "", fmt.Errorf("read point %s: %w", code, err)
			}
			o.owners[code] = id
		}
		if id == "" || id == t.Owner || o.person(id).gone {
			continue
		}
		if sees, err := o.sees(t, id); err != nil || sees {
			return id, err
		}
	}
	return "", nil
}

func (o *office) sees(t store.Task, id string) (bool, error) {
	return o.Scheduler.sees(o.ctx, t, toPerson(id))
}

// errUnasked means that the platform couldn't be asked, and should be later.
var errUnasked = errors.New("who may read of the task can't be asked now")

// sees tells whether an address may read of a task.
func (s *Scheduler) sees(ctx context.Context, t store.Task, to string) (bool, error) {
	where := address(to)
	if where.Person == "" {
		return t.VisibleTo(store.Viewer{Channel: where.Channel}), nil
	}
	var failed error
	visible := t.VisibleTo(store.Viewer{Person: where.Person, Sees: func(channel string) bool {
		in, err := s.Platform.Member(ctx, channel, where.Person)
		if err != nil && !errors.Is(err, bot.ErrClosed) {
			failed = fmt.Errorf("%w: %w", errUnasked, err)
		}
		return err == nil && in
	}})
	if visible {
		return true, nil
	}
	return false, failed
}

// decide says what becomes of a due reminder now.
func (o *office) decide(r store.Reminder, t store.Task) (doing, error) {
	d := doing{Reminder: r, act: skip}
	switch {
	case r.What == store.Overview:
		return o.team(d, overview), nil
	case r.What == store.Repeat:
		d.act = makeNext
		return d, nil
	case r.What == store.Raise:
		return o.raise(d, t)
	case r.Planned() && t.ID == 0, r.Planned() && t.Done:
		return d, nil
	case r.Stream == store.StreamTask:
		return o.toOwner(d, t)
	}
	who, _ := strings.CutPrefix(r.Stream, store.StreamOwn)
	who, _ = strings.CutPrefix(who, store.StreamOnce)
	if !r.Planned() {
		who = r.For
	}
	if t.ID > 0 {
		sees, err := o.sees(t, who)
		if err != nil {
			return d, err
		}
		d.blind = !sees
	}
	if o.person(who).gone || d.blind && r.What != store.Taken {
		return d, nil
	}
	return o.to(d, t, who)
}

// toOwner is for whoever owns the task now. For one who has left, whoever can
// find it a new owner is told.
func (o *office) toOwner(d doing, t store.Task) (doing, error) {
	if !o.person(t.Owner).gone {
		s, err := o.of(t.Owner)
		if err != nil || s.Quiet {
			return d, err
		}
		return o.to(d, t, t.Owner)
	}
	heir, err := o.pointOwner(t)
	if err != nil {
		return d, err
	}
	if heir == "" && t.Made.By != "" && t.Made.By != t.Owner && !o.person(t.Made.By).gone {
		heir = t.Made.By
	}
	if d.What == store.Late && d.N > orphanAsks {
		return d, nil
	}
	d.line.Orphan = true
	if heir == "" && o.Channel == "" {
		o.Log.Warn("a task's owner has left, and nobody is there to be told", "task", t.Ref().String())
	}
	if heir == "" {
		return o.teamOf(d, t), nil
	}
	return o.to(d, t, heir)
}

// orphanAsks is how often it is asked who takes over a late task.
const orphanAsks = 2

// raise is the step after the last late reminder: the point's owner, then the
// team. Whichever is missing is passed over.
func (o *office) raise(d doing, t store.Task) (doing, error) {
	d.line.Orphan = o.person(t.Owner).gone
	s, err := o.of(t.Owner)
	if err != nil || s.Quiet && !d.line.Orphan {
		return d, err // who wasn't reminded isn't told on
	}
	if d.N > 1 {
		return o.teamOf(d, t), nil
	}
	owner, err := o.pointOwner(t)
	if err != nil || owner == "" || d.line.Orphan {
		return d, err
	}
	os, err := o.of(owner)
	if err != nil {
		return d, err
	}
	if a, away := os.Away(store.DayOf(o.now)); away && a.Deputy == "" {
		return d, nil // passed over, as one who is missing
	}
	return o.to(d, t, owner)
}

// teamOf is for the team's channel, unless the task stays in a private one.
func (o *office) teamOf(d doing, t store.Task) doing {
	if t.Channel != "" && t.Channel != o.Channel {
		return d
	}
	return o.team(d, deliver)
}

// team is for the team's channel, in the house's working time.
func (o *office) team(d doing, what act) doing {
	if o.Channel == "" {
		return d
	}
	d.to, d.act = toChannel(o.Channel), what
	if !o.Planner.Open(store.Settings{}, o.now) {
		d.act, d.wait = delay, o.Planner.slotAfter(store.Settings{}, store.DayOf(o.now), o.now)
	}
	return d
}

// to is for a person, or for who stands in for them: now, or when they are in.
func (o *office) to(d doing, t store.Task, who string) (doing, error) {
	s, err := o.of(who)
	if err != nil {
		return d, err
	}
	_, d.away = s.Away(store.DayOf(d.Slot.In(o.Planner.Zone)))
	reader, at, err := o.Planner.reach(s, o.now, func(deputy string) (store.Settings, bool, error) {
		if !d.Planned() || o.person(deputy).gone {
			return store.Settings{}, false, nil
		}
		sees, err := o.sees(t, deputy)
		if err != nil || !sees {
			return store.Settings{}, false, err
		}
		ds, err := o.of(deputy)
		return ds, true, err
	})
	if err != nil {
		return d, err
	}
	d.act, d.to = deliver, toPerson(reader)
	if at.After(o.now) {
		d.act, d.wait = delay, at
	}
	if _, away := s.Away(store.DayOf(o.now)); !away {
		return d, nil
	}
	_, until := o.Planner.back(s, o.now)
	if reader != who {
		d.line.StandIn, d.line.Until = who, until
		return d, nil
	}
	if d.Stream != store.StreamTask || who != t.Owner || !d.At.Equal(d.Slot) {
		return d, nil // told when it first had to wait, or nobody else's business
	}
	if d.tell, err = o.pointOwner(t); err != nil {
		return d, err
	}
	d.line.Reminder = store.Reminder{What: store.Waits, Task: t.Ref(), By: who, Title: t.Title, Due: t.Due, From: until}
	return d, nil
}

// hasLeft tells whether nobody of that id is there; where it can't be asked, and
// of a channel, it isn't said.
func (s *Scheduler) hasLeft(ctx context.Context, person string) bool {
	if person == "" {
		return false
	}
	return isGone(s.Platform.Person(ctx, person))
}

// isGone tells of what a directory answered whether nobody is there to read.
func isGone(p bot.Person, ok bool, err error) bool { return err == nil && (!ok || p.Guest || p.Bot) }
