package when

import (
	"errors"
	"testing"
	"unicode/utf8"

	"utblick/store"
)

// fuzzRef makes a Ref of a fuzzer's numbers, within this century.
func fuzzRef(today uint16, held bool) Ref {
	r := Ref{Today: day("2000-01-01") + store.Day(today)%36525}
	if held {
		r.Kind = Held
	}
	return r
}

// checkMatch holds what is true of every match.
func checkMatch(t *testing.T, m Match, r Ref) {
	t.Helper()
	var e *Error
	switch {
	case m.Err != nil && !errors.As(m.Err, &e):
		t.Fatalf("error of another kind: %v", m.Err)
	case m.Err != nil && (m.Day != 0 || m.Clock != NoClock || e.Reason < Unknown || e.Reason > Absurd):
		t.Fatalf("%v with %s %s", m.Err, m.Day, m.Clock)
	case m.Err == nil && m.Day.IsZero(), m.Clock < NoClock, m.Clock >= 24*60:
		t.Fatalf("no error, but %q %q", m.Day, m.Clock)
	case m.Err == nil && r.Kind == Due && m.Day < r.Today:
		t.Fatalf("%s is past, and no error", m.Day)
	}
	if m.Err == nil {
		checkRoundTrip(t, m.Day)
	}
}

// checkRoundTrip says that a day as written, with its year, is read as itself.
func checkRoundTrip(t *testing.T, d store.Day) {
	t.Helper()
	for _, lang := range []string{"sv", "en"} {
		text := Format(d, lang, d+800)
		if m, err := Parse(text, Ref{Today: d}); err != nil || m.Day != d {
			t.Fatalf("%q of %s is read as %s, %v", text, d, m.Day, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, row := range swedishDue {
		f.Add(row[0], uint16(9823), false)
	}
	f.Add("senast fre. 4 dec. kl. 14.30–15", uint16(9823), true)
	f.Add("\xff\x00fredag\u0308", uint16(0), false)
	f.Fuzz(func(t *testing.T, text string, today uint16, held bool) {
		r := fuzzRef(today, held)
		m, err := Parse(text, r)
		if (err == nil) != (m.Err == nil) {
			t.Fatalf("error %v, Err %v", err, m.Err)
		}
		checkMatch(t, m, r)
	})
}

func FuzzFind(f *testing.F) {
	f.Add("Bo mejlar rektorn, klart 3 dec\n- [ ] @bo boka möte nästa fredag kl 14", uint16(9823), false)
	f.Add("dagen före dagen före EOD eod den 3:e, senast v. 60 (15/12-26)", uint16(9823), true)
	f.Add("fredag\x80 261215\r\n2026-12-15T14:00 15–17 dec", uint16(9823), false)
	f.Fuzz(func(t *testing.T, text string, today uint16, held bool) {
		r, end := fuzzRef(today, held), 0
		for _, m := range Find(text, r) {
			if m.Start < end || m.End <= m.Start || m.End > len(text) {
				t.Fatalf("[%d:%d) after %d of %d bytes", m.Start, m.End, end, len(text))
			}
			end = m.End
			cut := text[m.Start:m.End]
			if utf8.ValidString(text) && !utf8.ValidString(cut) {
				t.Fatalf("[%d:%d) cuts a letter", m.Start, m.End)
			}
			checkMatch(t, m, r)
			checkAlone(t, cut, m, r)
		}
	})
}

// checkAlone says that what is found in a text is read the same alone.
func checkAlone(t *testing.T, cut string, m Match, r Ref) {
	t.Helper()
	if len(cut) > longest {
		return
	}
	alone, _ := Parse(cut, r)
	if said(alone) != said(m) || alone.By != m.By {
		t.Fatalf("%q is %s in the text, and %s alone", cut, said(m), said(alone))
	}
}
