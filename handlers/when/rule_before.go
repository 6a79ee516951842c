package when

import (
	"cmp"
	"slices"
)

// beforeRule reads what is counted from the due day, and nothing else: 3 dagar
// före; 7 och 1 dagar innan; en vecka före och på dagen kl 8.
func (p *parser) beforeRule(i, to int) (Rule, Reason) {
	r := Rule{how: beforeDue}
	if c := p.clock(i, beforeDay); c.next > i && c.reason == 0 {
		r.clock, i = int16(c.clock+1), c.next
	}
	list, j, reason := p.distances(i)
	if len(list) == 0 {
		return Rule{}, Unknown
	}
	for k := 0; k < 2 && r.clock == 0 && reason == 0; k++ {
		c := p.clock(p.skipMark(j, ','), afterDay)
		if c.next == p.skipMark(j, ',') {
			c = p.hourAfter(j)
		}
		if c.next > j {
			j, reason, r.clock = c.next, c.reason, int16(c.clock+1)
		}
	}
	if j < to {
		return Rule{}, Unknown
	}
	if reason != 0 {
		return Rule{}, reason
	}
	return r.withDistances(list)
}

// hourAfter reads the bare hour of "dagen före 9".
func (p *parser) hourAfter(i int) clockSpan {
	if t := p.at(i); t.kind != number || t.digits > 2 {
		return clockSpan{next: i, clock: NoClock}
	}
	return p.hourAlone(i)
}

// withDistances keeps each distance once, the farthest first.
func (r Rule) withDistances(list []distance) (Rule, Reason) {
	for _, b := range list {
		if !b.valid() {
			return Rule{}, Absurd
		}
	}
	slices.SortFunc(list, func(a, b distance) int { return cmp.Compare(b.length(), a.length()) })
	list = slices.Compact(list)
	if len(list) > maxBefore {
		return Rule{}, TooOften
	}
	copy(r.before[:], list)
	return r, 0
}

// distances reads the list. A number without a unit has that of the next one,
// and what has no "before" needs one further on.
func (p *parser) distances(i int) (list []distance, next int, reason Reason) {
	bare := 0 // how many at the end of the list lack their unit
	open := false
	for len(list) < 4*maxBefore {
		b, j, closed, ok := p.distance(i)
		if !ok {
			return nil, i, Unknown
		}
		list = append(list, b)
		if b.unit == 0 {
			bare++
		}
		for ; b.unit != 0 && bare > 0; bare-- {
			k := len(list) - 1 - bare
			list[k] = scaled(int(list[k].n), p.unitOf(b, i))
		}
		open = !closed
		k, _ := p.andWord(j)
		if k == j {
			i = j
			break
		}
		if _, _, _, more := p.distance(k); !more {
			i = j
			break
		}
		i = k
	}
	if open || bare > 0 {
		return nil, i, Unknown
	}
	return list, i, 0
}

// unitOf is the unit that the distance b, read at i, was written in.
func (p *parser) unitOf(b distance, i int) int {
	if _, unit, _, ok := p.amount(i); ok {
		return unit
	}
	return int(b.unit)
}

// distance reads one of them; closed tells that it said "before" or is the due
// day itself.
func (p *parser) distance(i int) (b distance, next int, closed, ok bool) {
	if v, j, ok := p.get(i, sameDay); ok && v == 0 {
		return distance{0, inDays}, p.dueName(j), true, true
	}
	if n, j, ok := p.get(i, dayShift); ok && n == last {
		return distance{1, inDays}, p.dueName(j), true, true
	}
	if unit, j, ok := p.unit(p.skip(i, theWord)); ok && p.is(j, beforeWord) {
		return scaled(1, unit), p.dueName(p.skip(j, beforeWord)), true, true // "veckan före"
	}
	n, unit, j, ok := p.amount(i)
	if !ok {
		return p.bareCount(i)
	}
	b = scaled(n, unit)
	if b.unit == 0 {
		return b, i, false, false
	}
	if _, k, ok := p.get(j, beforeWord); ok {
		return b, p.dueName(k), true, true
	}
	return b, j, false, true
}

// bareCount reads the 7 of "7 och 1 dagar före".
func (p *parser) bareCount(i int) (b distance, next int, closed, ok bool) {
	n, j, isOrdinal, ok := p.count(i)
	if !ok || isOrdinal {
		return b, i, false, false
	}
	if k, _ := p.andWord(j); k == j {
		return b, i, false, false
	}
	return distance{n: int16(min(n, 1<<14))}, j, false, true
}

// dueName goes past the name of the due day: before the deadline.
func (p *parser) dueName(i int) int {
	if v, j, ok := p.get(i, sameDay); ok && v == 1 {
		return j
	}
	return i
}

// scaled is n units as a distance; one of a unit that isn't known has none.
func scaled(n, unit int) distance {
	by, as := 1, unit
	switch unit {
	case inDays, inWorkdays, inWeeks, inMonths:
	case inFortnights:
		by, as = 2, inWeeks
	case inQuarters:
		by, as = 3, inMonths
	case inHalfYears:
		by, as = 6, inMonths
	case inTertials:
		by, as = 4, inMonths
	case inYears:
		by, as = 12, inMonths
	default:
		return distance{}
	}
	return distance{int16(min(n, 1<<12) * by), uint8(as)}
}
