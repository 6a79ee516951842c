package store

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"utblick/store/engine"
)

// Meetings lists those the viewer may see, latest first, from skip on, and
// tells whether there are more than limit. keep chooses; nil keeps all.
func (tx *Tx) Meetings(v Viewer, keep func(Meeting) bool, skip, limit int) (page []Meeting, more bool, err error) {
	all := backwards(indexPrefix(KindMeeting, "held"))
	err = tx.inOrder(all, func(r Ref) error {
		m, ok, err := load[Meeting](tx, r)
		if err != nil || !ok || !m.VisibleTo(v) || keep != nil && !keep(m) {
			return err
		}
		if skip > 0 {
			skip--
			return nil
		}
		if len(page) == limit {
			more = true
			return engine.ErrStop
		}
		page = append(page, m)
		return nil
	})
	return page, more, err
}

// MeetingsWith are the visible meetings that a contact took part in, latest first.
func (tx *Tx) MeetingsWith(c Contact, v Viewer) ([]Meeting, error) {
	var keys []string
	for _, r := range c.refs() {
		keys = append(keys, withKey(r.ID))
	}
	refs, err := tx.byAny(KindMeeting, keys)
	if err != nil {
		return nil, err
	}
	var list []Meeting
	for _, r := range refs {
		m, ok, err := load[Meeting](tx, r)
		if err != nil {
			return nil, err
		}
		if ok && m.VisibleTo(v) {
			list = append(list, m)
		}
	}
	slices.SortStableFunc(list, func(a, b Meeting) int { return cmp.Compare(b.Date, a.Date) })
	return list, nil
}

// LastContact is the latest day of a meeting with the contact or a note on
// them, zero for none. It is worked out, never stored, so it can't go stale.
func (tx *Tx) LastContact(c Contact, v Viewer, loc *time.Location) (Day, error) {
	last := Day(0)
	today := DayOf(tx.Now.In(loc))
	meetings, err := tx.MeetingsWith(c, v)
	if err != nil {
		return 0, err
	}
	for _, m := range meetings {
		if m.Date <= today {
			last = max(last, m.Date)
		}
	}
	notes, err := tx.Notes(c.ref())
	if err == nil && len(notes) > 0 {
		last = max(last, DayOf(notes[0].At.In(loc)))
	}
	return last, err
}

// ContactNamed is the one contact of exactly this name, if there is one:
// with two of the same name, which was meant can't be told.
func (tx *Tx) ContactNamed(name string) (Contact, bool, error) {
	refs, err := tx.byIndex(KindContact, nameKey(name))
	if err != nil || len(refs) != 1 {
		return Contact{}, false, err
	}
	return load[Contact](tx, refs[0])
}

// StillOpen are the open tasks of earlier meetings that shared a participant
// or an organisation with m, or have the same title; soonest first.
func (tx *Tx) StillOpen(m Meeting, v Viewer) ([]Task, error) {
	earlier, err := tx.earlier(m)
	if err != nil {
		return nil, err
	}
	var open []Task
	for _, r := range earlier {
		e, ok, err := load[Meeting](tx, r)
		if err != nil {
			return nil, err
		}
		if !ok || !e.VisibleTo(v) || e.Date > m.Date || e.ID == m.ID {
			continue
		}
		tasks, _, err := tx.Tasks(TaskFilter{Meeting: e.ID}, v, 0, 100)
		if err != nil {
			return nil, err
		}
		open = append(open, tasks...)
	}
	slices.SortStableFunc(open, func(a, b Task) int { return cmp.Compare(a.sortDay(), b.sortDay()) })
	return open, nil
}

// earlier are the meetings that share something with m, each once.
func (tx *Tx) earlier(m Meeting) ([]Ref, error) {
	keys := []string{}
	for _, key := range m.indexed() {
		if !strings.HasPrefix(key, "held/") {
			keys = append(keys, key)
		}
	}
	for _, p := range m.Participants {
		if p.Contact == 0 {
			continue
		}
		c, err := tx.Contact(Ref{KindContact, p.Contact})
		if isCoded(err) {
			continue // erased since
		}
		if err != nil {
			return nil, err
		}
		colleagues, err := tx.sameOrganisation(c)
		if err != nil {
			return nil, err
		}
		for _, one := range colleagues {
			for _, r := range one.refs() {
				keys = append(keys, withKey(r.ID))
			}
		}
	}
	return tx.byAny(KindMeeting, keys)
}

// byAny are the records under any of the index values, each once.
func (tx *Tx) byAny(kind Kind, keys []string) ([]Ref, error) {
	var all []Ref
	seenKey, seen := map[string]bool{}, map[Ref]bool{}
	for _, key := range keys {
		if seenKey[key] {
			continue
		}
		seenKey[key] = true
		refs, err := tx.byIndex(kind, key)
		if err != nil {
			return nil, err
		}
		for _, r := range refs {
			if !seen[r] {
				seen[r] = true
				all = append(all, r)
			}
		}
	}
	return all, nil
}

func (tx *Tx) sameOrganisation(c Contact) ([]Contact, error) {
	if c.Organisation == "" {
		return []Contact{c}, nil
	}
	refs, err := tx.byIndex(KindContact, orgKey(c.Organisation))
	if err != nil {
		return nil, err
	}
	return tx.contacts(refs, ContactFilter{})
}

// MeetingOf leads from what mentions a code to what shows it: a task leads to
// its meeting (or to nothing: tasks are listed by themselves), a contact or a
// meeting to itself. Zero where there is nothing the viewer may see.
func (tx *Tx) MeetingOf(r Ref, v Viewer) (Ref, error) {
	if r.Kind == KindTask {
		t, ok, err := tx.TaskIf(r, v)
		if err != nil || !ok || t.Meeting == 0 {
			return Ref{}, err
		}
		r = Ref{KindMeeting, t.Meeting}
	}
	if r.Kind != KindMeeting && r.Kind != KindContact {
		return Ref{}, nil
	}
	ok, err := tx.mayRead(r.String(), v)
	if err != nil || !ok {
		return Ref{}, err
	}
	return r, nil
}
