// Package enginetest is what every engine must pass, and engines with bad luck
// for the tests of those above. In: a function that opens an engine. Out: a
// failed test with the rule it broke. Never: imported outside tests.
//
// An engine proves itself in three lines:
//
//	func TestEngine(t *testing.T) { enginetest.Exercise(t, open) }
//	func TestFlaky(t *testing.T)  { enginetest.Exercise(t, flaky) }
//	func TestKilled(t *testing.T) { enginetest.SurviveKill(t, open) }
package enginetest

import (
	"context"
	"testing"

	"utblick/store/engine"
)

// Open opens the store that dir names, or fails tb. Opened again after Close
// the same dir is the same store; another dir is another. A fresh, empty
// folder stands there, for engines that keep files; others take its name.
type Open func(tb testing.TB, dir string) engine.Engine

// Exercise runs the whole suite, each part on stores of its own.
func Exercise(t *testing.T, open Open) {
	topics := []struct {
		name string
		run  func(*testing.T, Open)
	}{
		{"values", values},
		{"order", order},
		{"isolation", isolation},
		{"rollback", rollback},
		{"bounds", bounds},
		{"sequences", sequences},
		{"copies", copies},
		{"context", contexts},
		{"closing", closing},
		{"volume", volume},
		{"model", model},
	}
	for _, topic := range topics {
		t.Run(topic.name, func(t *testing.T) {
			t.Parallel()
			topic.run(t, open)
		})
	}
}

// A subject is one engine under test with the short words the topics use.
type subject struct {
	engine.Engine
	*testing.T
	open Open
	dir  string
}

func fresh(t *testing.T, open Open) *subject {
	t.Helper()
	s := &subject{T: t, open: open, dir: t.TempDir()}
	s.start()
	return s
}

// start opens the store, for the first time or again.
func (s *subject) start() {
	s.Helper()
	e := s.open(s.T, s.dir)
	s.Engine = e
	s.Cleanup(func() { _ = e.Close() })
}

func (s *subject) restart() {
	s.Helper()
	s.must(s.Close())
	s.start()
}

func (s *subject) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

func (s *subject) update(fn func(engine.Writer) error) error {
	return s.Update(context.Background(), fn)
}

func (s *subject) view(fn func(engine.Reader) error) error {
	return s.View(context.Background(), fn)
}

// put writes pairs of key and value in one transaction.
func (s *subject) put(pairs ...string) {
	s.Helper()
	s.must(s.update(func(w engine.Writer) error { return putAll(w, pairs...) }))
}

func putAll(w engine.Writer, pairs ...string) error {
	for i := 0; i < len(pairs); i += 2 {
		if err := w.Put([]byte(pairs[i]), []byte(pairs[i+1])); err != nil {
			return err
		}
	}
	return nil
}

// value is what a new View finds under key; a missing key is "<none>".
func (s *subject) value(key string) (found string) {
	s.Helper()
	s.must(s.view(func(r engine.Reader) (err error) {
		found, err = get(r, key)
		return err
	}))
	return found
}

func get(r engine.Reader, key string) (string, error) {
	v, err := r.Get([]byte(key))
	if err == nil && v == nil {
		return "<none>", nil
	}
	return string(v), err
}

// want compares what is stored under key.
func (s *subject) want(key, value string) {
	s.Helper()
	if got := s.value(key); got != value {
		s.Errorf("%s: got %.40q, want %.40q", key, got, value)
	}
}

// keys lists a range.
func keys(r engine.Reader, rg engine.Range) (found []string, err error) {
	err = r.Scan(rg, func(key, _ []byte) error {
		found = append(found, string(key))
		return nil
	})
	return found, err
}
