package store

import (
	"fmt"
	"strings"
	"testing"
)

func TestMeetingsTasksLinkBothWays(t *testing.T) {
	both(t, func(h *house) {
		h.contact("anna", mikko)
		m, tasks := h.meeting("anna", Meeting{Title: "Möte", Date: 20000, Text: "om N2 och U2", Participants: []Participant{{Name: "Mikko Lahtinen", Contact: 1}}},
			Task{Title: "Ring K1", Points: []string{"N3"}}, Task{Title: "Skriv till M9"})
		equal(t, "tasks", fmt.Sprint(m.Tasks, tasks[0].Meeting, tasks[1].Meeting), "[1 2] 1 1")
		links := func(r Ref) string {
			return strings.Join(get(h, func(tx *Tx) ([]string, error) { return tx.Links(r, everyone) }), " ")
		}
		equal(t, "the meeting's", links(m.Ref()), "K1 N2 U1 U2")
		equal(t, "its first task's", links(tasks[0].Ref()), "K1 M1 N3")
		equal(t, "its second task's", links(tasks[1].Ref()), "M1")
		equal(t, "the contact's", links(Ref{KindContact, 1}), "M1 U1")
	})
}

// A code links when its record is there as it is written. Saving the text
// again changes nothing for what stood there before, neither way.
func TestLinksKeepTheirTime(t *testing.T) {
	both(t, func(h *house) {
		m, _ := h.meeting("anna", Meeting{Title: "Om U1 och K1", Date: 20000})
		h.task("anna", Task{Title: "Något annat"}) // U1, later
		c := h.contact("anna", mikko)              // K1, later
		links := func() string {
			return strings.Join(get(h, func(tx *Tx) ([]string, error) { return tx.mentioned(m.Ref()) }), " ")
		}
		put := func(text string) {
			h.do("bo", func(tx *Tx) error {
				next, err := tx.Meeting(m.Ref(), everyone)
				next.Text = text
				if err != nil {
					return err
				}
				return tx.PutMeeting(&next)
			})
		}
		equal(t, "nobody knew them then", links(), "")
		put("mer")
		equal(t, "saved again", links(), "")
		h.note("anna", m.Ref(), "Det blev K1")
		equal(t, "written when it was there", links(), "K1")
		put("mer om N1 och K1")
		equal(t, "a new point", links(), "K1 N1")
		h.do("anna", func(tx *Tx) error { _, err := tx.EraseContact(c.Ref()); return err })
		put("mindre")
		equal(t, "the note still says so", links(), "K1")
		h.want("", h.undo("anna"))
		equal(t, "and undo finds it", strings.Join(get(h, func(tx *Tx) ([]string, error) { return tx.Links(c.Ref(), everyone) }), " "), "M1")
	})
}

