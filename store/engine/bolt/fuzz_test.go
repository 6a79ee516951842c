package bolt_test

import (
	"encoding/binary"
	"hash/fnv"
	"os"
	"path/filepath"
	"testing"

	"utblick/store/engine/bolt"
)

// FuzzOpen changes bytes of a good file and cuts it off. Whatever comes of it,
// nothing may panic or hang: it is refused unchanged, or can be used.
func FuzzOpen(f *testing.F) {
	good := goodFile(f)
	page := os.Getpagesize()
	f.Add([]byte{}, uint32(0), false)
	f.Add([]byte{0, 0, 0, 16, 1}, uint32(0), false)
	for at := 0; at < len(good); at += page {
		for field := 8; field < 80; field += 12 {
			f.Add(change(at+field, 0xff, at+field+1, 0x7f), uint32(0), false)
			f.Add(change(at+field, 0x05), uint32(0), at < 2*page)
		}
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, changes []byte, cut uint32, valid bool) {
		file := mutate(good, changes, int(cut), valid)
		if err := os.WriteFile(filepath.Join(dir, bolt.FileName), file, 0o600); err != nil {
			t.Fatal(err)
		}
		_ = try(t, dir, file)
	})
}

// change writes down pairs of offset and value for mutate.
func change(pairs ...int) (out []byte) {
	for i := 0; i+1 < len(pairs); i += 2 {
		out = append(binary.BigEndian.AppendUint32(out, uint32(pairs[i])), byte(pairs[i+1]))
	}
	return out
}

// mutate changes and cuts off; if valid, then so that both metas stay valid.
func mutate(good, changes []byte, cut int, valid bool) []byte {
	file := append([]byte(nil), good...)
	for ; len(changes) >= 5; changes = changes[5:] {
		file[int(binary.BigEndian.Uint32(changes))%len(file)] = changes[4]
	}
	for at := range 2 {
		if valid {
			validate(file[at*os.Getpagesize():])
		}
	}
	return file[:len(file)-cut%len(file)]
}

// validate puts the right checksum on a meta page.
func validate(page []byte) {
	sum := fnv.New64a()
	_, _ = sum.Write(page[16:72])
	binary.NativeEndian.PutUint64(page[72:], sum.Sum64())
}
