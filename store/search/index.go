package search

import "sync"

// A Doc is one record as the index sees it.
type Doc struct {
	ID   uint64   // the caller's, any value
	Name []string // short fields, the most telling one first: name, organisation, e-mail, role, topics, codes
	Text string   // running text, found by its words' stems
}

// A Hit is a record found, with how well: see Literal and Near.
type Hit struct {
	ID    uint64
	Score float64 // 0 to 1
}

// Index finds records by a few hasty words. Safe for concurrent use: searches
// run beside each other, a change waits for those that have begun.
//
// A record gets the next ordinal. Each word has a list of postings (ordinal
// and where in the record), ascending since ordinals only grow. A record that
// is replaced or deleted leaves its ordinal dead, to be skipped, until there
// are so many dead that everything is packed anew.
type Index struct {
	mu       sync.RWMutex
	dict     dictionary
	ids      []uint64          // by ordinal
	dead     []bool            // by ordinal
	ordinals map[uint64]uint32 // by ID, the living only
	scratch  sync.Pool         // *board
}

// New returns an empty index.
func New() *Index {
	return &Index{dict: newDictionary(), ordinals: map[uint64]uint32{}}
}

// Put adds d, in place of any record with the same ID.
func (x *Index) Put(d Doc) {
	tokens := tokensOf(d)
	x.mu.Lock()
	defer x.mu.Unlock()
	x.bury(d.ID)
	ordinal := x.admit(d.ID)
	for _, t := range tokens {
		x.dict.post(x.dict.intern(t.word), ordinal, t.place)
	}
	x.tidy()
}

// Delete forgets a record; a missing one is no error.
func (x *Index) Delete(id uint64) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.bury(id)
	x.tidy()
}

// Len counts the records.
func (x *Index) Len() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return len(x.ordinals)
}

func (x *Index) admit(id uint64) (ordinal uint32) {
	ordinal = uint32(len(x.ids))
	x.ids = append(x.ids, id)
	x.dead = append(x.dead, false)
	x.ordinals[id] = ordinal
	return ordinal
}

func (x *Index) bury(id uint64) {
	if ordinal, ok := x.ordinals[id]; ok {
		x.dead[ordinal] = true
		delete(x.ordinals, id)
	}
}

// tidy packs the index when a quarter of it is dead, so that a record changed
// a million times takes the room of a few, and each change pays its share.
func (x *Index) tidy() {
	living := len(x.ordinals)
	if dead := len(x.ids) - living; dead >= 1000 && dead >= living/4 {
		x.pack()
	}
}

func (x *Index) pack() {
	moved := make([]uint32, len(x.ids)) // old ordinal to new; gone stays
	ids := make([]uint64, 0, len(x.ordinals))
	for old, id := range x.ids {
		moved[old] = gone
		if !x.dead[old] {
			moved[old] = uint32(len(ids))
			x.ordinals[id] = uint32(len(ids))
			ids = append(ids, id)
		}
	}
	x.ids, x.dead = ids, make([]bool, len(ids))
	x.dict = x.dict.packed(moved)
}
