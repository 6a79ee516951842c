package bot

import (
	"context"
	"time"
)

// A Command is one slash command: a value in the one list of handlers.
// Its words are the catalogue's "words.command.NAME", its help
// "help.NAME" and "help.NAME.VERB".
type Command struct {
	Name  string
	Verbs []Verb
	// Bare is the verb for a command without words.
	Bare string
	// Loose is the verb for words that begin with no verb; empty means that
	// a verb is needed.
	Loose string
	// Block is the verb for text of several lines that begins with no verb.
	// Where it is another one than Loose, such text is kept whole: pasted notes
	// may begin with the command's own word, or with one that looks like a verb.
	Block string
	// Hub reaches all other commands: "/utblick kontakt ny …". There is at
	// most one.
	Hub bool
}

// A Verb is one thing that a Command can do; its words are the catalogue's
// "words.verb.NAME".
type Verb struct {
	Name string
	// Run answers the typed line.
	Run HandlerFunc
	// Submit answers the form that Run opened; nil when it opens none.
	Submit HandlerFunc
	// Admin verbs are for administrators only.
	Admin bool
	// Shares verbs take a last word "dela": the reply is posted in the channel.
	Shares bool
	// Pages verbs take last words "sida 2".
	Pages bool
	// Codes says whether a record's code comes first: "klar U1".
	Codes Codes
	// Grave verbs take something away. Who mistypes another word must not come
	// to press one, so a near miss never offers it by a button.
	Grave bool
}

// Codes is what a Verb takes of records' codes.
type Codes int

// The kinds of Codes.
const (
	NoCode    Codes = iota
	CodeFirst       // a code, then words: "notera U1 …"
	OnlyCodes       // codes and nothing else: "klar U1 U2"
)

// A HandlerFunc answers one Request.
type HandlerFunc func(ctx context.Context, r *Request) (Reply, error)

// A Request is an Event that the router has understood as far as its verb.
type Request struct {
	Event
	Words
	Command string
	Verb    string
	All     string // what follows the command, as typed, its verb included
	Rest    string // what follows the verb, as typed
	Page    int    // from 1
	Share   bool   // the reply will be seen by the whole channel
	Now     time.Time
	Rooms   Rooms
	grammar *grammar
}

// Rooms tell, for the length of one Request, who is in which channel.
type Rooms struct {
	Known   map[Seat]Presence
	Closed  bool   // the platform isn't to be asked now …
	Missing []Seat // … for these
}

// A Seat is a person's in a channel.
type Seat struct{ Channel, Person string }

// Presence is whether a Seat is taken.
type Presence int

// The kinds of Presence.
const (
	Unseen  Presence = iota // that can't be told
	Present                 // they are in the channel
	Absent                  // they aren't
)

// Near is the verb of this command that word was probably meant as, or
// nothing: for commands that search when no verb is given.
func (r *Request) Near(word string) string { return r.grammar.near(r.Command, word) }

// Offer is a button with the line that was probably meant by that verb; for a
// grave one there is none: it has to be typed.
func (r *Request) Offer(verb, line string) Buttons {
	if r.grammar.isGrave(r.Command, verb) {
		return nil
	}
	return Buttons{{Label: clip(line, maxLabel), Command: line}}
}

// Grow shows all that there is so far of a reply that takes its time. Some of
// it may never be seen: where messages can't be changed nothing is, elsewhere
// as much as the platform allows. The whole reply is returned as ever.
func (r *Request) Grow(soFar Message) {
	if r.Growing != nil {
		r.Growing(soFar, r.isPublic())
	}
}

// isPublic tells whether the reply will be posted in the channel.
func (r *Request) isPublic() bool { return r.Share && !r.Place.Direct }

// A Reply is a message or a form; Message has no blocks when there is none.
type Reply struct {
	Message
	Form *Form
}

// Say is a Reply of blocks.
func Say(blocks ...Block) Reply { return Reply{Message: Message{Blocks: blocks}} }

// About names the records that the reply is about.
func (r Reply) About(codes ...string) Reply {
	r.Records = append(r.Records, codes...)
	return r
}

// Open is a Reply that opens a form.
func Open(f Form) Reply { return Reply{Form: &f} }
