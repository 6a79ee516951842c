package remind_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"utblick/store"
)

// A life is a time in which a task, its owner's rules and its owner's settings
// were what they were.
type life struct {
	task     store.Task
	settings store.Settings
	from, to time.Time
	fresh    bool // its day or its owner was set at the beginning
	bare     bool // nothing that waits was left to whoever owns it now
	made     bool // the task was
	erased   bool // at the end: who takes that back begins anew
}

// look compares tasks that may have changed with what was known of them: one
// (0: any), and all of an owner's ("": of nobody's).
func (s *simulation) look(id uint64, owner string) {
	s.meet()
	if id > 0 {
		s.lookAt(id)
	}
	for recent := s.last - min(s.last, 60); id == 0 && recent <= s.last; recent++ {
		s.lookAt(recent)
	}
	for other, l := range s.lives {
		if id == 0 && (owner == "" || l.task.Owner == owner) {
			s.lookAt(other)
		}
	}
}

// meet finds tasks that are new.
func (s *simulation) meet() {
	for {
		if _, ok := s.load(s.last + 1); !ok {
			return
		}
		s.last++
		s.lookAt(s.last)
		for id, l := range s.lives {
			if l.task.Repeat != "" {
				s.lookAt(id) // the new one may follow on it
			}
		}
	}
}

func (s *simulation) lookAt(id uint64) {
	t, there := s.load(id)
	ok := there && !t.Done
	l := s.lives[id]
	if l == nil && !ok {
		return
	}
	set := store.Settings{}
	if ok {
		set = s.settings(t.Owner)
	}
	if l != nil && ok && l.task.Due == t.Due && l.task.Owner == t.Owner && l.task.Overtaken == t.Overtaken && reflect.DeepEqual(l.task.Rules, t.Rules) && reflect.DeepEqual(l.settings, set) {
		return
	}
	if l != nil {
		l.erased = !there
		s.end(l)
		delete(s.lives, id)
	}
	if ok {
		before := s.livesOf(id)
		if l == nil && len(before) > 0 && !before[len(before)-1].erased { // taken up again: what had been counted still counts
			l = before[len(before)-1]
		}
		bare := l == nil || l.task.Due != t.Due
		s.lives[id] = &life{
			task: t, settings: set, from: s.clock.Now(), bare: bare, fresh: bare || l.task.Owner != t.Owner,
			made: len(before) == 0,
		}
	}
}

func (s *simulation) livesOf(id uint64) (all []*life) {
	for _, l := range s.over {
		if l.task.ID == id {
			all = append(all, l)
		}
	}
	return all
}

func (s *simulation) end(l *life) {
	l.to = s.clock.Now()
	s.over = append(s.over, l)
}

// checkLives holds all that was said to what should have been.
func (s *simulation) checkLives() {
	starts := map[uint64][]time.Time{}
	calm, slots := 0, 0
	for _, l := range s.over {
		if l.fresh {
			starts[l.task.ID] = append(starts[l.task.ID], l.from)
		}
		n, was := s.checkLife(l)
		slots += n
		if was {
			calm++
		}
	}
	for id, told := range s.told {
		s.checkLate(id, told, starts[id])
	}
	s.Logf("%d lives were calm to the end, %d reminders had to come", calm, slots)
	if calm < 20 || slots < 100 {
		s.fail("too little was looked at")
	}
}

// checkLate: of each life no more than five late ones, two working days apart,
// and each step of escalation once.
func (s *simulation) checkLate(id uint64, told []toldLine, starts []time.Time) {
	last := map[int]toldLine{}
	count := map[string]int{}
	for _, l := range told {
		if l.Stream != store.StreamTask {
			continue
		}
		n := 0
		for i, from := range starts {
			if !l.Slot.Before(from) {
				n = i
			}
		}
		if l.N > 0 {
			count[fmt.Sprint(l.What, l.N, " ", n)]++
		}
		if l.What != store.Late {
			continue
		}
		count[fmt.Sprint("late in all ", n)]++
		before, is := last[n]
		if last[n] = l; !is {
			continue
		}
		if d := store.DayOf(l.Slot.In(s.clock.zone)); s.red.after(store.Settings{}, store.DayOf(before.Slot.In(s.clock.zone)), 2) > d {
			s.fail("U%d: late on %v and on %v", id, before.Slot, l.Slot)
		}
	}
	for what, n := range count {
		if n > 5 || n > 1 && !strings.HasPrefix(what, "late in all") {
			s.fail("U%d: %s comes %d times in %v", id, what, n, starts)
		}
	}
}

