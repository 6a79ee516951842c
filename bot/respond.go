package bot

import (
	"errors"
	"strings"
)

// respond turns a handler's reply or error into what the platform shows;
// outcome is its one word for the log and the counters.
func (r *Router) respond(req *Request, reply Reply, err error) (Response, string) {
	switch {
	case errors.Is(err, errRepeated):
		return Response{}, "repeated"
	case err != nil:
		return r.failed(req, err)
	case reply.Form != nil:
		return r.form(req, reply), "form"
	}
	r.remember(req, &reply.Message)
	return Response{Message: &reply.Message, Public: req.Share && !req.Place.Direct}, "ok"
}

// failed words an error: by its code, or with a short id when it is internal.
func (r *Router) failed(req *Request, err error) (Response, string) {
	var coded Coded
	if !errors.As(err, &coded) {
		id := r.needs.NewID()
		r.needs.Log.Error("internal", "id", id, "event", req.ID, "command", req.Command, "error", err)
		text := Text{req.T("error.internal", "id", id)}
		return Response{Message: &Message{Blocks: []Block{text}}}, "internal"
	}
	if coded.Code() == "event.repeated" {
		return Response{}, "repeated"
	}
	message := Message{Blocks: []Block{Text{req.T("error."+coded.Code(), coded.Args()...)}}}
	var own *Error
	unclear := errors.As(err, &own) && own.Unclear
	if own != nil && len(own.Buttons) > 0 {
		message.Add(Buttons(own.Buttons))
	}
	return Response{Message: &message, Unclear: unclear}, coded.Code()
}

// form opens the form, or offers to where none can be opened.
func (r *Router) form(req *Request, reply Reply) Response {
	if req.CanForm {
		response := Response{Form: reply.Form}
		if len(reply.Blocks) > 0 {
			response.Message = &reply.Message
		}
		return response
	}
	line := req.Line(reply.Form.ID.Command, reply.Form.ID.Verb, reply.Form.ID.State)
	message := reply.Message
	message.Add(Text{req.T("form.instead", "line", Code(reply.Form.Line))},
		Buttons{{Label: req.Label("form.fill"), Command: line}})
	return Response{Message: &message}
}

// remember keeps which command shows the next page of the person's last list.
func (r *Router) remember(req *Request, m *Message) {
	if m.More == "" {
		return
	}
	m.Add(Buttons{{Label: req.Label("more.button"), Command: m.More}})
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.lists) > recentEvents {
		clear(r.lists)
	}
	r.lists[req.From.ID] = m.More
}

func (r *Router) unknownCommand(req *Request) error {
	word, rest := cut(strings.TrimPrefix(strings.TrimSpace(req.Text), "/"))
	near := r.grammar.near("commands", word)
	if near == "" {
		return Misread("command.unknown", "word", "/"+word)
	}
	line := strings.TrimSpace("/" + near + " " + rest)
	return Misread("command.near", "word", "/"+word, "line", Code(line)).With(line, line)
}

func (r *Router) unknownVerb(req *Request, c *Command, rest string) error {
	word, after := cut(rest)
	help := Code(req.Slash(c.Name) + " " + req.Word("help"))
	near := r.grammar.near(c.Name, word)
	if near == "" {
		return Misread("verb.unknown", "word", word, "help", help)
	}
	line := strings.TrimSpace(req.Slash(c.Name) + " " + near + " " + after)
	return Misread("verb.near", "word", word, "line", Code(line), "help", help).With(line, line)
}
