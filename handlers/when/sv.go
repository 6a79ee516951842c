package when

// swedish is the Swedish words for days, with what each can mean. They are
// folded when the lexicon is built, so å ä ö may be left out by who types.
var swedish = []entry{
	{weekday, 1, "måndag"}, {weekdayThe, 1, "måndagen"}, {weekdayPast, 1, "måndags"},
	{weekday, 2, "tisdag"}, {weekdayThe, 2, "tisdagen"}, {weekdayPast, 2, "tisdags"},
	{weekday, 3, "onsdag"}, {weekdayThe, 3, "onsdagen"}, {weekdayPast, 3, "onsdags"},
	{weekday, 4, "torsdag"}, {weekdayThe, 4, "torsdagen"}, {weekdayPast, 4, "torsdags"},
	{weekday, 5, "fredag"}, {weekdayThe, 5, "fredagen"}, {weekdayPast, 5, "fredags"},
	{weekday, 6, "lördag"}, {weekdayThe, 6, "lördagen"}, {weekdayPast, 6, "lördags"},
	{weekday, 7, "söndag"}, {weekdayThe, 7, "söndagen"}, {weekdayPast, 7, "söndags"},
	{weekdayShort, 2, "tis"}, {weekdayShort, 3, "ons"}, {weekdayShort, 4, "tors"}, {weekdayShort, 5, "fre"},
	{weekdayRisky, 1, "mån"}, {weekdayRisky, 4, "tor"}, {weekdayRisky, 6, "lör"}, {weekdayRisky, 7, "sön"},

	{month, 1, "januari"}, {monthShort, 1, "jan"},
	{month, 2, "februari"}, {monthShort, 2, "feb|febr"},
	{month, 3, "mars"},
	{month, 4, "april"}, {monthShort, 4, "apr"},
	{month, 5, "maj"},
	{month, 6, "juni"}, {monthShort, 6, "jun"},
	{month, 7, "juli"},
	{month, 8, "augusti"}, {monthShort, 8, "aug"},
	{month, 9, "september"}, {monthShort, 9, "sep|sept"},
	{month, 10, "oktober"}, {monthShort, 10, "okt"},
	{month, 11, "november"}, {monthShort, 11, "nov"},
	{month, 12, "december"}, {monthShort, 12, "dec"},

	{dayWord, -2, "i förrgår|förrgår|iförrgår"},
	{dayWord, -1, "igår|i går"},
	{dayWord, 0, "idag|i dag|ikväll|i kväll|i eftermiddag|i förmiddag"},
	{daypart, 10 * 60, "i förmiddag"}, {daypart, 14 * 60, "i eftermiddag"}, {daypart, 19 * 60, "ikväll|i kväll"},
	{dayWord, 1, "imorgon|i morgon|imorn|i morn|imorrn|i morrn|imorron|i morron"},
	{dayWord, 2, "i övermorgon|övermorgon|iövermorgon|i övermorn|övermorn"},

	{unitOne, inDays, "dag|dygn"}, {unitMany, inDays, "dagar|dar|dgr|dygn"}, {unitThe, inDays, "dagen"},
	{unitOne, inWorkdays, "vardag|arbetsdag"}, {unitMany, inWorkdays, "vardagar|arbetsdagar"}, {unitThe, inWorkdays, "vardagen|arbetsdagen"},
	{unitOne, inWeeks, "vecka|v"}, {unitMany, inWeeks, "veckor"}, {unitThe, inWeeks, "veckan"},
	{unitOne, inMonths, "månad"}, {unitMany, inMonths, "månader|mån"}, {unitThe, inMonths, "månaden"},
	{unitOne, inQuarters, "kvartal"}, {unitMany, inQuarters, "kvartal"}, {unitThe, inQuarters, "kvartalet"},
	{unitOne, inHalfYears, "halvår"}, {unitMany, inHalfYears, "halvår"},
	{unitOne, inYears, "år"}, {unitMany, inYears, "år"}, {unitThe, inYears, "året"},

	{numeral, 1, "en|ett"}, {numeral, 2, "två"}, {amountWord, 2, "ett par"}, {numeral, 3, "tre"}, {numeral, 4, "fyra"},
	{numeral, 5, "fem"}, {numeral, 6, "sex"}, {numeral, 7, "sju"}, {numeral, 8, "åtta"}, {numeral, 9, "nio"},
	{numeral, 10, "tio"}, {numeral, 11, "elva"}, {numeral, 12, "tolv"}, {numeral, 14, "fjorton"},
	{numeral, 15, "femton"}, {numeral, 20, "tjugo"}, {numeral, 30, "trettio"},

	{ordinal, 1, "första|förste"}, {ordinal, 2, "andra|andre"}, {ordinal, 3, "tredje"}, {ordinal, 4, "fjärde"},
	{ordinal, 5, "femte"}, {ordinal, 6, "sjätte"}, {ordinal, 7, "sjunde"}, {ordinal, 8, "åttonde"},
	{ordinal, 9, "nionde"}, {ordinal, 10, "tionde"}, {ordinal, 11, "elfte"}, {ordinal, 12, "tolfte"},
	{ordinal, 13, "trettonde"}, {ordinal, 14, "fjortonde"}, {ordinal, 15, "femtonde"}, {ordinal, 16, "sextonde"},
	{ordinal, 17, "sjuttonde"}, {ordinal, 18, "artonde"}, {ordinal, 19, "nittonde"}, {ordinal, 20, "tjugonde"},
	{ordinal, 21, "tjugoförsta"}, {ordinal, 22, "tjugoandra"}, {ordinal, 23, "tjugotredje"},
	{ordinal, 24, "tjugofjärde"}, {ordinal, 25, "tjugofemte"}, {ordinal, 26, "tjugosjätte"},
	{ordinal, 27, "tjugosjunde"}, {ordinal, 28, "tjugoåttonde"}, {ordinal, 29, "tjugonionde"},
	{ordinal, 30, "trettionde"}, {ordinal, 31, "trettioförsta"},
	{ordSuffix, 0, "e|a"},

	{nextWord, 1, "nästa|nästkommande"}, {nextWord, 2, "nästnästa"}, {thisWord, 0, "denna|den här|innevarande"},
	{prevWord, -1, "förra|föregående"}, {coming, 0, "kommande|närmaste|närmsta"},
	{weekAhead, 2, "veckan efter nästa"},
	{weekWord, 0, "vecka|v|vk"}, {quarter, 0, "kvartal|kv|q"},

	{byWord, strongBy, "senast|innan|före|deadline|klart|klar|klara|färdigt|färdig|färdiga|förfaller"},
	{byWord, strongBy, "sista dag|sista datum|sista ansökningsdag|sista svarsdag|slutdatum"},
	{byWord, weakBy, "till|tills|inför"},
	{byFill, 0, "är"}, {byAfter, 0, "senast"},

	{onWord, 1, "på"}, {theWord, 0, "den"}, {inWord, 0, "i|vid|under"}, {nowWord, 0, "nu"},
	{inTime, 0, "om"}, {within, 0, "inom"}, {ago, 0, "sedan"}, {ago, 1, "sen"}, {agoBefore, 0, "för"},
	{fromNow, 0, "från nu|från idag|från i dag"}, {ofWord, 0, "av|i|på"},

	{edge, 1, "början"}, {edge, 2, "mitten"}, {edge, 3, "slutet"}, {edgeEarly, 2, "medio"}, {edgeEarly, 3, "ultimo"}, {edgeOf, inDays, "dagens slut"},
	{lastOf, 0, "sista|siste"}, {lastOf, 1, "sista dagen i|sista dagen av|sista dagen på"},
	{edgeOf, inWeeks, "veckans slut"}, {edgeOf, inMonths, "månadens slut"}, {edgeOf, inYears, "årets slut"},
	{turn, inMonths, "månadsskiftet|månadsskifte"}, {turn, inYears, "årsskiftet|årsskifte"},
	{turn, inQuarters, "kvartalsskiftet|kvartalsskifte"},

	{feast, newYear, "nyår|nyårshelgen"}, {feast, newYearsDay, "nyårsdagen|nyårsdag"},
	{feast, epiphany, "trettondagen|trettondedag jul|trettondedagen"}, {feast, epiphanyEve, "trettondagsafton"},
	{feast, easter, "påsk|påskhelgen"}, {feast, maundyThursday, "skärtorsdag|skärtorsdagen"},
	{feast, goodFriday, "långfredag|långfredagen"}, {feast, easterEve, "påskafton"},
	{feast, easterDay, "påskdagen"}, {feast, easterMonday, "annandag påsk"},
	{feast, walpurgis, "valborg|valborgsmässoafton"},
	{feast, ascension, "kristi himmelsfärd|kristi himmelsfärdsdag|kristi himmelfärd|kristi himmelfärdsdag|kristi flygare"},
	{feast, pentecost, "pingst|pingsthelgen"}, {feast, pentecostEve, "pingstafton"}, {feast, pentecostDay, "pingstdagen"},
	{feast, nationalDay, "nationaldagen|sveriges nationaldag"},
	{feast, midsummer, "midsommar|midsommarhelgen"}, {feast, midsummerEve, "midsommarafton"},
	{feast, midsummerDay, "midsommardagen"},
	{feast, allSaints, "alla helgons dag|allhelgona|allhelgonahelgen"},
	{feast, advent1, "första advent"}, {feast, advent2, "andra advent"},
	{feast, advent3, "tredje advent"}, {feast, advent4, "fjärde advent"},
	{adventWord, 0, "advent"},
	{feast, lucia, "lucia|luciadagen"}, {feast, jul, "jul|julen|julhelgen"},
	{feast, christmasEve, "julafton"}, {feast, christmasDay, "juldagen"}, {feast, boxingDay, "annandag jul"},
	{feast, newYearsEve, "nyårsafton"},
	{weekend, 0, "helgen|veckoslutet"},
	{dayShift, -1, "dagen före|dagen innan"}, {dayShift, 1, "dagen efter"}, {afterWord, 0, "efter"},

	{atWord, 1, "kl|klockan|klocka"}, {ampm, 0, "fm"}, {ampm, 12, "em"},
	{daypart, 0, "morgon|på morgonen|bitti|tidigt"}, {daypart, 10 * 60, "förmiddag|på förmiddagen|förmiddagen|fm"},
	{daypart, 11 * 60, "före lunch|innan lunch"}, {daypart, 12 * 60, "lunch"}, {daypart, 13 * 60, "efter lunch"},
	{daypart, 14 * 60, "eftermiddag|på eftermiddagen|eftermiddagen|em"}, {daypart, 19 * 60, "kväll|på kvällen"},

	{recurring, 0, "varje|varannan|vartannat|var tredje|varenda"},
	{label, 0, "nr|nummer|dnr|diarienr|diarienummer|ärende|tel|telefon|mobil|sida|sidan|sid|s|punkt|punkten|p"},
	{label, 0, "kap|kapitel|art|artikel|paragraf|version|ver|del|steg|fas|pnr|orgnr|bilaga|avsnitt|tabell"},
	{label, 1, "rum|sal|lokal"}, // "boka rum 15/12"
	{label, 0, "figur|nivå|skala|ref|id|omgång"},
	{quantity, 0, "av|kr|kronor|tkr|mkr|msek|ksek|sek|eur|euro|miljoner|miljon|milj|mdr|miljarder|procent|grader"},
	{quantity, 0, "timmar|timme|tim|h|km|m|kg|g|dl|cl|ml|l|liter|ton|gånger|poäng|år|tjänst|tjänster|dag|dagar"},
	{quantity, 0, "del|delar|personer|deltagare|mil|kvm|meter|cm|mm|veckor|månader"},
	{joint, 0, "till|med|för|och|på|om|innan|hos|senast|så|av"},
}

// swedishNoSlips is words that look like a slip of ours and aren't:
// "mandat" is no Monday, "börjar i mars" no first of March.
const swedishNoSlips = `mandat morgon morgonen fredad fredar freda senaste senare
	bästa kasta fasta hasta rasta gästa lasta pasta nästan vacka väcka
	veckla veckad börjar börjat börja börjas slutar slutat slutit sluter slutes
	helge helger helga kommando fjärden ester östern innana klarar klara klarat
	manade månade lucian tidigare första vardaga vardags tisdagar valborgs
	mittan kvarta kvarter påsken medan sedan seden marsch marks mora aprils`
