package when

import (
	"strings"
	"sync"
)

// class is a part that a word can play in a day.
type class uint8

const (
	weekday      class = iota // 1 Monday … 7 Sunday (ISO 8601)
	weekdayShort              // fre, tue
	weekdayRisky              // short, and another word or a name too: man, fri, sat
	weekdayThe                // fredagen
	weekdayPast               // fredags, after "i"
	month                     // 1–12
	monthShort
	modal      // "may": a month, or a verb
	dayWord    // days from today: imorgon 1
	numeral    // en 1, two 2
	amountWord // of days or weeks only: a 1, a couple of 2
	ordinal    // första 1, second 2
	ordSuffix  // what follows the digits of 3:e, 1st
	unitOne    // vecka, week
	unitMany   // veckor, weeks
	unitThe    // veckan
	wholeSpan  // half a year: its months
	nextWord   // 1 nästa, 2 nästnästa
	thisWord   // denna
	prevWord   // förra
	lastWord   // last: the latest one, or, of weeks and months, the one before
	coming     // kommande
	weekAhead  // veckan efter nästa: 2
	weekWord   // v, vecka, week, before its number
	quarter    // kvartal, Q, before its number
	byWord     // senast; weakBy or strongBy
	byFill     // between a word for "by" and its day: är, is
	byAfter    // senast, at the latest, after the day
	onWord     // på 1 (ahead only), on 0
	theWord    // den, the
	inWord     // i, in, vid
	nowWord    // nu
	inTime     // om, in: before a span
	within     // inom
	ago        // sedan; 1 only after "för": sen is also "late"
	agoBefore  // för
	fromNow    // från nu
	ofWord     // av, i; of 1
	edge       // slutet 3, mitten 2, början 1
	edgeEarly  // the same without "of": late, mid, early
	edgeOf     // eom: end of that unit
	lastOf     // sista, before a month 0; sista dagen i, last day of 1
	turn       // månadsskiftet: end of that unit
	feast      // jul, julafton: a feastID
	adventWord // advent, after its number
	weekend    // helgen
	dayShift   // dagen före -1
	afterWord  // efter
	atWord     // kl 1, at 0
	ampm       // am 0, pm 12
	clockWord  // noon: its minutes
	daypart    // förmiddag: the minutes at which one is reminded; 0, in the morning: as on other days
	recurring  // varje
	label      // sida, nr: the number after it is no day
	quantity   // kr, procent: the number before it is no day
	joint      // till, med: a sentence goes on, the day was whole

	// Of rules only; see rule_words.go.
	everyWord   // varje 1, varannan 2; everyNth, allOf
	adverb      // månadsvis: its unit
	weekdayMany // måndagar
	times       // gång, gånger 0; once 1, twice 2 by themselves
	tiny        // minut, hour: a unit too small to remind by; hourly 1
	beforeWord  // före, innan, in advance
	sameDay     // på dagen 0; the due day by its name 1
	boundWord   // från, med start 0; till, until 1
	classCount  // keep last; at most 64
)

// neverFirst is the classes that no day begins with.
const neverFirst = 1<<joint | 1<<label | 1<<quantity | 1<<recurring | 1<<daypart | 1<<ampm | 1<<ofWord |
	1<<unitOne | 1<<unitMany | 1<<ago | 1<<fromNow | 1<<byFill | 1<<byAfter | 1<<ordSuffix

// Units of time.
const (
	inDays = iota + 1
	inWorkdays
	inWeeks
	inFortnights
	inMonths
	inQuarters
	inHalfYears
	inYears
)

// How surely a word means "by": "till" can point at a person, too.
const (
	weakBy = iota + 1
	strongBy
)

// entry is a line of a language's table: forms that mean the same, parted by
// bars. A form may be several words.
type entry struct {
	class class
	value int
	forms string
}

// lexeme is a known word, folded, with all it can mean or begin.
type lexeme struct {
	text string
	mask uint64 // classes among uses
	uses []use
}

// use is one meaning of a word, alone or with the words after it.
type use struct {
	rest  []*lexeme
	value int
	class class
}

// words is both languages' tables, indexed.
type words struct {
	exact map[string]*lexeme
	near  [128][]*lexeme // long words by their first and by their second letter
	never map[string]bool
}

// lexicon is built at its first use and never changed.
var lexicon = sync.OnceValue(func() *words { return newWords(swedish, english) })

func newWords(tables ...[]entry) *words {
	w := &words{exact: map[string]*lexeme{}, never: map[string]bool{}}
	for _, table := range tables {
		for _, e := range table {
			for form := range strings.SplitSeq(e.forms, "|") {
				w.add(e.class, e.value, strings.Fields(form))
			}
		}
	}
	for _, list := range []string{swedishNoSlips, englishNoSlips} {
		for _, s := range strings.Fields(list) {
			w.never[fold(s)] = true
		}
	}
	return w
}

func (w *words) add(c class, value int, form []string) {
	lex := make([]*lexeme, len(form))
	for i, s := range form {
		lex[i] = w.intern(fold(s))
	}
	lex[0].mask |= 1 << c
	lex[0].uses = append(lex[0].uses, use{class: c, value: value, rest: lex[1:]})
}

func (w *words) intern(s string) *lexeme {
	if l := w.exact[s]; l != nil {
		return l
	}
	l := &lexeme{text: s}
	w.exact[s] = l
	if len(s) >= slipInParse {
		w.near[s[0]&127] = append(w.near[s[0]&127], l)
		if s[1] != s[0] {
			w.near[s[1]&127] = append(w.near[s[1]&127], l)
		}
	}
	return l
}

// A word of the tables may be written with one slip if it has so many letters;
// running text holds more words that only look like ours.
const (
	slipInParse = 5
	slipInFind  = 6
)

// longestWord is the longest word worth looking up: midsommaraftonen has 16.
const longestWord = 24

// find looks a folded word up; failing that, the one long word it is a slip
// from. Two such words of different meaning are none.
func (w *words) find(s []byte, slip int) *lexeme {
	if l := w.exact[string(s)]; l != nil {
		return l
	}
	if len(s) < slip-1 {
		return nil
	}
	var best *lexeme
	for _, l := range w.near[s[0]&127] {
		if !oneSlip(s, l.text) {
			continue
		}
		if best != nil && !best.same(l) {
			return nil
		}
		best = l
	}
	if best == nil || len(best.text) < slip || w.never[string(s)] {
		return nil
	}
	return best
}

func (l *lexeme) same(m *lexeme) bool {
	return l.mask == m.mask && len(l.uses) > 0 && l.uses[0].value == m.uses[0].value
}

// oneSlip tells whether s is t with one letter missing, too many, wrong, or
// two swapped. An s at the end isn't a slip but a genitive or a plural:
// "nästa veckas resa", "fridays".
func oneSlip(s []byte, t string) bool {
	d := len(s) - len(t)
	if d < -1 || d > 1 || s[len(s)-1] == 's' && t[len(t)-1] != 's' {
		return false
	}
	i := 0
	for i < len(s) && i < len(t) && s[i] == t[i] {
		i++
	}
	switch {
	case d > 0:
		return string(s[i+1:]) == t[i:]
	case d < 0:
		return string(s[i:]) == t[i+1:]
	case string(s[i+1:]) == t[i+1:]:
		return true
	}
	return i+1 < len(t) && s[i] == t[i+1] && s[i+1] == t[i] && string(s[i+2:]) == t[i+2:]
}