// checkLife counts what had to come within a life, and tells whether nothing
// disturbed it at all.
func (s *simulation) checkLife(l *life) (slots int, calm bool) {
	t, set := l.task, l.settings
	if t.Owner >= "p4" || t.Due.IsZero() || s.chat.left[t.Owner] {
		return 0, false
	}
	hour := set.Hour
	if hour == "" {
		hour = "09:00"
	}
	rule := t.RuleFor(t.Owner).When
	var told []toldLine
	for _, line := range s.told[t.ID] {
		if line.What != store.Raise && line.Slot.After(l.from) && !line.Slot.After(l.to) && line.Due == t.Due && line.to == "@"+t.Owner {
			told = append(told, line)
		}
	}
	if rule == store.RuleOff {
		if slices.ContainsFunc(told, func(l toldLine) bool { return l.Stream == store.StreamTask }) {
			s.fail("%s: %v though its owner wants none", t.Ref(), told)
		}
		return 0, false
	}
	calm = l.bare && rule == "" && t.RuleFor(t.Owner).Once == nil
	for _, o := range s.outages {
		calm = calm && (o.from.After(l.to) || o.to.Add(time.Hour).Before(l.from))
	}
	var want []string
	for _, text := range s.red.usualSince(set, hour, t.Due, store.DayOf(l.from)) {
		what, when, _ := strings.Cut(text, " ")
		slot, err := time.ParseInLocation("2006-01-02 15:04", when, s.clock.zone)
		if err != nil {
			s.Fatal(err)
		}
		pre := what == store.Ahead || what == store.Eve || what == store.Today
		switch {
		case !pre && t.Overtaken: // the next of its series is reminded of
			continue
		case what == "raise1" || what == "raise2" || rule != "" && what != store.Today, !slot.After(l.from):
			continue
		case pre && !l.made && store.DayOf(slot) == store.DayOf(l.from):
			calm = false // one a day: today's may have been
			continue
		}
		if s.deadline(set, slot).Before(l.to) {
			want = append(want, text)
			if slots++; pre && !covers(told, slot) {
				s.fail("%s of %s, %s's at %v, hasn't come between %v and %v: %v", what, t.Ref(), t.Owner, slot, l.from, l.to, brief(told))
			}
		}
	}
	if !calm {
		return slots, false
	}
	var got []string
	for _, line := range told {
		got = append(got, said(line.Reminder, s.clock.zone))
	}
	if len(got) < len(want) || !slices.Equal(got[:len(want)], want) {
		s.fail("%s of %s from %v to %v\ngot  %v\nwant %v", t.Ref(), t.Owner, l.from, l.to, got, want)
	}
	return slots, true
}

func brief(told []toldLine) (list []string) {
	for _, l := range told {
		list = append(list, fmt.Sprintf("%s for %s at %s", l.What, l.Slot.Format("01-02 15:04"), l.at.Format("01-02 15:04")))
	}
	return list
}

// covers tells whether a slot's reminder came, or one that should have come
// before it came at that time or later, and so said the same; or that its owner
// read of the task that day by their own rule.
func covers(told []toldLine, slot time.Time) bool {
	return slices.ContainsFunc(told, func(l toldLine) bool {
		own := l.Stream != store.StreamTask && l.at.Before(slot) && store.DayOf(l.at) == store.DayOf(slot)
		return l.Slot.Equal(slot) || l.Slot.Before(slot) && !l.at.Before(slot) || own
	})
}

// deadline is when a slot's reminder must have come, with outages, failed
// tries and nights between.
func (s *simulation) deadline(set store.Settings, slot time.Time) time.Time {
	const slack = 3 * time.Hour
	at := slot.Add(slack)
	for range 100 {
		before := at
		for _, o := range s.outages {
			if o.from.Before(at) && at.Before(o.to.Add(slack)) {
				at = o.to.Add(slack)
			}
		}
		if d := store.DayOf(at); at.Hour() >= 17 || at.Hour() < 7 || !s.red.works(set, d) {
			at = s.red.after(set, d, 1).At(17, 30, s.clock.zone)
			if at.Hour() < 7 {
				at = d.At(17, 30, s.clock.zone)
			}
			if s.quietFrom(at.Add(-8*time.Hour), at) {
				return at
			}
			at = at.Add(time.Hour)
			continue
		}
		if at.Equal(before) {
			return at
		}
	}
	return at.AddDate(10, 0, 0)
}

// quietFrom tells whether no outage touches a time.
func (s *simulation) quietFrom(from, to time.Time) bool {
	return !slices.ContainsFunc(s.outages, func(o outage) bool { return o.from.Before(to) && o.to.Add(time.Hour).After(from) })
}

// usualSince is usual for a task whose day was set on since.
func (a almanac) usualSince(s store.Settings, hour string, due, since store.Day) []string {
	if since <= due {
		return a.usual(s, hour, due)
	}
	all := a.usual(s, hour, since)
	return all[len(all)-7:]
}
