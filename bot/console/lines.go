package console

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
)

// maxLine is the longest line or << block that is kept, in bytes: more than
// the bot takes, so that the bot says so itself, and little enough to hold.
const maxLine = 2 << 20

const byteOrderMark = "\ufeff" // some editors begin a file with it

var (
	errTooLong = errors.New("console: line too long")
	errLeft    = errors.New("console: left at the prompt") // Ctrl-C
)

// A source gives lines without their ends, io.EOF after the last one. With
// errTooLong comes the line's beginning; the rest of it is skipped. prompt is
// for a terminal.
type source interface {
	next(ctx context.Context, prompt string) (string, error)
	close() error
}

// pipe reads a script. Its goroutine reads on demand only, so that nothing is
// read before the replies to the line before are out.
type pipe struct {
	asked chan struct{}
	lines chan read
}

type read struct {
	text string
	err  error
}

func newPipe(in io.Reader) *pipe {
	p := &pipe{asked: make(chan struct{}), lines: make(chan read, 1)}
	go p.serve(bufio.NewReaderSize(in, 64<<10))
	return p
}

// serve ends when the lines do, or when close is called; a read under way
// then has to end first.
func (p *pipe) serve(in *bufio.Reader) {
	first := true
	for range p.asked {
		text, err := readLine(in, maxLine)
		if first {
			text, first = strings.TrimPrefix(text, byteOrderMark), false
		}
		p.lines <- read{text, err}
	}
}

func (p *pipe) next(ctx context.Context, _ string) (string, error) {
	select {
	case p.asked <- struct{}{}:
	case <-ctx.Done():
		return "", ctx.Err()
	}
	select {
	case line := <-p.lines:
		return line.text, line.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

func (p *pipe) close() error {
	close(p.asked)
	return nil
}

// readLine reads up to a line end (LF or CRLF), or the end of in. Of a longer
// line than limit it keeps the beginning and returns errTooLong.
func readLine(in *bufio.Reader, limit int) (string, error) {
	var line []byte
	tooLong := false
	for {
		part, err := in.ReadSlice('\n')
		if room := limit + 2 - len(line); len(part) > room {
			part, tooLong = part[:room], true
		}
		line = append(line, part...)
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		line = bytes.TrimSuffix(bytes.TrimSuffix(line, []byte("\n")), []byte("\r"))
		switch {
		case tooLong || len(line) > limit:
			return string(line[:limit]), errTooLong
		case err != nil && (len(line) == 0 || !errors.Is(err, io.EOF)):
			return "", err
		}
		return string(line), nil
	}
}
