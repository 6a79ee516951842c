package mattermost

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/mattermost/mattermost/server/public/model"
	"golang.org/x/text/encoding/charmap"

	"utblick/bot"
)

// The most that is read of a file, and that is given as one, in bytes.
const (
	maxFile     = 1 << 20
	maxEnclosed = 16 << 20
)

// Errors of download.
var (
	errTooLarge = errors.New("the file is too large")
	errNotText  = errors.New("the file is no text")
)

// download reads a file that somebody attached, if it is text of at most
// maxFile: else errTooLarge or errNotText.
func (p *Platform) download(ctx context.Context, fileID string) (string, error) {
	if !model.IsValidId(fileID) {
		return "", fmt.Errorf("mattermost: file %q: %w", fileID, errNotText)
	}
	info, answer, err := p.client.GetFileInfo(ctx, fileID)
	switch {
	case err != nil || info == nil:
		return "", trouble("read about file", answer, err)
	case info.Size > maxFile:
		return "", fmt.Errorf("mattermost: file %q, %d bytes: %w", fileID, info.Size, errTooLarge)
	}
	body, err := p.client.DoAPIGet(ctx, "/files/"+fileID, "")
	if err != nil || body == nil {
		return "", trouble("read file", model.BuildResponse(body), err)
	}
	defer body.Body.Close()
	if body.StatusCode != http.StatusOK {
		return "", trouble("read file", model.BuildResponse(body), nil)
	}
	data, err := io.ReadAll(io.LimitReader(body.Body, maxFile+1))
	switch {
	case err != nil:
		return "", trouble("read file", nil, err)
	case len(data) > maxFile:
		return "", fmt.Errorf("mattermost: file %q: %w", fileID, errTooLarge)
	}
	text, ok := textOf(data)
	if !ok {
		return "", fmt.Errorf("mattermost: file %q: %w", fileID, errNotText)
	}
	return text, nil
}

// upload gives the server files for a post in a channel.
func (p *Platform) upload(ctx context.Context, channel string, files []bot.File) (ids model.StringArray, err error) {
	for _, f := range files {
		made, answer, err := p.client.UploadFileAsRequestBody(ctx, []byte(f.Text), channel, f.Name)
		if err != nil || made == nil || len(made.FileInfos) != 1 {
			return nil, trouble("upload file", answer, err)
		}
		ids = append(ids, made.FileInfos[0].Id)
	}
	return ids, nil
}

// encloses tells whether a message brings a file: what only one person sees in
// a channel can't, so it goes to the direct messages.
func encloses(m bot.Message) bool {
	return slices.ContainsFunc(m.Blocks, func(b bot.Block) bool { _, ok := b.(bot.File); return ok })
}

// textOf reads text in UTF-8, in UTF-16 with its mark, or as Windows in the
// west of Europe writes it; false when it is none.
func textOf(data []byte) (string, bool) {
	var text string
	switch {
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}):
		text = wide(data[2:], binary.LittleEndian)
	case bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		text = wide(data[2:], binary.BigEndian)
	case utf8.Valid(data):
		text = strings.TrimPrefix(string(data), "\ufeff")
	default:
		decoded, err := charmap.Windows1252.NewDecoder().Bytes(data)
		if err != nil {
			return "", false
		}
		text = string(decoded)
	}
	// A picture or a word processor's file has what no text has.
	return text, !strings.ContainsFunc(text, func(r rune) bool { return r < ' ' && !strings.ContainsRune("\t\n\v\f\r\x1b", r) })
}

func wide(data []byte, order binary.ByteOrder) string {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	return string(utf16.Decode(units))
}
