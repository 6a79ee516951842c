package when

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"utblick/store"
)

// names of RFC 5545, section 3.3.10.
var (
	ruleFreqs = [...]string{daily: "DAILY", weekly: "WEEKLY", monthly: "MONTHLY", yearly: "YEARLY"}
	ruleDays  = [...]string{1: "MO", 2: "TU", 3: "WE", 4: "TH", 5: "FR", 6: "SA", 7: "SU"}
	ruleUnits = [...]string{inDays: "D", inWorkdays: "B", inWeeks: "W", inMonths: "M"}
)

// compact is how RFC 5545 writes a day.
const compact = "20060102"

// String is the rule as it's stored, the same in every version: a recurrence
// rule of RFC 5545 where that can say it, with DTSTART, UNTIL, BYHOUR and BYMINUTE
// at its end; WORKDAY with NTH for working days; BEFORE, which lists days (D),
// working days (B), weeks (W) and months (M) before the due day; and ONCE.
func (r Rule) String() string {
	var f fields
	switch r.how {
	case 0:
		return ""
	case once:
		return "ONCE:" + f.ending(r)
	case beforeDue:
		f.add("BY", r.beforeText())
		return "BEFORE:" + f.ending(r)
	}
	f.add("FREQ", ruleFreqs[r.how])
	if r.every > 1 {
		f.add("INTERVAL", strconv.Itoa(int(r.every)))
	}
	f.numbers("BYMONTH", r.months.list())
	if r.work {
		if r.nth != 0 {
			f.add("NTH", strconv.Itoa(int(r.nth)))
		}
		return "WORKDAY:" + f.ending(r)
	}
	r.dayFields(&f)
	return "RRULE:" + f.ending(r)
}

// dayFields writes which days of a turn count.
func (r Rule) dayFields(f *fields) {
	if dates := r.clipped(); dates != nil {
		f.numbers("BYMONTHDAY", dates)
		f.add("BYSETPOS", "-1")
	} else if r.date != 0 {
		f.add("BYMONTHDAY", strconv.Itoa(int(r.date)))
	}
	var days []string
	for _, wd := range r.days.list() {
		day := ruleDays[wd]
		if r.nth != 0 {
			day = strconv.Itoa(int(r.nth)) + day
		}
		days = append(days, day)
	}
	if days != nil {
		f.add("BYDAY", strings.Join(days, ","))
	}
}

func (r Rule) beforeText() string {
	var list []string
	for _, b := range r.before {
		if b.unit != 0 {
			list = append(list, fmt.Sprint(b.n, ruleUnits[b.unit]))
		}
	}
	return strings.ReplaceAll(strings.Join(list, ","), " ", "")
}

// fields is the parts of a stored rule, with a semicolon between them.
type fields struct{ strings.Builder }

func (f *fields) add(name, value string) {
	if f.Len() > 0 {
		f.WriteByte(';')
	}
	f.WriteString(name + "=" + value)
}

func (f *fields) numbers(name string, list []int) {
	if len(list) == 0 {
		return
	}
	text := make([]string, len(list))
	for i, n := range list {
		text[i] = strconv.Itoa(n)
	}
	f.add(name, strings.Join(text, ","))
}

// ending writes what all rules may end with.
func (f *fields) ending(r Rule) string {
	if !r.start.IsZero() {
		f.add("DTSTART", midnight(r.start).Format(compact))
	}
	if r.Ends() {
		f.add("UNTIL", midnight(r.until).Format(compact))
	}
	if c := r.Clock(); c != NoClock {
		f.add("BYHOUR", strconv.Itoa(int(c)/60))
		f.add("BYMINUTE", strconv.Itoa(int(c)%60))
	}
	return f.String()
}

// longestRule is more than any stored rule has.
const longestRule = 200

var errRule = errors.New("not a stored rule")

