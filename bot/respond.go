package bot

import "errors"

// respond turns a handler's reply or error into what the platform shows.
func (r *Router) respond(req *Request, reply Reply, err error) Response {
	switch {
	case err != nil:
		return failed(req, err)
	case reply.Form != nil:
		return form(req, reply)
	}
	if reply.More != "" {
		reply.Add(Buttons{{Label: req.Label("more.button"), Command: reply.More}})
	}
	return Response{Message: &reply.Message, Public: req.isPublic()}
}

// failed words an error by its code.
func failed(req *Request, err error) Response {
	var coded Coded
	if !errors.As(err, &coded) || isSilent(coded.Code()) {
		return Response{Repeated: coded != nil && coded.Code() == codeRepeated} // without a code it can't be: logged has given it one
	}
	message := Message{Blocks: []Block{Text{req.T("error."+coded.Code(), coded.Args()...)}}}
	var own *Error
	unclear := errors.As(err, &own) && own.Unclear
	if own != nil && len(own.Buttons) > 0 {
		message.Add(Buttons(own.Buttons))
	}
	return Response{Message: &message, Unclear: unclear}
}

// form opens the form, or offers to where none can be opened: a press of the
// button types the command again, and to a press one can.
func form(req *Request, reply Reply) Response {
	if req.CanForm {
		reply.Form.Records = reply.Records
		response := Response{Form: reply.Form}
		if len(reply.Blocks) > 0 {
			response.Message = &reply.Message
		}
		return response
	}
	id, rest := reply.Form.ID, ""
	if id.Command == req.Command && id.Verb == req.Verb {
		rest = req.Rest
	}
	again := req.Line(id.Command, id.Verb, rest)
	example := reply.Form.Line
	if example == "" {
		example = again
	}
	message := reply.Message
	if req.Kind == Submitted { // what was filled in is not lost
		message.Add(Verbatim{reply.Form.Plain()})
	}
	message.Add(Text{req.T("form.instead", "line", Code(example))}, Buttons{{Label: req.Label("form.fill"), Command: again}})
	return Response{Message: &message}
}
