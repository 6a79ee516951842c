package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"utblick/handlers/remind"
	"utblick/store"
	"utblick/store/engine/bolt"
)

// checkStore looks into the database, or asks the bot that holds it.
func (p *process) checkStore(s *settings) []finding {
	if _, err := os.Stat(filepath.Join(s.Data, bolt.FileName)); errors.Is(err, os.ErrNotExist) {
		return []finding{p.well("cli.doctor_store_none", "data", s.Data)}
	}
	engine, err := bolt.Open(s.Data, bolt.Options{Program: "utblick doctor", Since: time.Now()})
	var locked *bolt.LockedError
	if errors.As(err, &locked) {
		return p.checkHeld(s, locked.Holder)
	}
	if err != nil {
		return []finding{{text: p.explain(err)}}
	}
	points := planCodes(s)
	st, err := store.Open(p.ctx, engine, store.Needs{Now: time.Now, Point: func(string) bool { return true }})
	if err != nil {
		return []finding{{text: p.explain(err)}}
	}
	found, err := p.lookInto(s, st, points)
	if err = errors.Join(err, st.Close()); err != nil {
		return []finding{{text: p.explain(err)}}
	}
	return found
}

// checkHeld: what serve holds it alone can read, and tells on /metrics.
func (p *process) checkHeld(s *settings, by bolt.Holder) []finding {
	held := p.well("cli.doctor_store_held", "data", s.Data, "holder", p.holder(by))
	if by.Program != "utblick serve" {
		return []finding{held}
	}
	n, oldest, err := p.overdue(s)
	if err != nil {
		return []finding{held, p.skipped("cli.doctor_metrics", "url", s.here(), "cause", err)}
	}
	return []finding{held, p.deliveries(s, n, time.Now().Add(-oldest))}
}

// deliveries tells how the reminders fare.
func (p *process) deliveries(s *settings, overdue int, since time.Time) finding {
	if overdue > 0 {
		return p.fault("cli.doctor_overdue", "count", overdue, "since", since.In(s.zone).Format(time.DateTime))
	}
	return p.well("cli.doctor_delivered")
}

func (p *process) lookInto(s *settings, st *store.Store, points []string) ([]finding, error) {
	contacts, unowned := 0, []string(nil)
	err := st.View(p.ctx, func(tx *store.Tx) (err error) {
		if unowned, err = withoutOwner(tx, points); err == nil {
			contacts, err = tx.CountContacts(1 << 30)
		}
		return err
	})
	due, err1 := remind.Waiting(p.ctx, st, time.Now())
	overdue, since, err2 := remind.Overdue(p.ctx, st, time.Now())
	if err = errors.Join(err, err1, err2); err != nil {
		return nil, err
	}
	first := p.well("cli.doctor_store", "data", s.Data, "count", contacts)
	if due {
		first.text += " " + p.catalogue.Text(p.lang(), "cli.doctor_due")
	}
	return append([]finding{first, p.deliveries(s, overdue, since)}, p.escalations(s, unowned)...), nil
}

// planCodes are the points of the action plan; none when it can't be read,
// which is told elsewhere.
func planCodes(s *settings) (codes []string) {
	doc, err := readGuideline(s)
	if err != nil {
		return nil
	}
	for _, point := range doc.Points {
		codes = append(codes, point.Code)
	}
	return codes
}

func withoutOwner(tx *store.Tx, points []string) (codes []string, err error) {
	for _, code := range points {
		point, err := tx.Point(code)
		if err != nil {
			return nil, err
		}
		if point.Owner == "" {
			codes = append(codes, code)
		}
	}
	return codes, nil
}

// escalations tells who hears of a task that stays late: its point's owner,
// then the team's channel. With neither, nobody does.
func (p *process) escalations(s *settings, unowned []string) []finding {
	if len(unowned) == 0 {
		return nil
	}
	points := strings.Join(unowned, ", ")
	line := "/" + p.catalogue.Word(p.lang(), "command.plan") + " " + p.catalogue.Word(p.lang(), "verb.owner") + " " + unowned[0]
	if s.Channel == "" {
		return []finding{p.fault("cli.doctor_nobody", "points", points, "line", line)}
	}
	return []finding{p.well("cli.doctor_unowned", "points", points, "channel", s.Channel, "line", line)}
}
