package store

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// MaxMeeting is the longest meeting note, in bytes.
const MaxMeeting = 100 << 10

// Bounds of what is taken out of one meeting's notes, so that all of it fits
// one transaction: tasks in their number, participants, and how many of these
// are found by name in later meetings.
const (
	maxMeetingTasks  = 500
	maxParticipants  = 2000
	maxIndexedGuests = 500
)

// Participant took part in a meeting: a colleague, a contact, or just a name.
type Participant struct {
	Name    string `json:"name"`
	Person  string `json:"person,omitempty"`
	Contact uint64 `json:"contact,omitempty"`
}

// Meeting is what was written down of a meeting, and what was taken out of it.
type Meeting struct {
	ID           uint64        `json:"id"`
	Title        string        `json:"title"`
	Date         Day           `json:"date"`
	Clock        string        `json:"clock,omitempty"` // 14:00
	Participants []Participant `json:"participants,omitempty"`
	Text         string        `json:"text,omitempty"` // verbatim
	Decisions    []string      `json:"decisions,omitempty"`
	Tasks        []uint64      `json:"tasks,omitempty"`
	Channel      string        `json:"channel,omitempty"` // the private channel it belongs to
	Made         Stamp         `json:"made"`
	Rev          uint64        `json:"rev"`
}

func (m Meeting) ref() Ref { return Ref{KindMeeting, m.ID} }

// Ref is the meeting's code.
func (m Meeting) Ref() Ref { return m.ref() }

// VisibleTo tells whether v may read the meeting: notes from a private
// channel stay with its members; where nobody can tell who those are, with the
// one who wrote them.
func (m Meeting) VisibleTo(v Viewer) bool {
	return m.Channel == "" || v.in(m.Channel) || v.wrote(m.Channel, m.Made.By)
}

func (m Meeting) title() string { return m.Title }

func (m Meeting) mentions() []string {
	texts := append([]string{m.Title, m.Text}, m.Decisions...)
	for _, p := range m.Participants {
		texts = append(texts, p.Name)
		if p.Contact > 0 {
			texts = append(texts, Ref{KindContact, p.Contact}.String())
		}
	}
	return texts
}

func (m Meeting) fields() []Value {
	return []Value{
		{"title", m.Title}, {"date", m.Date.String()}, {"clock", m.Clock},
		{"participants", strings.Join(m.names(), ", ")}, {"text", m.Text},
		{"decisions", strings.Join(m.Decisions, "\n")},
	}
}

func (m Meeting) attended(person string) bool {
	return slices.ContainsFunc(m.Participants, func(p Participant) bool { return p.Person == person })
}

func (m Meeting) names() []string {
	names := make([]string, len(m.Participants))
	for i, p := range m.Participants {
		names[i] = p.Name
	}
	return names
}

func (m Meeting) indexed() []string {
	keys := []string{indexValue("held", m.Date.String()), indexValue("title", plain(m.Title))}
	for _, p := range m.Participants[:min(len(m.Participants), maxIndexedGuests)] {
		switch {
		case p.Contact > 0:
			keys = append(keys, withKey(p.Contact))
		case p.Person == "": // colleagues are in every meeting
			keys = append(keys, nameKey(p.Name))
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

func withKey(contact uint64) string {
	return indexValue("with", Ref{KindContact, contact}.String())
}

func (m Meeting) found() ([]string, string) {
	names := append([]string{m.Title, m.ref().String()}, m.names()...)
	return names, strings.Join(append([]string{m.Title, m.Text}, m.Decisions...), "\n")
}

func (m Meeting) check() error {
	if strings.TrimSpace(m.Title) == "" {
		return Fail("meeting.untitled")
	}
	if len(m.Text) > MaxMeeting || len(m.Tasks) > maxMeetingTasks || len(m.Participants) > maxParticipants {
		return Fail("meeting.long", "max", MaxMeeting>>10)
	}
	if utf8.RuneCountInString(m.Title) > MaxField {
		return Fail("field.long", "field", "title", "max", MaxField)
	}
	return nil
}

// AddMeeting records a meeting and its tasks, linked both ways, and numbers them.
func (tx *Tx) AddMeeting(m *Meeting, tasks []*Task) error {
	id, err := tx.w.Next("meeting")
	if err != nil {
		return err
	}
	m.ID, m.Made, m.Tasks = id, Stamp{tx.by.Person, tx.Now}, nil
	if m.Rev, err = tx.change(); err != nil {
		return err
	}
	for _, t := range tasks {
		if t.ID, err = tx.w.Next("task"); err != nil {
			return err
		}
		t.Meeting, t.Channel = id, m.Channel
		m.Tasks = append(m.Tasks, t.ID)
	}
	if err := m.check(); err != nil {
		return err
	}
	// The meeting first, so that each task's mention of it finds it there.
	if err := tx.save(nil, *m, Created); err != nil {
		return err
	}
	for _, t := range tasks {
		if err := tx.addTask(t); err != nil {
			return err
		}
	}
	return nil
}

// PutMeeting saves a changed meeting; one that nothing was changed in is left
// alone. Error code "record.changed" when somebody else was faster.
func (tx *Tx) PutMeeting(m *Meeting) error {
	if err := m.check(); err != nil {
		return err
	}
	old, err := must[Meeting](tx, m.ref())
	if err != nil {
		return err
	}
	if old.Rev != m.Rev {
		return Fail("record.changed", "code", m.ref().String())
	}
	if same(old, *m) {
		return nil
	}
	if m.Rev, err = tx.change(); err != nil {
		return err
	}
	return tx.save(old, *m, Changed)
}

// Meeting by its code, if the viewer may see it. To others it does not exist.
func (tx *Tx) Meeting(r Ref, v Viewer) (Meeting, error) {
	m, err := must[Meeting](tx, r)
	if err == nil && !m.VisibleTo(v) {
		return Meeting{}, unknown(r)
	}
	return m, hidden(err, r, v)
}

// EraseMeeting removes a meeting; its tasks stay.
func (tx *Tx) EraseMeeting(r Ref, v Viewer) (Meeting, error) {
	m, err := tx.Meeting(r, v)
	if err != nil {
		return m, err
	}
	return m, tx.erase(m)
}
