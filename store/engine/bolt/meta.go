package bolt

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
)

// bbolt's format, version 2, as internal/common/{page,meta}.go of v1.5.0 lay it
// out: a page begins with id, flags, count, overflow; the first two pages hold
// a meta each, of which the valid one with the higher transaction is in force.
// Everything is in the machine's own byte order.
const (
	magic   = 0xED0CDAED
	version = 2

	pageHeader = 16
	metaSize   = 64
	metaEnd    = pageHeader + metaSize

	flagBranch   = 0x01
	flagLeaf     = 0x02
	flagFreelist = 0x10

	noFreelist = ^uint64(0)

	minPageSize = 1 << 10
	maxPageSize = 16 << 20
)

var order = binary.NativeEndian

type meta struct {
	pageSize uint64
	root     uint64 // page of the root bucket
	freelist uint64
	pages    uint64 // the high-water mark: pages from here on are not in use
	txid     uint64
}

var errNoMagic = errors.New("no magic number")

// readMeta finds the meta in force, as DB.getPageSize and DB.meta do.
func readMeta(f io.ReaderAt) (meta, error) {
	first, err0 := metaAt(f, 0)
	if err0 == nil {
		second, err1 := metaAt(f, int64(first.pageSize))
		switch {
		case err1 != nil || second.txid <= first.txid:
			return first, nil
		case second.pageSize != first.pageSize:
			return meta{}, fmt.Errorf("%w: page sizes %d and %d", ErrDamaged, first.pageSize, second.pageSize)
		}
		return second, nil
	}
	for at := int64(minPageSize); at <= maxPageSize; at *= 2 {
		if second, err := metaAt(f, at); err == nil && second.pageSize == uint64(at) {
			return second, nil
		} else if errors.Is(err0, errNoMagic) && !errors.Is(err, errNoMagic) {
			err0 = err
		}
	}
	return meta{}, unreadable(err0)
}

func unreadable(err error) error {
	if errors.Is(err, ErrForeign) {
		return err
	}
	if errors.Is(err, errNoMagic) {
		return fmt.Errorf("%w: %w", ErrForeign, err)
	}
	return fmt.Errorf("%w: %w", ErrDamaged, err)
}

// metaAt reads the meta of the page that begins at offset at.
func metaAt(f io.ReaderAt, at int64) (meta, error) {
	var b [metaEnd]byte
	n, err := f.ReadAt(b[:], at)
	if n < pageHeader+4 || order.Uint32(b[16:]) != magic {
		return meta{}, errNoMagic
	}
	if err != nil {
		return meta{}, fmt.Errorf("meta page at %d: %w", at, err)
	}
	if v := order.Uint32(b[20:]); v != version {
		return meta{}, fmt.Errorf("%w: format version %d", ErrForeign, v)
	}
	sum := fnv.New64a()
	_, _ = sum.Write(b[pageHeader : metaEnd-8])
	if sum.Sum64() != order.Uint64(b[metaEnd-8:]) {
		return meta{}, fmt.Errorf("meta page at %d: wrong checksum", at)
	}
	return meta{
		pageSize: uint64(order.Uint32(b[24:])),
		root:     order.Uint64(b[32:]),
		freelist: order.Uint64(b[48:]),
		pages:    order.Uint64(b[56:]),
		txid:     order.Uint64(b[64:]),
	}, nil
}

// sound says whether the meta's own figures fit each other and the file.
//
// A file shorter than its high-water mark is refused here, before bbolt maps
// it: bbolt compares nothing (DB.mmap maps a power of two, whatever the size),
// and touching a mapped page beyond the end of the file is no panic but
// SIGBUS, the end of the process.
func (m meta) sound(size int64) error {
	switch {
	case m.pageSize < minPageSize || m.pageSize > maxPageSize || m.pageSize&(m.pageSize-1) != 0:
		return fmt.Errorf("%w: page size %d", ErrDamaged, m.pageSize)
	case m.pages < 4 || m.pages > uint64(size)/m.pageSize:
		return fmt.Errorf("%w: cut off: %d bytes hold fewer than %d pages", ErrDamaged, size, m.pages)
	case m.freelist == noFreelist: // ours always has one; and bbolt would write it at once
		return fmt.Errorf("%w: no list of free pages", ErrForeign)
	}
	return nil
}
