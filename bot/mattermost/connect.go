package mattermost

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

// Errors of Connect that an operator can mend.
var (
	ErrToken    = errors.New("the server does not take the bot's token")
	ErrChannel  = errors.New("the team has no such channel that the bot may see")
	ErrTeam     = errors.New("no such team, or the bot is not in it")
	ErrSettings = errors.New("unfit settings")
)

// minSecret is as long as the signatures are strong.
const minSecret = 32

// Connect finds out who the bot is and that it may work in the team. Run calls
// it when it wasn't; before it, nothing else but Handler may be called.
func (p *Platform) Connect(ctx context.Context) error {
	err := p.introduce(ctx)
	p.ear.setWhy(err)
	return err
}

func (p *Platform) introduce(ctx context.Context) error {
	if err := p.needs.check(); err != nil {
		return err
	}
	me, answer, err := p.client.GetMe(ctx, "")
	switch {
	case status(answer) == http.StatusUnauthorized:
		return fmt.Errorf("mattermost %s: %w", p.needs.URL, ErrToken)
	case err != nil:
		return fmt.Errorf("mattermost: ask who the bot is: %w", err)
	}
	team, _, err := p.client.GetTeamByName(ctx, p.needs.Team, "")
	switch {
	case isAbsent(err):
		return fmt.Errorf("mattermost: team %q: %w", p.needs.Team, ErrTeam)
	case err != nil:
		return fmt.Errorf("mattermost: look for team %q: %w", p.needs.Team, err)
	}
	member, _, err := p.client.GetTeamMember(ctx, team.Id, me.Id, "")
	switch {
	case isAbsent(err) || err == nil && member.DeleteAt > 0:
		return fmt.Errorf("mattermost: team %q: %w", p.needs.Team, ErrTeam)
	case err != nil:
		return fmt.Errorf("mattermost: look for the bot in team %q: %w", p.needs.Team, err)
	}
	p.warnRoles(me, member)
	p.me, p.team = me, team
	p.talk.connected.Store(true)
	return nil
}

// check finds what would make every signature or address worthless.
func (n Needs) check() error {
	switch {
	case len(n.Secret) < minSecret:
		return fmt.Errorf("mattermost: %w: the secret has %d bytes, fewer than %d", ErrSettings, len(n.Secret), minSecret)
	case !model.IsValidHTTPURL(n.URL):
		return fmt.Errorf("mattermost: %w: %q is no address of a server", ErrSettings, n.URL)
	case !model.IsValidHTTPURL(n.PublicURL):
		return fmt.Errorf("mattermost: %w: %q is no address where the server reaches us", ErrSettings, n.PublicURL)
	}
	return nil
}

// warnRoles tells the operator of rights that the bot has no use for: who
// administers a team can read the tokens of all its commands.
func (p *Platform) warnRoles(me *model.User, member *model.TeamMember) {
	if !me.IsBot {
		p.needs.Log.Warn("the account is no bot account", "user", me.Username)
	}
	roles := append(strings.Fields(me.Roles), strings.Fields(member.Roles)...)
	for _, role := range []string{model.SystemAdminRoleId, model.TeamAdminRoleId} {
		if slices.Contains(roles, role) || role == model.TeamAdminRoleId && member.SchemeAdmin {
			p.needs.Log.Warn("the bot has a role it needs not have", "role", role)
		}
	}
}

func status(answer *model.Response) int {
	if answer == nil {
		return 0
	}
	return answer.StatusCode
}

// isAbsent: the server has it not, or does not show it to the bot. A proxy's
// page of the same number says nothing of the kind.
func isAbsent(err error) bool { return isMissing(err) || says(err, http.StatusForbidden) }

// isMissing: the server has it not.
func isMissing(err error) bool { return says(err, http.StatusNotFound) }

// says tells whether the server itself gave that status.
func says(err error, status int) bool {
	var own *model.AppError
	return errors.As(err, &own) && own.Id != "" && own.StatusCode == status
}