// ReadRule reads what String wrote, and nothing else.
func ReadRule(s string) (Rule, error) {
	kind, rest, ok := strings.Cut(s, ":")
	if !ok || len(s) > longestRule {
		return Rule{}, fmt.Errorf("read rule %q: %w", clip(s), errRule)
	}
	r := Rule{work: kind == "WORKDAY"}
	switch kind {
	case "ONCE":
		r.how = once
	case "BEFORE":
		r.how = beforeDue
	default:
		r.every = 1
	}
	for field := range strings.SplitSeq(rest, ";") {
		name, value, _ := strings.Cut(field, "=")
		r.read(name, value)
	}
	if !r.valid() || r.String() != s { // so read needn't be strict
		return Rule{}, fmt.Errorf("read rule %q: %w", clip(s), errRule)
	}
	return r, nil
}

// read reads one field; what isn't as String writes it, the caller finds.
func (r *Rule) read(name, value string) {
	n, _ := strconv.ParseInt(value, 10, 16)
	switch name {
	case "FREQ":
		r.how = how(max(slices.Index(ruleFreqs[:], value), 0))
	case "INTERVAL":
		r.every = int16(n)
	case "BYMONTH":
		for m := range strings.SplitSeq(value, ",") {
			n, _ := strconv.ParseUint(m, 10, 4)
			r.months |= 1 << n
		}
	case "BYMONTHDAY":
		n, _ := strconv.ParseInt(value[strings.LastIndexByte(value, ',')+1:], 10, 8)
		r.date = int8(n)
	case "NTH":
		r.nth = int8(n)
	case "BYDAY":
		r.readDays(value)
	case "BY":
		r.readBefore(value)
	case "DTSTART":
		if t, err := time.Parse(compact, value); err == nil {
			r.start = store.DayOf(t)
		}
	case "UNTIL":
		if t, err := time.Parse(compact, value); err == nil {
			r.until = store.DayOf(t)
		}
	case "BYHOUR":
		r.clock = int16(60*(n&31) + 1)
	case "BYMINUTE":
		r.clock += int16(n & 63)
	}
}

func (r *Rule) readDays(value string) {
	for day := range strings.SplitSeq(value, ",") {
		if len(day) < 2 {
			return
		}
		n, _ := strconv.ParseInt(day[:len(day)-2], 10, 8)
		r.nth = int8(n)
		r.days = r.days.with(max(slices.Index(ruleDays[:], day[len(day)-2:]), 0))
	}
}

func (r *Rule) readBefore(value string) {
	i := 0
	for b := range strings.SplitSeq(value, ",") {
		if b == "" || i == maxBefore {
			return
		}
		n, _ := strconv.ParseInt(b[:len(b)-1], 10, 16)
		r.before[i] = distance{int16(n), uint8(max(slices.Index(ruleUnits[:], b[len(b)-1:]), 0))}
		i++
	}
}

// validBefore wants the distances sorted, each once, and none over ten years.
func (r Rule) validBefore() bool {
	list := r.distances()
	for i, b := range list {
		if !b.valid() || i > 0 && list[i-1].length() <= b.length() {
			return false
		}
	}
	return len(list) > 0
}

// distances is the part of before that is used.
func (r Rule) distances() []distance {
	n := slices.IndexFunc(r.before[:], func(b distance) bool { return b.unit == 0 })
	if n < 0 {
		n = maxBefore
	}
	return r.before[:n:n]
}

func (b distance) valid() bool {
	switch b.unit {
	case inDays:
		return 0 <= b.n && b.n <= 366*farthest
	case inWorkdays:
		return 1 <= b.n && b.n <= 250*farthest
	case inWeeks:
		return 1 <= b.n && b.n <= 52*farthest
	case inMonths:
		return 1 <= b.n && b.n <= 12*farthest
	}
	return false
}

// length is what distances are sorted by: about hundredths of a day.
func (b distance) length() int {
	return int(b.n)*[...]int{inDays: 100, inWorkdays: 140, inWeeks: 700, inMonths: 3040}[b.unit] + int(b.unit)
}
