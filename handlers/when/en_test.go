package when

import "testing"

func TestDueInEnglish(t *testing.T) {
	t.Parallel()
	table{
		{"today", "2026-11-23"}, {"tonight", "2026-11-23"}, {"tomorrow", "2026-11-24"},
		{"day after tomorrow", "2026-11-25"}, {"the day after tomorrow", "2026-11-25"},
		{"in 2 weeks", "2026-12-07"}, {"in two weeks", "2026-12-07"}, {"in a month", "2026-12-23"},
		{"in a fortnight", "2026-12-07"}, {"in a couple of weeks", "2026-12-07"}, {"in half a year", "2027-05-23"},
		{"a week from now", "2026-11-30"}, {"within ten days", "2026-12-03"}, {"in 3 working days", "2026-11-26"},

		{"Friday", "2026-11-27"}, {"on Friday", "2026-11-27"}, {"this Friday", "2026-11-27"}, {"next Friday", "2026-12-04"},
		{"Fri", "2026-11-27"}, {"on Mon", "2026-11-30"}, {"Friday next week", "2026-12-04"}, {"next week on Tuesday", "2026-12-01"},
		{"Friday morning", "2026-11-27"}, {"this week", "2026-11-27"}, {"next week", "2026-12-04"},
		{"week after next", "2026-12-11"}, {"week 50", "2026-12-11"}, {"Tuesday week 50", "2026-12-08"},

		{"15 December", "2026-12-15"}, {"December 15", "2026-12-15"}, {"Dec 15th", "2026-12-15"}, {"Dec. 15", "2026-12-15"},
		{"15th of December", "2026-12-15"}, {"the 15th of December", "2026-12-15"}, {"December 15, 2026", "2026-12-15"},
		{"December 1st, 2027", "2027-12-01"}, {"the 3rd", "2026-12-03"}, {"on the 3rd of next month", "2026-12-03"},
		{"first of December", "2026-12-01"}, {"15 May", "2027-05-15"}, {"15 may", "2027-05-15"},
		{"Friday, December 4", "2026-12-04"}, {"Friday the 4th", "2026-12-04"}, {"Fri 4 Dec 2026", "2026-12-04"},

		{"end of March", "2027-03-31"}, {"end of the week", "2026-11-27"}, {"end of month", "2026-11-30"},
		{"end of next week", "2026-12-04"}, {"the end of the year", "2026-12-31"}, {"end of the quarter", "2026-12-31"},
		{"mid-March", "2027-03-15"}, {"early March", "2027-03-01"}, {"EOM", "2026-11-30"}, {"EOD Friday", "2026-11-27"},
		{"last day of March", "2027-03-31"}, {"the last day of the month", "2026-11-30"}, {"last Friday of March", "2027-03-26"}, {"next month", "2026-12-31"},
		{"the first Monday in December", "2026-12-07"}, {"last working day of the month", "2026-11-30"},
		{"next working day", "2026-11-24"}, {"next business day", "2026-11-24"},

		{"before Christmas", "2026-12-23"}, {"by Christmas", "2026-12-23"}, {"Christmas Eve", "2026-12-24"},
		{"Christmas", "2026-12-25"}, {"after Christmas", "2026-12-28"}, {"New Year's Eve", "2026-12-31"},
		{"before Easter", "2027-03-25"}, {"Good Friday", "2027-03-26"}, {"Midsummer’s Eve", "2027-06-25"},
		{"before the weekend", "2026-11-27"}, {"the day before Christmas Eve", "2026-12-23"},

		{"by 15 December", "2026-12-15"}, {"no later than Friday", "2026-11-27"}, {"due on Friday", "2026-11-27"},
		{"until the end of the week", "2026-11-27"}, {"Friday at the latest", "2026-11-27"},
		{"last Friday of the quarter", "2026-12-25"}, {"first working day of next quarter", "2027-01-04"}, {"last Friday of Q1", "2027-03-26"},
		{"tomorrow at 2 pm", "2026-11-24 14:00"}, {"2pm tomorrow", "2026-11-24 14:00"}, {"Friday at noon", "2026-11-27 12:00"},
		{"Friday 9 a.m.", "2026-11-27 09:00"}, {"at 14:00", "2026-11-23 14:00"}, {"12 am tomorrow", "2026-11-24 00:00"},
	}.check(t, ref(monday23))
}

func TestHeldInEnglish(t *testing.T) {
	t.Parallel()
	table{
		{"yesterday", "2026-11-22"}, {"day before yesterday", "2026-11-21"}, {"two days ago", "2026-11-21"},
		{"last Tuesday", "2026-11-17"}, {"last week", "2026-11-20"}, {"Tuesday last week", "2026-11-17"},
		{"on Friday", "2026-11-20"}, {"20 November", "2026-11-20"}, {"November 20th", "2026-11-20"},
	}.check(t, Ref{Today: day(monday23), Kind: Held})
	// On a Thursday, "last Tuesday" is two days ago and "förra tisdagen" nine:
	// Swedish has "i tisdags" for the other.
	table{
		{"last Tuesday", "2026-11-24"}, {"förra tisdagen", "2026-11-17"}, {"i tisdags", "2026-11-24"},
	}.check(t, Ref{Today: day("2026-11-26"), Kind: Held})
}

func TestBothLanguagesInOneLine(t *testing.T) {
	t.Parallel()
	table{
		{"by nästa fredag", "2026-12-04"}, {"senast next Friday", "2026-12-04"}, {"on fredag kl 14", "2026-11-27 14:00"},
		{"before 15 oktober", "2027-10-15"}, {"end of mars", "2027-03-31"}, {"Tuesday v. 50", "2026-12-08"},
	}.check(t, ref(monday23))
}
