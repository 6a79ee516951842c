package store

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Task is something to do.
type Task struct {
	ID      uint64    `json:"id"`
	Title   string    `json:"title"`
	Owner   string    `json:"owner"`          // person id
	With    []string  `json:"with,omitempty"` // the others on the task's line
	Due     Day       `json:"due,omitzero"`
	Clock   string    `json:"clock,omitempty"` // 14:00
	Points  []string  `json:"points,omitempty"`
	Done    bool      `json:"done,omitempty"`
	DoneBy  string    `json:"done_by,omitempty"`
	DoneAt  time.Time `json:"done_at,omitzero"`
	Meeting uint64    `json:"meeting,omitempty"` // where it was agreed
	Channel string    `json:"channel,omitempty"` // the private channel it belongs to
	// Repeat is the rule by which the task comes again, as handlers/when writes
	// it; Turn the day of that rule which it stands for, also when it is moved;
	// Next the task that came after it, and Overtaken tells that that one came
	// because its time had come, though this one wasn't done.
	Repeat    string `json:"repeat,omitempty"`
	Turn      Day    `json:"turn,omitzero"`
	Next      uint64 `json:"next,omitempty"`
	Overtaken bool   `json:"overtaken,omitempty"`
	Rules     []Rule `json:"rules,omitempty"`
	Made      Stamp  `json:"made"`
	Rev       uint64 `json:"rev"`
}

// Rule is when one person wants to be reminded of a task, as handlers/when
// writes it.
type Rule struct {
	For  string   `json:"for"`            // person id
	When string   `json:"when,omitempty"` // in place of the usual days before; RuleOff for never
	Once []string `json:"once,omitempty"` // single days besides
}

// MaxOnce is how many single days one person may choose for a task.
const MaxOnce = 20

// RuleOff is the rule of a person who doesn't want to be reminded of a task.
const RuleOff = "off"

// RuleFor is the person's own rule, if any.
func (t Task) RuleFor(person string) Rule {
	for _, r := range t.Rules {
		if r.For == person {
			return r
		}
	}
	return Rule{For: person}
}

// SetRule replaces the person's own rule; an empty one takes it away.
func (t *Task) SetRule(rule Rule) {
	t.Rules = slices.DeleteFunc(slices.Clone(t.Rules), func(r Rule) bool { return r.For == rule.For })
	if rule.When != "" || len(rule.Once) > 0 {
		t.Rules = append(t.Rules, rule)
	}
}

func (t Task) ref() Ref { return Ref{KindTask, t.ID} }

// Ref is the task's code.
func (t Task) Ref() Ref { return t.ref() }

// Late tells whether the task should have been done before today.
func (t Task) Late(today Day) bool { return !t.Done && !t.Due.IsZero() && t.Due < today }

// VisibleTo tells whether v may see the task: one out of a private channel's
// notes is its members' and that of those who have it to do.
func (t Task) VisibleTo(v Viewer) bool {
	return t.Channel == "" || v.in(t.Channel) || v.is(append([]string{t.Owner, t.Made.By}, t.With...)...)
}

func (t Task) title() string { return t.Title }

func (t Task) mentions() []string {
	texts := append([]string{t.Title}, t.Points...)
	if t.Meeting > 0 {
		texts = append(texts, Ref{KindMeeting, t.Meeting}.String())
	}
	return texts
}

func (t Task) fields() []Value {
	done := ""
	if t.Done {
		done = "x"
	}
	return []Value{
		{"title", t.Title}, {"owner", t.Owner}, {"with", strings.Join(t.With, ", ")}, {"due", t.Due.String()},
		{"clock", t.Clock}, {"points", strings.Join(t.Points, ", ")}, {"done", done}, {"repeat", t.Repeat},
	}
}

// sortDay sorts tasks without a day after all others.
func (t Task) sortDay() Day {
	if t.Due.IsZero() {
		return 1 << 30
	}
	return t.Due
}

// day is when the task was done, or else is to be.
func (t Task) day() Day {
	if t.Done {
		return DayOf(t.DoneAt)
	}
	return t.sortDay()
}

// noDay sorts tasks without a day after all others.
const noDay = "9999-99-99"

func (t Task) indexed() []string {
	var keys []string
	for _, p := range t.Points {
		keys = append(keys, indexValue("point", p))
	}
	if t.Meeting > 0 {
		keys = append(keys, indexValue("meeting", Ref{KindMeeting, t.Meeting}.String()))
	}
	if t.Done {
		return append(keys, indexValue("done", DayOf(t.DoneAt).String()))
	}
	day := noDay
	if !t.Due.IsZero() {
		day = t.Due.String()
	}
	keys = append(keys, indexValue("due", day))
	for _, p := range t.People() {
		keys = append(keys, indexValue("owner", p))
	}
	for _, r := range t.Rules {
		keys = append(keys, indexValue("rule", r.For))
	}
	return keys
}

