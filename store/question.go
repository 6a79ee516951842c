package store

import (
	"cmp"
	"strings"
	"time"
	"unicode/utf8"

	"utblick/store/search"
)

// Question is what was asked, whether the guideline answered, and the house's
// own answer where it gave one.
type Question struct {
	ID       uint64   `json:"id"`
	Text     string   `json:"text"`
	Lang     string   `json:"lang"`
	Answered bool     `json:"answered"`
	Cited    []string `json:"cited,omitempty"` // sections and points
	Times    int      `json:"times"`           // how often it was asked
	House    string   `json:"house,omitempty"` // the house's own answer
	HouseBy  Stamp    `json:"house_by,omitzero"`
	Channel  string   `json:"channel,omitempty"` // the private channel it was asked in
	Made     Stamp    `json:"made"`
}

// VisibleTo tells whether v may read the question. What the guideline leaves
// open, or the house answered, is for all to see (those of a private channel
// for its members); what the guideline answered is the asker's own.
func (q Question) VisibleTo(v Viewer) bool {
	if v.is(q.Made.By) {
		return true
	}
	open := !q.Answered || q.House != ""
	return open && (q.Channel == "" || v.in(q.Channel))
}

// MaxQuestion is how much of a question is kept, in letters.
const MaxQuestion = 500

func (q Question) ref() Ref { return Ref{KindQuestion, q.ID} }

// Ref is the question's code.
func (q Question) Ref() Ref { return q.ref() }

func (q Question) title() string      { return q.Text }
func (q Question) mentions() []string { return nil }
func (q Question) fields() []Value    { return []Value{{"house", q.House}} }

func (q Question) found() ([]string, string) {
	if q.House == "" {
		return nil, ""
	}
	return nil, q.Text + "\n" + q.House
}

// asked makes the same question equal, however hastily it was typed.
func asked(text string) string {
	words := strings.Join(search.Words(search.Fold(text)), " ")
	return indexValue("asked", cmp.Or(words, plain(text)))
}

func (q Question) indexed() []string {
	keys := []string{asked(q.Text)}
	if !q.Answered && q.House == "" {
		keys = append(keys, "gap/")
	}
	return keys
}

// Ask logs a question; the same one again counts up. The record is returned
// as it now stands, with the house's answer if there is one.
func (tx *Tx) Ask(q Question) (Question, error) {
	q.Text = strings.TrimSuffix(beginN(strings.TrimSpace(q.Text), MaxQuestion), "…")
	if old, ok, err := tx.askedBefore(q); err != nil {
		return q, err
	} else if ok {
		next := old
		next.Times++
		next.Answered, next.Cited = q.Answered, q.Cited
		return next, tx.write(old, next) // being asked again is no line in history
	}
	id, err := tx.w.Next("question")
	if err != nil {
		return q, err
	}
	q.ID, q.Times, q.Made = id, 1, Stamp{tx.by.Person, tx.Now}
	return q, tx.save(nil, q, Created)
}

// askedBefore is the log's entry for the same question. One that was asked in
// a private channel is not the same for those outside it.
func (tx *Tx) askedBefore(q Question) (Question, bool, error) {
	refs, err := tx.byIndex(KindQuestion, asked(q.Text))
	if err != nil {
		return Question{}, false, err
	}
	for _, r := range refs {
		old, ok, err := load[Question](tx, r)
		if err != nil || ok && (old.Channel == "" || old.Channel == q.Channel) {
			return old, ok, err
		}
	}
	return Question{}, false, nil
}

// Question by its code, if the viewer may see it. To others it does not exist.
func (tx *Tx) Question(r Ref, v Viewer) (Question, error) {
	q, err := must[Question](tx, r)
	if err == nil && !q.VisibleTo(v) {
		return Question{}, Fail("record.unknown", "code", r.String())
	}
	return q, hidden(err, r, v)
}

// AnswerQuestion gives the house's own answer; it takes the question off the
// list of gaps.
func (tx *Tx) AnswerQuestion(r Ref, answer string, v Viewer) (Question, error) {
	old, err := tx.Question(r, v)
	if err != nil {
		return old, err
	}
	answer = strings.TrimSpace(answer)
	if answer == "" {
		return old, Fail("question.no_answer", "code", r.String())
	}
	if utf8.RuneCountInString(answer) > MaxNote {
		return old, Fail("note.long", "max", MaxNote)
	}
	if answer == old.House {
		return old, nil
	}
	next := old
	next.House, next.HouseBy = answer, Stamp{tx.by.Person, tx.Now}
	return next, tx.save(old, next, Answered)
}

// EraseQuestion removes a question, and the house's answer with it.
func (tx *Tx) EraseQuestion(r Ref, v Viewer) (Question, error) {
	q, err := tx.Question(r, v)
	if err != nil {
		return q, err
	}
	return q, tx.erase(q)
}

// AskedBefore tells whether the log has the same question already.
func (tx *Tx) AskedBefore(q Question) (bool, error) {
	_, ok, err := tx.askedBefore(q)
	return ok, err
}

// Gaps are the unanswered questions, oldest first.
func (tx *Tx) Gaps(v Viewer) ([]Question, error) {
	refs, err := tx.byIndex(KindQuestion, "gap/")
	if err != nil {
		return nil, err
	}
	var list []Question
	for _, r := range refs {
		q, ok, err := load[Question](tx, r)
		if err != nil {
			return nil, err
		}
		if ok && q.VisibleTo(v) {
			list = append(list, q)
		}
	}
	return list, nil
}

// Statistics of the question log since a time.
type Statistics struct{ Asked, Different, Answered, House, Gaps int }

// AskedSince counts the questions first asked at since or later.
func (tx *Tx) AskedSince(since time.Time) (Statistics, error) {
	var n Statistics
	err := tx.inOrder(prefix(indexPrefix(KindQuestion, "asked")), func(r Ref) error {
		q, ok, err := load[Question](tx, r)
		if err != nil || !ok || q.Made.At.Before(since) {
			return err
		}
		n.Different++
		n.Asked += q.Times
		switch {
		case q.House != "":
			n.House++
		case q.Answered:
			n.Answered++
		default:
			n.Gaps++
		}
		return nil
	})
	return n, err
}
