package bolt

import (
	"fmt"
	"io"
	"os"
	"slices"
	"sync/atomic"
)

func damaged(format string, args ...any) error {
	return fmt.Errorf("%w: "+format, append([]any{ErrDamaged}, args...)...)
}

// check reads the file without bbolt and without changing it, and tells
// whether bbolt may have it: every page that is in use, every key, every free
// page. bbolt trusts what it reads: pages that point in a circle fill its stack,
// which kills the process without a panic, and a length that is wrong has it
// read, and write back, memory of something else. So nothing is spared: 280 MB
// (100,000 contacts) take 0.1 s on two processors, or what the disk needs to
// deliver them. Damage inside a value is not seen: pages have no checksums.
func check(f *os.File) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	m, err := readMeta(f)
	if err != nil {
		return err
	}
	if err := m.sound(info.Size()); err != nil {
		return err
	}
	c := &checker{file: f, pageSize: int(m.pageSize), pages: m.pages, seen: make([]uint64, m.pages/64+1)}
	if err := c.buckets(m.root); err != nil {
		return err
	}
	return c.freelist(m.freelist)
}

type checker struct {
	file     io.ReaderAt
	pageSize int
	pages    uint64
	seen     []uint64 // a bit for each page already met
}

// meet notes that something uses the page. A second use is a fault, and
// refusing it is what keeps the walk finite.
func (c *checker) meet(id uint64) error {
	if id < 2 || id >= c.pages {
		return damaged("page %d of %d", id, c.pages)
	}
	bit := uint64(1) << (id % 64)
	if atomic.OrUint64(&c.seen[id/64], bit)&bit != 0 {
		return damaged("page %d has two uses", id)
	}
	return nil
}

// read meets a page with its overflow, and reads them into buf.
func (c *checker) read(id uint64, buf *[]byte) (p page, err error) {
	if err := c.meet(id); err != nil {
		return p, err
	}
	if p.bytes, err = c.bytes(id, 1, buf); err != nil {
		return p, err
	}
	if own := order.Uint64(p.bytes); own != id {
		return p, damaged("page %d says it is %d", id, own)
	}
	p.flags, p.count = order.Uint16(p.bytes[8:]), int(order.Uint16(p.bytes[10:]))
	overflow := uint64(order.Uint32(p.bytes[12:]))
	for more := id + 1; more <= id+overflow; more++ {
		if err := c.meet(more); err != nil {
			return p, err
		}
	}
	if overflow > 0 {
		p.bytes, err = c.bytes(id, 1+overflow, buf)
	}
	return p, err
}

func (c *checker) bytes(id, pages uint64, buf *[]byte) ([]byte, error) {
	n := int(pages) * c.pageSize
	if n > len(*buf) {
		*buf = make([]byte, n)
	}
	if _, err := c.file.ReadAt((*buf)[:n], int64(id)*int64(c.pageSize)); err != nil {
		return nil, damaged("page %d: %w", id, err)
	}
	return (*buf)[:n], nil
}

// buckets checks the root bucket, which in our file is one leaf with our two.
func (c *checker) buckets(root uint64) error {
	p, err := c.read(root, new([]byte))
	if err != nil {
		return err
	}
	if p.flags != flagLeaf {
		return fmt.Errorf("%w: too many buckets", ErrForeign)
	}
	var names []string
	err = p.rising(child{}, func(e element) error {
		names = append(names, string(e.key))
		if e.flags != bucketFlag || len(names) > 2 {
			return fmt.Errorf("%w: it holds %q", ErrForeign, names)
		}
		return c.bucket(e.value)
	})
	if err == nil && !slices.Equal(names, []string{string(bucketKV), string(bucketSeq)}) {
		return fmt.Errorf("%w: it holds %q", ErrForeign, names)
	}
	return err
}

// bucket checks one by its header: the page of its root, and a sequence that
// we do not use. Root 0 means that its only leaf is so small that it follows
// right there.
func (c *checker) bucket(header []byte) error {
	const size = 16
	if len(header) < size {
		return damaged("bucket header of %d bytes", len(header))
	}
	if root := order.Uint64(header); root != 0 {
		return c.tree(root)
	}
	inline := header[size:]
	if len(inline) < pageHeader || order.Uint16(inline[8:]) != flagLeaf {
		return damaged("bucket without a leaf")
	}
	p := page{flags: flagLeaf, count: int(order.Uint16(inline[10:])), bytes: inline}
	return p.rising(child{}, plain)
}

// freelist checks that no page is free and in use at once: bbolt would
// overwrite it.
func (c *checker) freelist(id uint64) error {
	p, err := c.read(id, new([]byte))
	if err != nil {
		return err
	}
	if p.flags != flagFreelist {
		return damaged("page %d is no list of free pages", id)
	}
	ids, n := p.bytes[pageHeader:], uint64(p.count)
	if p.count == 0xFFFF { // more than the field can say: the first entry tells
		n, ids = order.Uint64(ids), ids[8:]
	}
	if n > uint64(len(ids)/8) {
		return damaged("%d free pages do not fit their list", n)
	}
	for ; n > 0; n-- {
		if err := c.meet(order.Uint64(ids)); err != nil {
			return fmt.Errorf("list of free pages: %w", err)
		}
		ids = ids[8:]
	}
	return nil
}
