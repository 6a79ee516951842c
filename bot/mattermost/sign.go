package mattermost

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"

	"utblick/bot"
)

// The purposes of a signature, with the version of what is signed: one made
// for a button is worth nothing on a form.
const (
	signsPress = "press/1"
	signsForm  = "form/1"
	signsMark  = "mark/1"
)

// anyone may press: whoever sees the post, as the server lets nobody else.
const anyone = "*"

// seal signs the fields for a purpose. Each goes with its length, so that no
// two lists of fields read alike.
func (p *Platform) seal(purpose string, fields ...string) string {
	return seal(p.needs.Secret, purpose, fields...)
}

func seal(secret []byte, purpose string, fields ...string) string {
	mac := hmac.New(sha256.New, secret)
	for _, field := range append([]string{purpose}, fields...) {
		fmt.Fprintf(mac, "%d:%s", len(field), field) // a hash takes every write
	}
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// MarkName is the header that all our answers to the server carry Mark in, and
// the prop that the answer to Mark itself has it in.
const MarkName = "Utblick-Mark"

// Mark is what whoever has the secret knows this bot by: a program that checks
// the way from the server to us. Typed after a command it does nothing, shows
// nothing and comes back. It tells nothing of the secret.
func Mark(secret []byte) string { return seal(secret, signsMark) }

// sealed tells in constant time whether sig is what seal gave.
func (p *Platform) sealed(sig, purpose string, fields ...string) bool {
	return hmac.Equal([]byte(sig), []byte(p.seal(purpose, fields...)))
}

// presses makes the buttons of a message known by key, for one user id or for
// anyone. They have no end: a digest can be pressed days later.
func (p *Platform) presses(key, who string) presses {
	return func(b bot.Button, n int) *model.PostAction {
		return &model.PostAction{
			Id:   "b" + strconv.Itoa(n), // only letters and digits: a dash makes the press a 404
			Type: model.PostActionTypeButton,
			Name: b.Label,
			Integration: &model.PostActionIntegration{
				URL: p.needs.PublicURL + pathAction,
				Context: map[string]any{
					"cmd": b.Command, "key": key, "who": who,
					"sig": p.seal(signsPress, b.Command, key, who),
				},
			},
		}
	}
}

// privateMark begins the key of a message that only its reader's client
// keeps: there is no post to compare it with.
const privateMark = "~"

// privateKey is a new key for such a message.
func privateKey() string { return privateMark + rand.Text() }

func isPrivateKey(key string) bool { return strings.HasPrefix(key, privateMark) }

// eventID is the same for the same deed, and tells nothing of it.
func eventID(kind string, parts ...string) string {
	h := sha256.New()
	for _, part := range parts {
		fmt.Fprintf(h, "%d:%s", len(part), part)
	}
	return "mm-" + kind + "-" + base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:16])
}
