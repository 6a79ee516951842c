package when_test

import (
	"fmt"
	"time"

	"utblick/handlers/when"
	"utblick/store"
)

func ExampleParse() {
	today := store.NewDay(2026, time.November, 23)
	m, err := when.Parse("senast fredag v 50 kl 14", when.Ref{Today: today})
	fmt.Println(when.Format(m.Day, "sv", today), when.FormatClock(m.Clock, "sv"), m.By, err)

	_, err = when.Parse("31 nov", when.Ref{Today: today})
	fmt.Println(err)
	// Output:
	// fre 11 dec kl 14:00 true <nil>
	// day "31 nov" is impossible
}

func ExampleFind() {
	today := store.NewDay(2026, time.November, 23)
	const line = "Skicka anmälan senast 15 december @anna N7"
	for _, m := range when.Find(line, when.Ref{Today: today}) {
		fmt.Println(m.Day, "|", line[:m.Start]+line[m.End:])
	}
	// Output:
	// 2026-12-15 | Skicka anmälan  @anna N7
}

// A task's line may say how it recurs. What is stored is not what is shown.
func ExampleFindRule() {
	today := store.NewDay(2026, time.November, 23)
	const line = "Månadsrapport första vardagen varje månad kl 9 @anna"
	m, _ := when.FindRule(line, when.Ref{Today: today})
	next, _ := m.Rule.Next(today, 0, nil)
	fmt.Println(line[:m.Start] + line[m.End:])
	fmt.Println(m.Rule)
	fmt.Println(when.FormatRule(m.Rule, "sv", today), "/", when.FormatRule(m.Rule, "en", today))
	fmt.Println(when.Format(next, "sv", today))
	// Output:
	// Månadsrapport  @anna
	// WORKDAY:FREQ=MONTHLY;NTH=1;BYHOUR=9;BYMINUTE=0
	// första vardagen varje månad kl 09:00 / the first working day of every month at 09:00
	// tis 1 dec
}
