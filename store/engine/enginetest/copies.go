package enginetest

import (
	"bytes"
	"fmt"
	"testing"

	"utblick/store/engine"
)

func copies(t *testing.T, open Open) {
	t.Run("what was read may be changed and kept", func(t *testing.T) {
		s := fresh(t, open)
		s.put("a", "value a", "b", "value b")
		var kept [][]byte
		spoil := func(r engine.Reader) error {
			kept = kept[:0]
			v, err := r.Get([]byte("a"))
			if err != nil {
				return err
			}
			kept = append(kept, v)
			return r.Scan(engine.Range{}, func(key, value []byte) error {
				kept = append(kept, key, value)
				return nil
			})
		}
		for range 2 {
			s.must(s.view(spoil))
			for i := range kept {
				overwrite(kept[i])
				kept[i] = append(kept[i], "beyond its end"...)
			}
			for _, b := range kept {
				if !bytes.HasPrefix(b, []byte("#")) || !bytes.HasSuffix(b, []byte("beyond its end")) {
					t.Errorf("one reached another: %q", b)
				}
			}
		}
		s.must(s.update(func(w engine.Writer) error { return spoil(w) }))
		s.want("a", "value a")
		s.want("b", "value b")
	})
	t.Run("what was read outlives the transaction and the file", func(t *testing.T) {
		s := fresh(t, open)
		s.put("a", "value a")
		var v []byte
		s.must(s.view(func(r engine.Reader) (err error) { v, err = r.Get([]byte("a")); return err }))
		for i := range 20 {
			s.put("a", fmt.Sprint("other ", i))
		}
		s.must(s.Close())
		if string(v) != "value a" {
			t.Errorf("it became %q", v)
		}
	})
	t.Run("what was written may be changed", func(t *testing.T) {
		s := fresh(t, open)
		key, value := []byte("k0"), []byte("v0")
		s.must(s.update(func(w engine.Writer) error {
			for i := range byte(3) {
				key[1], value[1] = '0'+i, '0'+i
				if err := w.Put(key, value); err != nil {
					return err
				}
			}
			overwrite(key)
			overwrite(value)
			copy(key, "k0")
			copy(value, "v0")
			return nil
		}))
		s.want("k0", "v0")
		s.want("k1", "v1")
		s.want("k2", "v2")
	})
}

func overwrite(b []byte) {
	for i := range b {
		b[i] = '#'
	}
}
