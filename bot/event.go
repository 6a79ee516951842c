// Package bot is the neutral conversation. In: Events that a platform has
// verified and decoded. Out: Messages and Forms that the platform renders.
// Never: knows which platform it is on, nor what a contact or a task is.
package bot

// A Person is someone in the workspace, as the platform tells it.
type Person struct {
	ID    string // the platform's own, never changes; records keep this one
	User  string // user name without @, as others type it
	Name  string // full name, may be empty
	Lang  string // sv, en, or empty when the platform doesn't say
	Zone  string // IANA time zone, as Europe/Helsinki; empty when the platform doesn't say
	Guest bool   // a guest, or from outside the workspace
	Admin bool   // may do what only administrators may
	Bot   bool
}

// Display is the name to show: the full one, else the user name.
func (p Person) Display() string {
	if p.Name != "" {
		return p.Name
	}
	return p.User
}

// A Place is where something was said.
type Place struct {
	Channel string // the platform's id
	Name    string // as people call it
	Private bool   // a private channel: what is recorded there stays with its members
	Closed  bool   // one that the bot isn't in: who its members are can't be asked
	Direct  bool   // a conversation with the bot alone
	Thread  string // the thread's root, or empty
}

// Kind says how an Event came about.
type Kind int

// The kinds of Event.
const (
	Typed     Kind = iota // a slash command
	Said                  // a direct message or a mention
	Pressed               // a button; Text is the button's command
	Submitted             // a form; Values are its fields
)

// An Event is one thing that a person did.
type Event struct {
	ID      string // unique per deed; the same again is the same deed, sent twice
	Kind    Kind
	From    Person
	Place   Place
	Text    string // Typed, Pressed: "/kontakt ny …". Said: the words, the mention of the bot cut away
	Form    FormID // Submitted
	Values  map[string]string
	Lost    bool // it came before and was Repeated, but its answer never got out: it is to have one, and not to be done again
	CanForm bool // a form can be opened in answer (never to a mention or a direct message)
	// Growing is how the answer is shown while it is being made; nil where what
	// has been said can't be changed. See Request.Grow.
	Growing func(soFar Message, public bool)
}
