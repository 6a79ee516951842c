package store

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"utblick/store/engine/bolt"
)

// officeDir is the folder of a store with 100,000 contacts.
func officeDir(tb testing.TB) string {
	tb.Helper()
	office.once.Do(func() {
		if office.dir, office.err = os.MkdirTemp("", "utblick-office"); office.err == nil {
			office.err = fillOffice(office.dir, 100_000)
		}
	})
	if office.err != nil {
		tb.Fatal(office.err)
	}
	return office.dir
}

func fillOffice(dir string, contacts int) error {
	e, err := bolt.Open(dir, bolt.Options{NoSync: true})
	if err != nil {
		return err
	}
	s, err := Open(context.Background(), e, Needs{Now: func() time.Time { return time.Unix(1.8e9, 0) }, Point: points.MatchString})
	if err != nil {
		return err
	}
	for n := 0; n < contacts && err == nil; n += 500 {
		err = s.Update(context.Background(), By{Person: fmt.Sprint("person", n/500%5)}, func(tx *Tx) error {
			for i := n; i < min(n+500, contacts); i++ {
				c := madeUp(i)
				if err := tx.AddContact(&c); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err != nil {
		return err
	}
	return s.Close()
}

// BenchmarkSearch100k must stay under 5 ms.
func BenchmarkSearch100k(b *testing.B) {
	h := openOffice(b)
	for _, query := range []string{"mikko lahtinen", "laht", "m", "lathinen", "oulu energi", "kontakt77777@example.fi", "040 0077", "finns inte", "vilka känner vi i oulu"} {
		b.Run("query="+strings.ReplaceAll(query, " ", "_"), func(b *testing.B) {
			for b.Loop() {
				h.find(query)
			}
		})
	}
}

// BenchmarkFindDuplicate100k is what a person waits for before a new contact
// is saved, and others meanwhile.
func BenchmarkFindDuplicate100k(b *testing.B) {
	h := openOffice(b)
	c := madeUp(77)
	c.Name, c.Email = c.Name+"x", ""
	for b.Loop() {
		h.look(func(tx *Tx) error { _, err := tx.Alike(c); return err })
	}
}

func BenchmarkList100k(b *testing.B) {
	h := openOffice(b)
	for name, f := range map[string]ContactFilter{
		"all": {}, "country": {Country: "FI"}, "country+topic": {Country: "FI", Topic: "energi"}, "owner": {Owner: "person1"},
		"organisation": {Organisation: "oulu"}, "everything": {Country: "FI", Topic: "energi", Point: "N5", Organisation: "energi", Owner: "person2"},
	} {
		b.Run("by="+name, func(b *testing.B) {
			for b.Loop() {
				h.look(func(tx *Tx) error {
					page, total, err := tx.Contacts(f, 0, 10)
					if len(page) == 0 {
						b.Error("an empty page of", total)
					}
					return err
				})
			}
		})
	}
}

// BenchmarkOpen100k opens the store and answers the first command, in a
// process of its own: under 1 s, and under 250 MB resident after it. With an
// empty store it stays under 40 MB.
func BenchmarkOpen100k(b *testing.B) { openInChild(b, officeDir(b)) }

func BenchmarkOpenEmpty(b *testing.B) { openInChild(b, b.TempDir()) }

const childDir = "UTBLICK_TEST_OPEN"

func openInChild(b *testing.B, dir string) {
	b.Helper()
	var took time.Duration
	sums := map[string]float64{}
	for b.Loop() {
		cmd := exec.Command(os.Args[0]) //nolint:gosec // this very program
		cmd.Env = append(os.Environ(), childDir+"="+dir)
		out, err := cmd.Output()
		if err != nil {
			b.Fatal(err)
		}
		var ms, resident, own float64
		if _, err := fmt.Sscan(string(out), &ms, &resident, &own); err != nil {
			b.Fatalf("%s: %v", out, err)
		}
		took += time.Duration(ms * float64(time.Millisecond))
		sums["ms/first"] += ms
		sums["MB-resident"] += resident
		sums["MB-own"] += own // without the pages of the store's file
	}
	for unit, sum := range sums {
		b.ReportMetric(sum/float64(b.N), unit)
	}
	b.ReportMetric(float64(took.Nanoseconds())/float64(b.N), "ns/op")
}

// child opens the store, answers one search, and prints milliseconds and
// megabytes.
func child(dir string) {
	start := time.Now()
	e, err := bolt.Open(dir, bolt.Options{})
	if err != nil {
		panic(err)
	}
	s, err := Open(context.Background(), e, Needs{Now: time.Now, Point: points.MatchString})
	if err != nil {
		panic(err)
	}
	err = s.View(context.Background(), func(tx *Tx) error {
		_, err := tx.Find("mikko lahtinen", Viewer{}, 10)
		return err
	})
	if err != nil {
		panic(err)
	}
	ms := since(start)
	<-s.loaded
	fmt.Println(ms, resident("VmRSS:"), resident("RssAnon:"))
	_ = s.Close()
}

// resident reads megabytes of the process's status; 0 where there is none.
func resident(field string) float64 {
	status, _ := os.ReadFile("/proc/self/status")
	for line := range bytes.Lines(status) {
		if rest, ok := bytes.CutPrefix(line, []byte(field)); ok {
			var kB float64
			_, _ = fmt.Sscan(string(rest), &kB)
			return kB / 1024
		}
	}
	return 0
}
