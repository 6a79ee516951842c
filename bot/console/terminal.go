package console

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/peterh/liner"
)

func (c *Console) openSource() (source, error) {
	if c.needs.Terminal {
		return newTerminal(c.needs.History)
	}
	return newPipe(c.needs.In), nil
}

// terminal asks at a prompt, with history and line editing.
type terminal struct {
	line    *liner.State
	history string // file, or empty
}

func newTerminal(history string) (*terminal, error) {
	t := &terminal{line: liner.NewLiner(), history: history}
	t.line.SetCtrlCAborts(true)
	t.line.SetMultiLineMode(true)
	if history == "" {
		return t, nil
	}
	old, err := os.ReadFile(history)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, errors.Join(fmt.Errorf("console: history: %w", err), t.line.Close())
	}
	_, err = t.line.ReadHistory(bytes.NewReader(old))
	if err != nil { // of a file that isn't text nothing is kept
		t.line.ClearHistory()
	}
	return t, nil
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

func (t *terminal) close() error {
	var text bytes.Buffer
	if t.history != "" {
		if _, err := t.line.WriteHistory(&text); err == nil {
			return errors.Join(writePrivate(t.history, text.Bytes()), t.line.Close())
		}
	}
	return t.line.Close()
}

// writePrivate replaces the file with one that only its owner may read: it
// holds what they typed about people.
func writePrivate(name string, text []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".history-*") // mode 0600
	if err != nil {
		return fmt.Errorf("console: history: %w", err)
	}
	_, err = f.Write(text)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		return fmt.Errorf("console: history: %w", errors.Join(err, os.Remove(f.Name())))
	}
	return nil
}
