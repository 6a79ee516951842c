package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	mathrand "math/rand/v2"
	"strings"
	"time"

	"utblick/bot"
	"utblick/handlers"
	"utblick/handlers/answer"
	"utblick/handlers/remind"
	"utblick/handlers/when"
	"utblick/store"
	"utblick/store/engine"
	"utblick/store/engine/bolt"
	"utblick/store/guideline"
	"utblick/store/support"
)

// parts is the bot put together, as every subcommand and test runs it.
type parts struct {
	store     *store.Store
	desk      *handlers.Desk
	router    *bot.Router
	scheduler *remind.Scheduler
}

// assembly is what the parts are put together from.
type assembly struct {
	*settings
	clock     *clock
	platform  bot.Platform
	program   string            // as others are told who holds the data folder
	channel   string            // the team's channel by the platform's id; empty: there is none
	installed map[string]string // the commands' forms where they differ from the catalogue's words
	posters   int               // reminders posted at a time; 0: a few
	count     func(command, verb, outcome string)
}

// assemble opens the store and builds the rest over it. The caller closes the
// parts again.
func (p *process) assemble(a assembly) (*parts, error) {
	s, c := a.settings, a.clock
	doc, err := readGuideline(s)
	if err != nil {
		return nil, err
	}
	programmes, err := support.BuiltIn()
	if err != nil {
		return nil, fmt.Errorf("read support catalogue: %w", err)
	}
	var floor engine.Engine
	floor, err = bolt.Open(s.Data, bolt.Options{Program: a.program, Since: time.Now()})
	if err != nil {
		return nil, err
	}
	if p.over != nil {
		floor = p.over(floor)
	}
	hasPoint := func(code string) bool { _, ok := doc.Point(code); return ok }
	planner := remind.Planner{Calendar: when.NewCalendar(s.closed...), Zone: s.zone}
	st, err := store.Open(p.ctx, floor, store.Needs{Now: c.Now, Point: hasPoint, Planner: planner})
	if err != nil {
		return nil, err
	}
	desk := handlers.New(handlers.Needs{
		Store: st, Directory: a.platform, Guideline: doc, Answer: p.answerer(doc), Support: programmes,
		Calendar: planner.Calendar, Planner: planner, Zone: s.zone, Channel: s.Channel,
	})
	router := bot.NewRouter(bot.Needs{
		Catalogue: p.catalogue, Commands: desk.Commands(), Ask: desk.Ask, Help: desk.Help,
		Seen: st.Seen, Language: desk.Language, Default: s.Language, Now: c.Now, NewID: shortID, Log: p.log(),
		Installed: a.installed, Count: a.count,
	})
	scheduler := remind.New(remind.Needs{
		Store: st, Platform: a.platform, Planner: planner, Mark: planner.Mark(s.closed), Words: router.Words,
		Posters: a.posters, Points: planPoints(doc), Channel: a.channel, Now: c.Now, ID: rand.Text(), Log: p.log(),
		Random: mathrand.New(mathrand.NewPCG(uint64(time.Now().UnixNano()), 1)),
	})
	return &parts{store: st, desk: desk, router: router, scheduler: scheduler}, nil
}

func (ps *parts) close(err error) error { return errors.Join(err, ps.store.Close()) }

func (p *process) answerer(doc *guideline.Document) *answer.Engine {
	return answer.New(doc, answer.Options{Words: p.catalogue, Clock: time.Now})
}

func readGuideline(s *settings) (*guideline.Document, error) {
	if s.Guideline == "" {
		return guideline.BuiltIn()
	}
	doc, err := guideline.Load(s.Guideline)
	var missing *fs.PathError
	if errors.As(err, &missing) {
		return nil, explained(nil, "cli.guideline", "error", err)
	}
	return doc, err
}

// planPoints are the plan's points with the beginning of what each says.
func planPoints(doc *guideline.Document) []remind.Point {
	points := make([]remind.Point, len(doc.Points))
	for i, p := range doc.Points {
		points[i] = remind.Point{Code: p.Code, Text: handlers.Brief(p.Text)}
	}
	return points
}

// log tells what went wrong, on standard error; what people wrote is never in it.
func (p *process) log() *slog.Logger {
	return slog.New(slog.NewTextHandler(p.io.err, &slog.HandlerOptions{Level: p.level}))
}

// shortID joins a person's message to its line in the log.
func shortID() string { return strings.ToLower(rand.Text()[:6]) }
