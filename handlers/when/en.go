package when

// english is the English words for days; those shared with Swedish
// (september, december, deadline) stand in sv.go only.
var english = []entry{
	{weekday, 1, "monday"}, {weekday, 2, "tuesday"}, {weekday, 3, "wednesday"}, {weekday, 4, "thursday"},
	{weekday, 5, "friday"}, {weekday, 6, "saturday"}, {weekday, 7, "sunday"},
	{weekdayShort, 2, "tue|tues"}, {weekdayShort, 4, "thu|thur|thurs"},
	{weekdayRisky, 1, "mon"}, {weekdayRisky, 3, "wed"}, {weekdayRisky, 5, "fri"},
	{weekdayRisky, 6, "sat"}, {weekdayRisky, 7, "sun"},

	{month, 1, "january"}, {month, 2, "february"}, {month, 3, "march"}, {monthShort, 3, "mar"},
	{month, 5, "may"}, {modal, 5, "may"}, {month, 6, "june"}, {month, 7, "july"}, {monthShort, 7, "jul"},
	{month, 8, "august"}, {month, 10, "october"}, {monthShort, 10, "oct"},

	{dayWord, -2, "day before yesterday|the day before yesterday"},
	{dayWord, -1, "yesterday"},
	{dayWord, 0, "today|tonight|this morning|this afternoon|this evening"},
	{daypart, 10 * 60, "this morning"}, {daypart, 14 * 60, "this afternoon"}, {daypart, 19 * 60, "tonight|this evening"},
	{dayWord, 1, "tomorrow|tmrw"},
	{dayWord, 2, "day after tomorrow|the day after tomorrow"},

	{unitOne, inDays, "day"}, {unitMany, inDays, "days"},
	{unitOne, inWorkdays, "working day|business day|workday|weekday"},
	{unitMany, inWorkdays, "working days|business days|workdays|weekdays"},
	{unitOne, inWeeks, "week"}, {unitMany, inWeeks, "weeks|wks"},
	{unitOne, inFortnights, "fortnight"}, {unitMany, inFortnights, "fortnights"},
	{unitOne, inMonths, "month"}, {unitMany, inMonths, "months"},
	{unitOne, inQuarters, "quarter"}, {unitMany, inQuarters, "quarters"},
	{unitOne, inYears, "year"}, {unitMany, inYears, "years"},
	{wholeSpan, 6, "half a year|half year"},

	{numeral, 1, "one"}, {amountWord, 1, "a|an"}, {numeral, 2, "two"}, {amountWord, 2, "a couple of|couple of"}, {numeral, 3, "three"},
	{numeral, 4, "four"}, {numeral, 5, "five"}, {numeral, 6, "six"}, {numeral, 7, "seven"},
	{numeral, 8, "eight"}, {numeral, 9, "nine"}, {numeral, 10, "ten"}, {numeral, 11, "eleven"},
	{numeral, 12, "twelve"}, {numeral, 14, "fourteen"}, {numeral, 20, "twenty"}, {numeral, 30, "thirty"},

	{ordinal, 1, "first"}, {ordinal, 2, "second"}, {ordinal, 3, "third"}, {ordinal, 4, "fourth"},
	{ordinal, 5, "fifth"}, {ordinal, 6, "sixth"}, {ordinal, 7, "seventh"}, {ordinal, 8, "eighth"},
	{ordinal, 9, "ninth"}, {ordinal, 10, "tenth"}, {ordinal, 11, "eleventh"}, {ordinal, 12, "twelfth"},
	{ordinal, 13, "thirteenth"}, {ordinal, 14, "fourteenth"}, {ordinal, 15, "fifteenth"},
	{ordinal, 16, "sixteenth"}, {ordinal, 17, "seventeenth"}, {ordinal, 18, "eighteenth"},
	{ordinal, 19, "nineteenth"}, {ordinal, 20, "twentieth"}, {ordinal, 30, "thirtieth"},
	{ordSuffix, 0, "st|nd|rd|th"},

	{nextWord, 1, "next"}, {thisWord, 0, "this"}, {prevWord, -1, "previous"}, {lastWord, -1, "last|past"},
	{coming, 0, "coming|this coming|upcoming"}, {weekAhead, 2, "week after next|the week after next"},
	{weekWord, 0, "week|wk|w"}, {quarter, 0, "quarter"},

	{byWord, strongBy, "by|before|due|until|no later than|not later than|at the latest|latest"},
	{byWord, weakBy, "til"},
	{byFill, 0, "is|date"}, {byAfter, 0, "at the latest|latest"},

	{onWord, 0, "on"}, {theWord, 0, "the"}, {inWord, 0, "in|at|during"},
	{inTime, 0, "in"}, {within, 0, "within"}, {ago, 0, "ago"},
	{fromNow, 0, "from now|from today"}, {ofWord, 1, "of"}, {ofWord, 0, "in"},

	{edge, 1, "beginning|start"}, {edge, 2, "middle"}, {edge, 3, "end"},
	{edgeEarly, 1, "early"}, {edgeEarly, 2, "mid"}, {edgeEarly, 3, "late"},
	{edgeOf, inDays, "eod|end of day|cob|close of business"}, {edgeOf, inWeeks, "eow"}, {edgeOf, inMonths, "eom"}, {edgeOf, inYears, "eoy"},
	{lastOf, 1, "last day of|last day in"},
	{turn, inMonths, "turn of the month|month end"}, {turn, inYears, "turn of the year|year end"},

	{feast, newYear, "new year"}, {feast, newYearsDay, "new year's day"}, {feast, epiphany, "epiphany"},
	{feast, easter, "easter"}, {feast, maundyThursday, "maundy thursday"}, {feast, goodFriday, "good friday"},
	{feast, easterEve, "easter eve|easter saturday"}, {feast, easterDay, "easter sunday|easter day"},
	{feast, easterMonday, "easter monday"}, {feast, walpurgis, "walpurgis|walpurgis night"},
	{feast, ascension, "ascension day|ascension"}, {feast, pentecost, "pentecost"},
	{feast, pentecostDay, "pentecost sunday|whit sunday"},
	{feast, nationalDay, "national day|sweden's national day"},
	{feast, midsummer, "midsummer"}, {feast, midsummerEve, "midsummer eve|midsummer's eve"},
	{feast, midsummerDay, "midsummer day"}, {feast, allSaints, "all saints day|all saints' day"},
	{feast, advent1, "first advent|first sunday of advent|first sunday in advent"},
	{feast, lucia, "st lucia's day"}, {feast, christmas, "christmas|xmas"},
	{feast, christmasEve, "christmas eve"}, {feast, christmasDay, "christmas day"},
	{feast, boxingDay, "boxing day"}, {feast, newYearsEve, "new year's eve|new years eve"},
	{weekend, 0, "weekend"},
	{dayShift, -1, "day before|the day before"}, {dayShift, 1, "day after|the day after"}, {afterWord, 0, "after"},

	{atWord, 0, "at"}, {ampm, 0, "am"}, {ampm, 12, "pm"}, {clockWord, 12 * 60, "noon|midday"},
	{daypart, 0, "morning|in the morning"}, {daypart, 14 * 60, "afternoon|in the afternoon"}, {daypart, 19 * 60, "evening|in the evening|night"},
	{daypart, 11 * 60, "before lunch"}, {daypart, 12 * 60, "lunchtime"}, {daypart, 13 * 60, "after lunch"},

	{recurring, 0, "every|each|every other|every second|any"},
	{label, 0, "no|number|phone|page|pages|item|point|section|chapter|article|step|part|phase|reg|level|goal|score|appendix|table|fig"},
	{label, 1, "room"},
	{quantity, 0, "of|million|millions|billion|percent|hours|hour|points|people|persons|participants|days|day|times|weeks|months|years"},
	{joint, 0, "to|with|and|for|about|before|by"},
}

// englishNoSlips is words that look like a slip of ours and aren't.
const englishNoSlips = `eastern ester faster westend march marsh match month mouth
	worth latent later latter lattes combing comping second seconds sundae pasta
	befog todays moth months tenth sixty weekly weeks ending marched party
	frida friend frigid`
