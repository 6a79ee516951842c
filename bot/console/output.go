package console

import (
	"encoding/json"
	"io"
	"strings"
	"sync"
	"time"
	"unicode"

	"utblick/bot"
)

// A printer writes what goes out, each thing in one write. The first error
// stays and is what every later call returns.
type printer interface {
	send(d *delivery) error
	echo(lines ...string)
	// waiting tells the prompt that stands on the terminal, empty when none.
	waiting(prompt string)
	failed() error
}

type writer struct {
	mu  sync.Mutex
	out io.Writer
	err error
}

func (w *writer) write(text string) error {
	if w.err == nil {
		_, w.err = io.WriteString(w.out, text)
	}
	return w.err
}

func (w *writer) failed() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.err
}

// plain writes as for reading: lines that came, then their replies, and a
// blank line where a reply ends.
type plain struct {
	writer
	replied bool
	prompt  string
}

func newPlain(out io.Writer) *plain { return &plain{writer: writer{out: out}} }

func (p *plain) echo(lines ...string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	text := p.gap()
	for _, line := range lines {
		text += harmless(line) + "\n"
	}
	p.replied = false
	_ = p.write(text) // kept, see failed
}

func (p *plain) send(d *delivery) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	text := p.gap() + header(d) + harmless(d.text) + "\n"
	if d.hint != "" {
		text += harmless(d.hint) + "\n"
	}
	p.replied = true
	if p.prompt != "" {
		text = "\r\x1b[K" + text + p.prompt
	}
	return p.write(text)
}

func (p *plain) waiting(prompt string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if prompt != "" {
		_ = p.write(p.gap()) // kept, see failed
	}
	p.prompt, p.replied = prompt, false
}

func (p *plain) gap() string {
	if p.replied {
		return "\n"
	}
	return ""
}

// header says where a message went that isn't the answer to the one who types,
// and when one came that nobody had asked for.
func header(d *delivery) string {
	if !d.posted && d.to.Channel == "" {
		return ""
	}
	where := d.to.Channel
	if d.to.Person != "" {
		where = "@" + d.to.Person
	}
	if d.posted {
		where += ", " + d.at.Format(minutes)
	}
	if d.changed != "" {
		where += " (" + d.changed + ")"
	}
	return "→ " + where + ":\n"
}

// harmless takes from text what a terminal would obey instead of show: escape
// sequences, and the marks that make letters run backwards.
func harmless(text string) string {
	text = strings.ToValidUTF8(strings.ReplaceAll(text, "\r\n", "\n"), "\uFFFD")
	return strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return '\uFFFD'
		}
		return r
	}, text)
}

// objects writes one JSON object a message and nothing else.
type objects struct{ writer }

func newJSON(out io.Writer) *objects { return &objects{writer{out: out}} }

func (o *objects) echo(...string) {}
func (o *objects) waiting(string) {}

type object struct {
	Kind       string   `json:"kind"`
	To         string   `json:"to"`
	Visibility string   `json:"visibility"`
	Text       string   `json:"text"`
	Buttons    []button `json:"buttons"`
	Records    []string `json:"records"`
	Ref        string   `json:"ref"`
	At         string   `json:"at"`
	Fields     []field  `json:"fields,omitzero"`
}

type button struct {
	Label   string `json:"label"`
	Command string `json:"command"`
}

type field struct {
	Name     string `json:"name"`
	Label    string `json:"label"`
	Type     string `json:"type"`
	Required bool   `json:"required"`
	Value    string `json:"value"`
}

func (o *objects) send(d *delivery) error {
	var line strings.Builder
	enc := json.NewEncoder(&line)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(asObject(d)); err != nil {
		return err
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.write(line.String())
}

func asObject(d *delivery) object {
	ob := object{
		Kind: d.kind, To: "user:" + d.to.Person, Visibility: "private", Text: d.text,
		Buttons: []button{}, Records: append([]string{}, d.records...),
		Ref: d.ref.Post, At: d.at.Format(time.RFC3339),
	}
	if d.to.Channel != "" {
		ob.To, ob.Visibility = "channel:"+d.to.Channel, "channel"
	}
	for _, b := range d.buttons {
		ob.Buttons = append(ob.Buttons, button(b))
	}
	if d.kind == "form" {
		ob.Fields = asFields(d.fields)
	}
	return ob
}

func asFields(fields []bot.FormField) []field {
	all := []field{}
	for _, f := range fields {
		all = append(all, field{f.Name, f.Label, string(f.Type), f.Required, f.Value})
	}
	return all
}
