package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"os"
)

// maxBatchLine bounds a line of a batch file, in bytes.
const maxBatchLine = 1 << 20

// item is a line of a batch file; ask reads question, support idea.
type item struct {
	ID       json.RawMessage `json:"id"`
	Question string          `json:"question"`
	Idea     string          `json:"idea"`
	Lang     string          `json:"lang"`
}

// batch answers each line of a file ("-" is standard input), in order. A line
// that can't be read is told of, and the rest go on.
func (p *process) batch(file, field string, answer func(item) any) error {
	in := p.io.in
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return explained(err, "cli.batch_unread", "file", file)
		}
		defer f.Close()
		in = f
	}
	out := json.NewEncoder(p.io.out)
	out.SetEscapeHTML(false)
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 0, 64<<10), maxBatchLine)
	var bad error
	for n := 1; lines.Scan(); n++ {
		if len(lines.Bytes()) == 0 {
			continue
		}
		var it item
		if err := json.Unmarshal(lines.Bytes(), &it); err != nil {
			bad = errors.Join(bad, explained(err, "cli.batch_line", "file", file, "line", n, "field", field))
			continue
		}
		if it.ID == nil {
			it.ID = json.RawMessage("null")
		}
		if err := out.Encode(answer(it)); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return errors.Join(bad, explained(err, "cli.batch_unread", "file", file))
	}
	return bad
}

func printJSON(w io.Writer, v any) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	return out.Encode(v)
}
