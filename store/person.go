package store

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"utblick/store/engine"
)

// Settings are what a person chose for themselves.
type Settings struct {
	Person   string    `json:"person"`
	Lang     string    `json:"lang,omitempty"`
	Absences []Absence `json:"absences,omitempty"`
	// Hour is when their reminders come, 08:30; empty for the usual hour.
	Hour string `json:"hour,omitempty"`
	// Quiet turns the usual reminders off; what they asked for themselves comes.
	Quiet bool `json:"quiet,omitempty"`
	// FreeDays are weekdays on which they don't work, besides Saturday and Sunday.
	FreeDays []time.Weekday `json:"free_days,omitempty"`
}

// WorksOn tells whether the person works on that weekday.
func (s Settings) WorksOn(d time.Weekday) bool {
	return d != time.Saturday && d != time.Sunday && !slices.Contains(s.FreeDays, d)
}

// Absence is from and to, both days included.
type Absence struct {
	From   Day    `json:"from"`
	To     Day    `json:"to"`
	Deputy string `json:"deputy,omitempty"` // person id
}

// Away is the person's absence on a day, if any.
func (s Settings) Away(d Day) (Absence, bool) {
	for _, a := range s.Absences {
		if a.From <= d && d <= a.To {
			return a, true
		}
	}
	return Absence{}, false
}

// AwayUntil is the last day of the absence that the person is in on a day, with
// those that follow on it.
func (s Settings) AwayUntil(d Day) (last Day, ok bool) {
	for a, away := s.Away(d); away; a, away = s.Away(last + 1) {
		last = a.To
	}
	return last, last != 0
}

// Leave has the person away on the days of a, and tells which absence that
// corrects. The newest word wins: its days leave all older ones, so that none
// overlap. Within one that has the same deputy it would say nothing new, so
// that one is what it corrects.
func (s *Settings) Leave(a Absence) (corrected Absence, ok bool) {
	for _, old := range s.Absences {
		if old.From <= a.From && a.To <= old.To && old != a && old.Deputy == a.Deputy {
			corrected, ok = old, true
		}
	}
	if ok {
		s.Return(corrected.From, corrected.To)
	}
	s.Return(a.From, a.To)
	s.Absences = append(s.Absences, a)
	slices.SortFunc(s.Absences, func(a, b Absence) int { return cmp.Compare(a.From, b.From) })
	s.Absences = joined(s.Absences)
	return corrected, ok
}

// Return takes days out of the person's absences, and tells whether they were
// away on any of them.
func (s *Settings) Return(from, to Day) (was bool) {
	var kept []Absence
	for _, a := range s.Absences {
		if a.To < from || to < a.From {
			kept = append(kept, a)
			continue
		}
		was = true
		if a.From < from {
			kept = append(kept, Absence{a.From, from - 1, a.Deputy})
		}
		if to < a.To {
			kept = append(kept, Absence{to + 1, a.To, a.Deputy})
		}
	}
	s.Absences = kept
	return was
}

// joined makes one of absences that follow on each other with one deputy.
func joined(sorted []Absence) []Absence {
	var list []Absence
	for _, a := range sorted {
		if n := len(list) - 1; n >= 0 && list[n].To+1 == a.From && list[n].Deputy == a.Deputy {
			list[n].To = a.To
			continue
		}
		list = append(list, a)
	}
	return list
}

// Settings of a person; one who never chose anything has the defaults.
func (tx *Tx) Settings(person string) (Settings, error) {
	s := Settings{Person: person}
	raw, err := tx.get(prePerson + person)
	if err != nil || raw == nil {
		return s, err
	}
	if err := json.Unmarshal(raw, &s); err != nil {
		return s, fmt.Errorf("decode settings of %s: %w", person, err)
	}
	return s, nil
}

// PutSettings saves what a person chose.
func (tx *Tx) PutSettings(s Settings) error {
	today := DayOf(tx.Now)
	s.Absences = slices.DeleteFunc(slices.Clone(s.Absences), func(a Absence) bool { return a.To < today-31 })
	raw, err := encode(s)
	if err != nil {
		return fmt.Errorf("encode settings of %s: %w", s.Person, err)
	}
	if _, err := tx.change(); err != nil {
		return err
	}
	tx.did = append(tx.did, Deed{Did: "settings"})
	if err := tx.PlanAgain(s.Person); err != nil {
		return err
	}
	return tx.put(prePerson+s.Person, raw)
}

// PersonData is all that the store keeps about and by one person.
type PersonData struct {
	Settings  Settings   `json:"settings"`
	Contacts  []Contact  `json:"contacts"`
	Meetings  []Meeting  `json:"meetings"`
	Tasks     []Task     `json:"tasks"`
	Questions []Question `json:"questions"`
	Notes     []NoteOn   `json:"notes"`
	Points    []Point    `json:"points"`
}

// NoteOn is a note with the code of the record that it is on.
type NoteOn struct {
	Code string `json:"code"`
	Note
}

// DataOf gathers a person's settings, what they wrote, what they own and the
// meetings they were at, as far as the viewer may see it. It reads every record.
func (tx *Tx) DataOf(person string, v Viewer) (PersonData, error) {
	var data PersonData
	var err error
	if data.Settings, err = tx.Settings(person); err != nil {
		return data, err
	}
	if data.Notes, err = tx.notesBy(person, v); err != nil {
		return data, err
	}
	err = tx.inOrder(prefix(preRecord), func(r Ref) error {
		switch r.Kind {
		case KindContact:
			return gather(tx, r, &data.Contacts, func(c Contact) bool {
				return c.Merged == 0 && (c.Made.By == person || c.Owner == person)
			})
		case KindMeeting:
			return gather(tx, r, &data.Meetings, func(m Meeting) bool {
				return (m.Made.By == person || m.attended(person)) && m.VisibleTo(v)
			})
		case KindTask:
			return gather(tx, r, &data.Tasks, func(t Task) bool {
				return (t.Made.By == person || slices.Contains(t.People(), person)) && t.VisibleTo(v)
			})
		case KindQuestion:
			return gather(tx, r, &data.Questions, func(q Question) bool {
				return q.Made.By == person || q.HouseBy.By == person
			})
		default:
			return gather(tx, r, &data.Points, func(p Point) bool { return p.Owner == person })
		}
	})
	return data, err
}

func (tx *Tx) notesBy(person string, v Viewer) ([]NoteOn, error) {
	var list []NoteOn
	err := tx.Scan(prefix(preNote), func(k, raw []byte) error {
		var n Note
		if err := json.Unmarshal(raw, &n); err != nil || n.By != person {
			return err
		}
		code := refOfKey(string(k[len(preNote):])).String()
		ok, err := tx.mayRead(code, v)
		if err == nil && ok {
			list = append(list, NoteOn{code, n})
		}
		return err
	})
	return list, err
}

func gather[T any](tx *Tx, r Ref, into *[]T, keep func(T) bool) error {
	rec, ok, err := load[T](tx, r)
	if err == nil && ok && keep(rec) {
		*into = append(*into, rec)
	}
	return err
}

// Empty tells whether nothing was ever recorded.
func (tx *Tx) Empty() (bool, error) {
	empty := true
	for _, part := range []engine.Range{ // to have asked is not to have recorded
		{From: []byte(preRecord), To: []byte(preRecord + string(KindQuestion))},
		{From: []byte(preRecord + string(KindQuestion+1)), To: prefix(preRecord).To},
	} {
		err := tx.Scan(part, func(_, _ []byte) error {
			empty = false
			return engine.ErrStop
		})
		if err != nil {
			return false, err
		}
	}
	return empty, nil
}
