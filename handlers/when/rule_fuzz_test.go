package when

import (
	"errors"
	"testing"

	"utblick/store"
)

// FuzzParseRule: what is a rule reads back from what is stored and what is
// shown of it, and its days go forward; what isn't says why.
func FuzzParseRule(f *testing.F) {
	for _, rows := range [][]ruleRow{swedishRuleRows, englishRuleRows} {
		for _, row := range rows {
			f.Add(row.text, uint16(0))
			f.Add("Rapport "+row.text+" @anna", uint16(400))
		}
	}
	f.Add("vart 7:e år femte måndagen i januari", uint16(0))
	f.Add("varje år femte söndagen i februari", uint16(60000))
	f.Fuzz(func(t *testing.T, text string, plus uint16) {
		r := Ref{Today: day(monday23) + store.Day(plus)}
		checkFoundRule(t, text, r)
		rule, err := ParseRule(text, r)
		if err != nil {
			if e, ok := err.(*Error); !ok || e.Reason == 0 || !rule.IsZero() {
				t.Fatalf("%q: %v, %#v", text, rule, err)
			}
			return
		}
		if back, err := ReadRule(rule.String()); err != nil || back != rule {
			t.Fatalf("%q is %q, read back as %q, %v", text, rule, back, err)
		}
		for _, lang := range []string{"sv", "en"} {
			shown := FormatRule(rule, lang, r.Today)
			if back, err := ParseRule(shown, r); err != nil || back != rule {
				t.Fatalf("%q is %q, shown as %q, which is %q, %v", text, rule, shown, back, err)
			}
		}
		checkForward(t, rule, r.Today)
	})
}

// checkFoundRule holds what FindRule promises: its bytes, and a recurrence or
// a reason.
func checkFoundRule(t *testing.T, text string, r Ref) {
	t.Helper()
	m, ok := FindRule(text, r)
	if !ok {
		return
	}
	var e *Error
	if m.Start < 0 || m.Start >= m.End || m.End > len(text) || text[m.Start:m.End] != m.Text ||
		m.Rule.IsZero() != (m.Err != nil) || m.Rule.Once() || m.Rule.Relative() || m.Err != nil && !errors.As(m.Err, &e) {
		t.Fatalf("%q: %+v", text, m)
	}
}

func checkForward(t *testing.T, rule Rule, d store.Day) {
	t.Helper()
	for range 5 {
		next, ok := rule.Next(d, d+40, nil)
		if !ok {
			if d < latest && !rule.Once() && !rule.Relative() && !rule.Ends() {
				t.Fatalf("%s has no day after %s", rule, d)
			}
			return
		}
		if next <= d {
			t.Fatalf("%s after %s is %s", rule, d, next)
		}
		d = next
	}
}

// FuzzReadRule: only what String writes is read, it has days, and it can be
// shown.
func FuzzReadRule(f *testing.F) {
	for _, rows := range [][]ruleRow{swedishRuleRows, englishRuleRows} {
		for _, row := range rows {
			f.Add(row.want)
		}
	}
	for _, s := range []string{
		"RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "RRULE:FREQ=MINUTELY", "RRULE:FREQ=DAILY;COUNT=3", "RRULE:", "WORKDAY:", "ONCE:", "BEFORE:BY=",
		"RRULE:FREQ=WEEKLY;BYDAY=MO;INTERVAL=2;DTSTART=20261126", "RRULE:FREQ=DAILY;UNTIL=20261126", "RRULE:FREQ=DAILY;BYHOUR=24;BYMINUTE=0", "BEFORE:BY=1D,7D",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		rule, err := ReadRule(s)
		if err != nil {
			if !rule.IsZero() {
				t.Fatalf("%q: %v and %v", s, rule, err)
			}
			return
		}
		if rule.String() != s {
			t.Fatalf("%q is read as %q", s, rule)
		}
		today := max(day(monday23), rule.start-1)
		if today < latest-20*366 {
			checkForward(t, rule, today)
		}
		for _, lang := range []string{"sv", "en"} {
			checkShown(t, rule, lang, today)
		}
	})
}

// checkShown reads back what is shown of a stored rule; another start in phase
// is the same rule.
func checkShown(t *testing.T, rule Rule, lang string, today store.Day) {
	t.Helper()
	shown := FormatRule(rule, lang, today)
	back, err := ParseRule(shown, Ref{Today: today})
	next, left := rule.Next(today-1, today+100, nil)
	if rule.Once() || today > latest-20*366 || !left && rule.Ends() {
		return // a day long past can't be said again, nor what has ended
	}
	if err != nil || back.how != rule.how || back.every != rule.every || back.clock != rule.clock {
		t.Fatalf("%s on %s is shown as %q, which is %s, %v", rule, today, shown, back, err)
	}
	if left {
		if again, _ := back.Next(today-1, today+100, nil); again != next {
			t.Fatalf("%s is shown as %q: %s, want %s", rule, shown, again, next)
		}
	}
}

func TestStoredRulesRefused(t *testing.T) {
	t.Parallel()
	for _, s := range []string{
		"", "RRULE", "RRULE:", "RRULE:FREQ=HOURLY", "RRULE:FREQ=WEEKLY", "RRULE:FREQ=DAILY;", "rrule:freq=daily", "RRULE:FREQ=DAILY\n",
		"RRULE:FREQ=DAILY;INTERVAL=1", "RRULE:FREQ=DAILY;INTERVAL=2", "RRULE:FREQ=DAILY;INTERVAL=99999;DTSTART=20261126",
		"RRULE:FREQ=WEEKLY;BYDAY=TH,MO", "RRULE:FREQ=WEEKLY;BYDAY=XX", "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;DTSTART=20261326",
		"RRULE:FREQ=MONTHLY;BYMONTHDAY=31", "RRULE:FREQ=MONTHLY;BYMONTHDAY=0", "RRULE:FREQ=MONTHLY;BYDAY=6MO", "RRULE:FREQ=MONTHLY;BYDAY=MO",
		"RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "RRULE:FREQ=YEARLY;BYMONTH=13;BYMONTHDAY=1", "RRULE:FREQ=YEARLY;BYMONTHDAY=1",
		"RRULE:FREQ=MONTHLY;BYMONTH=1,2,3;BYMONTHDAY=1", "RRULE:FREQ=DAILY;BYHOUR=9", "RRULE:FREQ=DAILY;UNTIL=20261326", "BEFORE:BY=3D;UNTIL=20261126", "ONCE:DTSTART=20261126;UNTIL=20261127",
		"RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;DTSTART=20261126;UNTIL=20261125", "RRULE:FREQ=DAILY;BYHOUR=24;BYMINUTE=0",
		"WORKDAY:FREQ=WEEKLY;NTH=1", "WORKDAY:FREQ=MONTHLY", "WORKDAY:FREQ=MONTHLY;NTH=24", "ONCE:", "ONCE:DTSTART=18991231",
		"BEFORE:BY=", "BEFORE:BY=3", "BEFORE:BY=3X", "BEFORE:BY=1D,7D", "BEFORE:BY=0W", "BEFORE:BY=9999D", "RRULE:FREQ=DAILY;BYSETPOS=-1",
	} {
		if r, err := ReadRule(s); err == nil || !r.IsZero() {
			t.Errorf("%q is read as %q", s, r)
		}
	}
}
