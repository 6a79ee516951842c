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

// ground is what the rest of the bot stands on.
type ground struct {
	*settings
	clock      *clock
	doc        *guideline.Document
	programmes *support.Catalogue
	planner    remind.Planner
	store      *store.Store
}

// open reads the documents and opens the store, as program: so others are told
// who holds the data folder. The caller closes it again.
func (p *process) open(s *settings, c *clock, program string) (*ground, error) {
	doc, err := readGuideline(s)
	if err != nil {
		return nil, err
	}
	programmes, err := support.BuiltIn()
	if err != nil {
		return nil, fmt.Errorf("read support catalogue: %w", err)
	}
	var floor engine.Engine
	floor, err = bolt.Open(s.Data, bolt.Options{Program: program, Since: time.Now()})
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
	return &ground{settings: s, clock: c, doc: doc, programmes: programmes, planner: planner, store: st}, nil
}

func (g *ground) close(err error) error { return errors.Join(err, g.store.Close()) }

// parts is the bot put together, as every subcommand and test runs it.
type parts struct {
	*ground
	desk      *handlers.Desk
	router    *bot.Router
	scheduler *remind.Scheduler
}

// workspace is where the bot is to work.
type workspace struct {
	platform  bot.Platform
	channel   string            // the team's channel by the platform's id; empty: there is none
	installed map[string]string // the commands' forms where they differ from the catalogue's words
	posters   int               // reminders posted at a time; 0: a few
	count     func(command, verb, outcome string)
}

// assemble builds the rest of the bot.
func (p *process) assemble(g *ground, w workspace) *parts {
	desk := handlers.New(handlers.Needs{
		Store: g.store, Directory: w.platform, Guideline: g.doc, Answer: p.answerer(g.doc), Support: g.programmes,
		Calendar: g.planner.Calendar, Planner: g.planner, Zone: g.zone, Channel: g.Channel,
	})
	router := bot.NewRouter(bot.Needs{
		Catalogue: p.catalogue, Commands: desk.Commands(), Ask: desk.Ask, Help: desk.Help,
		Seen: g.store.Seen, Language: desk.Language, Default: g.Language, Now: g.clock.Now, NewID: shortID, Log: p.log(),
		Installed: w.installed, Count: w.count,
	})
	scheduler := remind.New(remind.Needs{
		Store: g.store, Platform: w.platform, Planner: g.planner, Mark: g.planner.Mark(g.closed), Words: router.Words,
		Posters: w.posters, Points: planPoints(g.doc), Channel: w.channel, Now: g.clock.Now, ID: rand.Text(), Log: p.log(),
		Random: mathrand.New(mathrand.NewPCG(uint64(time.Now().UnixNano()), 1)),
	})
	return &parts{ground: g, desk: desk, router: router, scheduler: scheduler}
}

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
