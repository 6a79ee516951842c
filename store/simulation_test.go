package store

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"utblick/store/engine"
	"utblick/store/engine/bolt"
	"utblick/store/engine/enginetest"
)

// A thing is what the model knows of one record.
type thing struct {
	version int // of the change that left it so
	name    string
	role    string // a word that no other state of any record has
	refers  string // a text with codes in it
	country string
	owner   string
	maker   string
	notes   []string
	links   map[string]bool
	merged  Ref
	also    []Ref
	erased  bool
}

func (t thing) clone() thing {
	t.notes, t.links, t.also = slices.Clone(t.notes), maps.Clone(t.links), slices.Clone(t.also)
	return t
}

// A deal is one person's last change: what it found and what it left.
type deal struct {
	at     time.Time
	before map[Ref]thing
	after  map[Ref]int
	quiet  []Ref // changed without a line in history: stubs that lead elsewhere
}

// A model keeps in plain maps what the store should keep.
type model struct {
	*house
	things  map[Ref]thing
	last    map[string]deal
	version int
	deeds   map[Ref]int // lines of history
}

// TestSimulation lets several people change things at random, and holds the
// store to the model after each step, all its keys at the end.
func TestSimulation(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, flaky := range []bool{false, true} {
		t.Run(fmt.Sprint("flaky=", flaky), func(t *testing.T) {
			n := 0
			rapid.Check(t, func(t *rapid.T) {
				n++
				e, err := bolt.Open(fmt.Sprintf("%s/%v%d", dir, flaky, n), bolt.Options{NoSync: true})
				if err != nil {
					t.Fatal(err)
				}
				simulate(t, e, flaky)
			})
		})
	}
}

func simulate(t *rapid.T, e engine.Engine, flaky bool) {
	if flaky {
		e = enginetest.Flaky(e, rapid.Uint64().Draw(t, "seed"))
	}
	c := newClock(t)
	m := &model{
		house:  &house{TB: t, clock: c, Store: reopen(t, e, c)},
		things: map[Ref]thing{}, last: map[string]deal{}, deeds: map[Ref]int{},
	}
	defer m.Close()
	t.Repeat(map[string]func(*rapid.T){
		"add":   func(t *rapid.T) { m.add(t) },
		"task":  func(t *rapid.T) { m.addTask(t) },
		"put":   func(t *rapid.T) { m.put(t) },
		"note":  func(t *rapid.T) { m.addNote(t) },
		"erase": func(t *rapid.T) { m.eraseOne(t) },
		"merge": func(t *rapid.T) { m.merge(t) },
		"undo":  func(t *rapid.T) { m.takeBack(t) },
		"wait":  func(t *rapid.T) { c.pass(time.Duration(rapid.IntRange(1, 6).Draw(t, "minutes")) * time.Minute) },
		"":      func(*rapid.T) { m.compare() },
	})
	m.verify()
	m.compareLists()
}

func who(t *rapid.T) string { return rapid.SampledFrom([]string{"anna", "bo", "cilla"}).Draw(t, "who") }

// words draws a text that mentions some codes, known or not.
func words(t *rapid.T) string {
	code := rapid.Custom(func(t *rapid.T) string {
		return rapid.SampledFrom([]string{"K", "U", "N", "M"}).Draw(t, "kind") + fmt.Sprint(rapid.IntRange(1, 9).Draw(t, "n"))
	})
	return strings.Join(rapid.SliceOfN(code, 0, 3).Draw(t, "codes"), " och ")
}

// any draws a code of a kind: there, gone or not yet.
func (m *model) any(t *rapid.T, kind Kind) Ref {
	n := 0
	for r := range m.things {
		if r.Kind == kind {
			n++
		}
	}
	return Ref{kind, uint64(rapid.IntRange(1, n+1).Draw(t, string(kind)))}
}

// follow is the contact that a code leads to.
func (m *model) follow(r Ref) (thing, Ref, string) {
	for {
		is, ok := m.things[r]
		switch {
		case !ok:
			return is, r, "record.unknown"
		case is.erased:
			return is, r, "record.erased"
		case is.merged.IsZero():
			return is, r, ""
		}
		r = is.merged
	}
}

// commit tells the model of a change.
func (m *model) commit(by string, changed map[Ref]thing, quiet ...Ref) {
	d := deal{at: m.clock.Now(), before: map[Ref]thing{}, after: map[Ref]int{}, quiet: quiet}
	for r, is := range changed {
		d.before[r] = m.things[r]
		m.version++
		is.version = m.version
		d.after[r] = m.version
		m.things[r] = is
		if !slices.Contains(quiet, r) {
			m.deeds[r]++
		}
	}
	m.last[by] = d
}

func (m *model) freshWord() string {
	m.version++
	word := []byte("ord")
	for n := m.version; n > 0; n /= 26 { // letters alone: digits are looked up as numbers
		word = append(word, byte('a'+n%26), 'x')
	}
	return string(word)
}

