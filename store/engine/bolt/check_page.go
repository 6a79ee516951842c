package bolt

import "bytes"

// A page that was read, with its overflow.
type page struct {
	flags uint16
	count int
	bytes []byte // from the page's beginning; valid until the next read
}

// An element is one key on a page: of a leaf with its value, of a branch with
// the page below.
type element struct {
	flags      uint32
	key, value []byte
	child      uint64
}

const (
	elementSize = 16
	bucketFlag  = 1 // the value is a bucket's header
)

// element reads the ith one. Where its bytes stand is counted from itself.
func (p page) element(i int) (e element, err error) {
	at := pageHeader + elementSize*i
	if at+elementSize > len(p.bytes) {
		return e, damaged("%d elements do not fit their page", p.count)
	}
	head := p.bytes[at:]
	var start, key, value uint64
	if p.flags == flagBranch {
		start, key, e.child = uint64(order.Uint32(head)), uint64(order.Uint32(head[4:])), order.Uint64(head[8:])
	} else {
		e.flags, start = order.Uint32(head), uint64(order.Uint32(head[4:]))
		key, value = uint64(order.Uint32(head[8:])), uint64(order.Uint32(head[12:]))
	}
	if key == 0 || start+key+value > uint64(len(head)) {
		return e, damaged("element %d reaches beyond its page", i)
	}
	e.key, e.value = head[start:start+key], head[start+key:start+key+value]
	return e, nil
}

// rising visits the elements and checks that their keys rise within the bounds
// that the page's parent gave it.
func (p page) rising(within child, visit func(element) error) error {
	last := within.low
	for i := range p.count {
		e, err := p.element(i)
		if err != nil {
			return err
		}
		if c := bytes.Compare(e.key, last); c < 0 || c == 0 && i > 0 {
			return damaged("keys of page %d out of order", within.id)
		}
		if err := visit(e); err != nil {
			return err
		}
		last = e.key
	}
	if p.count > 0 && within.high != nil && bytes.Compare(last, within.high) >= 0 {
		return damaged("keys of page %d beyond their bound", within.id)
	}
	return nil
}

// plain refuses a bucket within our buckets, where only keys are.
func plain(e element) error {
	if e.flags != 0 {
		return damaged("flags %#x on a key", e.flags)
	}
	return nil
}
