package when

import (
	"time"

	"utblick/store"
)

// Elsewhere is what a clock here shows in another zone, 15:00; empty where that
// is the same, or the zone (its IANA name) isn't known.
func Elsewhere(day store.Day, clock string, here *time.Location, zone string) string {
	at, err := time.Parse("15:04", clock)
	if err != nil || zone == "" || zone == here.String() {
		return ""
	}
	there, err := time.LoadLocation(zone)
	if err != nil {
		return ""
	}
	if own := day.At(at.Hour(), at.Minute(), here).In(there).Format("15:04"); own != clock {
		return own
	}
	return ""
}
