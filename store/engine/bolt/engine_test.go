package bolt_test

import (
	"testing"

	"utblick/store/engine"
	"utblick/store/engine/bolt"
	"utblick/store/engine/enginetest"
)

func open(tb testing.TB, dir string) engine.Engine {
	tb.Helper()
	e, err := bolt.Open(dir, bolt.Options{Program: "test"})
	if err != nil {
		tb.Fatal(err)
	}
	return e
}

func TestEngine(t *testing.T) {
	t.Parallel()
	enginetest.Exercise(t, open)
}

func TestFlaky(t *testing.T) {
	t.Parallel()
	enginetest.Exercise(t, func(tb testing.TB, dir string) engine.Engine {
		return enginetest.Flaky(quick(tb, dir), 1)
	})
}

// quick is open for those to whom power loss does not matter.
func quick(tb testing.TB, dir string) *bolt.Engine {
	tb.Helper()
	e, err := bolt.Open(dir, bolt.Options{NoSync: true})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = e.Close() })
	return e
}

func TestKilled(t *testing.T) { enginetest.SurviveKill(t, open) }
