package engine

import (
	"context"
	"errors"
)

var (
	// ErrStop, returned by a Scan's visit function, ends the scan without an error.
	ErrStop = errors.New("engine: stop scanning")
	// ErrClosed is returned by a call on an engine that was closed.
	ErrClosed = errors.New("engine: closed")
	// ErrTooLarge is returned when a key, a value or a whole transaction is over the bounds.
	ErrTooLarge = errors.New("engine: transaction too large")
	// ErrFull is returned when the disk (or the quota) is full; nothing of the transaction was kept.
	ErrFull = errors.New("engine: no space left")
)

// Bounds every engine accepts and store keeps to.
const (
	MaxKey      = 512     // bytes in a key
	MaxValue    = 1 << 20 // bytes in a value
	MaxTxBytes  = 4 << 20 // bytes of keys and values written in one transaction
	MaxTxWrites = 20_000  // Puts and Deletes in one transaction
)

// An Engine keeps ordered keys. Both closures may run more than once (a
// conflict with another writer, a lost leader), so they only read, write and
// set variables that a new run sets again. Transactions are serializable: they
// end as if they had run one after another. Safe for concurrent use; but a
// closure that waits for an Update may wait for ever.
//
// An error from fn comes back as it is and a panic goes on in the caller; in
// both cases nothing is kept. When ctx is done before fn begins, its error is
// returned. Otherwise an error that is none of those above leaves open whether
// an Update was kept.
type Engine interface {
	// View runs fn on one consistent snapshot.
	View(ctx context.Context, fn func(Reader) error) error
	// Update runs fn and commits what it wrote. It returns nil only when that
	// survives kill -9 and power loss.
	Update(ctx context.Context, fn func(Writer) error) error
	// Close waits for running transactions. A second call does nothing.
	Close() error
}

// A Reader reads within one transaction and must not be used after it.
// What it returns is the caller's to keep: a copy, never the engine's memory.
type Reader interface {
	// Get returns nil without an error when there is no such key, and an empty
	// slice for an empty value.
	Get(key []byte) ([]byte, error)
	// Scan visits the keys of r in order (or in reverse) until visit returns
	// an error; ErrStop ends the scan and is not passed on. visit may not write.
	Scan(r Range, visit func(key, value []byte) error) error
}

// A Writer also writes. Its own writes are visible to its reads. It copies what
// it is given. Once it has returned an error, Update keeps nothing and returns
// one too, even if fn overlooks it.
type Writer interface {
	Reader
	// Put sets a key. An empty key is refused.
	Put(key, value []byte) error
	// Delete of a missing key does nothing.
	Delete(key []byte) error
	// Next gives 1, 2, 3 … per name; a number given in a transaction that was
	// committed is never given again, also after its record was deleted. One
	// that was rolled back may be given again or skipped.
	Next(name string) (uint64, error)
}

// Range is the keys From <= key < To; an empty To means to the end.
type Range struct {
	From, To []byte
	Reverse  bool
}

// Prefix is the range of all keys that begin with p.
func Prefix(p []byte) Range {
	to := append([]byte(nil), p...)
	for i := len(to) - 1; i >= 0; i-- {
		if to[i] < 0xff {
			to[i]++
			return Range{From: p, To: to[:i+1]}
		}
	}
	return Range{From: p}
}
