package store

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"utblick/store/engine"
	"utblick/store/engine/bolt"
)

// BenchmarkRecordContact is to be read in one run: writers=1 against
// baseline=bbolt (at least 0.7 of its speed), writers=64 against
// baseline=group (at least 0.5). The baselines write the very keys and bytes
// that recording the same contacts does; "ours/raw" is the ratio of speeds.
func BenchmarkRecordContact(b *testing.B) {
	took := map[int]float64{}
	for _, writers := range []int{1, 64} {
		b.Run(fmt.Sprintf("writers=%d", writers), func(b *testing.B) {
			e, err := bolt.Open(b.TempDir(), bolt.Options{})
			if err != nil {
				b.Fatal(err)
			}
			s := reopen(b, e, newClock(b))
			defer s.Close()
			hammer(b, writers, func(n int) error { return recordContact(s, n) })
			took[writers] = b.Elapsed().Seconds() / float64(b.N)
		})
		name := map[int]string{1: "baseline=bbolt", 64: "baseline=group"}[writers]
		b.Run(name, func(b *testing.B) {
			db := rawDB(b)
			update, stop := db.Update, func() {}
			if writers > 1 {
				update, stop = group(db)
			}
			defer stop()
			puts := traced(b, b.N)
			hammer(b, writers, func(n int) error { return update(puts[n].replay) })
			b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)/took[writers], "ours/raw")
			b.ReportMetric(float64(len(puts[b.N-1])), "keys/op")
			b.ReportMetric(float64(puts[b.N-1].bytes()), "B-written/op")
		})
	}
}

// recordContact is one person's event that records a contact.
func recordContact(s *Store, n int) error {
	by := By{Person: fmt.Sprint("person", n%5), Event: fmt.Sprintf("Ev%08X", n)}
	return s.Update(context.Background(), by, func(tx *Tx) error {
		c := madeUp(n)
		return tx.AddContact(&c)
	})
}