// People are those who have the task to do, its owner first.
func (t Task) People() []string {
	people := []string{}
	for _, p := range append([]string{t.Owner}, t.With...) {
		if p != "" && !slices.Contains(people, p) {
			people = append(people, p)
		}
	}
	return people
}

func (t Task) found() ([]string, string) {
	return []string{t.Title, t.ref().String()}, t.Title
}

func (t Task) check() error {
	if strings.TrimSpace(t.Title) == "" {
		return Fail("task.untitled")
	}
	if utf8.RuneCountInString(t.Title) > MaxField {
		return Fail("field.long", "field", "title", "max", MaxField)
	}
	for _, f := range t.fields() {
		if utf8.RuneCountInString(f.Value) > maxList {
			return Fail("field.long", "field", f.Name, "max", maxList)
		}
	}
	return nil
}

// AddTask records a new task and gives it its number.
func (tx *Tx) AddTask(t *Task) error {
	id, err := tx.w.Next("task")
	if err != nil {
		return err
	}
	t.ID = id
	return tx.addTask(t)
}

// addTask records a task that has its number.
func (tx *Tx) addTask(t *Task) (err error) {
	if err := t.check(); err != nil {
		return err
	}
	t.beginSeries("")
	t.Made = Stamp{tx.by.Person, tx.Now}
	if t.Rev, err = tx.change(); err != nil {
		return err
	}
	return tx.save(nil, *t, Created)
}

// PutTask saves a changed task under what was done with it (Changed, Moved …);
// one that nothing was changed in is left alone. Error code "record.changed"
// when somebody else was faster.
func (tx *Tx) PutTask(t *Task, did string) error {
	if err := t.check(); err != nil {
		return err
	}
	old, err := must[Task](tx, t.ref())
	if err != nil {
		return err
	}
	if old.Rev != t.Rev {
		return Fail("record.changed", "code", t.ref().String())
	}
	t.beginSeries(old.Repeat)
	if same(old, *t) {
		return nil
	}
	if t.Rev, err = tx.change(); err != nil {
		return err
	}
	return tx.save(old, *t, did)
}

// beginSeries counts a series from the task's day, when its rule is another
// than it was.
func (t *Task) beginSeries(before string) {
	if t.Repeat == "" {
		t.Turn = 0
	} else if t.Turn.IsZero() || t.Repeat != before && before != "" {
		t.Turn = t.Due
	}
}

// CloseTask marks a task as done; one that was done stays as it is, and
// closed is false.
func (tx *Tx) CloseTask(r Ref, v Viewer) (t Task, closed bool, err error) {
	t, err = tx.Task(r, v)
	if err != nil || t.Done {
		return t, false, err
	}
	if err := tx.comeAfter(&t); err != nil {
		return t, false, err
	}
	t.Done, t.DoneBy, t.DoneAt = true, tx.by.Person, tx.Now
	return t, true, tx.PutTask(&t, Done)
}

// ReopenTask takes a closed task up again.
func (tx *Tx) ReopenTask(r Ref, v Viewer) (t Task, opened bool, err error) {
	t, err = tx.Task(r, v)
	if err != nil || !t.Done {
		return t, false, err
	}
	t.Done, t.DoneBy, t.DoneAt = false, "", time.Time{}
	return t, true, tx.PutTask(&t, Reopened)
}

// Task by its code, if the viewer may see it. To others it does not exist.
func (tx *Tx) Task(r Ref, v Viewer) (Task, error) {
	t, err := must[Task](tx, r)
	if err == nil && !t.VisibleTo(v) {
		return Task{}, unknown(r)
	}
	return t, hidden(err, r, v)
}

// EraseTask removes a task.
func (tx *Tx) EraseTask(r Ref, v Viewer) (Task, error) {
	t, err := tx.Task(r, v)
	if err != nil {
		return t, err
	}
	return t, tx.erase(t)
}

// TaskIf is Task without an error when the task is gone or not for the viewer.
func (tx *Tx) TaskIf(r Ref, v Viewer) (Task, bool, error) {
	t, ok, err := load[Task](tx, r)
	return t, ok && t.VisibleTo(v), err
}

// TaskAsIs is a task whoever looks, for what goes to those who have it to do.
func (tx *Tx) TaskAsIs(r Ref) (Task, bool, error) { return load[Task](tx, r) }
