package bolt

import (
	"cmp"
	"runtime"
	"slices"
	"sync"
)

// A child is what a branch says of a page below it: low <= key < high, where
// nil is no bound.
type child struct {
	id        uint64
	low, high []byte
}

// tree checks a bucket level by level.
func (c *checker) tree(root uint64) (err error) {
	level := []child{{id: root}}
	for len(level) > 0 && err == nil {
		level, err = c.level(level)
	}
	return err
}

// level checks the pages of one level, which must be of one kind, and returns
// those of the level below. They are shared among the processors in the file's
// order, which disks like.
func (c *checker) level(pages []child) (below []child, err error) {
	const least = 64 // what is worth a goroutine
	slices.SortFunc(pages, func(a, b child) int { return cmp.Compare(a.id, b.id) })
	shares := slices.Collect(slices.Chunk(pages, max(least, 1+len(pages)/runtime.GOMAXPROCS(0))))
	found := make([]share, len(shares))
	var all sync.WaitGroup
	for i, pages := range shares {
		all.Go(func() { found[i].check(c, pages) })
	}
	all.Wait()
	for _, f := range found {
		if f.err != nil {
			return nil, f.err
		}
		if f.kind != found[0].kind {
			return nil, damaged("leaves and branches side by side")
		}
		below = append(below, f.below...)
	}
	return below, nil
}

// A share is what one processor found in its part of a level.
type share struct {
	kind  uint16
	below []child
	err   error
}

func (s *share) check(c *checker, pages []child) {
	defer guard(&s.err)
	var buf []byte
	var keys copies
	for i, at := range pages {
		p, err := c.read(at.id, &buf)
		if i == 0 {
			s.kind = p.flags
		}
		switch {
		case err != nil:
		case p.flags == flagLeaf && s.kind == flagLeaf:
			err = p.rising(at, plain)
		case p.flags == flagBranch && s.kind == flagBranch && p.count > 0:
			err = s.branch(p, at, &keys)
		default:
			err = damaged("page %d is no part of the tree", at.id)
		}
		if err != nil {
			s.err = err
			return
		}
	}
}

// branch notes the children of a page, each ending where the next begins.
func (s *share) branch(p page, at child, keys *copies) error {
	first := len(s.below)
	err := p.rising(at, func(e element) error {
		s.below = append(s.below, child{id: e.child, low: keys.of(e.key)})
		return nil
	})
	for i := first; i < len(s.below); i++ {
		s.below[i].high = at.high
		if i+1 < len(s.below) {
			s.below[i].high = s.below[i+1].low
		}
	}
	return err
}
