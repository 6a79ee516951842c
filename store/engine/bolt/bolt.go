// Package bolt is the engine in one file, utblick.db in the data folder, over
// bbolt: what a house with one bot runs on. In: the closures of store. Out:
// their reads as copies, their writes on disk. Never: lets two processes share
// a folder, writes to a file it has not found sound, waits to fill a batch.
//
// Writers queue and one goroutine commits all that wait in one go, because a
// commit costs two flushes of the disk however much it carries (see commit.go).
package bolt

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"go.etcd.io/bbolt"

	"utblick/store/engine"
)

// FileName is the store's file within its folder.
const FileName = "utblick.db"

// Options say who opens the folder, for a second process to be told.
// The zero value is fine for a test.
type Options struct {
	Program string    // as a person would know it: "utblick serve"
	Since   time.Time // when it started
	// NoSync is for tests, which commit often and meet no power loss: what was
	// acknowledged still survives kill -9.
	NoSync bool
}

var _ engine.Engine = (*Engine)(nil)

// Engine is one open file.
type Engine struct {
	path    string
	claim   *os.File
	noSync  bool
	db      atomic.Pointer[bbolt.DB]
	mapping sync.Mutex // held while db is replaced

	mu      sync.Mutex // guards closed, and running against a Wait that has begun
	closed  bool
	running sync.WaitGroup // Views and Updates that were let in
	closing sync.Once

	queue   chan *job
	stopped chan struct{}         // closed when the committer has ended
	broken  atomic.Pointer[error] // what everyone is answered, once it is set
	stuck   atomic.Bool           // bbolt's locks may be held for ever
}

// Open opens the store in dir, which it makes if need be (0700, the file 0600).
// Returned when it cannot: *LockedError, or an error that wraps ErrDamaged,
// ErrForeign, ErrReadOnly or engine.ErrFull. It then has changed nothing that
// was there.
func Open(dir string, opts Options) (*Engine, error) {
	e, err := open(dir, opts)
	if err != nil {
		if readOnly(err) {
			err = fmt.Errorf("%w: %w", ErrReadOnly, err)
		}
		return nil, fmt.Errorf("open store in %s: %w", dir, full(err))
	}
	return e, nil
}

func open(dir string, opts Options) (*Engine, error) {
	if err := os.MkdirAll(dir, 0o700); errors.Is(err, syscall.ENOTDIR) {
		return nil, fmt.Errorf("%w: %w", ErrForeign, err)
	} else if err != nil {
		return nil, err
	}
	held, err := claim(dir, opts)
	if err != nil {
		return nil, err
	}
	path := filepath.Join(dir, FileName)
	db, err := openFile(path, opts)
	if err != nil {
		return nil, errors.Join(err, release(held))
	}
	e := &Engine{path: path, claim: held, noSync: opts.NoSync, queue: make(chan *job, 256), stopped: make(chan struct{})}
	e.db.Store(db)
	go e.commitAll()
	return e, nil
}

// View runs fn on the caller's goroutine, on the last committed state. A View
// holds no writer up, but pages that it may still read are not reused, so a
// long one makes the file grow.
func (e *Engine) View(ctx context.Context, fn func(engine.Reader) error) error {
	if err := e.enter(ctx); err != nil {
		return err
	}
	defer e.running.Done()
	defer faults()()
	tx, err := e.begin()
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // of a read: it only lets go
	r := &reader{ctx: ctx, copies: new(copies)}
	defer func() { r.over = true }()
	if r.kv, err = bucketOf(tx); err != nil {
		return err
	}
	return fn(r)
}

func bucketOf(tx *bbolt.Tx) (kv *bbolt.Bucket, err error) {
	defer guard(&err)
	if kv = tx.Bucket(bucketKV); kv == nil {
		return nil, damaged("no bucket %s", bucketKV)
	}
	return kv, nil
}

// Update runs fn on the caller's goroutine when its turn has come, and returns
// when the commit that carries it is on disk. A panic in fn, or a Goexit, goes
// on in the caller and nothing of fn is kept. Until its turn comes, ctx can
// call it off; after that the answer is waited for.
func (e *Engine) Update(ctx context.Context, fn func(engine.Writer) error) error {
	if err := e.enter(ctx); err != nil {
		return err
	}
	defer e.running.Done()
	j := newJob(ctx, fn)
	select {
	case e.queue <- j:
		return j.wait()
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Close lets in nobody more, waits for those inside, writers in the queue
// among them, and gives the folder up. It must not be called from a closure.
func (e *Engine) Close() (err error) {
	e.closing.Do(func() { err = e.close() })
	return err
}

func (e *Engine) close() error {
	e.mu.Lock()
	e.closed = true
	e.mu.Unlock()
	e.running.Wait()
	close(e.queue)
	<-e.stopped
	if e.stuck.Load() {
		// bbolt's Close would wait for its locks; the system closes the file
		// when the process ends.
		return release(e.claim)
	}
	return errors.Join(e.db.Load().Close(), release(e.claim))
}

func (e *Engine) enter(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := e.broken.Load(); err != nil {
		return *err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		return engine.ErrClosed
	}
	e.running.Add(1)
	return nil
}

// faults makes the read of a page that is no longer in the file (someone cut
// it off while we run) a panic instead of the process's end, on this goroutine
// until the returned function is called.
func faults() (restore func()) {
	before := debug.SetPanicOnFault(true)
	return func() { debug.SetPanicOnFault(before) }
}
