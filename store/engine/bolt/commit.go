package bolt

import (
	"cmp"
	"context"
	"errors"
	"runtime"
	"runtime/debug"

	"go.etcd.io/bbolt"

	"utblick/store/engine"
)

const (
	// roundBytes is what one commit carries at most before the rest waits for
	// the next; it bounds memory, since bbolt holds a transaction's pages in it.
	roundBytes = 16 << 20
	// roundRestarts is how often one round is begun anew without a closure that
	// failed; after that it only takes those who came before the failing one,
	// so that many failing writers cost each other no more than a few runs.
	roundRestarts = 3
)

var (
	errSpoiled = errors.New("bolt: a closure failed after writing")
	errNothing = errors.New("bolt: nothing was written")
)

// A job is one Update in the queue. Its closure runs on its caller's goroutine
// when the committer hands it the turn: so a panic there shows the caller's
// stack, a Goexit (t.FailNow) ends the right goroutine, and neither can take
// the committer down.
type job struct {
	ctx  context.Context
	fn   func(engine.Writer) error
	turn chan *writer  // taking it begins the closure
	gone chan struct{} // closed by a caller that takes no more turns
	ran  chan error    // how the closure ended
	done chan error    // how the transaction ended
	err  error         // the closure's own, for after the commit
}

func newJob(ctx context.Context, fn func(engine.Writer) error) *job {
	return &job{
		ctx: ctx, fn: fn,
		turn: make(chan *writer), gone: make(chan struct{}),
		ran: make(chan error), done: make(chan error, 1),
	}
}

// wait is the caller's side.
func (j *job) wait() error {
	cancelled := j.ctx.Done()
	for {
		select {
		case w := <-j.turn:
			cancelled = nil
			j.run(w)
		case err := <-j.done:
			return err
		case <-cancelled:
			close(j.gone)
			return j.ctx.Err()
		}
	}
}

func (j *job) run(w *writer) {
	err := errPanicked
	defer func() {
		w.over = true
		if err == errPanicked { //nolint:errorlint // our own, and never wrapped
			close(j.gone) // this caller takes no second turn
		}
		j.ran <- err
	}()
	defer faults()()
	err = j.fn(w)
}

var errPanicked = errors.New("bolt: the closure panicked")

// take is the committer's side: it gives the turn away and gets it back.
func (j *job) take(w *writer) (ran bool) {
	select {
	case j.turn <- w:
		err := <-j.ran // before w.failed is looked at
		j.err = cmp.Or(err, w.failed)
		return true
	case <-j.gone:
		return false
	}
}

// commitAll is the committer: as long as there are jobs it takes all that wait
// and commits them together.
func (e *Engine) commitAll() {
	defer close(e.stopped)
	debug.SetPanicOnFault(true)
	for first := range e.queue {
		jobs := e.gather(first)
		for len(jobs) > 0 {
			jobs = e.commit(jobs)
		}
	}
}

// gather takes what waits and never waits itself. Those whom the last commit
// has just released come back with their next job at once, if they are let run.
func (e *Engine) gather(first *job) []*job {
	runtime.Gosched()
	jobs := []*job{first}
	for len(jobs) < cap(e.queue) {
		select {
		case j, open := <-e.queue:
			if !open {
				return jobs
			}
			jobs = append(jobs, j)
		default:
			return jobs
		}
	}
	return jobs
}

// commit runs jobs as one transaction and tells each how it ended; it returns
// those that must go into the next one.
//
// A closure that fails before it wrote has harmed nobody. One that fails after
// it wrote spoils the round, since bbolt cannot take back a part: the others
// run again without it. Every answer waits for the commit, an error as well,
// for it may have been decided on what the others of the round had written.
func (e *Engine) commit(jobs []*job) (rest []*job) {
	var spoilers []*job
	for {
		r := round{jobs: jobs}
		err := e.transact(r.run)
		if r.spoiler < 0 || !errors.Is(err, errSpoiled) {
			tell(append(spoilers, jobs[:len(jobs)-len(r.rest)]...), err)
			return append(r.rest, rest...)
		}
		spoilers = append(spoilers, jobs[r.spoiler])
		before, after := jobs[:r.spoiler], jobs[r.spoiler+1:]
		if len(spoilers) > roundRestarts {
			jobs, rest = before, append(after[:len(after):len(after)], rest...)
		} else {
			jobs = append(before[:len(before):len(before)], after...)
		}
	}
}

func tell(jobs []*job, err error) {
	for _, j := range jobs {
		j.done <- cmp.Or(err, j.err)
	}
}

// A round is one try at one transaction.
type round struct {
	jobs    []*job
	rest    []*job // for whom there was no room
	spoiler int    // index of the job that failed after writing
}

func (r *round) run(tx *bbolt.Tx) error {
	r.spoiler = -1
	kv, seq, bytes, writes := tx.Bucket(bucketKV), tx.Bucket(bucketSeq), 0, 0
	kv.FillPercent = fillPercent
	shared := new(copies)
	for i, j := range r.jobs {
		w := &writer{reader: reader{ctx: j.ctx, kv: kv, copies: shared}, seq: seq}
		if !j.take(w) {
			continue
		}
		if j.err != nil && w.writes > 0 {
			r.spoiler = i
			return errSpoiled
		}
		writes += w.writes
		if bytes += w.bytes; bytes > roundBytes {
			r.rest = r.jobs[i+1:]
			break
		}
	}
	if writes == 0 {
		return errNothing
	}
	return nil
}
