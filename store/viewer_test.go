package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// What a viewer sees of a house where -ledning is a private channel that only
// Anna is in, Bo has a task from its notes, and Cilla was never there.
func TestWhoSeesWhat(t *testing.T) {
	both(t, func(h *house) {
		day := DayOf(h.clock.Now())
		c := h.contact("anna", mikko)
		with := []Participant{{Name: "Mikko", Contact: 1}, {Name: "Anna", Person: "anna"}}
		h.meeting("anna", Meeting{Title: "Öppet om fisket", Date: day - 2, Participants: with}, Task{Title: "öppen om fisket", Owner: "bo", Points: []string{"N1"}})
		h.meeting("anna", Meeting{Title: "Slutet om fisket", Date: day - 1, Participants: with, Channel: "-ledning"},
			Task{Title: "sluten om fisket", Owner: "bo", With: []string{"dan"}, Points: []string{"N1"}, Due: day - 1},
			Task{Title: "klar om fisket", Owner: "bo", Points: []string{"N1"}})
		h.do("anna", func(tx *Tx) error { _, _, err := tx.CloseTask(Ref{KindTask, 3}, everyone); return err })
		h.note("anna", Ref{KindMeeting, 2}, "K1 får inte veta")
		h.contact("bo", Contact{Name: "Fisket i Bodø", Extra: []string{"se M2 och U2"}})

		in := func(channels ...string) func(string) bool {
			return func(c string) bool { return slices.Contains(channels, c) }
		}
		for _, v := range []struct {
			name   string
			viewer Viewer
			sees   string // of meetings and tasks
		}{
			{"its member", Viewer{Person: "anna", Sees: in("-ledning")}, "M1 M2 U1 U2 U3"},
			{"another member", Viewer{Person: "eva", Sees: in("-ledning")}, "M1 M2 U1 U2 U3"},
			{"who wrote it, where members can't be asked for", Viewer{Person: "anna"}, "M1 M2 U1 U2 U3"},
			{"who wrote it and left", Viewer{Person: "anna", Outside: in("-ledning")}, "M1 U1 U2 U3"},
			{"who has its tasks to do", Viewer{Person: "bo"}, "M1 U1 U2 U3"},
			{"who helps with one", Viewer{Person: "dan"}, "M1 U1 U2"},
			{"a colleague", Viewer{Person: "cilla", Sees: in("-annan")}, "M1 U1"},
			{"nobody", Viewer{}, "M1 U1"},
			{"all in that channel", Viewer{Person: "cilla", Channel: "-ledning"}, "M1 M2 U1 U2 U3"},
			{"all in another, whoever asks", Viewer{Person: "anna", Sees: in("-ledning"), Channel: "allmant"}, "M1 U1"},
		} {
			sees := func(code string) bool { return slices.Contains(strings.Fields(v.sees), code) }
			h.look(func(tx *Tx) error {
				for way, got := range h.waysToSee(tx, c, v.viewer) {
					var want []string
					for _, code := range allOf[way] {
						if sees(code) && (way != "StillOpen" || code != "U2" || sees("M2")) {
							want = append(want, code)
						}
					}
					slices.Sort(got)
					equal(t, v.name+": "+way, fmt.Sprint(got), fmt.Sprint(want))
				}
				return nil
			})
		}
	})
}

// allOf is what each way would show to one who sees all.
var allOf = map[string][]string{
	"Find": {"M1", "M2", "U1", "U2", "U3"}, "FindAll": {"M1", "M2", "U1", "U2", "U3"},
	"Links": {"M1", "M2"}, "links from": {"M2", "U2"}, "NamedIn": {"M1", "M2"}, "Mentioned": {"M2", "U2"},
	"MeetingOf": {"M1", "M2"}, "Meetings": {"M1", "M2"}, "MeetingsWith": {"M1", "M2"}, "Meeting": {"M2"},
	"Tasks": {"U1", "U2"}, "Tasks of Bo": {"U1", "U2"}, "done": {"U3"}, "late": {"U2"}, "of the meeting": {"U2"},
	"Task": {"U3"}, "TaskIf": {"U3"}, "StillOpen": {"U1", "U2"}, "CountTasks": {"U1", "U2", "U3"},
	"LastContact": {"M2"}, "DataOf Anna": {"M1", "M2", "U1", "U2", "U3"}, "DataOf Anna's notes": {"M2"},
	"AddNote": {"M2"},
}

