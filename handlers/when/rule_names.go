package when

// svRules and enRules are what FormatRule writes; the parser's tables read
// more than that.
var svRules = &ruleNames{
	all: "varje %s", other: "varannan %s", nth: "var %s %s", otherEt: "vartannat %s", nthEt: "vart %s %s",
	day: "dag", workday: "vardag", week: "vecka", month: "månad", year: "år",
	spans:       map[int]string{3: "kvartal", 4: "tertial", 6: "halvår"},
	weekdays:    [8]string{"", "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"},
	theWeekdays: [8]string{"", "måndagen", "tisdagen", "onsdagen", "torsdagen", "fredagen", "lördagen", "söndagen"},
	months: [13]string{"", "januari", "februari", "mars", "april", "maj", "juni",
		"juli", "augusti", "september", "oktober", "november", "december"},
	ordinals: [13]string{"", "första", "andra", "tredje", "fjärde", "femte", "sjätte",
		"sjunde", "åttonde", "nionde", "tionde", "elfte", "tolfte"},
	theDay: "dagen", theWorkday: "vardagen",
	lastly: "sista ", of: "%s %s", inMonth: "%s i %s %s",
	date: "den %s", yearDate: "%s %d %s", edge: "i mitten av %s",
	andWord: " och ", on: " på ",
	before: " före", dayBefore: "dagen före", onDay: "på dagen",
	one:    [inMonths + 1]string{inWorkdays: "en arbetsdag", inWeeks: "en vecka", inMonths: "en månad"},
	many:   [inMonths + 1]string{inDays: "dagar", inWorkdays: "arbetsdagar", inWeeks: "veckor", inMonths: "månader"},
	suffix: svSuffix,
}

var enRules = &ruleNames{
	all: "every %s", other: "every other %s", nth: "every %s %s", otherEt: "every other %s", nthEt: "every %s %s",
	day: "day", workday: "working day", week: "week", month: "month", year: "year",
	spans:       map[int]string{3: "quarter", 4: "tertial", 6: "half year"},
	weekdays:    [8]string{"", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
	theWeekdays: [8]string{"", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
	months: [13]string{"", "January", "February", "March", "April", "May", "June",
		"July", "August", "September", "October", "November", "December"},
	ordinals: [13]string{"", "first", "second", "third", "fourth", "fifth", "sixth",
		"seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"},
	the: "the ", theDay: "day", theWorkday: "working day",
	lastly: "last ", of: "%s of %s", inMonth: "%s of %s %s",
	date: "%s", dateSuffix: enSuffix, yearDate: "%s on %d %s", edge: "the middle of %s",
	andWord: " and ", on: " on ",
	before: " before", dayBefore: "the day before", onDay: "on the day",
	one:    [inMonths + 1]string{inWorkdays: "a working day", inWeeks: "a week", inMonths: "a month"},
	many:   [inMonths + 1]string{inDays: "days", inWorkdays: "working days", inWeeks: "weeks", inMonths: "months"},
	suffix: enSuffix,
}

// svSuffix is the ending of 3:e and 22:a.
func svSuffix(n int) string {
	if n%10 == 1 && n%100 != 11 || n%10 == 2 && n%100 != 12 {
		return ":a"
	}
	return ":e"
}

// enSuffix is the ending of 3rd and 22nd.
func enSuffix(n int) string {
	switch {
	case n/10%10 == 1:
	case n%10 == 1:
		return "st"
	case n%10 == 2:
		return "nd"
	case n%10 == 3:
		return "rd"
	}
	return "th"
}
