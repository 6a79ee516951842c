package when

import (
	"time"

	"utblick/store"
)

// feastID is a day or a time of the year with a name.
const (
	newYear = iota + 1
	newYearsDay
	epiphanyEve
	epiphany
	easter
	maundyThursday
	goodFriday
	easterEve
	easterDay
	easterMonday
	walpurgis
	ascension
	pentecost
	pentecostEve
	pentecostDay
	nationalDay
	midsummer
	midsummerEve
	midsummerDay
	allSaints
	advent1
	advent2
	advent3
	advent4
	lucia
	jul
	christmas
	christmasEve
	christmasDay
	boxingDay
	newYearsEve
)

// holidayTime is a feast of several days: before it is before the first of
// them that is kept at home, after it is after the last.
type holidayTime struct{ eve, last func(year int) store.Day }

// holidayTimeOf gives the holiday times. What is due "före jul" is due on the
// 23rd: julafton is a day off.
func holidayTimeOf(id int) (holidayTime, bool) {
	switch id {
	case newYear:
		return holidayTime{on(time.December, 31), on(time.December, 32)}, true
	case easter:
		return holidayTime{fromEaster(-2), fromEaster(1)}, true
	case pentecost:
		return holidayTime{fromEaster(48), fromEaster(49)}, true
	case midsummer:
		return holidayTime{func(y int) store.Day { return midsummerSaturday(y) - 1 }, midsummerSaturday}, true
	case jul, christmas:
		return holidayTime{on(time.December, 24), on(time.December, 26)}, true
	}
	return holidayTime{}, false
}

func on(m time.Month, d int) func(int) store.Day {
	return func(y int) store.Day { return store.NewDay(y, m, d) }
}

func fromEaster(n store.Day) func(int) store.Day {
	return func(y int) store.Day { return easterOf(y) + n }
}

// dayOfFeast is the day meant by a feast's name in a year.
func dayOfFeast(id, y int) store.Day {
	if n, ok := easterOffset(id); ok {
		return easterOf(y) + n
	}
	switch id {
	case newYearsDay:
		return store.NewDay(y, time.January, 1)
	case epiphanyEve:
		return store.NewDay(y, time.January, 5)
	case epiphany:
		return store.NewDay(y, time.January, 6)
	case walpurgis:
		return store.NewDay(y, time.April, 30)
	case nationalDay:
		return store.NewDay(y, time.June, 6)
	case midsummer, midsummerEve:
		return midsummerSaturday(y) - 1
	case midsummerDay:
		return midsummerSaturday(y)
	case allSaints:
		return allSaintsSaturday(y)
	case advent1, advent2, advent3, advent4:
		return firstAdvent(y) + store.Day(7*(id-advent1))
	case lucia:
		return store.NewDay(y, time.December, 13)
	case jul, christmasEve:
		return store.NewDay(y, time.December, 24)
	case christmas, christmasDay:
		return store.NewDay(y, time.December, 25)
	case boxingDay:
		return store.NewDay(y, time.December, 26)
	}
	return store.NewDay(y, time.December, 31)
}

// easterOffset is how many days after Easter Day a movable feast is.
func easterOffset(id int) (store.Day, bool) {
	switch id {
	case maundyThursday:
		return -3, true
	case goodFriday:
		return -2, true
	case easterEve:
		return -1, true
	case easter, easterDay:
		return 0, true
	case easterMonday:
		return 1, true
	case ascension:
		return 39, true
	case pentecostEve:
		return 48, true
	case pentecost, pentecostDay:
		return 49, true
	}
	return 0, false
}

// firstAdvent is the fourth Sunday before Christmas Day.
func firstAdvent(y int) store.Day {
	latest := store.NewDay(y, time.December, 3)
	return latest - store.Day(isoWeekday(latest)%7)
}

// feastDay reads julafton, Kristi himmelsfärd 2027, and före jul, till påsk:
// with a word for "by", a time of several days means the day before it.
func feastDay(p *parser, i int, l lead) (span, bool) {
	id, j, ok := p.get(i, feast)
	if !ok {
		return span{}, false
	}
	h, several := holidayTimeOf(id)
	day := func(y int) store.Day { return dayOfFeast(id, y) }
	s := p.feastSpan(day, j)
	if several {
		s.grade = alone
		if p.by != 0 {
			s = p.feastSpan(func(y int) store.Day { return h.eve(y) - 1 }, j)
		}
	}
	if !several && !l.on && !s.dated {
		s.grade = called
	}
	if p.by == weakBy && p.at(i).upper && j == i+1 {
		s.grade = alone // "till Lucia", who is a colleague
	}
	return s, true
}

// feastSpan lays a feast on the year written after it, or the next one.
func (p *parser) feastSpan(day func(year int) store.Day, i int) span {
	y, next, hasYear := p.year(i)
	s := span{next: next, dated: hasYear}
	if hasYear {
		s.day = day(min(max(y, 1), 9999))
		return s
	}
	s.day, _ = p.yearly(func(y int) (store.Day, bool) { return day(y), true })
	return s
}

// afterFeast reads efter jul, after the weekend: the first working day then.
func afterFeast(p *parser, i int, _ lead) (span, bool) {
	_, j, ok := p.get(i, afterWord)
	if !ok {
		return span{}, false
	}
	j = p.skip(j, theWord)
	if _, next, ok := p.get(j, weekend); ok {
		return span{next: next, day: p.cal.Next(monday(p.today) + 6)}, true
	}
	id, j, ok := p.get(j, feast)
	h, several := holidayTimeOf(id)
	if !ok || !several {
		return span{}, false
	}
	return p.feastSpan(func(y int) store.Day { return p.cal.Next(h.last(y)) }, j), true
}

// weekendDay reads före helgen, before the weekend: the coming Friday, today
// included. "I helgen" is two days.
func weekendDay(p *parser, i int, _ lead) (span, bool) {
	_, next, ok := p.get(i, weekend)
	if !ok {
		return span{}, false
	}
	if p.by == 0 {
		saturday := monday(p.today) + 5
		return span{next: next, first: saturday, day: saturday + 1, reason: Ambiguous, suggest: []store.Day{saturday, saturday + 1}, grade: alone}, true
	}
	friday := p.coming(5)
	if isoWeekday(p.today) == 5 {
		friday = p.today
	}
	return span{next: next, day: friday}, true
}
