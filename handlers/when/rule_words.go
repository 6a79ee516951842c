package when

import "sync"

// ruleLexicon is the lexicon with the words of rules besides. It is apart so
// that they can't change how a day is read: "månadsvis" must not be a slip.
var ruleLexicon = sync.OnceValue(func() *words { return newWords(swedish, english, swedishRules, englishRules) })

// inTertials is the four months that some budgets are followed up by; only
// rules know it.
const inTertials = inYears + 1

// Values of everyWord beside so-and-so many.
const (
	everyNth = 0   // var: an ordinal follows
	allOf    = -1  // alla: days follow
	loose    = 100 // added to an adverb's unit: "monthly" is an adjective, too
)

// swedishRules is the Swedish words for what recurs.
var swedishRules = []entry{
	{everyWord, 1, "varje|varenda|var enda"}, {everyWord, everyNth, "var|vart"}, {everyWord, allOf, "alla"},
	{everyWord, 2, "varannan|vartannat|var annan|vart annat|varann|varan"},

	{adverb, inDays, "dagligen"}, {adverb, inWeeks, "veckovis"}, {adverb, inMonths, "månadsvis|månatligen|månadsvist"},
	{adverb, inQuarters, "kvartalsvis"}, {adverb, inTertials, "tertialvis"}, {adverb, inHalfYears, "halvårsvis"},
	{adverb, inYears, "årligen|årsvis"},

	{weekdayMany, 1, "måndagar|måndagarna"}, {weekdayMany, 2, "tisdagar|tisdagarna"}, {weekdayMany, 3, "onsdagar|onsdagarna"},
	{weekdayMany, 4, "torsdagar|torsdagarna"}, {weekdayMany, 5, "fredagar|fredagarna"},
	{weekdayMany, 6, "lördagar|lördagarna"}, {weekdayMany, 7, "söndagar|söndagarna"},

	{unitOne, inWorkdays, "helgfri vardag"}, {unitMany, inWorkdays, "helgfria vardagar|vardagarna"},
	{unitOne, inTertials, "tertial"}, {unitMany, inTertials, "tertial"}, {unitThe, inTertials, "tertialet"},
	{unitThe, inHalfYears, "halvåret"},
	{unitMany, inDays, "d"}, {unitOne, inMonths, "månads"}, {unitOne, inQuarters, "kvartals"}, {unitOne, inYears, "års"},

	{turn, inMonths, "månadsslut|månadsslutet"}, {turn, inQuarters, "kvartalsslut|kvartalsslutet"}, {turn, inYears, "årsslut|årsslutet"},

	{ordinal, 50, "femtionde"}, {ordinal, 100, "hundrade"}, {ordinal, 1000, "tusende"},
	{times, 0, "gång|gånger|ggr|ggn"},
	{tiny, 0, "minut|minuter|sekund|sekunder|timme|timmar|timma|timmen|minuten|sekunden|tim|halvtimme|kvart"},

	{beforeWord, 0, "före|innan|i förväg|tidigare"},
	{sameDay, 0, "på dagen|samma dag|på själva dagen|den dagen|på förfallodagen|på deadline"},
	{sameDay, 1, "deadline|deadlinen|förfallodagen|förfallodatum|förfallodatumet|slutdatum"},
	{boundWord, fromBound, "från|från och med|med start|med början|med början från"},
	{boundWord, untilBound, "till|till och med|tom|tills|fram till|fram till och med"},
}

// englishRules is the English words for what recurs.
var englishRules = []entry{
	{everyWord, 1, "every|each|each and every|every single"}, {everyWord, 2, "every other|every second|each other"}, {everyWord, allOf, "all"},

	{adverb, inDays + loose, "daily"}, {adverb, inWeeks + loose, "weekly"}, {adverb, inFortnights, "fortnightly"},
	{adverb, inMonths + loose, "monthly"}, {adverb, inQuarters + loose, "quarterly"},
	{adverb, inYears + loose, "yearly|annually"},

	{weekdayMany, 1, "mondays"}, {weekdayMany, 2, "tuesdays"}, {weekdayMany, 3, "wednesdays"}, {weekdayMany, 4, "thursdays"},
	{weekdayMany, 5, "fridays"}, {weekdayMany, 6, "saturdays"}, {weekdayMany, 7, "sundays"},

	{unitOne, inHalfYears, "half year|halfyear|half a year"}, {unitMany, inHalfYears, "half years"}, {unitOne, inTertials, "tertial"},

	{ordinal, 50, "fiftieth"}, {ordinal, 100, "hundredth"},
	{times, 0, "time|times"}, {times, 1, "once"}, {times, 2, "twice"}, {times, 3, "thrice"},
	{tiny, 0, "minute|minutes|second|seconds|hour|hours|half hour"}, {tiny, 1, "hourly"},

	{beforeWord, 0, "before|ahead|in advance|earlier|beforehand|prior|prior to"},
	{sameDay, 0, "on the day|same day|the same day|on the same day|on the due date|on the due day|on due date|the day itself"},
	{sameDay, 1, "the deadline|due|due date|the due date|due day|the due day|it's due|it is due"},
	{boundWord, fromBound, "from|starting|starting from|starting on|beginning on|as of"},
	{boundWord, untilBound, "to|until|through|up to|up to and including"},
}
