package enginetest

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"utblick/store/engine"
)

// model runs random transactions and compares each answer with a plain map.
func model(t *testing.T, open Open) {
	s := fresh(t, open)
	rapid.Check(t, func(rt *rapid.T) {
		is := map[string]string{}
		if err := s.update(wipe); err != nil {
			rt.Fatal(err)
		}
		for range rapid.IntRange(1, 6).Draw(rt, "transactions") {
			steps := rapid.SliceOfN(rapid.Custom(drawStep), 1, 12).Draw(rt, "steps")
			undone := rapid.Bool().Draw(rt, "undone")
			after, err := s.play(is, steps, undone)
			if err != nil {
				rt.Fatal(err)
			}
			if !undone {
				is = after
			}
			if err := s.view(func(r engine.Reader) error { return compare(r, is, engine.Range{}) }); err != nil {
				rt.Fatal("afterwards:", err)
			}
		}
	})
}

// A step is one call, or a run of calls on neighbouring keys, which empties
// and fills whole pages.
type step struct {
	What     string
	From, To int
	Size     int
	Reverse  bool
}

const modelKeys = 400

func drawStep(rt *rapid.T) step {
	from := rapid.IntRange(0, modelKeys).Draw(rt, "from")
	return step{
		What:    rapid.SampledFrom([]string{"put", "put", "delete", "scan", "get"}).Draw(rt, "what"),
		From:    from,
		To:      min(modelKeys, from+rapid.SampledFrom([]int{0, 1, 5, 200}).Draw(rt, "count")),
		Size:    rapid.SampledFrom([]int{0, 1, 90, 3000}).Draw(rt, "size"),
		Reverse: rapid.Bool().Draw(rt, "reverse"),
	}
}

func modelKey(i int) string { return fmt.Sprintf("m%03d", i) }

var errUndo = errors.New("enginetest: undone")

func (s *subject) play(is map[string]string, steps []step, undone bool) (after map[string]string, err error) {
	err = s.update(func(w engine.Writer) error {
		after = maps.Clone(is)
		for _, step := range steps {
			if err := step.do(w, after); err != nil {
				return fmt.Errorf("%+v: %w", step, err)
			}
		}
		if undone {
			return errUndo
		}
		return nil
	})
	if undone && errors.Is(err, errUndo) {
		err = nil
	}
	return after, err
}

func (st step) do(w engine.Writer, is map[string]string) error {
	if st.What == "scan" {
		return compare(w, is, engine.Range{From: []byte(modelKey(st.From)), To: []byte(modelKey(st.To)), Reverse: st.Reverse})
	}
	for i := st.From; i < st.To; i++ {
		if err := st.one(w, is, modelKey(i)); err != nil {
			return err
		}
	}
	return compare(w, is, engine.Range{Reverse: st.Reverse})
}

func (st step) one(w engine.Writer, is map[string]string, key string) error {
	switch st.What {
	case "put":
		is[key] = string(make([]byte, st.Size))
		return w.Put([]byte(key), []byte(is[key]))
	case "delete":
		delete(is, key)
		return w.Delete([]byte(key))
	}
	got, err := w.Get([]byte(key))
	if want, there := is[key]; there != (got != nil) || string(got) != want {
		return fmt.Errorf("%s: %d bytes, want %d (%v)", key, len(got), len(want), there)
	}
	return err
}

// compare scans rg and says where it differs from the map.
func compare(r engine.Reader, is map[string]string, rg engine.Range) error {
	var want []string
	for _, key := range slices.Sorted(maps.Keys(is)) {
		if key >= string(rg.From) && (len(rg.To) == 0 || key < string(rg.To)) {
			want = append(want, key)
		}
	}
	if rg.Reverse {
		want = reversed(want)
	}
	var got []string
	err := r.Scan(rg, func(key, value []byte) error {
		if got = append(got, string(key)); is[string(key)] != string(value) {
			return fmt.Errorf("%s: %d bytes", key, len(value))
		}
		return nil
	})
	if err == nil && !slices.Equal(got, want) {
		err = fmt.Errorf("scan of %q to %q: %q, want %q", rg.From, rg.To, got, want)
	}
	return err
}

func wipe(w engine.Writer) error {
	all, err := keys(w, engine.Range{})
	for _, key := range all {
		if err := w.Delete([]byte(key)); err != nil {
			return err
		}
	}
	return err
}
