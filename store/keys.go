package store

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"strings"
	"time"

	"utblick/store/engine"
)

// Every key's shape, in one table. REF is Ref.key: a letter and eight bytes;
// SEQ (the number of a change) and TIME are eight bytes, big end first; MOMENT
// is SEQ and two bytes that count within the change. CODE is as it's written.
//
//	m/schema                      schema version
//	m/change                      the number of the last change
//	m/made/PERSON                 how many changes a person has made
//	m/migrated                    how far the migration to the next one has come
//	r/REF                         a record, as JSON
//	s/REF                         what search needs of it, so that opening reads no whole records
//	i/KIND/INDEX/VALUE 0x00 REF   a secondary index: nothing in the value
//	n/REF/MOMENT                  a note on a record
//	h/REF/MOMENT                  a history entry
//	l/CODE 0x00 REF               REF mentions CODE (of a record or a plan point)
//	t/REF/CODE                    the same, the other way: what REF mentions
//	p/PERSON                      a person's settings
//	log/SEQ                       which records a change touched; search follows it
//	undo/PERSON                   how to take back a person's last change
//	undoat/TIME/PERSON            when that is to be forgotten
//	seen/DAY/EVENT                events whose change is committed
//	m/house                       what administrators chose for all
//	m/overview                    when the team's next overview is planned for
//	m/planned                     by which calendar the reminders were planned
//	m/latest                      the latest time that the clock has shown
//	plan/REF                      a task's plan: the next reminder of each stream, and what has been
//	due/TIME REF STREAM           a reminder, where the scheduler finds it
//	held/PERSON 0x00 KEY          word that waits for a person, by its key under due
//	again/WHOM                    whose reminders are to be planned anew, and how far that has come
//	out/TO 0x00 KEY               a message on its way, frozen; those to one go in order
//	lane/TO                       how the way to one is: the next try, how many failed
//	try/TIME TO                   when that next try is
//	done/KEY                      a message that was posted, for a while
//	shown/REF 0x00 TO             the last one that shows a task
//	stale/TIME KEY                one that has to be drawn anew
//	sent/REF MOMENT               what was sent about a task
//	mark/CHANNEL                  how far what was said in a channel has been answered
const (
	keySchema  = "m/schema"
	keyChange  = "m/change"
	preMade    = "m/made/"
	keyMoved   = "m/migrated"
	preRecord  = "r/"
	preSearch  = "s/"
	preIndex   = "i/"
	preNote    = "n/"
	preHistory = "h/"
	preLink    = "l/"
	preMention = "t/"
	prePerson  = "p/"
	preLog     = "log/"
	preUndo    = "undo/"
	preUndoAt  = "undoat/"
	preSeen    = "seen/"

	keyHouse    = "m/house"
	keyOverview = "m/overview"
	keyPlanned  = "m/planned"
	keyLatest   = "m/latest"
	prePlan     = "plan/"
	preDue      = "due/"
	preHeld     = "held/"
	preAgain    = "again/"
	preOut      = "out/"
	preLane     = "lane/"
	preTry      = "try/"
	preDone     = "done/"
	preShown    = "shown/"
	preStale    = "stale/"
	preSent     = "sent/"
	preMark     = "mark/"
)

func seqKey(n uint64) string {
	return string(binary.BigEndian.AppendUint64(nil, n))
}

func seqOf(b []byte) uint64 { return binary.BigEndian.Uint64(b) }

func timeKey(t time.Time) string { return seqKey(uint64(t.Unix())) }

func recordKey(r Ref) string  { return preRecord + r.key() }
func searchKey(r Ref) string  { return preSearch + r.key() }
func notePrefix(r Ref) string { return preNote + r.key() + "/" }
func pastPrefix(r Ref) string { return preHistory + r.key() + "/" }

func indexPrefix(kind Kind, index string) string {
	return preIndex + string(kind) + "/" + index + "/"
}

// maxIndexed keeps keys within the engine's bounds, in bytes.
const maxIndexed = 200

// indexValue is what a value is indexed under. The byte that ends a value in
// its key can't be in it: "a" would also find "a\x00b".
func indexValue(index, value string) string {
	return index + "/" + bounded(strings.ReplaceAll(value, "\x00", " "))
}

// bounded replaces the end of a long string by a digest of the whole, so that
// different ones stay different and still sort by how they begin.
func bounded(s string) string {
	if len(s) <= maxIndexed {
		return s
	}
	sum := sha256.Sum256([]byte(s))
	return s[:maxIndexed-32] + hex.EncodeToString(sum[:16])
}

func indexKey(r Ref, indexed string) string {
	return preIndex + string(r.Kind) + "/" + indexed + "\x00" + r.key()
}

func linkKey(code string, from Ref) string { return preLink + code + "\x00" + from.key() }

func mentionKey(from Ref, code string) string { return preMention + from.key() + "/" + code }

func prefix(p string) engine.Range { return engine.Prefix([]byte(p)) }

func backwards(p string) engine.Range {
	r := engine.Prefix([]byte(p))
	r.Reverse = true
	return r
}
