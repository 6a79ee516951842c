package mattermost

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"strings"
	"time"

	"utblick/bot"
)

// formTime is how long a form may stay open.
const formTime = 24 * time.Hour

// carried is what a form brings back to us by way of the person's client:
// they can read it, and the signature tells whether they changed it.
type carried struct {
	Nonce   string         `json:"n"` // this opening of the form
	Command string         `json:"c"`
	Verb    string         `json:"v"`
	State   string         `json:"s"`
	User    string         `json:"u"` // the only one who may send it
	Channel string         `json:"ch"`
	Name    string         `json:"cn"`
	Root    string         `json:"r,omitempty"`
	Until   int64          `json:"x"` // seconds
	Fields  []carriedField `json:"f"`
}

// A carriedField is one field of the form.
type carriedField struct {
	Name   string  `json:"n"`
	Person bool    `json:"p,omitempty"` // the value is a user id
	Kept   *string `json:"k,omitempty"` // too long to be shown: stays as it is
}

func newCarried(d deed, id bot.FormID, now time.Time) *carried {
	return &carried{
		Nonce: rand.Text(), Command: id.Command, Verb: id.Verb, State: id.State,
		User: d.user, Channel: d.channel, Name: d.name, Root: d.root,
		Until: now.Add(formTime).Unix(),
	}
}

func (c *carried) formID() bot.FormID {
	return bot.FormID{Command: c.Command, Verb: c.Verb, State: c.State}
}

func (c *carried) field(name string) (carriedField, bool) {
	for _, f := range c.Fields {
		if f.Name == name {
			return f, true
		}
	}
	return carriedField{}, false
}

// pack gives the state that a dialog carries.
func (p *Platform) pack(c *carried) string {
	text, err := json.Marshal(c)
	if err != nil {
		panic(err) // strings and numbers always encode
	}
	return base64.RawURLEncoding.EncodeToString(text) + "." + p.seal(signsForm, string(text))
}

// unpack reads it; nil when it isn't what pack gave.
func (p *Platform) unpack(state string) *carried {
	encoded, sig, ok := strings.Cut(state, ".")
	text, err := base64.RawURLEncoding.DecodeString(encoded)
	if !ok || err != nil || !p.sealed(sig, signsForm, string(text)) {
		return nil
	}
	var c carried
	if json.Unmarshal(text, &c) != nil {
		return nil
	}
	return &c
}
