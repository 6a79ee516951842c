package setup

import (
	"errors"
	"net/http"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

// A Refusal is why a run was cut off. Key names its text, which names the
// remedy, under "cli.setup." in the catalogue.
type Refusal struct {
	Key string
	Err error
}

func (r *Refusal) Error() string { return clip(r.Err.Error()) }
func (r *Refusal) Unwrap() error { return r.Err }

// refused tells what an error means here; absent is what it means that
// something isn't found.
func refused(absent string, res *model.Response, err error) error {
	return &Refusal{Key: meaning(absent, res, err), Err: err}
}

// What the server says when something is turned off in its System Console.
const (
	idCommandsOff = "api.command.disabled.app_error"
	idBotsOff     = "api.bot.create_disabled"
	idTokensOff   = "app.user_access_token.disabled"
)

// meaning is the key of the text for it.
func meaning(absent string, res *model.Response, err error) string {
	id, own := ownID(err)
	switch {
	case status(res) == 0:
		return "failed" // nobody answered
	case id == idCommandsOff:
		return "commands_off"
	case id == idBotsOff:
		return "bots_off"
	case id == idTokensOff:
		return "tokens_off"
	case isBusy(res):
		return "busy"
	case !own:
		return "stranger"
	case status(res) == http.StatusUnauthorized:
		return "bad_token"
	case status(res) == http.StatusForbidden:
		return "no_rights"
	case status(res) == http.StatusNotFound:
		return absent
	}
	return "refused"
}

// ownID is the server's own word for an error; a page that a proxy answers
// with has none.
func ownID(err error) (id string, own bool) {
	var app *model.AppError
	if !errors.As(err, &app) || app.Id == "" {
		return "", false
	}
	return app.Id, true
}

// isAbsent: the server itself says that there is no such thing.
func isAbsent(res *model.Response, err error) bool {
	_, own := ownID(err)
	return own && status(res) == http.StatusNotFound
}

// isBusy: it may go well later. 501 is what a server says that never will.
func isBusy(res *model.Response) bool {
	s := status(res)
	return s == http.StatusTooManyRequests || s >= http.StatusInternalServerError && s != http.StatusNotImplemented
}

func status(res *model.Response) int {
	if res == nil {
		return 0
	}
	return res.StatusCode
}

// clip keeps a page of HTML out of a text.
func clip(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	if len(s) > 200 {
		s = strings.ToValidUTF8(s[:200], "") + "…"
	}
	return s
}
