package bolt

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"os"
	"slices"
)

// deepBytes is up to where every key of every page is looked at when the file
// is opened. A larger file has the shape of its trees checked (every page's
// head, every branch), which keeps bbolt from running in circles until its
// stack is full, a death that recover cannot prevent; what is wrong inside a
// leaf then shows when it is read, as ErrDamaged. bbolt keeps no checksums of
// its pages, so nobody here sees damage inside a value.
const deepBytes = 64 << 20

func damaged(format string, args ...any) error {
	return fmt.Errorf("%w: "+format, append([]any{ErrDamaged}, args...)...)
}

// check reads the file without bbolt and without changing it, and tells
// whether bbolt may have it. Up to deep bytes it looks into every leaf.
func check(f *os.File, deep int64) error {
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
	c.deep = int64(m.pages*m.pageSize) <= deep
	if err := c.buckets(m.root); err != nil {
		return err
	}
	return c.freelist(m.freelist)
}

type checker struct {
	file     io.ReaderAt
	pageSize int
	pages    uint64
	deep     bool
	seen     []uint64 // a bit for each page already met
	buf      []byte
}

// meet notes that something uses the page. A second use is a fault, and
// refusing it is what keeps the walk finite.
func (c *checker) meet(id uint64) error {
	if id < 2 || id >= c.pages {
		return damaged("page %d of %d", id, c.pages)
	}
	if c.seen[id/64]&(1<<(id%64)) != 0 {
		return damaged("page %d has two uses", id)
	}
	c.seen[id/64] |= 1 << (id % 64)
	return nil
}

// read meets a page with its overflow, and reads it; a leaf's elements only
// if leaves are wanted.
func (c *checker) read(id uint64, leaves bool) (p page, err error) {
	if err := c.meet(id); err != nil {
		return p, err
	}
	head, err := c.bytes(id, pageHeader)
	if err != nil {
		return p, err
	}
	if own := order.Uint64(head); own != id {
		return p, damaged("page %d says it is %d", id, own)
	}
	p.flags, p.count = order.Uint16(head[8:]), int(order.Uint16(head[10:]))
	overflow := uint64(order.Uint32(head[12:]))
	for more := id + 1; more <= id+overflow; more++ {
		if err := c.meet(more); err != nil {
			return p, err
		}
	}
	if p.flags != flagLeaf || leaves {
		p.bytes, err = c.bytes(id, int(1+overflow)*c.pageSize)
	}
	return p, err
}

func (c *checker) bytes(id uint64, n int) ([]byte, error) {
	if n > len(c.buf) {
		c.buf = make([]byte, n)
	}
	if _, err := c.file.ReadAt(c.buf[:n], int64(id)*int64(c.pageSize)); err != nil {
		return nil, damaged("page %d: %w", id, err)
	}
	return c.buf[:n], nil
}

// buckets checks the root bucket, which in our file is one leaf with our two.
func (c *checker) buckets(root uint64) error {
	p, err := c.read(root, true)
	if err != nil {
		return err
	}
	if p.flags != flagLeaf {
		return fmt.Errorf("%w: too many buckets", ErrForeign)
	}
	p.bytes = bytes.Clone(p.bytes) // the walk below reads over it
	var names []string
	_, err = p.rising(nil, func(e element) error {
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
	_, err := p.rising(nil, plain)
	return err
}

// A child is what a branch says of a page below it.
type child struct {
	id  uint64
	low []byte // no key there is less
}

// tree checks a bucket level by level.
func (c *checker) tree(root uint64) (err error) {
	level := []child{{id: root}}
	for len(level) > 0 && err == nil {
		if !c.deep { // in the file's order, which disks like
			slices.SortFunc(level, func(a, b child) int { return cmp.Compare(a.id, b.id) })
		}
		level, err = c.level(level)
	}
	return err
}

// level checks that the pages of one level are of one kind and their keys rise
// from the first to the last, and returns the level below.
func (c *checker) level(pages []child) (below []child, err error) {
	var kind uint16
	var last []byte
	for i, at := range pages {
		p, err := c.read(at.id, c.deep)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			kind = p.flags
		}
		switch {
		case p.flags != kind || kind != flagLeaf && (kind != flagBranch || p.count == 0):
			return nil, damaged("page %d is no part of the tree", at.id)
		case c.deep && i > 0 && bytes.Compare(last, at.low) >= 0:
			return nil, damaged("page %d is out of order", at.id)
		case kind == flagLeaf && !c.deep:
			continue
		}
		key, err := p.rising(at.low, func(e element) error {
			if kind == flagLeaf {
				return plain(e)
			}
			below = append(below, child{e.child, bytes.Clone(e.key)})
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("page %d: %w", at.id, err)
		}
		last = append(last[:0], key...)
	}
	return below, nil
}

// freelist checks that no page is free and in use at once: bbolt would
// overwrite it.
func (c *checker) freelist(id uint64) error {
	p, err := c.read(id, true)
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