// hammer shares b.N calls among writers.
func hammer(b *testing.B, writers int, do func(n int) error) {
	var next atomic.Int64
	var all sync.WaitGroup
	b.ResetTimer()
	for range writers {
		all.Go(func() {
			for n := int(next.Add(1)); n <= b.N; n = int(next.Add(1)) {
				if err := do(n - 1); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
	b.StopTimer()
}

// A trace is what one transaction wrote.
type trace []written

type written struct {
	bucket, key string
	value       []byte // nil: deleted
}

func (t trace) bytes() (n int) {
	for _, w := range t {
		n += len(w.key) + len(w.value)
	}
	return n
}

func (t trace) replay(tx *bbolt.Tx) error {
	for _, w := range t {
		bucket := tx.Bucket([]byte(w.bucket))
		var err error
		if w.value == nil {
			err = bucket.Delete([]byte(w.key))
		} else {
			err = bucket.Put([]byte(w.key), w.value)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// traced records contacts and tells what each wrote.
func traced(b *testing.B, n int) []trace {
	e, err := bolt.Open(b.TempDir(), bolt.Options{NoSync: true})
	if err != nil {
		b.Fatal(err)
	}
	t := &tracer{Engine: e}
	s := reopen(b, t, newClock(b))
	defer s.Close()
	t.all = nil
	for i := range n {
		if err := recordContact(s, i); err != nil {
			b.Fatal(err)
		}
	}
	return t.all
}

// A tracer notes what is written through it.
type tracer struct {
	engine.Engine
	all []trace
}

func (t *tracer) Update(ctx context.Context, fn func(engine.Writer) error) error {
	var w *tracedWriter
	err := t.Engine.Update(ctx, func(inner engine.Writer) error {
		w = &tracedWriter{Writer: inner}
		return fn(w)
	})
	t.all = append(t.all, w.trace)
	return err
}

type tracedWriter struct {
	engine.Writer
	trace trace
}

func (w *tracedWriter) Put(key, value []byte) error {
	w.trace = append(w.trace, written{"kv", string(key), append([]byte{}, value...)})
	return w.Writer.Put(key, value)
}

func (w *tracedWriter) Delete(key []byte) error {
	w.trace = append(w.trace, written{"kv", string(key), nil})
	return w.Writer.Delete(key)
}

func (w *tracedWriter) Next(name string) (uint64, error) {
	n, err := w.Writer.Next(name)
	w.trace = append(w.trace, written{"seq", name, []byte(seqKey(n))})
	return n, err
}

func rawDB(b *testing.B) *bbolt.DB {
	db, err := bbolt.Open(filepath.Join(b.TempDir(), "raw.db"), 0o600, nil)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	err = db.Update(func(tx *bbolt.Tx) error {
		if _, err := tx.CreateBucket([]byte("seq")); err != nil {
			return err
		}
		_, err := tx.CreateBucket([]byte("kv"))
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return db
}

// group is the bare loop: one goroutine, one Update for all that wait.
func group(db *bbolt.DB) (update func(func(*bbolt.Tx) error) error, stop func()) {
	type job struct {
		fn   func(*bbolt.Tx) error
		done chan error
	}
	queue := make(chan job, 256)
	var loop sync.WaitGroup
	loop.Go(func() {
		for first := range queue {
			jobs := []job{first}
			for len(queue) > 0 {
				jobs = append(jobs, <-queue)
			}
			err := db.Update(func(tx *bbolt.Tx) error {
				for _, j := range jobs {
					if err := j.fn(tx); err != nil {
						return err
					}
				}
				return nil
			})
			for _, j := range jobs {
				j.done <- err
			}
		}
	})
	update = func(fn func(*bbolt.Tx) error) error {
		j := job{fn, make(chan error, 1)}
		queue <- j
		return <-j.done
	}
	return update, func() { close(queue); loop.Wait() }
}

// madeUp is the nth contact of a made-up north.
func madeUp(n int) Contact {
	pick := func(salt int, from ...string) string {
		h := (uint64(n)<<8 + uint64(salt)) * 0x9e3779b97f4a7c15
		h = (h ^ h>>29) * 0xbf58476d1ce4e5b9
		return from[(h>>33)%uint64(len(from))]
	}
	first := pick(1, "Mikko", "Anna", "Åsa", "Jørgen", "Kari", "Päivi", "Björn", "Ingrid", "Märta", "Timo", "Siiri", "Lars", "Eeva", "Håkon")
	last := pick(2, "Lahti", "Virta", "Berg", "Lund", "Sjö", "Niemi", "Hägg", "Mäki", "Korho", "Öst", "Dal", "Sand", "Joki", "Salo") +
		pick(3, "nen", "ström", "mark", "sen", "son", "qvist", "la", "vik", "gren", "dahl")
	place := pick(4, "Oulu", "Piteå", "Luleå", "Tromsø", "Bodø", "Rovaniemi", "Kemi", "Umeå", "Skellefteå", "Narvik", "Haparanda", "Boden")
	return Contact{
		Name: first + " " + last, Organisation: place + " " + pick(5, "kommun", "kaupunki", "universitet", "region", "skola", "energi"),
		Role:  pick(6, "projektledare", "rektor", "utvecklare", "koordinator", "näringslivschef", "handläggare"),
		Email: fmt.Sprintf("kontakt%d@example.fi", n), Phone: fmt.Sprintf("+358 40 %07d", n),
		Country: pick(7, "FI", "NO", "SE", "DK", "DE"), Topics: []string{pick(8, "energi", "turism", "skola", "kultur", "gruvor", "miljö")},
		Points: []string{pick(9, "N1", "N2", "N3", "N4", "N5")},
	}
}

// office is the store of 100,000 contacts, made when first asked for.
var office = struct {
	once sync.Once
	dir  string
	err  error
}{}

func openOffice(b *testing.B) *house {
	b.Helper()
	e, err := bolt.Open(officeDir(b), bolt.Options{NoSync: true})
	if err != nil {
		b.Fatal(err)
	}
	c := newClock(b)
	h := &house{TB: b, clock: c, Store: reopen(b, e, c)}
	b.Cleanup(func() { _ = h.Close() })
	<-h.loaded
	return h
}

func since(t time.Time) float64 { return time.Since(t).Seconds() * 1000 }
