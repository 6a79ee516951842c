package store

import (
	"strings"
	"testing"
	"time"
)

func TestAsk(t *testing.T) {
	both(t, func(h *house) {
		ask := func(text string, answered bool) Question {
			var q Question
			h.do("anna", func(tx *Tx) (err error) {
				q, err = tx.Ask(Question{Text: text, Answered: answered})
				return err
			})
			return q
		}
		gaps := func() string {
			var refs []Ref
			for _, q := range get(h, gaps) {
				refs = append(refs, q.Ref())
			}
			return codes(refs)
		}
		long := strings.Repeat("mycket ", 40)
		equal(t, "a new one", ask("Vem betalar resan?", false).Times, 1)
		h.clock.pass(time.Hour)
		equal(t, "the same, typed in haste", ask("  vem betalar RESAN ", false).Times, 2)
		equal(t, "another", ask("Vem ansvarar?", true).ID, 2)
		equal(t, "two that only their ends tell apart", ask(long+"ett?", false).ID+ask(long+"två?", false).ID, 3+4)
		equal(t, "signs alone", ask("???", false).ID+ask("!!!", false).ID, 5+6)
		equal(t, "gaps", gaps(), "F1 F3 F4 F5 F6")
		equal(t, "being asked again is no line in history", h.deeds(Ref{KindQuestion, 1}), "created")
		equal(t, "no gap any more", ask("vem betalar resan", true).Times, 3)
		equal(t, "gaps", gaps(), "F3 F4 F5 F6")
		equal(t, "and a gap again", ask("vem betalar resan", false).Times, 4)
		equal(t, "gaps", gaps(), "F1 F3 F4 F5 F6")

		answer := func(text string) error {
			return h.try("bo", func(tx *Tx) error { _, err := tx.AnswerQuestion(Ref{KindQuestion, 1}, text, everyone); return err })
		}
		h.want("question.no_answer", answer(" "))
		h.want("note.long", answer(strings.Repeat("x", MaxNote+1)))
		h.want("", answer("Kommunen."))
		h.want("", answer("Kommunen."))
		equal(t, "answered once", h.deeds(Ref{KindQuestion, 1}), "created answered")
		equal(t, "gaps", gaps(), "F3 F4 F5 F6")
		equal(t, "the house's answer comes along", ask("vem betalar resan?", false).House, "Kommunen.")
		equal(t, "found by its words", h.find("kommunen", KindQuestion), "F1")

		since := func(d time.Duration) Statistics {
			return get(h, func(tx *Tx) (Statistics, error) { return tx.AskedSince(tx.Now.Add(-d)) })
		}
		equal(t, "all", since(2*time.Hour), Statistics{Asked: 10, Different: 6, Answered: 1, House: 1, Gaps: 4})
		equal(t, "lately", since(time.Minute), Statistics{Asked: 5, Different: 5, Answered: 1, Gaps: 4})
	})
}

func gaps(tx *Tx) ([]Question, error) { return tx.Gaps(everyone) }
