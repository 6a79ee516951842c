package store

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"utblick/store/engine"
)

// What is looked up under a value is what was put under that very value,
// whatever bytes are in it.
func TestIndexValuesDontMix(t *testing.T) {
	both(t, func(h *house) {
		long := strings.Repeat("å", 150)
		names := []string{"a", "a\x00", "a\x00b", "a\x00K\x00\x00\x00\x00\x00\x00\x00\x01", "a/b", "/", "\xff", "\xff\xff", long + "a", long + "b", long}
		for _, name := range names {
			h.contact("anna", Contact{Name: name, Organisation: name, Email: name, Topics: []string{name}, Owner: name})
		}
		for i, name := range names {
			refs := get(h, func(tx *Tx) ([]Ref, error) { return tx.byIndex(KindContact, nameKey(name)) })
			for _, r := range refs {
				if other := names[r.ID-1]; plain(strings.ReplaceAll(other, "\x00", " ")) != plain(strings.ReplaceAll(name, "\x00", " ")) {
					t.Errorf("%q found %q", name, other)
				}
			}
			if !slices.Contains(refs, Ref{KindContact, uint64(i + 1)}) {
				t.Errorf("%q is not found", name)
			}
		}
		_, ok, err := Contact{}, false, error(nil)
		h.look(func(tx *Tx) error { _, ok, err = tx.ContactNamed(long + "A"); return err })
		equal(t, "the one with that end", ok, true)
	})
}

func TestKeysFit(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.String().Draw(t, "value")
		key := indexKey(Ref{KindContact, 1 << 62}, indexValue("organisation", strings.Repeat(value, 40)))
		if len(key) > engine.MaxKey/2 {
			t.Errorf("%d bytes", len(key))
		}
		if strings.Count(key[:len(key)-9], "\x00") != 1 {
			t.Errorf("%q", key)
		}
	})
}

func TestStepsReadBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := step{
			key: rapid.String().Draw(t, "key"), after: rapid.Uint64().Draw(t, "after"),
			before: rapid.OneOf(rapid.Just([]byte(nil)), rapid.SliceOf(rapid.Byte())).Draw(t, "before"),
		}
		raw := s.append(nil)
		got, rest, err := cutStep(append(raw[:len(raw):len(raw)], "rest"...))
		if err != nil || string(rest) != "rest" || got.key != s.key || got.after != s.after ||
			string(got.before) != string(s.before) || (got.before == nil) != (s.before == nil) {
			t.Fatalf("%+v became %+v, %q, %v", s, got, rest, err)
		}
		for i := range raw { // cut off anywhere it is an error, never a panic
			if _, _, err := cutStep(raw[:i]); err == nil {
				t.Errorf("cut at %d of %d: no error", i, len(raw))
			}
		}
	})
}
