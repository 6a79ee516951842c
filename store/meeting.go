package store

import (
	"slices"
	"strings"
	"unicode/utf8"

	"utblick/store/search"
)

// MaxMeeting is the longest meeting note, in bytes.
const MaxMeeting = 100 << 10

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
// channel stay with its members and the one who wrote them.
func (m Meeting) VisibleTo(v Viewer) bool {
	return m.Channel == "" || v.in(m.Channel) || v.is(m.Made.By)
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

func (m Meeting) names() []string {
	names := make([]string, len(m.Participants))
	for i, p := range m.Participants {
		names[i] = p.Name
	}
	return names
}

func (m Meeting) indexed() []string {
	keys := []string{indexValue("held", m.Date.String()), indexValue("title", search.Fold(m.Title))}
	for _, p := range m.Participants {
		key := indexValue("name", search.Fold(p.Name))
		switch {
		case p.Contact > 0:
			key = indexValue("with", Ref{KindContact, p.Contact}.String())
		case p.Person != "":
			continue // colleagues are in every meeting
		}
		if !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	return keys
}

func (m Meeting) found() ([]string, string) {
	names := append([]string{m.Title, m.ref().String()}, m.names()...)
	return names, strings.Join(append([]string{m.Title, m.Text}, m.Decisions...), "\n")
}

func (m Meeting) check() error {
	if strings.TrimSpace(m.Title) == "" {
		return Fail("meeting.untitled")
	}
	if len(m.Text) > MaxMeeting {
		return Fail("meeting.long", "max", MaxMeeting>>10)
	}
	if utf8.RuneCountInString(m.Title) > MaxField {
		return Fail("field.long", "field", "title", "max", MaxField)
	}
	return nil
}

// AddMeeting records a meeting and its tasks, linked both ways, and numbers them.
func (tx *Tx) AddMeeting(m *Meeting, tasks []*Task) error {
	if err := m.check(); err != nil {
		return err
	}
	id, err := tx.w.Next("meeting")
	if err != nil {
		return err
	}
	m.ID, m.Made, m.Rev, m.Tasks = id, Stamp{tx.by.Person, tx.Now}, 1, nil
	for _, t := range tasks {
		t.Meeting, t.Channel = id, m.Channel
		if err := tx.AddTask(t); err != nil {
			return err
		}
		m.Tasks = append(m.Tasks, t.ID)
	}
	return tx.save(nil, *m, Created)
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
	if len(changed(old, *m)) == 0 && slices.Equal(old.Participants, m.Participants) {
		return nil
	}
	m.Rev++
	return tx.save(old, *m, Changed)
}

// Meeting by its code, if the viewer may see it. To others it does not exist.
func (tx *Tx) Meeting(r Ref, v Viewer) (Meeting, error) {
	m, err := must[Meeting](tx, r)
	if err == nil && !m.VisibleTo(v) {
		return Meeting{}, Fail("record.unknown", "code", r.String())
	}
	return m, err
}

// EraseMeeting removes a meeting; its tasks stay.
func (tx *Tx) EraseMeeting(r Ref, v Viewer) (Meeting, error) {
	m, err := tx.Meeting(r, v)
	if err != nil {
		return m, err
	}
	return m, tx.erase(m, Erased)
}
