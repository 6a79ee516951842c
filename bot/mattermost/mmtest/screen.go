package mmtest

import (
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"utblick/bot/bottest"
)

// A screen is what all clients of an office have been sent, in the order in
// which it came.
type screen struct {
	office *Office

	mu        sync.Mutex
	change    *sync.Cond
	listening map[string]bool   // by user name
	marks     map[string]string // the last mark each has seen
	messages  []*message
	byPost    map[string]*message
	edits     map[string]bool // post and time, so that an edit counts once
	fresh     []*news
	dialogs   []opened
	broken    error
}

// A message stands in a channel or, ephemeral, before one reader.
type message struct {
	post     *model.Post
	to       string // as of an Arrival
	private  bool
	seen     map[string]bool // the user names it was sent to
	notified map[string]bool
}

// news is what was not yet asked for.
type news struct {
	arrival bottest.Arrival
	message *message // nil of a form
	files   []string // ids of those that the message brings
}

// opened is a dialog on somebody's screen.
type opened struct {
	user    string
	request model.OpenDialogRequest
}

func newScreen(o *Office) *screen {
	s := &screen{
		office: o, listening: map[string]bool{}, marks: map[string]string{},
		byPost: map[string]*message{}, edits: map[string]bool{},
	}
	s.change = sync.NewCond(&s.mu)
	return s
}

// open connects the person's client, once.
func (s *screen) open(p *person) {
	t := s.office.t
	t.Helper()
	user := p.user.Username
	s.mu.Lock()
	open := s.listening[user]
	s.mu.Unlock()
	if open {
		return
	}
	Listen(t, s.office.URL, p.client.AuthToken, func(e *model.WebSocketEvent) { s.event(user, e) })
	s.mu.Lock()
	defer s.mu.Unlock()
	s.listening[user] = true
}

func (s *screen) event(user string, e *model.WebSocketEvent) {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.change.Broadcast()
	switch e.EventType() {
	case model.WebsocketEventPosted, model.WebsocketEventEphemeralMessage:
		s.posted(user, e)
	case model.WebsocketEventPostEdited:
		s.edited(user, e)
	case model.WebsocketEventPostDeleted:
		if post := read[model.Post](s, e, "post"); s.byPost[post.Id] != nil {
			s.byPost[post.Id].post = &post
		}
	case model.WebsocketEventOpenDialog:
		request := read[model.OpenDialogRequest](s, e, "dialog")
		if strings.HasPrefix(request.URL, s.office.PublicURL+"/") {
			s.dialogs = append(s.dialogs, opened{user, request})
		}
	case model.WebsocketEventTyping:
		if by, _ := e.GetData()["user_id"].(string); by == s.office.adminID {
			s.marks[user], _ = e.GetData()["parent_id"].(string)
		}
	}
}

// read takes an event's datum, which is JSON within a string.
func read[T any](s *screen, e *model.WebSocketEvent, name string) (value T) {
	text, _ := e.GetData()[name].(string)
	if err := json.Unmarshal([]byte(text), &value); err != nil {
		s.broken = errors.Join(s.broken, err)
	}
	return value
}

// posted: the bot's posts, and what the server shows as its answers.
func (s *screen) posted(user string, e *model.WebSocketEvent) {
	post := read[model.Post](s, e, "post")
	if m := s.byPost[post.Id]; m != nil {
		m.reached(user, e)
		return
	}
	ephemeral := e.EventType() == model.WebsocketEventEphemeralMessage
	answer := post.GetProp("from_webhook") == "true"
	if post.UserId != s.office.bot.UserId && !answer || post.IsSystemMessage() && !ephemeral {
		return
	}
	to, private := s.office.reader(post.ChannelId)
	if to == "" {
		return // of another office
	}
	if ephemeral {
		to, private = "user:"+user, true
	}
	m := &message{post: &post, to: to, private: private, seen: map[string]bool{}, notified: map[string]bool{}}
	m.reached(user, e)
	s.byPost[post.Id] = m
	s.messages = append(s.messages, m)
	s.tell("message", m)
}

// reached notes that the message was sent to the user, and whether it calls
// upon them: in a conversation of two that is no news.
func (m *message) reached(user string, e *model.WebSocketEvent) {
	m.seen[user] = true
	mentions, _ := e.GetData()["mentions"].(string)
	if mentions != "" && strings.HasPrefix(m.to, "channel:") {
		m.notified[user] = m.notified[user] || strings.Contains(mentions, "\"")
	}
}

func (s *screen) edited(user string, e *model.WebSocketEvent) {
	post := read[model.Post](s, e, "post")
	m := s.byPost[post.Id]
	if m == nil {
		return
	}
	m.seen[user] = true
	once := post.Id + time.UnixMilli(post.UpdateAt).String()
	if s.edits[once] {
		return
	}
	s.edits[once] = true
	m.post = &post
	s.tell("update", m)
}

// tell puts a message where take finds it, as it reads now.
func (s *screen) tell(kind string, m *message) {
	s.fresh = append(s.fresh, &news{message: m, files: m.post.FileIds, arrival: bottest.Arrival{
		Kind: kind, To: m.to, Private: m.private, Text: textOf(m.post), Buttons: buttonsOf(m.post), Ref: m.post.Id,
	}})
}

func (s *screen) tellForm(a bottest.Arrival) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fresh = append(s.fresh, &news{arrival: a})
}

// take is all that has come since it was last asked.
func (s *screen) take() []bottest.Arrival {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []bottest.Arrival
	for _, n := range s.fresh {
		if n.message != nil {
			n.arrival.Notified = slices.Sorted(maps.Keys(n.message.notified))
			n.arrival.Text += s.office.enclosed(n.files)
		}
		all = append(all, n.arrival)
	}
	s.fresh = nil
	return all
}

func (s *screen) takeDialogs() []opened {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := s.dialogs
	s.dialogs = nil
	return all
}
