package store

import (
	"fmt"
	"testing"
)

func TestSettings(t *testing.T) {
	both(t, func(h *house) {
		today := DayOf(h.clock.Now())
		s := Settings{Person: "anna", Lang: "en", Absences: []Absence{{From: today - 90, To: today - 60}, {From: today + 1, To: today + 3, Deputy: "bo"}}}
		h.do("anna", func(tx *Tx) error { return tx.PutSettings(s) })
		got := get(h, func(tx *Tx) (Settings, error) { return tx.Settings("anna") })
		equal(t, "long past absences are dropped", fmt.Sprint(got.Person, got.Lang, got.Absences), fmt.Sprintf("annaen[{%v %v bo}]", s.Absences[1].From, s.Absences[1].To))
		for day, away := range map[Day]bool{today: false, today + 1: true, today + 3: true, today + 4: false} {
			_, is := got.Away(day)
			equal(t, day.String(), is, away)
		}
		h.want("", h.undo("anna"))
		equal(t, "undone", get(h, func(tx *Tx) (Settings, error) { return tx.Settings("anna") }).Lang, "")
		equal(t, "keys that hold it", len(h.holding(`"lang"`)), 0)
	})
}

func TestEmpty(t *testing.T) {
	both(t, func(h *house) {
		empty := func() bool { return get(h, (*Tx).Empty) }
		equal(t, "new", empty(), true)
		h.do("anna", func(tx *Tx) error { _, err := tx.Ask(Question{Text: "?"}); return err })
		equal(t, "asked", empty(), true)
		h.contact("anna", mikko)
		equal(t, "recorded", empty(), false)
		h.want("", h.undo("anna"))
		equal(t, "undone", empty(), true)
		h.task("anna", Task{Title: "x"})
		equal(t, "a task", empty(), false)
	})
}

func TestDataOf(t *testing.T) {
	both(t, func(h *house) {
		h.contact("anna", mikko)
		h.contact("bo", kari)
		h.contact("anna", Contact{Name: "Tredje", Owner: "bo"})
		h.meeting("anna", Meeting{Title: "Annas"})
		h.meeting("bo", Meeting{Title: "Bos", Participants: []Participant{{Name: "Anna", Person: "anna"}}}, Task{Title: "Annas", With: []string{"anna"}}, Task{Title: "Bos"})
		h.note("anna", Ref{KindMeeting, 2}, "not")
		h.do("anna", func(tx *Tx) error { _, err := tx.SetPointOwner("N1", "anna"); return err })
		h.do("bo", func(tx *Tx) error { _, err := tx.Ask(Question{Text: "Får vi?"}); return err })
		h.do("anna", func(tx *Tx) error { _, err := tx.AnswerQuestion(Ref{KindQuestion, 1}, "Ja", everyone); return err })
		d := get(h, func(tx *Tx) (PersonData, error) { return tx.DataOf("anna", everyone) })
		equal(t, "Anna's", fmt.Sprint([]any{len(d.Contacts), meetingCodes(d.Meetings), taskCodes(d.Tasks), len(d.Questions), d.Notes[0].Code, d.Points}),
			"[2 [M1 M2] [U1] 1 M2 [{N1 anna}]]")
		d = get(h, func(tx *Tx) (PersonData, error) { return tx.DataOf("dan", everyone) })
		equal(t, "Dan's", fmt.Sprintf("%+v", d), "{Settings:{Person:dan Lang: Absences:[] Hour: Quiet:false FreeDays:[]} Contacts:[] Meetings:[] Tasks:[] Questions:[] Notes:[] Points:[]}")
	})
}

func TestPointOwner(t *testing.T) {
	both(t, func(h *house) {
		set := func(code, who string) error {
			return h.try("anna", func(tx *Tx) error { _, err := tx.SetPointOwner(code, who); return err })
		}
		h.want("point.unknown", set("N9", "bo"))
		h.want("", set("N1", "bo"))
		h.want("", set("N1", "bo"))
		h.want("", set("N1", ""))
		past := get(h, func(tx *Tx) ([]Entry, error) { return tx.PointHistory("N1") })
		equal(t, "history", len(past), 2)
		h.want("", h.undo("anna"))
		equal(t, "owner", get(h, func(tx *Tx) (Point, error) { return tx.Point("N1") }).Owner, "bo")
	})
}

// Two changes of one record in one transaction are two lines of history.
func TestHistoryKeepsAll(t *testing.T) {
	both(t, func(h *house) {
		h.do("anna", func(tx *Tx) error {
			task := Task{Title: "Ring"}
			if err := tx.AddTask(&task); err != nil {
				return err
			}
			for _, text := range []string{"ett", "två"} {
				if err := tx.AddNote(task.Ref(), text, everyone); err != nil {
					return err
				}
			}
			_, _, err := tx.CloseTask(task.Ref(), everyone)
			return err
		})
		r := Ref{KindTask, 1}
		equal(t, "history", h.deeds(r), "created noted noted done")
		equal(t, "notes", len(get(h, func(tx *Tx) ([]Note, error) { return tx.Notes(r) })), 2)
		h.want("", h.undo("anna"))
		equal(t, "all of it undone", len(get(h, func(tx *Tx) ([]Note, error) { return tx.Notes(r) })), 0)
		h.want("note.empty", h.try("anna", func(tx *Tx) error { return tx.AddNote(r, " ", everyone) }))
		h.want("record.erased", h.try("anna", func(tx *Tx) error { return tx.AddNote(r, "x", everyone) }))
	})
}