// link does what the store does with the codes of a text that is new.
func (m *model) link(r Ref, is *thing, text string, stood string) {
	old := Codes(stood)
	for _, code := range Codes(text) {
		other, isRef := ParseRef(code)
		known := points.MatchString(code)
		if isRef {
			o, ok := m.things[other]
			known = ok && !o.erased
		}
		if known && code != r.String() && !slices.Contains(old, code) {
			is.links[code] = true
		}
	}
}

// unlink drops what no text mentions any more.
func (is *thing) unlink() {
	all := Codes(is.refers + "\n" + strings.Join(is.notes, "\n"))
	maps.DeleteFunc(is.links, func(code string, _ bool) bool { return !slices.Contains(all, code) })
}

func (m *model) record(r Ref, is thing, made Stamp, rev uint64) Contact {
	return Contact{ID: r.ID, Name: is.name, Role: is.role, Extra: []string{is.refers}, Country: is.country, Owner: is.owner, Made: made, Rev: rev}
}

func (m *model) draw(t *rapid.T, is thing) thing {
	is.role, is.refers = m.freshWord(), words(t)
	is.country = rapid.SampledFrom([]string{"", "FI", "NO"}).Draw(t, "country")
	is.owner = rapid.SampledFrom([]string{"", "anna", "bo"}).Draw(t, "owner")
	return is
}

func (m *model) add(t *rapid.T) {
	by := who(t)
	r := Ref{KindContact, uint64(1 + m.count(KindContact))}
	is := m.draw(t, thing{name: "Namn " + m.freshWord(), maker: by, links: map[string]bool{}})
	m.link(r, &is, is.refers, "")
	c := m.record(r, is, Stamp{}, 0)
	equal(t, "number", m.contact(by, c).Ref(), r)
	m.commit(by, map[Ref]thing{r: is})
}

func (m *model) count(kind Kind) (n int) {
	for r := range m.things {
		if r.Kind == kind {
			n++
		}
	}
	return n
}

func (m *model) addTask(t *rapid.T) {
	by := who(t)
	r := Ref{KindTask, uint64(1 + m.count(KindTask))}
	is := thing{owner: by, links: map[string]bool{}}
	is.role = m.freshWord()
	is.refers = words(t)
	m.link(r, &is, is.refers, "")
	equal(t, "number", m.task(by, Task{Title: is.role + " " + is.refers, Owner: by}).Ref(), r)
	m.commit(by, map[Ref]thing{r: is})
}

func (m *model) put(t *rapid.T) {
	by, r := who(t), m.any(t, KindContact)
	is, r, code := m.follow(r)
	next := m.draw(t, is.clone())
	err := m.try(by, func(tx *Tx) error {
		c, err := tx.Contact(r)
		if err != nil {
			return err
		}
		also := c.Also
		c = m.record(r, next, c.Made, c.Rev)
		c.Also = also
		return tx.PutContact(&c)
	})
	m.want(code, err)
	if err == nil {
		m.link(r, &next, next.refers, is.refers+"\n"+strings.Join(is.notes, "\n"))
		next.unlink()
		m.commit(by, map[Ref]thing{r: next})
	}
}

func (m *model) addNote(t *rapid.T) {
	by, r := who(t), m.any(t, rapid.SampledFrom([]Kind{KindContact, KindTask}).Draw(t, "kind"))
	text := m.freshWord() + " " + words(t)
	err := m.try(by, func(tx *Tx) error { return tx.AddNote(r, text, everyone) })
	is, r, code := m.follow(r)
	m.want(code, err)
	if err == nil {
		is = is.clone()
		is.notes = append(is.notes, text)
		m.link(r, &is, text, "")
		m.commit(by, map[Ref]thing{r: is})
	}
}

func (m *model) eraseOne(t *rapid.T) {
	by, kind := who(t), rapid.SampledFrom([]Kind{KindContact, KindTask}).Draw(t, "kind")
	r := m.any(t, kind)
	is, r, code := m.follow(r)
	err := m.try(by, func(tx *Tx) error {
		var err error
		if kind == KindContact {
			_, err = tx.EraseContact(r)
		} else {
			_, err = tx.EraseTask(r, everyone)
		}
		return err
	})
	m.want(code, err)
	if err != nil {
		return
	}
	changed := map[Ref]thing{}
	for _, r := range append([]Ref{r}, is.also...) {
		changed[r] = thing{erased: true}
		m.deeds[r] = 0
	}
	m.commit(by, changed)
}

