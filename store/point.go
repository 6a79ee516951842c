package store

import "fmt"

// Point is what the house adds to a point of the guideline's action plan.
// The point's words are the guideline's and never stored here.
type Point struct {
	Code  string `json:"code"`
	Owner string `json:"owner,omitempty"`
}

func pointRef(code string) Ref {
	var id uint64
	for _, r := range code[1:] {
		id = id*10 + uint64(r-'0')
	}
	return Ref{Kind(code[0]), id}
}

func (p Point) ref() Ref                  { return pointRef(p.Code) }
func (p Point) title() string             { return p.Code }
func (p Point) indexed() []string         { return nil }
func (p Point) found() ([]string, string) { return nil, "" }
func (p Point) mentions() []string        { return nil }
func (p Point) fields() []Value           { return []Value{{"owner", p.Owner}} }

// Point by its code. Error code "point.unknown".
func (tx *Tx) Point(code string) (Point, error) {
	if !tx.store.point(code) {
		return Point{}, Fail("point.unknown", "code", code)
	}
	p, ok, err := load[Point](tx, pointRef(code))
	if !ok {
		p.Code = code
	}
	return p, err
}

// SetPointOwner gives a point an owner, or takes it away.
func (tx *Tx) SetPointOwner(code, person string) (Point, error) {
	old, err := tx.Point(code)
	if err != nil || old.Owner == person {
		return old, err
	}
	next := Point{Code: code, Owner: person}
	return next, tx.save(old, next, Assigned)
}

// PointHistory is what was done with a point, newest first.
func (tx *Tx) PointHistory(code string) ([]Entry, error) {
	if !tx.store.point(code) {
		return nil, fmt.Errorf("history of point %q: %w", code, Fail("point.unknown", "code", code))
	}
	return tx.History(pointRef(code))
}
