package mattermost

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"

	"github.com/mattermost/mattermost/server/public/model"
)

// Where the server posts to us.
const (
	pathCommand = "/mattermost/command"
	pathAction  = "/mattermost/action"
	pathDialog  = "/mattermost/dialog"
)

// maxBody is more than the longest paste becomes on its way here.
const maxBody = 1 << 20

// Handler serves what the Mattermost server posts to us; all other paths are
// not found. It may be mounted before Run, and says 503 until then.
func (p *Platform) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle(pathCommand, p.posted("application/x-www-form-urlencoded", p.command))
	mux.Handle(pathAction, p.posted("application/json", p.action))
	mux.Handle(pathDialog, p.posted("application/json", p.dialog))
	mark := Mark(p.needs.Secret)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set(MarkName, mark)
		mux.ServeHTTP(w, r)
	})
}

// posted lets through what has the form of a request from the server, whole.
func (p *Platform) posted(kind string, next func(http.ResponseWriter, *http.Request, []byte)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost {
			w.Header().Set("Allow", http.MethodPost)
			http.Error(w, "POST only", http.StatusMethodNotAllowed)
			return
		}
		if got, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || got != kind {
			http.Error(w, kind+" only", http.StatusUnsupportedMediaType)
			return
		}
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
		var tooLarge *http.MaxBytesError
		switch {
		case errors.As(err, &tooLarge):
			p.turnedAway(r, "too large")
			http.Error(w, "too large", http.StatusRequestEntityTooLarge)
		case err != nil:
			http.Error(w, "not read", http.StatusBadRequest)
		case !p.talk.connected.Load():
			unready(w)
		default:
			next(w, r, body)
		}
	})
}

func unready(w http.ResponseWriter) {
	w.Header().Set("Retry-After", "5")
	http.Error(w, "not ready", http.StatusServiceUnavailable)
}

// turnedAway leaves one line in the log of what isn't even a deed.
func (p *Platform) turnedAway(r *http.Request, why string) {
	p.needs.Log.Warn("refused", "path", r.URL.Path, "why", why)
}

// refused leaves one line in the log: who was refused and where, by the
// server's ids, and never what people wrote.
func (p *Platform) refused(d deed, why string) {
	p.needs.Log.Warn("refused", "event", d.event.ID, "person", d.user, "channel", d.channel, "why", why)
}

// malformed refuses what no Mattermost server sends.
func (p *Platform) malformed(w http.ResponseWriter, r *http.Request) {
	p.turnedAway(r, "malformed")
	http.Error(w, "malformed", http.StatusBadRequest)
}

// write sends v as JSON; nil is the empty object, which acknowledges and shows
// nothing.
func write(w http.ResponseWriter, v any) {
	if v == nil {
		v = struct{}{}
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v) // the other end has gone: nobody left to tell
}

// isID also takes the empty one if it may be left out.
func isID(id string, optional bool) bool {
	return model.IsValidId(id) || optional && id == ""
}
