package bolt_test

import (
	"context"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"utblick/store/engine"
	"utblick/store/engine/bolt"
)

// One transaction as recording a contact makes it: the record and a history
// entry under rising keys, a dozen index entries under scattered ones; 14 keys,
// some 1.5 kB.
const (
	keysPerTx  = 14
	bytesPerTx = 1500
)

// contact calls put for each key of the nth transaction.
func contact(n uint64, put func(key, value []byte) error) error {
	var big [bytesPerTx]byte
	for i := range keysPerTx {
		key := fmt.Appendf(nil, "i%02d/%016x/%08x", i, scatter(n*keysPerTx+uint64(i)), n)
		value := big[:16]
		if i < 2 {
			key, value = fmt.Appendf(nil, "r%02d/%016x", i, n), big[:400]
		}
		if err := put(key, value); err != nil {
			return err
		}
	}
	return nil
}

// scatter spreads rising numbers over all of uint64, the same in every run.
func scatter(n uint64) uint64 {
	n = (n ^ n>>33) * 0xff51afd7ed558ccd
	return (n ^ n>>33) * 0xc4ceb9fe1a85ec53
}

// BenchmarkUpdate is to be read in one run: writers=1 against baseline=bbolt,
// writers=64 against baseline=group.
func BenchmarkUpdate(b *testing.B) {
	for _, writers := range []int{1, 64} {
		b.Run(fmt.Sprintf("writers=%d", writers), func(b *testing.B) {
			measure(b, writers, ours(b))
		})
	}
	b.Run("baseline=bbolt", func(b *testing.B) { measure(b, 1, raw(b)) })
	b.Run("baseline=group", func(b *testing.B) { measure(b, 64, group(b)) })
}

// BenchmarkRatio says it in one figure, 1 being as fast as the baseline. The
// two take turns, and the middle turn counts, since a disk has moods.
func BenchmarkRatio(b *testing.B) {
	b.Run("writers=1", func(b *testing.B) { ratio(b, 1, 20, ours(b), raw(b)) })
	b.Run("writers=64", func(b *testing.B) { ratio(b, 64, 640, ours(b), group(b)) })
}

func measure(b *testing.B, writers int, update func(n uint64) error) {
	b.ResetTimer()
	hammer(b, writers, 0, b.N, update)
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "tx/s")
}

func ratio(b *testing.B, writers, each int, ours, base func(n uint64) error) {
	var turns [2][]time.Duration
	for turn := range b.N {
		for i, update := range []func(uint64) error{ours, base} {
			began := time.Now()
			hammer(b, writers, uint64(turn*each), each, update)
			turns[i] = append(turns[i], time.Since(began))
		}
	}
	b.ReportMetric(float64(middle(turns[1]))/float64(middle(turns[0])), "ratio")
}

func middle(d []time.Duration) time.Duration {
	slices.Sort(d)
	return d[len(d)/2]
}

func ours(b *testing.B) func(n uint64) error {
	e, err := bolt.Open(b.TempDir(), bolt.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = e.Close() })
	return func(n uint64) error {
		return e.Update(context.Background(), func(w engine.Writer) error { return contact(n, w.Put) })
	}
}

// hammer shares total transactions among writers.
func hammer(b *testing.B, writers int, from uint64, total int, update func(n uint64) error) {
	var next atomic.Uint64
	var all sync.WaitGroup
	for range writers {
		all.Go(func() {
			for n := next.Add(1); n <= uint64(total); n = next.Add(1) {
				if err := update(from + n); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
}

var bucket = []byte("kv")

func openRaw(b *testing.B) *bbolt.DB {
	db, err := bbolt.Open(filepath.Join(b.TempDir(), "raw.db"), 0o600, nil)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	err = db.Update(func(tx *bbolt.Tx) error {
		_, err := tx.CreateBucket(bucket)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return db
}

// raw is bbolt's Update alone.
func raw(b *testing.B) func(n uint64) error {
	db := openRaw(b)
	return func(n uint64) error {
		return db.Update(func(tx *bbolt.Tx) error { return contact(n, tx.Bucket(bucket).Put) })
	}
}

// group is the bare loop: one goroutine, one Update for all that wait.
func group(b *testing.B) func(n uint64) error {
	type job struct {
		n    uint64
		done chan error
	}
	db, queue := openRaw(b), make(chan job, 256)
	var loop sync.WaitGroup
	loop.Go(func() {
		for first := range queue {
			jobs := []job{first}
			for len(queue) > 0 {
				jobs = append(jobs, <-queue)
			}
			err := db.Update(func(tx *bbolt.Tx) error {
				for _, j := range jobs {
					if err := contact(j.n, tx.Bucket(bucket).Put); err != nil {
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
	b.Cleanup(func() { close(queue); loop.Wait() })
	return func(n uint64) error {
		j := job{n, make(chan error, 1)}
		queue <- j
		return <-j.done
	}
}

// BenchmarkScan reads 100,000 keys of 500 bytes, copies and all.
func BenchmarkScan(b *testing.B) {
	e := filled(b, b.TempDir(), 100_000)
	b.ResetTimer()
	for range b.N {
		keys := 0
		err := e.View(context.Background(), func(r engine.Reader) error {
			return r.Scan(engine.Range{}, func(_, _ []byte) error { keys++; return nil })
		})
		if err != nil || keys != 100_000 {
			b.Fatal(keys, err)
		}
	}
}

// BenchmarkOpen opens a store of 100,000 records (1.4 million keys).
func BenchmarkOpen(b *testing.B) {
	dir := b.TempDir()
	e := records(b, dir, 100_000)
	_ = e.Close()
	b.ResetTimer()
	for range b.N {
		e, err := bolt.Open(dir, bolt.Options{})
		if err != nil {
			b.Fatal(err)
		}
		_ = e.Close()
	}
	if info, err := os.Stat(filepath.Join(dir, bolt.FileName)); err == nil {
		b.ReportMetric(float64(info.Size())/(1<<20), "MB")
	}
}

func filled(tb testing.TB, dir string, keys uint64) *bolt.Engine {
	value := make([]byte, 500)
	return load(tb, dir, keys, func(w engine.Writer, n uint64) error {
		return w.Put(binary.BigEndian.AppendUint64(nil, n), value)
	})
}

func records(tb testing.TB, dir string, n uint64) *bolt.Engine {
	return load(tb, dir, n, func(w engine.Writer, n uint64) error { return contact(n, w.Put) })
}

func load(tb testing.TB, dir string, total uint64, put func(w engine.Writer, n uint64) error) *bolt.Engine {
	e, err := bolt.Open(dir, bolt.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = e.Close() })
	for n := uint64(0); n < total; {
		err := e.Update(context.Background(), func(w engine.Writer) error {
			for end := min(n+1000, total); n < end; n++ {
				if err := put(w, n); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			tb.Fatal(err)
		}
	}
	return e
}