func TestStillOpen(t *testing.T) {
	both(t, func(h *house) {
		day := DayOf(h.clock.Now())
		h.contact("anna", mikko)
		colleague := h.contact("anna", Contact{Name: "Eeva", Organisation: "oulun  kaupunki"})
		h.contact("anna", kari)
		with := func(id uint64) []Participant { return []Participant{{Name: "x", Contact: id}} }
		h.meeting("anna", Meeting{Title: "A", Date: day - 10, Participants: with(1)}, Task{Title: "utan dag"}, Task{Title: "sen", Due: day + 9})
		h.meeting("anna", Meeting{Title: "B", Date: day - 9, Participants: with(colleague.ID)}, Task{Title: "snart", Due: day + 1})
		h.meeting("anna", Meeting{Title: "C", Date: day - 8, Participants: with(3)}, Task{Title: "andras"})
		h.meeting("anna", Meeting{Title: "D", Date: day + 8, Participants: with(1)}, Task{Title: "framtida"})
		h.meeting("anna", Meeting{Title: "E", Date: day - 3, Participants: with(1), Channel: "-hemlig"}, Task{Title: "hemlig", Due: day})
		open := func(m Meeting, v Viewer) string {
			var titles []string
			for _, t := range get(h, func(tx *Tx) ([]Task, error) { return tx.StillOpen(m, v) }) {
				titles = append(titles, t.Title)
			}
			return strings.Join(titles, ", ")
		}
		m := Meeting{Title: "Nytt", Date: day, Participants: with(1)}
		equal(t, "same house, soonest first", open(m, Viewer{Person: "bo"}), "snart, sen, utan dag")
		equal(t, "for the channel's members", open(m, everyone), "hemlig, snart, sen, utan dag")
		equal(t, "same title", open(Meeting{Title: "c", Date: day}, Viewer{}), "andras")
		equal(t, "nothing shared", open(Meeting{Title: "Nytt", Date: day}, Viewer{}), "")
		h.do("anna", func(tx *Tx) error { _, err := tx.MergeContacts(Ref{KindContact, 3}, Ref{KindContact, 1}); return err })
		equal(t, "merged: both's", open(Meeting{Title: "Nytt", Date: day, Participants: with(3)}, Viewer{Person: "bo"}), "sen, andras, utan dag")
		h.do("anna", func(tx *Tx) error { _, err := tx.EraseContact(Ref{KindContact, 3}); return err })
		equal(t, "erased: those that name them", open(m, Viewer{Person: "bo"}), "sen, utan dag")
	})
}

func TestLastContact(t *testing.T) {
	both(t, func(h *house) {
		c := h.contact("anna", mikko)
		today := DayOf(h.clock.Now())
		last := func() Day {
			return get(h, func(tx *Tx) (Day, error) { return tx.LastContact(c, everyone, h.clock.Now().Location()) })
		}
		equal(t, "never", last(), 0)
		h.meeting("anna", Meeting{Title: "x", Date: today - 3, Participants: []Participant{{Name: "M", Contact: 1}}})
		h.meeting("anna", Meeting{Title: "y", Date: today + 3, Participants: []Participant{{Name: "M", Contact: 1}}})
		equal(t, "a meeting; one to come doesn't count", last(), today-3)
		h.note("anna", c.Ref(), "ringde")
		equal(t, "a note", last(), today)
	})
}

// All that one paste may hold fits one change, or is refused with a rule.
func TestLargeMeetings(t *testing.T) {
	both(t, func(h *house) {
		tasks := make([]Task, maxMeetingTasks)
		for i := range tasks {
			tasks[i] = Task{Title: fmt.Sprint("uppgift ", i), Owner: "anna", With: []string{"bo"}, Due: 20800, Points: []string{"N1", "L1"}}
		}
		h.meeting("anna", Meeting{Title: "stort", Date: 20000, Text: strings.Repeat("å <x>\n", MaxMeeting/7)}, tasks...)
		h.want("", h.undo("anna"))
		for name, m := range map[string]Meeting{
			"too long a text": {Title: "x", Text: strings.Repeat("x", MaxMeeting+1)},
			"too many guests": {Title: "x", Participants: make([]Participant, maxParticipants+1)},
		} {
			err := h.try("anna", func(tx *Tx) error { m := m; return tx.AddMeeting(&m, nil) })
			if codeOf(err) != "meeting.long" {
				t.Errorf("%s: %v", name, err)
			}
		}
		err := h.try("anna", func(tx *Tx) error {
			m, many := Meeting{Title: "x"}, make([]*Task, maxMeetingTasks+1)
			for i := range many {
				many[i] = &Task{Title: "x"}
			}
			return tx.AddMeeting(&m, many)
		})
		h.want("meeting.long", err)
		err = h.try("anna", func(tx *Tx) error {
			return tx.AddMeeting(&Meeting{Title: "x", Decisions: []string{strings.Repeat("\x01", 1<<20)}}, nil)
		})
		h.want("too_long", err)
		guests := make([]Participant, maxParticipants)
		for i := range guests {
			guests[i].Name = fmt.Sprint("gäst ", i, strings.Repeat(" och så vidare", 5))
		}
		h.meeting("anna", Meeting{Title: "många", Date: 20000, Participants: guests})
	})
}
