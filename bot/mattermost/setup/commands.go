package setup

import (
	"context"
	"errors"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

// Path is where the server posts commands, below the public address.
const Path = "/mattermost/command"

// refusedTrigger is how servers from 11.6 on answer to a trigger with å, ä or ö.
const refusedTrigger = "model.command.is_valid.trigger.app_error"

// commands makes each command point to us, and keeps their tokens. Commands of
// ours that are no longer wanted stay: somebody may have added them.
func (r *run) commands(ctx context.Context) error {
	there, res, err := r.client.ListCommands(ctx, r.team.Id, true)
	if err != nil {
		return refused("refused", res, err)
	}
	tokens := map[string]string{}
	for _, want := range r.Commands {
		token, err := r.command(ctx, want, byTrigger(there, want.Trigger))
		if err != nil {
			return err
		}
		if token != "" {
			tokens[want.Trigger] = token
		}
	}
	if !r.DryRun {
		r.Kept.Commands = tokens
	}
	return nil
}

func byTrigger(list []*model.Command, trigger string) *model.Command {
	for _, c := range list {
		if c.Trigger == trigger {
			return c
		}
	}
	return nil
}

// command makes or repairs one, and gives its token; none when the server
// refuses its trigger or somebody else has it.
func (r *run) command(ctx context.Context, want Command, have *model.Command) (string, error) {
	next := r.wanted(want)
	switch {
	case have == nil:
		return r.newCommand(ctx, want, next)
	case !r.ours(have):
		r.right("command_taken", want.Trigger)
		return "", nil
	case same(have, next):
		r.right("command", want.Trigger)
		return have.Token, nil
	}
	next.Id, next.Token, next.CreateAt, next.CreatorId = have.Id, have.Token, have.CreateAt, have.CreatorId
	return have.Token, r.change("command_changed", want.Trigger, func() (*model.Response, error) {
		_, res, err := r.client.UpdateCommand(ctx, next)
		return res, err
	})
}

func (r *run) newCommand(ctx context.Context, want Command, next *model.Command) (token string, err error) {
	err = r.change("command_made", want.Trigger, func() (*model.Response, error) {
		made, res, err := r.client.CreateCommand(ctx, next)
		if err == nil {
			token = made.Token
		}
		return res, err
	})
	var app *model.AppError
	if want.Optional && errors.As(err, &app) && app.Id == refusedTrigger {
		r.right("command_refused", want.Trigger)
		return "", nil
	}
	return token, err
}

// ours tells a command that an earlier run made from somebody else's of the
// same name, which is left alone.
func (r *run) ours(c *model.Command) bool {
	return c.Token == r.Kept.Commands[c.Trigger] || strings.HasSuffix(c.URL, Path)
}

func (r *run) wanted(want Command) *model.Command {
	return &model.Command{
		TeamId: r.team.Id, Trigger: want.Trigger, Method: model.CommandMethodPost, URL: r.PublicURL + Path,
		DisplayName: want.Name, Description: want.Desc, AutoComplete: want.Listed,
		AutoCompleteDesc: want.Desc, AutoCompleteHint: want.Hint, Username: r.Bot.User,
	}
}

func same(a, b *model.Command) bool {
	return a.URL == b.URL && a.Method == b.Method && a.AutoComplete == b.AutoComplete &&
		a.AutoCompleteDesc == b.AutoCompleteDesc && a.AutoCompleteHint == b.AutoCompleteHint &&
		a.DisplayName == b.DisplayName && a.Description == b.Description && a.Username == b.Username
}
