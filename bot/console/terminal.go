package console

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"github.com/peterh/liner"
)

func (c *Console) openSource() source {
	if c.needs.Terminal {
		return newTerminal(c.needs.History, c.needs.Log)
	}
	return newPipe(c.needs.In)
}

// terminal asks at a prompt, with line editing and, if it can be kept, history.
type terminal struct {
	line    *liner.State
	history string // file, or empty
	log     *slog.Logger
}

func newTerminal(history string, log *slog.Logger) *terminal {
	t := &terminal{line: liner.NewLiner(), history: history, log: log}
	t.line.SetCtrlCAborts(true)
	t.line.SetMultiLineMode(true)
	t.remember()
	return t
}

// remember reads the history; one that can't be read is left as it is.
func (t *terminal) remember() {
	if t.history == "" {
		return
	}
	old, err := os.ReadFile(t.history)
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	if err == nil {
		_, err = t.line.ReadHistory(bytes.NewReader(old))
	}
	if err != nil {
		t.log.Warn("history not read", "platform", "console", "error", err)
		t.line.ClearHistory()
		t.history = ""
	}
}

// next ends with the line: a prompt can't be interrupted by ctx, but Ctrl-C
// and Ctrl-D reach it as keys.
func (t *terminal) next(_ context.Context, prompt string) (string, error) {
	line, err := t.line.Prompt(prompt)
	switch {
	case errors.Is(err, liner.ErrPromptAborted):
		return "", errLeft
	case err != nil:
		return "", err
	case len(line) > maxLine:
		return line[:maxLine], errTooLong
	}
	if strings.TrimSpace(line) != "" {
		t.line.AppendHistory(line)
	}
	return line, nil
}

// close gives the terminal back. A history that can't be written is no reason
// to fail: what was recorded is kept elsewhere.
func (t *terminal) close() error {
	var text bytes.Buffer
	_, err := t.line.WriteHistory(&text)
	if t.history != "" && err == nil {
		err = writePrivate(t.history, text.Bytes())
	}
	if err != nil {
		t.log.Warn("history not kept", "platform", "console", "error", err)
	}
	return t.line.Close()
}

// writePrivate replaces the file with one that only its owner may read: it
// holds what they typed about people.
func writePrivate(name string, text []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".history-*") // mode 0600
	if err != nil {
		return fmt.Errorf("write history: %w", err)
	}
	_, err = f.Write(text)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		return fmt.Errorf("write history: %w", errors.Join(err, os.Remove(f.Name())))
	}
	return nil
}
