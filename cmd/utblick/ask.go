package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"utblick/handlers/answer"
	"utblick/store"
)

type askCommand struct {
	JSON     bool     `help:"Print the whole answer as JSON."`
	Lang     string   `help:"Language of the answer; without it the question's own." enum:"sv,en," default:"" placeholder:"sv|en"`
	Batch    string   `help:"File with a question a line: {\"id\",\"question\",\"lang\"}." placeholder:"FILE"`
	Question []string `arg:"" optional:"" help:"What to ask."`
}

// Run answers from the guideline alone; nothing is recorded.
func (c *askCommand) Run(p *process) error {
	question := strings.TrimSpace(strings.Join(c.Question, " "))
	if (question == "") == (c.Batch == "") {
		return usageError{explained(nil, "cli.ask_what")}
	}
	s, err := readSettings("", p.env)
	if err != nil {
		return err
	}
	doc, err := readGuideline(s)
	if err != nil {
		return err
	}
	p.chosen = first(c.Lang, s.Language)
	engine, today := p.answerer(doc), store.DayOf(time.Now().In(s.zone))
	if c.Batch != "" {
		return p.batch(c.Batch, "question", func(it item) any {
			lang := it.Lang
			if c.Lang != "" {
				lang = c.Lang
			}
			return struct {
				ID json.RawMessage `json:"id"`
				answer.Answer
			}{it.ID, engine.Ask(it.Question, lang, today)}
		})
	}
	a := engine.Ask(question, c.Lang, today)
	if c.JSON {
		return printJSON(p.io.out, a)
	}
	_, err = fmt.Fprintln(p.io.out, plainAnswer(a))
	return err
}

// plainAnswer is an answer for a terminal: text, where it stands, what to know.
func plainAnswer(a answer.Answer) string {
	lines := []string{a.Text}
	cited := a.Citations
	if !a.Answered {
		cited = a.Nearest
	}
	for i, c := range cited {
		place := c.Document
		if c.Edition != "" {
			place += " (" + c.Edition + ")"
		}
		place += ", " + c.Section
		if c.Point != nil {
			place += ", " + *c.Point
		}
		if i > 0 || !a.Answered { // the first quote stands in the answer
			lines = append(lines, "> "+c.Quote)
		}
		lines = append(lines, "  "+place)
	}
	if a.AskInstead != nil {
		lines = append(lines, a.AskInstead.Why)
	}
	return strings.Join(append(lines, a.Notices...), "\n")
}