func (m *model) merge(t *rapid.T) {
	by := who(t)
	k, keep, code := m.follow(m.any(t, KindContact))
	g, gone, code2 := m.follow(m.any(t, KindContact))
	if code == "" {
		code = code2
	}
	if code == "" && keep == gone {
		code = "contact.same"
	}
	err := m.try(by, func(tx *Tx) error { _, err := tx.MergeContacts(keep, gone); return err })
	m.want(code, err)
	if err != nil {
		return
	}
	k, g = k.clone(), g.clone()
	changed := map[Ref]thing{}
	for _, r := range g.also {
		stub := m.things[r]
		stub.merged = keep
		changed[r] = stub
	}
	stood := k.refers + "\n" + strings.Join(append(slices.Clone(k.notes), g.notes...), "\n")
	if !strings.Contains(k.role, g.role) {
		k.role += " " + g.role
	}
	k.refers += "\n" + g.refers
	if k.country == "" {
		k.country = g.country
	}
	if k.owner == "" {
		k.owner = g.owner
	}
	k.notes = append(k.notes, g.notes...)
	k.also = append(append(k.also, gone), g.also...)
	m.link(keep, &k, k.refers, stood)
	for code := range g.links {
		if code != keep.String() {
			k.links[code] = true
		}
	}
	k.unlink()
	changed[keep] = k
	changed[gone] = thing{name: g.name, merged: keep, links: map[string]bool{}}
	m.commit(by, changed, g.also...)
}

func (m *model) takeBack(t *rapid.T) {
	by := who(t)
	d, ok := m.last[by]
	code := ""
	switch {
	case !ok:
		code = "undo.nothing"
	case m.clock.Now().Sub(d.at) > UndoFor:
		code = "undo.too_late"
	}
	for r, version := range d.after {
		if code == "" && m.things[r].version != version {
			code = "undo.changed"
		}
	}
	err := m.house.undo(by)
	if got := codeOf(err); got == "undo.nothing" && code == "undo.too_late" {
		code = got // forgotten since
	}
	m.want(code, err)
	if err != nil {
		return
	}
	delete(m.last, by)
	for r, before := range d.before {
		if m.things[r].erased {
			m.deeds[r] = m.told(r) - 1
		}
		if before.version == 0 { // it never was: its number stays used
			before = thing{erased: true}
		}
		m.things[r] = before
		if !slices.Contains(d.quiet, r) {
			m.deeds[r]++
		}
	}
}

// told is how many lines of history there are; after an undone erasing the
// model asks, for it keeps no copy of them.
func (m *model) told(r Ref) int {
	return len(get(m.house, func(tx *Tx) ([]Entry, error) { return tx.History(r) }))
}

// compare holds each record to the model.
func (m *model) compare() {
	m.Helper()
	m.look(func(tx *Tx) error {
		for r, is := range m.things {
			if err := m.compareOne(tx, r, is); err != nil {
				return err
			}
		}
		return nil
	})
}

func (m *model) compareOne(tx *Tx, r Ref, is thing) error {
	m.Helper()
	links, err1 := tx.mentioned(r)
	notes, err2 := tx.Notes(r)
	past, err3 := tx.History(r)
	slices.Sort(links)
	equal(m, r.String()+" links to", fmt.Sprint(links), fmt.Sprint(slices.Sorted(maps.Keys(is.links))))
	equal(m, r.String()+" has notes", len(notes), len(is.notes))
	equal(m, r.String()+" has history", len(past), m.deeds[r])
	there, err4 := tx.Exists(r)
	equal(m, r.String()+" is there", there, !is.erased)
	if is.erased || r.Kind == KindTask {
		return errors.Join(err1, err2, err3, err4)
	}
	c, err5 := must[Contact](tx, r)
	equal(m, r.String()+" leads to", c.Merged, is.merged.ID)
	equal(m, r.String()+" is", fmt.Sprint(c.Name, c.Role, c.Country, c.Owner, len(c.Also)), fmt.Sprint(is.name, is.role0(), is.country, is.owner, len(is.also)))
	return errors.Join(err1, err2, err3, err4, err5)
}

// role0 is the role itself; those of contacts that were merged in follow it.
func (is thing) role0() string {
	role, _, _ := strings.Cut(is.role, " ")
	return role
}

// compareLists holds what is found and listed to the model.
func (m *model) compareLists() {
	m.Helper()
	for _, f := range []ContactFilter{{}, {Country: "FI"}, {Owner: "anna"}, {Country: "NO", Owner: "bo"}} {
		want := 0
		for r, is := range m.things {
			if r.Kind == KindContact && !is.erased && is.merged.IsZero() &&
				(f.Country == "" || f.Country == is.country) && (f.Owner == "" || f.Owner == cmp.Or(is.owner, is.maker)) {
				want++
			}
		}
		m.look(func(tx *Tx) error {
			page, total, err := tx.Contacts(f, 0, 1000)
			equal(m, fmt.Sprintf("%+v", f), total, want)
			equal(m, fmt.Sprintf("%+v, page", f), len(page), want)
			return err
		})
	}
	for r, is := range m.things {
		if !is.erased && is.merged.IsZero() {
			for word := range strings.FieldsSeq(is.role) {
				refs := get(m.house, func(tx *Tx) ([]Ref, error) { return tx.FindAll(word, everyone, 1000) })
				if !slices.Contains(refs, r) {
					m.Errorf("%q finds %v, not %s", word, refs, r)
				}
			}
		}
	}
}
