package when

import "testing"

func TestFormatRule(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ text, sv, en string }{
		{"varje mån 9", "varje måndag kl 09:00", "every Monday at 09:00"},
		{"ons, fre varje vecka", "varje onsdag och fredag", "every Wednesday and Friday"},
		{"varje mån-fre", "varje måndag–fredag", "every Monday–Friday"},
		{"varannan torsdag", "varannan torsdag", "every other Thursday"},
		{"varannan vecka på mån och tors", "varannan vecka på måndag och torsdag", "every other week on Monday and Thursday"},
		{"var 3:e fredag", "var tredje fredag", "every third Friday"},
		{"var 14:e dag", "var 14:e dag", "every 14th day"},
		{"var 22:a dag", "var 22:a dag", "every 22nd day"},
		{"vardagar 8", "varje vardag kl 08:00", "every working day at 08:00"},
		{"varje månad den 31", "den 31 varje månad", "the 31st of every month"},
		{"i slutet av varje månad", "sista dagen varje månad", "the last day of every month"},
		{"den 2 varannan månad", "den 2 varannan månad", "the 2nd of every other month"},
		{"första vardagen i månaden", "första vardagen varje månad", "the first working day of every month"},
		{"sista fredagen varje kvartal", "sista fredagen varje kvartal", "the last Friday of every quarter"},
		{"i början av varje halvår", "första dagen varje halvår", "the first day of every half year"},
		{"varje 1 mars", "varje år 1 mars", "every year on 1 March"},
		{"vartannat år 1 mars", "vartannat år 1 mars", "every other year on 1 March"},
		{"sista fredagen i mars varje år", "sista fredagen i mars varje år", "the last Friday of March every year"},
		{"varannan torsdag från 3 dec", "varannan torsdag från tors 3 dec", "every other Thursday from Thu 3 Dec"},
		{"varje måndag 9 till jul", "varje måndag till och med ons 23 dec kl 09:00", "every Monday until Wed 23 Dec at 09:00"},
		{"tre dagar innan", "3 dagar före", "3 days before"},
		{"på dagen, dagen före och en vecka innan kl 8", "en vecka före, dagen före och på dagen kl 08:00", "a week before, the day before and on the day at 08:00"},
		{"en vardag före", "en arbetsdag före", "a working day before"},
		{"fredag om en vecka 14", "fre 4 dec kl 14:00", "Fri 4 Dec at 14:00"},
	} {
		r, err := ParseRule(row.text, ref(monday23))
		if err != nil {
			t.Error(err)
			continue
		}
		if got := FormatRule(r, "sv", day(monday23)); got != row.sv {
			t.Errorf("%q is shown as %q, want %q", row.text, got, row.sv)
		}
		if got := FormatRule(r, "en", day(monday23)); got != row.en {
			t.Errorf("%q is shown as %q, want %q", row.text, got, row.en)
		}
	}
	if got := FormatRule(Rule{}, "sv", day(monday23)); got != "" {
		t.Errorf("no rule is %q", got)
	}
}

// On any later day, too, what is shown says the same days from then on.
func TestWhatIsShownLaterIsTheSameRule(t *testing.T) {
	t.Parallel()
	for _, row := range append(append([]ruleRow{}, swedishRuleRows...), englishRuleRows...) {
		r, err := ReadRule(row.want)
		if err != nil {
			t.Fatal(err)
		}
		if r.Once() || r.Relative() {
			continue
		}
		for today := day(monday23); today < day(monday23)+800; today += 41 {
			if _, left := r.Next(today-1, 0, nil); !left {
				continue // it has ended
			}
			for _, lang := range []string{"sv", "en"} {
				shown := FormatRule(r, lang, today)
				back, err := ParseRule(shown, Ref{Today: today})
				if err != nil {
					t.Fatalf("%s on %s is shown as %q: %v", row.want, today, shown, err)
				}
				a, b := today-1, today-1
				for range 4 {
					var left bool
					a, left = r.Next(a, 0, nil)
					if b, _ = back.Next(b, 0, nil); a != b {
						t.Fatalf("%s on %s is shown as %q, which is %s: %s, want %s", row.want, today, shown, back, b, a)
					}
					if !left {
						break
					}
				}
			}
		}
	}
}
