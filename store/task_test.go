package store

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestTasks(t *testing.T) {
	both(t, func(h *house) {
		today := DayOf(h.clock.Now())
		for _, task := range []Task{
			{Title: "utan dag", Owner: "anna"},
			{Title: "sen", Owner: "anna", Due: today - 1, Points: []string{"N1"}},
			{Title: "idag", Owner: "bo", With: []string{"anna"}, Due: today, Points: []string{"N1", "N2"}},
			{Title: "nästa år", Owner: "bo", Due: today + 365},
			{Title: "klar igår", Owner: "anna", Due: today - 2, Points: []string{"N1"}},
			{Title: "klar nu", Owner: "bo", Due: today + 2},
		} {
			h.task("anna", task)
		}
		closeTask := func(id uint64) (closed bool) {
			h.do("anna", func(tx *Tx) (err error) { _, closed, err = tx.CloseTask(Ref{KindTask, id}, everyone); return err })
			return closed
		}
		h.clock.pass(-24 * time.Hour)
		equal(t, "closed", closeTask(5), true)
		h.clock.pass(24 * time.Hour)
		equal(t, "closed", closeTask(6), true)
		equal(t, "closed twice", closeTask(6), false)
		equal(t, "its history", h.deeds(Ref{KindTask, 6}), "created done")

		for _, c := range []struct {
			name        string
			f           TaskFilter
			skip, limit int
			expect      string
		}{
			{"open, by day, those without last", TaskFilter{}, 0, 9, "U2 U3 U4 U1"},
			{"a page, and there is more", TaskFilter{}, 1, 2, "U3 U4 …"},
			{"the last page", TaskFilter{}, 2, 2, "U4 U1"},
			{"an owner's, and where they help", TaskFilter{Owner: "anna"}, 0, 9, "U2 U3 U1"},
			{"an owner's page", TaskFilter{Owner: "anna"}, 0, 2, "U2 U3 …"},
			{"a point's", TaskFilter{Point: "N1"}, 0, 9, "U2 U3"},
			{"an owner's under a point", TaskFilter{Point: "N1", Owner: "bo"}, 0, 9, "U3"},
			{"late", TaskFilter{Late: today}, 0, 9, "U2"},
			{"late from tomorrow", TaskFilter{Late: today + 1}, 0, 9, "U2 U3"},
			{"somebody's late", TaskFilter{Late: today, Owner: "bo"}, 0, 9, ""},
			{"done, latest first", TaskFilter{Done: true}, 0, 9, "U6 U5"},
			{"somebody's done", TaskFilter{Done: true, Owner: "bo"}, 0, 9, "U6"},
			{"a meeting's", TaskFilter{Meeting: 7}, 0, 9, ""},
		} {
			got := ""
			h.look(func(tx *Tx) error {
				page, more, err := tx.Tasks(c.f, everyone, c.skip, c.limit)
				if got = strings.Join(taskCodes(page), " "); more {
					got += " …"
				}
				return err
			})
			equal(t, c.name, got, c.expect)
		}
		equal(t, "under N1", get(h, func(tx *Tx) (Counts, error) { return tx.CountTasks("N1", everyone) }), Counts{Open: 2, Late: 1, Done: 1})
		h.do("bo", func(tx *Tx) error { _, _, err := tx.ReopenTask(Ref{KindTask, 5}, everyone); return err })
		equal(t, "under N1", get(h, func(tx *Tx) (Counts, error) { return tx.CountTasks("N1", everyone) }), Counts{Open: 3, Late: 2})
	})
}

func TestPutTask(t *testing.T) {
	both(t, func(h *house) {
		task := h.task("anna", Task{Title: "Ring", Owner: "anna"})
		put := func(did string, change func(*Task)) error {
			return h.try("bo", func(tx *Tx) error { n := task; change(&n); return tx.PutTask(&n, did) })
		}
		h.want("", put(Changed, func(*Task) {}))
		h.want("task.untitled", put(Changed, func(t *Task) { t.Title = "\t" }))
		h.want("field.long", put(Changed, func(t *Task) { t.Title = strings.Repeat("x", MaxField+1) }))
		h.want("", put(Moved, func(t *Task) { t.Due = 20000 }))
		h.want("record.changed", put(Moved, func(t *Task) { t.Due = 20001 }))
		past := get(h, func(tx *Tx) ([]Entry, error) { return tx.History(task.Ref()) })
		equal(t, "the last deed", fmt.Sprint([]any{past[0].By, past[0].Did, past[0].Fields}), "[bo moved [{due  2024-10-04}]]")
	})
}

// A day begins at midnight in the workspace, winter and summer.
func TestDaysAreTheWorkspaces(t *testing.T) {
	both(t, func(h *house) {
		for _, at := range []string{"2026-11-24T00:30:00+01:00", "2026-07-24T00:30:00+02:00"} {
			now, err := time.Parse(time.RFC3339, at)
			if err != nil {
				t.Fatal(err)
			}
			h.clock.now = now.In(h.clock.Now().Location())
			task := h.task("anna", Task{Title: "Ring", Due: DayOf(now) - 1, Points: []string{"N8"}})
			n := get(h, func(tx *Tx) (Counts, error) { return tx.CountTasks("N8", everyone) })
			equal(t, "late since midnight", n.Late, 1)
			h.do("anna", func(tx *Tx) error { _, _, err := tx.CloseTask(task.Ref(), everyone); return err })
			task = get(h, func(tx *Tx) (Task, error) { return tx.Task(task.Ref(), everyone) })
			equal(t, "done", DayOf(task.DoneAt).String(), at[:10])
		}
	})
}
