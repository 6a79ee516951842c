package store

import (
	"fmt"
	"time"
)

// Day is a calendar day without a clock, counted in days since 1970-01-01.
// The zero Day means "no day"; a municipality's deadlines are all later.
type Day int32

// DayOf is the calendar day that t shows in its own location.
func DayOf(t time.Time) Day {
	y, m, d := t.Date()
	return NewDay(y, m, d)
}

// NewDay is the day y-m-d; like time.Date it carries 31 April over to 1 May,
// so check with ValidDate first where a person typed it.
func NewDay(y int, m time.Month, d int) Day {
	return Day(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// ValidDate tells whether y-m-d is in the calendar.
func ValidDate(y int, m time.Month, d int) bool {
	if m < time.January || m > time.December || d < 1 {
		return false
	}
	gy, gm, gd := NewDay(y, m, d).Date()
	return gy == y && gm == m && gd == d
}

// ParseDay reads 2026-12-04.
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, fmt.Errorf("parse day: %w", err)
	}
	return DayOf(t), nil
}

func (d Day) utc() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// Date gives year, month and day of the month.
func (d Day) Date() (int, time.Month, int) { return d.utc().Date() }

// At is the moment the clock shows hour:minute that day in loc.
func (d Day) At(hour, minute int, loc *time.Location) time.Time {
	y, m, dd := d.Date()
	return time.Date(y, m, dd, hour, minute, 0, 0, loc)
}

// Weekday of d.
func (d Day) Weekday() time.Weekday { return d.utc().Weekday() }

// ISOWeek gives the ISO 8601 year and week.
func (d Day) ISOWeek() (year, week int) { return d.utc().ISOWeek() }

// IsZero tells whether d is no day at all.
func (d Day) IsZero() bool { return d == 0 }

// String gives 2026-12-04, or nothing for the zero Day.
func (d Day) String() string {
	if d.IsZero() {
		return ""
	}
	return d.utc().Format(time.DateOnly)
}

// MarshalText writes the day as 2026-12-04, so that stored records can be read by eye.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (d *Day) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = 0
		return nil
	}
	day, err := ParseDay(string(b))
	if err != nil {
		return err
	}
	*d = day
	return nil
}
