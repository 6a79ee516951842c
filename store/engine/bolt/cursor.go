package bolt

import (
	"bytes"

	"go.etcd.io/bbolt"

	"utblick/store/engine"
)

// A cursor walks one range and hands out copies.
type cursor struct {
	*reader
	at   *bbolt.Cursor
	rg   engine.Range
	last []byte // where it stands; nil before the first step
}

func newCursor(r *reader, rg engine.Range) *cursor {
	return &cursor{reader: r, rg: rg}
}

// step returns nil at the range's end.
func (c *cursor) step() (key, value []byte, err error) {
	defer guard(&err)
	k, v := c.move()
	if k == nil || c.outside(k) {
		return nil, nil, nil
	}
	c.last = c.copies.of(k)
	return c.last, c.copies.of(v), nil
}

func (c *cursor) move() (k, v []byte) {
	first := c.at == nil
	if first {
		c.at = c.kv.Cursor()
	}
	switch {
	case !first && c.rg.Reverse:
		return c.back()
	case !first:
		return c.at.Next()
	case !c.rg.Reverse:
		return c.at.Seek(c.rg.From)
	case len(c.rg.To) == 0:
		return c.end()
	}
	if k, _ := c.at.Seek(c.rg.To); k == nil {
		return c.end()
	}
	return c.back()
}

// Pages that a transaction empties stay in its tree until it commits. bbolt's
// cursor (v1.5.0) skips them on its way forward only: Prev answers nil there as
// if all were over, and Last never returns when no other page is left. So for
// a writer the bucket's first key is asked as well; that one is always right.

// end is Last.
func (c *cursor) end() (k, v []byte) {
	if c.kv.Writable() && c.first() == nil {
		return nil, nil
	}
	return c.at.Last()
}

// back is Prev; where it stopped too early another Prev goes on.
func (c *cursor) back() (k, v []byte) {
	if k, v = c.at.Prev(); k != nil || !c.kv.Writable() {
		return k, v
	}
	from := c.last
	if from == nil {
		from = c.rg.To
	}
	if first := c.first(); first == nil || bytes.Compare(first, from) >= 0 {
		return nil, nil
	}
	for k == nil {
		k, v = c.at.Prev()
	}
	return k, v
}

func (c *cursor) first() []byte {
	k, _ := c.kv.Cursor().First()
	return k
}

func (c *cursor) outside(k []byte) bool {
	if c.rg.Reverse {
		return bytes.Compare(k, c.rg.From) < 0
	}
	return len(c.rg.To) > 0 && bytes.Compare(k, c.rg.To) >= 0
}
