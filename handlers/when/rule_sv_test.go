package when

import "testing"

// ruleRow is a phrase and the rule it makes in its stored form.
type ruleRow struct{ text, want string }

// swedishRuleRows is what people may write on Monday 23 November 2026.
var swedishRuleRows = []ruleRow{
	// Each week. A bare hour after the day is a clock.
	{"varje måndag", "RRULE:FREQ=WEEKLY;BYDAY=MO"},
	{"varje mandag", "RRULE:FREQ=WEEKLY;BYDAY=MO"},
	{"VARJE MÅNDAG", "RRULE:FREQ=WEEKLY;BYDAY=MO"},
	{"varje mondag", "RRULE:FREQ=WEEKLY;BYDAY=MO"},
	{"var måndag", "RRULE:FREQ=WEEKLY;BYDAY=MO"},
	{"varje mån", "RRULE:FREQ=WEEKLY;BYDAY=MO"},
	{"varje måndag 9", "RRULE:FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0"},
	{"varje måndag 9:00", "RRULE:FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0"},
	{"varje måndag 3", "RRULE:FREQ=WEEKLY;BYDAY=MO;BYHOUR=15;BYMINUTE=0"},
	{"varje måndag kl 9", "RRULE:FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0"},
	{"varje mån kl. 9.30", "RRULE:FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=30"},
	{"varje måndag klockan nio", "RRULE:FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0"},
	{"kl 9 varje måndag", "RRULE:FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0"},
	{"varje tis 13-15", "RRULE:FREQ=WEEKLY;BYDAY=TU;BYHOUR=13;BYMINUTE=0"},
	{"varje måndag morgon", "RRULE:FREQ=WEEKLY;BYDAY=MO"},
	{"måndagar", "RRULE:FREQ=WEEKLY;BYDAY=MO"},
	{"på måndagar kl 8", "RRULE:FREQ=WEEKLY;BYDAY=MO;BYHOUR=8;BYMINUTE=0"},
	{"alla måndagar", "RRULE:FREQ=WEEKLY;BYDAY=MO"},
	{"varje måndag och torsdag", "RRULE:FREQ=WEEKLY;BYDAY=MO,TH"},
	{"varje mån, ons och fre 10:00", "RRULE:FREQ=WEEKLY;BYDAY=MO,WE,FR;BYHOUR=10;BYMINUTE=0"},
	{"tisdagar och torsdagar kl 15", "RRULE:FREQ=WEEKLY;BYDAY=TU,TH;BYHOUR=15;BYMINUTE=0"},
	{"måndag, onsdag och fredag varje vecka", "RRULE:FREQ=WEEKLY;BYDAY=MO,WE,FR"},
	{"varje mån-fre kl 8", "RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=8;BYMINUTE=0"},
	{"varje fredag senast kl 12", "RRULE:FREQ=WEEKLY;BYDAY=FR;BYHOUR=12;BYMINUTE=0"},
	{"varje vecka", "RRULE:FREQ=WEEKLY;BYDAY=MO"},
	{"varje vecka på fredagar", "RRULE:FREQ=WEEKLY;BYDAY=FR"},
	{"varje vecka måndag kl 9", "RRULE:FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0"},
	{"veckovis", "RRULE:FREQ=WEEKLY;BYDAY=MO"},
	{"veckovis på tisdag", "RRULE:FREQ=WEEKLY;BYDAY=TU"},
	{"en gång i veckan", "RRULE:FREQ=WEEKLY;BYDAY=MO"},
	{"en gång per vecka", "RRULE:FREQ=WEEKLY;BYDAY=MO"},
	{"1 ggr/vecka", "RRULE:FREQ=WEEKLY;BYDAY=MO"},
	{"i slutet av varje vecka", "RRULE:FREQ=WEEKLY;BYDAY=FR"},
	{"varje måndag från 1 januari", "RRULE:FREQ=WEEKLY;BYDAY=MO;DTSTART=20270104"},
	{"varje måndag från och med januari", "RRULE:FREQ=WEEKLY;BYDAY=MO;DTSTART=20270104"},

	// Until a day, that day too.
	{"varje måndag till 14 dec", "RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20261214"},
	{"varje måndag till jul", "RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20261223"},
	{"varje måndag t.o.m. 30 juni", "RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20270630"},
	{"varje måndag tom 30/6", "RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20270630"},
	{"varje måndag t o m fredag 18 dec kl 9", "RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20261218;BYHOUR=9;BYMINUTE=0"},
	{"varje måndag 9 fram till och med v 50", "RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20261211;BYHOUR=9;BYMINUTE=0"},
	{"måndagar till och med januari", "RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20270131"},
	{"varannan torsdag fr.o.m. 3 dec t.o.m. 30 april", "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;DTSTART=20261203;UNTIL=20270430"},
	{"första vardagen varje månad till midsommar", "WORKDAY:FREQ=MONTHLY;NTH=1;UNTIL=20270624"},
	{"varje vardag till fredag v 50", "WORKDAY:FREQ=DAILY;UNTIL=20261211"},

	// Each second, third, fourth week: in phase with the first such day from today on.
	{"varannan torsdag", "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;DTSTART=20261126"},
	{"var annan torsdag", "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;DTSTART=20261126"},
	{"varannan mandag", "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;DTSTART=20261123"},
	{"torsdag varannan vecka", "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;DTSTART=20261126"},
	{"på torsdagar varannan vecka kl 9", "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;DTSTART=20261126;BYHOUR=9;BYMINUTE=0"},
	{"varannan vecka", "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;DTSTART=20261123"},
	{"varannan v", "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;DTSTART=20261123"},
	{"varannan vecka på onsdagar", "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=WE;DTSTART=20261125"},
	{"varannan vecka på mån och tors", "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;DTSTART=20261123"},
	{"var tredje fredag", "RRULE:FREQ=WEEKLY;INTERVAL=3;BYDAY=FR;DTSTART=20261127"},
	{"var 3:e fredag", "RRULE:FREQ=WEEKLY;INTERVAL=3;BYDAY=FR;DTSTART=20261127"},
	{"var fjärde vecka", "RRULE:FREQ=WEEKLY;INTERVAL=4;BYDAY=MO;DTSTART=20261123"},
	{"varje 2 veckor", "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;DTSTART=20261123"},
	{"en gång varannan vecka", "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;DTSTART=20261123"},
	{"varannan torsdag från 3 december", "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;DTSTART=20261203"},
	{"varannan torsdag med start 10/12", "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;DTSTART=20261210"},

	// Each day.
	{"dagligen", "RRULE:FREQ=DAILY"},
	{"dagligen 8", "RRULE:FREQ=DAILY;BYHOUR=8;BYMINUTE=0"},
	{"varje dag", "RRULE:FREQ=DAILY"},
	{"varje morgon 8", "RRULE:FREQ=DAILY;BYHOUR=8;BYMINUTE=0"},
	{"varje dag 8.30", "RRULE:FREQ=DAILY;BYHOUR=8;BYMINUTE=30"},
	{"alla dagar", "RRULE:FREQ=DAILY"},
	{"en gång om dagen", "RRULE:FREQ=DAILY"},
	{"varannan dag", "RRULE:FREQ=DAILY;INTERVAL=2;DTSTART=20261123"},
	{"var tredje dag", "RRULE:FREQ=DAILY;INTERVAL=3;DTSTART=20261123"},
	{"var 14:e dag", "RRULE:FREQ=DAILY;INTERVAL=14;DTSTART=20261123"},
	{"varje 10 dagar", "RRULE:FREQ=DAILY;INTERVAL=10;DTSTART=20261123"},

	// Each working day.
	{"varje vardag", "WORKDAY:FREQ=DAILY"},
	{"varje arbetsdag", "WORKDAY:FREQ=DAILY"},
	{"vardagar", "WORKDAY:FREQ=DAILY"},
	{"på vardagar kl 8", "WORKDAY:FREQ=DAILY;BYHOUR=8;BYMINUTE=0"},
	{"alla vardagar 8", "WORKDAY:FREQ=DAILY;BYHOUR=8;BYMINUTE=0"},
	{"varje helgfri vardag", "WORKDAY:FREQ=DAILY"},

	// Each month; a date it hasn't is its last day.
	{"varje månad", "RRULE:FREQ=MONTHLY;BYMONTHDAY=23"},
	{"varje manad", "RRULE:FREQ=MONTHLY;BYMONTHDAY=23"},
	{"månadsvis", "RRULE:FREQ=MONTHLY;BYMONTHDAY=23"},
	{"månatligen", "RRULE:FREQ=MONTHLY;BYMONTHDAY=23"},
	{"en gång i månaden", "RRULE:FREQ=MONTHLY;BYMONTHDAY=23"},
	{"den 15 varje månad", "RRULE:FREQ=MONTHLY;BYMONTHDAY=15"},
	{"den 15 i varje månad", "RRULE:FREQ=MONTHLY;BYMONTHDAY=15"},
	{"den 15:e i varje månad", "RRULE:FREQ=MONTHLY;BYMONTHDAY=15"},
	{"varje månad den 15", "RRULE:FREQ=MONTHLY;BYMONTHDAY=15"},
	{"varje månad den 15:e kl 10", "RRULE:FREQ=MONTHLY;BYMONTHDAY=15;BYHOUR=10;BYMINUTE=0"},
	{"varje 15:e", "RRULE:FREQ=MONTHLY;BYMONTHDAY=15"},
	{"15:e varje månad", "RRULE:FREQ=MONTHLY;BYMONTHDAY=15"},
	{"25 varje månad", "RRULE:FREQ=MONTHLY;BYMONTHDAY=25"},
	{"den 25 varje månad 10", "RRULE:FREQ=MONTHLY;BYMONTHDAY=25;BYHOUR=10;BYMINUTE=0"},
	{"den 25:e i månaden", "RRULE:FREQ=MONTHLY;BYMONTHDAY=25"},
	{"den första varje månad", "RRULE:FREQ=MONTHLY;BYMONTHDAY=1"},
	{"den 29 varje månad", "RRULE:FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=-1"},
	{"den 30 varje månad", "RRULE:FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1"},
	{"den 31 varje månad", "RRULE:FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1"},
	{"sista dagen varje månad", "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1"},
	{"sista dagen i varje månad", "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1"},
	{"sista varje månad", "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1"},
	{"varje månads sista dag", "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1"},
	{"i slutet av varje månad", "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1"},
	{"i slutet på varje månad", "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1"},
	{"i början av varje månad", "RRULE:FREQ=MONTHLY;BYMONTHDAY=1"},
	{"i mitten av varje månad", "RRULE:FREQ=MONTHLY;BYMONTHDAY=15"},
	{"senast den 15 varje månad", "RRULE:FREQ=MONTHLY;BYMONTHDAY=15"},
	{"varje månadsslut", "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1"},
	{"1 gång/mån", "RRULE:FREQ=MONTHLY;BYMONTHDAY=23"},
	{"varje månadsskifte", "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1"},
	{"varannan månad", "RRULE:FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=23;DTSTART=20261123"},
	{"den 1 varannan månad", "RRULE:FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=1;DTSTART=20261201"},
	{"var tredje månad", "RRULE:FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=23;DTSTART=20261123"},
	{"varje 6 mån", "RRULE:FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=23;DTSTART=20261123"},

	// A weekday or a working day of each month.
	{"första vardagen i månaden", "WORKDAY:FREQ=MONTHLY;NTH=1"},
	{"första vardagen varje månad", "WORKDAY:FREQ=MONTHLY;NTH=1"},
	{"första vardagen i varje månad", "WORKDAY:FREQ=MONTHLY;NTH=1"},
	{"varje månad, första vardagen", "WORKDAY:FREQ=MONTHLY;NTH=1"},
	{"sista arbetsdagen varje månad", "WORKDAY:FREQ=MONTHLY;NTH=-1"},
	{"andra vardagen varje månad", "WORKDAY:FREQ=MONTHLY;NTH=2"},
	{"1:a vardagen varje månad", "WORKDAY:FREQ=MONTHLY;NTH=1"},
	{"tionde vardagen varje månad", "WORKDAY:FREQ=MONTHLY;NTH=10"},
	{"första måndagen i månaden", "RRULE:FREQ=MONTHLY;BYDAY=1MO"},
	{"varje första måndag i månaden", "RRULE:FREQ=MONTHLY;BYDAY=1MO"},
	{"varje månad på första måndagen", "RRULE:FREQ=MONTHLY;BYDAY=1MO"},
	{"sista fredagen varje månad", "RRULE:FREQ=MONTHLY;BYDAY=-1FR"},
	{"3:e torsdagen i månaden kl 13", "RRULE:FREQ=MONTHLY;BYDAY=3TH;BYHOUR=13;BYMINUTE=0"},
	{"första vardagen varannan månad", "WORKDAY:FREQ=MONTHLY;INTERVAL=2;NTH=1;DTSTART=20261201"},
	{"sista vardagen varannan månad", "WORKDAY:FREQ=MONTHLY;INTERVAL=2;NTH=-1;DTSTART=20261123"},
	{"andra tisdagen varannan månad", "RRULE:FREQ=MONTHLY;INTERVAL=2;BYDAY=2TU;DTSTART=20261208"},

	// Quarters, tertials of four months, half-years.
	{"varje kvartal", "WORKDAY:FREQ=MONTHLY;BYMONTH=1,4,7,10;NTH=1"},
	{"kvartalsvis", "WORKDAY:FREQ=MONTHLY;BYMONTH=1,4,7,10;NTH=1"},
	{"en gång i kvartalet", "WORKDAY:FREQ=MONTHLY;BYMONTH=1,4,7,10;NTH=1"},
	{"första vardagen varje kvartal", "WORKDAY:FREQ=MONTHLY;BYMONTH=1,4,7,10;NTH=1"},
	{"sista fredagen varje kvartal", "RRULE:FREQ=MONTHLY;BYMONTH=3,6,9,12;BYDAY=-1FR"},
	{"första måndagen i kvartalet", "RRULE:FREQ=MONTHLY;BYMONTH=1,4,7,10;BYDAY=1MO"},
	{"sista dagen varje kvartal", "RRULE:FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"},
	{"i början av varje kvartal", "RRULE:FREQ=MONTHLY;BYMONTH=1,4,7,10;BYMONTHDAY=1"},
	{"i mitten av varje kvartal", "RRULE:FREQ=MONTHLY;BYMONTH=2,5,8,11;BYMONTHDAY=15"},
	{"i slutet av varje kvartal", "RRULE:FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"},
	{"vartannat kvartal", "WORKDAY:FREQ=MONTHLY;INTERVAL=6;NTH=1;DTSTART=20270101"},
	{"varje tertial", "WORKDAY:FREQ=MONTHLY;BYMONTH=1,5,9;NTH=1"},
	{"sista vardagen varje tertial", "WORKDAY:FREQ=MONTHLY;BYMONTH=4,8,12;NTH=-1"},
	{"varje halvår", "WORKDAY:FREQ=MONTHLY;BYMONTH=1,7;NTH=1"},
	{"halvårsvis", "WORKDAY:FREQ=MONTHLY;BYMONTH=1,7;NTH=1"},
	{"i slutet av varje halvår", "RRULE:FREQ=MONTHLY;BYMONTH=6,12;BYMONTHDAY=-1"},

	// Each year.
	{"varje år", "RRULE:FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=23"},
	{"årligen", "RRULE:FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=23"},
	{"en gång om året", "RRULE:FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=23"},
	{"varje år 1 mars", "RRULE:FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1"},
	{"varje år den 1 mars", "RRULE:FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1"},
	{"varje år i mars", "RRULE:FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1"},
	{"varje år 1/3", "RRULE:FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1"},
	{"årligen 1 mars", "RRULE:FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1"},
	{"1 mars varje år", "RRULE:FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1"},
	{"den 1 mars varje år", "RRULE:FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1"},
	{"första mars varje år", "RRULE:FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1"},
	{"varje 1 mars", "RRULE:FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1"},
	{"varje 29 februari", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1"},
	{"varje januari", "RRULE:FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1"},
	{"sista mars varje år", "RRULE:FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1"},
	{"sista fredagen i mars varje år", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1FR"},
	{"första vardagen i mars varje år", "WORKDAY:FREQ=YEARLY;BYMONTH=3;NTH=1"},
	{"första vardagen varje år", "WORKDAY:FREQ=YEARLY;BYMONTH=1;NTH=1"},
	{"varje år första måndagen i september", "RRULE:FREQ=YEARLY;BYMONTH=9;BYDAY=1MO"},
	{"i slutet av varje år", "RRULE:FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1"},
	{"vartannat år", "RRULE:FREQ=YEARLY;INTERVAL=2;BYMONTH=11;BYMONTHDAY=23;DTSTART=20261123"},
	{"vart tredje år", "RRULE:FREQ=YEARLY;INTERVAL=3;BYMONTH=11;BYMONTHDAY=23;DTSTART=20261123"},
	{"vart 10:e år", "RRULE:FREQ=YEARLY;INTERVAL=10;BYMONTH=11;BYMONTHDAY=23;DTSTART=20261123"},
	{"vart fjärde år 29 februari", "RRULE:FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1;DTSTART=20280229"},

	// Before the due day.
	{"3 dagar före", "BEFORE:BY=3D"},
	{"tre dagar innan", "BEFORE:BY=3D"},
	{"3 dgr fore", "BEFORE:BY=3D"},
	{"3 dagar före deadline", "BEFORE:BY=3D"},
	{"3 dagar före kl 10", "BEFORE:BY=3D;BYHOUR=10;BYMINUTE=0"},
	{"kl 10 dagen före", "BEFORE:BY=1D;BYHOUR=10;BYMINUTE=0"},
	{"en vecka före", "BEFORE:BY=1W"},
	{"2 veckor innan", "BEFORE:BY=2W"},
	{"ett par dagar före", "BEFORE:BY=2D"},
	{"dagen före", "BEFORE:BY=1D"},
	{"dagen innan", "BEFORE:BY=1D"},
	{"dagen före 8", "BEFORE:BY=1D;BYHOUR=8;BYMINUTE=0"},
	{"en arbetsdag före", "BEFORE:BY=1B"},
	{"2 vardagar före", "BEFORE:BY=2B"},
	{"på dagen", "BEFORE:BY=0D"},
	{"på dagen kl 8", "BEFORE:BY=0D;BYHOUR=8;BYMINUTE=0"},
	{"samma dag", "BEFORE:BY=0D"},
	{"en månad före", "BEFORE:BY=1M"},
	{"ett kvartal före", "BEFORE:BY=3M"},
	{"7 och 1 dagar före", "BEFORE:BY=7D,1D"},
	{"7, 3 och 1 dagar före", "BEFORE:BY=7D,3D,1D"},
	{"en vecka före och dagen före", "BEFORE:BY=1W,1D"},
	{"dagen före, en vecka före", "BEFORE:BY=1W,1D"},
	{"veckan före", "BEFORE:BY=1W"},
	{"3d före", "BEFORE:BY=3D"},
	{"3 dagar innan och på dagen kl 8", "BEFORE:BY=3D,0D;BYHOUR=8;BYMINUTE=0"},
	{"en vecka och en dag före", "BEFORE:BY=1W,1D"},
	{"3 dagar innan och på dagen kl 8", "BEFORE:BY=3D,0D;BYHOUR=8;BYMINUTE=0"},

	// A part of the day is an hour of it; the morning is when reminders come anyway.
	{"varje måndag eftermiddag", "RRULE:FREQ=WEEKLY;BYDAY=MO;BYHOUR=14;BYMINUTE=0"},
	{"varje dag före lunch", "RRULE:FREQ=DAILY;BYHOUR=11;BYMINUTE=0"},
	{"i eftermiddag", "ONCE:DTSTART=20261123;BYHOUR=14;BYMINUTE=0"},
	{"i förmiddag", "ONCE:DTSTART=20261123;BYHOUR=10;BYMINUTE=0"},
	{"ikväll", "ONCE:DTSTART=20261123;BYHOUR=19;BYMINUTE=0"},
	{"idag efter lunch", "ONCE:DTSTART=20261123;BYHOUR=13;BYMINUTE=0"},
	{"imorgon eftermiddag", "ONCE:DTSTART=20261124;BYHOUR=14;BYMINUTE=0"},
	{"imorgon på eftermiddagen", "ONCE:DTSTART=20261124;BYHOUR=14;BYMINUTE=0"},
	{"fredag fm", "ONCE:DTSTART=20261127;BYHOUR=10;BYMINUTE=0"},
	{"fredag em", "ONCE:DTSTART=20261127;BYHOUR=14;BYMINUTE=0"},
	{"fredag em kl 15", "ONCE:DTSTART=20261127;BYHOUR=15;BYMINUTE=0"},
	{"i eftermiddag 16", "ONCE:DTSTART=20261123;BYHOUR=16;BYMINUTE=0"},
	{"nästa vecka efter lunch", "ONCE:DTSTART=20261130;BYHOUR=13;BYMINUTE=0"},
	{"imorgon bitti", "ONCE:DTSTART=20261124"},

	// A single day. A week that is ahead begins on its Monday, a month on its first day.
	{"imorgon", "ONCE:DTSTART=20261124"},
	{"imorgon 14", "ONCE:DTSTART=20261124;BYHOUR=14;BYMINUTE=0"},
	{"fredag kl 14", "ONCE:DTSTART=20261127;BYHOUR=14;BYMINUTE=0"},
	{"fredag 14", "ONCE:DTSTART=20261127;BYHOUR=14;BYMINUTE=0"},
	{"2026-12-01", "ONCE:DTSTART=20261201"},
	{"om en vecka", "ONCE:DTSTART=20261130"},
	{"nästa måndag 9", "ONCE:DTSTART=20261130;BYHOUR=9;BYMINUTE=0"},
	{"nästa vecka", "ONCE:DTSTART=20261130"},
	{"i nästa vecka kl 9", "ONCE:DTSTART=20261130;BYHOUR=9;BYMINUTE=0"},
	{"nästa vecka 9", "ONCE:DTSTART=20261130;BYHOUR=9;BYMINUTE=0"},
	{"15/12 9", "ONCE:DTSTART=20261215;BYHOUR=9;BYMINUTE=0"},
	{"i slutet av månaden", "ONCE:DTSTART=20261130"},
	{"veckan efter nästa", "ONCE:DTSTART=20261207"},
	{"v 49", "ONCE:DTSTART=20261130"},
	{"vecka 49 kl 10", "ONCE:DTSTART=20261130;BYHOUR=10;BYMINUTE=0"},
	{"v. 53", "ONCE:DTSTART=20261228"},
	{"vecka 2", "ONCE:DTSTART=20270111"},
	{"v 50–51", "ONCE:DTSTART=20261207"},
	{"2026-W50", "ONCE:DTSTART=20261207"},
	{"fredag v 49", "ONCE:DTSTART=20261204"},
	{"v 48", "ONCE:DTSTART=20261127"}, // this week has begun
	{"denna vecka", "ONCE:DTSTART=20261127"},
	{"nästa månad", "ONCE:DTSTART=20261201"},
	{"15–17 dec", "ONCE:DTSTART=20261215"},
	{"nästa vecka på tisdag", "ONCE:DTSTART=20261201"},
	{"dagen före julafton", "ONCE:DTSTART=20261223"},
}

func TestRulesInSwedish(t *testing.T) {
	t.Parallel()
	checkRules(t, swedishRuleRows)
}

// checkRules parses each phrase, and reads back what is stored of it and what
// is shown of it in both languages.
func checkRules(t *testing.T, rows []ruleRow) {
	t.Helper()
	r := ref(monday23)
	for _, row := range rows {
		rule, err := ParseRule(row.text, r)
		if err != nil || rule.String() != row.want {
			t.Errorf("%q is %q, %v; want %q", row.text, rule, err, row.want)
			continue
		}
		if back, err := ReadRule(row.want); err != nil || back != rule {
			t.Errorf("%q is read back as %q, %v", row.want, back, err)
		}
		for _, lang := range []string{"sv", "en"} {
			shown := FormatRule(rule, lang, r.Today)
			if back, err := ParseRule(shown, r); err != nil || back != rule {
				t.Errorf("%q is shown as %q, which is %q, %v", row.text, shown, back, err)
			}
		}
	}
}
