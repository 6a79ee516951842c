package bot

import (
	"context"
	"errors"
	"strings"
)

// dispatch has the event answered by the verb that it means.
func (r *Router) dispatch(ctx context.Context, req *Request) (Reply, error) {
	reply, err := r.answer(ctx, req)
	if err == nil && reply.Form == nil && len(reply.Blocks) == 0 {
		return Reply{}, errNothingSaid
	}
	return reply, err
}

var errNothingSaid = errors.New("the command answered nothing")

func (r *Router) answer(ctx context.Context, req *Request) (Reply, error) {
	switch {
	case req.Kind == Submitted:
		return r.submitted(ctx, req)
	case req.Kind == Said, req.Kind == Pressed && !strings.HasPrefix(trim(req.Text), "/"):
		return r.act(ctx, req, r.grammar.said(req.Text))
	}
	return r.act(ctx, req, r.grammar.typed(req.Text))
}

// act does what a line was understood as.
func (r *Router) act(ctx context.Context, req *Request, line reading) (Reply, error) {
	if line.command != nil {
		req.Command = line.command.Name
	}
	if line.verb != nil {
		req.Verb = line.verb.Name
	}
	req.All, req.Rest = line.all, line.rest
	switch line.sense {
	case isVerb:
		req.Page, req.Share = line.page, line.share
		return r.run(ctx, req, line.verb)
	case isHelp:
		return r.needs.Help(ctx, req)
	case isNext:
		return r.nextPage(ctx, req)
	case isAsked:
		return r.needs.Ask(ctx, req)
	}
	return Reply{}, r.grammar.unclear(req, line)
}

func (r *Router) run(ctx context.Context, req *Request, v *Verb) (Reply, error) {
	if v.Admin && !req.From.Admin {
		return Reply{}, Fail("admin_only")
	}
	reply, err := v.Run(ctx, req)
	if err == nil && (v.Pages || reply.More != "") {
		r.lists.Put(req.From.ID, reply.More)
	}
	return reply, err
}

// nextPage goes on with the person's last list.
func (r *Router) nextPage(ctx context.Context, req *Request) (Reply, error) {
	line, ok := r.lists.Get(req.From.ID)
	switch {
	case !ok:
		return Reply{}, Fail("more.none")
	case line == "":
		return Say(Text{req.T("list.end")}), nil
	}
	return r.act(ctx, req, r.grammar.typed(line))
}

// submitted hands a form to the verb that opened it.
func (r *Router) submitted(ctx context.Context, req *Request) (Reply, error) {
	for i := range r.needs.Commands {
		c := &r.needs.Commands[i]
		v := named(c, req.Form.Verb)
		if c.Name != req.Form.Command || v == nil || v.Submit == nil {
			continue
		}
		req.Command, req.Verb = c.Name, v.Name
		if v.Admin && !req.From.Admin {
			return Reply{}, Fail("admin_only")
		}
		return v.Submit(ctx, req)
	}
	return Reply{}, Misread("form.unknown")
}
