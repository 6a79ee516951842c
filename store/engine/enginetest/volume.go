package enginetest

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"testing"

	"utblick/store/engine"
)

func volume(t *testing.T, open Open) {
	t.Run("big values", func(t *testing.T) {
		s := fresh(t, open)
		for i, size := range []int{engine.MaxValue, engine.MaxValue / 2, 4095, 4096, 4097, engine.MaxValue, 1} {
			want := bytes.Repeat([]byte{byte('a' + i)}, size)
			s.must(s.update(func(w engine.Writer) error { return w.Put([]byte("big"), want) }))
			s.want("big", string(want))
		}
		s.must(s.update(func(w engine.Writer) error {
			for i := range 3 {
				if err := w.Put(fmt.Appendf(nil, "big%d", i), make([]byte, engine.MaxValue)); err != nil {
					return err
				}
			}
			return nil
		}))
		s.restart()
		s.wantKeys(engine.Range{}, "big", "big0", "big1", "big2")
	})
	t.Run("many keys", func(t *testing.T) { volumeKeys(t, open) })
}

func volumeKeys(t *testing.T, open Open) {
	const total, each = 20_000, 10_000
	s := fresh(t, open)
	for from := 0; from < total; from += each {
		s.must(s.update(func(w engine.Writer) error {
			for n := from; n < from+each; n++ {
				if err := w.Put(spread(n), fmt.Append(nil, n)); err != nil {
					return err
				}
			}
			return nil
		}))
	}
	s.wantMany(total, total)
	s.must(s.update(func(w engine.Writer) error {
		for n := range total / 2 {
			if err := w.Delete(spread(n)); err != nil {
				return err
			}
		}
		return nil
	}))
	s.restart()
	s.wantMany(total, total/2)
}

// spread scatters rising numbers over the whole key space.
func spread(n int) []byte {
	return binary.BigEndian.AppendUint64(nil, uint64(n)*0x9e3779b97f4a7c15)
}

// wantMany checks that the last count of total numbers are there, and in order.
func (s *subject) wantMany(total, count int) {
	s.Helper()
	seen, last := 0, []byte(nil)
	s.must(s.view(func(r engine.Reader) error {
		seen, last = 0, nil
		return r.Scan(engine.Range{}, func(key, value []byte) error {
			if bytes.Compare(last, key) >= 0 {
				return fmt.Errorf("%x after %x", key, last)
			}
			last, seen = key, seen+1
			return nil
		})
	}))
	if seen != count {
		s.Errorf("%d keys, want %d", seen, count)
	}
	for n := total - count; n < total; n += count / 100 {
		s.want(string(spread(n)), fmt.Sprint(n))
	}
}
