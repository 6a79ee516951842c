package bolt

const (
	firstChunk = 2 << 10 // what is as large gets an allocation of its own
	lastChunk  = 32 << 10
)

// copies takes bytes out of the page cache into memory of our own. One
// allocation serves many small copies (a scan makes two per key); a copy is
// cut to its length, so that appending to one cannot reach its neighbour.
type copies struct {
	free []byte
	next int // size of the next chunk
}

func (c *copies) of(b []byte) []byte {
	if len(b) >= firstChunk {
		return append(make([]byte, 0, len(b)), b...)
	}
	if len(b) >= len(c.free) { // also the first time, so that no copy is nil
		c.next = min(max(2*c.next, firstChunk), lastChunk)
		c.free = make([]byte, c.next)
	}
	n := copy(c.free, b)
	out := c.free[:n:n]
	c.free = c.free[n:]
	return out
}
