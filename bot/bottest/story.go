package bottest

import (
	"bufio"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
)

// A Story tells what people do and what they then read, without a word of the
// platform, so that the same one is played on all of them. Its lines:
//
//	# prose, and empty lines
//	:as bo            :as vera guest    :in -ledning    :at 2026-12-01T09:00
//	:press Spara      :fill name=Mikko  :submit
//	/kontakt …        @utblick …        plain text, a direct message
//	/möte ny <<       and lines up to a lone dot
//	< words           these words came in answer to the line above
//	<! words          these did not
//	<~ regexp         this matches what came; ^ and $ are at line ends
//
// White space counts as one blank in < and <!. What came is the plain text of
// every message since the line above, each that went elsewhere than to the one
// who types headed by "→ @bo:" or "→ allmant:".
type Story struct {
	Name  string
	Steps []Step
}

// A Step is one line and what must have come of it.
type Step struct {
	Line   int
	Do     string // "as", "in", "at", "press", "fill", "submit" or "type"
	Text   string
	Expect []Expect
}

// An Expect is one expectation.
type Expect struct {
	Line int
	Text string // as written, with its sign
	Not  bool
	Want string         // white space folded; or
	Re   *regexp.Regexp // when set
}

var deeds = []string{"as", "in", "at", "press", "fill", "submit"}

// ReadStory reads a story; name is what failures call it. An error says which
// line is no part of a story.
func ReadStory(name string, r io.Reader) (Story, error) {
	p := storyReader{Story: Story{Name: name}, lines: bufio.NewScanner(r)}
	p.lines.Buffer(nil, 1<<20)
	for p.next() {
		if err := p.line(strings.TrimSpace(p.lines.Text())); err != nil {
			return Story{}, fmt.Errorf("%s:%d: %w", name, p.at, err)
		}
	}
	if err := p.lines.Err(); err != nil {
		return Story{}, fmt.Errorf("%s: %w", name, err)
	}
	return p.Story, nil
}

type storyReader struct {
	Story
	lines *bufio.Scanner
	at    int
}

func (p *storyReader) next() bool {
	p.at++
	return p.lines.Scan()
}

func (p *storyReader) line(text string) error {
	switch {
	case text == "" || text[0] == '#':
		return nil
	case text[0] == '<':
		return p.expect(text)
	case text[0] == ':':
		return p.deed(text)
	}
	at := p.at
	if head, ok := strings.CutSuffix(text, "<<"); ok {
		block, err := p.block()
		if err != nil {
			return err
		}
		text = strings.TrimSpace(head) + "\n" + block
	}
	p.Steps = append(p.Steps, Step{Line: at, Do: "type", Text: text})
	return nil
}

func (p *storyReader) deed(text string) error {
	name, rest, _ := strings.Cut(text[1:], " ")
	if !slices.Contains(deeds, name) {
		return fmt.Errorf("a story has no :%s, only :%s", name, strings.Join(deeds, " :"))
	}
	p.Steps = append(p.Steps, Step{Line: p.at, Do: name, Text: strings.TrimSpace(rest)})
	return nil
}

func (p *storyReader) block() (string, error) {
	var lines []string
	for p.next() {
		if line := p.lines.Text(); strings.TrimRight(line, " \t\r") != "." {
			lines = append(lines, line)
			continue
		}
		return strings.Join(lines, "\n"), nil
	}
	return "", fmt.Errorf("<< without a lone dot after it")
}

func (p *storyReader) expect(text string) error {
	if len(p.Steps) == 0 {
		return fmt.Errorf("%q stands before anything was done", text)
	}
	e := Expect{Line: p.at, Text: text}
	sign, want, _ := strings.Cut(text, " ")
	if want = strings.TrimSpace(want); want == "" || !slices.Contains([]string{"<", "<!", "<~"}, sign) {
		return fmt.Errorf("%q: write \"< words\", \"<! words\" or \"<~ regexp\"", text)
	}
	e.Not, e.Want = sign == "<!", folded(want)
	if sign == "<~" {
		re, err := regexp.Compile("(?m)" + want)
		if err != nil {
			return err
		}
		e.Re = re
	}
	last := &p.Steps[len(p.Steps)-1]
	last.Expect = append(last.Expect, e)
	return nil
}

func folded(s string) string { return strings.Join(strings.Fields(s), " ") }
