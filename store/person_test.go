package store

import (
	"fmt"
	"strings"
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

// TestLeave: what is away after a second word, in days of one month.
func TestLeave(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		why, first, then, want, corrected string
	}{
		{"apart", "1-12 bo", "23-23", "1-12 bo, 23-23", ""},
		{"said again", "1-12 bo", "1-12 bo", "1-12 bo", ""},
		{"another deputy", "1-12 bo", "1-12 cilla", "1-12 cilla", ""},
		{"another deputy for some days", "1-12 bo", "7-11 cilla", "1-6 bo, 7-11 cilla, 12-12 bo", ""},
		{"nobody for some days", "1-12 bo", "7-11", "1-6 bo, 7-11, 12-12 bo", ""},
		{"another deputy first", "1-12 bo", "1-4 cilla", "1-4 cilla, 5-12 bo", ""},
		{"longer", "1-12 bo", "1-14 bo", "1-14 bo", ""},
		{"over both ends", "4-5 bo, 8-9", "2-20 cilla", "2-20 cilla", ""},
		{"going on", "1-12 bo", "10-20 bo", "1-20 bo", ""},
		{"going on with another", "1-12 bo", "10-20 cilla", "1-9 bo, 10-20 cilla", ""},
		{"between two", "1-5 bo, 10-15 cilla", "4-11", "1-3 bo, 4-11, 12-15 cilla", ""},
		{"shorter after all", "1-12 bo", "1-4 bo", "1-4 bo", "1-12 bo"},
		{"some of the days after all", "1-12", "2-4", "2-4", "1-12"},
	} {
		var s Settings
		for _, a := range absences(row.first) {
			s.Leave(a)
		}
		corrected, ok := s.Leave(absences(row.then)[0])
		equal(t, row.why, told(s.Absences...), row.want)
		if equal(t, row.why, ok, row.corrected != ""); ok {
			equal(t, row.why, told(corrected), row.corrected)
		}
	}
}

func TestAwayUntil(t *testing.T) {
	t.Parallel()
	s := Settings{Absences: absences("1-6 bo, 7-11 cilla, 12-12 bo, 14-16")}
	for day, want := range map[Day]string{5: "2026-12-12", 12: "2026-12-12", 14: "2026-12-16", 13: "", 20: ""} {
		last, ok := s.AwayUntil(december + day)
		equal(t, "until", last.String(), want)
		equal(t, "away", ok, want != "")
	}
}

// TestReturn: days taken back out of absences.
func TestReturn(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		first, back, want string
		was               bool
	}{
		{"1-12 bo, 23-23", "1-12", "23-23", true},
		{"1-12 bo", "5-6", "1-4 bo, 7-12 bo", true},
		{"1-12 bo", "10-20", "1-9 bo", true},
		{"1-12 bo, 14-16", "1-31", "", true},
		{"1-12 bo", "13-14", "1-12 bo", false},
	} {
		s := Settings{Absences: absences(row.first)}
		back := absences(row.back)[0]
		equal(t, row.back, s.Return(back.From, back.To), row.was)
		equal(t, row.back, told(s.Absences...), row.want)
	}
}

// absences reads "1-12 bo, 23-23": days of December 2026, and the deputy.
func absences(text string) (list []Absence) {
	for one := range strings.SplitSeq(text, ", ") {
		var from, to Day
		days, deputy, _ := strings.Cut(one, " ")
		_, _ = fmt.Sscanf(days, "%d-%d", &from, &to)
		list = append(list, Absence{december + from, december + to, deputy})
	}
	return list
}

// december is the day before 1 December 2026.
var december = NewDay(2026, 11, 30)

func told(list ...Absence) string {
	var all []string
	for _, a := range list {
		all = append(all, strings.TrimSpace(fmt.Sprintf("%d-%d %s", a.From-december, a.To-december, a.Deputy)))
	}
	return strings.Join(all, ", ")
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