// waysToSee are the meetings and tasks that a viewer comes to see, by each way
// that there is.
func (h *house) waysToSee(tx *Tx, c Contact, v Viewer) map[string][]string {
	h.Helper()
	must := func(err error) {
		h.Helper()
		if err != nil && codeOf(err) != "record.unknown" {
			h.Fatalf("%v", err)
		}
	}
	seen := map[string][]string{}
	add := func(way string, list ...string) {
		for _, code := range list {
			if code[0] == 'M' || code[0] == 'U' {
				seen[way] = append(seen[way], code)
			}
		}
	}
	for way := range allOf {
		seen[way] = nil
	}
	m2, u3 := Ref{KindMeeting, 2}, Ref{KindTask, 3}
	refs, err := tx.Find("fisket", v, 20)
	must(err)
	add("Find", strings.Fields(codes(refs))...)
	refs, err = tx.FindAll("fisket", v, 20, KindMeeting, KindTask)
	must(err)
	add("FindAll", strings.Fields(codes(refs))...)
	list, err := tx.ContactLinks(c, v)
	must(err)
	add("Links", list...)
	list, err = tx.Links(Ref{KindContact, 2}, v)
	must(err)
	add("links from", list...)
	list, err = tx.NamedIn(c, v)
	must(err)
	add("NamedIn", list...)
	list, err = tx.Mentioned("M2 U2", v)
	must(err)
	add("Mentioned", list...)
	refs, err = tx.MentionedBy("K1")
	must(err)
	for _, r := range refs {
		r, err = tx.MeetingOf(r, v)
		must(err)
		if !r.IsZero() {
			add("MeetingOf", r.String())
		}
	}
	meetings, _, err := tx.Meetings(v, nil, 0, 9)
	must(err)
	add("Meetings", meetingCodes(meetings)...)
	meetings, err = tx.MeetingsWith(c, v)
	must(err)
	add("MeetingsWith", meetingCodes(meetings)...)
	m, err := tx.Meeting(m2, v)
	must(err)
	add("Meeting", meetingCodes([]Meeting{m})...)
	for way, f := range map[string]TaskFilter{
		"Tasks": {}, "Tasks of Bo": {Owner: "bo"}, "done": {Done: true}, "late": {Late: DayOf(tx.Now)}, "of the meeting": {Meeting: 2},
	} {
		tasks, _, err := tx.Tasks(f, v, 0, 9)
		must(err)
		add(way, taskCodes(tasks)...)
	}
	task, err := tx.Task(u3, v)
	must(err)
	add("Task", taskCodes([]Task{task})...)
	if task, ok, err := tx.TaskIf(u3, v); ok {
		must(err)
		add("TaskIf", taskCodes([]Task{task})...)
	}
	open, err := tx.StillOpen(Meeting{Title: "Nytt", Date: DayOf(tx.Now), Participants: []Participant{{Contact: 1}}}, v)
	must(err)
	add("StillOpen", taskCodes(open)...)
	n, err := tx.CountTasks("N1", v)
	must(err)
	for i, of := range []int{n.Open - n.Late, n.Late, n.Done} {
		if of > 0 {
			add("CountTasks", Ref{KindTask, uint64(i + 1)}.String())
		}
	}
	day, err := tx.LastContact(c, v, tx.Now.Location())
	must(err)
	if day == DayOf(tx.Now)-1 {
		add("LastContact", "M2")
	}
	data, err := tx.DataOf("anna", v)
	must(err)
	add("DataOf Anna", append(meetingCodes(data.Meetings), taskCodes(data.Tasks)...)...)
	for _, n := range data.Notes {
		add("DataOf Anna's notes", n.Code)
	}
	if _, err = tx.entity(m2, v); err == nil {
		add("AddNote", "M2")
	}
	must(err)
	return seen
}

func meetingCodes(list []Meeting) []string {
	var all []string
	for _, m := range list {
		if m.ID > 0 {
			all = append(all, m.Ref().String())
		}
	}
	return all
}

func taskCodes(list []Task) []string {
	var all []string
	for _, t := range list {
		if t.ID > 0 {
			all = append(all, t.Ref().String())
		}
	}
	return all
}

// To others than the channel's members a private meeting never was, also
// after it is gone.
func TestErasedInPrivate(t *testing.T) {
	both(t, func(h *house) {
		m, tasks := h.meeting("anna", Meeting{Title: "Slutet", Date: 20000, Channel: "-ledning"}, Task{Title: "sluten"})
		code := func(v Viewer) string {
			err := h.View(context.Background(), func(tx *Tx) error {
				_, errM := tx.Meeting(m.Ref(), v)
				_, errT := tx.Task(tasks[0].Ref(), v)
				if codeOf(errM) != codeOf(errT) {
					t.Errorf("meeting: %v, task: %v", errM, errT)
				}
				return errM
			})
			return codeOf(err)
		}
		h.do("anna", func(tx *Tx) error {
			_, err := tx.EraseMeeting(m.Ref(), everyone)
			if err == nil {
				_, err = tx.EraseTask(tasks[0].Ref(), everyone)
			}
			return err
		})
		for _, v := range []struct {
			viewer Viewer
			code   string
		}{
			{everyone, "record.erased"},
			{Viewer{Person: "anna"}, "record.erased"},
			{Viewer{Person: "bo"}, "record.unknown"},
			{Viewer{Person: "anna", Channel: "allmant"}, "record.unknown"},
		} {
			equal(t, fmt.Sprint(v.viewer.Person), code(v.viewer), v.code)
		}
		h.want("", h.undo("anna"))
		equal(t, "back for its members", code(everyone), "")
		equal(t, "and hidden from others", code(Viewer{Person: "bo"}), "record.unknown")
	})
}

// A thousand hits that one may not see don't hide the one that one may.
func TestPrivateHitsHideNothing(t *testing.T) {
	both(t, func(h *house) {
		h.do("anna", func(tx *Tx) error {
			for range 500 {
				if err := tx.AddTask(&Task{Title: "fiske", Channel: "-ledning"}); err != nil {
					return err
				}
			}
			return tx.AddTask(&Task{Title: "fiske och annat"})
		})
		refs := get(h, func(tx *Tx) ([]Ref, error) { return tx.Find("fiske", Viewer{Person: "bo"}, 3) })
		equal(t, "found", codes(refs), "U501")
	})
}
